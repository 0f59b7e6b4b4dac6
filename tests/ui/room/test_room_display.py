"""The room view as a window: opened, hidden, filled and closed by keys; the chair is told all the time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.services.holding import start
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.room.room_board import MOMENT, type_unit
from cpm_desktop.ui.room.room_display import RoomState, display_of
from cpm_desktop.ui.room.room_strip import RoomStrip
from cpm_desktop.ui.room.room_window import RoomWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile
from cpm_desktop.ui.shell.workspace import Workspace
from tests.services.a_record import a_desk, enter_kai, prepare
from tests.ui.a_window import OpenWindow, unnamed
from tests.ui.meeting.at_item import go_to
from tests.ui.room.seen_words import press, room_of, state, words_in

SHIFT = Qt.KeyboardModifier.ShiftModifier
THEIRS = "I want to stay at Joy"


def said(page: MeetingPage) -> str:
    return str(page.window().property(LAST_ANNOUNCEMENT))


def test_one_key_hides_everything_and_shows_it_again(half_held: MeetingPage) -> None:
    assert "Room view closed" in half_held.header.subtitle
    press(half_held, Qt.Key.Key_F9, SHIFT)
    assert THEIRS in words_in(room_of(half_held))
    assert half_held.room.strip.isVisible()
    assert "Room view: showing" in half_held.room.strip.told
    assert "Room view showing" in half_held.header.subtitle
    assert "Room view: showing" in said(half_held)
    press(half_held, Qt.Key.Key_F9)
    QTest.qWait(1)
    shown = [label.text() for label in room_of(half_held).findChildren(QLabel) if label.isVisible()]
    assert shown == [MOMENT]
    assert THEIRS not in words_in(room_of(half_held))
    assert "Kai" not in words_in(room_of(half_held))
    assert "Room view: hidden" in said(half_held)
    assert "Room view hidden" in half_held.header.subtitle
    press(half_held, Qt.Key.Key_F9)
    assert THEIRS in words_in(room_of(half_held))
    press(half_held, Qt.Key.Key_F9, SHIFT)
    assert state(half_held) == "closed"
    assert not half_held.room.strip.isVisible()


def test_the_keys_work_in_the_room_view_too(half_held: MeetingPage, qtbot: QtBot) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    window = room_of(half_held)
    QTest.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert state(half_held) == "hidden"
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert state(half_held) == "showing"
    assert unnamed(window) == []
    window.close()
    assert state(half_held) == "closed"


def test_where_it_is_closed_the_hiding_key_only_says_so(half_held: MeetingPage) -> None:
    press(half_held, Qt.Key.Key_F9)
    assert state(half_held) == "closed"
    shown = half_held.navigator
    assert isinstance(shown, Workspace)
    assert "The room view is closed. Shift+F9 opens it." in shown.error_shown
    assert said(half_held) == shown.error_shown
    press(half_held, Qt.Key.Key_F9, SHIFT)
    assert state(half_held) == "showing"
    assert shown.error_shown == ""


def test_it_follows_the_agenda(half_held: MeetingPage, qtbot: QtBot) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    assert "Health: now" in words_in(room_of(half_held))
    go_to(half_held, "education")
    qtbot.waitUntil(lambda: "Education and leisure: now" in words_in(room_of(half_held)))
    assert "Health: done" in words_in(room_of(half_held))


def test_leaving_the_page_and_locking_hide_it(half_held: MeetingPage, workspace: Workspace) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    window, meeting_id = room_of(half_held), half_held.meeting_id
    workspace.open_caseload()
    assert window.view is None
    assert window.isVisible()
    assert display_of(workspace, workspace.theme).state is RoomState.HIDDEN
    workspace.open_meeting(meeting_id)
    page = workspace.page
    assert isinstance(page, MeetingPage)
    assert state(page) == "hidden"
    assert "Room view: hidden" in page.room.strip.told
    press(page, Qt.Key.Key_F9)
    assert THEIRS in words_in(window)
    workspace._drop_page()  # what locking does
    assert window.view is None
    QTest.qWait(1)
    assert THEIRS not in words_in(window)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.view is None


def test_the_close_tells_that_it_is_hidden(half_held: MeetingPage, workspace: Workspace) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    window = room_of(half_held)
    workspace.open_close(half_held.meeting_id)
    page = workspace.page
    assert page is not None
    strip = page.findChild(RoomStrip)
    assert isinstance(strip, RoomStrip)
    assert strip.isVisible()
    assert "Room view: hidden" in strip.told
    assert not strip.turn_button.isVisible()
    strip.close_button.click()
    assert not window.isVisible()
    assert not strip.isVisible()


def test_type_grows_with_the_window(half_held: MeetingPage, qtbot: QtBot) -> None:
    assert type_unit(1920, 1080) == 38
    assert type_unit(1280, 720) == 26
    press(half_held, Qt.Key.Key_F9, SHIFT)
    window = room_of(half_held)
    for width, height in ((1280, 720), (960, 540)):
        window.resize(width, height)
        unit = type_unit(width, height)
        qtbot.waitUntil(lambda unit=unit: unit in _sizes(window))  # type: ignore[misc]  # a default holds the value
        cut = [
            label.text()
            for label in window.findChildren(QLabel)
            if label.isVisible() and label.width() < label.minimumSizeHint().width()
        ]
        assert cut == []


def _sizes(window: QWidget) -> set[int]:
    return {label.font().pixelSize() for label in window.findChildren(QLabel) if label.isVisible()}


@pytest.fixture
def legal(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[OpenWindow]:
    opened = OpenWindow(qtbot, theme, a_desk(tmp_path))
    yield opened
    opened.close()


def test_a_privileged_record_is_not_shown_where_a_party_is_in_the_room(legal: OpenWindow) -> None:
    desk = legal.desk
    meeting_id = prepare(desk, enter_kai(desk), "legal", desk.today(), invited=("priya", "dana"))
    start(desk, meeting_id)
    page = legal.go("meeting", meeting_id)
    legal.press(Qt.Key.Key_F9, SHIFT)
    assert isinstance(page, MeetingPage)
    assert state(page) == "closed"
    assert "may" in legal.workspace.error_shown
    assert page.room.find_display().window is None


def test_it_comes_back_where_it_stood_and_goes_with_the_window(
    half_held: MeetingPage, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = tmp_path / "window.json"
    window = RoomWindow(theme, PreferencesFile(kept))
    qtbot.addWidget(window)
    window.open_beside(half_held)
    window.setGeometry(40, 60, 900, 500)
    window.close()
    again = RoomWindow(theme, PreferencesFile(kept))
    qtbot.addWidget(again)
    again.open_beside(half_held)
    assert (again.width(), again.height()) == (900, 500)
    again.close()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_it_follows_the_colours(half_held: MeetingPage, theme: Theme, scheme: Scheme) -> None:
    press(half_held, Qt.Key.Key_F9, SHIFT)
    theme.choose(Appearance(scheme, 2.0, high_contrast=False))
    ground = room_of(half_held).grab().toImage().pixelColor(4, 4)
    assert ground == theme.colour("canvas")


def test_of_many_actions_the_latest_are_shown_and_the_others_counted(half_held: MeetingPage) -> None:
    held = len(half_held.editing().value.actions)
    for number in range(1, 13):
        at = half_held.desk.now()
        made = Action(id=f"a{number}", item="health", text=f"Task number {number};", at=at)
        half_held.editing().perform(Record(entity=made))
    press(half_held, Qt.Key.Key_F9, SHIFT)
    words = words_in(room_of(half_held))
    assert "Task number 12;" in words
    assert "Task number 2;" not in words
    assert f"and {held + 2} before" in words
    assert "In a call share the window" in half_held.room.strip.told


def counted(rows: dict[str, QLabel]) -> set[str]:
    return {words for words in rows if "before, on the action list" in words}


def test_only_the_rows_that_differ_are_made_anew(half_held: MeetingPage, qtbot: QtBot) -> None:
    editing = half_held.editing()
    for number in range(12):
        at = half_held.desk.now()
        editing.perform(Record(entity=Action(id=f"n{number}", item="health", text=f"Old {number}.", at=at)))
    press(half_held, Qt.Key.Key_F9, SHIFT)
    room = room_of(half_held)

    def rows() -> dict[str, QLabel]:
        return {label.text(): label for label in room.findChildren(QLabel) if label.isVisible()}

    qtbot.waitUntil(lambda: not room._timer.isActive())  # the type has grown with the window
    before = rows()
    editing.perform(Record(entity=Action(id="new", item="health", text="New one.", at=half_held.desk.now())))
    qtbot.waitUntil(lambda: "New one." in rows())
    after = rows()
    gone = {words for words in before if words not in after}
    assert {words for words in after if words not in before} == {"New one.", *counted(after)}
    assert gone == {"Old 2.", *counted(before)}
    once = ("Old 11.", "Old 3.", "Actions", "Agenda")
    assert [after[words] for words in once] == [before[words] for words in once]
    qtbot.waitUntil(lambda: "Old 2." not in words_in(room))


def test_it_is_found_in_menu_and_palette(half_held: MeetingPage, workspace: Workspace) -> None:
    acts = {act.text: act.key for act in workspace.acts()}
    assert acts["Room view: open or close it"] == "Shift+F9"
    assert acts["Room view: hide everything, or show it again"] == "F9"
    assert half_held.isVisible()


def test_closing_the_window_of_the_application_closes_it(legal: OpenWindow) -> None:
    desk = legal.desk
    meeting_id = prepare(desk, enter_kai(desk), "cla-standard", desk.today())
    start(desk, meeting_id)
    page = legal.go("meeting", meeting_id)
    assert isinstance(page, MeetingPage)
    page.room.turn_open()
    window = room_of(page)
    assert window.isVisible()
    legal.window.closing.emit()
    assert not window.isVisible()
    assert state(page) == "closed"


@pytest.mark.rule("after.copy-for-each-reader")
def test_locking_hides_everything_also_where_something_typed_is_refused(
    half_held: MeetingPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_held.room.turn_open()
    display = half_held.room.find_display()
    assert display.view is not None

    def refuse() -> None:
        raise InvalidDetail("This cannot be kept.")

    monkeypatch.setattr(half_held, "leave", refuse)
    with pytest.raises(InvalidDetail):
        workspace.retire()
    assert display.view is None
