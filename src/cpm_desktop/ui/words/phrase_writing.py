"""Puts quick phrases into whatever field somebody writes in."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.words.blank_filling import BlankFilling
from cpm_desktop.ui.words.phrase_picker import PhrasePicker
from cpm_desktop.ui.words.spell_check import as_prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.workplace import Phrase
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.words.spell_check import ProseField, SpellCheck


class PhraseWriting(QObject):
    """Quick phrases in one window: the list at the cursor, and what puts a phrase in."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        spelling: SpellCheck,
        host: QWidget,
        page: Callable[[], QWidget | None],
    ) -> None:
        """Open on the person's phrases.

        Args:
            desk: open.
            theme: the window's.
            spelling: knows where somebody wrote last.
            host: what holds the pages.
            page: gives the page that is shown.
        """
        super().__init__(host)
        self._desk, self._theme, self._spelling, self._host, self._page = desk, theme, spelling, host, page

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The person's phrases in their order."""
        from cpm_desktop.services.phrases import phrases_of  # noqa: PLC0415 - after the first window

        return phrases_of(self._desk)

    def open_list(self) -> PhrasePicker | None:
        """Show the list at the cursor; None where there is nothing to write in."""
        field = self._field()
        if field is None:
            announce(self._host, "There is nothing to write in here")
            return None
        picker = PhrasePicker(self._theme, self.phrases, self._host)
        picker.chosen.connect(functools.partial(self._put, field))
        picker.rejected.connect(functools.partial(_focus, field))
        corner = field.cursorRect().bottomLeft()
        surface = field.viewport() if isinstance(field, PlainEditor) else field
        picker.open_at(surface.mapToGlobal(QPoint(corner.x(), corner.y())))
        return picker

    def insert(self, words: str) -> bool:
        """Put a phrase where somebody wrote last, else in the page's first field; tells whether there is one."""
        field = self._field()
        if field is None:
            announce(self._host, "There is nothing to write in here")
            return False
        self._put(field, words)
        return True

    def _put(self, field: ProseField, words: str) -> None:
        _focus(field)
        BlankFilling(field, words)

    def _field(self) -> ProseField | None:
        page = self._page()
        last = self._spelling.last_field
        if last is not None or page is None:
            return last
        found = (as_prose(stop) for stop in stops_of(page))
        return next((field for field in found if field is not None and field.isVisible()), None)


def _focus(field: ProseField) -> None:
    field.window().activateWindow()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
