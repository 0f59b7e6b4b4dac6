"""What was captured, as cards: kind, words, who and when; each can be edited or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.captures import Action, Decision, Disagreement, UnmetNeed, View
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button, icon_button, link_button
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.one_stop import make_one_stop
from cpm_desktop.ui.kit.panels import InnerScroll, SectionHead
from cpm_desktop.ui.kit.tags import Tag, TagTone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.holding import Captured
    from cpm_desktop.ui.kit.theme import Theme

_TAGS: dict[str, tuple[TagTone, str]] = {
    Decision.kind: ("decision", "gavel"),
    Action.kind: ("action", "clipboard-check"),
    Disagreement.kind: ("different_view", "git-fork"),
    UnmetNeed.kind: ("unmet_need", "puzzle"),
    View.kind: ("accent", "message-square-quote"),
}


class CaptureCard(QFrame):
    """One thing captured; it stays as it is, and another takes its place when anything in it changes."""

    edit_pressed = Signal(str, str)
    remove_pressed = Signal(str, str)

    def __init__(self, theme: Theme, card: Captured) -> None:
        """Show it."""
        super().__init__()
        self.shown = card
        self.setProperty("kit", "card")
        self.setAccessibleName(f"{card.label}: {card.text}")
        tone, icon = _TAGS[card.kind]
        tag = Tag(theme, tone, icon, card.label)
        edit = link_button(theme, "Edit")
        edit.setAccessibleName(f"Edit {card.label.lower()} “{card.text}”")
        edit.clicked.connect(lambda: self.edit_pressed.emit(card.kind, card.id))
        remove = icon_button(theme, "x", f"Remove {card.label.lower()} “{card.text}”")
        remove.clicked.connect(lambda: self.remove_pressed.emit(card.kind, card.id))
        self.edit_button, self.remove_button = edit, remove
        words = Label(card.text or "No words yet", "cell", wraps=True)
        meta = Label(card.meta, "micro", wraps=True)
        top = across(tag, None, edit, remove, spacing=2)
        self.setLayout(down(top, words, meta, spacing=4, margins=(12, 8, 6, 10)))


class CaptureCards(QWidget):
    """Cards under a heading; of one item, or of the whole meeting."""

    edit_pressed = Signal(str, str)
    remove_pressed = Signal(str, str)
    whole_turned = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_cards`."""
        super().__init__()
        self._theme = theme
        self._shown: tuple[Captured, ...] = ()
        self._rows: dict[str, CaptureCard] = {}
        self.see_all: Button = link_button(theme, "See all")
        self.see_all.clicked.connect(self.whole_turned)
        self._head = SectionHead("Captured", self.see_all, count=0, role="small_strong")
        self._column = QVBoxLayout()
        self._none = Label("Nothing yet. What you add stands here.", "small", wraps=True)
        self._column.addWidget(self._none)
        content = frame("clear", self._column)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.scrolling = InnerScroll(content, "What was captured")
        self.setLayout(down(self._head, self.scrolling, spacing=8, stretched=1))
        make_one_stop(self)

    @property
    def cards(self) -> list[CaptureCard]:
        """The cards in the order in which they stand."""
        return list(self._rows.values())

    def show_cards(
        self, cards: Sequence[Captured], heading: str, total: int, *, is_whole: bool, item_title: str
    ) -> None:
        """Show the cards; `total` counts those of the whole meeting."""
        self._head.set_text(heading)
        self._head.set_count(len(cards))
        self.see_all.set_text(f"Only {item_title}" if is_whole else f"See all {total}")
        self.see_all.setVisible(is_whole or total > len(cards))
        if tuple(cards) == self._shown:
            return
        self._shown = tuple(cards)
        self._none.setVisible(not cards)
        wanted = {card.id: card for card in cards}
        keep_rows(self._column, self._rows, wanted, self._card, lambda row, card: row.shown != card)

    def _card(self, card: Captured) -> CaptureCard:
        made = CaptureCard(self._theme, card)
        made.edit_pressed.connect(self.edit_pressed)
        made.remove_pressed.connect(self.remove_pressed)
        return made
