"""What is read back to the room, in order, in sentences that can be said aloud (record.previous-actions).

What somebody in the room may not hear is not among it (after.copy-for-each-reader): what is not for everybody, and
what was said while somebody who came back had been asked to leave.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.attendance import Attendee, came_back_after
from cpm_desktop.domain.captures import Action, Audience, Decision, DecisionKind, Disagreement, UnmetNeed
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting, NextMeeting, ReadBackMark, ReadBackResult
from cpm_desktop.domain.naming import called_among
from cpm_desktop.domain.reading_limits import limit_on
from cpm_desktop.domain.typography import time_text, weekday_text

# A mark with this id is about everything at once.
WHOLE_MEETING = "meeting"
_Thing = Decision | Action | Disagreement | UnmetNeed


class ReadBackKind(StrEnum):
    """What kind of thing is read back."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    DISAGREEMENT = "different view"
    UNMET_NEED = "unmet need"
    NEXT_MEETING = "next meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBackItem:
    """One thing to read aloud.

    Attributes:
        key: identity of the thing; the mark of the room is kept under it.
        kind: what it is.
        item: the agenda item it was captured under; empty for the next meeting.
        sentence: to be read aloud, large.
        facts: what stands below it: name and value, those without a value left out.
        mark: what the room said; None while it was not read.
    """

    key: str
    kind: ReadBackKind
    item: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    mark: ReadBackMark | None


def read_back_items(form: Form, meeting: Meeting) -> tuple[ReadBackItem, ...]:
    """Return what is read back: decisions, actions, different views, unmet needs, the next meeting.

    Decisions and actions stand in the order of the agenda, and in the order of their making under an item. What
    somebody in the room may not hear is left out.
    """
    places = {item.id: place for place, item in enumerate(form.agenda)}
    last = len(places)
    marks = {mark.id: mark for mark in meeting.read_back}
    whole = marks.get(WHOLE_MEETING)

    def order(thing: _Thing) -> tuple[int, int]:
        return places.get(thing.item, last), thing.position

    found: list[ReadBackItem] = []
    for shelf in _shelves(meeting):
        heard = sorted((thing for thing in shelf if _may_all_hear(thing, meeting)), key=order)
        found += (_item(thing, meeting, marks.get(thing.id, whole)) for thing in heard)
    found += (_next_meeting(planned, marks.get(planned.id, whole)) for planned in meeting.next_meetings)
    return tuple(found)


def count_kept_back(meeting: Meeting) -> int:
    """Return how many things are not read aloud because somebody in the room may not hear them."""
    return sum(not _may_all_hear(thing, meeting) for shelf in _shelves(meeting) for thing in shelf)


def is_read_back(form: Form, meeting: Meeting) -> bool:
    """Tell whether the room has heard everything, or nothing was there to read and that was said."""
    items = read_back_items(form, meeting)
    if not items:
        return any(mark.id == WHOLE_MEETING for mark in meeting.read_back)
    return all(item.mark is not None for item in items)


def not_agreed(form: Form, meeting: Meeting) -> tuple[ReadBackItem, ...]:
    """Return what somebody did not agree to."""
    items = read_back_items(form, meeting)
    return tuple(item for item in items if item.mark and item.mark.result is ReadBackResult.NOT_AGREED)


def said_otherwise(before: Meeting, after: Meeting) -> frozenset[str]:
    """Return the keys of what would be read back otherwise than before, or was not there to be read."""
    shelves = ("decisions", "actions", "disagreements", "unmet_needs", "positions", "next_meetings")
    if all(getattr(before, shelf) is getattr(after, shelf) for shelf in shelves):
        return frozenset()
    was, said = _all_said(before), _all_said(after)
    return frozenset(key for key, words in said.items() if was.get(key) != words)


def _all_said(meeting: Meeting) -> dict[str, tuple[object, ...]]:
    """Return what would be said of each thing, whoever may hear it."""
    said: dict[str, tuple[object, ...]] = {}
    for thing in (thing for shelf in _shelves(meeting) for thing in shelf):
        kind, sentence, facts = _said(thing, meeting)
        said[thing.id] = (kind, sentence, tuple(facts))
    for planned in meeting.next_meetings:
        said[planned.id] = (_next_meeting(planned, None).sentence,)
    return said


