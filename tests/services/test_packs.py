"""A meeting goes to another laptop and comes back: nothing is taken unseen, nothing is overwritten, nothing lost."""

import dataclasses

import pytest

from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.child import Child, Person
from cpm_desktop.domain.cleared import ClearedRecord
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.domain.meeting import Paper, Stage
from cpm_desktop.domain.merging import Side
from cpm_desktop.exchange.pack_refusals import (
    NotForThisKey,
    PackNotUnderstood,
    PackRefused,
    PackTooLarge,
    WrongPackPassphrase,
)
from cpm_desktop.exchange.pack_seal import LARGEST_FILE, seal_to_address, signed_content
from cpm_desktop.services.closing import end
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.holding import start
from cpm_desktop.services.pack_merging import PackNotTaken
from cpm_desktop.services.pack_people import (
    forget,
    known_people,
    new_pack_passphrase,
    own_fingerprint,
    pack_keys,
)
from cpm_desktop.services.pack_taking import (
    look_into_pack,
    needs_passphrase,
    open_pack,
    read_pack_file,
    take_pack,
)
from cpm_desktop.services.packing import NotForAPack, PackFor, make_pack, pack_file_name, save_pack
from cpm_desktop.services.siblings import carried_at_start
from tests.services.two_laptops import TwoLaptops, is_whole


def test_looking_changes_nothing_and_says_from_whom(two: TwoLaptops) -> None:
    pack = two.to_chair()
    before = two.chair.store.last_sequence
    look = look_into_pack(two.chair, pack)
    assert two.chair.store.last_sequence == before
    assert (look.pack.sender.name, look.is_known_sender) == ("Priya Nair", False)
    assert look.fingerprint == own_fingerprint(two.worker)
    assert look.is_new_child
    assert look.is_new_meeting
    assert look.child == two.worker.child(two.child_id).value.child.name


def test_what_the_meeting_needs_arrives_whole(two: TwoLaptops) -> None:
    two.handed_over()
    sent, come = (desk.meeting(two.meeting_id).value for desk in (two.worker, two.chair))
    assert dataclasses.replace(come, revision=sent.revision, carried=()) == sent
    assert two.chair.child(two.child_id).value.people == two.worker.child(two.child_id).value.people
    assert [line.id for line in two.chair.wait(two.chair.store.meetings_of(two.child_id))] == [two.meeting_id]
    assert two.chair.form_of(come) == two.worker.form_of(sent)
    assert is_whole(two.chair)
    assert [person.name for person in known_people(two.chair)] == ["Priya Nair"]


def test_what_is_open_from_before_is_there_when_the_chair_starts(two: TwoLaptops) -> None:
    wanted = {item.id for item in carried_at_start(two.worker, two.worker.meeting(two.meeting_id).value)}
    assert wanted
    two.handed_over()
    start(two.chair, two.meeting_id)
    assert {item.id for item in two.chair.meeting(two.meeting_id).value.carried} == wanted
    assert is_whole(two.chair)


def hold_at_the_chairs(two: TwoLaptops) -> None:
    start(two.chair, two.meeting_id)
    meeting = two.chair.meeting(two.meeting_id)
    meeting.perform(Record(entity=Note(id="chairs-note", item="welcome", text="Kai came and spoke.")))
    meeting.perform(Record(entity=Action(id="chairs-action", item="welcome", text="Ring the school")))
    end(two.chair, two.meeting_id)


def test_a_meeting_held_elsewhere_comes_back_as_one_step_of_undo(two: TwoLaptops) -> None:
    two.handed_over()
    hold_at_the_chairs(two)
    before = two.worker.meeting(two.meeting_id).value
    pack = two.to_worker()
    look = look_into_pack(two.worker, pack)
    assert look.questions == ()
    assert ("Note", "new", "Kai came and spoke.") in [(d.what, d.how, d.text) for d in look.differences]
    take_pack(two.worker, pack)
    meeting = two.worker.meeting(two.meeting_id)
    assert meeting.value.facts.stage is Stage.ENDED
    assert any(note.id == "chairs-note" for note in meeting.value.notes)
    assert meeting.undo_label() == "take the changes of Ines Okafor"
    assert is_whole(two.worker)
    held = {each.id for each in two.worker.child(two.child_id).value.earlier_meetings}
    assert two.meeting_id not in held
    meeting.undo()
    assert dataclasses.replace(meeting.value, revision=before.revision) == before
    meeting.redo()
    assert meeting.value.facts.stage is Stage.ENDED


