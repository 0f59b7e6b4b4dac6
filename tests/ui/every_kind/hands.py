"""The hands of a person without a mouse: Tab to what is wanted, keys, texts; and a picture of what is seen."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from cpm_desktop.ui.kit.choices import ChoiceSet
from cpm_desktop.ui.kit.selects import SearchSelect, Select
from cpm_desktop.ui.kit.tab_order import ONE_STOP, stops_of
from cpm_desktop.ui.shell.palette import CommandPalette
from tests.ui.a_window import OpenWindow

PICTURES = "CPM_TEST_PICTURES"  # a folder: what every step looks like is kept there
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Unreachable(AssertionError):
    """Something that a person needs cannot be come to by keyboard."""


class Hands:
    """Presses keys in one window, where the keyboard is."""

    def __init__(self, opened: OpenWindow, name: str) -> None:
        """`name` is of the folder of pictures."""
        self.opened, self.name = opened, name
        self._pictures = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_MODIFIER) -> None:
        """Press a key: in a menu or list that is open, else where the keyboard is."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.opened.window
        QTest.keyClick(target, key, modifiers)

    def has_keyboard(self, widget: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is widget or widget.isAncestorOf(focused))

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab, or Shift+Tab where that is nearer, until the keyboard is in a widget."""
        if not widget.isVisible():  # put in by the last key: it is shown when Qt next has time
            QApplication.processEvents()
        for _ in range(400):
            if self.has_keyboard(widget):
                return
            stops = stops_of(self._window_of(widget))
            around = _one_stop_around(widget)
            if around is not None and self.has_keyboard(around):
                self.press(Qt.Key.Key_Right)
                continue
            sought = around or widget
            wanted = [
                place for place, stop in enumerate(stops) if stop is sought or sought.isAncestorOf(stop)
            ]
            if not wanted:
                raise Unreachable(f"Tab never comes to {said(widget)}")
            focused = QApplication.focusWidget()
            here = stops.index(focused) if focused in stops else -1
            ahead = (wanted[0] - here) % len(stops)
            back = (here - wanted[-1]) % len(stops)
            if here >= 0 and back < ahead:
                self.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            else:
                self.press(Qt.Key.Key_Tab)
        raise Unreachable(f"Tab goes round without coming to {said(widget)}")

    def write(self, widget: QWidget, text: str) -> None:
        """Go to a field, type, and see that all of it stands there."""
        self.tab_to(widget)
        self.type(text)

    def type(self, text: str) -> None:
        """Type where the keyboard is; a new line is Shift+Enter."""
        target = QApplication.focusWidget()
        assert target is not None
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
            QTest.keyClicks(target, line)

    def push(self, button: QWidget) -> None:
        """Go to a button or box and press Space."""
        self.tab_to(button)
        self.press(Qt.Key.Key_Space)

    def choose(self, control: ChoiceSet, key: str) -> None:
        """Go to a set of choices, move along it with the arrows, and choose with Space."""
        self.tab_to(control)
        keys = control.keys
        for _ in keys:
            here = next(place for place, one in enumerate(keys) if self.has_keyboard(control.button(one)))
            if keys[here] == key:
                break
            self.press(Qt.Key.Key_Right if here < keys.index(key) else Qt.Key.Key_Left)
        if not self.has_keyboard(control.button(key)):
            raise Unreachable(f"the arrow keys never come to {key} of {said(control)}")
        if not control.button(key).isChecked():
            self.press(Qt.Key.Key_Space)
        assert control.chosen_key == key, f"{key} is not chosen in {said(control)}"

    def pick(self, select: Select, key: str) -> None:
        """Open a list by Alt+Down, go down to what is wanted, and press Enter; a name is typed."""
        if isinstance(select, SearchSelect):
            self.tab_to(select)
            name = select.itemText(select.findData(key))
            self.type(name)
            assert select.typed == name, f"“{select.typed}” stands in {said(select)} and not {name}"
            return
        self.tab_to(select)
        place = select.findData(key)
        assert place >= 0, f"{key} is not offered by {said(select)}"
        self.press(Qt.Key.Key_Down, _ALT)
        view = QComboBox.view(select)
        self.opened.qtbot.waitUntil(view.isVisible)
        for _ in range(select.count()):
            row = view.currentIndex().row()
            if row == place:
                break
            QTest.keyClick(view, Qt.Key.Key_Down if row < place else Qt.Key.Key_Up)
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.opened.qtbot.waitUntil(lambda: not view.isVisible())
        assert select.chosen_key == key, f"{key} is not chosen in {said(select)}"

    def dialog(self) -> QDialog:
        """Wait for a dialog; the display has no window manager that would hand it the keyboard."""
        shown = self.opened.dialog()
        shown.activateWindow()
        self.opened.qtbot.waitUntil(shown.isActiveWindow)
        return shown

    def back_in_window(self) -> None:
        """Wait until the window has the keyboard again."""
        self.opened.window.activateWindow()
        self.opened.qtbot.waitUntil(self.opened.window.isActiveWindow)

    def command(self, words: str) -> None:
        """Run a command of the palette by its words."""
        self.press(Qt.Key.Key_K, _CTRL)
        palette = self.dialog()
        assert isinstance(palette, CommandPalette)
        self.opened.qtbot.waitUntil(palette.field.hasFocus)
        self.type(words)
        rows = palette.found
        assert rows.isVisible(), f"no command is called “{words}”"
        self.press(Qt.Key.Key_Return)
        if QApplication.activeModalWidget() is None:
            self.back_in_window()

    def picture(self, step: str) -> None:
        """Keep what is seen now, where pictures are wanted."""
        folder = os.environ.get(PICTURES)
        if not folder:
            return
        self._pictures += 1
        place = Path(folder) / self.name
        place.mkdir(parents=True, exist_ok=True)
        self.opened.qtbot.wait(200)
        window = QApplication.activeModalWidget() or self.opened.window
        window.grab().save(str(place / f"{self._pictures:02d}-{step}.png"))

    def _window_of(self, widget: QWidget) -> QWidget:
        window = widget.window()
        modal = QApplication.activeModalWidget()
        assert modal is None or modal is window, f"{said(modal)} stands in the way of {said(widget)}"
        return window


def said(widget: QWidget) -> str:
    """Return what a widget is, for a message."""
    name = widget.accessibleName() or str(getattr(widget, "text", str)())
    return f"{type(widget).__name__} “{name}”" + ("" if widget.isVisible() else " (not seen)")


def _one_stop_around(widget: QWidget) -> QWidget | None:
    """Return what holds several buttons that are one stop of Tab, this one among them."""
    around = widget.parentWidget()
    while around is not None and not around.property(ONE_STOP):
        around = around.parentWidget()
    return around
