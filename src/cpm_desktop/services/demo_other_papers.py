"""The papers beside the minutes that a demonstration writes, and the Word files of one copy for each kind of reader."""

from collections.abc import Iterator
from dataclasses import dataclass

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.services.demo_store import Demo
from cpm_desktop.services.other_papers import PaperKind, make_paper, paper_offers
from cpm_desktop.services.word_copies import word_bytes, word_copy

_NAMES = {  # of the file, and what the index calls it and whom it is for
    PaperKind.INVITATION: ("invitation", "invitation-letter", "invited"),
    PaperKind.ATTENDANCE: ("attendance-sheet", "attendance-sheet", "room"),
    PaperKind.LETTER: ("letter", "letter", "invited"),
    PaperKind.SLIP: ("unmet-need", "unmet-need", "agency"),
}


@dataclass(frozen=True, slots=True)
class OtherFile:
    """One file beside the minutes.

    Attributes:
        name: within the folder of its kind of meeting.
        content: the file.
        document: what the index calls it.
        reader: whom it is for, as the index says it.
        recipient: their name; empty where it is for nobody in particular.
    """

    name: str
    content: bytes
    document: str
    reader: str
    recipient: str = ""


def files_before(demo: Demo) -> Iterator[OtherFile]:
    """Yield everybody's invitation, the attendance sheet, and the agenda as Word."""
    wanted = (PaperKind.INVITATION, PaperKind.ATTENDANCE)
    yield from _papers(demo, wanted)
    yield from _as_word(demo, PaperKind.AGENDA, "agenda", "invited")


def files_after(demo: Demo) -> Iterator[OtherFile]:
    """Yield letters and slips, and as Word the file copy and one for each kind of reader but professionals."""
    yield from _papers(demo, (PaperKind.LETTER, PaperKind.SLIP))
    yield OtherFile("minutes-file.docx", word_copy(demo.desk, demo.meeting_id).content, "word", "file")
    meeting = demo.desk.meeting(demo.meeting_id).value
    seen: set[CopyKind] = set()
    for person in meeting.attendees:
        kind = copy_plan_of(meeting, person).copy_kind
        if kind in (CopyKind.FAMILY, CopyKind.CHILD) and kind not in seen:
            seen.add(kind)
            content = word_copy(demo.desk, demo.meeting_id, person.id).content
            yield OtherFile(f"minutes-{kind}-01.docx", content, "word", kind.value, person.name)


def _papers(demo: Demo, wanted: tuple[PaperKind, ...]) -> Iterator[OtherFile]:
    meeting, counts = demo.desk.meeting(demo.meeting_id).value, dict.fromkeys(wanted, 0)
    for offer in paper_offers(demo.desk, demo.meeting_id):
        if offer.kind not in counts:
            continue
        counts[offer.kind] += 1
        name, document, reader = _NAMES[offer.kind]
        person = meeting.attendee(offer.about)
        number = f"-{counts[offer.kind]:02d}" if offer.about else ""
        made = make_paper(demo.desk, demo.meeting_id, offer.key)
        yield OtherFile(
            f"{name}{number}.pdf", made.content, document, reader, person.name if person is not None else ""
        )


def _as_word(demo: Demo, kind: PaperKind, name: str, reader: str) -> Iterator[OtherFile]:
    for offer in paper_offers(demo.desk, demo.meeting_id):
        if offer.kind is kind:
            made = make_paper(demo.desk, demo.meeting_id, offer.key)
            yield OtherFile(f"{name}.docx", word_bytes(made.paper, made.made_at), "word", reader)
