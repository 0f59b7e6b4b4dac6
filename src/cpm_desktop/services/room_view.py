"""What the second screen shows the room: where the agenda stands, what was decided, who does what, the child's words.

It holds only what everybody in the room may read (after.copy-for-each-reader), and of the child's words only those
that the child agreed everybody may hear (record.child-centred). Nothing said while somebody was asked to leave, no
notes, nobody's presence, nothing half written.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TypeVar

from cpm_desktop.domain.attendance import was_asked_out
from cpm_desktop.domain.captures import Action, Capture, Decision, DecisionKind, Sharing, View
from cpm_desktop.domain.meeting import ItemState, Meeting
from cpm_desktop.domain.papers.first_names import owners_by_first_name
from cpm_desktop.domain.papers.wording import possessive
from cpm_desktop.domain.reader import seen_in_room
from cpm_desktop.domain.typography import short_day_text
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, called_of, short_name, title_of

NO_OWNER = "Who?"
NO_DATE = "a date to agree"
_EARLY = dt.datetime.min.replace(tzinfo=dt.UTC)


class RoomPlace(StrEnum):
    """Where an item of the agenda stands, as the room reads it."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class RoomItem:
    """One line of the agenda.

    Attributes:
        title: with what the child is called filled in.
        place: where it stands.
    """

    title: str
    place: RoomPlace


@dataclass(frozen=True, slots=True)
class RoomLine:
    """One thing that was captured.

    Attributes:
        key: identity of the capture.
        label: "Decision", "Recommendation", "Action", or "Kai’s words".
        text: what it says.
        who: whose action it is, by first name; empty for what is no action.
        when: by when; empty for what is no action.
    """

    key: str
    label: str
    text: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class RoomView:
    """All that the room sees.

    Attributes:
        title: the kind of meeting, and what the child is called.
        agenda: its items in order.
        words: the child's own words, the latest first.
        decisions: decisions and recommendations, the latest first.
        actions: the latest first.
    """

    title: str
    agenda: tuple[RoomItem, ...]
    words: tuple[RoomLine, ...]
    decisions: tuple[RoomLine, ...]
    actions: tuple[RoomLine, ...]


def room_view(
    desk: Desk, meeting_id: str, unfinished: Collection[str] = (), before: RoomView | None = None
) -> RoomView:
    """Return what the room sees now.

    Args:
        desk: open.
        meeting_id: which meeting.
        unfinished: ids of captures that somebody is writing: they stand as they stood in `before`, or not at all.
        before: what the room saw last.

    Raises:
        PrivilegedRecord: somebody in the room may not have a record whose reach is limited.

    Rules: after.copy-for-each-reader, record.child-centred.
    """
    whole = desk.meeting(meeting_id).value
    form = desk.form_of(whole)
    seen = seen_in_room(whole, form, desk.procedure.roles)
    called = called_of(desk, whole)
    people = [person.name for person in seen.attendees]
    short = owners_by_first_name(people, [*people, *(one.owner for one in seen.actions)])
    against = {view.id for view in whole.views if view.sharing_reason.strip()}
    heard = partial(_is_heard_by_all, whole)
    agreed = (view for view in seen.views if view.id not in against and _is_agreed(view, seen))
    found = RoomView(
        title=f"{whole.facts.title or form.name} – {called}",
        agenda=_agenda(desk, whole, called),
        words=tuple(_words(view, seen) for view in _latest(filter(heard, agreed))),
        decisions=tuple(_decision(one) for one in _latest(filter(heard, seen.decisions))),
        actions=tuple(_action(one, seen, short) for one in _latest(filter(heard, seen.actions))),
    )
    held = {line.key: line for line in (*before.words, *before.decisions, *before.actions)} if before else {}
    return replace(
        found,
        words=_settled(found.words, unfinished, held),
        decisions=_settled(found.decisions, unfinished, held),
        actions=_settled(found.actions, unfinished, held),
    )


def _agenda(desk: Desk, meeting: Meeting, called: str) -> tuple[RoomItem, ...]:
    """Return the agenda without legal advice; an item left out or parked says no more than the others."""
    lines = []
    for item in agenda_items(desk, meeting):
        if item.is_advice:
            continue
        state = meeting.progress_of(item.id).state
        is_over = state in (ItemState.DONE, ItemState.NOT_DISCUSSED)
        place = RoomPlace.DONE if is_over else RoomPlace.TO_COME
        if item.id == meeting.facts.current_item:
            place = RoomPlace.NOW
        lines.append(RoomItem(title_of(item, called), place))
    return tuple(lines)


def _is_agreed(view: View, meeting: Meeting) -> bool:
    """Tell whether these are a child's words that the child agreed everybody may hear."""
    person = meeting.attendee(view.of)
    is_childs = person is not None and person.is_child
    return is_childs and view.sharing is Sharing.EVERYONE


def _is_heard_by_all(meeting: Meeting, capture: Capture) -> bool:
    """Tell whether nobody was asked to leave when it was said.

    Whoever is may be back in the call, or in the door, before their return is noted; the screen is there already.
    """
    at = capture.at
    return at is None or not any(
        was_asked_out(meeting.attendance, person.id, at) for person in meeting.attendees
    )


_Kind = TypeVar("_Kind", bound=Capture)


def _latest(captures: Iterable[_Kind]) -> list[_Kind]:
    """Return captures with words in them, the latest first; of one moment, the one captured last."""
    return sorted(captures, key=lambda one: one.at or _EARLY)[::-1]


def _words(view: View, meeting: Meeting) -> RoomLine:
    person = meeting.attendee(view.of)
    name = short_name(person, meeting) if person is not None else ""
    return RoomLine(view.id, f"In {possessive(name)} words", view.words)


def _decision(decision: Decision) -> RoomLine:
    is_ours = decision.decision_kind is DecisionKind.DECISION
    return RoomLine(decision.id, "Decision" if is_ours else "Recommendation", decision.text)


def _action(action: Action, meeting: Meeting, short: Mapping[str, str]) -> RoomLine:
    person = meeting.attendee(action.owner_id)
    owner = person.name if person is not None else action.owner
    when = short_day_text(action.due) if action.due else action.due_words or NO_DATE
    return RoomLine(action.id, "Action", action.text, short.get(owner, owner) or NO_OWNER, when)


def _settled(
    lines: tuple[RoomLine, ...], unfinished: Collection[str], held: Mapping[str, RoomLine]
) -> tuple[RoomLine, ...]:
    """Return lines with words in them; what is being written stands as it stood before, or not at all."""
    shown = (held.get(line.key) if line.key in unfinished else line for line in lines)
    return tuple(line for line in shown if line is not None and line.text.strip())
