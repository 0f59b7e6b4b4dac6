"""F6 and Shift+F6 go from pane to pane of a window, each time to where the keyboard was in it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from cpm_desktop.ui.kit.announcing import announce

if TYPE_CHECKING:
    from collections.abc import Sequence


def has_keyboard(pane: QWidget) -> bool:
    """Whether the keyboard is in a pane."""
    holder = QApplication.focusWidget()
    return holder is not None and (holder is pane or pane.isAncestorOf(holder))


class PaneCycle(QObject):
    """Keeps the panes of one window in order.

    Panes that are hidden or hold nothing to operate are passed over.
    """

    def __init__(self, window: QWidget, panes: Sequence[QWidget], *, has_keys: bool = True) -> None:
        """`panes` in the order in which F6 visits them.

        Each has an accessible name, which is said on arrival. Without `has_keys` somebody else listens for F6.
        """
        super().__init__(window)
        self._panes = tuple(panes)
        self._last: dict[int, QWidget] = {}
        for keys, step in (("F6", self.go_forward), ("Shift+F6", self.go_back)) if has_keys else ():
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)
        QApplication.instance().focusChanged.connect(self._remember)  # type: ignore[union-attr]  # there is one

    def set_panes(self, panes: Sequence[QWidget]) -> None:
        """Take other panes, as another page is shown."""
        self._panes = tuple(panes)
        self._last.clear()

    def go_forward(self) -> None:
        """Go to the next pane."""
        self._go(1)

    def go_back(self) -> None:
        """Go to the pane before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        count = len(self._panes)
        here = self._place_of(QApplication.focusWidget())
        start = here if here is not None else (-1 if step > 0 else 0)
        for distance in range(1, count + 1):
            place = (start + step * distance) % count
            target = self._target(place)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                announce(self._panes[place], self._panes[place].accessibleName())
                return

    def _target(self, place: int) -> QWidget | None:
        pane = self._panes[place]
        if not pane.isVisible():
            return None
        last = self._last.get(place)
        if last is not None and pane.isAncestorOf(last) and last.isVisible() and last.isEnabled():
            return last
        for widget in (pane, *pane.findChildren(QWidget)):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
                return widget
        return None

    def _remember(self, _old: QWidget | None, new: QWidget | None) -> None:
        place = self._place_of(new)
        if place is not None and new is not None:
            self._last[place] = new
            new.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._last.clear()  # which one went is not worth knowing: F6 then starts at the first of a pane

    def _place_of(self, widget: QWidget | None) -> int | None:
        for place, pane in enumerate(self._panes):
            if widget is not None and (pane is widget or pane.isAncestorOf(widget)):
                return place
        return None
