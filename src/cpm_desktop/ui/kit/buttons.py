"""Buttons that are pressed once: primary, secondary, quiet, link, icon only, big."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy

from cpm_desktop.ui.kit.key_names import keys_in_words
from cpm_desktop.ui.kit.labels import set_tool_tip, with_access_key
from cpm_desktop.ui.kit.one_stop import go_along
from cpm_desktop.ui.kit.styling import repolish

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme

Look = Literal[
    "secondary", "primary", "quiet", "link", "icon", "mini", "big", "big_primary", "message", "pill",
    "header_icon", "header_back", "header_command", "header_primary",
]  # fmt: skip
"""secondary: outlined. primary: filled, one in a pane. quiet: no outline. link: a word. icon: no text.
mini: outlined, low. big, big_primary: 46 high, for the few decisions of a screen. pill: a choice that acts at
once.
"""
_INK = {
    "primary": "on_accent", "big_primary": "on_accent", "link": "accent", "header_icon": "on_header",
    "header_back": "on_header2", "header_command": "on_header2", "header_primary": "on_header_primary",
}  # fmt: skip
_SMALL = ("link", "mini", "pill")
_LEAST_TARGET = 24
_GAP = 3


class Button(QPushButton):
    """A button. Its accessible name is its text; an icon-only button takes `name`.

    `shortcut` is written in words as Qt reads them ("Ctrl+Return"), works while the window is active, and is
    told in the tool tip. `access_key` is a letter of the text that works with Alt.
    """

    def __init__(  # noqa: PLR0913 - each names one part of a button, all but two by keyword
        self, theme: Theme, text: str = "", look: Look = "secondary", *, icon: str = "", tone: str = "",
        trailing_icon: str = "", name: str = "", access_key: str = "", shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`icon` stands before the text, `trailing_icon` after it; `tone` is the icon's colour token."""
        super().__init__(parent)
        self._theme, self._look, self._icon, self._trailing = theme, look, icon, trailing_icon
        self._tone, self._access_key, self._shortcut, self._text = (
            tone or _INK.get(look, "text2"),
            access_key,
            shortcut,
            "",
        )
        self._told, self._is_key_left = "", False
        self.setProperty("kit", look)
        self.setProperty("trailing", "true" if trailing_icon else "false")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if look == "icon" else QSizePolicy.Policy.Minimum,
            QSizePolicy.Policy.Fixed,
        )
        if name:
            self.setAccessibleName(name)
        self._put_text(text)
        theme.changed.connect(self._draw_icons)

    @property
    def plain_text(self) -> str:
        """The text as a person reads it."""
        return self._text

    @property
    def access_key(self) -> str:
        """The letter that works with Alt; empty for none."""
        return self._access_key

    def set_text(self, text: str) -> None:
        """Change the text; ampersands in it stand for themselves."""
        if text != self._text:
            self._put_text(text)

    def _put_text(self, text: str) -> None:
        self._text = text
        self.setText(with_access_key(text, self._access_key))
        if self._is_key_left:
            self.setShortcut(QKeySequence())
        elif self._shortcut:  # Qt forgets a button's shortcut when its text changes
            self.setShortcut(QKeySequence(self._shortcut))
        self._tell()
        self._draw_icons()

    def tell_keys(self, keys: str) -> None:
        """Tell the keys of an act that the button does too; the keys themselves are the act's."""
        self._told = keys
        self._tell()

    def set_icon(self, icon: str, tone: str = "") -> None:
        """Show another icon before the text."""
        self._icon, self._tone = icon, tone or self._tone
        self._draw_icons()

    def set_trailing_icon(self, icon: str) -> None:
        """Show another icon after the text."""
        if icon == self._trailing:
            return
        self._trailing = icon
        self.setProperty("trailing", "true" if icon else "false")
        repolish(self)

    def sizeHint(self) -> QSize:
        """Never less than 24 by 24 pixels."""
        return super().sizeHint().expandedTo(QSize(_LEAST_TARGET, _LEAST_TARGET))

    def minimumSizeHint(self) -> QSize:
        """Never less than 24 by 24 pixels."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST_TARGET, _LEAST_TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, also in a dialog whose default is another one."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and go_along(self, event.key()):
            return
        if not is_enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon after the text where there is one; its room is kept free by the style sheet."""
        super().paintEvent(event)
        if not self._trailing or self._theme.is_high_contrast:
            return
        size = self._theme.px(self._icon_size())
        right = self._theme.px({"link": 4, "mini": 10, "big": 20, "big_primary": 20}.get(self._look, 13))
        painter = QPainter(self)
        tone = self._tone if self.isEnabled() else "text3"
        pixmap = self._theme.pixmap(self._trailing, tone, self._icon_size(), widget=self)
        painter.drawPixmap(self.width() - right - size, (self.height() - size) // 2, pixmap)
        painter.end()

    def leave_key(self, keys: str) -> None:
        """Keep the access key underlined and leave it to an act of the page, which also stands in the menu."""
        self._is_key_left = True
        self.tell_keys(keys)
        self._put_text(self._text)

    def _tell(self) -> None:
        keys = keys_in_words(QKeySequence(self._told or self._shortcut))
        name = self.accessibleName() if not self._text else ""
        set_tool_tip(self, " · ".join(part for part in (name, keys) if part))
        if keys:
            self.setAccessibleDescription(keys)

    def _icon_size(self) -> int:
        return 15 if self._look in _SMALL else 17

    def _draw_icons(self) -> None:
        tone = "text" if self._theme.is_high_contrast else self._tone  # the system draws the ground
        if self._icon:
            gap = self._theme.px(_GAP) if self._text else 0
            self.setIcon(self._theme.icon(self._icon, tone, self._icon_size(), gap=gap))
            self.setIconSize(self._theme.icon_size(self._icon_size(), gap=gap))
        self.update()


def primary_button(
    theme: Theme, text: str, *, icon: str = "", trailing_icon: str = "", shortcut: str = ""
) -> Button:
    """Return the one filled button of a pane."""
    return Button(theme, text, "primary", icon=icon, trailing_icon=trailing_icon, shortcut=shortcut)


def link_button(theme: Theme, text: str, *, icon: str = "", trailing_icon: str = "") -> Button:
    """Return a word to press, in the accent colour."""
    return Button(theme, text, "link", icon=icon, trailing_icon=trailing_icon)


def icon_button(theme: Theme, icon: str, name: str, *, shortcut: str = "") -> Button:
    """Return a button without text; `name` is its accessible name and tool tip."""
    return Button(theme, "", "icon", icon=icon, name=name, shortcut=shortcut)
