"""What became of something from before, as a word with its shape."""

from cpm_desktop.domain.blocks import Line, Mark, Tone
from cpm_desktop.domain.captures import Outcome, Status
from cpm_desktop.domain.papers.wording import upper_first

_MARKS = {
    Status.DONE: Mark.DONE,
    Status.MET: Mark.DONE,
    Status.AGREED_AT_REVIEW: Mark.DONE,
    Status.IN_PROGRESS: Mark.IN_PROGRESS,
    Status.AWAITING_REVIEW: Mark.IN_PROGRESS,
    Status.NOT_DONE: Mark.NOT_DONE,
    Status.STILL_UNMET: Mark.NOT_DONE,
    Status.NOT_AGREED_AT_REVIEW: Mark.NOT_DONE,
    Status.NO_LONGER_NEEDED: Mark.DONE,
}


def status_line(outcome: Outcome | None) -> Line:
    """Return "Not done" with its shape; "Not reviewed" where nothing was said."""
    if outcome is None:
        return Line("Not reviewed", Tone.STRONG, Mark.OPEN)
    return Line(upper_first(outcome.status.value), Tone.STRONG, _MARKS[outcome.status])
