"""Keeping things of a meeting from readers by hand, as the page does it: all that can be kept, and taken back again."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Presence
from cpm_desktop.domain.captures import Decision, Note
from cpm_desktop.domain.errors import InvalidDetail, UnknownEntity
from cpm_desktop.domain.meeting import Answer
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.limited_things import limits_offered
from cpm_desktop.services.reading_limits import MeetingLimits, put_back_before, set_limit
from cpm_desktop.services.standing_limits import FileLimits
from tests.a_desk import make_desk, set_clock
from tests.services.a_record import enter_kai, hold, sign, value_of

LEFT = dt.datetime(2026, 11, 16, 10, 30, tzinfo=dt.UTC)
SAID = LEFT + dt.timedelta(minutes=5)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("desk"), set_clock("2026-11-20", "09:00"))
    yield made
    made.close()


@pytest.fixture
def limits(desk: Desk) -> MeetingLimits:
    out = (
        AttendanceEvent(id="in", who="tom", presence=Presence.PRESENT, at=LEFT - dt.timedelta(minutes=20)),
        AttendanceEvent(id="tess", who="tess", presence=Presence.PRESENT, at=LEFT - dt.timedelta(minutes=30)),
        AttendanceEvent(id="out", who="tom", presence=Presence.ASKED_OUT, at=LEFT),
    )
    parts: dict[str, Any] = {
        "notes": (Note(id="said", text="He was late for school.", at=SAID, speaker="tess"),),
        "answers": (Answer(id="old", item="placement", question="gone", value="Yes"),),
        "decisions": (Decision(id="stays", text="Tess Hill rings Joy.", at=LEFT - dt.timedelta(minutes=10)),),
    }
    return MeetingLimits(desk, hold(desk, enter_kai(desk), "cla-standard", attendance=out, **parts))


def test_all_that_can_be_kept_from_readers_is_offered_what_was_said_first(limits: MeetingLimits) -> None:
    things = limits.things()
    people = [thing for thing in things if thing.is_person]
    assert {thing.id for thing in things[:2]} == {"said", "stays"}
    assert things[-len(people) :] == tuple(people)
    assert "old" in {thing.id for thing in things[2 : -len(people)]}
    assert {thing.words for thing in people} == {reader.name for reader in limits.readers()}
    tess = limits.thing("attendee", "tess")
    assert (tess.words, tess.where, tess.limit) == ("Tess Hill", "Teacher, Hill School", None)
    assert limits.thing("note", "said").where == "Tess Hill"
    assert limits.thing("decision", "stays").where == ""
    old = limits.thing("answer", "old")  # of a question that its form no longer asks
    assert (old.words, old.where) == ("Yes", "Where Kai lives")
    with pytest.raises(UnknownEntity):
        limits.thing("note", "nothing")


def test_a_line_is_kept_from_somebody_and_can_be_read_again(limits: MeetingLimits) -> None:
    limits.keep_from(limits.thing("decision", "stays"), LimitKind.NAMED, ("dana",), " He asked. ")
    held = limits.thing("decision", "stays").limit
    assert held is not None
    assert (held.limit, held.not_for, held.reason, held.made_by) == (
        LimitKind.NAMED,
        ("dana",),
        "He asked.",
        "Priya Nair",
    )
    assert limits.thing("decision", "stays").told == "not for Dana"
    limits.lift(limits.thing("decision", "stays"))
    assert limits.thing("decision", "stays").limit is None
    before = value_of(limits.desk, limits.meeting_id).revision
    limits.lift(limits.thing("decision", "stays"))
    assert value_of(limits.desk, limits.meeting_id).revision == before


def test_what_can_be_kept_of_a_person_is_not_what_can_be_kept_of_a_line(limits: MeetingLimits) -> None:
    of_line = dict(limits_offered(limits.thing("decision", "stays")))
    of_person = dict(limits_offered(limits.thing("attendee", "tess")))
    assert list(of_line) == list(of_person) == list(LimitKind)
    assert of_line[LimitKind.ADDRESS] == "Withheld address: file copy only"
    assert of_person[LimitKind.ADDRESS] == "Withheld address: not where they work or live"
    assert {each for each in LimitKind if of_line[each] != of_person[each]} == {LimitKind.ADDRESS}


def test_lines_that_still_name_somebody_are_pointed_at_where_they_are_not_to_be_named(
    limits: MeetingLimits,
) -> None:
    tess = ("attendee", "tess")
    assert limits.still_named(limits.thing(*tess)) == ()
    limits.keep_from(limits.thing(*tess), LimitKind.ADDRESS, (), "")
    assert limits.still_named(limits.thing(*tess)) == ()
    limits.keep_from(limits.thing(*tess), LimitKind.NAMED, ("dana",), "She asked.")
    assert limits.still_named(limits.thing(*tess)) == ("Tess Hill rings Joy.",)


def test_what_was_said_while_somebody_was_out_can_count_as_said_before(limits: MeetingLimits) -> None:
    assert limits.can_put_back(limits.thing("note", "said"))
    assert not limits.can_put_back(limits.thing("decision", "stays"))
    limits.put_back(limits.thing("note", "said"))
    (note,) = value_of(limits.desk, limits.meeting_id).notes
    assert note.at is not None
    assert LEFT - dt.timedelta(seconds=1) < note.at < LEFT
    assert not limits.can_put_back(limits.thing("note", "said"))
    with pytest.raises(InvalidDetail, match="Nobody had been asked to leave"):
        put_back_before(limits.desk, limits.meeting_id, "note", "said")


def test_what_cannot_be_kept_from_readers_is_refused(limits: MeetingLimits) -> None:
    desk, meeting_id = limits.desk, limits.meeting_id
    with pytest.raises(InvalidDetail, match="not decided here"):
        set_limit(desk, meeting_id, "meeting_facts", meeting_id, LimitKind.FILE)
    with pytest.raises(InvalidDetail, match="Choose who"):
        set_limit(desk, meeting_id, "note", "said", LimitKind.NAMED)
    with pytest.raises(InvalidDetail, match="The child stands on every copy"):
        set_limit(desk, meeting_id, "attendee", "kai", LimitKind.FILE, (), "Why not.")
    with pytest.raises(InvalidDetail, match="Who chairs, and signs"):
        set_limit(desk, meeting_id, "attendee", "sara", LimitKind.FILE, (), "Why not.")
    assert value_of(desk, meeting_id).limits == ()
    set_limit(desk, meeting_id, "attendee", "kai", LimitKind.ADDRESS)
    assert [limit.of for limit in value_of(desk, meeting_id).limits] == ["kai"]


def test_after_the_signature_it_is_said_why(desk: Desk) -> None:
    notes = (Note(id="said", text="He was late for school."),)
    meeting_id = sign(desk, enter_kai(desk), "cla-standard", notes=notes)
    with pytest.raises(InvalidDetail, match="Say why"):
        set_limit(desk, meeting_id, "note", "said", LimitKind.NAMED, ("dana",), " ")
    assert set_limit(desk, meeting_id, "note", "said", LimitKind.NAMED, ("dana",), "He asked.") is not None


def test_those_from_whom_somebody_can_be_kept_on_the_file_are_those_who_are_still_there(desk: Desk) -> None:
    child_id = enter_kai(desk)
    limits = FileLimits(desk, child_id)
    assert {reader.name for reader in limits.readers()} == {
        person.name for person in desk.child(child_id).value.people
    }
    assert limits.still_named(limits.thing("attendee", "tess")) == ()
