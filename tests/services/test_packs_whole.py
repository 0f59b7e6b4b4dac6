"""A pack is taken whole or not at all, can be taken back and taken again, and is told in the words of the screens."""

import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from cpm_desktop.domain.aggregate import shelves
from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.child import Child, ChildFile
from cpm_desktop.domain.codec import Plain, field_types
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.detail_words import detail_words, has_words, value_in_words
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.merging import GUARDED, Side
from cpm_desktop.domain.packs import Pack, packed_kinds
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_people import known_people, pack_keys
from cpm_desktop.services.pack_taking import look_into_pack, open_pack, take_pack
from cpm_desktop.services.packing import PackFor, make_pack, save_pack
from cpm_desktop.storage.errors import FullDisk
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.refusals import UnknownAggregate
from tests.a_desk import PASSPHRASE, make_desk, open_desk
from tests.services.pack_taker import ENDED_IN_THE_MIDDLE
from tests.services.two_laptops import TwoLaptops, is_whole

CHECKOUT = Path(__file__).resolve().parents[2]


def desk_in(folder: Path) -> Desk:
    place = StorePlace(folder / "store")
    return open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))


def has_nothing(desk: Desk, two: TwoLaptops) -> bool:
    """Nothing of a pack is there: no file, no meeting, and nobody who is known by it."""
    with pytest.raises(UnknownAggregate):
        desk.child(two.child_id)
    with pytest.raises(UnknownAggregate):
        desk.meeting(two.meeting_id)
    return desk.summaries() == () and known_people(desk) == () and is_whole(desk)


@pytest.fixture
def third(two: TwoLaptops) -> tuple[Path, bytes]:
    """The closed store of a laptop that knows nothing yet, and a pack for it."""
    folder = two.folder / "third"
    desk = make_desk(folder)
    content = make_pack(two.worker, two.meeting_id, PackFor(address=pack_keys(desk).address))
    desk.close()
    return folder, content


@pytest.mark.parametrize("room", [1, 12])
def test_a_disk_that_is_full_in_the_middle_leaves_nothing_half_done(
    two: TwoLaptops, third: tuple[Path, bytes], room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, content = third
    desk = desk_in(folder)
    pack = open_pack(desk, content)
    pages = desk.wait(desk.store.writer.read(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one()))
    full = f"PRAGMA max_page_count = {pages + room}"
    desk.wait(desk.store.writer.maintain(lambda c: c.exec_driver_sql(full).scalar()))
    monkeypatch.setattr("cpm_desktop.services.desk._PATIENCE", 3.0)
    with pytest.raises(CarePlanningError):  # it is told, and tried again until there is room
        take_pack(desk, pack)
    with pytest.raises(CarePlanningError):
        desk.store.close(timeout=0)
    monkeypatch.undo()
    assert desk.saving.latest.problem == FullDisk().sentence
    take_all_of_it(two, folder, content)


def test_a_process_that_ends_in_the_middle_leaves_nothing_half_done(
    two: TwoLaptops, third: tuple[Path, bytes]
) -> None:
    folder, content = third
    path = save_pack(two.folder / "pack.cpmpack", content)
    command = [sys.executable, "-m", "tests.services.pack_taker", str(folder), str(path)]
    assert subprocess.run(command, cwd=CHECKOUT, check=False).returncode == ENDED_IN_THE_MIDDLE
    take_all_of_it(two, folder, content)


def take_all_of_it(two: TwoLaptops, folder: Path, content: bytes) -> None:
    desk = desk_in(folder)
    assert has_nothing(desk, two)
    take_pack(desk, open_pack(desk, content))
    assert [each.name for each in known_people(desk)] == ["Priya Nair"]
    assert desk.meeting(two.meeting_id).value.facts.child_id == two.child_id
    assert is_whole(desk)
    desk.close()


def taken_and_taken_back(two: TwoLaptops) -> Pack:
    two.handed_over()
    two.chair.meeting(two.meeting_id).perform(
        Record(entity=Note(id="chairs-note", text="Kai came and spoke."))
    )
    pack = two.to_worker()
    take_pack(two.worker, pack)
    two.worker.meeting(two.meeting_id).undo()
    assert not has_chairs_note(two.worker, two.meeting_id)
    return pack


def has_chairs_note(desk: Desk, meeting_id: str) -> bool:
    return any(note.id == "chairs-note" for note in desk.meeting(meeting_id).value.notes)


def test_what_was_taken_back_can_be_taken_again(two: TwoLaptops) -> None:
    pack = taken_and_taken_back(two)
    meeting = two.worker.meeting(two.meeting_id)
    meeting.perform(
        Record(entity=Note(id="own", text="Meanwhile."))
    )  # so that it cannot be done again by redo
    look = look_into_pack(two.worker, pack)
    assert [(each.what, each.how) for each in look.differences] == [("Note", "new")]
    take_pack(two.worker, pack)
    assert {"chairs-note", "own"} <= {note.id for note in meeting.value.notes}
    assert look_into_pack(two.worker, pack).is_nothing_new()
    meeting.undo()
    assert not has_chairs_note(two.worker, two.meeting_id)
    assert is_whole(two.worker)


def test_what_was_done_again_is_nothing_new(two: TwoLaptops) -> None:
    pack = taken_and_taken_back(two)
    two.worker.meeting(two.meeting_id).redo()
    assert look_into_pack(two.worker, pack).is_nothing_new()


def test_a_pack_that_calls_a_meeting_a_file_is_refused(two: TwoLaptops) -> None:
    two.handed_over()
    other = add_child(two.worker, Child(id="", name="Zebedee Quill"))
    pack = two.to_chair()
    before = two.worker.store.last_sequence

    def called(child: str, meeting: str) -> Pack:
        file = dataclasses.replace(pack.child.value, id=child, child=Child(id=child))
        facts = dataclasses.replace(pack.meeting.value.facts, id=meeting, child_id=child)
        held = dataclasses.replace(pack.meeting.value, id=meeting, facts=facts)
        return dataclasses.replace(
            pack,
            child=dataclasses.replace(pack.child, value=file),
            meeting=dataclasses.replace(pack.meeting, value=held),
        )

    for wrong in (
        called(two.meeting_id, "0" * 32),
        called("0" * 32, other),
        called(other, two.meeting_id),
    ):
        for look in (look_into_pack, take_pack):
            with pytest.raises(PackNotUnderstood):
                look(two.worker, wrong)
    assert two.worker.store.last_sequence == before


def test_whoever_listens_is_told_once_everything_is_on_its_way(two: TwoLaptops) -> None:
    two.handed_over()
    two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id="chairs-note", text="Kai came.")))
    two.chair.child(two.child_id).perform(
        change(two.chair.child(two.child_id).value.child, placement="With Joy")
    )
    seen: list[tuple[bool, str]] = []

    def look(_: object) -> None:
        kept = two.worker.wait(two.worker.store.load_meeting(two.meeting_id))
        file = two.worker.wait(two.worker.store.load_child(two.child_id))
        seen.append((any(note.id == "chairs-note" for note in kept.notes), file.child.placement))

    two.worker.child(two.child_id).listen(look)
    two.worker.meeting(two.meeting_id).listen(look)
    take_pack(two.worker, two.to_worker())
    assert seen == [(True, "With Joy")] * 2


