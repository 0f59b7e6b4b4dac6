"""The dark bar at the top of every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel, Label, set_tool_tip
from cpm_desktop.ui.kit.one_stop import make_one_stop
from cpm_desktop.ui.kit.saved_indicator import SavedIndicator

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.ui.kit.theme import Theme

_ROOM_FOR_COMMAND = 1150
_ROOM_FOR_PILL = 900
_COMMAND = "Search or run a command"


class HeaderBar(QFrame):
    """Back link, title, subtitle, live pill, saved, undo and redo, command box, menu, lock, one primary button.

    Only the title is there at first; each `set_…` brings its part. Narrow windows fold the command box to an
    icon and drop the pill; the title is cut with "…" last. `content` is the widget for whatever else belongs
    at the right.
    """

    back_pressed = Signal()
    undo_pressed = Signal()
    redo_pressed = Signal()
    command_pressed = Signal()
    menu_pressed = Signal()
    lock_pressed = Signal()
    primary_pressed = Signal()

    def __init__(
        self, theme: Theme, title: str, subtitle: str = "", *, back: str = "", primary: str = "",
        is_locked: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`back` names the screen to go back to.

        `is_locked` leaves out command box, menu and lock (the unlock screen).
        """
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kit", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Header")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title, self._subtitle = (
            ElidedLabel(title, "header_title", keeps_after=" – "),  # the child it is about stays in view
            ElidedLabel(subtitle, "header_second"),
        )
        self.saved = SavedIndicator(theme)
        self._back = Button(theme, back, "header_back", icon="chevron-left")
        self._rule = frame("header_rule", across())
        self._pill_words, self._pill_time = Label("", "header_live"), Label("", "header_text")
        pill_icon = IconLabel(theme, "circle-dot", "header_live", 14)
        self._pill = frame(
            "header_pill",
            across(pill_icon, self._pill_words, self._pill_time, spacing=6, margins=(10, 0, 12, 0)),
        )
        self._pill.setSizePolicy(
            QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )  # the title gives way, not this
        self._undo = Button(theme, "", "header_icon", icon="undo-2", name="Undo")
        self._redo = Button(theme, "", "header_icon", icon="redo-2", name="Redo")
        self._command = Button(theme, f"{_COMMAND}   Ctrl K", "header_command", icon="search", name=_COMMAND)
        self._menu = Button(theme, "", "header_icon", icon="menu", name="Menu")
        self._lock = Button(theme, "", "header_icon", icon="lock", name="Lock now")
        self._command.tell_keys("Ctrl+K")
        self._menu.tell_keys("F10")
        self._lock.tell_keys("Ctrl+Shift+L")
        self._primary = Button(theme, primary, "header_primary")
        self._is_locked, self._has_pill = is_locked, False
        self._lay()
        self._connect()
        make_one_stop(self)
        self.set_back(back)
        self.set_subtitle(subtitle)
        self.set_primary(primary)
        self._pill.hide()
        self._undo.hide()
        self._redo.hide()
        self._command.setVisible(not is_locked)
        self._menu.setVisible(not is_locked)
        self._lock.setVisible(not is_locked)
        theme.changed.connect(self._fit)
        self._fit()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.set_whole_text(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the second line; empty for none."""
        self._subtitle.set_whole_text(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_back(self, screen: str) -> None:
        """Name the screen that the back link goes to; empty for no link."""
        self._back.set_text(screen)
        self._back.setAccessibleName(f"Back to {screen}")
        self._back.setVisible(bool(screen))
        self._rule.setVisible(bool(screen))
        self._box.setContentsMargins(12 if screen else 20, 8, 16, 8)

    def set_pill(self, words: str, time: str = "") -> None:
        """Show "Live  34:12" or the like beside the title; empty words for no pill."""
        self._pill_words.setText(words)
        self._pill_time.setText(time)
        self._has_pill = bool(words)
        self._fold()

    def set_undo(self, undo: str | None, redo: str | None = None) -> None:
        """Name what undo and redo would do ("add action"); empty: shown but nothing to do, None.

        Not shown.
        """
        for button, word, what, keys in (
            (self._undo, "Undo", undo, "Ctrl+Z"),
            (self._redo, "Redo", redo, "Ctrl+Shift+Z"),
        ):
            button.setVisible(what is not None)
            button.setEnabled(bool(what))
            button.setAccessibleName(f"{word} {what or ''}".strip())
            set_tool_tip(button, f"{button.accessibleName()} ({keys})")

    def set_primary(self, text: str, *, is_enabled: bool = True) -> None:
        """Name the one primary button; empty for none. A disabled one says in its text what is missing."""
        self._primary.set_text(text)
        self._primary.setVisible(bool(text))
        self._primary.setEnabled(is_enabled)

    @property
    def primary(self) -> Button:
        """The primary button."""
        return self._primary

    def menu_corner(self) -> QPoint:
        """Return where the menu opens, on the screen."""
        return self._menu.mapToGlobal(QPoint(0, self._menu.height() + 2))

    def sizeHint(self) -> QSize:
        """58 pixels high at 100 %."""
        return QSize(super().sizeHint().width(), self._theme.px(58))

    def minimumSizeHint(self) -> QSize:
        """Folding makes room: a window may be much narrower than the bar with all its parts."""
        return QSize(self._theme.px(480), self._theme.px(58))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what the width has no room for."""
        super().resizeEvent(event)
        self._fold()

    def _lay(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        self._box = QHBoxLayout(self)
        self._box.setSpacing(8)
        self._box.addWidget(self._back)
        self._box.addWidget(self._rule)
        self._box.addLayout(words)
        self._box.addSpacing(8)
        self._box.addWidget(self._pill)
        self._box.addStretch(1)
        right: tuple[QWidget, ...] = (
            self.saved,
            self._undo,
            self._redo,
            self._command,
            self._menu,
            self._lock,
            self._primary,
        )
        for widget in right:
            self._box.addWidget(widget)

    def _connect(self) -> None:
        for button, signal in (
            (self._back, self.back_pressed),
            (self._undo, self.undo_pressed),
            (self._redo, self.redo_pressed),
            (self._command, self.command_pressed),
            (self._menu, self.menu_pressed),
            (self._lock, self.lock_pressed),
            (self._primary, self.primary_pressed),
        ):
            button.clicked.connect(signal)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(58))
        self._pill.setFixedHeight(self._theme.px(26))
        self._rule.setFixedSize(1, self._theme.px(34))
        self._fold()

    def _fold(self) -> None:
        room = self.width() / self._theme.text_factor
        self._command.set_text(f"{_COMMAND}   Ctrl K" if room >= _ROOM_FOR_COMMAND else "")
        self._command.setAccessibleName(_COMMAND)
        self._pill.setVisible(self._has_pill and room >= _ROOM_FOR_PILL)
