"""Where Tab goes: in the order in which the window is read, whatever was made or put in later.

Qt goes in the order in which widgets were made, which is another one wherever rows come and go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


ONE_STOP = "one_stop"
"""The dynamic property of what holds several buttons that are one stop; see `one_stop`."""


def stops_of(root: QWidget) -> list[QWidget]:
    """Return what Tab comes to inside a widget, in reading order."""
    return list(_stops(root))


def in_reading_order(root: QWidget) -> list[QWidget]:
    """Return everything inside a widget, in reading order."""
    return [each for child in _children(root) for each in (child, *in_reading_order(child))]


def go_to_next_stop(window: QWidget, *, is_forward: bool) -> bool:
    """Move the keyboard to the next stop, or the one before, round and round; scroll it into sight.

    Returns:
        Whether there was one.
    """
    stops = stops_of(window)
    if not stops:
        return False
    here = window.focusWidget()
    if here in stops:
        target = stops[(stops.index(here) + (1 if is_forward else -1)) % len(stops)]
    else:
        inside = [stop for stop in stops if window.isAncestorOf(here) and here.isAncestorOf(stop)]
        target = (inside or stops)[0 if is_forward else -1]
    target.setFocus(Qt.FocusReason.TabFocusReason if is_forward else Qt.FocusReason.BacktabFocusReason)
    scroll_to(target)
    return True


def scroll_to(widget: QWidget) -> None:
    """Scroll everything around a widget so that it is in sight."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    for child in _children(widget):
        if child.isHidden() or child.isWindow():
            continue
        takes_tab = child.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes_tab and child.isEnabled() and child.focusProxy() is None:
            yield child
        inside = _stops(child)
        yield from _one_among(child, list(inside)) if child.property(ONE_STOP) else inside


def _one_among(holder: QWidget, stops: list[QWidget]) -> list[QWidget]:
    """Return the one that had the keyboard last, else the first."""
    last = holder.focusWidget()
    return [last] if last in stops else stops[:1]


def _children(widget: QWidget) -> list[QWidget]:
    """Return the children in reading order: as they are laid out, then what stands outside the layout."""
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    laid_out = list(_laid_out(layout, children)) if layout is not None else []
    known = {id(child) for child in laid_out}
    return laid_out + [child for child in children if id(child) not in known]


def _laid_out(layout: QLayout, children: list[QWidget]) -> Iterator[QWidget]:
    # Not by itemAt: PySide frees the items that it hands out a second time when the widget is deleted.
    places: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(child), child) for child in children]
    places += [(layout.indexOf(each), each) for each in layout.children() if isinstance(each, QLayout)]
    for _, thing in sorted(
        (pair for pair in places if pair[0] >= 0), key=lambda pair: _place(layout, pair[0])
    ):
        if isinstance(thing, QWidget):
            yield thing
        else:
            yield from _laid_out(thing, children)


def _place(layout: QLayout, index: int) -> tuple[int, int]:
    if isinstance(layout, QGridLayout):
        row, column, _rows, _columns = cast("tuple[int, int, int, int]", layout.getItemPosition(index))
        return row, column
    return 0, index
