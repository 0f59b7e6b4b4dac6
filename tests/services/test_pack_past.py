"""What two laptops last had in common is found in either journal, and nothing is taken where neither reaches back."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.changes import Spliced
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.packs import Pack, PackedLine
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_merging import PackNotTaken
from cpm_desktop.services.pack_taking import look_into_pack, take_pack
from tests.services.two_laptops import TwoLaptops

NOTHING_SHARED = "no longer kept on either"


def note(desk: Desk, two: TwoLaptops, identifier: str, text: str = "Kai came.") -> None:
    desk.meeting(two.meeting_id).perform(Record(entity=Note(id=identifier, text=text)))


def erase_newest(desk: Desk) -> None:
    """Erase what the newest change held, as is done after filing; that there was one stays."""
    sql = f"DELETE FROM payload WHERE sequence = {desk.store.last_sequence:d}"  # noqa: S608  # a number of ours
    desk.wait(desk.store.writer.maintain(lambda connection: connection.exec_driver_sql(sql)))


def with_lines(pack: Pack, lines: tuple[PackedLine, ...]) -> Pack:
    return dataclasses.replace(pack, meeting=dataclasses.replace(pack.meeting, lines=lines))


def new_notes(desk: Desk, pack: Pack) -> list[str]:
    return [each.text for each in look_into_pack(desk, pack).differences if each.what == "Note"]


def test_what_was_erased_here_is_found_in_the_pack_and_what_was_erased_there_is_found_here(
    two: TwoLaptops,
) -> None:
    two.handed_over()
    note(two.worker, two, "there", "Said there.")
    note(two.chair, two, "here", "Said here.")
    erase_newest(two.chair)
    pack = two.to_chair()
    assert [len(line.patch) for line in pack.meeting.lines] == [0, 1]
    assert new_notes(two.chair, pack) == ["Said there."]
    with pytest.raises(PackNotTaken, match=NOTHING_SHARED):
        look_into_pack(two.chair, with_lines(pack, ()))
    erase_newest(two.worker)
    erased = two.to_chair()
    assert [line.patch for line in erased.meeting.lines] == [()]
    with pytest.raises(PackNotTaken, match=NOTHING_SHARED):
        take_pack(two.chair, erased)


def test_changes_that_cannot_be_taken_back_or_end_elsewhere_say_nothing_of_the_past(two: TwoLaptops) -> None:
    two.handed_over()
    note(two.worker, two, "there", "Said there.")
    pack = two.to_chair()
    first, last = pack.meeting.lines
    wrong = dataclasses.replace(last, patch=(Spliced("note", "there", "text", 0, "", "Not so."),))
    other = dataclasses.replace(last, revision=first.revision)
    assert new_notes(two.chair, pack) == ["Said there."]
    for lines in ((first, wrong), (first, other), (last,), ()):
        with pytest.raises(PackNotTaken, match=NOTHING_SHARED):
            look_into_pack(two.chair, with_lines(pack, lines))


def test_what_was_taken_back_is_not_taken_again_where_the_past_since_was_erased(two: TwoLaptops) -> None:
    two.handed_over()
    note(two.chair, two, "there", "Said there.")
    pack = two.to_worker()
    take_pack(two.worker, pack)
    two.worker.meeting(two.meeting_id).undo()
    note(two.worker, two, "here")
    assert new_notes(two.worker, pack) == ["Said there."]
    erase_newest(two.worker)
    with pytest.raises(PackNotTaken, match=NOTHING_SHARED):
        look_into_pack(two.worker, pack)


def test_the_journal_here_is_enough_where_it_reaches_back(two: TwoLaptops) -> None:
    two.handed_over()
    note(two.worker, two, "here")
    note(two.chair, two, "there", "Said there.")
    assert new_notes(two.worker, with_lines(two.to_worker(), ())) == ["Said there."]


def test_a_pack_taken_before_the_signature_is_nothing_new_after_it(two: TwoLaptops) -> None:
    two.handed_over()
    note(two.chair, two, "there")
    pack = two.to_worker()
    take_pack(two.worker, pack)
    meeting = two.worker.meeting(two.meeting_id)
    meeting.perform(change(meeting.value.facts, stage=Stage.SIGNED))
    assert look_into_pack(two.worker, pack).is_nothing_new()
    assert take_pack(two.worker, pack) == two.meeting_id


def test_the_past_in_a_pack_begins_where_it_was_first_handed_over_and_says_when_and_what(
    two: TwoLaptops,
) -> None:
    note(two.worker, two, "before")
    assert two.to_chair().meeting.lines == ()  # the first time: what was taken out before stays here
    handed_over = two.worker.meeting(two.meeting_id).value.revision
    note(two.worker, two, "after")
    facts = two.worker.meeting(two.meeting_id).value.facts
    two.worker.meeting(two.meeting_id).perform(change(facts, venue="Town hall"))
    first, second, third = two.to_chair().meeting.lines
    assert (first.revision, first.patch) == (handed_over, ())
    assert third.revision == two.worker.meeting(two.meeting_id).value.revision
    assert [each.id for line in (second, third) for each in line.patch] == ["after", two.meeting_id]
    assert all(line.at.utcoffset() == dt.timedelta(0) for line in (first, second, third))
    assert two.to_chair().child.lines[-1].revision == two.worker.child(two.child_id).value.revision


def test_the_past_of_somebody_with_a_very_long_name_is_handed_on_in_short(two: TwoLaptops) -> None:
    two.chair.workplace().perform(change(two.chair.workplace().value.worker, name="a" * 195))
    two.handed_over()
    note(two.chair, two, "there")
    take_pack(two.worker, two.to_worker())
    note(two.worker, two, "here")
    labels = [line.label for line in two.to_chair().meeting.lines]
    assert labels[-2:] == ["change", "add note"]  # a line of a pack has 200 letters at the most
