"""Painting without a display: a bare table, and the application's own caseload in its own window."""

import os
from collections.abc import Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from cpm_desktop.data_files import resources_folder
from cpm_desktop.services.desk import Desk
from cpm_desktop.ui.kit.theme import Appearance, Theme
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.page import Page
from cpm_desktop.ui.shell.workspace import Place, Workspace

_DISPLAY = Qt.ItemDataRole.DisplayRole
_NO_INDEX = QModelIndex()
_SIZE = (1440, 900)


class Rows(QAbstractTableModel):
    """Rows as they came from a database."""

    def __init__(self, rows: Sequence[Sequence[object]]) -> None:
        """Show rows."""
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        """All of them."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        """As many as the caseload has."""
        return 6

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> object:
        """One cell as text."""
        return str(self._rows[index.row()][index.column()]) if role == _DISPLAY else None


class Painter:
    """Shows one widget at a time and waits until it was painted."""

    def __init__(self) -> None:
        """Make the application, dressed as the product is."""
        found = QApplication.instance()
        self._application = found if isinstance(found, QApplication) else QApplication(["benchmark"])
        self._theme = Theme(resources_folder(), Appearance())
        self._theme.apply(self._application)
        self._shown: QWidget | None = None
        self._kept: list[object] = []

    def paint_rows(self, rows: Sequence[object]) -> None:
        """Paint a bare table."""
        self.clear()
        table = QTableView()
        model = Rows(rows)  # type: ignore[arg-type]  # rows of a database
        table.setModel(model)
        self._kept.append(model)
        self._paint(table)

    def paint_caseload(self, desk: Desk) -> None:
        """Paint the window's content as it is after unlocking."""
        self.paint_page(desk, Place())

    def paint_page(self, desk: Desk, place: Place) -> Page:
        """Paint the window's content with a page in it."""
        self.clear()
        background = Background()
        workspace = Workspace(desk, self._theme, background, "Encrypted on this laptop.", list)
        self._kept.append(background)
        assert workspace.go(place), workspace.error_shown
        self._paint(workspace)
        assert workspace.page is not None
        return workspace.page

    def clear(self) -> None:
        """Put away what was painted."""
        if isinstance(self._shown, Workspace):
            self._shown.retire()
        if self._shown is not None:
            self._shown.close()
            self._shown.deleteLater()
            self._shown = None
        for thing in self._kept:
            if isinstance(thing, Background):
                thing.close()
        self._kept.clear()
        self._application.processEvents()

    def _paint(self, widget: QWidget) -> None:
        self._shown = widget
        widget.resize(*_SIZE)
        widget.show()
        self._application.processEvents()
        widget.grab()
