"""A line whose letters filter the list below it: the keyboard stays in the line, the arrow keys go along the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.lists import RowList

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class ListFilter(LineEdit):
    """`moved` is sent when an arrow key has chosen another row."""

    moved = Signal()

    def __init__(self, found: RowList, name: str, *, placeholder: str, is_large: bool = False) -> None:
        """`found` is the list; `name` says for a screen reader what is looked for."""
        super().__init__(placeholder=placeholder, is_large=is_large)
        self._found = found
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the arrow keys to the list."""
        if event.key() in _MOVES:
            self._found.keyPressEvent(event)
            self.moved.emit()
        else:
            super().keyPressEvent(event)
