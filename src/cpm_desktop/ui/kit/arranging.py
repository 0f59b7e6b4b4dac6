"""Puts widgets beside and below each other in one line of code."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Item = QWidget | QLayout | int | None
"""A widget, a layout, a gap in pixels, or None for a stretch."""

Margins = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels. Space does not grow with the text factor.

It leaves room for the text.
"""

_NO_MARGINS: Margins = (0, 0, 0, 0)
_Box = TypeVar("_Box", bound=QBoxLayout)


def across(
    *items: Item, spacing: int = 8, margins: Margins = _NO_MARGINS, stretched: int = -1
) -> QHBoxLayout:
    """Lay items from left to right; the item of index `stretched` takes what room is left."""
    return _fill(QHBoxLayout(), items, spacing, margins, stretched)


def down(*items: Item, spacing: int = 8, margins: Margins = _NO_MARGINS, stretched: int = -1) -> QVBoxLayout:
    """Lay items from top to bottom; the item of index `stretched` takes what room is left."""
    return _fill(QVBoxLayout(), items, spacing, margins, stretched)


def at_top(widget: QWidget) -> QVBoxLayout:
    """Keep a widget at the top of a row that is higher than it."""
    return down(widget, None, spacing=0)


def frame(variant: str, layout: QLayout, parent: QWidget | None = None) -> QFrame:
    """Return a box in a look of the style sheet.

    "panel", "card", "sunken", "chosen", "foot", "strip", "clear" …
    """
    box = QFrame(parent)
    box.setProperty("kit", variant)
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    box.setLayout(layout)
    return box


def hairline(parent: QWidget | None = None) -> QFrame:
    """Return a rule of one pixel, the width of what it stands in."""
    rule = QFrame(parent)
    rule.setProperty("kit", "hairline")
    rule.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    rule.setFixedHeight(1)
    return rule


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets when Qt next has time."""
    # Not item by item: PySide frees an item that it handed out a second time when its widget is deleted.
    around = layout.parentWidget()
    inside = around.children() if around is not None else []
    for widget in [child for child in inside if isinstance(child, QWidget) and layout.indexOf(child) >= 0]:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
    for inner in [child for child in layout.children() if isinstance(child, QLayout)]:
        empty(inner)
        layout.removeItem(inner)
        inner.deleteLater()
    while layout.count():  # gaps and stretches, which hold nothing
        layout.takeAt(0)


def _fill(box: _Box, items: tuple[Item, ...], spacing: int, margins: Margins, stretched: int) -> _Box:
    box.setSpacing(spacing)
    box.setContentsMargins(*margins)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)
    if stretched >= 0:
        box.setStretch(stretched, 1)
    return box
