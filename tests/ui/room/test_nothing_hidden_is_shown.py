"""Canaries of every kind of hidden thing: their words are never in the room view, nor while they are typed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import AttendanceEvent, Presence
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    Sharing,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.commands import Put, Record, change
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    GivenReason,
    ItemState,
    Meeting,
    NextMeeting,
    Paper,
)
from cpm_desktop.services import room_view as module
from cpm_desktop.ui.kit.selects import Select
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from tests.ui.room.seen_words import press, room_of, state, words_in

HEALTH = "health"
EVERYONE = Sharing.EVERYONE
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def hidden_things(meeting: Meeting, now: dt.datetime) -> Iterator[Entity]:
    """One of each kind; the word of each begins with CANARY."""
    before = now - dt.timedelta(minutes=5)
    child = next(one.id for one in meeting.attendees if one.is_child)
    parent = next(one.id for one in meeting.attendees if one.role == "Mother")
    for audience in (Audience.FILE_ONLY, Audience.PROFESSIONALS):
        mark = audience.name
        yield Action(id=f"a{mark}", item=HEALTH, text=f"CANARY-action-{mark}", audience=audience, at=before)
        yield Decision(
            id=f"d{mark}", item=HEALTH, text=f"CANARY-decision-{mark}", audience=audience, at=before
        )
        yield View(
            id=f"v{mark}",
            of=child,
            words=f"CANARY-view-{mark}",
            sharing=EVERYONE,
            audience=audience,
            at=before,
        )
    for sharing in (Sharing.NOT_ASKED, Sharing.CHAIR_ONLY, Sharing.PROFESSIONALS):
        yield View(
            id=sharing.name, of=child, words=f"CANARY-words-{sharing.name}", sharing=sharing, at=before
        )
    yield View(
        id="against",
        of=child,
        words="CANARY-against",
        sharing=EVERYONE,
        sharing_reason="CANARY-sharing-reason",
        at=before,
    )
    yield View(id="mothers", of=parent, words="CANARY-mother", sharing=EVERYONE, at=before)
    yield Action(id="other", item=HEALTH, text="CANARY-other-child", child_id="mia", owner="CANARY-owner")
    yield Decision(id="other2", item=HEALTH, text="CANARY-other-decision", child_id="mia")
    yield Disclosure(id="told", item=HEALTH, words="CANARY-disclosure", told="CANARY-told", at=before)
    yield Note(id="note", item=HEALTH, text="CANARY-note", at=before)
    yield Note(id="prepared", item=HEALTH, text="CANARY-prepared", is_prepared=True)
    yield Disagreement(id="differ", item=HEALTH, about="CANARY-differ", goes_on="CANARY-goes-on", at=before)
    yield Position(id="position", disagreement="differ", who=parent, says="CANARY-position")
    yield UnmetNeed(id="unmet", item=HEALTH, need="CANARY-unmet", why="CANARY-why", at=before)
    yield Action(id="plain", item=HEALTH, text="Stands for all", for_child="CANARY-for-child", at=before)
    yield Decision(id="reason", item=HEALTH, text="Stands decided", reason="CANARY-reason", at=before)
    yield Answer(id="answer", item=HEALTH, question="x", value="CANARY-answer", note="CANARY-beside")
    yield GivenReason(id="withheld.plain", text="CANARY-given")
    yield NextMeeting(id="next", venue="CANARY-refuge")
    yield Paper(id="paper", title="CANARY-paper", file_name="CANARY-file")
    yield Outcome(
        id="outcome", of_item=meeting.carried[0].id, note="CANARY-outcome", escalated_to="CANARY-to"
    )
    yield AttendanceEvent(id="out", who=parent, presence=Presence.ASKED_OUT, at=now)
    while_out, back = now + dt.timedelta(minutes=1), now + dt.timedelta(minutes=2)
    yield Action(id="while-out", item=HEALTH, text="CANARY-while-out", at=while_out)
    yield AttendanceEvent(id="back", who=parent, presence=Presence.PRESENT, at=back)


@pytest.fixture
def with_canaries(half_held: MeetingPage) -> MeetingPage:
    """The meeting half held, with hidden things of every kind put in it, and the room view open."""
    editing = half_held.editing()
    meeting = editing.value
    for entity in hidden_things(meeting, half_held.desk.now()):
        editing.perform(Record(entity=entity))
    for person in meeting.attendees:
        details = ("address", "telephone", "email", "contact_restriction", "access_needs", "copy_reason")
        editing.perform(change(person, **{name: f"CANARY-{name}" for name in details}))
    editing.perform(change(editing.value.children[0], placement_address="CANARY-placement"))
    progress = editing.value.progress_of(HEALTH)
    noted = replace(progress, prepared_note="CANARY-beforehand", prepared_by="CANARY-writer")
    editing.perform(Put(entity=noted))
    gone = AgendaProgress(id="education", state=ItemState.NOT_DISCUSSED, reason="CANARY-not-discussed")
    editing.perform(Put(entity=gone))
    press(half_held, Qt.Key.Key_F9, SHIFT)
    return half_held


def test_no_word_of_what_is_hidden_is_in_the_room(with_canaries: MeetingPage) -> None:
    words = words_in(room_of(with_canaries))
    assert "CANARY" not in words
    assert "Stands for all" in words
    assert "Stands decided" in words
    assert "I want to stay at Joy" in words
    assert room_of(with_canaries).isVisible()


def test_with_the_filter_taken_out_hidden_things_would_be_seen(
    half_held: MeetingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of_it(meeting: Meeting, form: Form, roles: object) -> Meeting:
        del form, roles
        return meeting

    monkeypatch.setattr(module, "seen_in_room", all_of_it)
    editing = half_held.editing()
    for entity in hidden_things(editing.value, half_held.desk.now()):
        editing.perform(Record(entity=entity))
    press(half_held, Qt.Key.Key_F9, SHIFT)
    words = words_in(room_of(half_held))
    for canary in ("action-FILE_ONLY", "decision-PROFESSIONALS", "other-child"):
        assert f"CANARY-{canary}" in words


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_is_said_while_somebody_is_asked_to_leave_waits_for_no_return_to_be_noted(
    half_held: MeetingPage, qtbot: QtBot
) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    editing, now = half_held.editing(), half_held.desk.now()
    child = next(one.id for one in editing.value.attendees if one.is_child)
    parent = next(one.id for one in editing.value.attendees if one.role == "Mother")
    editing.perform(Record(entity=AttendanceEvent(id="out", who=parent, presence=Presence.ASKED_OUT, at=now)))
    later = now + dt.timedelta(minutes=1)
    for entity in (
        Action(id="a", item=HEALTH, text="CANARY-action", at=later),
        Decision(id="d", item=HEALTH, text="CANARY-decision", at=later),
        View(id="v", of=child, words="CANARY-words", sharing=EVERYONE, at=later),
        Action(id="plain", item=HEALTH, text="Stands for all", at=now - dt.timedelta(minutes=1)),
    ):
        editing.perform(Record(entity=entity))
    qtbot.waitUntil(lambda: "Stands for all" in words_in(room_of(half_held)))
    assert "CANARY" not in words_in(room_of(half_held))


def test_what_is_typed_appears_when_it_is_added_and_not_before(half_held: MeetingPage, qtbot: QtBot) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    press(half_held, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    for letter in "CANARY typed":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
        assert "CANARY" not in words_in(room_of(half_held))
    qtbot.waitUntil(lambda: bool(half_held.capture.form.entity_id))
    assert "CANARY" in str(half_held.editing().value.actions)
    qtbot.wait(400)
    assert "CANARY" not in words_in(room_of(half_held))
    press(half_held, Qt.Key.Key_Return, CONTROL_SHIFT)
    qtbot.waitUntil(lambda: "CANARY typed" in words_in(room_of(half_held)))


def test_what_is_marked_before_it_is_added_never_appears(half_held: MeetingPage, qtbot: QtBot) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    press(half_held, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "CANARY marked")
    audience = half_held.capture.form.fields["audience"]
    assert isinstance(audience, Select)
    audience.choose(Audience.FILE_ONLY.value)
    audience.chosen.emit(Audience.FILE_ONLY.value)
    press(half_held, Qt.Key.Key_Return, CONTROL_SHIFT)
    qtbot.wait(400)
    assert "CANARY marked" in str(half_held.editing().value.actions)
    assert "CANARY" not in words_in(room_of(half_held))


def test_what_is_changed_stands_as_it_stood_until_the_form_is_left(
    half_held: MeetingPage, qtbot: QtBot
) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    action = half_held.editing().value.actions[-1]
    assert action.text in words_in(room_of(half_held))
    half_held.capture.edit("action", action.id)
    press(half_held, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), " CANARY")
    qtbot.waitUntil(lambda: "CANARY" in str(half_held.editing().value.actions))
    qtbot.wait(400)
    assert "CANARY" not in words_in(room_of(half_held))
    assert action.text in words_in(room_of(half_held))
    press(half_held, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)  # to the notes: the form is left
    qtbot.waitUntil(lambda: "CANARY" in words_in(room_of(half_held)))
    half_held.editing().perform(
        change(half_held.editing().value.actions[-1], audience=Audience.PROFESSIONALS)
    )
    qtbot.waitUntil(lambda: "CANARY" not in words_in(room_of(half_held)))


def test_a_note_and_a_restricted_note_are_typed_unseen(half_held: MeetingPage, qtbot: QtBot) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    room = room_of(half_held)
    press(half_held, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "CANARY note")
    qtbot.wait(400)
    assert "CANARY" not in words_in(room)
    press(half_held, Qt.Key.Key_F8)
    assert state(half_held) == "hidden"
    qtbot.keyClicks(QApplication.focusWidget(), "CANARY restricted")
    qtbot.wait(400)
    assert "CANARY" not in words_in(room)
    assert "estricted" not in words_in(room)
    press(half_held, Qt.Key.Key_Escape)
    assert state(half_held) == "hidden"  # the chair says when the room sees something again
    press(half_held, Qt.Key.Key_F9)
    assert state(half_held) == "showing"
    assert "CANARY" not in words_in(room_of(half_held))
    assert "estricted" not in words_in(room_of(half_held))
