"""Find and replace, in a strip above the page: it holds nothing up, and every act has its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.word_search import Sought, replaceable
from cpm_desktop.services.word_search import find_words, replace_words
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button, icon_button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Strip
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.words.found_place import show_found

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.word_search import Found
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.page import Page


class FindStrip(Strip):
    """Enter goes to the next place, Shift+Enter to the one before, Esc closes the strip."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        page: Callable[[], Page | None],
        tell: Callable[[CarePlanningError], None],
    ) -> None:
        """Hidden until `ask`.

        Args:
            theme: the window's.
            desk: open.
            page: gives the page that is shown.
            tell: tells what was refused.
        """
        super().__init__("Find and replace")
        self._desk, self._page, self._tell = desk, page, tell
        self._found: tuple[Found, ...] = ()
        self._here = -1
        self._is_asked = False
        self._shown: QWidget | None = None
        self.words, self.by = LineEdit(placeholder="Find in this meeting"), LineEdit(placeholder="Replace by")
        self.words.setAccessibleName("Find in this meeting")
        self.words.setAccessibleDescription("Enter for the next place, Shift Enter for the one before")
        self.by.setAccessibleName("Replace by")
        self.case, self.whole = CheckBox(theme, "Match case"), CheckBox(theme, "Whole words")
        self.count = Label("", "small")
        self.before, self.after = (
            icon_button(theme, "chevron-up", "Place before"),
            icon_button(theme, "chevron-down", "Next place"),
        )
        self.close_button = icon_button(theme, "x", "Close find and replace")
        self.replace = Button(theme, "Replace", "message")
        self.replace_all = Button(theme, "Replace all", "message")
        self.warning = Label("", "small", wraps=True)
        self.warning.hide()
        line = FlowLayout(spacing=8)
        for widget in (self.words, self.before, self.after, self.count, self.case, self.whole):
            line.addWidget(widget)
        second = FlowLayout(spacing=8)
        for widget in (self.by, self.replace, self.replace_all):
            second.addWidget(widget)
        self._second = frame("clear", second)
        top = across(line, self.close_button, spacing=8, stretched=0)
        self.setLayout(down(top, self._second, self.warning, spacing=6, margins=(16, 8, 12, 8)))
        self._connect()
        self._theme = theme
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again: it wears the window's sheet only once it stands in the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    @property
    def found(self) -> tuple[Found, ...]:
        """The places in order."""
        return self._found

    def ask(self, *, replaces: bool = False, words: str = "") -> bool:
        """Open it; `words` are looked for at once. Tells whether this page can be searched."""
        if not self._subject:
            announce(self.window(), "There is no meeting here to look through")
            return False
        self._second.setVisible(replaces)
        self.show()
        if words:
            self.words.setText(words)
        self.search()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def put_away(self) -> None:
        """Close it; the keyboard goes back to the page."""
        page = self._page()
        self.hide()
        self._found, self._here = (), -1
        if page is not None:
            field = self._shown if self._shown is not None and shiboken6.isValid(self._shown) else None
            wanted = next(
                iter(each for each in (field, *stops_of(page)) if each is not None and each.isVisible()), page
            )
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self) -> None:
        """Look again: other words, or the meeting changed."""
        self._look()
        self._ask_no_longer()
        self._show_count()

    def _fit(self) -> None:
        for beside in (
            self.count,
            self.case,
            self.whole,
        ):  # as high as the field, so that all stand in a line
            beside.setMinimumHeight(max(self._theme.px(34), self.words.sizeHint().height()))
        for field in (self.words, self.by):
            field.setMinimumWidth(self._theme.px(230))

    def _look(self) -> None:
        page = self._page()
        if page is None or not self._subject:
            return
        page.leave()  # what is being typed counts
        self._found = find_words(self._desk, self._subject, self._sought)
        self._here = min(self._here, len(self._found) - 1)

    def step(self, distance: int) -> None:
        """Go to another place, round and round."""
        self.search()
        if self._found:
            start = self._here if self._here >= 0 else (-1 if distance > 0 else 0)
            self._here = (start + distance) % len(self._found)
            self._go()

    def replace_here(self) -> None:
        """Replace the place gone to; somebody's own words are asked about first."""
        before, seen = self._here, self._found
        self._look()
        if not 0 <= before < len(self._found) or self._found[before] != seen[before]:
            self._here = min(before, len(self._found)) - 1  # somebody typed meanwhile: look at it first
            self.step(1)
            return
        found = self._found[before]
        if found.is_quoted and not self._is_asked:
            self._is_asked = True
            self.warning.setText(
                "These are somebody’s own words, or stand in quotation marks. Press Replace again to change them."
            )
            self.warning.show()
            announce(self, self.warning.text(), is_urgent=True)
            return
        if self._replace((found,)):
            self._here = before - 1
            self.search()
            self.step(1)

    def replace_everywhere(self) -> None:
        """Replace every place but quoted ones, in one step of undo."""
        self.search()
        wanted = replaceable(self._found)
        left = len(self._found) - len(wanted)
        if not self._replace(wanted):
            announce(self, "Nothing to replace")
            return
        self._here = -1
        self.search()
        kept = (
            f" {_places(left)} in own words or quotation marks left: replace them one by one." if left else ""
        )
        self.warning.setText(f"Replaced in {_places(len(wanted))}.{kept} Ctrl Z takes it back.")
        self.warning.show()
        announce(self, self.warning.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    @property
    def _subject(self) -> str:
        page = self._page()
        editing = page.editing() if page is not None else None
        return editing.value.id if editing is not None and isinstance(editing.value, Meeting) else ""

    @property
    def _sought(self) -> Sought:
        return Sought(self.words.text(), self.case.isChecked(), self.whole.isChecked())

    def _connect(self) -> None:
        self.words.textEdited.connect(lambda _text: self._begin())
        for box in (self.case, self.whole):
            box.toggled.connect(lambda _on: self._begin())
        self.words.returnPressed.connect(lambda: self.step(1))
        self.by.returnPressed.connect(self.replace_here)
        self.after.clicked.connect(lambda: self.step(1))
        self.before.clicked.connect(lambda: self.step(-1))
        self.replace.clicked.connect(self.replace_here)
        self.replace_all.clicked.connect(self.replace_everywhere)
        self.close_button.clicked.connect(self.put_away)
        shortcut = QShortcut(QKeySequence("Shift+Return"), self.words)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self.step(-1))

    def _begin(self) -> None:
        self._here = -1
        self.search()
        announce(self, self.count.text())

    def _go(self) -> None:
        page, found = self._page(), self._found[self._here]
        self._ask_no_longer()
        self._show_count()
        if page is not None:
            page.show_text(found.where)
            where = self._shown = show_found(page, found)
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(
                self,
                f"{self.count.text()}: {_around(found)}" + ("" if where is not None else ", not shown here"),
            )

    def _replace(self, found: tuple[Found, ...]) -> bool:
        try:
            return replace_words(self._desk, self._subject, found, self._sought, self.by.text()) is not None
        except CarePlanningError as error:
            self._tell(error)
            return False

    def _ask_no_longer(self) -> None:
        self._is_asked = False
        self.warning.hide()

    def _show_count(self) -> None:
        count = len(self._found)
        words = "" if not self.words.text() else "Nothing found" if not count else _places(count)
        self.count.setText(f"{self._here + 1} of {count}" if self._here >= 0 else words)


def _around(found: Found) -> str:
    """Return the words with what stands beside them."""
    text = found.where.text
    return " ".join(text[max(0, found.start - 30) : found.end + 30].split())


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
