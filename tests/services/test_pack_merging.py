"""What comes beside a meeting: meetings held before stand once, and what is open from before where nobody has it."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit
from cpm_desktop.services.pack_merging import PackNotTaken, put_together
from cpm_desktop.services.pack_taking import look_into_pack, take_pack
from tests.services.a_record import hold
from tests.services.two_laptops import TwoLaptops


def hold_a_talk(two: TwoLaptops, title: str, day: int) -> str:
    return hold(two.worker, two.child_id, "cla-standard", dt.date(2026, 10, day), facts={"title": title})


def test_a_meeting_held_before_is_a_line_there_and_never_one_beside_the_meeting_itself_here(
    two: TwoLaptops,
) -> None:
    first = hold_a_talk(two, "A first talk", 2)
    two.handed_over()
    here = {each.id for each in two.worker.child(two.child_id).value.earlier_meetings}
    file = two.chair.child(two.child_id)
    assert {each.id for each in file.value.earlier_meetings} == here | {first}
    facts = two.chair.meeting(two.meeting_id).value.facts
    two.chair.meeting(two.meeting_id).perform(
        change(facts, started_at=two.chair.now(), ended_at=two.chair.now())
    )
    second = hold_a_talk(two, "A second talk", 9)
    back = two.to_worker()
    take_pack(two.worker, back)
    assert {each.id for each in two.worker.child(two.child_id).value.earlier_meetings} == here
    before = file.value.earlier_meetings
    take_pack(two.chair, two.to_chair())
    after = {each.id: each for each in file.value.earlier_meetings}
    assert after.keys() == {each.id for each in before} | {second}
    assert [after[each.id] for each in before] == list(before)  # where they stood, they stand
    assert two.meeting_id not in after


def test_meetings_held_before_are_nothing_new_the_second_time(two: TwoLaptops) -> None:
    hold_a_talk(two, "A first talk", 2)
    two.handed_over()
    two.worker.child(two.child_id).perform(Record(entity=Person(id="lou", name="Lou Field")))
    look = look_into_pack(two.chair, two.to_chair())
    assert [(each.what, each.how, each.text) for each in look.differences] == [("Person", "new", "Lou Field")]


def test_what_is_open_from_before_comes_to_whoever_has_none_of_it_and_stays_worked_out_where_it_was(
    two: TwoLaptops,
) -> None:
    assert two.worker.meeting(two.meeting_id).value.carried == ()
    two.handed_over()
    came = two.chair.meeting(two.meeting_id).value.carried
    assert came
    two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id="n", text="Kai came.")))
    assert [each.what for each in look_into_pack(two.worker, two.to_worker()).differences] == ["Note"]
    take_pack(two.worker, two.to_worker())
    assert two.worker.meeting(two.meeting_id).value.carried == ()
    pack = two.to_chair()
    more = dataclasses.replace(came[0], id="more", text="Find a club", position=len(came) + 1)
    sent = dataclasses.replace(pack, carried=(*pack.carried, more))
    two.worker.meeting(two.meeting_id).perform(Record(entity=Note(id="m", text="Later.")))
    newer = dataclasses.replace(two.to_chair(), carried=sent.carried)
    take_pack(two.chair, newer)
    assert [each.text for each in two.chair.meeting(two.meeting_id).value.carried][-1] == "Find a club"


def test_a_record_that_is_being_signed_here_takes_nothing_new(two: TwoLaptops) -> None:
    two.handed_over()
    two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id="n", text="Kai came.")))
    pack = two.to_worker()
    two.worker.meeting(two.meeting_id).perform(Record(entity=Signing(id="signing")))
    with pytest.raises(PackNotTaken, match="is signed here"):
        put_together(two.worker, pack, {})


def test_limits_on_the_file_hold_for_whoever_comes_and_a_new_one_for_whoever_is_there(
    two: TwoLaptops,
) -> None:
    two.handed_over()
    who = two.chair.meeting(two.meeting_id).value.attendees[1]
    limit = ReadingLimit(
        id=f"attendee {who.id}",
        of_kind=Attendee.kind,
        of=who.id,
        limit=LimitKind.PROFESSIONALS,
        reason="He said.",
    )
    two.chair.child(two.child_id).perform(Record(entity=limit))
    together = put_together(two.worker, two.to_worker(), {})
    assert [each.of for each in together.new_limits] == [who.id]
    assert [each.of for each in together.new_meeting.limits] == [who.id]
    assert two.worker.meeting(two.meeting_id).value.limits == ()  # nothing is changed by it


def test_what_each_side_changed_since_they_had_the_same_is_taken_and_nothing_is_put_back(
    two: TwoLaptops,
) -> None:
    two.handed_over()
    for desk, details in ((two.worker, {"venue": "School"}), (two.chair, {"title": "A talk"})):
        desk.meeting(two.meeting_id).perform(change(desk.meeting(two.meeting_id).value.facts, **details))
    together = put_together(two.worker, two.to_worker(), {})
    assert (together.new_meeting.facts.venue, together.new_meeting.facts.title) == ("School", "A talk")
    assert together.conflicts == ((), ())
    take_pack(two.worker, two.to_worker())
    assert two.worker.meeting(two.meeting_id).undo_label() == "take the changes of Ines Okafor"
