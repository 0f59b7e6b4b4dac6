"""What other copies leave out, and why; on the file copy only (after.copy-for-each-reader)."""

from cpm_desktop.domain.aggregate import find_entity
from cpm_desktop.domain.blocks import Block, Column, Line, Paragraph, Table, TableLine, Tone
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import upper_first
from cpm_desktop.domain.reader import LeftOut, ReaderKind, left_out_of_kind

_READERS = {
    ReaderKind.PROFESSIONAL: "professionals’ copies",
    ReaderKind.FAMILY: "family copies",
}
_WORDS_SHOWN = 12


def withheld(context: MinutesContext) -> tuple[tuple[LeftOut, tuple[ReaderKind, ...]], ...]:
    """Return everything that somebody chose to keep off a copy, with the copies it is not on."""
    found: dict[tuple[str, str], tuple[LeftOut, list[ReaderKind]]] = {}
    for kind in _READERS:
        for entry in left_out_of_kind(context.whole, kind, context.form):
            if entry.is_withheld() and not entry.field:
                found.setdefault((entry.entity_kind, entry.id), (entry, []))[1].append(kind)
    return tuple((entry, tuple(kinds)) for entry, kinds in found.values())


def left_out_of_copies(context: MinutesContext) -> tuple[Block, ...]:
    """Return the list of what stands on the file copy only."""
    rows = []
    for entry, kinds in withheld(context):
        title = next((item.title for item in context.form.agenda if item.id == entry.item), "")
        what = [Line(_what(context, entry), Tone.STRONG)]
        if title:
            what.append(Line(f"Under “{context.filled(title)}”", Tone.QUIET))
        reason = entry.reason or upper_first(entry.why.value)
        rows.append(
            TableLine((tuple(what), (Line("; ".join(_READERS[kind] for kind in kinds)),), (Line(reason),)))
        )
    address = Paragraph("The address where the child lives stands on this copy only.")
    if not rows:
        return (address,)
    columns = (Column("What", 80, is_row_head=True), Column("Not on", 40), Column("Why", 50))
    return (address, Table(columns, tuple(rows), "What other copies leave out"))


def _what(context: MinutesContext, entry: LeftOut) -> str:
    entity = find_entity(context.whole, entry.entity_kind, entry.id)
    number = context.numbers.by_id.get(entry.id, "")
    words = next(
        (
            str(getattr(entity, name))
            for name in ("text", "words", "need", "about", "says")
            if hasattr(entity, name)
        ),
        "",
    )
    shown = words.split()
    short = " ".join(shown[:_WORDS_SHOWN]) + (" …" if len(shown) > _WORDS_SHOWN else "")
    head = f"{upper_first(entity.noun)} {number}".strip()
    return f"{head}: {short}" if short else head
