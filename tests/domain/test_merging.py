"""Two versions changed apart: nothing is lost, both sides come to the same, and a second time changes nothing."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain import merging as merging_of
from cpm_desktop.domain.aggregate import shelves, with_added, with_replaced, without
from cpm_desktop.domain.captures import Action, Audience, Disagreement, Note, Position
from cpm_desktop.domain.changes import difference
from cpm_desktop.domain.child import Child, ChildFile, Person
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.commands import perform
from cpm_desktop.domain.journal import command_from_plain, command_to_plain
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, Paper, PaperState
from cpm_desktop.domain.merging import PROSE, Conflict, Merging, Side, merge
from cpm_desktop.domain.pack_commands import TakeChanges
from cpm_desktop.domain.packs import packed_kinds
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit

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
        assert Conflict("note", "n1", name, "It was.", "Mine.", "Theirs.").allows_both(), name
        assert not Conflict("note", "n1", name, "It was.", "", "Theirs.").allows_both(), name
    for name, leading in merging_of._FOLLOWS.items():
        assert any({name, leading} <= types.keys() for types in held), name


def test_each_choice_brings_what_it_says() -> None:
    mine = typed(0, "Mia said: ", "n2")(cut(0, 8, "n2")(BASE))
    theirs = typed(0, "Tom said: ", "n2")(cut(0, 8, "n2")(BASE))
    merging = merge(BASE, mine, theirs, KINDS)
    (conflict,) = merging.conflicts
    assert (conflict.key, conflict.allows_both()) == ("note/n2/text", True)
    texts = {}
    for side in map(Side, ("mine", "theirs", "both")):  # as the journal keeps what was chosen
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


def test_who_does_something_and_by_when_go_with_the_id_and_the_words_for_it() -> None:
    def given(name: str, identifier: str, day: int, words: str) -> Meeting:
        action = dataclasses.replace(
            BASE.actions[0], owner=name, owner_id=identifier, due=dt.date(2026, 12, day), due_words=words
        )
        return with_replaced(BASE, action)

    mine, theirs = given("Tom", "tom", 1, ""), given("Dana", "dana", 8, "in two weeks")
    merging = merge(BASE, mine, theirs, KINDS)
    assert [each.key for each in merging.conflicts] == ["action/a1/owner", "action/a1/due"]
    assert merging.value == mine
    assert merge(BASE, mine, theirs, KINDS, all_for(merging, Side.THEIRS)).value == theirs
    theirs_by_mine = {"action/a1/owner": Side.THEIRS, "action/a1/due": Side.MINE}
    (action, _) = merge(BASE, mine, theirs, KINDS, theirs_by_mine).value.actions
    assert (action.owner, action.owner_id, action.due_words) == ("Dana", "dana", "")


def test_the_order_of_a_list_is_never_asked_about() -> None:
    mine, theirs = (
        with_replaced(BASE, dataclasses.replace(BASE.notes[0], position=place, speaker=who))
        for place, who in ((5, ""), (3, "tom"))
    )
    merging = merge(BASE, mine, theirs, KINDS)
    assert merging.conflicts == ()
    note = next(each for each in merging.value.notes if each.id == "n1")
    assert (note.position, note.speaker) == (3, "tom")
    moved = merge(BASE, without(BASE, "note", "n1"), with_replaced(BASE, mine.notes[-1]), KINDS)
    assert (moved.conflicts, [each.id for each in moved.value.notes]) == ((), ["n2"])  # moved is not changed


def test_what_was_put_in_on_both_sides_has_no_beginning() -> None:
    paper = Paper(id="p", title="Report", file_hash="a" * 64, file_name="a.png", state=PaperState.ATTACHED)
    other = dataclasses.replace(paper, title="Letter", file_hash="b" * 64, file_name="b.png")
    mine, theirs = with_added(BASE, paper), with_added(BASE, other)
    file, title = merge(BASE, mine, theirs, KINDS).conflicts
    assert (title.base, title.mine, title.theirs) == (None, "Report", "Letter")
    assert (file.key, file.base) == ("paper/p/file_hash", None)
    stood = with_added(BASE, dataclasses.replace(paper, file_hash="c" * 64))
    (file,) = merge(stood, mine, theirs, KINDS).conflicts
    assert isinstance(file.base, dict)
    assert file.base["file_hash"] == "c" * 64
    assert merge(mine, mine, mine, KINDS).value == mine


def with_limit(limit: LimitKind | None, reason: str = "He said.", place: int = 1) -> Meeting:
    held = ReadingLimit(id="note n1", position=place, of_kind="note", of="n1", reason=reason)
    return BASE if limit is None else with_added(BASE, dataclasses.replace(held, limit=limit))


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_limit_that_stands_here_is_loosened_by_nobody_unasked_and_asked_about_whole() -> None:
    stood, here = with_limit(LimitKind.FILE), with_limit(LimitKind.AUTHORITY)
    wider, lifted = with_limit(LimitKind.PROFESSIONALS), with_limit(None)
    for base, mine, theirs in (
        (stood, stood, wider),
        (stood, here, wider),
        (stood, stood, lifted),
        (lifted, stood, wider),
    ):
        merging = merge(base, mine, theirs, KINDS)
        (asked,) = merging.conflicts
        assert (asked.key, merging.value) == ("reading_limit/note n1/", mine)
        assert (asked.base is None, asked.theirs is None) == (base is lifted, theirs is lifted)
        assert merge(base, mine, theirs, KINDS, {asked.key: Side.THEIRS}).value == theirs
    for base, mine, theirs, after in (
        (stood, here, stood, here),  # there it was left alone
        (stood, stood, with_limit(LimitKind.FILE, place=7), stood),  # moved is not changed
        (stood, here, here, here),
        (lifted, lifted, stood, stood),
        (lifted, stood, lifted, stood),
        (stood, lifted, stood, lifted),  # lifted here by a person
    ):
        merging = merge(base, mine, theirs, KINDS)
        assert (merging.conflicts, merging.value) == ((), after)


def test_a_limit_lifted_here_comes_back_only_where_they_wrote_behind_it() -> None:
    stood, lifted = with_limit(LimitKind.FILE), with_limit(None)
    written = typed(0, "Police: ", "n1")(stood)
    (asked,) = merge(stood, lifted, written, KINDS).conflicts
    assert (asked.mine, isinstance(asked.theirs, dict)) == (None, True)
    elsewhere = typed(0, "Police: ", "n2")(stood)
    assert merge(stood, lifted, elsewhere, KINDS).conflicts == ()
    assert Conflict.from_row(asked.to_row()) == asked
    about = Disagreement(id="d", position=1, about="Contact")
    limit = ReadingLimit(id="disagreement d", of_kind="disagreement", of="d", limit=LimitKind.FILE)
    opened = with_added(BASE, about)
    kept = with_added(opened, limit)
    put_in = with_added(kept, Position(id="p", disagreement="d", who="tom", says="No."))
    for mine, theirs in ((opened, put_in), (put_in, opened)):
        assert [each.kind for each in merge(kept, mine, theirs, KINDS).conflicts] == ["reading_limit"]
    assert merge(put_in, with_added(opened, put_in.positions[0]), put_in, KINDS).conflicts == ()


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_was_opened_here_and_written_there_is_asked_and_what_was_opened_and_left_alone_is_not() -> None:
    kept = with_replaced(BASE, dataclasses.replace(BASE.notes[0], audience=Audience.FILE_ONLY))
    (note,) = (each for each in kept.notes if each.id == "n1")
    opened = with_replaced(kept, dataclasses.replace(note, audience=Audience.EVERYONE))
    written = typed(0, "Police: ", "n1")(kept)
    for mine, theirs in ((opened, written), (written, opened)):
        assert [each.key for each in merge(kept, mine, theirs, KINDS).conflicts] == ["note/n1/audience"]
    assert merge(kept, opened, typed(0, "Police: ", "n2")(kept), KINDS).conflicts == ()
    assert merge(opened, opened, typed(0, "Police: ", "n1")(opened), KINDS).conflicts == ()
