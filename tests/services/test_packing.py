"""What is put into a pack, what stays here, and how its file is called."""

import dataclasses
import datetime as dt

from cpm_desktop.domain.captures import Action, Audience
from cpm_desktop.domain.child import CaseTransfer, Child
from cpm_desktop.domain.commands import Put, Record, change
from cpm_desktop.domain.handover import ManagerComment, PrintedCopy
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, Paper
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit
from cpm_desktop.exchange.pack_seal import wants_passphrase
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.pack_people import pack_keys
from cpm_desktop.services.packing import (
    PackFor,
    carried_beforehand,
    files_that_go_along,
    fill_pack,
    kept_from_somebody,
    pack_file_name,
    save_pack,
    seal_pack,
)
from tests.services.a_record import hold, prepare
from tests.services.two_laptops import TwoLaptops

KIND = "cla-standard"
DAY = dt.date(2026, 12, 10)


def test_the_file_is_named_by_the_day_and_names_nobody(two: TwoLaptops) -> None:
    desk = two.worker
    day = desk.meeting(two.meeting_id).value.facts.date
    assert day is not None
    assert pack_file_name(desk, two.meeting_id) == f"meeting-pack-{day.isoformat()}.cpmpack"
    facts = desk.meeting(two.meeting_id).value.facts
    desk.meeting(two.meeting_id).perform(change(facts, date=None))
    assert pack_file_name(desk, two.meeting_id) == f"meeting-pack-{desk.today().isoformat()}.cpmpack"
    assert save_pack(two.folder / "for Ines", b"x").name == "for Ines.cpmpack"
    assert save_pack(two.folder / "for Ines.cpmpack", b"y").read_bytes() == b"y"


def test_a_filled_pack_shows_nothing_of_itself_and_is_sealed_for_its_reader_alone(two: TwoLaptops) -> None:
    address = pack_keys(two.chair).address
    filled = fill_pack(two.worker, two.meeting_id, PackFor(address=address))
    assert "cpm-desktop pack" not in repr(filled)
    assert not wants_passphrase(seal_pack(filled))
    assert wants_passphrase(seal_pack(fill_pack(two.worker, two.meeting_id, PackFor(passphrase="river"))))
    assert two.to_chair().for_address == address


def test_words_between_workers_and_what_belongs_to_signed_files_stay_here(two: TwoLaptops) -> None:
    two.worker.child(two.child_id).perform(Put(entity=CaseTransfer(id="transfer")))
    meeting = two.worker.meeting(two.meeting_id)
    meeting.perform(Put(entity=ManagerComment(id="comment", text="Xyzzy.")))
    meeting.perform(Put(entity=PrintedCopy(id="printed")))
    pack = two.to_chair()
    assert (pack.child.value.transfers, pack.meeting.value.comments) == ((), ())
    assert pack.meeting.value.printed == ()
    assert "Xyzzy" not in repr(pack)


def test_what_is_open_stands_beside_a_meeting_until_it_starts_and_in_it_from_then_on(two: TwoLaptops) -> None:
    meeting = two.worker.meeting(two.meeting_id).value
    assert carried_beforehand(two.worker, meeting)
    pack = two.to_chair()
    assert {each.id for each in pack.carried} == {each.id for each in carried_beforehand(two.worker, meeting)}
    assert pack.meeting.value.carried == ()
    started = dataclasses.replace(
        meeting, facts=dataclasses.replace(meeting.facts, started_at=two.worker.now())
    )
    assert carried_beforehand(two.worker, started) == ()
    facts = meeting.facts
    ended = change(facts, started_at=two.worker.now(), ended_at=two.worker.now())
    two.worker.meeting(two.meeting_id).perform(ended)
    held = two.worker.meeting(two.meeting_id)
    held.perform(Put(entity=pack.carried[0]))
    after = two.to_chair()
    assert (after.carried, [each.id for each in after.meeting.value.carried]) == ((), [pack.carried[0].id])


def test_meetings_held_before_go_along_as_a_line_each_and_no_waiver_and_none_to_come(two: TwoLaptops) -> None:
    desk = two.worker
    before = {each.id for each in two.to_chair().earlier}
    assert two.meeting_id not in before
    talk = hold(desk, two.child_id, KIND, dt.date(2026, 10, 2), facts={"title": "A talk"})
    walled = hold(desk, two.child_id, "case-discussion", dt.date(2026, 10, 3))  # it keeps to itself
    waived = hold(desk, two.child_id, KIND, dt.date(2026, 10, 5), facts={"is_waiver": True})
    sister = add_child(desk, Child(id="", name="Mia Avery"))
    both = {"siblings": (sister,)}
    shared = hold(desk, two.child_id, KIND, dt.date(2026, 10, 6), facts=both)
    coming = prepare(desk, two.child_id, KIND, dt.date(2026, 12, 20))
    earlier = {each.id: each for each in two.to_chair().earlier}
    assert earlier.keys() == before | {talk}
    assert not {walled, waived, shared, coming} & earlier.keys()
    line = earlier[talk]
    assert (line.title, line.form_id, line.date) == ("A talk", KIND, dt.date(2026, 10, 2))
    assert sorted(each.position for each in earlier.values()) == list(range(1, len(earlier) + 1))


def test_how_many_things_are_kept_from_readers_is_counted_once_each(two: TwoLaptops) -> None:
    assert kept_from_somebody(two.worker, two.meeting_id) == 0
    who = two.worker.meeting(two.meeting_id).value.attendees[0].id

    def limit(kind: str, of: str) -> Record:
        held = ReadingLimit(id=f"{kind} {of}", of_kind=kind, of=of, limit=LimitKind.FILE, reason="He said.")
        return Record(entity=held)

    two.worker.meeting(two.meeting_id).perform(Record(entity=Action(id="ring", audience=Audience.EVERYONE)))
    for thing in (limit("attendee", who), limit("action", "ring")):
        two.worker.meeting(two.meeting_id).perform(thing)
    two.worker.child(two.child_id).perform(limit("attendee", who))
    assert kept_from_somebody(two.worker, two.meeting_id) == 2


def test_files_that_go_along_are_counted_once_each() -> None:
    def papers(*hashes: str) -> Meeting:
        made = [Paper(id=str(at), file_hash=each, size=2048) for at, each in enumerate(hashes)]
        return Meeting(id="d", facts=MeetingFacts(id="d"), papers=tuple(made))

    assert files_that_go_along(papers("", "")) == ""
    assert files_that_go_along(papers("a", "a", "")) == "1 attached file (2 kB)"
    assert files_that_go_along(papers("a", "b")) == "2 attached files (4 kB)"


def test_a_second_meeting_goes_alone(two: TwoLaptops) -> None:
    second = new_meeting(two.worker, two.child_id, "case-discussion", DAY, dt.time(10), "Town hall")
    pack = two.to_chair()
    assert second not in repr(pack)
