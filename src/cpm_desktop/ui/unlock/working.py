"""Says that something slow is under way, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.meters import Meter

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme


class Working(QWidget):
    """A bar with words below it; hidden while nothing is under way."""

    def __init__(self, theme: Theme) -> None:
        """Hidden at first."""
        super().__init__()
        self._bar = Meter(theme, "Progress")
        self._words = Label("", "micro")
        self.setLayout(down(self._bar, self._words, spacing=4))
        self.hide()

    def begin(self, words: str) -> None:
        """Show that something began."""
        self.show_progress(words, 0, 1)
        self.show()
        announce(self, words)

    def show_progress(self, words: str, done: int, of: int) -> None:
        """Show how far it is."""
        self._words.setText(f"{words} …")
        self._bar.show_value(done, of, words)

    def end(self) -> None:
        """It is over."""
        self.hide()
