"""What is kept from a reader by hand is nowhere in what they are given, and nobody else loses it."""

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain import reader as readers
from cpm_desktop.domain.aggregate import all_entities, shelves, with_added, with_replaced
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.captures import (
    Action,
    Capture,
    Decision,
    Disagreement,
    Note,
    Outcome,
    Position,
    Sharing,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child, CopyKind
from cpm_desktop.domain.codec import field_types, to_plain
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import RoleGroup, RoleName
from cpm_desktop.domain.handover import ChildsLine, CopyPlan
from cpm_desktop.domain.limits_for_reader import UNNAMED, limits_for
from cpm_desktop.domain.meeting import (
    Answer,
    CarriedItem,
    Meeting,
    MeetingFacts,
    NextMeeting,
    ReadBackMark,
    Stage,
)
from cpm_desktop.domain.reader import Reader, ReaderKind, WhyLeftOut, left_out, seen_by, seen_in_room
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from cpm_desktop.domain.said_anew import said_anew
from tests.domain.kinds_of_meeting import STANDARD

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
ROLES = {
    "social-worker": RoleName(id="social-worker", name="Social worker", group=RoleGroup.AUTHORITY),
    "teacher": RoleName(id="teacher", name="Teacher", group=RoleGroup.PROFESSIONAL),
    "parent": RoleName(id="parent", name="Mother", group=RoleGroup.FAMILY),
}
KAI = Attendee(id="kai", name="Kai Avery", is_child=True)
DANA = Attendee(id="dana", name="Dana Avery", role="Mother", role_id="parent")
TOM = Attendee(id="tom", name="Tom Avery", role="Father", role_id="parent")
PRIYA = Attendee(id="priya", name="Priya Nair", role="Social worker", role_id="social-worker")
MICHAEL = Attendee(id="michael", name="Michael Byrne", role="Teacher", role_id="teacher")
PEOPLE = (KAI, DANA, TOM, PRIYA, MICHAEL)
READERS = {
    "dana": Reader(ReaderKind.FAMILY, "dana"),
    "tom": Reader(ReaderKind.FAMILY, "tom"),
    "kai": Reader(ReaderKind.CHILD, "kai"),
    "priya": Reader(ReaderKind.PROFESSIONAL, "priya"),
    "michael": Reader(ReaderKind.PROFESSIONAL, "michael"),
}
MAY_READ = {
    LimitKind.NAMED: {"dana", "kai", "priya", "michael"},
    LimitKind.PROFESSIONALS: {"priya", "michael"},
    LimitKind.AUTHORITY: {"priya"},
    LimitKind.THIRD_PARTY: {"priya", "michael"},
    LimitKind.ADDRESS: set[str](),
    LimitKind.FILE: set[str](),
}


def record(*things: Entity, limits: tuple[ReadingLimit, ...] = ()) -> Meeting:
    meeting = Meeting(id="m", facts=MeetingFacts(id="m", chair="priya"), attendees=PEOPLE, limits=limits)
    for thing in things:
        meeting = with_added(meeting, thing)
    return meeting


def limit(thing: Entity, kind: LimitKind, *not_for: str, reason: str = "") -> ReadingLimit:
    key = limit_key(thing.kind, thing.id)
    return ReadingLimit(
        id=key, of_kind=thing.kind, of=thing.id, limit=kind, not_for=tuple(not_for), reason=reason
    )


def said(meeting: Meeting) -> str:
    return json.dumps([to_plain(entity) for entity in all_entities(meeting)], ensure_ascii=False)


def seen(meeting: Meeting, who: str) -> Meeting:
    return seen_by(meeting, READERS[who], STANDARD, ROLES)


@pytest.mark.parametrize("kind", LimitKind)
def test_a_line_kept_from_readers_reaches_only_the_others(kind: LimitKind) -> None:
    line = Decision(id="d", text="canary", for_child="canary")
    meeting = record(line, limits=(limit(line, kind, *(("tom",) if kind is LimitKind.NAMED else ())),))
    assert {who for who in READERS if "canary" in said(seen(meeting, who))} == MAY_READ[kind]
    assert "canary" in said(seen_by(meeting, Reader(ReaderKind.FILE), STANDARD, ROLES))
    assert "canary" not in said(seen_in_room(meeting, STANDARD, ROLES))


def test_a_named_reader_can_be_kept_out_beside_any_other_limit() -> None:
    line = Note(id="n", text="canary")
    meeting = record(line, limits=(limit(line, LimitKind.PROFESSIONALS, "michael"),))
    assert {who for who in READERS if "canary" in said(seen(meeting, who))} == {"priya"}
    whys = {who: left_out(meeting, READERS[who], STANDARD, ROLES)[0].why for who in ("dana", "michael")}
    assert whys == {"dana": WhyLeftOut.PROFESSIONALS_ONLY, "michael": WhyLeftOut.NOT_FOR_THEM}


@pytest.mark.parametrize(
    "kind", [kind for kind in LimitKind if kind not in (LimitKind.NAMED, LimitKind.PROFESSIONALS)]
)
def test_a_report_is_read_by_people_whom_nobody_knows(kind: LimitKind) -> None:
    line = Note(id="n", text="canary")
    meeting = record(line, limits=(limit(line, kind),))
    assert limits_for(meeting, Reader(ReaderKind.REPORT, "cpr"), ROLES).why(line) is not None


lines = st.lists(
    st.tuples(
        st.sampled_from([Note, View, Decision, Action, UnmetNeed, Disagreement]),
        st.sampled_from(LimitKind),
        st.sets(st.sampled_from([person.id for person in PEOPLE])),
    ),
    max_size=8,
)


@given(lines, st.sampled_from(sorted(READERS)))
def test_nothing_kept_from_a_reader_remains_anywhere(
    drawn: list[tuple[type[Capture], LimitKind, set[str]]], who: str
) -> None:
    """Every text of a line is a token of its own; it is there for those whom no limit names, and for nobody else."""
    meeting, allowed = record(), {}
    for number, (cls, kind, not_for) in enumerate(drawn):
        token = f"token-{number}-"
        details: dict[str, Any] = {name: token for name, hint in field_types(cls).items() if hint is str}
        thing = cls(**{**details, "id": f"id{number}", "child_id": ""})
        if isinstance(thing, View):
            thing = dataclasses.replace(thing, of="kai", sharing=Sharing.EVERYONE)
        meeting = with_added(with_added(meeting, thing), limit(thing, kind, *sorted(not_for)))
        may = MAY_READ[kind] if kind is not LimitKind.NAMED else set(READERS)
        allowed[token] = who in may and who not in not_for
    told = said(seen(meeting, who))
    assert {token: token in told for token in allowed} == allowed
    assert seen(seen(meeting, who), who) == seen(meeting, who)


def test_a_person_who_is_not_named_to_a_reader_is_nowhere_on_their_copy() -> None:
    gone = Attendee(
        id="zzid", name="Zora Quill", role="Neighbour", agency="Quill & Co", copy_kind=CopyKind.FAMILY
    )
    at = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    action = Action(id="a", text="call", owner="Zora", owner_id="zzid")
    view = Disagreement(id="x", about="Saturdays")
    meeting = record(
        gone,
        AttendanceEvent(id="e", who="zzid", presence=Presence.PRESENT, at=at),
        Note(id="n", text="He waves.", speaker="zzid"),
        View(id="v", of="zzid", words="Quill’s own"),
        View(id="w", of="dana", words="Mine", heard_by="zzid"),
        Decision(id="d", text="x", authoriser="Zora Quill", agreed_by="Quill"),
        action,
        view,
        Position(id="p", disagreement="x", who="zzid", says="Quill says no"),
        CarriedItem(id="c", text="write", owner="Zora Quill"),
        Outcome(id="o", of_item="c", new_owner="Zora", escalated_to="Priya Nair and Zora Quill"),
        ReadBackMark(id="d", who="Dana Avery, Zora Quill", words="No."),
        Answer(id="q", item="welcome", question="who", value="zzid"),
        CopyPlan(id="zzid", copy_kind=CopyKind.FAMILY),
        limit(gone, LimitKind.NAMED, "tom"),
    )
    told = said(seen(meeting, "tom"))
    for trace in ("Zora", "Quill", "zzid", "Neighbour"):
        assert trace not in told, trace
    assert seen(meeting, "tom").actions[0].owner == UNNAMED
    assert seen(meeting, "tom").notes[0].text == "He waves."
    assert "Zora Quill" in said(seen(meeting, "dana"))
    assert "Zora Quill" in said(seen(dataclasses.replace(meeting, limits=()), "tom"))
    assert "Zora Quill" in said(seen_by(meeting, Reader(ReaderKind.FAMILY, "zzid"), STANDARD, ROLES))


@pytest.mark.parametrize(
    "words",
    [
        *("Ms Zora Quill", "Mrs. Quill", "Zora Quill (neighbour)", "Zora & Dana", "Zora Quill/Dana Avery"),
        *(
            "Zora Quill with Dana",
            "Zora’s sister",
            "Zora  QUILL",
            "Dana; Zora",
            "Zora Quill – for the school",
        ),
    ],
)
def test_a_person_is_not_named_by_a_title_or_in_a_list_either(words: str) -> None:
    gone = Attendee(id="zzid", name="Dr Zora Quill", role="Neighbour")
    meeting = record(
        gone,
        Action(id="a", text="call", owner=words),
        UnmetNeed(id="u", need="sleep", asked=(words, "Health trust")),
        NextMeeting(id="n", venue="Zora Quill’s kitchen, Hill Road"),
        limit(gone, LimitKind.NAMED, "tom"),
    )
    facts = dataclasses.replace(meeting.facts, venue="At Dr Zora Quill’s")
    tom = seen(dataclasses.replace(meeting, facts=facts), "tom")
    assert tom.actions[0].owner == UNNAMED
    assert tom.unmet_needs[0].asked == (UNNAMED, "Health trust")
    assert (tom.facts.venue, tom.next_meetings[0].venue) == ("", "Hill Road")
    assert seen(meeting, "dana").actions[0].owner == words


@pytest.mark.parametrize("words", ["Dana Avery", "Health", "Michael", "The quilling club", "Azora", ""])
def test_whoever_is_named_otherwise_stays(words: str) -> None:
    gone = Attendee(id="zzid", name="Zora Quill", role="Neighbour")
    action = Action(id="a", text="call", owner=words)
    assert seen(record(gone, action, limit(gone, LimitKind.NAMED, "tom")), "tom").actions[0].owner == words


@pytest.mark.parametrize("name", ["Kai Avery", "Kai", "kai avery", ""])
def test_where_the_child_lives_is_withheld_however_the_child_is_named_on_the_list(name: str) -> None:
    child = Child(id="c" * 32, name="Kai Avery", placement="canary")
    meeting = record(child, limits=(limit(KAI, LimitKind.ADDRESS),))
    people = tuple(dataclasses.replace(one, name=name) if one.is_child else one for one in PEOPLE)
    assert "canary" not in said(seen(dataclasses.replace(meeting, attendees=people), "dana"))


def test_a_withheld_address_keeps_back_where_somebody_works_or_lives_and_names_them() -> None:
    carer = Attendee(id="joy", name="Joy Mbeki", role="Foster carer", agency="canary")
    child = Child(id="kai", name="Kai Avery", placement="canary", placement_address="canary")
    limits = (limit(carer, LimitKind.ADDRESS), limit(KAI, LimitKind.ADDRESS))
    meeting = record(carer, child, limits=limits)
    for who in READERS:
        assert "canary" not in said(seen(meeting, who))
        assert "Joy Mbeki" in said(seen(meeting, who))
    assert "canary" in said(seen(dataclasses.replace(meeting, limits=()), "dana"))


def test_a_withheld_address_names_nobody_to_whom_they_are_not_to_be_named() -> None:
    carer = Attendee(id="joy", name="Joy Mbeki", role="Foster carer")
    meeting = record(carer, limits=(limit(carer, LimitKind.ADDRESS, "tom"),))
    assert "Joy Mbeki" in said(seen(meeting, "dana"))
    assert "Joy Mbeki" not in said(seen(meeting, "tom"))
    assert "Joy Mbeki" not in said(seen_by(meeting, Reader(ReaderKind.FAMILY), STANDARD, ROLES))


def test_no_copy_does_without_the_child_or_who_signs_it() -> None:
    meeting = record(limits=tuple(limit(each, LimitKind.FILE) for each in (KAI, PRIYA, MICHAEL)))
    assert [each.id for each in seen(meeting, "dana").attendees] == ["kai", "dana", "tom", "priya"]


def test_what_takes_the_place_of_a_line_is_kept_from_the_same_readers() -> None:
    note = Note(id="n", position=1, item="health", text="canary")
    meeting = dataclasses.replace(record(note), facts=MeetingFacts(id="m", stage=Stage.LIVE))
    meeting = with_added(meeting, limit(note, LimitKind.NAMED, "tom"))
    turned = dataclasses.replace(
        meeting, notes=(), actions=(Action(id="a", position=1, item="health", text="canary"),)
    )
    now = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    after = said_anew(meeting, turned, now)
    assert "canary" not in said(seen(after, "tom"))
    assert "canary" in said(seen(after, "dana"))
    other = with_added(meeting, Action(id="b", item="health", text="another"))
    assert len(said_anew(meeting, other, now).limits) == 1


def test_the_childs_copy_holds_plain_words_and_not_those_of_the_record() -> None:
    told = Decision(id="d", text="canary", reason="canary", for_child="You choose.")
    carer = Action(id="a", text="canary", owner="Joy", purpose="canary", for_child="Joy goes with you.")
    view = View(id="v", of="kai", words="I want to stay.", sharing=Sharing.EVERYONE)
    meeting = record(told, carer, view, Disagreement(id="x", about="canary", for_child="Dad disagrees."))
    meeting = with_added(meeting, Position(id="p", disagreement="x", who="tom", says="canary"))
    assert "canary" not in said(seen(meeting, "kai"))
    assert "Joy goes with you." in said(seen(meeting, "kai"))
    assert "I want to stay." in said(seen(meeting, "kai"))


def test_words_written_for_the_child_after_the_signature_take_the_place_of_those_before() -> None:
    first = Decision(id="d1", text="x", for_child="before")
    second = Decision(id="d2", text="x", for_child="gone")
    third = Decision(id="d3", text="x")
    lines = (ChildsLine(id="d1", words="after"), ChildsLine(id="d2"), ChildsLine(id="d3", words="new"))
    meeting = record(first, second, third, *lines)
    assert [each.for_child for each in seen(meeting, "kai").decisions] == ["after", "new"]
    assert "after" not in said(seen(meeting, "dana"))


def test_every_kind_of_line_can_be_kept_from_a_reader() -> None:
    for shelf in shelves(Meeting).values():
        if issubclass(shelf.entity, Capture | Answer | CarriedItem):
            thing = shelf.entity(id="thing")
            meeting = with_added(with_added(record(), thing), limit(thing, LimitKind.FILE))
            for who in READERS:
                assert "thing" not in {each.id for each in getattr(seen(meeting, who), shelf.field)}
            assert with_replaced(meeting, thing) is not None


def test_the_list_of_what_is_left_out_says_why_and_for_what_reason() -> None:
    line = Note(id="n", item="health", text="canary")
    meeting = record(line, limits=(limit(line, LimitKind.THIRD_PARTY, reason="It is about Nan."),))
    (entry,) = left_out(meeting, READERS["tom"], STANDARD, ROLES)[:1]
    assert (entry.why, entry.reason, entry.is_withheld()) == (
        WhyLeftOut.THIRD_PARTY,
        "It is about Nan.",
        True,
    )
    assert entry in readers.left_out_of_kind(meeting, ReaderKind.FAMILY, STANDARD)
    named = dataclasses.replace(meeting, limits=(limit(line, LimitKind.NAMED, "tom"),))
    listed = readers.left_out_of_kind(named, ReaderKind.FAMILY, STANDARD)
    assert not any(each.is_withheld() for each in listed)
