"""Holding a meeting: its agenda as it goes, who is in the room, and what was captured."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cpm_desktop.domain.agenda import agenda_of
from cpm_desktop.domain.attendance import IN_THE_MEETING, AttendanceEvent, Attendee, Presence, presence_of
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.captures import Action, Decision, DecisionKind, Disagreement, UnmetNeed, View
from cpm_desktop.domain.child import Child, children_called
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.expected_roles import roles_expected
from cpm_desktop.domain.forms import AgendaItem, ItemPart
from cpm_desktop.domain.kept_from import kept_from
from cpm_desktop.domain.meeting import ItemState, Meeting, Stage
from cpm_desktop.domain.meeting_commands import MoveToItem, StartMeeting
from cpm_desktop.domain.meeting_dates import MEETING_DATE, DateRemark, date_remarks
from cpm_desktop.domain.naming import initials_among
from cpm_desktop.domain.readiness import Debt, missing_on_item
from cpm_desktop.domain.situation import Situation, situation_of
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.cycle import cycle_of, reviews_around
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_answers import earlier_answers
from cpm_desktop.services.earlier_records import is_first_of_kind
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.meeting_end import end_known, require_end_said
from cpm_desktop.services.permitting import withhold_unpermitted
from cpm_desktop.services.siblings import attendees_at_start, carried_at_start, children_at

_Shown = Decision | Action | UnmetNeed | Disagreement | View  # what stands as a card


class DateRefused(CarePlanningError):
    """The meeting's day does not stand until a reason is recorded.

    Attributes:
        remark: what is wrong with it; `meeting_days.say_why_day` takes the reason.
    """

    def __init__(self, remark: DateRemark) -> None:
        """Say what is wrong and what to do."""
        super().__init__(f"{remark.sentence} Choose another day, or record why it has to be this one.")
        self.remark = remark


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line of the agenda as it stands.

    Attributes:
        item: of the form.
        number: counted from 1.
        title: with the child's name filled in.
        state: how far it has come.
        seconds: time spent on it so far.
        counts: captures under it, by kind.
        prepared_note: what was written beforehand.
    """

    item: AgendaItem
    number: int
    title: str
    state: ItemState
    seconds: int
    counts: Mapping[str, int]
    prepared_note: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One person on the attendance strip.

    Attributes:
        attendee_id: who.
        name: short enough for a chip.
        role: in words.
        presence: where they are.
        detail: role with what differs: "left 14:48", "apologies", "video".
        initials: as they are typed for the person at this meeting: "JS", "JS2".
    """

    attendee_id: str
    name: str
    role: str
    presence: Presence
    detail: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Captured:
    """One card of what was captured.

    Attributes:
        kind: kind of entity.
        id: its identity.
        label: "Decision", "Recommendation", "Action" …
        text: what it says.
        meta: who, when, what is open about it.
        item: the agenda item's id.
        at: when (UTC).
    """

    kind: str
    id: str
    label: str
    text: str
    meta: str
    item: str
    at: dt.datetime | None


def child_of(desk: Desk, meeting: Meeting) -> Child:
    """Return the child: as copied at the start, or as the file says now."""
    return meeting.children[0] if meeting.children else desk.child(meeting.facts.child_id).value.child


def children_of(desk: Desk, meeting: Meeting) -> tuple[Child, ...]:
    """Return every child whom the meeting concerns: as copied at the start, or as the files say now."""
    if meeting.children:
        return meeting.children
    others = (desk.child(sibling).value.child for sibling in meeting.facts.siblings)
    return (child_of(desk, meeting), *others)


def called_of(desk: Desk, meeting: Meeting) -> str:
    """Return what the child is called in running text; several children together: "Kai and Mia"."""
    return children_called(children_of(desk, meeting))


def agenda_items(desk: Desk, meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return the items of the form that apply to this meeting, in order."""
    return agenda_of(desk.form_of(meeting), meeting, situation_now(desk, meeting))


def situation_now(desk: Desk, meeting: Meeting) -> Situation:
    """Return what conditions look at in a meeting, as it stands now.

    Until it starts, a meeting holds no earlier answers and no reviews of its own; they are looked up.
    """
    if meeting.facts.started_at is None:
        file = desk.child(meeting.facts.child_id).value
        last, following = reviews_around(file, meeting.facts.date or desk.today())
        facts = replace(meeting.facts, last_review=last, next_review=following)
        meeting = replace(meeting, facts=facts, carried=(*meeting.carried, *earlier_answers(desk, meeting)))
    return situation_of(meeting, child_of(desk, meeting), desk.today())


