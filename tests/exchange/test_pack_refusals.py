"""What no pack can hold is refused: one thing changed in a sound one, signed anew by its sender."""

import copy
import dataclasses
import json
from typing import Any

import pytest
from tools.fuzz_packs.a_pack import FILE, a_pack

from cpm_desktop.domain.changes import Altered, Removed, Spliced
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.domain.pack_commands import TakeChanges
from cpm_desktop.domain.packs import Pack
from cpm_desktop.exchange.pack_body import read_body, write_body
from cpm_desktop.exchange.pack_keys import make_pack_keys
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackRefused, PackTooLarge

KEYS = make_pack_keys()
SOUND = json.loads(write_body(a_pack(KEYS, KEYS.address)))
OTHER = "9" * 32
MOST_LINES, MOST_WRITERS = 2_000, 100  # as docs/packs.md tells people


def entity(kind: str) -> tuple[Any, ...]:
    """The path to the first entity of a kind among those of the meeting."""
    places = [each["kind"] for each in SOUND["meeting"]["entities"]]
    return ("meeting", "entities", places.index(kind), "values")


def change(place: int) -> tuple[Any, ...]:
    """The path to the change of a line of the meeting: a note added, its text spliced, the start altered."""
    return ("meeting", "lines", place, "patch", 0)


