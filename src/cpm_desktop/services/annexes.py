"""Annexes: a PDF, a picture or a Word file attached to the record, for the readers it is meant for.

Its bytes lie in the encrypted store; the minutes list it with its SHA-256, and each copy that may have it holds it.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.commands import Record, Withdraw, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import Meeting, Paper, PaperState
from cpm_desktop.domain.papers.annexes import annex_number, is_annex, size_text
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.preparing import LARGEST_PAPER, PaperUnreadable
from cpm_desktop.services.window_thread import OnWindowThread, at_once

LARGEST_TOGETHER = (
    40 * 1024 * 1024
)  # bytes of all annexes of a meeting: every copy that may have them carries them
_WORD = frozenset({"docx", "doc", "odt"})
_AS_IT_IS = (
    "It is attached as the Word file it is: no LibreOffice on this computer could make a PDF of it. Whoever reads it "
    "needs a program for Word files."
)
_AS_PDF = "LibreOffice made a PDF of it, and that is attached."
READERS = (
    (Audience.FILE_ONLY, "The file copy only"),
    (Audience.PROFESSIONALS, "Professionals"),
    (Audience.EVERYONE, "Everyone with a copy"),
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that may be attached.

    Attributes:
        file_name: as given, with the ending of what is attached.
        content: its bytes.
        said: what a person has to know of it; empty for nothing.
    """

    file_name: str
    content: bytes
    said: str = ""


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """An annex as the list shows it.

    Attributes:
        paper: with its title, file and readers.
        number: on every copy.
        size: in words.
    """

    paper: Paper
    number: int
    size: str


def read_for_annex(path: Path) -> ReadFile:
    """Read a file that is to be attached; of a Word file a PDF is made where LibreOffice is installed. Slow.

    Raises:
        PaperUnreadable: it cannot be read, or is too large.
        UnsuitableAnnex: it is empty, broken, protected, or of a kind that cannot be an annex.
    """
    from cpm_desktop.documents.annex_check import kind_of_file  # noqa: PLC0415 - seldom wanted
    from cpm_desktop.documents.office_conversion import find_office, word_to_pdf  # noqa: PLC0415 - the same

    content = read_bounded(path)
    kind = kind_of_file(content)
    if kind not in _WORD:
        return ReadFile(f"{path.stem}.{kind}", content)
    program = find_office()
    pdf = word_to_pdf(path, program) if program is not None else None
    if pdf is None or len(pdf) > LARGEST_PAPER:
        return ReadFile(f"{path.stem}.{kind}", content, _AS_IT_IS)
    kind_of_file(pdf)
    return ReadFile(f"{path.stem}.pdf", pdf, _AS_PDF)


def read_bounded(path: Path) -> bytes:
    """Read a file of at most 20 MB.

    Raises:
        PaperUnreadable: it cannot be read, or is larger.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_PAPER else b""
    except OSError as error:
        message = (
            f"The file “{path.name}” cannot be read. Check that it is still there and that you may open it."
        )
        raise PaperUnreadable(message) from error
    if size > LARGEST_PAPER:
        message = f"The file “{path.name}” is larger than 20 MB. Attach a smaller copy, or tick it as seen."
        raise PaperUnreadable(message)
    return content


def attach_annex(
    desk: Desk,
    meeting_id: str,
    read: ReadFile,
    audience: Audience = Audience.FILE_ONLY,
    paper_id: str = "",
    on_window_thread: OnWindowThread = at_once,
) -> str:
    """Keep a file in the encrypted store, and attach it to a paper on the list, or to a new one named after it.

    Returns:
        The paper's id.

    Raises:
        InvalidDetail: the paper is no longer on the list.
        PaperUnreadable: the annexes together become too large.
    """

    def look() -> Paper:
        meeting = desk.meeting(meeting_id).value
        paper = next((each for each in meeting.papers if each.id == paper_id), None)
        if paper_id and paper is None:
            raise InvalidDetail("This paper is no longer on the list.")
        others = sum(each.size for each in meeting.papers if is_annex(each) and each.id != paper_id)
        if others + len(read.content) > LARGEST_TOGETHER:
            raise PaperUnreadable(
                "The annexes of this meeting are larger than 40 MB together. Attach a smaller copy, or take one away."
            )
        return paper or Paper(id=new_identifier(), title=Path(read.file_name).stem)

    paper = on_window_thread(look)
    desk.wait(desk.store.put_blob(read.content))

    def keep() -> None:
        editing = desk.meeting(meeting_id)
        if all(each.id != paper.id for each in editing.value.papers):
            editing.perform(Record(entity=paper))
        editing.perform(
            change(
                paper,
                state=PaperState.ATTACHED,
                file_name=read.file_name,
                file_hash=hashlib.sha256(read.content).hexdigest(),
                size=len(read.content),
                audience=audience,
            )
        )

    on_window_thread(keep)
    return paper.id


def say_readers(desk: Desk, meeting_id: str, paper_id: str, audience: Audience) -> None:
    """Say whose copies have an annex inside (after.copy-for-each-reader)."""
    paper = _held(desk.meeting(meeting_id).value, paper_id)
    if paper.audience is not audience:
        desk.meeting(meeting_id).perform(change(paper, audience=audience))


def rename_annex(desk: Desk, meeting_id: str, paper_id: str, title: str) -> None:
    """Say what an annex is called in the list of papers.

    Raises:
        InvalidDetail: there is no title.
    """
    if not title.strip():
        raise InvalidDetail("Say what it is: the minutes list it by these words.")
    paper = _held(desk.meeting(meeting_id).value, paper_id)
    if paper.title != title.strip():
        desk.meeting(meeting_id).perform(change(paper, title=title.strip()))


def take_away(desk: Desk, meeting_id: str, paper_id: str) -> None:
    """Take an annex off the record again, with its paper; undo brings it back."""
    _held(desk.meeting(meeting_id).value, paper_id)
    desk.meeting(meeting_id).perform(Withdraw(entity_kind=Paper.kind, id=paper_id))


def annex_lines(desk: Desk, meeting_id: str) -> tuple[AnnexLine, ...]:
    """Return the annexes of a meeting, in order."""
    meeting = desk.meeting(meeting_id).value
    return tuple(
        AnnexLine(paper, annex_number(meeting, paper), size_text(paper.size))
        for paper in meeting.papers
        if is_annex(paper)
    )


def _held(meeting: Meeting, paper_id: str) -> Paper:
    paper = next((each for each in meeting.papers if each.id == paper_id), None)
    if paper is None:
        raise InvalidDetail("This annex is no longer on the list.")
    return paper