def action_sentence(action: Action, people: tuple[Attendee, ...]) -> str:
    """Return "Priya will book the assessment.", or the action as typed where that would not be English.

    It is English where the words begin with a small letter, as shorthand has them: "book the assessment".
    """
    text = action.text.strip()
    if not action.owner or not text[:1].islower():
        return _ended(text)
    return _ended(f"{called_among(action.owner, people)} will {text}")


def _shelves(meeting: Meeting) -> tuple[tuple[_Thing, ...], ...]:
    return meeting.decisions, meeting.actions, meeting.disagreements, meeting.unmet_needs


def _may_all_hear(thing: _Thing, meeting: Meeting) -> bool:
    """Tell whether everybody may hear it; who is in the room now is not asked, so that no mistake lets a thing out."""
    if thing.audience is not Audience.EVERYONE or limit_on(meeting.limits, thing.kind, thing.id):
        return False
    return thing.at is None or not came_back_after(meeting.attendance, thing.at)


def _item(thing: _Thing, meeting: Meeting, mark: ReadBackMark | None) -> ReadBackItem:
    kind, sentence, facts = _said(thing, meeting)
    shown = tuple((name, value) for name, value in facts if value)
    return ReadBackItem(key=thing.id, kind=kind, item=thing.item, sentence=sentence, facts=shown, mark=mark)


def _said(thing: _Thing, meeting: Meeting) -> tuple[ReadBackKind, str, Iterator[tuple[str, str]]]:
    match thing:
        case Decision():
            is_ours = thing.decision_kind is DecisionKind.DECISION
            kind = ReadBackKind.DECISION if is_ours else ReadBackKind.RECOMMENDATION
            return kind, _ended(thing.text), _decision_facts(thing)
        case Action():
            when = weekday_text(thing.due) if thing.due else thing.due_words
            facts = (("Who", thing.owner), ("By when", when or "no date yet"), ("So that", thing.purpose))
            return ReadBackKind.ACTION, action_sentence(thing, meeting.attendees), iter(facts)
        case Disagreement():
            return ReadBackKind.DISAGREEMENT, _ended(thing.about), _positions(thing, meeting)
        case UnmetNeed():
            facts = (("Why", thing.why), ("Asked", ", ".join(thing.asked)), ("Meanwhile", thing.meanwhile))
            return ReadBackKind.UNMET_NEED, _ended(thing.need), iter(facts)


def _decision_facts(decision: Decision) -> Iterator[tuple[str, str]]:
    yield "Because", decision.reason
    if decision.is_proposal_to_review:
        yield "Goes to", "the review, as a proposal"
    elif decision.authoriser:
        yield "To be authorised by", decision.authoriser
        yield "By when", weekday_text(decision.authorise_by) if decision.authorise_by else ""


def _positions(disagreement: Disagreement, meeting: Meeting) -> Iterator[tuple[str, str]]:
    for position in meeting.positions:
        if position.disagreement == disagreement.id:
            person = meeting.attendee(position.who)
            yield person.name if person is not None else "Somebody", position.says
    yield "How it goes on", "It is resolved." if disagreement.is_resolved else disagreement.goes_on


def _next_meeting(planned: NextMeeting, mark: ReadBackMark | None) -> ReadBackItem:
    day = weekday_text(planned.date) if planned.date else ""
    at = time_text(planned.starts_at) if planned.starts_at else ""
    if planned.none_because:
        sentence = f"There is no further meeting: {planned.none_because}"
    else:
        sentence = f"We meet again on {', '.join(part for part in (day, at, planned.venue) if part)}"
    return ReadBackItem(
        key=planned.id,
        kind=ReadBackKind.NEXT_MEETING,
        item="",
        sentence=_ended(sentence),
        facts=(),
        mark=mark,
    )


def _ended(sentence: str) -> str:
    text = sentence.strip()
    return text if not text or text[-1] in '.!?…”’"' else f"{text}."
