"""The annexes of a record: files attached to its papers, listed with their hashes, each for the readers it goes to."""

from cpm_desktop.domain.blocks import Annex, Line, Tone
from cpm_desktop.domain.meeting import Meeting, Paper, PaperState
from cpm_desktop.domain.papers.minutes_context import MinutesContext

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""What may be an annex, by the ending under which it is attached."""

_KINDS = {"pdf": "PDF", "png": "picture", "jpg": "picture", "docx": "Word", "doc": "Word", "odt": "text"}
_OTHER = "application/octet-stream"
_GROUP = 8  # digits of a hash that stand together, so that it can be compared
_KILO, _MEGA = 1024, 1024 * 1024


def is_annex(paper: Paper) -> bool:
    """Tell whether a paper has its file with it, as far as its reader may have that."""
    return paper.state is PaperState.ATTACHED and bool(paper.file_hash)


def annex_number(whole: Meeting, paper: Paper) -> int:
    """Return an annex's number, the same on every copy; 0 for a paper that is none."""
    attached = [each.id for each in whole.papers if is_annex(each)]
    return attached.index(paper.id) + 1 if paper.id in attached else 0


def ending_of(file_name: str) -> str:
    """Return the ending of a file as annexes are named, without its dot."""
    ending = file_name.rpartition(".")[2].casefold()
    return {"jpeg": "jpg"}.get(ending, ending)


def size_text(size: int) -> str:
    """Return "214 kB" or "1.2 MB"."""
    return f"{size / _MEGA:.1f} MB" if size >= _MEGA else f"{max(1, round(size / _KILO))} kB"


def annexes_of(context: MinutesContext) -> tuple[Annex, ...]:
    """Return the files that go inside a copy: those of the papers that its reader may have."""
    return tuple(
        Annex(
            name=f"annex-{annex_number(context.whole, paper)}.{_ending(context, paper)}",
            media_type=MEDIA_TYPES.get(_ending(context, paper), _OTHER),
            description=f"Annex {annex_number(context.whole, paper)}, as the list of papers names it",
            file_hash=paper.file_hash,
        )
        for paper in context.meeting.papers
        if is_annex(paper)
    )


def annex_lines(context: MinutesContext, paper: Paper) -> list[Line]:
    """Return what the list of papers says of an annex: its number, what it is, and its hash to compare."""
    if not is_annex(paper):
        return []
    kind = _KINDS.get(_ending(context, paper), "file")
    number = annex_number(context.whole, paper)
    digits = " ".join(
        paper.file_hash[place : place + _GROUP] for place in range(0, len(paper.file_hash), _GROUP)
    )
    said = f"Annex {number}, inside this file: {kind}, {size_text(paper.size)}"
    return [Line(said), Line(f"SHA-256 {digits}", Tone.SMALL)]


def _ending(context: MinutesContext, paper: Paper) -> str:
    """Return the ending of the file; its name, which may name somebody, stands on the file copy alone."""
    held = next((each for each in context.whole.papers if each.id == paper.id), paper)
    ending = ending_of(held.file_name)
    return ending if ending in MEDIA_TYPES else "bin"
