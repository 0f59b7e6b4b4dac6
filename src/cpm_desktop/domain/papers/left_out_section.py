"""What other copies leave out, and why; on the file copy only (after.copy-for-each-reader)."""

from dataclasses import dataclass, replace

from cpm_desktop.domain.aggregate import find_entity
from cpm_desktop.domain.asking import answer_in_words
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import Block, Column, Line, Paragraph, Table, TableLine, Tone
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import AgendaProgress, Answer, ItemVisit
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import upper_first
from cpm_desktop.domain.reader import (
    LeftOut,
    PrivilegedRecord,
    Reader,
    ReaderKind,
    WhyLeftOut,
    left_out,
    left_out_of_kind,
)
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.domain.typography import listed
from cpm_desktop.domain.what_it_says import words_of

_READERS = {
    ReaderKind.PROFESSIONAL: "professionals’ copies",
    ReaderKind.FAMILY: "family copies",
}
_WORDS_SHOWN = 12
# When an item was gone through is left out with what was said under it, which is listed.
_WHEN = frozenset({AgendaProgress.kind, ItemVisit.kind})


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that somebody chose to keep off copies.

    Attributes:
        entry: what, and why.
        kinds: every copy of these kinds leaves it out.
        names: so do the copies of these readers.
    """

    entry: LeftOut
    kinds: tuple[ReaderKind, ...]
    names: tuple[str, ...]


def withheld(context: MinutesContext) -> tuple[Withheld, ...]:
    """Return everything that somebody chose to keep off a copy, with the copies it is not on."""
    found: dict[tuple[str, str], Withheld] = {}
    for kind in _READERS:
        for entry in left_out_of_kind(context.whole, kind, context.form):
            is_for_some = kind is ReaderKind.PROFESSIONAL and entry.why is WhyLeftOut.AUTHORITY_ONLY
            if entry.is_withheld() and not entry.field and not is_for_some:
                held = found.get((entry.entity_kind, entry.id), Withheld(entry, (), ()))
                found[entry.entity_kind, entry.id] = replace(held, kinds=(*held.kinds, kind))
    for person in context.whole.attendees:
        for entry in _kept_from(context, person):
            held = found.get((entry.entity_kind, entry.id), Withheld(entry, (), ()))
            if ReaderKind(copy_plan_of(context.whole, person).copy_kind.value) not in held.kinds:
                found[entry.entity_kind, entry.id] = replace(held, names=(*held.names, person.name))
    return tuple(found.values())


def _kept_from(context: MinutesContext, person: Attendee) -> list[LeftOut]:
    """Return what is kept from one person beside what every copy of theirs leaves out."""
    kind = copy_plan_of(context.whole, person).copy_kind
    if kind not in (CopyKind.PROFESSIONAL, CopyKind.FAMILY):
        return []
    try:
        found = left_out(
            context.whole, Reader(ReaderKind(kind.value), person.id), context.form, context.roles
        )
    except PrivilegedRecord:
        return []
    return [entry for entry in found if entry.is_withheld() and not entry.field]


def left_out_of_copies(context: MinutesContext) -> tuple[Block, ...]:
    """Return the list of what stands on the file copy only."""
    rows = []
    for one in withheld(context):
        entry = one.entry
        if entry.entity_kind in _WHEN:
            continue
        title = next((item.title for item in context.form.agenda if item.id == entry.item), "")
        what = [Line(_what(context, entry), Tone.STRONG)]
        if title:
            what.append(Line(f"Under “{context.filled(title)}”", Tone.QUIET))
        why = [Line(upper_first(entry.why.value), Tone.QUIET if entry.reason else Tone.NORMAL)]
        if entry.reason:
            why.insert(0, Line(entry.reason))
        copies = [_READERS[kind] for kind in one.kinds]
        if one.names:
            copies.append(f"{'the copies' if len(one.names) > 1 else 'the copy'} of {listed(one.names)}")
        rows.append(TableLine((tuple(what), (Line("; ".join(copies)),), tuple(why))))
    rows += _whereabouts(context)
    address = Paragraph("The address where the child lives stands on this copy only.")
    if not rows:
        return (address,)
    columns = (Column("What", 80, is_row_head=True), Column("Not on", 40), Column("Why", 50))
    return (address, Table(columns, tuple(rows), "What other copies leave out"))


def _whereabouts(context: MinutesContext) -> list[TableLine]:
    """Return of whom it is withheld where they live or work, and why."""
    rows = []
    for limit in context.whole.limits:
        person = context.whole.attendee(limit.of) if limit.of_kind == Attendee.kind else None
        if person is not None and limit.limit is LimitKind.ADDRESS:
            what = Line(f"Where {person.name} is to be found", Tone.STRONG)
            why = Line(limit.reason or upper_first(limit.limit.value))
            rows.append(TableLine(((what,), (Line("every other copy"),), (why,))))
    return rows


def _what(context: MinutesContext, entry: LeftOut) -> str:
    entity = find_entity(context.whole, entry.entity_kind, entry.id)
    number = context.numbers.by_id.get(entry.id, "")
    words = _said(context, entity)
    shown = words.split()
    short = " ".join(shown[:_WORDS_SHOWN]) + (" …" if len(shown) > _WORDS_SHOWN else "")
    head = f"{upper_first(entity.noun)} {number}".strip()
    return f"{head}: {short}" if short else head


def _said(context: MinutesContext, entity: Entity) -> str:
    """Return what a thing says as people read it: of an answer the option or the person, not how it is kept."""
    question = context.form.question(entity.question) if isinstance(entity, Answer) else None
    if not isinstance(entity, Answer) or question is None:
        return words_of(entity)
    return answer_in_words(question, entity.value, context.whole.attendees) or entity.note
