"""The child's own words, in the chair's sight whichever item is open: the latest in one line, all of them unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel, Label
from cpm_desktop.ui.kit.panels import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.childs_words import ChildsWords
    from cpm_desktop.ui.kit.theme import Theme


class ChildsWordsLine(Strip):
    """Hidden until the child said something. `opened` is sent with the view whose words are pressed."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Hidden until `show_words`."""
        super().__init__()
        self._theme = theme
        self._words: tuple[ChildsWords, ...] = ()
        self._is_open = False
        self.latest, self.source = ElidedLabel("", "strong"), ElidedLabel("", "small")
        self.all_button = Button(theme, "", "link")
        self.all_button.clicked.connect(self.turn)
        self._column = down(spacing=6, margins=(27, 0, 0, 4))
        icon = IconLabel(theme, "message-square-quote", "accent", 17)
        line = across(icon, self.latest, self.source, None, self.all_button, spacing=10)
        self.setLayout(down(line, self._column, spacing=4, margins=(20, 4, 16, 5)))
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether all of the words are shown."""
        return self._is_open

    def show_words(self, words: Sequence[ChildsWords]) -> None:
        """Show what was said so far; nothing hides the line."""
        if tuple(words) == self._words:
            return
        self._words = tuple(words)
        self.setVisible(bool(words))
        if words:
            latest = words[-1]
            self.latest.set_whole_text(_quoted(latest.words))
            self.source.set_whole_text(f"{latest.source} · {latest.sharing}")
            self.setAccessibleName(f"The child’s words: {_quoted(latest.words)} {latest.source}")
        self._show()

    def give_way(self, *, gives: bool) -> None:
        """Leave its room to something else for a moment, in a low window."""
        self.setVisible(bool(self._words) and not gives)

    def turn(self) -> None:
        """Show all of the words, or the latest only."""
        if self._words:
            self._is_open = not self._is_open
            self._show()
            said = (f"{_quoted(each.words)} {each.source}, {each.sharing}" for each in self._words)
            announce(self, ". ".join(said) if self._is_open else "The latest only")
        else:
            announce(self, "Nothing of the child’s words is written down yet")

    def _show(self) -> None:
        count = len(self._words)
        self.all_button.set_text("Fold" if self._is_open else f"All {count}" if count > 1 else "In full")
        self.all_button.tell_keys("Shift+F2")
        empty(self._column)
        for each in self._words if self._is_open else ():
            edit = Button(self._theme, "Edit", "link", name=f"Edit: {each.words[:40]}")
            edit.clicked.connect(lambda _checked=False, view=each.view_id: self.opened.emit(view))
            words = Label(_quoted(each.words), "body", wraps=True, selectable=True)
            told = Label(f"{each.source} · {each.sharing}", "small", wraps=True)
            self._column.addLayout(across(down(words, told, spacing=1), at_top(edit), spacing=8, stretched=0))


def _quoted(words: str) -> str:
    bare = " ".join(words.split())
    return bare if bare[:1] in "“\"‘'" else f"“{bare}”"
