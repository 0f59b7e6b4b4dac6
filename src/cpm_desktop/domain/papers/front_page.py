"""The facts and the strip of figures under the title of the minutes."""

from cpm_desktop.domain.blocks import Block, Box, Count, Counts, Fact, Facts
from cpm_desktop.domain.conditions import age_on
from cpm_desktop.domain.papers.actions_section import open_actions
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import NONE_RECORDED, counted, person_text, possessive, sentence
from cpm_desktop.domain.reader import ReaderKind
from cpm_desktop.domain.typography import long_day_text, short_day_text, time_text


def front_page(context: MinutesContext) -> tuple[Block, ...]:
    """Return what stands above the first section."""
    recipient = recipient_box(context)
    return (*((recipient,) if recipient else ()), facts_of(context), counts_of(context))


def recipient_box(context: MinutesContext) -> Box | None:
    """Return the box that says whose copy it is; none on the file copy."""
    if context.is_file_copy:
        return None
    person = context.recipient
    title = f"Copy for {person.name}" if person else "Copy"
    whose = possessive(context.called)
    text = (
        f"The words on this copy are those of the record in {whose} file. The address where {context.called} lives "
        "is not shown, and neither is what is kept for the file alone"
    )
    text += " or for professionals." if context.reader.kind is ReaderKind.FAMILY else "."
    if context.reader.kind is ReaderKind.FAMILY:
        text += " If you do not agree with something, the last page says who to tell and who can help you."
    return Box(title, (text,))


def facts_of(context: MinutesContext) -> Facts:
    """Return place, people, review and the facts about the child."""
    facts, meeting = context.meeting.facts, context.meeting
    entries = [
        Fact("Place", (_venue(context),)),
        Fact("Born", (_born(context),)),
        Fact("Chair", (person_text(meeting.attendee(facts.chair), NONE_RECORDED),)),
        Fact("Case number", (context.child.case_number or NONE_RECORDED,)),
        Fact("Recorder", (person_text(meeting.attendee(facts.recorder), NONE_RECORDED),)),
        Fact("Legal status", (context.child.legal_status or NONE_RECORDED,)),
        Fact("Review", (_review(context),)),
        Fact("Home", _home(context)),
    ]
    if facts.is_complex:
        said = facts.manager_discussion if context.is_file_copy else ""
        entries.append(Fact("Complex", (f"Yes. {said}".strip(),)))
    return Facts(tuple(entries))


def _venue(context: MinutesContext) -> str:
    facts = context.meeting.facts
    if facts.venue_is_childs_choice and "choice" not in facts.venue.casefold():
        return f"{facts.venue} ({possessive(context.called)} choice)"
    return facts.venue or NONE_RECORDED


def _born(context: MinutesContext) -> str:
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
        text += (
            f" Meetings held since the last: {facts.held_in_period} of {facts.required_in_period} required"
        )
    return text.removesuffix(".").strip() or NONE_RECORDED


def _home(context: MinutesContext) -> tuple[str, ...]:
    child = context.child
    since = f" since {long_day_text(child.placement_since)}" if child.placement_since else ""
    placement = f"{child.placement}{since}" if child.placement else NONE_RECORDED
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
    proposals = sum(decision.is_proposal_to_review for decision in meeting.decisions)
    caption = counted(decisions, "decision", "decisions")
    if proposals:
        caption += (
            f", {proposals} of them a proposal to the review"
            if proposals == 1
            else f", {proposals} of them proposals to the review"
        )
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
            _next_count(context),
        )
    )


def _next_count(context: MinutesContext) -> Count:
    planned = next(iter(context.meeting.next_meetings), None)
    if planned is None or planned.date is None:
        return Count("–", "no next meeting")
    at = f" at {time_text(planned.starts_at)}" if planned.starts_at else ""
    return Count(short_day_text(planned.date), f"{planned.date.year}{at}, next meeting")
