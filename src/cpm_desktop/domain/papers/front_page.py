"""The facts and the strip of figures under the title of the minutes, and what must be known before anything else."""

import datetime as dt

from cpm_desktop.domain.blocks import Block, Box, Count, Counts, Fact, Facts
from cpm_desktop.domain.conditions import age_on
from cpm_desktop.domain.distribution import is_limited
from cpm_desktop.domain.forms import FrequencyKind
from cpm_desktop.domain.meeting import Validity
from cpm_desktop.domain.papers.actions_section import open_actions
from cpm_desktop.domain.papers.decisions_section import is_recommendation
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.minutes_sections import SectionKey
from cpm_desktop.domain.papers.neutral_notes import neutral_notes
from cpm_desktop.domain.papers.standing import standing
from cpm_desktop.domain.papers.wanted_sections import asks_for_next_meeting
from cpm_desktop.domain.papers.wording import (
    NONE_RECORDED,
    counted,
    lower_first,
    person_text,
    possessive,
    sentence,
)
from cpm_desktop.domain.reader import ReaderKind
from cpm_desktop.domain.roles import role_id_of
from cpm_desktop.domain.typography import listed, long_day_text, short_day_text, time_text

_DATE_LABELS = {
    "child.protection_plan_since": "Initial conference",
    "child.assessment_due_on": "Assessment due",
    "child.filing_on": "To be filed by",
    "child.court_on": "Next court date",
}
_LIMITED = (
    "{mark}. This copy is for {name} alone and may not be passed on or copied. The address where the child lives is "
    "not shown, and parts of the record may be left out."
)
_MARKED_COPY = "No legal advice stands on this copy, and the address where the child lives is not shown."


def front_page(context: MinutesContext) -> tuple[Block, ...]:
    """Return what stands above the first section."""
    recipient = recipient_box(context)
    boxes = (*((recipient,) if recipient else ()), *standing(context))
    if context.is_in_part:
        return (*boxes, Facts(tuple(_facts_of_part(context))))
    return (*boxes, facts_of(context), counts_of(context))


def _facts_of_part(context: MinutesContext) -> list[Fact]:
    """Return no more than what tells which meeting it was, and which parts of its record these are."""
    titles = [context.filled(item.title) for item in context.items() if context.may_see(item)]
    return [
        Fact("Place", (_venue(context),)),
        Fact("Case number", (context.child.case_number or NONE_RECORDED,)),
        Fact("Chair", (person_text(context.meeting.attendee(context.meeting.facts.chair), NONE_RECORDED),)),
        Fact("In this copy", (listed([f"“{title}”" for title in titles]),)),
    ]


def recipient_box(context: MinutesContext) -> Box | None:
    """Return the box that says whose copy it is; none on the file copy."""
    if context.is_file_copy:
        return None
    person = context.recipient
    whom = person.name if person else context.purpose
    title = f"Copy for {whom}" if whom else "Copy"
    if context.marked is not None:
        return Box(context.marked.mark, (_MARKED_COPY, *neutral_notes(context)))
    if is_limited(context.form):
        words = _LIMITED.format(name=whom, mark=context.page_mark or "Restricted")
        return Box(title, (words, *neutral_notes(context)))
    whose = possessive(context.called)
    text = (
        f"The words on this copy are those of the record in {whose} file. The address where {context.called} lives "
        "is not shown, and neither is what is kept for the file alone"
    )
    is_family = context.reader.kind is ReaderKind.FAMILY
    text += " or for professionals." if is_family else "."
    if is_family and SectionKey.CHALLENGE in context.sections:
        text += " If you do not agree with something, the last page says who to tell and who can help you."
    return Box(title, (text, *neutral_notes(context)))


def facts_of(context: MinutesContext) -> Facts:
    """Return place, people, review and the facts about the child."""
    facts, meeting = context.meeting.facts, context.meeting
    review = _review(context)
    entries = [
        Fact("Place", (_venue(context),)),
        Fact("Born", (born_text(context),)),
        Fact("Chair", chair_lines(context)),
        Fact("Case number", (context.child.case_number or NONE_RECORDED,)),
        Fact("Recorder", (person_text(meeting.attendee(facts.recorder), NONE_RECORDED),)),
        Fact("Legal status", (context.child.legal_status or NONE_RECORDED,)),
    ]
    if review != NONE_RECORDED or context.form.frequency.kind is FrequencyKind.BETWEEN_REVIEWS:
        entries.append(Fact("Review", (review,)))
    if facts.convenor:
        entries.append(Fact("Arranged by", (facts.convenor,)))
    entries += [Fact(label, (long_day_text(day),)) for label, day in dates_turned_on(context)]
    entries.append(Fact("Home", _home(context)))
    if facts.is_complex:
        said = facts.manager_discussion if context.is_file_copy else ""
        entries.append(Fact("Complex", (f"Yes. {said}".strip(),)))
    return Facts(tuple(entries))


