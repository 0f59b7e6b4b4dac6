"""F1 in a dialog: it asks the window that the dialog lies over for the guide's page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

GUIDE_KEY = "F1"


@runtime_checkable
class OpensGuide(Protocol):
    """A window that shows the guide."""

    def open_guide(self, asker: QWidget | None = None) -> object:
        """Show the guide's page about what asks."""


class GuideKey(QShortcut):
    """Lives in the dialog and does nothing where no window around it shows the guide."""

    def __init__(self, dialog: QWidget) -> None:
        """Listen while the dialog is the active window."""
        super().__init__(QKeySequence(GUIDE_KEY), dialog)
        self.activated.connect(self._ask)

    def _ask(self) -> None:
        asker = _widget(self.parent())
        around = asker
        while around is not None:
            if isinstance(around, OpensGuide):
                around.open_guide(asker)
                return
            around = around.parentWidget()


def _widget(owner: QObject | None) -> QWidget | None:
    return owner if isinstance(owner, QWidget) else None
