"""What is said of a meeting's dates, which days are proposed, and the reason that lets a refused date stand."""

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import GivenReason, Meeting
from cpm_desktop.domain.meeting_dates import DateRemark, ProposedDates, date_remarks, proposed_dates
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import situation_now
from cpm_desktop.services.keeping import keep


def remarks_now(desk: Desk, meeting: Meeting) -> tuple[DateRemark, ...]:
    """Return what is wrong with the dates as they stand; a refused one says so."""
    return date_remarks(desk.form_of(meeting), meeting, situation_now(desk, meeting))


def proposals_now(desk: Desk, meeting: Meeting, what: str) -> tuple[ProposedDates, ...]:
    """Return the days proposed for the meeting (MEETING_DATE) or the next one (NEXT_DATE)."""
    return proposed_dates(desk.form_of(meeting), meeting, situation_now(desk, meeting), what, desk.calendar)


def give_date_reason(desk: Desk, meeting_id: str, remark: DateRemark, text: str) -> None:
    """Let a date stand that the form refuses, with the reason; the record shows it.

    Raises:
        InvalidDetail: the reason is empty.
    """
    if not text.strip():
        message = "Write the reason first; it stands in the file copy."
        raise InvalidDetail(message)
    keep(desk.meeting(meeting_id), GivenReason(id=remark.key, text=text, at=desk.now()))
