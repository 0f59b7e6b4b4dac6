"""Who may not read about somebody stays so when a pack is taken: nothing opens what is kept without being asked."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.child import CopyKind, Person
from cpm_desktop.domain.commands import Put, Record, change
from cpm_desktop.domain.legal_holds import LegalHold
from cpm_desktop.domain.merging import Side
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_on
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_taking import look_into_pack, take_pack
from cpm_desktop.services.preparing import invite
from cpm_desktop.services.standing_limits import FileLimits
from tests.services.two_laptops import TwoLaptops, is_whole

WHY = "He came to the school."
pytestmark = pytest.mark.rule("after.copy-for-each-reader")


def limit_in(desk: Desk, meeting_id: str, who: str) -> ReadingLimit | None:
    return limit_on(desk.meeting(meeting_id).value.limits, Attendee.kind, who)


def keep_from_all_but_professionals(desk: Desk, child_id: str, who: str) -> FileLimits:
    limits = FileLimits(desk, child_id)
    limits.keep_from(limits.thing(Attendee.kind, who), LimitKind.PROFESSIONALS, (), WHY)
    return limits


def aunt() -> Person:
    return Person(id="aunt", name="Wilhelmina Quill", role="Aunt", copy_kind=CopyKind.FAMILY)


def with_aunt(two: TwoLaptops) -> TwoLaptops:
    """Both laptops have the aunt on the file, and neither has her at the meeting."""
    two.worker.child(two.child_id).perform(Record(entity=aunt()))
    two.handed_over()
    return two


def test_a_limit_set_here_holds_for_somebody_whom_the_pack_brings_to_the_meeting(two: TwoLaptops) -> None:
    with_aunt(two)
    keep_from_all_but_professionals(two.worker, two.child_id, "aunt")
    invite(two.chair, two.meeting_id, aunt())
    assert limit_in(two.chair, two.meeting_id, "aunt") is None
    pack = two.to_worker()
    told = [(each.what, each.how) for each in look_into_pack(two.worker, pack).differences]
    assert ("Limit on who may read", "new") in told
    take_pack(two.worker, pack)
    held = limit_in(two.worker, two.meeting_id, "aunt")
    assert held is not None
    assert (held.limit, held.reason) == (LimitKind.PROFESSIONALS, WHY)
    assert is_whole(two.worker)
    two.worker.meeting(two.meeting_id).undo()
    assert two.worker.meeting(two.meeting_id).value.attendee("aunt") is None
    assert limit_in(two.worker, two.meeting_id, "aunt") is None


def test_a_meeting_that_is_new_here_comes_under_the_limits_on_the_file(two: TwoLaptops) -> None:
    with_aunt(two)
    keep_from_all_but_professionals(two.worker, two.child_id, "aunt")
    second = new_meeting(
        two.chair, two.child_id, "case-discussion", dt.date(2026, 12, 10), dt.time(10), "Town hall"
    )
    invite(two.chair, second, aunt())
    from tests.services.two_laptops import handed  # noqa: PLC0415 - only here another meeting is handed over

    take_pack(two.worker, handed(two.chair, two.worker, second))
    held = limit_in(two.worker, second, "aunt")
    assert held is not None
    assert held.reason == WHY


def test_a_limit_that_the_pack_brings_holds_in_every_other_meeting_here(two: TwoLaptops) -> None:
    with_aunt(two)
    second = new_meeting(
        two.worker, two.child_id, "case-discussion", dt.date(2026, 12, 10), dt.time(10), "Town hall"
    )
    for meeting in (second, two.meeting_id):
        invite(two.worker, meeting, aunt())
    keep_from_all_but_professionals(two.chair, two.child_id, "aunt")
    take_pack(two.worker, two.to_worker())
    for meeting in (second, two.meeting_id):
        held = limit_in(two.worker, meeting, "aunt")
        assert held is not None
        assert held.reason == WHY
    assert is_whole(two.worker)


def limits_of_both(two: TwoLaptops) -> FileLimits:
    """Both laptops have the aunt at the meeting, under the same limit; returned are those at the chair's."""
    two.worker.child(two.child_id).perform(Record(entity=aunt()))
    invite(two.worker, two.meeting_id, aunt())
    keep_from_all_but_professionals(two.worker, two.child_id, "aunt")
    two.handed_over()
    assert limit_in(two.chair, two.meeting_id, "aunt") is not None
    return FileLimits(two.chair, two.child_id)


