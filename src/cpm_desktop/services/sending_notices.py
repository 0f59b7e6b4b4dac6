"""The notices that a meeting is not required: saved for each agency, and each one's date of sending."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.forms import FollowUpFor
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.domain.waiver import Contributor
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.following_up import mark_done, reopen
from cpm_desktop.services.waiver_notices import notice_file_name, notice_pdf
from cpm_desktop.services.waiving import WaiverIncomplete, agencies_told, notice_of


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """The notice to one agency.

    Attributes:
        told: the agency, with the reasoning written for it.
        follow_up: that it is to be sent, once the record is signed; None before.
    """

    told: Contributor
    follow_up: FollowUp | None

    @property
    def sent_on(self) -> dt.date | None:
        """The day it was sent; None while it was not."""
        return self.follow_up.done_on if self.follow_up is not None else None


def notice_lines(desk: Desk, meeting_id: str) -> tuple[NoticeLine, ...]:
    """Return the notice to each agency, and whether it was sent (prepare.inter-agency-waiver-notice)."""
    meeting = desk.meeting(meeting_id).value
    by_person = {
        each.about: each for each in meeting.follow_ups if each.follow_up in _notice_ids(desk, meeting)
    }
    return tuple(NoticeLine(told, by_person.get(told.attendee_id)) for told in agencies_told(desk, meeting))


def mark_notice_sent(desk: Desk, meeting_id: str, attendee_id: str, on: dt.date | None) -> None:
    """Note the day on which the notice to an agency was sent; None takes it back.

    Raises:
        WaiverIncomplete: the record is not signed yet.
        InvalidDetail: the day lies ahead.
    """
    line = next(
        (each for each in notice_lines(desk, meeting_id) if each.told.attendee_id == attendee_id), None
    )
    if line is None or line.follow_up is None:
        message = "Sign the record first; then the notices are sent."
        raise WaiverIncomplete(message)
    if on is None:
        reopen(desk, meeting_id, line.follow_up.id)
    else:
        mark_done(desk, meeting_id, line.follow_up.id, on)


def save_notices(desk: Desk, meeting_id: str, folder: Path) -> tuple[Path, ...]:
    """Save the notice to each agency as a PDF and as text for an e-mail; no file is named after anybody.

    Raises:
        WaiverIncomplete: the record is not signed yet.
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    meeting = desk.meeting(meeting_id).value
    if meeting.facts.stage is not Stage.SIGNED:
        message = "Sign the record first; then the notices can be made."
        raise WaiverIncomplete(message)
    paths = []
    for told in agencies_told(desk, meeting):
        pdf = folder / notice_file_name(desk, meeting_id, told.attendee_id)
        text = notice_of(desk, meeting_id, told.attendee_id)
        for path, content in (
            (pdf, notice_pdf(desk, meeting_id, told.attendee_id)),
            (pdf.with_suffix(".txt"), text.encode("utf-8")),
        ):
            write_atomically(path, content)
            paths.append(path)
    return tuple(paths)


def _notice_ids(desk: Desk, meeting: Meeting) -> set[str]:
    rules = desk.form_of(meeting).follow_ups
    return {rule.id for rule in rules if rule.each is FollowUpFor.EACH_CONTRIBUTOR}
