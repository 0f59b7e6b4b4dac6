"""Checks of who was there and who chaired."""

from collections.abc import Iterator

from cpm_desktop.domain.attendance import Attendee, Presence, presence_of, took_part
from cpm_desktop.domain.expected_roles import roles_expected
from cpm_desktop.domain.forms import Check, ItemPart
from cpm_desktop.domain.meeting import MeetingFacts
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground
from cpm_desktop.domain.roles import satisfies


def attendance(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask whether each person invited came, sent apologies or was absent (attend.who-attended)."""
    item = ground.item_for(ItemPart.WELCOME)
    for person in ground.meeting.attendees:
        if person.is_invited and presence_of(ground.meeting.attendance, person.id) is Presence.EXPECTED:
            yield ground.owe(
                check,
                person.id,
                f"It is not said whether {person.name} came.",
                Mend.MARK_ATTENDANCE,
                Place(item, Attendee.kind, person.id),
                person.role,
            )


def expected_present(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for each required role that neither came nor sent apologies."""
    events = ground.meeting.attendance
    item = ground.item_for(ItemPart.WELCOME)
    for found in roles_expected(ground.form, ground.meeting, ground.roles):
        if not found.expected.is_required or found.expected.gets_copy:
            continue
        if any(
            took_part(events, person.id) or presence_of(events, person.id) is Presence.APOLOGIES
            for person in found.people
        ):
            continue
        rule = found.expected.rule or check.rule
        yield ground.owe(
            Check(kind=check.kind, rule=rule, can_be_reasoned=check.can_be_reasoned),
            found.expected.role.replace("|", "-"),
            f"{found.name}: nobody came or sent apologies.",
            Mend.MARK_ATTENDANCE,
            Place(item, Attendee.kind, found.people[0].id if found.people else ""),
            ", ".join(person.name for person in found.people) or "nobody invited",
        )


def chair_role(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask who chaired and in what role, and why where the form expects another role."""
    facts, chairing = ground.meeting.facts, ground.form.chairing
    person = ground.meeting.attendee(facts.chair)
    place = Place("", MeetingFacts.kind, facts.id, "chair")
    if person is None:
        yield ground.owe(check, "nobody", "It is not said who chaired.", Mend.CHOOSE_CHAIR, place)
        return
    role = ground.role(person)
    usual = (*chairing.usual, *chairing.complex)
    if not person.role.strip():
        sentence = f"It is not said in what role {person.name} chaired."
        yield ground.owe(
            check, "role", sentence, Mend.ADD_DETAIL, Place("", Attendee.kind, person.id, "role")
        )
    elif chairing.needs_reason and not any(satisfies(wanted, role) for wanted in usual):
        sentence = f"{person.name} chaired as {person.role}; the procedure names another role."
        yield ground.owe(check, f"other-role.{person.id}", sentence, Mend.ADD_REASON, place)


def complex_discussed(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for the discussion with the team manager where the meeting is marked complex (chair.cla)."""
    facts = ground.meeting.facts
    if facts.is_complex and not facts.manager_discussion.strip():
        yield ground.owe(
            check,
            "manager",
            "The meeting is marked complex, and the discussion with the team manager is not recorded.",
            Mend.ADD_DETAIL,
            Place("", MeetingFacts.kind, facts.id, "manager_discussion"),
            "Its date and outcome",
        )
