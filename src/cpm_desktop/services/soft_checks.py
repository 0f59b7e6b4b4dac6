"""The line of ticks under an item's title: what is there already, said kindly and blocking nothing."""

from dataclasses import dataclass

from cpm_desktop.domain.attendance import Participation
from cpm_desktop.domain.forms import AgendaItem, ItemPart
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.naming import first_name
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import short_name
from cpm_desktop.services.item_work import outcome_of, participants_of, to_review


@dataclass(frozen=True, slots=True)
class SoftCheck:
    """One tick.

    Attributes:
        text: what is looked at: "Kai’s view".
        is_met: it is there.
    """

    text: str
    is_met: bool


def soft_checks(desk: Desk, meeting: Meeting, item: AgendaItem) -> tuple[SoftCheck, ...]:
    """Return what is looked at under an item, met or not, in the order in which it is talked about."""
    checks = _voices(desk, meeting, item)
    waiting = to_review(meeting) if item.part is ItemPart.SINCE_LAST else ()
    if waiting:
        said = all(outcome_of(meeting, carried.id) is not None for carried in waiting)
        checks.append(SoftCheck("Every open action looked at", said))
    notes = [note for note in meeting.notes if note.item == item.id and not note.is_prepared]
    if item.part is ItemPart.DISCUSSION:
        checks.append(SoftCheck("What was said", bool(notes)))
    actions = [action for action in meeting.actions if action.item == item.id]
    if actions:
        checks.append(SoftCheck("A name for every action", all(action.owner.strip() for action in actions)))
        dated = all(action.due is not None or action.due_words for action in actions)
        checks.append(SoftCheck("A date for every action", dated))
    decisions = [decision for decision in meeting.decisions if decision.item == item.id]
    if decisions:
        checks.append(SoftCheck("A reason for every decision", all(one.reason.strip() for one in decisions)))
    return tuple(checks)


def _voices(desk: Desk, meeting: Meeting, item: AgendaItem) -> list[SoftCheck]:
    if item.part not in (ItemPart.CHILD_VIEWS, ItemPart.FAMILY_VIEWS):
        return []
    heard = {view.of for view in meeting.views if view.words.strip()}
    wants_child = item.part is ItemPart.CHILD_VIEWS
    people = [person for person in participants_of(desk, meeting) if person.is_child == wants_child]
    named = [(first_name(short_name(person, meeting)), person) for person in people]
    views = [SoftCheck(f"{name}’s view", person.id in heard) for name, person in named]
    part = Participation.NOT_ANSWERED
    return [
        *views,
        *(SoftCheck(f"How {name} took part", person.participation is not part) for name, person in named),
    ]
