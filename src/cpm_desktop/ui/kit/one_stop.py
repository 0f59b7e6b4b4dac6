"""Several buttons that are one stop of Tab: the arrow keys go from one to the next, as in a tool bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from cpm_desktop.ui.kit.tab_order import ONE_STOP, in_reading_order, scroll_to

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ARROW_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
"""How far an arrow key goes along several things that are one stop."""


def make_one_stop(holder: QWidget) -> None:
    """Have Tab come to one of the buttons in a widget, the last that had the keyboard.

    The kit's buttons hand the arrow keys to `go_along`.
    """
    holder.setProperty(ONE_STOP, True)


def go_along(button: QWidget, key: int) -> bool:
    """Go to the next button of one stop, round and round, where an arrow key was pressed.

    Returns:
        Whether the key was one of these, and the button stands in one stop with others.
    """
    step, holder = ARROW_STEPS.get(Qt.Key(key), 0), _holder_of(button)
    if not step or holder is None:
        return False
    members = _members(holder)
    if button in members:
        target = members[(members.index(button) + step) % len(members)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        scroll_to(target)
    return True


def _holder_of(widget: QWidget) -> QWidget | None:
    around = widget.parentWidget()
    while around is not None and not around.property(ONE_STOP):
        around = around.parentWidget()
    return around


def _members(holder: QWidget) -> list[QWidget]:
    return [
        each
        for each in in_reading_order(holder)
        if isinstance(each, QAbstractButton)
        and each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