def test_taking_it_twice_changes_nothing(two: TwoLaptops) -> None:
    two.handed_over()
    hold_at_the_chairs(two)
    pack = two.to_worker()
    take_pack(two.worker, pack)
    before = two.worker.store.last_sequence
    assert look_into_pack(two.worker, pack).is_nothing_new()
    take_pack(two.worker, pack)
    assert two.worker.store.last_sequence == before


def test_both_sides_changes_are_merged_and_the_same_place_is_asked(two: TwoLaptops) -> None:
    two.handed_over()
    for desk, venue, phone in ((two.worker, "School", "0123"), (two.chair, "Town hall", "")):
        facts = desk.meeting(two.meeting_id).value.facts
        desk.meeting(two.meeting_id).perform(change(facts, venue=venue))
        if phone:
            person = desk.child(two.child_id).value.people[1]
            desk.child(two.child_id).perform(change(person, telephone=phone))
    two.chair.child(two.child_id).perform(Record(entity=Person(id="new-person", name="Lou Field")))
    pack = two.to_worker()
    look = look_into_pack(two.worker, pack)
    assert [(q.what, q.mine, q.theirs) for q in look.questions] == [
        ("Meeting’s details: where", "School", "Town hall")
    ]
    before = two.worker.store.last_sequence
    with pytest.raises(PackNotTaken):
        take_pack(two.worker, pack)
    assert two.worker.store.last_sequence == before
    take_pack(two.worker, pack, {look.questions[0].key: Side.THEIRS})
    assert two.worker.meeting(two.meeting_id).value.facts.venue == "Town hall"
    file = two.worker.child(two.child_id).value
    assert file.people[1].telephone == "0123"
    assert any(person.id == "new-person" for person in file.people)
    line = two.worker.wait(two.worker.store.journal_lines(two.meeting_id))[-1]
    entry = two.worker.wait(two.worker.store.journal_entry(line.sequence))
    assert "School" in canonical_json(entry.command.details())  # what was not chosen is kept
    assert is_whole(two.worker)


def test_it_can_go_to_and_fro(two: TwoLaptops) -> None:
    two.handed_over()
    two.worker.child(two.child_id).perform(
        change(two.worker.child(two.child_id).value.child, placement="With Joy")
    )
    take_pack(two.chair, two.to_chair())
    assert two.chair.child(two.child_id).value.child.placement == "With Joy"
    hold_at_the_chairs(two)
    take_pack(two.worker, two.to_worker())
    meeting = two.worker.meeting(two.meeting_id)
    note = next(note for note in meeting.value.notes if note.id == "chairs-note")
    meeting.perform(change(note, text="Kai came and spoke well."))
    two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id="later", item="welcome", text="Later.")))
    take_pack(two.chair, two.to_chair())
    notes = {note.id: note.text for note in two.chair.meeting(two.meeting_id).value.notes}
    assert notes["chairs-note"] == "Kai came and spoke well."
    assert notes["later"] == "Later."
    assert look_into_pack(two.worker, two.to_worker()).questions == ()
    assert is_whole(two.chair)
    assert is_whole(two.worker)


def test_a_pack_with_a_passphrase(two: TwoLaptops) -> None:
    passphrase = new_pack_passphrase()
    content = make_pack(two.worker, two.meeting_id, PackFor(passphrase=passphrase))
    path = save_pack(two.folder / pack_file_name(two.worker, two.meeting_id), content)
    name = two.worker.child(two.child_id).value.child.name
    assert not any(part.casefold() in path.name for part in name.casefold().split())
    read = read_pack_file(path)
    assert needs_passphrase(read)
    with pytest.raises(WrongPackPassphrase):
        open_pack(two.chair, read, "something else")
    assert open_pack(two.chair, read, passphrase.upper()).meeting.value.id == two.meeting_id


