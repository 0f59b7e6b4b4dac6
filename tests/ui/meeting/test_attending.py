"""People come and go by one key each; the time is now or as typed, and can be put right."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import AttendanceEvent, Presence, presence_of, was_asked_out
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.attending import arrival_typed, in_the_room
from cpm_desktop.services.demo_preparing import person_named
from cpm_desktop.services.discussing import notes_of
from cpm_desktop.services.heard_apart import HEARD_APART
from cpm_desktop.services.item_work import answer
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Workspace
from tests.a_desk import SetClock

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def type_line(page: MeetingPage, typed: str) -> None:
    assert page.arrivals.line.hasFocus()
    QTest.keyClicks(page.arrivals.line, typed)


def last(page: MeetingPage, name: str) -> AttendanceEvent:
    who = person_named(held(page), name)
    return [event for event in held(page).attendance if event.who == who][-1]


@pytest.mark.rule("attend.who-attended")
def test_ctrl_l_initials_and_enter_say_who_arrives_and_who_leaves(page: MeetingPage) -> None:
    page.item_pane.notes.focus_new()
    press(Qt.Key.Key_L, CTRL)
    type_line(page, "pn")
    assert "Priya Nair (PN) is here" in page.arrivals.meant.text()
    press(Qt.Key.Key_Return)
    assert last(page, "Priya Nair").presence is Presence.PRESENT
    assert page.arrivals.line.text() == ""
    type_line(page, "priya")
    press(Qt.Key.Key_Return)
    assert last(page, "Priya Nair").presence is Presence.LEFT
    assert "left" in str(page.window().property(LAST_ANNOUNCEMENT))
    press(Qt.Key.Key_Escape)
    assert not page.arrivals.isVisible()
    assert page.item_pane.notes.rows[-1].editor.hasFocus()


@pytest.mark.rule("attend.who-attended")
def test_remote_and_apologies_have_a_key_each(page: MeetingPage) -> None:
    page.arrivals.ask()
    type_line(page, "jo")
    press(Qt.Key.Key_Return, SHIFT)
    assert presence_of(held(page).attendance, person_named(held(page), "Joy Okafọ̀")) is Presence.REMOTE
    page.arrivals.ask()
    type_line(page, "tom")
    press(Qt.Key.Key_Return, ALT)
    assert last(page, "Tom Avery").presence is Presence.APOLOGIES


def test_a_time_is_typed_and_put_right(page: MeetingPage, clock: SetClock) -> None:
    page.arrivals.ask()
    type_line(page, "pn here 5 ago")
    press(Qt.Key.Key_Return)
    noted = last(page, "Priya Nair")
    assert noted.at is not None
    assert page.desk.now() - noted.at >= dt.timedelta(minutes=5)
    type_line(page, "pn here 3 ago")
    assert "the time becomes" in page.arrivals.meant.text()
    press(Qt.Key.Key_Return)
    righted = last(page, "Priya Nair")
    assert righted.id == noted.id
    assert righted.at is not None
    assert righted.at > noted.at
    page.editing().undo()
    assert last(page, "Priya Nair").at == noted.at
    assert clock is not None


def test_what_cannot_be_meant_is_said_and_noted_nowhere(page: MeetingPage) -> None:
    before = held(page).attendance
    page.arrivals.ask()
    for typed in ("zz", "pn 99:99"):
        page.arrivals.line.clear()
        type_line(page, typed)
        press(Qt.Key.Key_Return)
        assert page.arrivals.line.text() == typed
    assert held(page).attendance == before
    assert "no time" in page.arrivals.meant.text()


def test_space_on_a_person_says_it_at_once_and_ctrl_l_takes_their_initials(page: MeetingPage) -> None:
    priya = person_named(held(page), "Priya Nair")
    page.strip.focus_chip(priya)
    press(Qt.Key.Key_Space)
    assert presence_of(held(page).attendance, priya) is Presence.PRESENT
    press(Qt.Key.Key_Return, SHIFT)
    assert presence_of(held(page).attendance, priya) is Presence.REMOTE
    press(Qt.Key.Key_Space)
    assert presence_of(held(page).attendance, priya) is Presence.LEFT
    press(Qt.Key.Key_L, CTRL)
    assert page.arrivals.line.text() == "PN "


def test_who_joins_remotely_is_softly_asked_whether_they_are_alone(page: MeetingPage, qtbot: QtBot) -> None:
    priya = person_named(held(page), "Priya Nair")
    page.item_pane.notes.focus_new()
    page.attending.mark(priya, Presence.REMOTE)
    privacy = page.attending.privacy
    assert privacy.isVisible()
    assert "alone" in privacy.words
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_7, ALT)
    assert not privacy.isVisible()
    texts = [note.text for note in notes_of(held(page), page.item_pane.item_id)]
    assert texts == ["Priya Nair joined remotely and said they were alone, in a private place."]


@pytest.mark.rule("attend.who-attended")
def test_who_was_in_the_room_for_an_item_can_be_told_later(page: MeetingPage, clock: SetClock) -> None:
    priya, joy = person_named(held(page), "Priya Nair"), person_named(held(page), "Joy Okafọ̀")
    first = page.item_pane.item_id
    page.attending.mark(priya, Presence.PRESENT)
    clock.moment += dt.timedelta(minutes=4)
    page.attending.mark(joy, Presence.REMOTE)
    clock.moment += dt.timedelta(minutes=4)
    page.go_next()
    second = page.item_pane.item_id
    page.attending.mark(priya, Presence.LEFT)
    clock.moment += dt.timedelta(minutes=3)
    told = {one.attendee_id: one.detail for one in in_the_room(page.desk, held(page), first)}
    assert told[priya] == ""
    assert told[joy].startswith("by video or telephone, from ")
    assert [one.attendee_id for one in in_the_room(page.desk, held(page), second)] == [joy]


def test_nobody_comes_or_goes_on_the_next_day_before_the_end_is_said(
    page: MeetingPage, workspace: Workspace, clock: SetClock
) -> None:
    bar, before = page.attending, held(page)
    priya = person_named(before, "Priya Nair")
    clock.moment += dt.timedelta(days=1)
    typed = arrival_typed(page.desk, before, "PN")
    assert typed.who == priya
    doings = (
        lambda: bar.mark(priya, Presence.LEFT),
        lambda: bar.mark(priya, Presence.PRESENT, minutes_ago=20),
        lambda: bar.apart.asked_out.emit(priya),
        lambda: bar.arrivals.said.emit(typed),
        lambda: bar.add_person.added.emit("", "Maja Lindqvist", "Play worker", "Sure Start"),
        lambda: page.item_pane.notes.reading.person_given.emit("ML", "Maja Lindqvist", "Play worker", True),
        lambda: page.attempt(bar.mark_all_here),
    )
    for doing in doings:
        workspace.tell("Nothing wrong")
        doing()
        assert "say when it ended" in workspace.error_shown
        assert held(page) == before


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_part_heard_without_somebody_offers_softly_to_ask_people_out(page: MeetingPage) -> None:
    page.attending.mark_all_here()
    apart, meeting = page.attending.apart, page.desk.meeting(page.meeting_id)
    item, question = next(
        (item.id, question.id)
        for item in page.desk.form_of(meeting.value).agenda
        for question in item.questions
        if "heard without someone" in question.text
    )
    page.go_to(item)
    page.item_pane.notes.focus_new()
    assert not apart.isVisible()
    answer(page.desk, page.meeting_id, item, question, "yes")
    assert apart.isVisible()
    assert page.item_pane.notes.rows[-1].editor.hasFocus()
    dana = person_named(meeting.value, "Dana Avery")
    chair = meeting.value.facts.chair
    offered = [apart.who.itemData(place) for place in range(apart.who.count())]
    assert dana in offered
    assert chair not in offered
    apart.who.choose(dana)
    apart.who.chosen.emit(dana)
    assert was_asked_out(meeting.value.attendance, dana, page.desk.now())
    assert apart.isVisible()
    assert dana not in [apart.who.itemData(place) for place in range(apart.who.count())]
    apart.close_button.click()
    assert not apart.isVisible()
    page.attending.mark(dana, Presence.PRESENT)
    assert not apart.isVisible()
    answer(page.desk, page.meeting_id, item, question, "no")
    answer(page.desk, page.meeting_id, item, question, "yes")
    assert apart.isVisible()
    page.editing().undo()
    assert not apart.isVisible()


@pytest.mark.rule("after.copy-for-each-reader")
def test_who_is_back_was_out_until_then_however_late_it_is_noted(page: MeetingPage, clock: SetClock) -> None:
    page.attending.mark_all_here()
    dana = person_named(held(page), "Dana Avery")
    clock.set_moment(clock.moment + dt.timedelta(minutes=10))
    page.attending.mark(dana, Presence.ASKED_OUT)
    out = last(page, "Dana Avery").at
    assert out is not None
    clock.set_moment(out + dt.timedelta(minutes=3))
    page.attending.mark(dana, Presence.PRESENT, 20)  # sooner than she was asked out
    assert last(page, "Dana Avery").at == out
    page.attending.mark(dana, Presence.ASKED_OUT)
    clock.set_moment(clock.moment + dt.timedelta(minutes=9))
    page.attending.mark(dana, Presence.PRESENT, 5)
    attendance = held(page).attendance
    back = last(page, "Dana Avery").at
    assert back is not None
    assert was_asked_out(attendance, dana, back - dt.timedelta(minutes=1))
    assert not was_asked_out(attendance, dana, back + dt.timedelta(minutes=1))


@pytest.mark.rule("after.copy-for-each-reader")
def test_every_form_asks_about_parts_heard_apart_under_the_one_name(page: MeetingPage) -> None:
    asked = [
        question.id
        for form in page.desk.procedure.forms.values()
        for item in form.agenda
        for question in item.questions
        if "heard without someone" in question.text
    ]
    assert len(asked) >= 6
    assert set(asked) == {HEARD_APART}
