"""Another wording for what was read; it is read again then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.text_fields import PlainEditor

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.theme import Theme


class WordingForm(QWidget):
    """`saved` is sent with the new wording, `left` by Esc, which loses nothing, `dropped` when it stays as it was."""

    saved = Signal(str)
    left = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, wording: str) -> None:
        """`wording` as it was typed."""
        super().__init__()
        self.editor = PlainEditor(theme, wording, lines=3, grows_to=8)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._field = Field(theme, "Wording, as the room agrees it", self.editor)
        self.save_button = Button(theme, "Save the wording", "primary")
        cancel = Button(theme, "Cancel")
        self.save_button.clicked.connect(lambda: self.saved.emit(self.editor.text))
        cancel.clicked.connect(self.dropped)
        self.setLayout(down(self._field, across(self.save_button, cancel, None), spacing=8))
        self.setFocusProxy(self.editor)

    def show_error(self, sentence: str) -> None:
        """Say what is missing; what was typed stays."""
        self._field.show_error(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form; what was typed becomes the wording."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
