"""The menu of everything that can be done: one submenu for each group, the keys beside the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from cpm_desktop.ui.kit.labels import with_access_key
from cpm_desktop.ui.shell.acts import by_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.shell.acts import Act

_GROUP_TITLES = {"Page": "This page"}


def menu_of(acts: Sequence[Act], parent: QWidget) -> QMenu:
    """Return the menu; the caller shows it, and it is deleted when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName("Menu")
    grouped = by_group(acts)
    titles = [_GROUP_TITLES.get(group, group) for group in grouped]
    for title, (group, held) in zip(_with_letters(titles), grouped.items(), strict=True):
        below = menu.addMenu(title)
        below.setAccessibleName(_GROUP_TITLES.get(group, group))
        for text, act in zip(_with_letters([act.text for act in held]), held, strict=True):
            entry = below.addAction(text)
            entry.triggered.connect(lambda _checked=False, act=act: act.run())
            if act.keys:  # only told here: the keys are the page's own, and Qt would find them ambiguous
                entry.setShortcut(QKeySequence(act.key, QKeySequence.SequenceFormat.NativeText))
                entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                entry.setShortcutVisibleInContextMenu(True)
    return menu


def _with_letters(texts: Sequence[str]) -> list[str]:
    """Give each text a letter of its own to press in the menu, the first of a word where one is free."""
    taken: set[str] = set()
    lettered = []
    for text in texts:
        heads = [word[0] for word in text.split()]
        free = (letter for letter in (*heads, *text) if letter.isalnum() and letter.casefold() not in taken)
        letter = next(free, "")
        taken.add(letter.casefold())
        lettered.append(with_access_key(text, letter))
    return lettered
