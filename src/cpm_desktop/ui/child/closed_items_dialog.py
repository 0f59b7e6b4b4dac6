"""What is settled: actions, unmet needs and proposals that are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.lists import ListEntry, RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.child_overview import ClosedLine
    from cpm_desktop.ui.kit.theme import Theme


class ClosedItemsDialog(DialogShell):
    """A list to read; Esc or Enter closes it."""

    def __init__(self, theme: Theme, closed: Sequence[ClosedLine], parent: QWidget) -> None:
        """`closed`, the latest first."""
        super().__init__(theme, "Closed", agree="Close", width=560, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dismiss_button.hide()
        self.list = RowList(theme, "Closed actions, needs and proposals")
        self.list.set_rows(
            [ListEntry(line.id, line.text, line.detail, icon="circle-check") for line in closed]
        )
        self.list.opened.connect(self.accept)
        self.list.setMinimumHeight(theme.px(min(49 * len(closed), 420)))
        self.content.addWidget(self.list, 1)
