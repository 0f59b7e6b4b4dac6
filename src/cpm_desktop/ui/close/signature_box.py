"""A signature, drawn or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.services.signing import DrawnByHand, TypedName
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.choices import Choice, SegmentControl
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.signature_pad import SignaturePad
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from cpm_desktop.services.signing import GivenSignature
    from cpm_desktop.ui.kit.theme import Theme


class SignatureBox(QWidget):
    """Draw with mouse, pen or finger, or type the name. `changed` is sent with each change."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        """`name` is whose signature it is."""
        super().__init__()
        self.ways = SegmentControl("How to sign", [Choice("type", "Type"), Choice("draw", "Draw")])
        self.ways.chosen.connect(self._choose)
        self.pad = SignaturePad(theme, f"Signature of {name}")
        self.pad.changed.connect(self.changed)
        clear = Button(theme, "Clear", "link", icon="eraser")
        clear.clicked.connect(self.pad.clear)
        drawn = QWidget()
        drawn.setLayout(down(self.pad, across(clear, None), spacing=4))
        self.line = LineEdit(placeholder=name)
        self.line.textEdited.connect(self.changed)
        typed = Field(theme, "Your name, as your signature", self.line)
        box = QWidget()
        box.setLayout(down(typed, None))
        self._sheets = {"type": box, "draw": drawn}
        self._error = Label("", "danger", wraps=True)
        self._error.hide()
        head = across(Label("Signature", "field"), None, self.ways)
        self.setLayout(down(head, box, drawn, self._error, spacing=6))
        self._choose("type")

    def given(self) -> GivenSignature | None:
        """Return the signature; None while there is none."""
        if self.ways.chosen_key == "draw":
            return DrawnByHand(self.pad.strokes, self.pad.aspect) if self.pad.strokes else None
        return TypedName(self.line.text()) if self.line.text().strip() else None

    def show_error(self, sentence: str) -> None:
        """Say what is wrong; empty takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def focus_first(self) -> None:
        """Put the keyboard where one signs."""
        (self.line if self.ways.chosen_key == "type" else self.pad).setFocus()

    def _choose(self, key: str) -> None:
        for each, sheet in self._sheets.items():
            sheet.setVisible(each == key)
        self.show_error("")
        self.changed.emit()
