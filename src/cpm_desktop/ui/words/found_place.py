"""Shows a place that was found: selects the words in whatever field of the page holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer

from cpm_desktop.ui.kit.doubtful_words import units
from cpm_desktop.ui.kit.tab_order import scroll_to
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.word_search import Found


@runtime_checkable
class Revealing(Protocol):
    """What holds a field folded away."""

    def reveal(self) -> None:
        """Open, so that the field is in sight."""


def show_found(page: QWidget, found: Found) -> PlainEditor | LineEdit | None:
    """Select the words in the field that holds their text and scroll it into sight.

    Returns:
        The field; None where the page shows none.
    """
    field = _field(page, found.where.text)
    if field is None:
        return None
    span = units(found.where.text[: found.start]), units(found.where.text[: found.end])
    field.choose_span(span)
    QTimer.singleShot(0, field, lambda: scroll_to(field))  # what was just put in has its place only then
    return field


def _field(page: QWidget, text: str) -> PlainEditor | LineEdit | None:
    for editor in page.findChildren(PlainEditor):
        if editor.text == text and _is_shown(editor, page):
            return editor
    for editor in page.findChildren(PlainEditor):
        holder: object = editor.parentWidget()
        if editor.text == text and isinstance(holder, Revealing):
            holder.reveal()
            return editor
    return next(
        (line for line in page.findChildren(LineEdit) if line.text() == text and _is_shown(line, page)), None
    )


def _is_shown(field: QWidget, page: QWidget) -> bool:
    """Tell whether nothing hides a field; one that was just put in is shown when Qt next has time."""
    around: QWidget | None = field
    while around is not None and around is not page:
        if around.isHidden() and around.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return False
        around = around.parentWidget()
    return True