def test_nothing_of_another_child_and_nothing_in_clear(two: TwoLaptops) -> None:
    other = add_child(two.worker, Child(id="", name="Zebedee Quill"))
    two.worker.child(other).perform(Record(entity=Person(id="aunt", name="Wilhelmina Quill")))
    pack = two.to_chair()
    assert "Quill" not in repr(pack)
    content = make_pack(two.worker, two.meeting_id, PackFor(address=pack_keys(two.chair).address))
    assert two.worker.child(two.child_id).value.child.name.encode() not in content


def test_words_that_were_taken_out_before_stay_where_they_were(two: TwoLaptops) -> None:
    meeting = two.worker.meeting(two.meeting_id)
    meeting.perform(Record(entity=Note(id="draft", item="welcome", text="Xyzzy was said in anger.")))
    meeting.undo()
    assert "Xyzzy" not in repr(two.to_chair())
    meeting.perform(Record(entity=Note(id="kept", item="welcome", text="Plugh was said.")))
    assert "Xyzzy" not in repr(pack := two.to_chair())
    assert [line.label for line in pack.meeting.lines][1:] == ["add note"]


def test_a_pack_for_somebody_else_is_not_handed_on(two: TwoLaptops) -> None:
    content = make_pack(two.worker, two.meeting_id, PackFor(address=pack_keys(two.chair).address))
    with pytest.raises(NotForThisKey):
        open_pack(two.worker, content)
    pack = open_pack(two.chair, content)
    from cpm_desktop.exchange.pack_body import write_body  # noqa: PLC0415 - only here the seal is changed by hand

    inside = signed_content(write_body(pack), pack_keys(two.worker))
    again = seal_to_address(inside, pack_keys(two.worker).address)
    with pytest.raises(NotForThisKey):
        open_pack(two.worker, again)


def test_what_cannot_be_packed_is_said(two: TwoLaptops) -> None:
    meeting = two.worker.meeting(two.meeting_id)
    reader = PackFor(address=pack_keys(two.chair).address)
    meeting.perform(Record(entity=Paper(id="report", title="School report", file_hash="0" * 64)))
    with pytest.raises(NotForAPack, match="School report"):
        make_pack(two.worker, two.meeting_id, reader)
    meeting.undo()
    start(two.worker, two.meeting_id)
    with pytest.raises(NotForAPack, match="being held"):
        make_pack(two.worker, two.meeting_id, reader)


def test_a_pack_is_not_taken_into_a_live_meeting(two: TwoLaptops) -> None:
    two.handed_over()
    pack = two.to_worker()
    start(two.worker, two.meeting_id)
    before = two.worker.store.last_sequence
    with pytest.raises(PackNotTaken, match="being held here"):
        take_pack(two.worker, pack)
    assert two.worker.store.last_sequence == before


def test_a_refused_pack_leaves_the_store_as_it_was(two: TwoLaptops) -> None:
    content = make_pack(two.worker, two.meeting_id, PackFor(address=pack_keys(two.chair).address))
    before = two.chair.store.last_sequence
    for spoilt in (content[:-1], content[:40], b"%PDF" + content, content[:-40] + bytes(40)):
        with pytest.raises(PackRefused):
            open_pack(two.chair, spoilt)
    with pytest.raises(CarePlanningError):
        read_pack_file(two.folder / "nothing.cpmpack")
    assert two.chair.store.last_sequence == before


def test_what_stands_here_against_a_pack_is_said_and_nothing_is_taken(two: TwoLaptops) -> None:
    two.handed_over()
    two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id="theirs", text="Kai came.")))
    pack = two.to_worker()
    meeting = two.worker.meeting(two.meeting_id)

    def refused(why: str) -> None:
        before = two.worker.store.last_sequence
        for look in (look_into_pack, take_pack):
            with pytest.raises(PackNotTaken, match=why):
                look(two.worker, pack)
        assert two.worker.store.last_sequence == before

    meeting.perform(change(meeting.value.facts, siblings=("e" * 32,)))
    refused("about several children here")
    meeting.undo()
    meeting.perform(Record(entity=ClearedRecord(id="cleared")))
    refused("filed, and cleared from this computer")
    meeting.undo()
    assert not look_into_pack(two.worker, pack).is_nothing_new()
    meeting.perform(change(meeting.value.facts, stage=Stage.SIGNED))
    refused("is signed here")
    two.chair.child(two.child_id).perform(change(two.chair.child(two.child_id).value.child, name="Kai A"))
    moved = dataclasses.replace(pack.child.value, id="f" * 32)
    with pytest.raises(PackNotUnderstood):
        look_into_pack(
            two.worker, dataclasses.replace(pack, child=dataclasses.replace(pack.child, value=moved))
        )


