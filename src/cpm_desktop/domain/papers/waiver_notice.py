"""The notice to one agency that a meeting is not required: the reasoning written for it, and how to challenge.

Rule: prepare.inter-agency-waiver-notice.
"""

import re

from cpm_desktop.domain.blocks import Block, Fact, Facts, Paper, Paragraph, Tone
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.wording import upper_first
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.domain.waiver import Contributor, notice_text

_TEXT_SIZE = 11.5
_PARAGRAPHS = re.compile(r"\n\s*\n")


def build_waiver_notice(form: Form, record: Meeting, told: Contributor, child: Child) -> Paper:
    """Build the notice to one agency; nothing of the file stands on it but what its text says.

    Args:
        form: the kind of meeting that is not required.
        record: the record of that.
        told: the agency, with the reasoning written for it.
        child: as the agency knows the child.
    """
    facts = record.facts
    title = form.waiver.title if form.waiver is not None else form.name
    day = long_day_text(facts.date) if facts.date else ""
    text = notice_text(form, record, told, child.name or child.called())
    # One paragraph with its empty lines, so that it reads as a letter.
    letter = Paragraph("\n\n".join(part.strip() for part in _PARAGRAPHS.split(text) if part.strip()))
    return Paper(
        kind_line=upper_first(title),
        title="Notice of a decision",
        subtitle=f"Decided on {day}" if day else "",
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=(Facts((Fact("For", _addressed(told)),), columns=1), letter, *_from(record)),
        file_title=", ".join(filter(None, (f"Notice: {title}", day))),
        header=" · ".join(filter(None, (title, day))),
        footer=f"Notice for {told.agency}",
        footer_small=", ".join(filter(None, (title, day))),
        recipient=told.agency,
        text_size=_TEXT_SIZE,
    )


def _addressed(told: Contributor) -> tuple[str, ...]:
    return (told.agency,) if told.person in ("", told.agency) else (told.person, told.agency)


def _from(record: Meeting) -> tuple[Block, ...]:
    """Return who decided it, in what role."""
    decider = record.attendee(record.facts.chair)
    if decider is None:
        return ()
    role = ", ".join(filter(None, (decider.role, decider.agency)))
    return (Paragraph(f"\n{decider.name}", Tone.STRONG), *((Paragraph(role),) if role else ()))
