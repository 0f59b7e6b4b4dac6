"""The guide beside the window: opened at the page one is on, read, searched, left; nothing of a case is in it."""

import inspect
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cpm_desktop.domain.guide.topics import Illustration, Points, Prose, Steps, as_words, texts_of
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.guide import load_guide
from cpm_desktop.services.holding import start
from cpm_desktop.ui.guide.guide_window import GuideWindow
from cpm_desktop.ui.guide.places import TOPICS
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.shell.locking import clear_screen
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile
from tests.accessibility.scenes import SCENES
from tests.accessibility.test_no_scene_is_missing import ONLY_BASES, classes
from tests.ui.a_window import OpenWindow, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened() -> GuideWindow:
    """Return the guide, whatever else is open beside it."""
    above = QApplication.topLevelWidgets()
    (guide,) = (each for each in above if isinstance(each, GuideWindow) and each.isVisible())
    return guide


def asked(window: OpenWindow) -> GuideWindow:
    window.press(Qt.Key.Key_F1)
    return opened()


def test_every_page_and_dialog_has_its_topic() -> None:
    seen = {scene.kind for scene in SCENES.values()}
    assert sorted(seen - set(TOPICS)) == []
    assert sorted(set(TOPICS) - {each.__name__ for each in classes()}) == []
    known = {topic.id for topic in load_guide().topics}
    assert sorted(set(TOPICS.values()) - known) == []
    assert not set(TOPICS) & ONLY_BASES


@pytest.mark.parametrize(
    ("screen", "topic"),
    [
        ("caseload", "caseload"),
        ("child", "child"),
        ("prepare", "prepare"),
        ("meeting", "hold"),
        ("close", "close"),
        ("safety", "safety"),
        ("words", "words"),
    ],
)
def test_f1_opens_the_guide_at_the_page_one_is_on(
    window: OpenWindow, kai: str, screen: str, topic: str
) -> None:
    meeting = prepare_meeting(window.desk, kai, demo_scripts()[0])
    if screen in ("meeting", "close"):
        start(window.desk, meeting)
    subjects = {"child": kai, "prepare": meeting, "meeting": meeting, "close": meeting}
    window.go(screen, subjects.get(screen, ""))
    guide = asked(window)
    assert guide.topic == topic
    assert guide.windowTitle().startswith(load_guide().topic(topic).title)
    assert guide.text.hasFocus() or not guide.isActiveWindow()


def test_f1_in_a_dialog_opens_the_page_about_it_and_leaves_it_open(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    window.press(Qt.Key.Key_E, CONTROL)
    dialog = window.dialog()
    window.qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_F1)
    guide = opened()
    assert guide.topic == "child"
    assert dialog.isVisible()
    window.qtbot.waitUntil(guide.isActiveWindow)
    QTest.keyClick(guide.text, Qt.Key.Key_Escape)  # it is not held up by the dialog, which is modal
    assert not isValid(guide) or not guide.isVisible()
    assert dialog.isVisible()


def test_every_dialog_listens_for_f1() -> None:
    """Those of the shell by their base, the others by a key of their own."""
    others = [each for each in classes() if issubclass(each, QDialog) and not issubclass(each, DialogShell)]
    assert {"KeysSheet", "CommandPalette", "GuideWindow"} <= {each.__name__ for each in others}
    listening: list[type[QWidget]] = [DialogShell, *others]
    for each in listening:
        assert "GuideKey(self)" in inspect.getsource(each), each


def test_typing_in_the_meeting_goes_on_beside_the_guide(window: OpenWindow, kai: str) -> None:
    meeting = prepare_meeting(window.desk, kai, demo_scripts()[0])
    start(window.desk, meeting)
    window.go("meeting", meeting)
    window.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    note = QApplication.focusWidget()
    assert note is not None
    QTest.keyClicks(note, "Kai sleeps ")
    guide = asked(window)
    assert not guide.isModal()
    assert guide.parentWidget() is None
    QTest.keyClicks(note, "better now")
    window.workspace.leave()
    assert "Kai sleeps better now" in {held.text for held in window.desk.meeting(meeting).value.notes}


def test_one_guide_at_a_time_and_the_window_takes_it_along(window: OpenWindow, kai: str) -> None:
    window.go("caseload")
    first = asked(window)
    window.window.activateWindow()
    window.go("child", kai)
    again = window.window.open_guide()
    assert again is first
    assert again.topic == "child"
    window.window.close()
    assert not isValid(first) or not first.isVisible()


