"""What every page of the record bears, on the screen too: "Legally privileged", "Formulated, not filed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.labels import IconLabel, Label

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme


class MarkingBanner(QFrame):
    """A strip over the whole width; hidden where the record bears no mark."""

    def __init__(self, theme: Theme) -> None:
        """Hidden until `show_mark`."""
        super().__init__()
        self.setProperty("kit", "message_warn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = Label("", "small_strong", wraps=True)
        icon = IconLabel(theme, "lock-keyhole", "warn", 16)
        self.setLayout(across(icon, self._words, spacing=9, margins=(20, 6, 16, 6), stretched=1))
        self.hide()

    @property
    def mark(self) -> str:
        """What it says; empty where it is hidden."""
        return self._words.text()

    def show_mark(self, mark: str) -> None:
        """Show a mark; an empty one hides the strip."""
        self._words.setText(mark)
        self.setAccessibleName(f"Every page is marked: {mark}")
        self.setVisible(bool(mark))
