"""The papers of a meeting beside its minutes: which there are as it stands, and each made as PDF and as Word.

Agenda, invitations, attendance sheet, action list for the room, letters to those who took something on, slips about
unmet needs, and a waiver's notices. Each is built from what its reader may see (after.copy-for-each-reader).
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.paper_trees import (
    attendance_paper,
    invitation_paper,
    letter_paper,
    needs_with_slips,
    people_with_letters,
    slip_paper,
)
from cpm_desktop.services.papers import action_list_paper, agenda_paper, draw
from cpm_desktop.services.waiver_notices import notice_paper
from cpm_desktop.services.waiving import agencies_told
from cpm_desktop.services.window_thread import OnWindowThread, at_once, never
from cpm_desktop.services.word_copies import word_bytes

_LONGEST_TITLE = 60  # characters
_BEFORE = (Stage.PREPARED, Stage.LIVE)
_AFTER = (Stage.ENDED, Stage.SIGNED)


class PaperKind(StrEnum):
    """What a paper is, as its file is called."""

    AGENDA = "Agenda"
    INVITATION = "Invitation"
    ATTENDANCE = "Attendance sheet"
    ACTION_LIST = "Action list"
    LETTER = "Letter"
    SLIP = "Unmet need"
    NOTICE = "Notice"


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """A paper that can be made as the meeting stands now.

    Attributes:
        kind: what it is.
        about: the id of the person or the unmet need that it is for; empty for those of the meeting.
        title: as a list calls it.
        file_name: without an ending; it names nobody.
    """

    kind: PaperKind
    about: str
    title: str
    file_name: str

    @property
    def key(self) -> str:
        """What tells it from the others of the meeting."""
        return f"{self.kind.name}.{self.about}"


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper drawn once: looked at, saved and printed alike.

    Attributes:
        offer: which.
        paper: its tree, for the Word file.
        content: the PDF.
        made_at: the time at which it was made (UTC).
    """

    offer: PaperOffer
    paper: Paper
    content: bytes
    made_at: dt.datetime

    @property
    def file_name(self) -> str:
        """The PDF's name; it names nobody."""
        return f"{self.offer.file_name}.pdf"

    @property
    def recipient(self) -> str:
        """The attendee id of whom it is for; empty where it is for nobody in particular."""
        return self.offer.about if self.offer.kind is not PaperKind.SLIP else ""

    @property
    def word_name(self) -> str:
        """The Word file's name; it names nobody."""
        return f"{self.offer.file_name}.docx"


def paper_offers(desk: Desk, meeting_id: str) -> tuple[PaperOffer, ...]:
    """Return the papers that can be made as the meeting stands now."""
    meeting = desk.meeting(meeting_id).value
    if meeting.facts.is_waiver:
        return tuple(_notices(desk, meeting))
    stage = meeting.facts.stage
    found: list[PaperOffer] = []
    if stage in _BEFORE:
        found.append(_offer(meeting, PaperKind.AGENDA))
    if stage is Stage.PREPARED:
        invited = [person for person in meeting.attendees if person.is_invited]
        found += [
            _offer(meeting, PaperKind.INVITATION, person.id, f"Invitation for {person.name}", number)
            for number, person in enumerate(invited, 1)
        ]
    found.append(_offer(meeting, PaperKind.ATTENDANCE))
    if stage is not Stage.PREPARED:
        found.append(_offer(meeting, PaperKind.ACTION_LIST, title="Action list for the room"))
    if stage in _AFTER:
        found += [
            _offer(meeting, PaperKind.LETTER, person.id, f"Letter to {person.name}", number)
            for number, person in enumerate(people_with_letters(desk, meeting), 1)
        ]
    found += [
        _offer(meeting, PaperKind.SLIP, need.id, f"Unmet need: {_short(need.need)}", number)
        for number, need in enumerate(needs_with_slips(desk, meeting), 1)
    ]
    return tuple(found)


def make_paper(
    desk: Desk,
    meeting_id: str,
    key: str,
    on_window_thread: OnWindowThread = at_once,
    should_stop: Callable[[], bool] = never,
) -> MadePaper:
    """Make one of the papers on offer, as the meeting stands now; slow, for any thread.

    Raises:
        InvalidDetail: it is no longer on offer, or something is missing first.
        PrivilegedRecord: somebody whom it would reach may not have a record whose reach is limited.
        Stopped: it was asked to stop.
    """

    def look() -> tuple[PaperOffer, Paper]:
        offer = next((each for each in paper_offers(desk, meeting_id) if each.key == key), None)
        if offer is None:
            raise InvalidDetail("This paper can no longer be made: the meeting has changed.")
        return offer, tree_of(desk, meeting_id, offer)

    offer, paper = on_window_thread(look)
    made_at = desk.now()
    return MadePaper(offer, paper, draw(desk, paper, made_at, should_stop).pdf, made_at)


def tree_of(desk: Desk, meeting_id: str, offer: PaperOffer) -> Paper:
    """Build a paper on offer.

    Raises:
        InvalidDetail: something is missing first.
        PrivilegedRecord: somebody whom it would reach may not have a record whose reach is limited.
    """
    meeting = desk.meeting(meeting_id).value
    of_meeting = {
        PaperKind.AGENDA: agenda_paper,
        PaperKind.ATTENDANCE: attendance_paper,
        PaperKind.ACTION_LIST: action_list_paper,
    }
    if offer.kind in of_meeting:
        return of_meeting[offer.kind](desk, meeting)
    about_one = {
        PaperKind.INVITATION: invitation_paper,
        PaperKind.LETTER: letter_paper,
        PaperKind.SLIP: slip_paper,
        PaperKind.NOTICE: notice_paper,
    }
    return about_one[offer.kind](desk, meeting, offer.about)


def save_paper(made: MadePaper, folder: Path, *, as_word: bool = False) -> Path:
    """Save a paper as it was made to a folder the person chose, as PDF or as Word.

    Raises:
        DocumentNotWritten: the disk is full, the folder cannot be written …
    """
    path = folder / (made.word_name if as_word else made.file_name)
    write_atomically(path, word_bytes(made.paper, made.made_at) if as_word else made.content)
    return path


def _notices(desk: Desk, meeting: Meeting) -> Iterator[PaperOffer]:
    for number, told in enumerate(agencies_told(desk, meeting), 1):
        if told.reasoning.strip():
            yield _offer(meeting, PaperKind.NOTICE, told.attendee_id, f"Notice to {told.agency}", number)


def _offer(
    meeting: Meeting, kind: PaperKind, about: str = "", title: str = "", number: int = 0
) -> PaperOffer:
    day = meeting.facts.date.isoformat() if meeting.facts.date else ""
    name = " ".join(part for part in (day, kind.value, str(number) if number else "") if part)
    return PaperOffer(kind, about, title or kind.value, name)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"