def test_where_neither_laptop_keeps_the_past_that_both_share_nothing_is_taken(
    two: TwoLaptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.handed_over()
    for desk, words in ((two.chair, "Kai came."), (two.worker, "A paper came.")):
        for number in range(3):
            desk.meeting(two.meeting_id).perform(Record(entity=Note(id=f"{words}{number}", text=words)))
    pack = two.to_chair()
    assert look_into_pack(two.chair, pack).questions == ()
    cut = dataclasses.replace(pack, meeting=dataclasses.replace(pack.meeting, lines=()))
    monkeypatch.setattr("cpm_desktop.services.pack_past._WHOLE_PAST", 2)
    assert not look_into_pack(two.chair, pack).is_nothing_new()  # what came in the pack is enough
    before = two.chair.store.last_sequence
    with pytest.raises(PackNotTaken, match="no longer kept on either"):
        take_pack(two.chair, cut)
    assert two.chair.store.last_sequence == before


def test_a_pack_takes_along_no_more_of_the_past_than_it_may(
    two: TwoLaptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.handed_over()
    two.to_worker()  # from here on what the chair changes can be followed
    for number in range(4):
        two.chair.meeting(two.meeting_id).perform(Record(entity=Note(id=f"n{number}", text="Kai came.")))
    whole = two.to_worker().meeting.lines
    assert [len(line.patch) for line in whole] == [0, 1, 1, 1, 1]
    monkeypatch.setattr("cpm_desktop.services.pack_past._MOST_LINES", 3)
    assert two.to_worker().meeting.lines == whole[-3:]
    monkeypatch.setattr("cpm_desktop.services.pack_past._MOST_CHANGES", 2)
    cut = two.to_worker().meeting.lines
    assert [len(line.patch) for line in cut] == [0, 1, 1]


def test_another_child_of_the_same_name_is_pointed_at_and_no_other(two: TwoLaptops) -> None:
    pack = two.to_chair()
    name = two.worker.child(two.child_id).value.child.name
    add_child(two.chair, Child(id="", name="Zebedee Quill"))
    assert not look_into_pack(two.chair, pack).has_namesake
    add_child(two.chair, Child(id="", name=name.upper()))
    assert look_into_pack(two.chair, pack).has_namesake
    nameless = dataclasses.replace(pack.child.value.child, name="")
    file = dataclasses.replace(pack.child.value, child=nameless)
    unborn = dataclasses.replace(pack, child=dataclasses.replace(pack.child, value=file))
    add_child(two.chair, Child(id="", expected_birth=two.chair.today()))
    assert not look_into_pack(two.chair, unborn).has_namesake
    take_pack(two.chair, pack)
    assert not look_into_pack(two.chair, pack).has_namesake  # it is here now, so no other is looked for


def test_a_long_text_in_the_past_stays_where_it_was_written(two: TwoLaptops) -> None:
    two.handed_over()
    two.to_worker()
    meeting = two.chair.meeting(two.meeting_id)
    for identifier, text in (("short", "Kai came."), ("long", "x" * 19_990), ("last", "He left.")):
        meeting.perform(Record(entity=Note(id=identifier, text=text)))
    pack = two.to_worker()
    assert [len(line.patch) for line in pack.meeting.lines] == [0, 1]
    assert {note.id for note in pack.meeting.value.notes} >= {"short", "long", "last"}


def test_a_sender_who_is_forgotten_is_unknown_again_and_undo_passes_over_it(two: TwoLaptops) -> None:
    two.handed_over()
    before = two.chair.workplace().undo_label()
    (person,) = known_people(two.chair)
    forget(two.chair, person)
    assert known_people(two.chair) == ()
    assert two.chair.workplace().undo_label() == before
    assert not look_into_pack(two.chair, two.to_chair()).is_known_sender


def test_a_file_larger_than_any_pack_is_not_read_whole(two: TwoLaptops) -> None:
    path = two.folder / "large.cpmpack"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE)
    assert len(read_pack_file(path)) == LARGEST_FILE
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(PackTooLarge):
        read_pack_file(path)
