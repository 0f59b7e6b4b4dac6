"""Painting without a display: a bare table, and the application's own caseload in its own window."""

import os
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

from cpm_desktop.data_files import resources_folder
from cpm_desktop.services.desk import Desk
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.kit.theme import Appearance, Theme
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.page import Page
from cpm_desktop.ui.shell.workspace import Place, Workspace

_DISPLAY = Qt.ItemDataRole.DisplayRole
_NO_INDEX = QModelIndex()
_SIZE = (1440, 900)
_MARK = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1  # Qt paints at low priority
_PATIENCE = 30.0  # seconds


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


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        """Begin to count."""
        super().__init__(widget)
        self.number = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count, and let everything pass."""
        self.number += event.type() == QEvent.Type.Paint
        return False


class Mark(QObject):
    """Notes when everything that was waiting to be painted is."""

    def __init__(self) -> None:
        """Ask to be told: whoever asks later for the time after the painting is told later."""
        super().__init__()
        self.at: float | None = None
        QCoreApplication.postEvent(self, QEvent(_MARK), _AFTER_PAINTING)

    def customEvent(self, event: QEvent) -> None:
        """Note the time."""
        if event.type() == _MARK:
            self.at = time.perf_counter()


class Painter:
    """Shows one widget at a time, in a window that is there already, and waits until it was painted."""

    def __init__(self) -> None:
        """Make the application, dressed as the product is, and show its empty window."""
        found = QApplication.instance()
        self._application = found if isinstance(found, QApplication) else QApplication(["benchmark"])
        self._theme = Theme(resources_folder(), Appearance())
        self._theme.apply(self._application)
        self._window = QMainWindow()
        self._theme.dress(self._window)
        self._window.resize(*_SIZE)
        self._window.setCentralWidget(QWidget())
        self._window.show()
        self._application.processEvents()
        self._shown: QWidget | None = None
        self._kept: list[object] = []

    def paint_rows(self, rows: Sequence[object]) -> float:
        """Paint a bare table; returns when it was painted (of time.perf_counter)."""
        self.clear()
        mark = Mark()
        table = QTableView()
        model = Rows(rows)  # type: ignore[arg-type]  # rows of a database
        table.setModel(model)
        self._kept.append(model)
        return self._paint(table, mark, Paintings(table.viewport()))

    def paint_caseload(self, desk: Desk) -> tuple[float, float]:
        """Paint the window's content as it is after unlocking.

        Returns:
            When the list was painted, and when week and chart were too (of time.perf_counter).
        """
        self.clear()
        mark = Mark()
        workspace = self._workspace(desk, Place())
        page = workspace.page
        assert isinstance(page, CaseloadPage)
        rest = Paintings(page.week.viewport()), Paintings(page.chart)
        listed = self._paint(workspace, mark, Paintings(page.table.viewport()))
        before = [each.number for each in rest]
        self._wait_until(lambda: all(each.number > number for each, number in zip(rest, before, strict=True)))
        assert page.chart.accessibleDescription()
        return listed, time.perf_counter()

    def paint_page(self, desk: Desk, place: Place) -> Page:
        """Paint the window's content with a page in it."""
        self.clear()
        mark = Mark()
        workspace = self._workspace(desk, place)
        assert workspace.page is not None
        self._paint(workspace, mark, Paintings(workspace))
        return workspace.page

    def clear(self) -> None:
        """Put away what was painted."""
        if isinstance(self._shown, Workspace):
            self._shown.retire()
        if self._shown is not None:
            self._window.setCentralWidget(QWidget())  # which deletes what was there
            self._shown = None
        for thing in self._kept:
            if isinstance(thing, Background):
                thing.close()
        self._kept.clear()
        self._application.processEvents()

    def _workspace(self, desk: Desk, place: Place) -> Workspace:
        background = Background()
        self._kept.append(background)
        workspace = Workspace(desk, self._theme, background, "Encrypted on this laptop.", list)
        self._shown = workspace
        self._window.setCentralWidget(workspace)
        assert workspace.go(place), workspace.error_shown
        return workspace

    def _paint(self, widget: QWidget, mark: Mark, paintings: Paintings) -> float:
        self._shown = widget
        self._window.setCentralWidget(widget)
        self._wait_until(lambda: mark.at is not None)
        assert mark.at is not None
        assert paintings.number, "the mark came before the painting"
        return mark.at

    def _wait_until(self, is_done: Callable[[], bool]) -> None:
        latest = time.monotonic() + _PATIENCE
        while not is_done():
            assert time.monotonic() < latest, "nothing was painted"
            self._application.processEvents()
