"""The names by which the style sheet knows a widget, and how they are changed at run time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

_SCALED = re.compile(r"(\d+)sp\b")
_NAMED = re.compile(r"@(\w+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def set_variant(widget: QWidget, variant: str, *, tone: str | None = None) -> None:
    """Give a widget the look that the style sheet calls `variant` (and a colour of its text), now or again."""
    is_so = widget.property("kit") == variant and (tone is None or widget.property("tone") == tone)
    if is_so:  # the style sheet is slow to look
        return
    widget.setProperty("kit", variant)
    if tone is not None:
        widget.setProperty("tone", tone)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again; it will do so by itself before the first time."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def fill_style_sheet(template: str, colours: Mapping[str, str], text_factor: float) -> str:
    """Put colours for "@name" and scaled pixels for "14sp"; raises KeyError for a name that no token has."""
    scaled = _SCALED.sub(
        lambda match: f"{max(1, round(int(match[1]) * text_factor))}px", _COMMENT.sub("", template)
    )
    return _NAMED.sub(lambda match: colours[match[1]], scaled)
