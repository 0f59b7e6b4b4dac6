"""The way to the guide from a window: one guide at a time, at the page about what has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cpm_desktop.services.guide import load_guide, load_keys
from cpm_desktop.ui.guide.guide_window import GuideWindow
from cpm_desktop.ui.guide.places import FIRST_TOPIC, TOPICS, topic_around
from cpm_desktop.ui.shell.background import Background

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cpm_desktop.ui.kit.theme import Theme


class GuideDoor(QObject):
    """Lives in the window. What was looked for in the guide goes with it when the records lock."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        """Nothing is open yet."""
        super().__init__(window)
        self._theme, self._window = theme, window
        self._background = Background(self)
        self._held: GuideWindow | None = None

    @property
    def guide(self) -> GuideWindow | None:
        """The guide that is open; None where it is not."""
        held = self._held
        return held if held is not None and isValid(held) and held.isVisible() else None

    def open(self, asker: QWidget | None, shared: list[QAction], topic: str = "") -> GuideWindow:
        """Show the guide at a topic, else at that of a dialog, or of what has the keyboard in the window.

        Args:
            asker: the dialog; None for the window itself.
            shared: what can be done in the guide by the same keys as in the window: text size and colours.
            topic: its id, where one is asked for.
        """
        topic = topic or topic_around(asker) or self._topic_of_window()
        guide = self.guide
        if guide is None:
            guide = GuideWindow(self._theme, load_guide(), load_keys(), self._background)
            guide.addActions(shared)
            self._held = guide
            guide.show_beside(self._window)
        guide.go_to(topic)
        guide.come_forward()
        return guide

    def close(self) -> None:
        """Close the guide with the window, and end what runs behind it."""
        guide, self._held = self._held, None
        if guide is not None and isValid(guide):
            guide.close()
        self._background.close()

    def _topic_of_window(self) -> str:
        """Return the topic of what has the keyboard, else of the page that is shown."""
        holder = QApplication.focusWidget()
        topic = topic_around(holder) if holder is not None and self._window.isAncestorOf(holder) else ""
        if topic:
            return topic
        shown = (
            TOPICS[type(each).__name__]
            for each in self._window.findChildren(QWidget)
            if type(each).__name__ in TOPICS and each.isVisible()
        )
        return next(shown, FIRST_TOPIC)
