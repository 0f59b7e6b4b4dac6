"""What of a window cannot be seen: cut off by what it lies in, where nothing can be scrolled, or shortened unsaid."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from cpm_desktop.ui.kit.labels import ElidedLabel

SLACK = 2  # pixels: rounding
LINE_SLACK = 5  # pixels: the room that a font keeps above and below its letters
OF_CHILD = " – "
_JUDGED = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)


def lost_in(window: QWidget) -> list[str]:
    """Return a sentence for each label, button and field of a window that is not to be seen in full."""
    return [fault for widget in _judged(window) for fault in _faults(widget, window)]


def what_covers(widget: QWidget) -> str:
    """Return what hides a widget that has the keyboard; empty where a part of it can be seen."""
    seen = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    rect = seen.visibleRegion().boundingRect()
    if rect.isEmpty():
        return f"{_said(widget)} is out of sight"
    found = QApplication.widgetAt(seen.mapToGlobal(rect.center()))
    if found is None or found is widget or widget.isAncestorOf(found) or found.isAncestorOf(widget):
        return ""
    return f"{_said(widget)} is behind {_said(found)}"


def _judged(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, _JUDGED) and not _is_inner(widget):
            yield widget


def _is_inner(widget: QWidget) -> bool:
    """Whether it is part of a field, and judged with it."""
    around = widget.parentWidget()
    return isinstance(around, (QLineEdit, QComboBox, QAbstractSpinBox))


def _faults(widget: QWidget, window: QWidget) -> Iterator[str]:
    if widget.width() < 1 or widget.height() < 1:
        if _words(widget):
            yield f"{_said(widget)} has no room at all: {widget.width()}×{widget.height()}"
        return
    yield from _cut_off(widget, window)
    needed = _needed_width(widget)
    if needed > widget.contentsRect().width() + SLACK and not _tells_whole(widget):
        yield f"{_said(widget)} needs {needed} px and has {widget.contentsRect().width()}"
    if isinstance(widget, ElidedLabel) and widget.property("kit") == "header_title":
        yield from _child_cut(widget)
    tall = _needed_height(widget)
    if tall > widget.height() + LINE_SLACK:
        yield f"{_said(widget)} is {tall} px tall and has {widget.height()}"


def _child_cut(title: ElidedLabel) -> Iterator[str]:
    """Whose screen it is stays in the title, whatever else is shortened."""
    whole = title.whole_text
    child = whole[whole.rfind(OF_CHILD) :] if OF_CHILD in whole else ""
    if not whole or not title.what_fits(title.width()).endswith(child):
        needed = title.fontMetrics().horizontalAdvance(whole)
        if needed > title.width():
            yield f"the title “{whole}” has no room for the child"


def _cut_off(widget: QWidget, window: QWidget) -> Iterator[str]:
    area = QRect(QPoint(0, 0), widget.size())
    here: QWidget = widget
    while here is not window:
        around = here.parentWidget()
        if around is None:
            return
        area.translate(here.pos())
        here = around
        scroller = here.parentWidget()
        if isinstance(scroller, QAbstractScrollArea) and here is scroller.viewport():
            area = _seen_through(scroller, area)
        if not here.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(area):
            yield (
                f"{_said(widget)} is cut off by {type(here).__name__} “{here.accessibleName()}”: "
                f"{area.getRect()} in {here.width()}×{here.height()}"
            )
            return


def _seen_through(scroller: QAbstractScrollArea, area: QRect) -> QRect:
    """Return where something is seen once it has been scrolled to as far as that is possible."""
    moved = QRect(area)
    view = scroller.viewport().rect()
    sideways, down = scroller.horizontalScrollBar(), scroller.verticalScrollBar()
    if (
        sideways.maximum() > sideways.minimum()
        and scroller.horizontalScrollBarPolicy().name != "ScrollBarAlwaysOff"
    ):
        moved.setLeft(max(moved.left(), view.left()))
        moved.setRight(min(moved.right(), view.right()))
    if down.maximum() > down.minimum() and isinstance(scroller, (QScrollArea, QAbstractScrollArea)):
        top = area.top() + down.value()
        if top >= -SLACK and area.height() <= view.height() + down.maximum():
            moved.setTop(view.top())
            moved.setBottom(view.top() + min(area.height(), view.height()) - 1)
    return moved


def _needed_width(widget: QWidget) -> int:
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QLabel):
        if not widget.pixmap().isNull() or not widget.text():
            return 0
        if widget.wordWrap():
            words = _plain(widget.text()).split()
            return max((metrics.horizontalAdvance(word) for word in words), default=0)
        return max(metrics.horizontalAdvance(line) for line in _plain(widget.text()).splitlines() or [""])
    if isinstance(widget, QAbstractButton) and widget.text():
        return min(widget.minimumSizeHint().width(), widget.sizeHint().width())
    return 0


def _needed_height(widget: QWidget) -> int:
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width())
        return QFontMetrics(widget.font()).height() - 4
    if isinstance(widget, (QAbstractButton, QLineEdit, QComboBox)) and _words(widget):
        return QFontMetrics(widget.font()).height() - 2
    return 0


def _tells_whole(widget: QWidget) -> bool:
    """Whether what is shortened can still be had in full: by a tooltip, or by what a screen reader says."""
    return bool(widget.toolTip())


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    text = getattr(widget, "text", None)
    found = text() if callable(text) else ""
    return found if isinstance(found, str) else ""


def _plain(text: str) -> str:
    if "<" not in text:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def _said(widget: QWidget) -> str:
    words = (_plain(_words(widget)) or widget.accessibleName())[:60]
    return f"{type(widget).__name__} “{words}”"
