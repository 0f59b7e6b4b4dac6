"""Finding windows that wear no style sheet: the sheet is put on windows, and whatever has one for a parent wears it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

_TOLD_PARENT = "_q_stylesheet_parent"  # Qt's: a tool tip says so whose sheet it wears


def undressed() -> list[str]:
    """Return what is shown without a sheet, by its class."""
    shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    return [each.metaObject().className() for each in shown if not _wears_the_sheet(each)]


def _wears_the_sheet(widget: QWidget) -> bool:
    at: QObject | None = widget
    while at is not None and not at.property("is_dressed"):
        told = at.property(_TOLD_PARENT)
        at = told if isinstance(told, QObject) else at.parent()
    return at is not None
