"""The list of quick phrases at the cursor: letters filter it, Enter puts one in. It holds nothing up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from cpm_desktop.domain.text import fold
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.guide_key import GuideKey
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.list_filter import ListFilter
from cpm_desktop.ui.kit.lists import ListEntry, RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.domain.workplace import Phrase
    from cpm_desktop.ui.kit.theme import Theme

_SIZE = (520, 300)  # pixels at 100 %
_NOT_FOUND = "No phrase has these letters."
_NO_PHRASES = "There are no phrases yet. Write them under “My phrases and words”."


class PhrasePicker(QDialog):
    """`chosen` is sent with a phrase's words after the list has closed; Esc closes it without."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, phrases: Sequence[Phrase], parent: QWidget) -> None:
        """`phrases` in their order."""
        super().__init__(parent)
        self._theme, self._phrases = theme, tuple(phrases)
        self.setProperty("kit", "window")
        self.setWindowTitle("Quick phrases")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        GuideKey(self)
        self.found = RowList(theme, "Quick phrases")
        self.field = ListFilter(self.found, "Find a phrase", placeholder="A few letters of a phrase")
        self.field.setAccessibleDescription("Enter puts it in, Esc leaves")
        self._none = Label(_NOT_FOUND if self._phrases else _NO_PHRASES, "small", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._none.hide()
        self.setLayout(down(self.field, self.found, self._none, spacing=6, margins=(10, 10, 10, 10)))
        self.field.moved.connect(self._say_current)
        self.field.textEdited.connect(self._filter)
        self.field.returnPressed.connect(self._take)
        self.found.opened.connect(lambda _key: self._take())
        self.found.clicked.connect(lambda _index: self._take())
        self._filter("")

    def open_at(self, place: QPoint) -> None:
        """Show it below a place of the screen, inside its parent's window."""
        host = self.parentWidget()
        area = host.window().frameGeometry() if host is not None else self.geometry()
        width, height = (
            min(self._theme.px(_SIZE[0]), area.width()),
            min(self._theme.px(_SIZE[1]), area.height()),
        )
        self.setFixedSize(width, height)
        x = min(max(place.x(), area.left()), area.right() - width)
        below = place.y() + 4
        y = (
            below
            if below + height <= area.bottom()
            else max(area.top(), place.y() - height - self._theme.px(34))
        )
        self.move(x, y)
        self.show()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _filter(self, typed: str) -> None:
        parts = fold(typed).split()
        matches = [phrase for phrase in self._phrases if all(part in fold(phrase.text) for part in parts)]
        self.found.set_rows([ListEntry(phrase.id, phrase.text, icon="text-quote") for phrase in matches])
        if matches:
            self.found.choose(matches[0].id)
        self.found.setVisible(bool(matches))
        self._none.setVisible(not matches)
        self._say_current() if matches else announce(self, self._none.text())

    def _say_current(self) -> None:
        phrase = self._current()
        if phrase is not None:
            announce(self, phrase.text)

    def _current(self) -> Phrase | None:
        return next((phrase for phrase in self._phrases if phrase.id == self.found.current_key), None)

    def _take(self) -> None:
        phrase = self._current() if not self.found.isHidden() else None
        if phrase is not None:
            self.accept()
            self.chosen.emit(phrase.text)
