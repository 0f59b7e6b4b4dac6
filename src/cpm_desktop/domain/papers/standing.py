"""How a meeting stands: whether it counts, what it reconvenes, why it was called, and about whom this record is."""

from cpm_desktop.domain.blocks import Box
from cpm_desktop.domain.meeting import CarriedItem, Stage, Validity
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import DECISION, carried_of
from cpm_desktop.domain.papers.wording import sentence
from cpm_desktop.domain.reader import ReaderKind
from cpm_desktop.domain.typography import long_day_text

_VALIDITY = {
    Validity.INQUORATE: "Not quorate",
    Validity.CASE_DISCUSSION: "Recorded as a case discussion",
    Validity.ABANDONED: "Abandoned",
}
_DOES_NOT_COUNT = "This meeting does not count as one of those that the procedure requires."
_SEVERAL = (
    "This meeting was about several children. This record holds what concerns all of them, and what concerns {child} "
    "alone."
)


def standing(context: MinutesContext) -> tuple[Box, ...]:
    """Return what a reader must know before anything else; nothing for an ordinary meeting."""
    return (*_validity(context), *_how_it_came(context))


def _validity(context: MinutesContext) -> tuple[Box, ...]:
    facts = context.meeting.facts
    said = "Cancelled" if facts.stage is Stage.CANCELLED else _VALIDITY.get(facts.validity, "")
    if not said:
        return ()
    # Why it does not count may be about one of those who get a family copy.
    if context.reader.kind in {ReaderKind.FAMILY, ReaderKind.CHILD}:
        return (Box(said, (_DOES_NOT_COUNT,)),)
    reason = sentence(facts.validity_reason) or "no reason recorded."
    return (Box(f"{said}: {reason}", (_DOES_NOT_COUNT,)),)


def _how_it_came(context: MinutesContext) -> tuple[Box, ...]:
    facts = context.meeting.facts
    found = []
    if facts.reconvenes:
        why = sentence(facts.reconvened_because) or "none recorded."
        found.append(Box("Reconvened", (f"It reconvenes {_reconvened(context)}. Why: {why}",)))
    if facts.is_extra:
        found.append(
            Box("Extra meeting", (f"What changed: {sentence(facts.extra_because) or 'none recorded.'}",))
        )
    if facts.split_from or facts.siblings:
        found.append(Box("One of several children", (_SEVERAL.format(child=context.called),)))
    return tuple(found)


def _reconvened(context: MinutesContext) -> str:
    """Return which meeting it was, as its decisions that stand here tell."""
    earlier = next(iter(carried_of(context.whole, DECISION)), None)
    source = source_text(earlier) if earlier is not None else ""
    return f"the meeting “{source}”" if source else "an earlier meeting"


def source_text(item: CarriedItem) -> str:
    """Return "Core group, 3 November 2026": the meeting that something from before comes from."""
    day = item.source_on or item.made_on
    return ", ".join(filter(None, (item.source, long_day_text(day) if day else "")))
