"""Leaving an item asks softly what it lacks; the child's words stay in sight; time and who was in the room are told."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.captures import Sharing, View
from cpm_desktop.domain.commands import Record, Withdraw
from cpm_desktop.domain.meeting import ItemState, Meeting
from cpm_desktop.services.childs_words import childs_words
from cpm_desktop.services.closing import owed
from cpm_desktop.services.demo_preparing import person_named
from cpm_desktop.services.holding import next_item
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.a_desk import SetClock
from tests.ui.meeting.at_item import go_to
from tests.ui.meeting.conftest import open_page

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def leave_health(page: MeetingPage) -> None:
    go_to(page, "health")
    page.item_pane.notes.focus_new()
    press(Qt.Key.Key_Return, CTRL)
    assert page.item_pane.item_id != "health"


def test_an_item_left_with_nothing_captured_is_asked_about_and_none_is_an_answer(page: MeetingPage) -> None:
    leave_health(page)
    assert page.leaving.isVisible()
    assert page.leaving.words == "Health: a decision, an action, a different view, an unmet need – or none?"
    assert (
        page.leaving.words in str(page.window().property(LAST_ANNOUNCEMENT)) or page.leaving.item == "health"
    )
    assert page.item_pane.notes.rows[-1].editor.hasFocus()
    press(Qt.Key.Key_0, ALT)
    assert not page.leaving.isVisible()
    leave_health(page)
    assert not page.leaving.isVisible()


def test_none_outlives_the_page_settles_no_check_and_is_undone_by_name(
    page: MeetingPage, workspace: Workspace, meeting_id: str
) -> None:
    leave_health(page)
    owed_before = owed(page.desk, page.meeting_id).debts
    press(Qt.Key.Key_0, ALT)
    progress = held(page).progress_of("health")
    assert progress.nothing_to_capture_at is not None
    assert progress.no_disagreement_at is None
    assert progress.no_unmet_need_at is None
    assert owed(page.desk, page.meeting_id).debts == owed_before
    assert page.editing().undo_label() == "nothing to capture under the item"
    page.editing().undo()
    assert held(page).progress_of("health").nothing_to_capture_at is None
    assert page.leaving.isVisible()
    assert page.leaving.item == "health"
    press(Qt.Key.Key_0, ALT)
    assert workspace.go(Place("caseload", ""))
    again = open_page(workspace, meeting_id)
    leave_health(again)
    assert not again.leaving.isVisible()


def test_one_key_goes_back_and_captures_under_the_item_left(page: MeetingPage) -> None:
    leave_health(page)
    press(Qt.Key.Key_2, CTRL)
    assert page.item_pane.item_id == "health"
    field = page.capture.form.fields["text"]
    assert field.hasFocus()
    QTest.keyClicks(field, "Book the dentist")
    page.leave()
    assert [(action.text, action.item) for action in held(page).actions] == [("Book the dentist", "health")]
    assert not page.leaving.isVisible()
    leave_health(page)
    assert not page.leaving.isVisible()


@pytest.mark.rule("record.child-centred")
def test_the_childs_words_stay_in_sight_whichever_item_is_open(page: MeetingPage) -> None:
    assert not page.childs_words.isVisible()
    kai, priya = person_named(held(page), "Kai Avery"), person_named(held(page), "Priya Nair")
    view = View(
        id="words",
        of=kai,
        words="I want to stay with Joy.",
        heard_by=priya,
        heard_on=dt.date(2026, 11, 20),
        how="on a walk",
        sharing=Sharing.CHAIR_ONLY,
        item="child-views",
        at=page.desk.now(),
    )
    page.editing().perform(Record(entity=view))
    for item in ("child-views", "health", "close"):
        go_to(page, item)
        assert page.childs_words.isVisible()
        assert page.childs_words.latest.whole_text == "“I want to stay with Joy.”"
    source = page.childs_words.source.whole_text.replace("\u00a0", " ")
    assert "heard by Priya Nair, 20 Nov, on a walk" in source
    assert source.endswith("for the chair only")
    page.item_pane.notes.focus_new()
    press(Qt.Key.Key_F2, SHIFT)
    assert page.childs_words.is_open
    assert "I want to stay with Joy." in str(page.window().property(LAST_ANNOUNCEMENT))
    assert childs_words(page.desk, held(page))[0].view_id == "words"
    page.editing().perform(Withdraw(entity_kind=View.kind, id="words"))
    assert not page.childs_words.isVisible()


@pytest.mark.rule("record.child-centred")
def test_f2_writes_the_childs_own_words_down(page: MeetingPage) -> None:
    page.item_pane.notes.focus_new()
    press(Qt.Key.Key_F2)
    assert page.capture.keys.chosen_key == "view"
    QTest.keyClicks(page.capture.form.fields["words"], "I like the new school.")
    page.leave()
    assert held(page).views[0].of == person_named(held(page), "Kai Avery")
    assert page.childs_words.isVisible()


def test_who_was_in_the_room_is_told_by_one_key(page: MeetingPage, clock: SetClock) -> None:
    go_to(page, "health")
    page.attending.mark_all_here()
    clock.moment += dt.timedelta(minutes=3)
    page.item_pane.notes.focus_new()
    press(Qt.Key.Key_R, CTRL | SHIFT)
    assert page.item_pane.head.people.startswith("In the room for this item: ")
    assert "Priya" in page.item_pane.head.people
    press(Qt.Key.Key_R, CTRL | SHIFT)
    assert page.item_pane.head.people == ""


def test_with_large_text_the_line_of_who_arrives_takes_the_room(page: MeetingPage, theme: Theme) -> None:
    leave_health(page)
    theme.choose(Appearance(Scheme.LIGHT, 2.0, high_contrast=False))
    page.arrivals.ask("pn")
    assert not page.leaving.isVisible()
    page.arrivals.close_line()
    assert page.leaving.isVisible()


def test_time_turns_amber_when_it_is_used_up_and_makes_no_sound(page: MeetingPage, clock: SetClock) -> None:
    go_to(page, "health")
    head = page.item_pane.head
    page._show_agenda()
    assert head._meter._tone == "accent"
    minutes = next(item.minutes for item in page._items if item.id == "health")
    clock.moment += dt.timedelta(minutes=minutes)
    page._show_agenda()
    assert head._meter._tone == "warn"
    assert head._kicker.property("tone") == "warn"


def test_a_parked_item_comes_back_after_every_other(page: MeetingPage) -> None:
    items = [item.id for item in page._items]
    go_to(page, items[1])
    page.park_item()
    visited = []
    for _ in items:
        following = next_item(page.desk, held(page))
        if following is None:
            break
        visited.append(following.id)
        page.go_next()
    assert visited[-1] == items[1]
    assert held(page).progress_of(items[1]).state is ItemState.OPEN
