"""What buttons show, against what a screen reader calls them: who says what they see has to be understood."""

import re

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget


def words_unsaid_in(window: QWidget) -> list[str]:
    """Return a sentence for each button whose visible words do not stand in its name (WCAG 2.5.3)."""
    faults = []
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or isinstance(button.parentWidget(), QLineEdit):
            continue
        shown = _bare(str(getattr(button, "plain_text", "")) or button.text().replace("&", ""))
        told = QAccessible.queryAccessibleInterface(button)
        spoken = _bare(told.text(QAccessible.Text.Name))
        keys = _bare(told.text(QAccessible.Text.Description))  # "Ctrl+K" beside the words is told apart
        if shown.removesuffix(keys.replace("+", " ")).strip() not in spoken:
            faults.append(f"{type(button).__name__} shows “{shown}” and is called “{spoken}”")
    return faults


def _bare(words: str) -> str:
    """Return words without what nobody says: dots, marks and kinds of spaces."""
    return " ".join(re.sub(r"[^\w’'%+-]+", " ", words.replace("\xa0", " ").casefold()).split())
