"""The line at the foot of the window: how the records are kept, and the keys that work here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme


class StatusBar(QFrame):
    """A standing sentence at the left, hints at the right, 26 pixels high at 100 %."""

    def __init__(self, theme: Theme, sentence: str, *hints: str, parent: QWidget | None = None) -> None:
        """`hints` are like "F6 move between panes"."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kit", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Status")
        self._sentence, self._hints = ElidedLabel(sentence, "micro"), ElidedLabel("", "micro")
        self.setLayout(
            across(
                IconLabel(theme, "shield-check", "text3", 14),
                self._sentence,
                None,
                self._hints,
                spacing=6,
                margins=(20, 3, 16, 3),
            )
        )
        self.set_hints(*hints)
        theme.changed.connect(self.updateGeometry)

    def set_sentence(self, sentence: str) -> None:
        """Change what stands at the left."""
        self._sentence.set_whole_text(sentence)

    def set_hints(self, *hints: str) -> None:
        """Change the hints."""
        self._hints.set_whole_text("  ·  ".join(hints))

    def sizeHint(self) -> QSize:
        """26 pixels high at 100 %."""
        return QSize(super().sizeHint().width(), self._theme.px(26))
