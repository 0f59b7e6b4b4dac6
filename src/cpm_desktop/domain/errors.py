"""What can go wrong, as types that carry the sentence the person reads."""


class CarePlanningError(Exception):
    """Something a person must be told: what is wrong, where, and what to do.

    Attributes:
        sentence: plain British English, complete with full stop; shown to the person, never logged.
    """

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.sentence = sentence


class UnknownEntity(CarePlanningError):
    """A command names something that is not there (it may have been taken back meanwhile)."""


class InvalidDetail(CarePlanningError):
    """A value does not fit the detail it is meant for."""


class RecordIsSigned(CarePlanningError):
    """A signed record cannot be changed; a correction is a document of its own."""


class WrongStage(CarePlanningError):
    """The meeting is not at the stage at which this can be done."""


class StaleRevision(CarePlanningError):
    """The value was changed elsewhere since it was read; nothing was written."""
