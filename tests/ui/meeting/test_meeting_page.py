"""The live meeting as a whole: people, agenda, questions, what is missing, and narrow windows."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Participation, Presence, presence_of
from cpm_desktop.domain.captures import Status
from cpm_desktop.domain.meeting import ItemState, Meeting
from cpm_desktop.services.demo_preparing import person_named
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import chips
from cpm_desktop.ui.kit.choices import Pills
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.meeting.attendance_strip import PersonChip, summary_of
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.a_desk import SetClock
from tests.ui.meeting.at_item import go_to
from tests.ui.meeting.conftest import open_page


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def current(page: MeetingPage) -> str:
    return held(page).facts.current_item


@pytest.mark.rule("attend.who-attended")
def test_arrow_keys_go_along_the_people_and_the_menu_marks_them(page: MeetingPage, qtbot: QtBot) -> None:
    page.strip.focus_chip()
    first = QApplication.focusWidget()
    assert isinstance(first, PersonChip)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = QApplication.focusWidget()
    assert isinstance(second, PersonChip)
    assert second.chip.attendee_id != first.chip.attendee_id
    menu = page.strip.menu_for(second.chip)
    next(action for action in menu.actions() if "telephone" in action.text()).trigger()
    assert presence_of(held(page).attendance, second.chip.attendee_id) is Presence.REMOTE
    menu.deleteLater()


def test_each_access_key_of_the_menu_stands_for_one_thing(page: MeetingPage) -> None:
    for chip in chips(page.desk, held(page)):
        menu = page.strip.menu_for(chip)
        letters = [text[text.index("&") + 1].casefold() for text in _texts(menu) if "&" in text]
        menu.deleteLater()
        assert letters
        assert len(letters) == len(set(letters))


def _texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_enter_on_a_person_opens_the_menu(page: MeetingPage, qtbot: QtBot) -> None:
    page.strip.focus_chip()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_somebody_noticed_late_is_marked_with_the_time_it_was(page: MeetingPage) -> None:
    who = chips(page.desk, held(page))[0].attendee_id
    before = page.desk.now()
    page.attending.mark(who, Presence.PRESENT, 15)
    at = held(page).attendance[-1].at
    assert at is not None
    assert dt.timedelta(minutes=14) < before - at < dt.timedelta(minutes=16)


def test_the_strip_counts(half_held: MeetingPage) -> None:
    assert summary_of(chips(half_held.desk, held(half_held))) == "7 here · 2 apologies"


def test_everybody_expected_is_marked_at_once(page: MeetingPage) -> None:
    page.attending.mark_all_here()
    assert all(chip.presence is Presence.PRESENT for chip in chips(page.desk, held(page)))


def test_a_guest_is_added_and_is_here(page: MeetingPage, qtbot: QtBot) -> None:
    page.attending.ask_person()
    assert page.add_person.isVisible()
    qtbot.keyClicks(page.add_person.who.lineEdit(), "Amara Obi")
    qtbot.keyClicks(page.add_person.role, "School nurse")
    qtbot.keyClick(page.add_person.role, Qt.Key.Key_Return)
    guest = person_named(held(page), "Amara Obi")
    assert presence_of(held(page).attendance, guest) is Presence.PRESENT
    assert not page.add_person.isVisible()


def test_ctrl_with_arrows_goes_along_the_agenda(page: MeetingPage, qtbot: QtBot) -> None:
    page.item_pane.notes.focus_new()
    first = current(page)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    second = current(page)
    assert second != first
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert current(page) == first


def test_a_parked_item_comes_again(page: MeetingPage) -> None:
    first = current(page)
    page.park_item()
    assert held(page).progress_of(first).state is ItemState.PARKED
    assert current(page) != first


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_an_item_is_left_out_with_a_reason(page: MeetingPage, qtbot: QtBot) -> None:
    item = current(page)
    page.item_pane.foot.ask_reason()
    qtbot.keyClicks(page.item_pane.foot.reason, "Kai asked to leave this")
    qtbot.keyClick(page.item_pane.foot.reason, Qt.Key.Key_Return)
    progress = held(page).progress_of(item)
    assert (progress.state, progress.reason) == (ItemState.NOT_DISCUSSED, "Kai asked to leave this")


def test_a_reason_typed_for_leaving_an_item_out_counts_without_enter_too(
    page: MeetingPage, qtbot: QtBot
) -> None:
    item = current(page)
    page.item_pane.foot.ask_reason()
    qtbot.keyClicks(page.item_pane.foot.reason, "Kai asked to leave this")
    page.go_next()
    progress = held(page).progress_of(item)
    assert (progress.state, progress.reason) == (ItemState.NOT_DISCUSSED, "Kai asked to leave this")
    assert held(page).progress_of(current(page)).state is ItemState.OPEN
    page.item_pane.foot.ask_reason()
    page.go_next()  # asked, and nothing typed: it was discussed
    assert [entry.state for entry in held(page).agenda].count(ItemState.NOT_DISCUSSED) == 1


@pytest.mark.rule("record.previous-actions")
def test_what_became_of_an_open_action_is_said(page: MeetingPage, qtbot: QtBot) -> None:
    go_to(page, "last-meeting")
    line = next(iter(page.item_pane.carried.rows.values()))
    button = line.statuses.button(Status.NOT_DONE.value)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    outcome = held(page).outcomes[0]
    assert (outcome.of_item, outcome.status) == (line.carried.id, Status.NOT_DONE)
    line.focus_field("escalated_to")
    focused = QApplication.focusWidget()
    qtbot.keyClicks(focused, "Rachel Whitmore")
    page.leave()
    assert held(page).outcomes[0].escalated_to == "Rachel Whitmore"


def test_a_question_shows_those_that_depend_on_it(page: MeetingPage, qtbot: QtBot) -> None:
    go_to(page, "changes")
    before = len(page.item_pane.questions.editors)
    event = page.item_pane.questions.editors[0]
    pills = event.control
    assert isinstance(pills, Pills)
    button = pills.button("yes")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [answer.value for answer in held(page).answers] == ["yes"]
    assert len(page.item_pane.questions.editors) == before + 1
    page.editing().undo()
    assert held(page).answers == ()
    assert len(page.item_pane.questions.editors) == before


@pytest.mark.rule("record.permanence")
def test_the_line_of_what_is_left_leads_to_the_question(page: MeetingPage) -> None:
    go_to(page, "permanence")
    page.item_pane.show_missing()
    assert page.item_pane.nudge.isVisible()
    page.item_pane.nudge.button.click()
    assert QApplication.focusWidget() is page.item_pane.questions.editors[0].control


def test_the_line_of_what_is_left_leads_to_the_date_of_an_action(page: MeetingPage, qtbot: QtBot) -> None:
    go_to(page, "health")
    page.capture.choose("action")
    editor = page.capture.form.fields["text"]
    qtbot.keyClicks(editor, "Book the assessment")
    page.capture.add()
    while page.item_pane.nudge.button.text() and "date" not in page.item_pane.nudge.button.text():
        page.item_pane.show_missing()
        owner = page.item_pane.nudge.button.text()
        assert owner
        page.item_pane.nudge.button.click()
        field = QApplication.focusWidget()
        qtbot.keyClicks(field, "Priya Nair")
        page.capture.add()
        page.item_pane.show_missing()
    page.item_pane.nudge.button.click()
    assert QApplication.focusWidget() is page.capture.form.fields["due"]


@pytest.mark.rule("attend.family-as-partners")
def test_how_the_child_takes_part_is_said_at_their_item(page: MeetingPage) -> None:
    go_to(page, "child-views")
    line = next(iter(page.item_pane.participation.rows.values()))
    line.how.choose(Participation.PRESENT.value)
    line.how.chosen.emit(Participation.PRESENT.value)
    kai = next(person for person in held(page).attendees if person.is_child)
    assert kai.participation is Participation.PRESENT


def test_a_prepared_note_is_confirmed_in_the_room(page: MeetingPage) -> None:
    go_to(page, "health")
    assert page.item_pane.prepared.isVisible()
    page.item_pane.prepared.confirm_button.click()
    note = held(page).notes[0]
    assert note.text == held(page).progress_of("health").prepared_note
    assert page.item_pane.notes.rows[0].editor.text == note.text
    assert not page.item_pane.prepared.confirm_button.isVisible()


def test_next_meeting_is_typed_at_the_close(page: MeetingPage, qtbot: QtBot) -> None:
    go_to(page, "close")
    card = page.item_pane.next_meeting
    assert card.isVisible()
    qtbot.keyClicks(card.day.control, "26 jan 27")
    qtbot.keyClicks(card.time.control, "2pm")
    page.leave()
    agreed = held(page).next_meetings[0]
    assert (agreed.date, agreed.starts_at) == (dt.date(2027, 1, 26), dt.time(14, 0))


def test_the_header_says_what_and_how_long(half_held: MeetingPage) -> None:
    header = half_held.header
    assert header.title.endswith("– Kai A.")
    assert "started 14:02" in header.subtitle
    assert header.pill == "Live"
    assert header.primary == "Close and sign…"


def test_it_opens_where_the_meeting_stands(
    workspace: Workspace, half_held: MeetingPage, desk: Desk, meeting_id: str
) -> None:
    assert half_held.item_pane.item_id == "health"
    workspace.go(Place("caseload"))
    assert open_page(workspace, meeting_id).item_pane.item_id == "health"
    assert desk.meeting(meeting_id).value.facts.current_item == "health"


def test_narrow_windows_and_large_text_fold(
    page: MeetingPage, workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    assert page.rail.isVisible()
    theme.choose(Appearance(Scheme.LIGHT, 2.0, high_contrast=False))
    workspace.resize(1366, 768)
    qtbot.waitUntil(lambda: not page.rail.isVisible())
    assert page.agenda_select.isVisible()
    assert page.item_pane.isVisible()
    assert not page.capture.isVisible()
    page.show_capture()
    assert page.capture.isVisible()
    assert not page.item_pane.isVisible()


def test_what_somebody_types_in_stays_in_view_when_the_window_folds(
    half_held: MeetingPage, theme: Theme, qtbot: QtBot
) -> None:
    half_held.capture.choose("action")
    field = half_held.capture.form.fields["text"]
    field.setFocus()
    theme.choose(Appearance(Scheme.LIGHT, 1.5, high_contrast=False))
    qtbot.waitUntil(half_held.capture.isVisible)
    assert field.isVisible()
    assert field.hasFocus()
    theme.choose(Appearance(Scheme.LIGHT, 1.0, high_contrast=False))
    assert half_held.item_pane.isVisible()


def test_everything_that_takes_the_keyboard_has_a_name(half_held: MeetingPage) -> None:
    for item in ("child-views", "last-meeting", "health", "permanence", "close"):
        go_to(half_held, item)
        nameless = [
            widget
            for widget in half_held.findChildren(QWidget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and widget.isVisible()
            and not widget.accessibleName()
            and not getattr(widget, "text", str)()
        ]
        assert nameless == []


def test_every_action_stands_in_the_palette(page: MeetingPage) -> None:
    texts = [action.text() for action in page.actions()]
    for words in (
        "Next item",
        "Park this item",
        "Add person",
        "New note",
        "Decision",
        "Close and sign",
    ):
        assert any(text.startswith(words) for text in texts), words


def test_typing_rebuilds_nothing(half_held: MeetingPage, qtbot: QtBot, clock: SetClock) -> None:
    page = half_held
    editor = page.item_pane.notes.rows[-1].editor
    editor.setFocus()
    cards = list(page.capture.cards.cards)
    qtbot.keyClicks(editor, "The school has noticed that he is tired in the mornings. " * 3)
    page.leave()
    assert page.capture.cards.cards == cards
    assert clock is not None


def test_a_chip_says_its_state_once(page: MeetingPage) -> None:
    who = {chip.name: chip.attendee_id for chip in chips(page.desk, held(page)) if chip.name != "Kai"}
    several = (Presence.PRESENT, Presence.REMOTE, Presence.APOLOGIES, Presence.ABSENT, Presence.LEFT)
    for attendee_id, presence in zip(who.values(), several, strict=False):
        page.attending.mark(attendee_id, presence)
    names = [chip.accessibleName().lower() for chip in page.strip.findChildren(PersonChip)]
    for word in ("apologies", "absent", "left", "remote", "not here yet", " here"):
        assert all(name.count(word) <= 1 for name in names), names
    assert any(name.endswith("sent apologies") for name in names)
