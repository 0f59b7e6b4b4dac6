"""Who does not agree to what was read, and what they say about it in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.theme import Theme


class DisagreeForm(QWidget):
    """`typed` is sent with attendee ids and words as typing pauses, `saved` when they are to stand.

    `left` is sent by Esc, which loses nothing, and `dropped` when it is no different view after all.
    """

    typed = Signal(object, str)
    saved = Signal(object, str)
    left = Signal()
    dropped = Signal()

    def __init__(
        self, theme: Theme, people: Sequence[tuple[str, str]], who: Sequence[str] = (), words: str = ""
    ) -> None:
        """`people` are attendee ids and names; `who` and `words` what was kept of it before."""
        super().__init__()
        self._settling = Settling(self)
        self.boxes = {identifier: CheckBox(theme, name) for identifier, name in people}
        names = QWidget()
        flow = FlowLayout(names, spacing=12)
        for identifier, box in self.boxes.items():
            box.setChecked(identifier in who)
            box.toggled.connect(self._settling.begin)
            flow.addWidget(box)
        editor = PlainEditor(theme, words, lines=3, grows_to=8)
        self._settling.watch(editor, editor.edited)
        self._settling.settled.connect(lambda: self.typed.emit(*self._said()))
        self.words = Field(
            theme,
            "What they say, in their own words",
            editor,
            hint="It stands in the record as a different view, unchanged.",
        )
        self.save_button = Button(theme, "Record the different view", "primary")
        self._cancel = Button(theme, "Cancel")
        self.save_button.clicked.connect(self._save)
        self._cancel.clicked.connect(self.dropped)
        buttons = across(self.save_button, self._cancel, None)
        self.setLayout(down(Label("Who does not agree?", "field"), names, self.words, buttons, spacing=8))

    def focus_first(self) -> None:
        """Put the keyboard on the first name."""
        next(iter(self.boxes.values()), self.words).setFocus()

    def show_error(self, sentence: str) -> None:
        """Say what is missing; what was typed stays."""
        self.words.show_error(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form; what was typed stays in the record as a different view."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def flush(self) -> None:
        """Have what was typed kept now."""
        self._settling.flush()

    def _save(self) -> None:
        self._settling.flush()
        self.saved.emit(*self._said())

    def _said(self) -> tuple[tuple[str, ...], str]:
        who = tuple(identifier for identifier, box in self.boxes.items() if box.isChecked())
        editor = self.words.control
        return who, editor.text if isinstance(editor, PlainEditor) else ""
