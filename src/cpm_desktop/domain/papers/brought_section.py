"""What other meetings, managers and assessments bring to this one.

Rules: after.feed-back-to-standard, record.manager-oversight, prepare.waived-conclusions-to-care-team.
"""

from cpm_desktop.domain.blocks import Block, BulletList, Line, Tone
from cpm_desktop.domain.forms import ItemPart
from cpm_desktop.domain.meeting import CarriedItem
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.numbering import ASSESSMENT, COMMENT, DECISION, FED_BACK
from cpm_desktop.domain.papers.standing import source_text
from cpm_desktop.domain.papers.wording import sentence

_BROUGHT = frozenset({ASSESSMENT, COMMENT, DECISION, FED_BACK})


def brought_of(context: MinutesContext) -> tuple[CarriedItem, ...]:
    """Return what was brought from elsewhere, as far as this reader may see it."""
    return tuple(item for item in context.meeting.carried if item.what in _BROUGHT)


def brought_lines(context: MinutesContext) -> list[Line]:
    """Return each thing with where it comes from, so that all keep oversight."""
    return [_line(item) for item in brought_of(context)]


def brought(context: MinutesContext) -> tuple[Block, ...]:
    """Return the same as a section of its own."""
    return (BulletList(tuple((line,) for line in brought_lines(context))),)


def stands_in_discussion(context: MinutesContext) -> bool:
    """Tell whether an item of the agenda looks back, so that it stands there."""
    return any(item.part is ItemPart.SINCE_LAST and context.may_see(item) for item in context.items())


def _line(item: CarriedItem) -> Line:
    source = source_text(item) or "an earlier meeting"
    reason = f" Reason: {sentence(item.reason)}" if item.reason else ""
    heads = {
        COMMENT: f"Manager’s comment on {source}",
        ASSESSMENT: f"The assessment’s conclusions ({source})",
        DECISION: f"Decided at the meeting that this one reconvenes ({source})",
    }
    return Line(f"{heads.get(item.what, f'From {source}')}: {sentence(item.text)}{reason}", Tone.LEAD)
