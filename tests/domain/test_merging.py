"""Two versions changed apart: nothing is lost, both sides come to the same, and a second time changes nothing."""

import dataclasses
import datetime as dt
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain import merging as merging_of
from cpm_desktop.domain.aggregate import shelves, with_added, with_replaced, without
from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.changes import difference
from cpm_desktop.domain.child import Child, ChildFile, Person
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.commands import perform
from cpm_desktop.domain.journal import command_from_plain, command_to_plain
from cpm_desktop.domain.meeting import Meeting, MeetingFacts
from cpm_desktop.domain.merging import PROSE, Merging, Side, merge
from cpm_desktop.domain.pack_commands import TakeChanges
from cpm_desktop.domain.packs import packed_kinds
from cpm_desktop.domain.text_merging import merged_text

KINDS = packed_kinds(Meeting)
BASE = Meeting(
    id="m",
    facts=MeetingFacts(id="m", position=1, venue="Town hall"),
    notes=(
        Note(id="n1", position=1, text="Kai likes maths and reading at school."),
        Note(id="n2", position=2, text="The move went well."),
    ),
    actions=(
        Action(id="a1", position=1, text="Ring the school", owner="Priya"),
        Action(id="a2", position=2, text="Book the dentist"),
    ),
)
Change = Callable[[Meeting], Meeting]
words = st.sampled_from(["swims", "Mia", "now", "“well”", "☀", "on Monday", "\n"])
days = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


def typed(at: int, word: str, identifier: str) -> Change:
    def change(meeting: Meeting) -> Meeting:
        for note in meeting.notes:
            if note.id == identifier:
                place = min(at, len(note.text))
                text = f"{note.text[:place]}{word}{note.text[place:]}"
                return with_replaced(meeting, dataclasses.replace(note, text=text))
        return meeting

    return change


def cut(start: int, length: int, identifier: str) -> Change:
    def change(meeting: Meeting) -> Meeting:
        for note in meeting.notes:
            if note.id == identifier:
                text = note.text[:start] + note.text[start + length :]
                return with_replaced(meeting, dataclasses.replace(note, text=text))
        return meeting

    return change


def due(day: dt.date, identifier: str) -> Change:
    def change(meeting: Meeting) -> Meeting:
        for action in meeting.actions:
            if action.id == identifier:
                return with_replaced(meeting, dataclasses.replace(action, due=day))
        return meeting

    return change


def added(word: str, number: int) -> Change:
    def change(meeting: Meeting) -> Meeting:
        if any(note.id == f"new-{number}" for note in meeting.notes):
            return meeting
        return with_added(meeting, Note(id=f"new-{number}", text=word))

    return change


def removed(kind: str, identifier: str) -> Change:
    def change(meeting: Meeting) -> Meeting:
        held = meeting.notes if kind == "note" else meeting.actions
        return without(meeting, kind, identifier) if any(each.id == identifier for each in held) else meeting

    return change


note_ids = st.sampled_from(["n1", "n2"])
changes = st.one_of(
    st.builds(typed, st.integers(0, 40), words, note_ids),
    st.builds(cut, st.integers(0, 30), st.integers(1, 6), note_ids),
    st.builds(due, days, st.sampled_from(["a1", "a2"])),
    st.builds(added, words, st.integers(1, 4)),
    st.builds(removed, st.just("note"), note_ids),
    st.builds(removed, st.just("action"), st.sampled_from(["a1", "a2"])),
)
versions = st.lists(changes, max_size=5).map(lambda several: changed(BASE, several))


def changed(meeting: Meeting, several: list[Change]) -> Meeting:
    for change in several:
        meeting = change(meeting)
    return meeting


def all_for(merging: Merging[Meeting], side: Side) -> dict[str, Side]:
    return {conflict.key: side for conflict in merging.conflicts}


@given(versions, versions)
def test_it_is_the_same_whichever_side_does_it(mine: Meeting, theirs: Meeting) -> None:
    here, there = merge(BASE, mine, theirs, KINDS), merge(BASE, theirs, mine, KINDS)
    assert {(each.key, repr(each.mine), repr(each.theirs)) for each in here.conflicts} == {
        (each.key, repr(each.theirs), repr(each.mine)) for each in there.conflicts
    }
    theirs_chosen = merge(BASE, mine, theirs, KINDS, all_for(here, Side.THEIRS))
    assert theirs_chosen.value == merge(BASE, theirs, mine, KINDS, all_for(there, Side.MINE)).value
    both = merge(BASE, mine, theirs, KINDS, all_for(here, Side.BOTH)).value
    texts = {note.id: note.text for note in both.notes if f"note/{note.id}/" not in all_for(here, Side.BOTH)}
    again = merge(BASE, theirs, mine, KINDS, all_for(there, Side.BOTH)).value
    assert texts.items() <= {note.id: note.text for note in again.notes}.items()