def test_the_lock_takes_the_guide_away_with_what_was_looked_for(window: OpenWindow) -> None:
    window.go("caseload")
    guide = asked(window)
    QTest.keyClicks(guide.search, "Avery")
    clear_screen(window.window)
    assert not guide.isVisible()
    again = window.window.open_guide()
    assert again is not guide
    assert again.search.text() == ""


def test_pages_are_gone_along_by_arrow_keys_and_back_by_alt_left(window: OpenWindow) -> None:
    window.go("caseload")
    guide = asked(window)
    titles = [topic.title for topic in load_guide().topics]
    guide.found.setFocus()
    QTest.keyClick(guide.found, Qt.Key.Key_Down)
    assert guide.topic == "child"
    guide.go_back()
    assert guide.topic == "caseload"
    assert guide.found.current_key == str(titles.index(load_guide().topic("caseload").title))
    guide.go_forward()
    assert guide.topic == "child"
    assert not guide.forward_button.isEnabled()


def test_words_are_looked_for_and_enter_goes_to_the_text(window: OpenWindow) -> None:
    window.go("caseload")
    guide = asked(window)
    QTest.keyClick(guide, Qt.Key.Key_F, CONTROL)
    guide.search.setFocus()
    QTest.keyClicks(guide.search, "restricted note")
    assert guide.found.current_key == "0"
    QTest.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.topic == "hold"
    assert guide.text.textCursor().block().text() == "Look after the child’s part"
    guide.search.clear()
    guide.look_for("zebra")
    assert not guide.found.isVisible()
    guide.look_for("")
    assert guide.found.isVisible()


@pytest.mark.parametrize("topic", [topic.id for topic in load_guide().topics])
def test_a_page_says_all_that_its_topic_says(window: OpenWindow, topic: str) -> None:
    guide = window.window.open_guide()
    guide.go_to(topic)
    shown = guide.text.toPlainText()
    for section in load_guide().topic(topic).sections:
        assert section.heading in shown
        for block in section.blocks:
            if isinstance(block, Prose | Steps | Points | Illustration):
                assert [as_words(text) for text in texts_of(block) if as_words(text) not in shown] == []


def test_it_is_whole_for_keyboard_and_screen_reader(window: OpenWindow) -> None:
    window.go("caseload")
    guide = asked(window)
    assert unnamed(guide) == []
    cursor = guide.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    assert cursor.block().blockFormat().headingLevel() == 1
    assert guide.text.isReadOnly()


def test_text_size_and_colours_follow_the_application(window: OpenWindow, theme: Theme) -> None:
    window.go("caseload")
    guide = asked(window)
    before = guide.text.currentFont().pixelSize()
    theme.choose(Appearance(Scheme.DARK, 2.0, high_contrast=False))
    assert guide.text.currentFont().pixelSize() == 2 * before
    assert guide.styleSheet() == theme.sheet
    assert guide.text.textCursor().charFormat().foreground().color() == theme.colour("text")


def test_the_guide_opens_before_any_records_are_open(qtbot: QtBot, theme: Theme) -> None:
    window = MainWindow(theme, PreferencesFile(None))
    qtbot.addWidget(window)
    window.show()
    guide = window.open_guide()
    assert guide.topic == "start"
    window.close()


def test_guide_and_card_are_saved_where_one_says(window: OpenWindow, tmp_path: Path) -> None:
    window.go("caseload")
    guide = asked(window)
    for name, save in (("guide.pdf", guide.save_guide), ("card.pdf", guide.save_card)):
        guide.choose_file = lambda _title, _offered, name=name: str(tmp_path / name)  # type: ignore[misc]  # mypy knows no default of a lambda
        save()
        window.qtbot.waitUntil(lambda name=name: guide.said == f"Saved as {name}.")  # type: ignore[misc]  # mypy knows no default of a lambda
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")


def test_what_cannot_be_saved_is_said(window: OpenWindow, tmp_path: Path) -> None:
    window.go("caseload")
    guide = asked(window)
    guide.choose_file = lambda _title, _offered: str(tmp_path / "nowhere" / "guide.pdf")
    guide.save_card()
    window.qtbot.waitUntil(lambda: guide.said not in ("", "Drawing the pages …"))
    assert guide.said.endswith(".")
