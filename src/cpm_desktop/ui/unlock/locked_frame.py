"""What all unlock screens share: the dark bar that names nobody, and the line at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cpm_desktop.domain.typography import day_text
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.labels import ElidedLabel, Label
from cpm_desktop.ui.kit.status_bar import StatusBar

if TYPE_CHECKING:
    import datetime as dt

    from cpm_desktop.ui.kit.theme import Theme


class LockedFrame(QWidget):
    """Header, content, status bar. No child and no worker is named here."""

    def __init__(self, theme: Theme, today: dt.date, status: str, *hints: str) -> None:
        """`status` and `hints` stand at the foot."""
        super().__init__()
        self.theme = theme
        self.setProperty("kit", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.status = StatusBar(theme, status, *hints)
        self._body = QWidget()
        box = down(_LockedBar(theme, today), self._body, self.status, spacing=0)
        box.setStretch(1, 1)
        self.setLayout(box)

    @property
    def body(self) -> QWidget:
        """What stands between header and foot; give it a layout."""
        return self._body


class _LockedBar(QFrame):
    """The header bar as far as it is wanted before the records are open: the application's name and the day."""

    def __init__(self, theme: Theme, today: dt.date) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Header")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title, day = ElidedLabel("Care planning", "header_title"), Label(day_text(today), "header_second")
        self.setLayout(across(title, None, day, margins=(20, 8, 16, 8)))
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(58))
