"""A limit on somebody stands on the child's file: it holds in every meeting that is not signed, and in each to come."""

from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.commands import Put, Record
from cpm_desktop.domain.errors import InvalidDetail, UnknownEntity
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_on
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.preparing import invite, known_or_guest
from cpm_desktop.services.reading_limits import lift_limit, set_limit
from cpm_desktop.services.standing_limits import FileLimits
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, open_desk
from tests.services.a_record import a_desk, enter_kai, hold, prepare, sign

pytestmark = pytest.mark.rule("after.copy-for-each-reader")

TESS = ("attendee", "tess")
WHY = "He came to the school."


def limit_in(desk: Desk, meeting_id: str, who: str = "tess") -> ReadingLimit | None:
    return limit_on(desk.meeting(meeting_id).value.limits, Attendee.kind, who)


def keep_tess_from_tom(desk: Desk, child_id: str, why: str = WHY) -> FileLimits:
    limits = FileLimits(desk, child_id)
    limits.keep_from(limits.thing(*TESS), LimitKind.NAMED, ("tom",), why)
    return limits


def test_what_is_set_on_the_file_holds_in_meetings_there_are_and_in_those_to_come(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    prepared, ended = prepare(desk, child_id, "cla-standard"), hold(desk, child_id, "cla-specific-issue")
    signed = sign(desk, child_id, "core-group")
    keep_tess_from_tom(desk, child_id)
    later = prepare(desk, child_id, "multi-agency")
    for meeting in (prepared, ended, later):
        held = limit_in(desk, meeting)
        assert held is not None
        assert (held.limit, held.not_for, held.reason) == (LimitKind.NAMED, ("tom",), WHY)
    assert limit_in(desk, signed) is None
    desk.close()
    place = StorePlace(tmp_path / "store")
    again = open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    (thing,) = [each for each in FileLimits(again, child_id).things() if each.limit is not None]
    assert (thing.words, thing.told) == ("Tess Hill", "not for Tom")
    assert f"Tess Hill: not for Tom ({WHY})" in overview(again, child_id).kept_off
    again.close()


def test_it_holds_for_somebody_who_joins_later_in_the_same_step_of_undo(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    meeting_id = prepare(desk, child_id, "cla-standard")
    editing = desk.meeting(meeting_id)
    desk.child(child_id).perform(Record(entity=Person(id="amy", name="Amy Holt", role="Aunt")))
    limits = FileLimits(desk, child_id)
    limits.keep_from(limits.thing("attendee", "amy"), LimitKind.NAMED, ("tom",), WHY)
    keep_tess_from_tom(desk, child_id)  # she was there before: nothing of hers is put in with Amy
    tess = limit_in(desk, meeting_id)
    assert limit_in(desk, meeting_id, "amy") is None
    invite(desk, meeting_id, known_or_guest(desk, meeting_id, "amy", "", ""))
    assert limit_in(desk, meeting_id, "amy") is not None
    assert limit_in(desk, meeting_id) == tess
    editing.undo()
    assert (editing.value.attendee("amy"), limit_in(desk, meeting_id, "amy")) == (None, None)
    desk.close()


def test_what_is_set_in_a_meeting_stands_on_the_file_and_what_is_lifted_there_does_not(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    here, there = hold(desk, child_id, "cla-standard"), prepare(desk, child_id, "core-group")
    set_limit(desk, here, *TESS, LimitKind.ADDRESS)
    standing = FileLimits(desk, child_id).thing(*TESS)
    assert standing.told == "withheld address"
    assert limit_in(desk, there) is not None
    lift_limit(desk, here, *TESS)
    assert limit_in(desk, here) is None
    assert limit_in(desk, there) is not None
    assert FileLimits(desk, child_id).thing(*TESS).limit is not None
    desk.close()


def test_what_was_set_otherwise_in_a_meeting_stays_when_the_file_lets_everybody_read(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    here, there = hold(desk, child_id, "cla-standard"), prepare(desk, child_id, "core-group")
    limits = keep_tess_from_tom(desk, child_id)
    editing = desk.meeting(here)
    held = limit_in(desk, here)
    assert held is not None
    lift_limit(desk, here, *TESS)
    editing.undo()
    limits.keep_from(limits.thing(*TESS), LimitKind.FILE, (), WHY)
    assert {each.limit for each in editing.value.limits} == {LimitKind.FILE}
    limits.lift(limits.thing(*TESS))
    assert (limit_in(desk, here), limit_in(desk, there)) == (None, None)
    assert limits.thing(*TESS).limit is None
    limits.lift(limits.thing(*TESS))  # nothing to lift
    desk.close()


def test_a_line_and_a_guest_are_matters_of_the_meeting_alone(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    guest = Attendee(id="guest", name="Gil West", role="Neighbour")
    meeting_id = hold(desk, child_id, "cla-standard", attendees=(guest,))
    set_limit(desk, meeting_id, "attendee", "guest", LimitKind.FILE, (), "He asked.")
    assert desk.child(child_id).value.limits == ()
    desk.close()


def test_nothing_set_in_a_meeting_that_is_kept_apart_is_told_elsewhere(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    apart = next(form.id for form in desk.procedure.forms.values() if form.is_isolated)
    meeting_id = hold(desk, child_id, apart)
    who = next(person.id for person in desk.meeting(meeting_id).value.attendees if not person.is_child)
    set_limit(desk, meeting_id, "attendee", who, LimitKind.ADDRESS, (), "A word of that meeting.")
    assert limit_in(desk, meeting_id, who) is not None
    assert desk.child(child_id).value.limits == ()
    desk.close()


def test_what_is_refused_says_why_and_changes_nothing(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    limits = FileLimits(desk, child_id)
    with pytest.raises(InvalidDetail, match="Choose who"):
        limits.keep_from(limits.thing(*TESS), LimitKind.NAMED, (), WHY)
    with pytest.raises(InvalidDetail, match="Say why"):
        limits.keep_from(limits.thing(*TESS), LimitKind.NAMED, ("tom",), " ")
    child = next(each for each in limits.things() if each.words == "Kai Avery")
    with pytest.raises(InvalidDetail, match="stands on every copy"):
        limits.keep_from(child, LimitKind.FILE, (), WHY)
    with pytest.raises(UnknownEntity, match="no longer"):
        limits.thing("attendee", "nobody")
    assert desk.child(child_id).value.limits == ()
    assert not limits.can_put_back(child)
    desk.close()


def test_the_same_again_changes_no_meeting_and_what_one_decided_otherwise_stays(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    here, there = hold(desk, child_id, "cla-standard"), prepare(desk, child_id, "core-group")
    limits = keep_tess_from_tom(desk, child_id)
    before = desk.meeting(here).value.revision
    keep_tess_from_tom(desk, child_id)
    assert desk.meeting(here).value.revision == before
    held = limit_in(desk, here)
    assert held is not None
    other = replace(held, not_for=("tom", "dana"))
    desk.meeting(here).perform(Put(entity=other))
    limits.lift(limits.thing(*TESS))
    assert (limit_in(desk, here), limit_in(desk, there)) == (other, None)
    desk.close()
