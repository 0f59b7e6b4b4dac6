"""Marks doubtful words in whatever field somebody writes in, and leads from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.doubtful_words import WordMarks
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.domain.entity import Aggregate
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.spelling import Dictionary, Spelling
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

ProseField = LineEdit | PlainEditor
_SAID = 3  # suggestions that are read aloud


def as_prose(widget: QWidget | None) -> ProseField | None:
    """Return a widget as a field to write sentences in; None where it is no such field."""
    if isinstance(widget, PlainEditor) or (isinstance(widget, LineEdit) and widget.is_prose):
        return None if widget.isReadOnly() else widget
    return None


class SpellCheck(QObject):
    """Spelling in one window. The dictionary is loaded off the window's thread when somebody begins to write."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        background: Background,
        host: QWidget,
        subject: Callable[[], Aggregate | None],
    ) -> None:
        """Watch where the keyboard goes.

        Args:
            desk: open.
            theme: the window's.
            background: the window's.
            host: what holds the pages; fields elsewhere are left alone.
            subject: gives what the page is about, whose names are known.
        """
        super().__init__(host)
        self._desk, self._theme, self._background, self._host = desk, theme, background, host
        self._subject = subject
        self._spelling: Spelling | None = None
        self._is_loading = self._is_retired = False
        self._last: ProseField | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @property
    def last_field(self) -> ProseField | None:
        """The field in which somebody wrote last, while it is shown."""
        if self._last is None or not shiboken6.isValid(self._last) or not self._last.isVisible():
            return None
        return self._last

    @property
    def is_ready(self) -> bool:
        """Whether the dictionary is loaded."""
        return self._spelling is not None

    @property
    def is_on(self) -> bool:
        """Whether doubtful words are shown."""
        from cpm_desktop.services.spelling import is_spelling_on  # noqa: PLC0415 - after the first window

        return is_spelling_on(self._desk)

    def turn(self) -> None:
        """Show doubtful words, or show them no longer; remembered with the records."""
        from cpm_desktop.services.spelling import turn_spelling  # noqa: PLC0415 - after the first window

        turn_spelling(self._desk, is_on=not self.is_on)
        if self.is_on:
            self._begin()
        self.show_all()
        announce(self._host, "Spelling is shown" if self.is_on else "Spelling is not shown")

    def next_word(self) -> None:
        """Go to the next doubtful word behind the cursor, in this field or the next, and say it."""
        self._step(is_forward=True)

    def previous_word(self) -> None:
        """Go to the doubtful word before the cursor."""
        self._step(is_forward=False)

    def show_all(self) -> None:
        """Mark all fields anew: a word was added, or spelling was turned on or off."""
        for field in self._fields():
            self._mark(field)

    def retire(self) -> None:
        """Watch no longer, and forget the words."""
        if self._is_retired:
            return
        self._is_retired = True
        self._spelling = self._last = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._follow)

    # The words, as fields ask for them.

    def doubts(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where doubtful words of a paragraph begin and end."""
        return self._spelling.doubts(text) if self._spelling is not None else ()

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant."""
        return self._spelling.suggestions(word) if self._spelling is not None else ()

    def add_word(self, word: str) -> None:
        """Take a word as known from now on."""
        if self._spelling is not None:
            self._spelling.add_word(word)
            self.show_all()

    def ignore(self, word: str) -> None:
        """Take a word as known here."""
        if self._spelling is not None:
            self._spelling.ignore(word)
            self.show_all()

    # Inside.

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        field = as_prose(now)
        if field is None or self._is_retired or not self._is_here(field):
            return
        self._last = field
        if self._spelling is None:
            if self.is_on:
                self._begin()
        else:
            self._mark(field)

    def _begin(self) -> None:
        if self._spelling is None and not self._is_loading:
            self._is_loading = True
            self._background.run(_load, self._loaded, lambda _error: None)

    def _loaded(self, words: Dictionary) -> None:
        from cpm_desktop.services.spelling import Spelling  # noqa: PLC0415 - after the first window

        if self._is_retired:
            return
        self._spelling = Spelling(self._desk, words)
        field = as_prose(QApplication.focusWidget())
        if field is not None and self._is_here(field):
            self._mark(field)

    def _mark(self, field: ProseField) -> None:
        is_shown = self._spelling is not None and self.is_on
        # Names are read from the store: while the disk takes nothing, that would hold up whoever types.
        if self._spelling is not None and is_shown and not self._desk.saving.latest.problem:
            self._spelling.turn_to(self._subject())
        if is_shown or field.marks is not None:
            field.show_marks(WordMarks(self, self._theme) if is_shown else None)

    def _is_here(self, field: QWidget) -> bool:
        """Tell whether a field stands on the host, or in a dialog over it."""
        around: QWidget | None = field
        while around is not None and around is not self._host:
            around = around.parentWidget()
        return around is not None

    def _fields(self) -> list[ProseField]:
        """Return the fields to write in that are shown, in reading order."""
        window = QApplication.activeWindow()
        root = window if window is not None and self._is_here(window) else self._host
        found = [as_prose(stop) for stop in stops_of(root)]
        return [field for field in found if field is not None and field.isVisible()]

    def _step(self, *, is_forward: bool) -> None:
        if not self.is_on:
            announce(self._host, "Spelling is turned off")
            return
        if self._spelling is None:
            self._loaded(_load())
        fields = self._fields()
        for field in fields:
            self._mark(field)
        spans = [(field, span) for field in fields for span in field.doubtful_words()]
        if not spans:
            announce(self._host, "No doubtful word on this page")
            return
        here = as_prose(QApplication.focusWidget())
        place = (fields.index(here), here.place) if here in fields and here is not None else (-1, 0)
        where = [(fields.index(field), span[1]) for field, span in spans]
        if is_forward:
            chosen = next((number for number, each in enumerate(where) if each > place), 0)
        else:
            before = [number for number, each in enumerate(where) if each < place]
            chosen = before[-1] if before else len(spans) - 1
        self._go_to(*spans[chosen], f"{chosen + 1} of {len(spans)}")

    def _go_to(self, field: ProseField, span: tuple[int, int], count: str) -> None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.choose_span(span)
        word = field.words_between(span)
        likely = self.suggestions(word)[:_SAID]
        meant = f"Perhaps {', '.join(likely)}." if likely else "No suggestion."
        announce(field, f"{word}, doubtful word {count}. {meant} Menu key for more.")


def _load(_running: object = None) -> Dictionary:
    from cpm_desktop.services.spelling import dictionary  # noqa: PLC0415 - after the first window

    return dictionary()
