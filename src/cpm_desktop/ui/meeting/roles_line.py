"""Expected roles that nobody fills, or whose people are not here: one calm line below the strip of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.arranging import across, at_top
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme


class RolesLine(Strip):
    """Hidden while nothing is missing."""

    def __init__(self, theme: Theme) -> None:
        """Hidden until `show_missing`."""
        super().__init__()
        self._words = Label("", "small", wraps=True)
        icon = at_top(IconLabel(theme, "user-round", "warn", 15))
        self.setLayout(across(icon, self._words, spacing=8, margins=(20, 4, 16, 6), stretched=1))
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def show_missing(self, nobody: Sequence[str], away: Sequence[str]) -> None:
        """Show the roles that nobody fills, and those whose people sent apologies, are absent or left."""
        parts = [f"Expected, and nobody is named: {', '.join(nobody)}" if nobody else ""]
        parts.append(f"Expected, and not here: {', '.join(away)}" if away else "")
        words = " · ".join(part for part in parts if part)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
