"""Numbers of decisions and actions: D1, A2. Given on the whole record, so that all copies agree."""

from dataclasses import dataclass, field

from cpm_desktop.domain.captures import STILL_OPEN, Outcome
from cpm_desktop.domain.meeting import CarriedItem, Meeting

ACTION = "action"
UNMET_NEED = "unmet need"
PROPOSAL = "proposal"
DECISION = "decision"
COMMENT = "comment"
ASSESSMENT = "assessment"
FED_BACK = "fed back"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What each thing is called on every copy.

    Attributes:
        by_id: number by the id of the decision, action, unmet need or disagreement.
    """

    by_id: dict[str, str] = field(default_factory=dict)

    def of(self, identifier: str) -> str:
        """Return a thing's number, or a dash for one without."""
        return self.by_id.get(identifier, "–")


def numbers_of(meeting: Meeting) -> Numbers:
    """Number a whole record: decisions in order, new actions, then earlier actions that stay open."""
    found = {decision.id: f"D{count}" for count, decision in enumerate(meeting.decisions, 1)}
    actions = [action.id for action in meeting.actions]
    actions += [item.id for item in carried_of(meeting, ACTION) if is_still_open(meeting, item)]
    found.update({identifier: f"A{count}" for count, identifier in enumerate(actions, 1)})
    found.update({need.id: f"U{count}" for count, need in enumerate(meeting.unmet_needs, 1)})
    return Numbers(found)


def carried_of(meeting: Meeting, what: str) -> tuple[CarriedItem, ...]:
    """Return what is open from before, of one sort."""
    return tuple(item for item in meeting.carried if item.what == what)


def outcome_of(meeting: Meeting, identifier: str) -> Outcome | None:
    """Return what was last said about a thing from before, if anything."""
    return next((outcome for outcome in reversed(meeting.outcomes) if outcome.of_item == identifier), None)


def is_still_open(meeting: Meeting, item: CarriedItem) -> bool:
    """Tell whether a thing from before goes on after this meeting; one that nobody reviewed does."""
    outcome = outcome_of(meeting, item.id)
    return outcome is None or outcome.status in STILL_OPEN


def times_carried(meeting: Meeting, item: CarriedItem) -> int:
    """Return how often a thing was carried over, this meeting included where it stays open."""
    return item.carried + (1 if is_still_open(meeting, item) else 0)
