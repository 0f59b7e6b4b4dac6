"""Who was there (attend.who-attended)."""

from cpm_desktop.domain.attendance import Attendee, Presence, presence_of, took_part
from cpm_desktop.domain.blocks import Block, Column, Line, Paragraph, Table, TableLine, Tone
from cpm_desktop.domain.initials_key import initials_typed
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.presence_text import NOT_RECORDED, presence_text, stays_of
from cpm_desktop.domain.papers.wording import lower_first
from cpm_desktop.domain.typography import listed


def attendance(context: MinutesContext) -> tuple[Block, ...]:
    """Return who took part, how, and at what times."""
    meeting, clock = context.meeting, context.clock
    rows = []
    for person in attending(context):
        how = presence_text(meeting, person, clock)
        tone = Tone.QUIET if how == NOT_RECORDED else Tone.NORMAL
        cells = ((Line(person.name, Tone.STRONG),), (Line(role_text(context, person)),), (Line(how, tone),))
        rows.append(TableLine(cells))
    columns = (
        Column("Name", 36, is_row_head=True),
        Column("Role and agency", 93),
        Column("How they took part", 41),
    )
    table = Table(columns, tuple(rows), "Who was there and when")
    facts = meeting.facts
    key = _key_of_initials(context)
    if facts.started_at is None or facts.ended_at is None:
        return (table, *key)
    whole = f"{clock.time(facts.started_at)} to {clock.time(facts.ended_at)}, the whole meeting unless a time is given."
    return (Paragraph(whole), table, *key)


def attending(context: MinutesContext) -> list[Attendee]:
    """Return whoever was invited or took part, in the order in which they stand on the paper."""
    meeting = context.meeting
    concerned = [
        person
        for person in meeting.attendees
        if person.is_invited or presence_of(meeting.attendance, person.id) is not Presence.EXPECTED
    ]
    return sorted(concerned, key=lambda person: _order(context, person))


def _key_of_initials(context: MinutesContext) -> tuple[Block, ...]:
    """Tell whom initials stand for that were typed; none where none were."""
    meant = initials_typed(context.meeting, context.whole)
    named = "; ".join(f"{initials} is {name}" for initials, name in meant)
    return (Paragraph(f"Initials in this record: {named}."),) if meant else ()


def role_text(context: MinutesContext, person: Attendee) -> str:
    """Return "Social worker, chair and recorder, Northbeck Council"."""
    facts = context.meeting.facts
    offices = [
        name for name, holder in (("chair", facts.chair), ("recorder", facts.recorder)) if holder == person.id
    ]
    parts = [person.role] if person.role else []
    if offices:
        parts.append(listed(offices))
    if person.agency:
        parts.append(person.agency)
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def office_text(context: MinutesContext, person: Attendee) -> str:
    """Return "Chair and recorder" for the signature."""
    facts = context.meeting.facts
    offices = [
        name for name, holder in (("chair", facts.chair), ("recorder", facts.recorder)) if holder == person.id
    ]
    text = listed(offices)
    return text[:1].upper() + lower_first(text[1:])


def _order(context: MinutesContext, person: Attendee) -> int:
    """In the room first, then remote, apologies, absent, not recorded; within each as they stand."""
    meeting = context.meeting
    if took_part(meeting.attendance, person.id):
        return 0 if stays_of(meeting, person)[0].presence is Presence.PRESENT else 1
    order = {Presence.APOLOGIES: 2, Presence.ABSENT: 3}
    return order.get(presence_of(meeting.attendance, person.id), 4)
