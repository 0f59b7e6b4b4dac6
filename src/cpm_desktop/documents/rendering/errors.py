"""What can end a drawing early."""

from cpm_desktop.domain.errors import CarePlanningError


class Stopped(CarePlanningError):
    """The person stopped the making of a document; nothing was written."""

    def __init__(self) -> None:
        """Say it plainly."""
        super().__init__("Making the document was stopped. Nothing was saved.")


class PictureMissing(CarePlanningError):
    """The bytes of a picture are not there, or are not those that the paper names."""


class AnnexMissing(CarePlanningError):
    """The bytes of an annex are not there, or are not those that the paper lists."""
