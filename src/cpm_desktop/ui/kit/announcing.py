"""Says a sentence to a screen reader without moving the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LAST_ANNOUNCEMENT = "last_announcement"
"""The dynamic property of the window in which the sentence said last can be read back."""


def announce(widget: QWidget, sentence: str, *, is_urgent: bool = False) -> None:
    """Have the screen reader say a sentence; an urgent one interrupts what it is saying."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - after the first window

    event = QAccessibleAnnouncementEvent(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
    widget.window().setProperty(LAST_ANNOUNCEMENT, sentence)
