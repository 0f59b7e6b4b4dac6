"""The person's own words: quick phrases in their order, and words that the spelling accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpm_desktop.services.phrases import add_phrase, change_phrase, move_phrase, phrases_of, remove_phrase
from cpm_desktop.services.spelling import own_words, remove_word
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.workplace import Workplace
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Editing
    from cpm_desktop.ui.shell.navigator import Navigator

_HINT = "Put blanks in square brackets: [Name] was not here."


class WordsPage(Page):
    """Everything here is undone by Ctrl+Z, by name."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        """Open on the person's phrases and words."""
        super().__init__(desk, navigator)
        theme = self.theme
        self.phrases, self.words = RowList(theme, "Quick phrases"), RowList(theme, "My words")
        self.editor = PlainEditor(theme, lines=2, grows_to=4)
        self.add_button = Button(theme, "Add as new", "primary", icon="plus")
        self.change_button = Button(theme, "Change the chosen one", icon="pencil")
        self.up_button, self.down_button = (
            Button(theme, "Up", icon="chevron-up", name="Move the phrase up"),
            Button(theme, "Down", icon="chevron-down", name="Move the phrase down"),
        )
        self.delete_button = Button(theme, "Delete", icon="trash-2", name="Delete the phrase")
        self.forget_button = Button(theme, "Remove", icon="trash-2", name="Remove the word")
        self._no_words = Label(
            "None yet. On a doubtful word, the Menu key offers to add it to your words.", "small", wraps=True
        )
        self._left, self._right = self._made_phrases(), self._made_words()
        body = across(self._left, self._right, spacing=16, margins=(24, 16, 24, 16))
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        self.setLayout(body)
        self._connect()
        self.watch(desk.workplace(), lambda _edited: self.refresh())
        self.set_header(Header(title="My phrases and words", back="Back"))
        self.refresh()

    def panes(self) -> Sequence[QWidget]:
        """Phrases, words."""
        return (self._left, self._right)

    def editing(self) -> Editing[Workplace]:
        """Undo and redo work on the workplace."""
        return self.desk.workplace()

    def hints(self) -> Sequence[str]:
        """The keys used most."""
        return ("F6 move between panes", "Ctrl Z undo")

    def refresh(self) -> None:
        """Show both lists as they are now."""
        held, words = phrases_of(self.desk), own_words(self.desk)
        self._fill(self.phrases, [ListEntry(one.id, one.text, icon="text-quote") for one in held])
        self._fill(self.words, [ListEntry(one.id, one.text, icon="spell-check") for one in words])
        self._no_words.setVisible(not words)
        self.words.setVisible(bool(words))
        self.forget_button.setEnabled(bool(words))
        for button in (self.change_button, self.up_button, self.down_button, self.delete_button):
            button.setEnabled(bool(held))

    def add(self) -> None:
        """Add what the field holds as a new phrase."""
        made: list[str] = []
        if self.attempt(lambda: made.append(add_phrase(self.desk, self.editor.text))):
            self.phrases.choose(made[0])
            self.editor.load("")
            self._say("Phrase added")

    def change(self) -> None:
        """Give the chosen phrase the words of the field."""
        if self.attempt(lambda: change_phrase(self.desk, self.phrases.current_key, self.editor.text)):
            self._say("Phrase changed")

    def shift(self, distance: int) -> None:
        """Move the chosen phrase; it stays chosen."""
        key = self.phrases.current_key
        moved: list[bool] = []
        if self.attempt(lambda: moved.append(move_phrase(self.desk, key, distance))):
            self.phrases.choose(key)
            place = [phrase.id for phrase in phrases_of(self.desk)].index(key) + 1
            self._say(f"Now number {place}" if moved[0] else "It is at the end already")

    def delete(self) -> None:
        """Delete the chosen phrase."""
        if self.attempt(lambda: remove_phrase(self.desk, self.phrases.current_key)):
            self._say("Phrase deleted. Ctrl Z brings it back.")

    def forget(self) -> None:
        """Take the chosen word away."""
        if self.attempt(lambda: remove_word(self.desk, self.words.current_key)):
            self._say("Word removed. Ctrl Z brings it back.")

    def _made_phrases(self) -> Panel:
        panel = Panel("panel")
        panel.setAccessibleName("Quick phrases")
        field = Field(self.theme, "Words of the phrase", self.editor, access_key="w", hint=_HINT)
        moves = across(self.up_button, self.down_button, self.delete_button, None, spacing=8)
        acts = across(self.add_button, self.change_button, None, spacing=8)
        head = across(Label("Quick phrases", "h3"), None, Label("Ctrl ; puts one in", "small"))
        margins = (16, 14, 16, 14)
        panel.add(
            down(head, self.phrases, moves, field, acts, spacing=10, margins=margins, stretched=1), stretch=1
        )
        return panel

    def _made_words(self) -> Panel:
        panel = Panel("panel")
        panel.setAccessibleName("My words")
        head = across(Label("My words", "h3"), None, Label("F7 doubtful word", "small"))
        acts = across(self.forget_button, None)
        column = down(head, self._no_words, self.words, acts, None, spacing=10, margins=(16, 14, 16, 14))
        column.setStretchFactor(self.words, 1)
        panel.add(column, stretch=1)
        return panel

    def _connect(self) -> None:
        acts: tuple[tuple[Button, Callable[[], None]], ...] = (
            (self.add_button, self.add),
            (self.change_button, self.change),
            (self.up_button, lambda: self.shift(-1)),
            (self.down_button, lambda: self.shift(1)),
            (self.delete_button, self.delete),
            (self.forget_button, self.forget),
        )
        for button, doing in acts:
            button.clicked.connect(doing)
        self.phrases.opened.connect(self._edit)
        self.phrases.clicked.connect(lambda _index: self._edit(self.phrases.current_key))

    def _edit(self, key: str) -> None:
        phrase = next((one for one in phrases_of(self.desk) if one.id == key), None)
        if phrase is not None:
            self.editor.load(phrase.text)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.editor.selectAll()

    def _fill(self, shown: RowList, rows: list[ListEntry]) -> None:
        before = shown.current_key
        shown.set_rows(rows)
        keys = [row.key for row in rows]
        if keys:
            shown.choose(before if before in keys else keys[0])

    def _say(self, sentence: str) -> None:
        announce(self, sentence)