def title_of(item: AgendaItem, called: str) -> str:
    """Return an item's title with what the child is called filled in."""
    return fill_blanks(item.title, {"child": called})


def agenda_lines(desk: Desk, meeting: Meeting) -> tuple[AgendaLine, ...]:
    """Return the agenda as it stands now."""
    called, now = called_of(desk, meeting), desk.now()
    counts: dict[str, Counter[str]] = {}
    for capture in _captures(meeting):
        counts.setdefault(capture.item, Counter())[capture.kind] += 1
    seconds: Counter[str] = Counter()
    for visit in meeting.visits:
        if visit.opened_at is not None:
            seconds[visit.item] += max(0, int(((visit.left_at or now) - visit.opened_at).total_seconds()))
    lines = []
    for number, item in enumerate(agenda_items(desk, meeting), start=1):
        progress = meeting.progress_of(item.id)
        lines.append(
            AgendaLine(
                item=item,
                number=number,
                title=title_of(item, called),
                state=progress.state,
                seconds=seconds[item.id],
                counts=counts.get(item.id, Counter()),
                prepared_note=progress.prepared_note,
            )
        )
    return tuple(lines)


def next_item(desk: Desk, meeting: Meeting) -> AgendaItem | None:
    """Return the item that comes next: an untouched one, those after the open one first; then a parked one; or None."""
    items = agenda_items(desk, meeting)
    identifiers = [item.id for item in items]
    start = (
        identifiers.index(meeting.facts.current_item) + 1 if meeting.facts.current_item in identifiers else 0
    )
    others = [item for item in (*items[start:], *items[:start]) if item.id != meeting.facts.current_item]
    states = {item.id: meeting.progress_of(item.id).state for item in others}
    waiting = (
        item for state in (ItemState.TO_COME, ItemState.PARKED) for item in others if states[item.id] is state
    )
    return next(waiting, None)


def item_shown_next(desk: Desk, meeting: Meeting, shown: str) -> AgendaItem | None:
    """Return the item that "Next" leads to: where the meeting has ended, the one after what is shown; or None."""
    if meeting.facts.stage is not Stage.ENDED:
        return next_item(desk, meeting)
    items = agenda_items(desk, meeting)
    place = next((place for place, item in enumerate(items) if item.id == shown), -1)
    return next(iter(items[place + 1 :]), None)


def place_of_carried(desk: Desk, meeting: Meeting) -> str:
    """Return the id of the item under which what is open from before stands: its own, or the first of the agenda."""
    items = agenda_items(desk, meeting)
    own = (item.id for item in items if item.part is ItemPart.SINCE_LAST)
    return next(own, items[0].id if items else "")


def elapsed(desk: Desk, meeting: Meeting) -> dt.timedelta:
    """Return how long the meeting has lasted, or lasted in all; never negative."""
    if meeting.facts.started_at is None:
        return dt.timedelta()
    end = end_known(desk, meeting) or desk.now()
    return max(dt.timedelta(), end - meeting.facts.started_at)


def projected_end(desk: Desk, meeting: Meeting) -> dt.datetime:
    """Return when the meeting would end (UTC) if what is left took as long as planned."""
    left = sum(
        max(0, line.item.minutes * 60 - line.seconds)
        for line in agenda_lines(desk, meeting)
        if line.state in (ItemState.TO_COME, ItemState.OPEN, ItemState.PARKED)
    )
    return desk.now() + dt.timedelta(seconds=left)


def refuse_wrong_date(desk: Desk, meeting: Meeting) -> None:
    """Refuse a meeting on a day that its form refuses, as long as no reason is recorded for it.

    Raises:
        DateRefused: it is on such a day.
    """
    for remark in date_remarks(desk.form_of(meeting), meeting, situation_now(desk, meeting)):
        if remark.is_refused and remark.check.checked == MEETING_DATE:
            raise DateRefused(remark)