@given(versions, versions)
def test_nothing_is_lost(mine: Meeting, theirs: Meeting) -> None:
    merging = merge(BASE, mine, theirs, KINDS)
    asked = {conflict.key: conflict for conflict in merging.conflicts}
    for held in ("notes", "actions"):
        was = {each.id: each for each in getattr(BASE, held)}
        here, there = ({each.id: each for each in getattr(side, held)} for side in (mine, theirs))
        now = {each.id: each for each in getattr(merging.value, held)}
        for identifier in {*here, *there, *was}:
            one, other, base = here.get(identifier), there.get(identifier), was.get(identifier)
            conflicts = [each for key, each in asked.items() if f"/{identifier}/" in key]
            if conflicts:
                assert all(each.mine != each.theirs for each in conflicts)
            elif one is None or other is None:
                kept = one or other
                assert now.get(identifier) == (kept if base is None else None)
            elif base in (one, other):
                assert now[identifier] == (other if one == base else one)
            else:
                assert now[identifier] != base  # what of each side is in it, the property of texts below says


@given(versions, versions)
def test_a_second_time_changes_nothing(mine: Meeting, theirs: Meeting) -> None:
    value = merge(BASE, mine, theirs, KINDS).value
    again = merge(theirs, value, theirs, KINDS)
    assert (again.value, again.conflicts) == (value, ())


@given(versions, versions)
def test_it_is_one_command_that_the_journal_keeps_and_undo_takes_back(mine: Meeting, theirs: Meeting) -> None:
    merging = merge(BASE, mine, theirs, KINDS)
    command = TakeChanges(
        sender="Priya Nair",
        pack="p",
        patch=difference(mine, merging.value),
        settled=merging.conflicts,
    )
    assert command_from_plain(command_to_plain(command)) == command
    after, done = perform(mine, command)
    assert after == merging.value
    assert done.patch == command.patch


texts = st.text(alphabet="ab c\n", max_size=30)


@given(texts, texts, texts)
def test_texts_come_to_the_same_and_keep_what_was_typed(base: str, mine: str, theirs: str) -> None:
    joined = merged_text(base, mine, theirs)
    assert joined == merged_text(base, theirs, mine)
    if base == mine:
        assert joined == theirs
    if joined is not None:
        for letter in "abc":
            typed_apart = max(mine.count(letter), theirs.count(letter)) - base.count(letter)
            taken_out = max(0, base.count(letter) - mine.count(letter)) + max(
                0, base.count(letter) - theirs.count(letter)
            )
            assert joined.count(letter) >= base.count(letter) + max(0, typed_apart) - taken_out


def test_edits_in_different_places_merge_and_in_one_place_do_not() -> None:
    base = "Kai likes maths and reading at school."
    mine = base.replace("maths", "science")
    theirs = base.replace("school", "home")
    assert merged_text(base, mine, theirs) == "Kai likes science and reading at home."
    assert merged_text(base, mine, base.replace("maths", "music")) is None
    assert merged_text(base, f"{base} Mia too.", f"{base} Now.") is None


def test_a_long_text_of_one_word_takes_no_time() -> None:
    base = "a " * 10_000
    assert merged_text(base, f"b {base}", f"{base}c") == f"b {base}c"
    assert merged_text(base, "b " * 10_000, "c " * 10_000) is None


def test_what_is_kept_back_stays_mine() -> None:
    base = ChildFile(
        id="c", child=Child(id="c", position=1), people=(Person(id="p", position=1, name="Ann"),)
    )
    mine = dataclasses.replace(base, people=(Person(id="p", position=1, name="Anna"),))
    merging = merge(base, mine, base, packed_kinds(ChildFile) - {"person"})
    assert merging.value == mine


def test_every_detail_that_is_joined_or_follows_another_is_one_that_packs_hold() -> None:
    held = [
        field_types(shelf.entity)
        for aggregate in (Meeting, ChildFile)
        for kind, shelf in shelves(aggregate).items()
        if kind in packed_kinds(aggregate)
    ]
    for name in PROSE:
        assert {types[name] for types in held if name in types} == {str}, name
    for name, leading in merging_of._FOLLOWS.items():
        assert any({name, leading} <= types.keys() for types in held), name


def test_what_was_chosen_is_kept_in_the_journal_by_these_words() -> None:
    assert [side.value for side in Side] == ["mine", "theirs", "both"]


def test_each_choice_brings_what_it_says() -> None:
    mine = typed(0, "Mia said: ", "n2")(cut(0, 8, "n2")(BASE))
    theirs = typed(0, "Tom said: ", "n2")(cut(0, 8, "n2")(BASE))
    merging = merge(BASE, mine, theirs, KINDS)
    (conflict,) = merging.conflicts
    assert (conflict.key, conflict.allows_both()) == ("note/n2/text", True)
    texts = {}
    for side in Side:
        value = merge(BASE, mine, theirs, KINDS, {conflict.key: side}).value
        texts[side] = next(note.text for note in value.notes if note.id == "n2")
    assert texts[Side.MINE] == mine.notes[1].text != texts[Side.THEIRS] == theirs.notes[1].text
    assert texts[Side.BOTH].split("\n") == [mine.notes[1].text, theirs.notes[1].text]
    assert merging.value == merge(BASE, mine, theirs, KINDS, {conflict.key: Side.MINE}).value


def test_a_name_that_both_sides_put_in_is_asked_and_never_joined() -> None:
    mine, theirs = (
        with_replaced(BASE, dataclasses.replace(BASE.facts, venue=venue)) for venue in ("School", "Clinic")
    )
    (conflict,) = merge(BASE, mine, theirs, KINDS).conflicts
    assert (conflict.field, conflict.allows_both()) == ("venue", False)
    both = merge(BASE, mine, theirs, KINDS, {conflict.key: Side.BOTH}).value
    assert both.facts.venue in ("School", "Clinic")
