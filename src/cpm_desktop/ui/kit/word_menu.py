"""What the menu of a field offers on a doubtful word: what may have been meant, "Add to my words", "Ignore here"."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from cpm_desktop.ui.kit.announcing import announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from cpm_desktop.ui.kit.doubtful_words import Span, SpelledField


def offer_words(field: SpelledField, menu: QMenu, place: int) -> None:
    """Put what can be done about the doubtful word at a place at the top of a menu; nothing where there is none."""
    span = next((span for span in field.doubtful_words() if span[0] <= place <= span[1]), None)
    marks = field.marks
    if span is None or marks is None:
        return
    word, first = field.words_between(span), next(iter(menu.actions()), None)
    offers = [
        _action(menu, each, functools.partial(_put, field, span, each))
        for each in marks.words.suggestions(word)
    ]
    if not offers:
        none = QAction("No suggestion", menu)
        none.setEnabled(False)
        offers.append(none)
    offers += [
        _separator(menu),
        _action(menu, f"Add “{word}” to my words", functools.partial(_learn, field, word)),
        _action(menu, "Ignore here", functools.partial(_ignore, field, word)),
        _separator(menu),
    ]
    for each in offers:
        if first is None:
            menu.addAction(each)
        else:
            menu.insertAction(first, each)


def _action(menu: QMenu, text: str, doing: functools.partial[None]) -> QAction:
    action = QAction(text.replace("&", "&&"), menu)
    action.triggered.connect(lambda _checked=False: doing())
    return action


def _separator(menu: QMenu) -> QAction:
    action = QAction(menu)
    action.setSeparator(True)
    return action


def _put(field: SpelledField, span: Span, words: str) -> None:
    before = field.words_between(span)
    field.replace_span(span, words)
    announce(field.as_widget(), f"{words} in place of {before}")


def _learn(field: SpelledField, word: str) -> None:
    if field.marks is not None:
        field.marks.words.add_word(word)
        announce(field.as_widget(), f"{word} is one of your words now")


def _ignore(field: SpelledField, word: str) -> None:
    if field.marks is not None:
        field.marks.words.ignore(word)
        announce(field.as_widget(), f"{word} is passed over here")
