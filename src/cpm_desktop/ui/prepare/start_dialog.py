"""What is not there yet, listed before a meeting starts; it can start all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.domain.readiness import Debt
    from cpm_desktop.ui.kit.theme import Theme


class StartDialog(DialogShell):
    """Agreeing starts the meeting; the list stays with it as what its record owes."""

    def __init__(self, theme: Theme, left: Sequence[Debt], parent: QWidget) -> None:
        """`left` is what is not there."""
        super().__init__(
            theme, "Not there yet", agree="Start all the same", dismiss="Not yet", width=560, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_sentence(
            "You can start without. What is left stays on the list and is asked for at the close."
        )
        self.lines = [debt.sentence for debt in left]
        rows = [self._row(line) for line in self.lines]
        inner = QWidget()
        inner.setLayout(down(*rows, None, spacing=7, margins=(0, 0, 8, 0)))
        self.list = Scroll(inner, "What is not there yet")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setAccessibleDescription(" ".join(self.lines))
        self.list.setMinimumHeight(theme.px(min(30 * len(self.lines) + 10, 300)))
        self.content.addWidget(self.list, 1)

    def _row(self, sentence: str) -> QHBoxLayout:
        icon = at_top(IconLabel(self._theme, "circle-alert", "warn", 15))
        return across(icon, Label(sentence, "body", wraps=True), spacing=8, stretched=1)