def chair_lines(context: MinutesContext) -> tuple[str, ...]:
    """Return who chaired, and where another role usually does, which (chair.multi-agency)."""
    meeting, chairing = context.meeting, context.form.chairing
    chair = meeting.attendee(meeting.facts.chair)
    said = person_text(chair, NONE_RECORDED)
    usual = (*chairing.usual, *chairing.complex)
    roles = [role for entry in usual for role in entry.split("|")]
    if chair is None or not context.roles or role_id_of(chair, context.roles) in roles or not roles:
        return (said,)
    names = [lower_first(context.roles[role].name) for role in dict.fromkeys(roles) if role in context.roles]
    return (said, f"Usually: {listed(names, 'or')}") if names else (said,)


def dates_turned_on(context: MinutesContext) -> list[tuple[str, dt.date]]:
    """Return the days that this kind of meeting turns on, each with its label, as far as they are known."""
    form, situation = context.form, context.situation
    named = [check.other for check in form.date_checks] + [entry.other for entry in form.date_proposals]
    named += [form.frequency.before, form.frequency.due_by]
    if is_limited(form):
        named.append("child.court_on")
    found = []
    for name, label in _DATE_LABELS.items():
        day = situation.date_of(name) if name in named else None
        if day is not None:
            found.append((label, day))
    return found


def _venue(context: MinutesContext) -> str:
    facts = context.meeting.facts
    if facts.venue_is_childs_choice and "choice" not in facts.venue.casefold():
        return f"{facts.venue} ({possessive(context.called)} choice)"
    return facts.venue or NONE_RECORDED


def born_text(context: MinutesContext) -> str:
    """Return the child's birthday with their age on the day of the meeting, or when the birth is expected."""
    child, held_on = context.child, context.meeting.facts.date
    if child.date_of_birth is None:
        expected = child.expected_birth
        return f"Expected {long_day_text(expected)}" if expected else NONE_RECORDED
    born = long_day_text(child.date_of_birth)
    if held_on is None or child.date_of_birth > held_on:
        return born
    return f"{born} (age\u00a0{age_on(child.date_of_birth, held_on)})"


def _review(context: MinutesContext) -> str:
    facts = context.meeting.facts
    parts = []
    if facts.last_review:
        parts.append(f"Last {long_day_text(facts.last_review)}")
    if facts.next_review:
        word = "next planned" if parts else "Next planned"
        parts.append(f"{word} {long_day_text(facts.next_review)}")
    text = sentence(", ".join(parts))
    if facts.required_in_period is not None and facts.held_in_period is not None:
        # This one was among them when it started; where it does not count, it is not.
        held = facts.held_in_period - (facts.validity is not Validity.COUNTS)
        text += f" Meetings held since the last: {held} of {facts.required_in_period} required"
    return text.removesuffix(".").strip() or NONE_RECORDED


def _home(context: MinutesContext) -> tuple[str, ...]:
    child = context.child
    since = f" since {long_day_text(child.placement_since)}" if child.placement_since else ""
    placement = f"{child.placement}{since}" if child.placement else NONE_RECORDED
    if not child.placement and any(each.id == child.id and each.placement for each in context.whole.children):
        return ("Not shown on this copy",)
    if not context.is_file_copy:
        return (placement, "Address not shown on this copy")
    if not child.placement_address:
        return (placement,)
    street, comma, rest = child.placement_address.partition(", ")
    return (placement, street + comma.rstrip(), rest) if rest else (placement, street)


def counts_of(context: MinutesContext) -> Counts:
    """Return the strip of figures."""
    meeting = context.meeting
    decisions = len(meeting.decisions)
    caption = ", ".join((counted(decisions, "decision", "decisions"), *_of_decisions(context)))
    actions = open_actions(context)
    carried = sum(action.is_carried for action in actions)
    action_caption = counted(len(actions), "open action", "open actions")
    if carried:
        action_caption += f", {carried} of them carried over"
    different = len(meeting.disagreements)
    unresolved = sum(entry.is_resolved is not True for entry in meeting.disagreements)
    different_caption = counted(different, "disagreement", "disagreements")
    if unresolved:
        different_caption += ", not resolved" if unresolved == different else f", {unresolved} not resolved"
    needs = len(meeting.unmet_needs)
    return Counts(
        (
            Count(str(decisions), caption),
            Count(str(len(actions)), action_caption),
            Count(str(different), different_caption),
            Count(str(needs), counted(needs, "unmet need", "unmet needs")),
            *((_next_count(context),) if asks_for_next_meeting(context) else ()),
        )
    )


def _of_decisions(context: MinutesContext) -> tuple[str, ...]:
    """Say how many of the decisions are more than that, or less."""
    found = context.meeting.decisions
    proposals = sum(entry.is_proposal_to_review for entry in found)
    recommended = sum(is_recommendation(entry, context.form.matter(entry.matter)) for entry in found)
    parts = []
    if proposals:
        what = "a proposal to the review" if proposals == 1 else "proposals to the review"
        parts.append(f"{proposals} of them {what}")
    if recommended:
        parts.append(f"{recommended} of them {counted(recommended, 'a recommendation', 'recommendations')}")
    return tuple(parts)


def _next_count(context: MinutesContext) -> Count:
    planned = next(iter(context.meeting.next_meetings), None)
    if planned is None or planned.date is None:
        return Count("–", "no next meeting")
    at = f" at {time_text(planned.starts_at)}" if planned.starts_at else ""
    return Count(short_day_text(planned.date), f"{planned.date.year}{at}, next meeting")
