"""What follows by itself where words that stand become others: they are read back again, and count as said then."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.aggregate import with_added, with_replaced
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    Disagreement,
    Note,
    Outcome,
    Position,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.meeting import (
    Answer,
    Meeting,
    MeetingFacts,
    NextMeeting,
    ReadBackMark,
    ReadBackResult,
    Stage,
)
from cpm_desktop.domain.read_back import WHOLE_MEETING
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.said_anew import said_anew
from tests.domain.test_reader import seen_by

DANA, TOM = Attendee(id="dana", name="Dana Avery", role="Mother"), Attendee(id="tom", name="Tom Avery")


def at(minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, 24, 14, minute, tzinfo=dt.UTC)


def event(who: str, minute: int, presence: Presence) -> AttendanceEvent:
    return AttendanceEvent(
        id=f"{who}{minute}", position=minute + 1, who=who, presence=presence, at=at(minute)
    )


THINGS: dict[str, tuple[Entity, dict[str, Any]]] = {
    "note": (
        Note(id="n", position=1, text="Kai sleeps well.", at=at(1)),
        {"text": "Kai sleeps well. canary"},
    ),
    "view": (View(id="v", position=1, of="gp", words="Fine.", at=at(1)), {"words": "Fine. canary"}),
    "decision": (Decision(id="d", position=1, text="A dentist.", at=at(1)), {"reason": "canary"}),
    "action": (Action(id="a", position=1, text="call", at=at(1)), {"due": dt.date(2026, 12, 18)}),
    "unmet need": (UnmetNeed(id="u", position=1, need="sleep", at=at(1)), {"asked": ("canary",)}),
    "different view": (Disagreement(id="x", position=1, about="Saturdays", at=at(1)), {"goes_on": "canary"}),
    "outcome": (Outcome(id="o", position=1, of_item="i", at=at(1)), {"note": "canary"}),
}


def live(*things: Entity, events: tuple[AttendanceEvent, ...] = ()) -> Meeting:
    meeting = Meeting(
        id="m",
        facts=MeetingFacts(id="m", stage=Stage.LIVE),
        attendees=(DANA, TOM),
        attendance=(event("dana", 0, Presence.PRESENT), *events),
    )
    for thing in things:
        meeting = with_added(meeting, thing)
    return meeting


def gone_on_with(meeting: Meeting, thing: Entity, minute: int) -> Meeting:
    return said_anew(meeting, with_replaced(meeting, thing), at(minute))


def read_by(meeting: Meeting, who: str) -> set[str]:
    seen = seen_by(meeting, Reader(ReaderKind.FAMILY, who))
    shelves = (
        "notes",
        "views",
        "decisions",
        "actions",
        "unmet_needs",
        "disagreements",
        "outcomes",
        "answers",
    )
    return {thing.id for shelf in shelves for thing in getattr(seen, shelf)}


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize("kind", THINGS)
def test_what_is_gone_on_with_while_somebody_is_out_stays_off_their_copy(kind: str) -> None:
    thing, more = THINGS[kind]
    meeting = live(thing, events=(event("dana", 10, Presence.ASKED_OUT),))
    assert read_by(meeting, "dana") == {thing.id}
    gone_on = gone_on_with(meeting, dataclasses.replace(thing, **more), 15)
    assert read_by(gone_on, "dana") == set()
    assert read_by(gone_on, "tom") == {thing.id}


@pytest.mark.parametrize(
    "changes",
    [{"text": "Kai well."}, {"child_id": "mia"}, {"for_child": "You sleep well."}, {"is_prepared": True}],
)
def test_what_says_no_more_than_before_keeps_its_moment(changes: dict[str, Any]) -> None:
    note = Note(id="n", position=1, text="Kai sleeps well.", at=at(1))
    meeting = live(note, events=(event("dana", 10, Presence.ASKED_OUT),))
    assert gone_on_with(meeting, dataclasses.replace(note, **changes), 15).notes[0].at == at(1)


def test_a_position_taken_while_somebody_is_out_keeps_the_different_view_off_their_copy() -> None:
    view = Disagreement(id="x", position=1, about="Saturdays", at=at(1))
    meeting = live(view, events=(event("dana", 10, Presence.ASKED_OUT),))
    position = Position(id="p", disagreement="x", who="tom", says="canary")
    assert read_by(said_anew(meeting, with_added(meeting, position), at(15)), "dana") == set()


def test_what_is_gone_on_with_once_everybody_is_back_stays_as_it_was() -> None:
    note = Note(id="n", position=1, text="Kai", at=at(1))
    back = (event("dana", 10, Presence.ASKED_OUT), event("dana", 12, Presence.PRESENT))
    meeting = live(note, events=back)
    assert gone_on_with(meeting, dataclasses.replace(note, text="Kai runs"), 15).notes[0].at == at(1)
    while_out = dataclasses.replace(note, at=at(11))
    meeting = live(while_out, events=back)
    assert gone_on_with(meeting, dataclasses.replace(while_out, text="Kai runs"), 15).notes[0].at == at(11)


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize("kind", THINGS)
def test_what_was_said_in_parts_while_one_then_another_was_out_stands_on_the_copy_of_neither(
    kind: str,
) -> None:
    thing, more = THINGS[kind]
    begun: Any = dataclasses.replace(thing, at=at(11))  # type: ignore[call-arg]  # each of them has a moment
    dana = (event("dana", 10, Presence.ASKED_OUT), event("dana", 12, Presence.PRESENT))
    events = (*dana, event("tom", 14, Presence.ASKED_OUT))
    both = gone_on_with(live(begun, events=events), dataclasses.replace(begun, **more), 15)
    assert read_by(both, "dana") == read_by(both, "tom") == set()
    assert read_by(both, "gp") == {thing.id}
    again = (*events, event("dana", 14, Presence.ASKED_OUT))
    out_together = gone_on_with(live(begun, events=again), dataclasses.replace(begun, **more), 15)
    assert out_together.limits == ()
    assert read_by(out_together, "dana") == read_by(out_together, "tom") == set()


@pytest.mark.rule("after.copy-for-each-reader")
def test_an_answer_added_to_while_one_then_another_was_out_is_kept_from_both() -> None:
    answer = Answer(id="i.q", position=1, item="i", question="q", value="For Tom", at=at(11))
    dana = (event("dana", 10, Presence.ASKED_OUT), event("dana", 12, Presence.PRESENT))
    meeting = live(answer, events=(*dana, event("tom", 14, Presence.ASKED_OUT)))
    both = gone_on_with(meeting, dataclasses.replace(answer, value="For Tom, for Dana"), 15)
    (limit,) = both.limits
    assert (limit.of_kind, limit.of, set(limit.not_for)) == ("answer", "i.q", {"dana", "tom"})
    assert limit.reason
    again = gone_on_with(both, dataclasses.replace(both.answers[0], value="For Tom, for Dana, and more"), 16)
    assert again.limits == both.limits


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_the_room_said_of_a_thing_while_somebody_was_out_is_not_on_their_copy() -> None:
    decision = Decision(id="d", position=1, text="A dentist.", at=at(1))
    mark = ReadBackMark(id="d", position=1, at=at(15), words="canary")
    meeting = live(decision, mark, events=(event("dana", 10, Presence.ASKED_OUT),))
    assert seen_by(meeting, Reader(ReaderKind.FAMILY, "dana")).read_back == ()
    assert seen_by(meeting, Reader(ReaderKind.FAMILY, "tom")).read_back == (mark,)


READ: dict[str, tuple[Entity, dict[str, Any]]] = {
    "decision": (Decision(id="d", position=1, text="A dentist.", reason="He will go"), {"text": "A doctor."}),
    "action": (Action(id="a", position=1, text="call", owner="Tom"), {"due": dt.date(2026, 12, 18)}),
    "unmet need": (UnmetNeed(id="u", position=1, need="sleep"), {"meanwhile": "a night light"}),
    "different view": (Disagreement(id="x", position=1, about="Saturdays"), {"goes_on": "At the review."}),
    "next meeting": (
        NextMeeting(id="m", position=1, date=dt.date(2027, 1, 5)),
        {"date": dt.date(2027, 1, 6)},
    ),
}


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("stage", [Stage.LIVE, Stage.ENDED])
def test_what_says_something_else_than_the_room_agreed_to_is_read_back_again(kind: str, stage: Stage) -> None:
    thing, changes = READ[kind]
    meeting = live(thing, ReadBackMark(id=thing.id), ReadBackMark(id="other"))
    meeting = dataclasses.replace(meeting, facts=dataclasses.replace(meeting.facts, stage=stage))
    assert gone_on_with(meeting, thing, 5).read_back == meeting.read_back
    changed = gone_on_with(meeting, dataclasses.replace(thing, **changes), 5)
    assert [mark.id for mark in changed.read_back] == ["other"]


def test_what_is_not_read_aloud_may_change_and_what_was_said_against_a_thing_stays() -> None:
    decision = Decision(id="d", position=1, text="A dentist.")
    meeting = live(decision, ReadBackMark(id="d"))
    assert gone_on_with(meeting, dataclasses.replace(decision, for_child="You go."), 5).read_back
    against = live(decision, ReadBackMark(id="d", result=ReadBackResult.NOT_AGREED, words="No."))
    assert gone_on_with(against, dataclasses.replace(decision, text="A doctor."), 5).read_back


def test_a_position_that_comes_after_the_read_back_is_read_back_too() -> None:
    view = Disagreement(id="x", position=1, about="Saturdays")
    meeting = live(view, ReadBackMark(id="x"))
    after = with_added(meeting, Position(id="p", disagreement="x", who="tom", says="Every week."))
    assert said_anew(meeting, after, at(5)).read_back == ()


def test_who_agreed_that_nothing_was_there_has_not_agreed_to_what_comes_after() -> None:
    meeting = live(ReadBackMark(id=WHOLE_MEETING))
    after = with_added(meeting, Decision(id="d", text="A dentist."))
    assert said_anew(meeting, after, at(5)).read_back == ()


COMINGS = st.tuples(st.sampled_from(["dana", "tom"]), st.sampled_from([Presence.ASKED_OUT, Presence.PRESENT]))
TYPING = st.tuples(st.sampled_from(["n0", "n1"]), st.integers(0, 3))


@pytest.mark.rule("after.copy-for-each-reader")
@given(st.lists(COMINGS | TYPING, max_size=30))
def test_no_word_reaches_the_copy_of_whoever_was_out_when_it_was_typed(course: list[tuple[str, Any]]) -> None:
    meeting, out, told = live(), set[str](), dict[str, set[str]]()
    for minute, (who, what) in enumerate(course, start=1):
        if isinstance(what, Presence):
            meeting = with_added(meeting, event(who, minute, what))
            out = out | {who} if what is Presence.ASKED_OUT else out - {who}
            continue
        word = f"w{minute}w"
        told[word] = set(out)
        held = next((note for note in meeting.notes if note.id == who), None)
        if held is None:
            after = with_added(meeting, Note(id=who, text=word, at=at(minute)))
        else:
            place = min(len(held.text), what * 5)
            text = f"{held.text[:place]} {word} {held.text[place:]}"
            after = with_replaced(meeting, dataclasses.replace(held, text=text))
        meeting = said_anew(meeting, after, at(minute))
    for who in ("dana", "tom"):
        read = " ".join(note.text for note in seen_by(meeting, Reader(ReaderKind.FAMILY, who)).notes)
        assert [word for word, outside in told.items() if who in outside and word in read] == []