def test_questions_are_in_the_words_of_the_screens(two: TwoLaptops) -> None:
    action = Action(id="ring", item="welcome", text="Ring the school", owner="Priya Nair", owner_id="p")
    two.worker.meeting(two.meeting_id).perform(Record(entity=action))
    two.handed_over()
    people = two.worker.meeting(two.meeting_id).value.attendees
    days = (dt.date(2026, 12, 1), dt.date(2026, 12, 8))
    for desk, person, day, time in zip(
        (two.worker, two.chair), people, days, (dt.time(9), dt.time(15, 30)), strict=False
    ):
        meeting = desk.meeting(two.meeting_id)
        meeting.perform(change(meeting.value.actions[-1], owner=person.name, owner_id=person.id, due=day))
        meeting.perform(change(meeting.value.facts, starts_at=time))
    pack = two.to_worker()
    look = look_into_pack(two.worker, pack)
    assert [(each.what, each.mine, each.theirs, each.allows_both) for each in look.questions] == [
        ("Meeting’s details: time", "09:00", "15:30", False),
        ("Action “Ring the school”: who does it", people[0].name, people[1].name, False),
        (
            "Action “Ring the school”: by when",
            "1\u00a0December\u00a02026",
            "8\u00a0December\u00a02026",
            False,
        ),
    ]
    take_pack(two.worker, pack, {each.key: Side.THEIRS for each in look.questions})
    done = two.worker.meeting(two.meeting_id).value.actions[-1]
    assert (done.owner, done.owner_id, done.due) == (people[1].name, people[1].id, days[1])


def test_every_detail_that_travels_has_words() -> None:
    for cls in (ChildFile, Meeting):
        for kind in packed_kinds(cls) - GUARDED:
            for field in field_types(shelves(cls)[kind].entity).keys() - {"id", "position"}:
                assert has_words(kind, field), (kind, field)
                assert "_" not in detail_words(kind, field)


def test_values_are_told_as_people_read_them() -> None:
    named = {"p": "Priya Nair"}
    told: list[Plain] = [
        None,
        True,
        False,
        "",
        "p",
        "2026-12-01",
        "14:30:00",
        "2026-13-01",
        3,
        [],
        ["p", "x"],
    ]
    assert [value_in_words(value, named) for value in told] == [
        *(
            "nothing",
            "yes",
            "no",
            "nothing",
            "Priya Nair",
            "1\u00a0December\u00a02026",
            "14:30",
            "2026-13-01",
        ),
        *("3", "nothing", "Priya Nair, x"),
    ]
    assert value_in_words({"id": "x", "text": "Words"}, {}) == "Words"
    assert value_in_words({"id": "x"}, {}) == "it is there"
    assert detail_words("nothing", "of_that_name") == "of that name"
