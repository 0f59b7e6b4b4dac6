"""What nobody foresaw: noted in the local log, and written as a report for programmers without anything of a case."""

from dataclasses import dataclass

from cpm_desktop import __version__
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.error_report import report_text, write_report


@dataclass(frozen=True, slots=True)
class Unforeseen:
    """What is told of an error that nobody foresaw.

    Attributes:
        text: of the report.
        path: where it lies; empty where the disk did not take it.
        is_saved: everything entered before is on the disk.
        problem: why something is not; empty where nothing is wrong.
    """

    text: str
    path: str
    is_saved: bool
    problem: str


def report_unforeseen(desk: Desk, error: BaseException, versions: dict[str, str]) -> Unforeseen:
    """Note an error and write its report.

    Args:
        desk: open.
        error: with its trace.
        versions: of what the windows stand on, by name.
    """
    desk.note_error(error)
    now = desk.now()
    text = report_text(error, now, {"cpm-desktop": __version__, **versions})
    path = write_report(desk.place.log.parent / "reports", text, now) if desk.place is not None else None
    latest = desk.saving.latest
    return Unforeseen(text, str(path or ""), latest.is_saved, latest.problem)