def start(desk: Desk, meeting_id: str, at: dt.datetime | None = None) -> Edited | None:
    """Start a meeting: everything its minutes need is copied into it.

    Raises:
        WrongStage: it has started already.
        DateRefused: its day does not stand without a reason.
    """
    editing = desk.meeting(meeting_id)
    meeting = editing.value
    refuse_wrong_date(desk, meeting)
    meeting = _first_or_not(desk, meeting)
    form, file = desk.form_of(meeting), desk.child(meeting.facts.child_id).value
    moment = at or desk.now()
    cycle = cycle_of(desk, file, form, meeting)
    items = agenda_items(desk, meeting)
    edited = editing.perform(
        StartMeeting(
            at=moment,
            children=children_of(desk, meeting),
            attendees=attendees_at_start(desk, meeting, file),
            carried=carried_at_start(desk, meeting),
            last_review=cycle.last_review,
            next_review=cycle.next_review,
            required_in_period=cycle.required,
            held_in_period=cycle.held,
            first_item=items[0].id if items else "",
        )
    )
    withhold_unpermitted(desk, meeting_id)
    return edited


def _first_or_not(desk: Desk, meeting: Meeting) -> Meeting:
    """Say whether it is the first of its kind as things stand now: another may have been held since it was called."""
    facts = meeting.facts
    is_first = is_first_of_kind(desk, facts.child_id, facts.form_id, without=meeting.id)
    if facts.stage is Stage.PREPARED and facts.is_first != is_first:
        desk.meeting(meeting.id).perform(change(facts, is_first=is_first))
    return desk.meeting(meeting.id).value


def move_to(desk: Desk, meeting_id: str, item: str, at: dt.datetime | None = None) -> Edited | None:
    """Go to an agenda item."""
    return desk.meeting(meeting_id).perform(MoveToItem(item=item, at=at or desk.now()))


def mark_presence(
    desk: Desk, meeting_id: str, attendee_id: str, presence: Presence, at: dt.datetime | None = None
) -> Edited | None:
    """Say where a person is from now on: present, remote, apologies, absent, left (attend.who-attended).

    What is noted late begins no earlier than what was noted of them before: who is back had been out until then.
    Nothing happens after the end: who is said then to have been there was there from the start, or until the end.

    Raises:
        EndNotSaid: it was held on an earlier day, and its end has to be said first.
    """
    editing = desk.meeting(meeting_id)
    require_end_said(desk, editing.value)
    facts, moment = editing.value.facts, at or desk.now()
    if facts.ended_at is not None and moment > facts.ended_at:
        is_there = presence in IN_THE_MEETING and facts.started_at is not None
        moment = (facts.started_at if is_there else None) or facts.ended_at
    moments = [
        moment,
        *(one.at for one in editing.value.attendance if one.who == attendee_id and one.at),
    ]
    event = AttendanceEvent(id=new_identifier(), who=attendee_id, presence=presence, at=max(moments))
    return editing.perform(Record(entity=event))


def missing(desk: Desk, meeting: Meeting, item: str) -> tuple[Debt, ...]:
    """Return what an item still lacks, kindly and blocking nothing."""
    return missing_on_item(desk.form_of(meeting), meeting, item, desk.procedure)


