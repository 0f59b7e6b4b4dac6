"""The notice to each agency that contributed, as a PDF (prepare.inter-agency-waiver-notice)."""

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.waiver_notice import build_waiver_notice
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.document_names import name_of_file
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.papers import draw
from cpm_desktop.services.waiving import agencies_told


def notice_pdf(desk: Desk, meeting_id: str, attendee_id: str) -> bytes:
    """Return the notice to one agency as a PDF; `waiving.notice_of` gives the same words for an e-mail.

    Raises:
        InvalidDetail: as `notice_paper` says.
    """
    return draw(desk, notice_paper(desk, desk.meeting(meeting_id).value, attendee_id), desk.now()).pdf


def notice_paper(desk: Desk, meeting: Meeting, attendee_id: str) -> Paper:
    """Build the notice to one agency.

    Args:
        desk: the desk.
        meeting: the record that the meeting is not required.
        attendee_id: to whom of the agency it goes.

    Raises:
        InvalidDetail: the agency is not among those that contributed, or no reasoning was written for it.
    """
    told = next((each for each in agencies_told(desk, meeting) if each.attendee_id == attendee_id), None)
    if told is None:
        message = "This agency is not among those that contributed."
        raise InvalidDetail(message)
    if not told.reasoning.strip():
        message = f"Write the reasoning for {told.agency} first; it is never copied from the file."
        raise InvalidDetail(message)
    return build_waiver_notice(desk.form_of(meeting), meeting, told, child_of(desk, meeting))


def notice_file_name(desk: Desk, meeting_id: str, attendee_id: str) -> str:
    """Return a name for the notice's file; notices are told apart by numbers, never by a name."""
    meeting = desk.meeting(meeting_id).value
    told = [each.attendee_id for each in agencies_told(desk, meeting)]
    number = told.index(attendee_id) + 1 if attendee_id in told else 0
    return name_of_file(desk, meeting, f"notice {number}" if number else "notice")
