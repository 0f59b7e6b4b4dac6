"""The slip about one unmet need, for those who plan services: what is needed, who was asked, what happens meanwhile.

It names nobody: the case number, age and team tell who asks (record.unmet-need).
"""

from cpm_desktop.domain.blocks import Fact, Facts, Paper, Paragraph, Section, TickList, WritingLines
from cpm_desktop.domain.captures import UnmetNeed
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.conditions import age_on
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.kind_name import in_running_text, kind_of
from cpm_desktop.domain.papers.wording import NONE_RECORDED, person_text
from cpm_desktop.domain.typography import NO_BREAK, long_day_text

_TEXT_SIZE = 11.5
_ANSWERS = (
    "It can be offered, from:",
    "It can be offered elsewhere, by:",
    "It cannot be offered, because:",
)


def build_unmet_need_slip(form: Form, seen: Meeting, need: UnmetNeed, child: Child) -> Paper:
    """Build the slip.

    Args:
        form: the kind of meeting.
        seen: the record as a professional without a name may see it.
        need: one of its unmet needs.
        child: whose it is.
    """
    facts = seen.facts
    day = long_day_text(facts.date) if facts.date else ""
    name = ", ".join(filter(None, ("Unmet need", day)))
    return Paper(
        kind_line="Unmet need",
        title="A need for which nothing is offered",
        subtitle=f"Recorded at the {in_running_text(kind_of(form, seen))}" + (f" of {day}" if day else ""),
        authority=facts.authority,
        service=facts.service,
        marking=facts.marking,
        blocks=(
            _facts(seen, need, child),
            Section("What is needed", (Paragraph(need.need or NONE_RECORDED),), level=3),
            Section("Why nothing can be offered", (Paragraph(need.why or NONE_RECORDED),), level=3),
            Section("Who was asked", (Paragraph("\n".join(need.asked) or NONE_RECORDED),), level=3),
            Section("What happens meanwhile", (Paragraph(need.meanwhile or NONE_RECORDED),), level=3),
            Section(
                "Answer",
                (
                    TickList(_ANSWERS, columns=1),
                    WritingLines(4),
                    Paragraph("Name, role and date:"),
                    WritingLines(1),
                ),
            ),
        ),
        file_title=name,
        footer=" · ".join(filter(None, (child.case_number, name))),
        footer_small="No name of the child and no address is printed here but what somebody wrote above.",
        text_size=_TEXT_SIZE,
        page_mark=facts.page_mark or form.distribution.page_mark,
    )


def _facts(seen: Meeting, need: UnmetNeed, child: Child) -> Facts:
    held = seen.facts.date
    born = child.date_of_birth
    age = age_on(born, held) if born is not None and held is not None else None
    since = need.made_on or held
    entries = [
        Fact("About", (need.category or "Other",)),
        Fact("Case number", (child.case_number or NONE_RECORDED,)),
        Fact("Since", (long_day_text(since) if since else NONE_RECORDED,)),
        Fact("Age", (f"{age}{NO_BREAK}years" if age is not None else NONE_RECORDED,)),
        Fact("Asks", (person_text(seen.attendee(seen.facts.chair), NONE_RECORDED),)),
        Fact("Legal status", (child.legal_status or NONE_RECORDED,)),
    ]
    return Facts(tuple(entries))
