"""Tags: a state in an icon and a word on a tint. Colour is never alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.labels import IconLabel, Label, Tone
from cpm_desktop.ui.kit.styling import set_variant

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme

TagTone = Literal[
    "plain", "accent", "danger", "warn", "good", "decision", "action", "different_view", "unmet_need"
]
"""What the state means. plain is neutral."""


class Tag(QFrame):
    """An icon and a word on a tint, 22 pixels high at 100 %."""

    def __init__(
        self, theme: Theme, tone: TagTone, icon: str, text: str, parent: QWidget | None = None
    ) -> None:
        """`icon` is the name of an icon that fits the word."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon, self._label = IconLabel(theme, icon, "text2", 14), Label("", "tag")
        self.setLayout(across(self._icon, self._label, spacing=5, margins=(7, 3, 8, 3)))
        self.show_state(tone, icon, text)

    def show_state(self, tone: TagTone, icon: str, text: str) -> None:
        """Show another state."""
        set_variant(self, f"tag_{tone}")
        self._icon.set_icon(icon, "text2" if tone == "plain" else tone)
        self._label.set_role("tag_plain" if tone == "plain" else "tag", _text_tone(tone))
        self._label.setText(text)
        self.setAccessibleName(text)


class IconText(QWidget):
    """An icon and a text without a tint: for states in order ("Fine", "Sent"), legends and facts."""

    def __init__(
        self, theme: Theme, icon: str, text: str, *, tone: Tone = "text2", is_strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`tone` colours the icon, and the text too where it is strong."""
        super().__init__(parent)
        label = Label(text, "small_strong" if is_strong else "small", tone=tone if is_strong else None)
        self.setLayout(across(IconLabel(theme, icon, tone, 15), label, spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def _text_tone(tone: TagTone) -> Tone:
    return "text2" if tone == "plain" else tone
