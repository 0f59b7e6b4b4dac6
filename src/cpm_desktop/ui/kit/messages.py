"""Inline messages: close to what they speak of, inserted in the layout, never laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import at_top, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.styling import repolish, set_variant

if TYPE_CHECKING:
    from cpm_desktop.ui.kit.theme import Theme

MessageTone = Literal["info", "warn", "danger", "good"]
_ICONS = {"info": "info", "warn": "triangle-alert", "danger": "circle-alert", "good": "circle-check"}
_TONES = {"info": "accent", "warn": "warn", "danger": "danger", "good": "good"}


class Message(QFrame):
    """A heading, a sentence and at most one button on a tint. `button_pressed` is sent when it is pressed."""

    button_pressed = Signal()

    def __init__(
        self, theme: Theme, tone: MessageTone = "info", heading: str = "", sentence: str = "", *, button: str = "",
        icon: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`icon` replaces the tone's own; no button where `button` is empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._own_icon = icon
        self._shown: tuple[str, ...] = ()
        self._icon = IconLabel(theme, icon or _ICONS[tone], _TONES[tone], 18)
        self._heading = Label("", "strong", wraps=True)
        self._sentence = Label("", "cell2", wraps=True)
        self._button = Button(theme, "", "message")
        self._button.clicked.connect(self.button_pressed)
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 11, 10, 11)
        box.setSpacing(12)
        box.addLayout(at_top(self._icon))
        box.addLayout(down(self._heading, self._sentence, spacing=2), 1)
        box.addWidget(self._button)
        self.show_message(tone, heading, sentence, button)

    def show_message(self, tone: MessageTone, heading: str, sentence: str = "", button: str = "") -> None:
        """Show another message and make it visible, silently; see `say`."""
        if (tone, heading, sentence, button) == self._shown:
            return
        is_other_look = self._shown[:1] != (tone,)
        self._shown = (tone, heading, sentence, button)
        set_variant(self, f"message_{tone}")
        self._icon.set_icon(self._own_icon or _ICONS[tone], _TONES[tone])
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._button.set_text(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(sentence)
        if is_other_look:
            for child in self.findChildren(QWidget):
                repolish(child)

    def tell_problem(self, sentence: str) -> None:
        """Show what is wrong, and have it said at once; an empty sentence takes it away."""
        self.setVisible(bool(sentence))
        if sentence:
            self.show_message("danger", sentence)
            self.say(is_urgent=True)

    def say(self, *, is_urgent: bool = False) -> None:
        """Have the screen reader say what the message shows."""
        announce(self, f"{self._heading.text()} {self._sentence.text()}".strip(), is_urgent=is_urgent)

    @property
    def button(self) -> Button:
        """The button, to focus it."""
        return self._button
