"""Whatever is shown wears the sheet of the window it belongs to, windows of its own among it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.room.room_window import RoomWindow
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile
from tests.ui.dressing import undressed
from tests.ui.shown_window import show_with_keyboard

PEOPLE = [Option("1", "Priya Nair"), Option("2", "Agnieszka Wójcik")]


class Fields(QWidget):
    """One field of each kind that opens something, in the window of the application."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        super().__init__()
        self.theme, self.qtbot = theme, qtbot
        self.select, self.search = Select(theme, PEOPLE), SearchSelect(theme, PEOPLE)
        self.line, self.editor = LineEdit("words"), PlainEditor(theme, "words", lines=3)
        self.setLayout(down(self.select, self.search, self.line, self.editor))
        self.around = MainWindow(theme, PreferencesFile(None))
        self.around.show_content(self)
        qtbot.addWidget(self.around)
        show_with_keyboard(qtbot, self.around)
        self.opened: list[QWidget] = []

    def open_list(self) -> QWidget:
        self.select.showPopup()
        return self.select.view()

    def find_people(self) -> QWidget:
        line, completer = self.search.lineEdit(), self.search.completer()
        assert line is not None
        assert completer is not None
        line.setFocus()
        QTest.keyClicks(line, "Pri")
        popup = completer.popup()
        assert popup is not None
        return popup

    def open_menu_of_line(self) -> QWidget:
        return self._popped(self.line.createStandardContextMenu())

    def open_menu_of_editor(self) -> QWidget:
        return self._popped(self.editor.createStandardContextMenu())

    def tell_tip(self) -> QWidget:
        QToolTip.showText(self.line.mapToGlobal(QPoint(4, 4)), "what it is for", self.line)
        return self.line

    def ask(self) -> QWidget:
        dialog = DialogShell(self.theme, "Leave it", agree="Leave", parent=self)
        dialog.open()
        return dialog

    def show_the_room(self) -> QWidget:
        window = RoomWindow(self.theme, PreferencesFile(None))
        self.qtbot.addWidget(window)
        window.open_beside(self)
        return window

    def _popped(self, menu: QMenu) -> QWidget:
        menu.popup(self.mapToGlobal(QPoint(4, 4)))
        return menu


@pytest.fixture
def fields(theme: Theme, qtbot: QtBot) -> Iterator[Fields]:
    made = Fields(theme, qtbot)
    yield made
    for each in made.opened:
        each.close()
    QToolTip.hideText()
    made.around.close()


@pytest.mark.parametrize(
    "opening",
    [
        Fields.open_list,
        Fields.find_people,
        Fields.open_menu_of_line,
        Fields.open_menu_of_editor,
        Fields.tell_tip,
        Fields.ask,
        Fields.show_the_room,
    ],
)
def test_whatever_opens_wears_the_sheet(fields: Fields, opening: Callable[[Fields], QWidget]) -> None:
    opened = opening(fields)
    fields.opened.append(opened)
    fields.qtbot.waitUntil(opened.isVisible)
    assert undressed() == []


def test_a_window_without_the_sheet_is_found(fields: Fields) -> None:
    bare = QWidget()
    fields.qtbot.addWidget(bare)
    bare.show()
    assert undressed() == ["QWidget"]


def test_a_window_changes_its_sheet_with_the_colours_and_before_anybody_is_told(
    fields: Fields, theme: Theme
) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(fields.around.styleSheet()))
    theme.choose(Appearance(Scheme.DARK, 2.0, high_contrast=False))
    assert told == [theme.sheet]
    assert "#18222B" in theme.sheet


def test_fields_of_several_lines_are_as_high_when_opened_as_after_a_change_of_colours(
    fields: Fields, theme: Theme
) -> None:
    before = fields.editor.height()
    assert fields.editor.font().pixelSize() == theme.px(14)
    theme.choose(Appearance(Scheme.DARK, high_contrast=False))
    assert fields.editor.height() == before


def test_the_list_of_people_found_goes_with_its_field(fields: Fields, qtbot: QtBot) -> None:
    popup = fields.find_people()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert fields.search.chosen_key == "1"
    gone: list[bool] = []
    popup.destroyed.connect(lambda: gone.append(True))
    fields.search.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
