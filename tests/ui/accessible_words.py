"""Every word that a screen reader, or anybody's eyes, could find in the windows that are there."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

_TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)


def words_in_reach() -> list[str]:
    """Return the names, descriptions, values and texts of everything in the accessibility tree, hidden things too."""
    found: list[str] = []
    for window in QApplication.topLevelWidgets():
        found += [window.windowTitle(), window.toolTip()]
    application = QApplication.instance()
    assert application is not None
    interface = QAccessible.queryAccessibleInterface(application)
    if interface is not None:
        found += _words_of(interface)
    return [words for words in found if words]


def _words_of(interface: QAccessibleInterface) -> Iterator[str]:
    waiting = [interface]
    while waiting:
        here = waiting.pop()
        if not here.isValid():
            continue
        yield from (here.text(kind) for kind in _TEXTS)
        inside = here.textInterface()
        if inside is not None:
            yield inside.text(0, inside.characterCount())
        inside_it: list[QAccessibleInterface | None] = [here.child(n) for n in range(here.childCount())]
        waiting += [each for each in inside_it if each is not None]
