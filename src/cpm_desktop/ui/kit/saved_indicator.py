"""Tells in three words only whether what was typed is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel

if TYPE_CHECKING:
    from datetime import time

    from cpm_desktop.ui.kit.theme import Theme


class SavedIndicator(QWidget):
    """Saving, Saved 14:36:07, or Not saved – and why.

    Only the last is red, spoken, and stays until it is over.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Made for the header bar; says nothing until told."""
        super().__init__(parent)
        self._icon = IconLabel(theme, "circle-check", "header_good", 16)
        self._label = ElidedLabel("", "header_second")
        self._reason = ""
        self.setLayout(across(self._icon, self._label, spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Nothing to save yet")
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._label.whole_text

    def show_saving(self) -> None:
        """Say that a change is on its way; while a failure lasts, the failure stays."""
        if not self._reason:
            self._tell("Saving", "refresh-cw", "on_header2", "header_second")

    def show_saved(self, at: time) -> None:
        """Say when the last change reached the disk."""
        was_failing, self._reason = bool(self._reason), ""
        self._tell(f"Saved {at:%H:%M:%S}", "circle-check", "header_good", "header_second", short="Saved")
        if was_failing:
            announce(self, "Saved again")

    def show_not_saved(self, reason: str) -> None:
        """Say that changes wait, and why ("disk is full"); said aloud once for each reason."""
        is_news, self._reason = reason != self._reason, reason
        self._tell(f"Not saved – {reason}", "circle-alert", "header_danger", "header_danger")
        if is_news:
            announce(self, self.text, is_urgent=True)

    def _tell(self, text: str, icon: str, tone: str, role: str, *, short: str = "") -> None:
        self._icon.set_icon(icon, tone)
        if self._label.property("kit") != role:
            self._label.set_role("header_danger" if role == "header_danger" else "header_second")
        self._label.set_whole_text(text, short)
        self.setAccessibleName(text)
        self.show()
