"""The window: it shows what is locked or what is open, and remembers its place, text size and colours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.theme import GREATEST_TEXT_FACTOR, LEAST_TEXT_FACTOR, Appearance, Scheme
from cpm_desktop.ui.shell.acts import make_act

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from cpm_desktop.ui.guide.guide_door import GuideDoor
    from cpm_desktop.ui.guide.guide_window import GuideWindow
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.preferences import PreferencesFile

_STEP = 0.1
_USUAL_SIZE = (1440, 900)
_LEAST_SIZE = (720, 480)
_SCHEMES = {
    Scheme.SYSTEM: "Colours as the system has them",
    Scheme.LIGHT: "Light colours",
    Scheme.DARK: "Dark colours",
}


class MainWindow(QWidget):
    """Holds one content at a time. `closing` is sent before it closes, so that text can be committed."""

    closing = Signal()

    def __init__(self, theme: Theme, preferences: PreferencesFile) -> None:
        """Make it empty; `show_content` fills it."""
        super().__init__()
        self._theme, self._preferences = theme, preferences
        self._content: QWidget | None = None
        self._guide: GuideDoor | None = None
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("Care planning")
        self.setProperty("kit", "window")
        theme.dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*_LEAST_SIZE)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._restore_place()
        looks = []
        for text, keys, doing, icon in (
            ("Larger text", ("Ctrl++", "Ctrl+="), self.enlarge, "zoom-in"),
            ("Smaller text", ("Ctrl+-",), self.reduce, "zoom-out"),
            ("Usual text size", ("Ctrl+0",), self.usual_size, "rotate-ccw"),
            (_SCHEMES[Scheme.SYSTEM], ("Ctrl+F9",), partial(self.choose_scheme, Scheme.SYSTEM), "monitor"),
            (_SCHEMES[Scheme.LIGHT], ("Ctrl+F10",), partial(self.choose_scheme, Scheme.LIGHT), "sun"),
            (_SCHEMES[Scheme.DARK], ("Ctrl+F11",), partial(self.choose_scheme, Scheme.DARK), "moon"),
        ):
            looks.append(make_act(self, text, doing, keys, group="View", icon=icon))
        self._looks = tuple(looks)
        make_act(self, "Guide to this page", self.open_guide, "F1", group="Help", icon="book-open")
        make_act(self, "What is new", self.open_news, "Shift+F1", group="Help", icon="info")

    @property
    def content(self) -> QWidget | None:
        """What is shown."""
        return self._content

    @property
    def preferences(self) -> PreferencesFile:
        """What is remembered on this computer."""
        return self._preferences

    def show_content(self, content: QWidget) -> None:
        """Show something else; what was shown is deleted."""
        before, self._content = self._content, content
        if before is not None:
            before.hide()
            self._box.removeWidget(before)
            before.deleteLater()
        self._box.addWidget(content)
        content.show()

    def set_aside(self) -> None:
        """Take what is shown out of the window without deleting it: whoever has it shows it again, or deletes it."""
        content, self._content = self._content, None
        if content is not None:
            content.hide()
            self._box.removeWidget(content)
            content.setParent(None)

    def enlarge(self) -> None:
        """Make all text a step larger, up to 200 %."""
        self._set_factor(self._theme.text_factor + _STEP)

    def reduce(self) -> None:
        """Make all text a step smaller, down to 100 %."""
        self._set_factor(self._theme.text_factor - _STEP)

    def usual_size(self) -> None:
        """Bring text back to 100 %."""
        self._set_factor(1.0)

    def choose_scheme(self, scheme: Scheme) -> None:
        """Change to light, dark, or the system's colours."""
        self._preferences.change(scheme=scheme.value)
        self._theme.choose(Appearance(scheme, self._theme.text_factor, self._theme.appearance.high_contrast))
        announce(self, _SCHEMES[scheme])

    def open_news(self) -> GuideWindow:
        """Show what is new in this version."""
        from cpm_desktop.ui.guide.places import NEWS  # noqa: PLC0415 - after the first window

        return self.open_guide(topic=NEWS)

    def open_guide(self, asker: QWidget | None = None, topic: str = "") -> GuideWindow:
        """Show the user guide in a window of its own, at its page about a dialog or what has the keyboard here.

        Args:
            asker: the dialog; None for the window itself.
            topic: the id of another page, where one is asked for.
        """
        from cpm_desktop.ui.guide.guide_door import GuideDoor  # noqa: PLC0415 - after the first window

        if self._guide is None:
            self._guide = GuideDoor(self._theme, self)
        return self._guide.open(asker, list(self._looks), topic)

    def raise_up(self) -> None:
        """Come to the front: the person started the application a second time."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def focusNextPrevChild(self, is_forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes in reading order."""
        from cpm_desktop.ui.kit.tab_order import go_to_next_stop  # noqa: PLC0415 - after the first window

        return go_to_next_stop(self, is_forward=is_forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; whoever holds the records may ask to stay open."""
        self.closing.emit()
        if not self.may_close():
            event.ignore()
            return
        area = self.normalGeometry() if self.isMaximized() else self.geometry()
        self._preferences.change(
            place=(area.x(), area.y(), area.width(), area.height()), is_maximised=self.isMaximized()
        )
        if self._guide is not None:
            self._guide.close()
        super().closeEvent(event)

    def _set_factor(self, factor: float) -> None:
        factor = round(min(max(factor, LEAST_TEXT_FACTOR), GREATEST_TEXT_FACTOR), 2)
        if factor != self._theme.text_factor:
            appearance = self._theme.appearance
            self._theme.choose(Appearance(appearance.scheme, factor, appearance.high_contrast))
            self._preferences.change(text_factor=factor)
        announce(self, f"Text size {factor:.0%}")

    def _restore_place(self) -> None:
        kept = self._preferences.value
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if kept.place is not None and any(area.intersects(QRect(*kept.place)) for area in screens):
            self.setGeometry(QRect(*kept.place))
        else:
            area = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(_USUAL_SIZE[0], area.width()), min(_USUAL_SIZE[1], area.height()))
        if kept.is_maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