def roles_missing(desk: Desk, meeting: Meeting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roles that have to be there: those that nobody fills, and those whose people are not here."""
    out = {Presence.APOLOGIES, Presence.ABSENT}
    nobody, away = [], []
    for filled in roles_expected(desk.form_of(meeting), meeting, desk.procedure.roles):
        if filled.expected.gets_copy or not filled.expected.is_required:
            continue
        if filled.is_missing():
            nobody.append(filled.name)
        elif all(presence_of(meeting.attendance, person.id) in out for person in filled.people):
            away.append(filled.name)
    return tuple(dict.fromkeys(nobody)), tuple(dict.fromkeys(away))


def page_mark(desk: Desk, meeting: Meeting) -> str:
    """Return what every page bears, as the record or its form says it; empty where there is none."""
    return meeting.facts.page_mark or desk.form_of(meeting).distribution.page_mark


def chips(desk: Desk, meeting: Meeting) -> tuple[Chip, ...]:
    """Return the attendance strip: everybody invited, in order."""
    initials = initials_among(meeting.attendees)
    invited = (person for person in meeting.attendees if person.is_invited)
    return tuple(replace(_chip(desk, meeting, one), initials=initials[one.id]) for one in invited)


def _chip(desk: Desk, meeting: Meeting, person: Attendee) -> Chip:
    presence = presence_of(meeting.attendance, person.id)
    last = next((event for event in reversed(meeting.attendance) if event.who == person.id), None)
    time = time_text(desk.local(last.at)) if last is not None and last.at is not None else ""
    started = meeting.facts.started_at
    came_late = (
        last is not None
        and last.at is not None
        and started is not None
        and last.at > started + dt.timedelta(minutes=1)
    )
    detail = {
        Presence.LEFT: f"left {time}",
        Presence.ASKED_OUT: f"asked to leave {time}",
        Presence.REMOTE: "remote",
        Presence.APOLOGIES: "apologies",
        Presence.ABSENT: "absent",
        Presence.PRESENT: f"from {time}" if came_late else "",
        Presence.EXPECTED: "not here yet" if started is not None else person.reply.value,
    }[presence]
    role = person.role or person.agency
    return Chip(
        person.id,
        short_name(person, meeting),
        role,
        presence,
        ", ".join(part for part in (role, detail) if part),
    )


def short_name(person: Attendee, meeting: Meeting) -> str:
    """Return a name short enough for a chip or a margin: the child's and the family's first name, else the name."""
    if not person.is_child or not meeting.children:
        return person.name
    children = meeting.children
    return next((child.called() for child in children if child.name == person.name), children[0].called())


def captured(desk: Desk, meeting: Meeting, item: str | None = None) -> tuple[Captured, ...]:
    """Return what was captured, the latest first; under one item, or in all."""
    several = dict(children_at(meeting))
    cards = []
    for capture in _captures(meeting):
        if item is None or capture.item == item:
            card = _card(desk, meeting, capture)
            about = several.get(capture.child_id, "")
            cards.append(replace(card, meta=_joined([about, card.meta])) if about else card)
    early = dt.datetime.min.replace(tzinfo=dt.UTC)
    return tuple(sorted(cards, key=lambda card: card.at or early, reverse=True))


def count_captured(meeting: Meeting, without: str = "") -> int:
    """Return how much was captured in all, without the one of an id."""
    return sum(capture.id != without for capture in _captures(meeting))


def _captures(meeting: Meeting) -> tuple[_Shown, ...]:
    return (
        *meeting.decisions,
        *meeting.actions,
        *meeting.unmet_needs,
        *meeting.disagreements,
        *meeting.views,
    )


def _card(desk: Desk, meeting: Meeting, capture: _Shown) -> Captured:
    label, words, notes = _told(desk, meeting, capture)
    notes.append(kept_from(meeting, capture))
    return Captured(capture.kind, capture.id, label, words, _joined(notes), capture.item, capture.at)


def _told(desk: Desk, meeting: Meeting, capture: _Shown) -> tuple[str, str, list[str]]:
    """Return what a card calls it, its words, and what stands below them."""
    clock = _clock(desk, capture.at)
    match capture:
        case Decision():
            return _told_decision(capture, clock)
        case Action():
            due = f"by {day_text(capture.due)}" if capture.due else (capture.due_words or "no date yet")
            return "Action", capture.text, [capture.owner or "nobody yet", due]
        case UnmetNeed():
            asked = f"asked {', '.join(capture.asked)}" if capture.asked else "nobody asked yet"
            return "Unmet need", capture.need, [clock, asked]
        case Disagreement():
            holders = [position.who for position in meeting.positions if position.disagreement == capture.id]
            names = ", ".join(one.name for who in holders if (one := meeting.attendee(who)) is not None)
            return "Different view", capture.about, [clock, names or "whose view?"]
        case View():
            person = meeting.attendee(capture.of)
            return f"{person.name}’s view" if person else "View", capture.words, [clock, capture.how]


def _told_decision(decision: Decision, clock: str) -> tuple[str, str, list[str]]:
    label = "Recommendation" if decision.decision_kind is DecisionKind.RECOMMENDATION else "Decision"
    is_agreed = bool(decision.agreed_by.strip()) and decision.agreed_on is not None
    notes = [
        clock,
        "proposal to the review" if decision.is_proposal_to_review else "",
        "" if decision.reason else "no reason yet",
        "awaiting agreement" if decision.is_plan_change and not is_agreed else "",
    ]
    return label, decision.text, notes


def _clock(desk: Desk, moment: dt.datetime | None) -> str:
    return time_text(desk.local(moment)) if moment is not None else ""


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)
