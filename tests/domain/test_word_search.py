"""Finding words in a meeting, and replacing them: counts agree, undo brings everything back, quotes are left."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Decision, Disagreement, Note, Position, View
from cpm_desktop.domain.changes import inverse, patched
from cpm_desktop.domain.commands import perform
from cpm_desktop.domain.journal import command_from_plain, command_to_plain
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    Meeting,
    MeetingFacts,
    ReadBackMark,
    ReadBackResult,
)
from cpm_desktop.domain.meeting_texts import meeting_texts
from cpm_desktop.domain.word_search import Found, Sought, find_all, replacing

ITEMS = ("views", "health")


def a_meeting(*notes: str, **more: object) -> Meeting:
    held = tuple(
        Note(id=f"n{place}", position=place, item="health", text=text)
        for place, text in enumerate(notes, start=1)
    )
    meeting = Meeting(id="m1", facts=MeetingFacts(id="m1", child_id="k"), notes=held)
    return dataclasses.replace(meeting, **more)  # type: ignore[arg-type]  # callers name shelves


def found_in(meeting: Meeting, sought: Sought) -> tuple[Found, ...]:
    return find_all(meeting_texts(meeting, ITEMS, lambda answer: answer.question == "told"), sought)


def test_every_kind_of_text_is_found_in_the_order_of_the_agenda() -> None:
    meeting = a_meeting(
        "ball in notes",
        views=(View(id="v", item="views", words="my ball", of="a"),),
        actions=(
            Action(id="a1", item="health", text="buy a ball", purpose="for ball games", owner="Mr Ball"),
        ),
        decisions=(Decision(id="d1", item="views", text="ball yes", reason="a ball helps"),),
        disagreements=(Disagreement(id="x", item="health", about="which ball"),),
        positions=(Position(id="p", disagreement="x", who="a", says="no ball"),),
        agenda=(AgendaProgress(id="views", prepared_note="ask about the ball"),),
        answers=(
            Answer(id="1", item="preparation", question="told", value="ball"),
            Answer(id="2", item="health", question="which", value="ball", note="ball, said Kai"),
        ),
    )
    found = found_in(meeting, Sought("ball"))
    assert [(one.where.kind, one.where.field) for one in found] == [
        ("answer", "value"),
        ("agenda_progress", "prepared_note"),
        ("view", "words"),
        ("decision", "text"),
        ("decision", "reason"),
        ("answer", "note"),
        ("note", "text"),
        ("action", "text"),
        ("action", "purpose"),
        ("disagreement", "about"),
        ("disagreement_position", "says"),
    ]
    assert [one.where.field for one in found if one.is_quoted] == ["words", "says"]


def test_capitals_whole_words_and_apostrophes() -> None:
    meeting = a_meeting("Ball, football; BALL. Kai’s ball")
    assert len(found_in(meeting, Sought("ball"))) == 4
    assert [one.words for one in found_in(meeting, Sought("ball", is_whole=True))] == ["Ball", "BALL", "ball"]
    assert len(found_in(meeting, Sought("ball", matches_case=True))) == 2
    assert [one.words for one in found_in(meeting, Sought("kai's"))] == ["Kai’s"]
    assert found_in(meeting, Sought("")) == ()
    assert found_in(meeting, Sought(".*")) == ()


def test_what_the_child_said_and_what_stands_in_quotes_is_quoted() -> None:
    child = Attendee(id="c", name="Kai", is_child=True)
    meeting = a_meeting('He said “a ball” and then ball, or "ball" ball', attendees=(child,))
    assert [one.is_quoted for one in found_in(meeting, Sought("ball"))] == [True, False, True, False]
    said = dataclasses.replace(meeting.notes[0], speaker="c")
    meeting = dataclasses.replace(meeting, notes=(said,))
    assert all(one.is_quoted for one in found_in(meeting, Sought("ball")))


def test_replacing_is_named_and_survives_the_journal() -> None:
    meeting = a_meeting("ball ball", "a ball")
    sought = Sought("ball")
    command = replacing(found_in(meeting, sought), sought, "kite")
    assert command.label() == "replace “ball” by “kite” in 3 places"
    assert command_from_plain(command_to_plain(command)) == command
    after, _ = perform(meeting, command)
    assert [note.text for note in after.notes] == ["kite kite", "a kite"]
    one = replacing(found_in(meeting, sought)[:1], sought, "a very long run of words indeed")
    assert one.label() == "replace “ball” by “a very long run of word…” in 1 place"


words = st.text(alphabet="ab 👍’'\n“”.", min_size=1, max_size=4)


@given(
    st.lists(st.text(alphabet="ab 👍’'\n“”.", max_size=30), max_size=4),
    words,
    words,
    st.booleans(),
    st.booleans(),
)
def test_replacing_all_and_undoing_changes_nothing_and_counts_agree(
    texts: list[str], sought_words: str, by: str, matches_case: bool, is_whole: bool
) -> None:
    meeting = a_meeting(*texts)
    sought = Sought(sought_words, matches_case=matches_case, is_whole=is_whole)
    found = found_in(meeting, sought)
    assert len(found) == sum(len(list(sought.places(text))) for text in texts)
    command = replacing(found, sought, by)
    after, done = perform(meeting, command)
    assert len(command.swaps) == len(found)
    assert patched(after, inverse(done.patch)) == meeting
    expected = []
    for text in texts:
        changed = text
        for start, end in reversed(list(sought.places(text))):
            changed = changed[:start] + by + changed[end:]
        expected.append(changed)
    assert [note.text for note in after.notes] == expected


def test_what_the_room_agreed_to_in_other_words_is_read_back_again() -> None:
    marks = tuple(ReadBackMark(id=each, result=ReadBackResult.AGREED) for each in ("a1", "d1", "x1"))
    refused = ReadBackMark(id="a2", result=ReadBackResult.NOT_AGREED, words="No.")
    meeting = a_meeting(
        actions=(Action(id="a1", text="ring Sam"), Action(id="a2", text="tell Sam")),
        decisions=(Decision(id="d1", text="Kai stays"),),
        disagreements=(Disagreement(id="x1", about="contact"),),
        positions=(Position(id="p1", disagreement="x1", who="dad", says="Sam should decide"),),
        read_back=(*marks, refused),
    )
    sought = Sought("Sam")
    after, done = perform(meeting, replacing(found_in(meeting, sought), sought, "Tom"))
    assert {mark.id for mark in after.read_back} == {"d1", "a2"}
    undone = patched(after, inverse(done.patch))
    assert {mark.id for mark in undone.read_back} == {"a1", "a2", "d1", "x1"}
    assert (undone.actions, undone.positions) == (meeting.actions, meeting.positions)