def with_value(path: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401 - any JSON
    plain = copy.deepcopy(SOUND)
    place: Any = plain
    for step in path[:-1]:
        place = place[step]
    if path[-1] == "more":
        place.append(value)
    else:
        assert path[-1] in place or isinstance(place, list), "there is such a thing to be changed"
        assert canonical_json(place[path[-1]]) != canonical_json(value), "and it is changed"
        place[path[-1]] = value
    return plain


def read(plain: object) -> Pack:
    return read_body(canonical_json(plain).encode(), KEYS.public_key, FILE)  # type: ignore[arg-type]  # whatever it is


def test_the_pack_that_is_changed_here_is_sound() -> None:
    assert read(SOUND).meeting.value.notes


WRONG: dict[str, tuple[tuple[Any, ...], object]] = {
    "an id in capitals": (("pack",), "E" * 32),
    "a short id": (("pack",), "e" * 31),
    "a long id": (("pack",), "e" * 33),
    "a number for an id": (("pack",), 5),
    "a moment of no zone": (("made_at",), "2026-11-20T09:30:00"),
    "a moment in another spelling": (("made_at",), "20261120T093000+0000"),
    "no moment": (("made_at",), "yesterday"),
    "a list for a sender": (("sender",), []),
    "a sender of no address": (("sender", "address"), "age1nobody"),
    "a sender’s address in capitals": (("sender", "address"), KEYS.address.upper()),
    "a sender of a long name": (("sender", "name"), "a" * 201),
    "a sender’s name over two lines": (("sender", "name"), "Priya\nNair"),
    "for no address": (("for",), "age1nobody"),
    "another form’s hash": (("form", "hash"), "0" * 64),
    "another form’s name": (("form", "id"), "core-group"),
    "another version of the form": (("form", "version"), 99),
    "a form in another spelling": (("form", "text"), SOUND["form"]["text"] + " "),
    "no form": (("form", "text"), "{}"),
    "a child of no changes": (("child", "revision"), {}),
    "changes in a list": (("child", "revision"), ["a" * 32]),
    "a change counted as none": (("child", "revision"), {"a" * 32: 0}),
    "a change counted as true": (("child", "revision"), {"a" * 32: True}),
    "a change counted in words": (("child", "revision"), {"a" * 32: "3"}),
    "a writer in capitals": (("child", "revision"), {"A" * 32: 3}),
    "too many writers": (
        ("meeting", "revision"),
        {f"{number:032x}": 1 for number in range(1, MOST_WRITERS + 2)},
    ),
    "entities by name": (("child", "entities"), {}),
    "a kind that is kept back": (("child", "entities", 0, "kind"), "case_transfer"),
    "a kind of another aggregate": (("meeting", "entities", 0, "kind"), "person"),
    "no child": (("child", "entities"), SOUND["child"]["entities"][1:]),
    "two children": (
        ("child", "entities", "more"),
        {"kind": "child", "values": {**SOUND["child"]["entities"][0]["values"], "id": OTHER, "position": 2}},
    ),
    "the same thing twice": (("child", "entities", "more"), SOUND["child"]["entities"][-1]),
    "another child than the file’s": (("child", "entities", 0, "values", "id"), OTHER),
    "the same open item twice": (("carried", "more"), SOUND["carried"][0]),
    "the same earlier meeting twice": (("earlier", "more"), SOUND["earlier"][0]),
    "an earlier meeting by name": (("earlier",), {}),
    "a place before the first": ((*entity("note"), "position"), -1),
    "a thing of no id": ((*entity("note"), "id"), ""),
    "a due date in another spelling": ((*entity("action"), "due"), "20261203"),
    "a number as text": ((*entity("note"), "position"), "1"),
    "true for one": ((*entity("note"), "position"), True),
    "what is about another child": ((*entity("note"), "child_id"), OTHER),
    "a meeting of another child": ((*entity("meeting_facts"), "child_id"), OTHER),
    "a meeting that was split": ((*entity("meeting_facts"), "split_from"), OTHER),
    "a meeting of another form": ((*entity("meeting_facts"), "form_id"), "core-group"),
    "a meeting of another version of the form": ((*entity("meeting_facts"), "form_version"), 99),
    "a meeting of the form in other words": ((*entity("meeting_facts"), "form_hash"), "0" * 64),
    "a line of a long label": (("meeting", "lines", 0, "label"), "a" * 201),
    "a line of no moment": (("meeting", "lines", 0, "at"), "2026-11-20T09:30:00"),
    "a change that is a list": (change(0), []),
    "a change of a kind that is kept back": ((*change(0), "kind"), "printed_copy"),
    "a change of something else than it adds": ((*change(0), "id"), "note-2"),
    "a change of no id": ((*change(1), "id"), ""),
    "a change that nobody knows": ((*change(0), "change"), "exchanged"),
    "a change of an id": ((*change(2), "field"), "id"),
    "a change of no field": ((*change(2), "field"), "colour"),
    "a change to what the field cannot hold": ((*change(2), "after"), "25:00:00"),
    "a change to another spelling": ((*change(2), "after"), "14:00"),
    "a change from what the field cannot hold": ((*change(2), "before"), 7),
    "a splice before the beginning": ((*change(1), "at"), -1),
    "a splice at true": ((*change(1), "at"), True),
    "a splice at a word": ((*change(1), "at"), "10"),
    "a splice of a number": ((*change(1), "field"), "position"),
    "a splice of an id": ((*change(1), "field"), "id"),
    "a splice of whose it is": ((*change(1), "field"), "child_id"),
    "a splice that removes no text": ((*change(1), "removed"), 7),
    "a splice that inserts no text": ((*change(1), "inserted"), None),
    "a line that added something of another child": ((*change(0), "values", "child_id"), OTHER),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_no_pack_can_hold_is_refused(name: str) -> None:
    with pytest.raises(PackNotUnderstood):
        read(with_value(*WRONG[name]))


def test_what_stands_at_the_very_edge_is_taken() -> None:
    first = read(with_value((*change(1), "at"), 0)).meeting.lines[1].patch
    assert first == (Spliced("note", "note-1", "text", 0, "reading", "maths"),)
    assert read(with_value((*entity("note"), "position"), 0)).meeting.value.notes[0].position == 0
    named = with_value(("sender", "name"), "a" * 200)
    assert read(named).sender.name == "a" * 200
    writers = {f"{number:032x}": number for number in range(1, MOST_WRITERS + 1)}
    assert read(with_value(("meeting", "revision"), writers)).meeting.value.revision.to_plain() == writers
    attendee = next(each for each in SOUND["meeting"]["entities"] if each["kind"] == "attendee")
    came = {**attendee, "change": "removed", "id": attendee["values"]["id"]}
    (gone,) = read(with_value(change(1), came)).meeting.lines[1].patch  # who is about no child in particular
    assert gone == Removed("attendee", "attendee-1", attendee["values"])


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_past_change_from_or_to_another_child_is_refused(side: str) -> None:
    altered = {"change": "altered", "kind": "note", "id": "note-1", "field": "child_id"}
    about = {"before": "", "after": ""}
    own = read(with_value(change(1), {**altered, **about, "after": SOUND["child"]["id"]}))
    assert own.meeting.lines[1].patch == (Altered("note", "note-1", "child_id", "", SOUND["child"]["id"]),)
    with pytest.raises(PackNotUnderstood):
        read(with_value(change(1), {**altered, **about, side: OTHER}))


def test_as_many_lines_as_a_pack_may_hold() -> None:
    line = SOUND["meeting"]["lines"][1]
    assert len(read(with_value(("meeting", "lines"), [line] * MOST_LINES)).meeting.lines) == MOST_LINES
    with pytest.raises(PackTooLarge):
        read(with_value(("meeting", "lines"), [line] * (MOST_LINES + 1)))


def test_five_thousand_things_are_the_most() -> None:
    def with_people(count: int) -> bytes:
        pack = a_pack(KEYS, KEYS.address)
        people = tuple(Person(id=f"person-{place}", position=place) for place in range(1, count + 1))
        child = dataclasses.replace(pack.child.value, people=people)
        return write_body(dataclasses.replace(pack, child=dataclasses.replace(pack.child, value=child)))

    plain = json.loads(with_people(0))
    beside = sum(len(plain[part]) for part in ("carried", "earlier"))
    for part in (plain["child"], plain["meeting"]):
        beside += len(part["entities"]) + sum(len(line["patch"]) for line in part["lines"])
    most = 5_000 - beside
    assert len(read_body(with_people(most), KEYS.public_key, FILE).child.value.people) == most
    with pytest.raises(PackTooLarge):
        read_body(with_people(most + 1), KEYS.public_key, FILE)


@pytest.mark.parametrize("name", ["patch", "settled"])
def test_an_entry_of_the_journal_that_cannot_be_read_is_told(name: str) -> None:
    whole = TakeChanges(sender="Ines Okafor", pack="e" * 32, patch=(), settled=()).details()
    assert TakeChanges.from_details(whole).sender == "Ines Okafor"
    with pytest.raises(InvalidDetail):
        TakeChanges.from_details({**whole, name: "nothing"})


@pytest.mark.parametrize("field", ["id", "version", "hash"])
def test_a_form_that_is_not_the_one_that_form_and_meeting_name_is_refused(field: str) -> None:
    other = {"id": "core-group", "version": 99, "hash": "0" * 64}[field]
    plain = with_value(("form", field), other)
    plain["meeting"]["entities"][entity("meeting_facts")[2]]["values"][f"form_{field}"] = other
    with pytest.raises(PackNotUnderstood):
        read(plain)


def test_neither_two_addresses_nor_one_may_be_nobodys() -> None:
    for address, for_address in (("age1nobody", KEYS.address), (KEYS.address, "age1nobody")):
        plain = (
            with_value(("sender", "address"), address) if address != KEYS.address else copy.deepcopy(SOUND)
        )
        plain["for"] = for_address
        with pytest.raises(PackNotUnderstood):
            read(plain)
    assert (
        read({**copy.deepcopy(SOUND), "for": ""}).for_address == ""
    )  # with a passphrase, for whoever knows it


def test_each_refusal_says_what_to_do_in_words_of_its_own() -> None:
    said = [refusal().sentence for refusal in PackRefused.__subclasses__()]  # type: ignore[call-arg]  # each brings its own
    assert len(set(said)) == len(said) == 9
    assert all(len(each.split(". ")) == 2 and each.endswith(".") for each in said)  # what it is; what to do
