"""What was printed from the application: each with a number that stands at the foot of its pages, kept with the record.

A number is given before the first page goes to the printer and never again, also where printing fails.
"""

import hashlib
from dataclasses import dataclass, replace

from cpm_desktop.domain.commands import Put, Record
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.handover import PrintedCopy
from cpm_desktop.domain.typography import long_day_text, time_text
from cpm_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class ToPrint:
    """Something that is about to be printed.

    Attributes:
        what: as a list calls it ("Action list for the room").
        content: the PDF.
        pages: how many it has.
        recipient: attendee id of whose copy it is; empty for the file copy and for papers of the meeting.
    """

    what: str
    content: bytes
    pages: int
    recipient: str = ""


def note_printing(desk: Desk, meeting_id: str, printed: ToPrint) -> PrintedCopy:
    """Give what is about to be printed its number, and note it."""
    editing = desk.meeting(meeting_id)
    copy = PrintedCopy(
        id=new_identifier(),
        number=max((each.number for each in editing.value.printed), default=0) + 1,
        what=printed.what,
        recipient=printed.recipient,
        file_hash=hashlib.sha256(printed.content).hexdigest(),
        pages=printed.pages,
        at=desk.now(),
        by=desk.workplace().value.worker.name,
    )
    editing.perform(Record(entity=copy), is_note=True)
    return copy


def note_printed(desk: Desk, meeting_id: str, copy: PrintedCopy) -> None:
    """Note that every page of it went to the printer."""
    editing = desk.meeting(meeting_id)
    if any(each.id == copy.id for each in editing.value.printed):
        editing.perform(Put(entity=replace(copy, is_whole=True)), is_note=True)


def foot_of(desk: Desk, copy: PrintedCopy) -> str:
    """Return what stands at the foot of each page: "Printed copy 3, 24 November 2026, 15:40, Priya Nair"."""
    parts = [f"Printed copy {copy.number}"]
    if copy.at is not None:
        at = desk.local(copy.at)
        parts += [long_day_text(at.date()), time_text(at)]
    return ", ".join((*parts, *((copy.by,) if copy.by else ())))


def printed_lines(desk: Desk, meeting_id: str) -> tuple[str, ...]:
    """Return what was printed of a meeting, a line each, the newest first."""
    meeting = desk.meeting(meeting_id).value
    lines = []
    for copy in sorted(meeting.printed, key=lambda each: -each.number):
        pages = "1 page" if copy.pages == 1 else f"{copy.pages} pages"
        left = "" if copy.is_whole else " – not every page was printed"
        at = desk.local(copy.at) if copy.at is not None else None
        when = f"{long_day_text(at.date())}, {time_text(at)}" if at is not None else ""
        lines.append(" · ".join(filter(None, (f"No. {copy.number}", copy.what, pages + left, when, copy.by))))
    return tuple(lines)