@pytest.mark.parametrize("side", [Side.MINE, Side.THEIRS])
def test_a_limit_that_was_lifted_elsewhere_is_lifted_here_only_by_saying_so(
    two: TwoLaptops, side: Side
) -> None:
    there = limits_of_both(two)
    there.lift(there.thing(Attendee.kind, "aunt"))
    pack = two.to_worker()
    look = look_into_pack(two.worker, pack)
    what = "Limit on who may read “Wilhelmina Quill: professionals only”"
    assert [(each.what, each.mine, each.theirs) for each in look.questions] == [
        (what, "Wilhelmina Quill: professionals only", "taken out")
    ] * 2  # on the file and in the meeting
    assert not any(each.allows_both for each in look.questions)
    take_pack(two.worker, pack, {each.key: side for each in look.questions})
    assert (limit_in(two.worker, two.meeting_id, "aunt") is None) is (side is Side.THEIRS)


def test_a_limit_that_was_changed_elsewhere_is_asked_about_as_a_whole(two: TwoLaptops) -> None:
    there = limits_of_both(two)
    there.keep_from(there.thing(Attendee.kind, "aunt"), LimitKind.ADDRESS, (), "Less.")
    look = look_into_pack(two.worker, two.to_worker())
    assert {(each.mine, each.theirs) for each in look.questions} == {
        ("Wilhelmina Quill: professionals only", "Wilhelmina Quill: withheld address")
    }


def test_a_limit_that_stands_here_and_was_left_alone_there_stays(two: TwoLaptops) -> None:
    limits_of_both(two)
    here = FileLimits(two.worker, two.child_id)
    here.keep_from(here.thing(Attendee.kind, "aunt"), LimitKind.FILE, (), "More.")
    two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id="new", text="Words.")))
    pack = two.to_worker()
    assert look_into_pack(two.worker, pack).questions == ()
    take_pack(two.worker, pack)
    held = limit_in(two.worker, two.meeting_id, "aunt")
    assert held is not None
    assert held.limit is LimitKind.FILE


def test_a_legal_hold_is_lifted_here_only_by_saying_so(two: TwoLaptops) -> None:
    hold = LegalHold(id="hold", why="The court asked.", placed_by="Priya", placed_on=dt.date(2026, 11, 1))
    two.worker.child(two.child_id).perform(Put(entity=hold))
    two.handed_over()
    file = two.chair.child(two.child_id)
    file.perform(change(file.value.holds[0], lifted_by="Ines", lifted_on=dt.date(2026, 11, 20)))
    look = look_into_pack(two.worker, two.to_worker())
    (asked,) = look.questions
    assert asked.what.startswith("Legal hold")
    take_pack(two.worker, two.to_worker(), {asked.key: Side.MINE})
    assert two.worker.child(two.child_id).value.holds[0].stands()


def test_a_hostile_pack_cannot_pass_a_limit_by_other_words(two: TwoLaptops) -> None:
    """The same revision with the limit simply not in it: it never was known there, so nothing says it was lifted."""
    limits_of_both(two)
    two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id="new", text="Words.")))
    pack = two.to_worker()
    bare = dataclasses.replace(
        pack,
        child=dataclasses.replace(pack.child, value=dataclasses.replace(pack.child.value, limits=())),
        meeting=dataclasses.replace(pack.meeting, value=dataclasses.replace(pack.meeting.value, limits=())),
    )
    look = look_into_pack(two.worker, bare)
    assert len(look.questions) >= 1
    take_pack(two.worker, bare, {each.key: Side.MINE for each in look.questions})
    assert limit_in(two.worker, two.meeting_id, "aunt") is not None
