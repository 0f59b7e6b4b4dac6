"""Brothers and sisters at the same meeting: chosen here; each gets a record of their own when it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.services.siblings import add_sibling, remove_sibling, sibling_choices
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import icon_button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import ElidedLabel, Label
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.selects import Option, SearchSelect

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.siblings import SiblingChoice
    from cpm_desktop.ui.kit.theme import Theme

_HINT = "What is said of one child stands in that child’s record only; what is shared stands in each."


class SiblingsCard(QFrame):
    """The other children of a meeting being prepared. `show_children` shows them as they are now."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, attempt: Callable[[Callable[[], object]], bool]
    ) -> None:
        """`attempt` does something and tells what goes wrong."""
        super().__init__()
        self._theme, self._desk, self._meeting_id, self._attempt = theme, desk, meeting_id, attempt
        self.setProperty("kit", "clear")
        self.setAccessibleName("Other children at this meeting")
        self._head = SectionHead("Other children at this meeting", role="h4")
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._rows: list[QFrame] = []
        self.select = SearchSelect(theme, placeholder="Name of a brother or sister")
        self.select.chosen.connect(self._add)
        self._field = Field(theme, "Add a child", self.select)
        hint = Label(_HINT, "micro", wraps=True)
        self.setLayout(down(self._head, self._column, self._field, hint, spacing=6))
        self.show_children()

    def show_children(self) -> None:
        """Show who is chosen, and offer the others, likely ones first."""
        choices = sibling_choices(self._desk, self._desk.meeting(self._meeting_id).value)
        for old in self._rows:
            old.hide()
            old.deleteLater()
        chosen = [choice for choice in choices if choice.is_chosen]
        self._rows = [self._row(choice) for choice in chosen]
        for row in self._rows:
            self._column.addWidget(row)
        self._head.set_count(len(chosen) or None)
        self.select.set_options([Option(one.child_id, one.name) for one in choices if not one.is_chosen])
        self.select.choose("")

    def _row(self, choice: SiblingChoice) -> QFrame:
        remove = icon_button(self._theme, "x", f"Take {choice.name} off this meeting")
        remove.clicked.connect(lambda: self._remove(choice))
        return frame("clear", across(ElidedLabel(choice.name, "cell"), remove, spacing=6, stretched=0))

    def _add(self, child_id: str) -> None:
        if child_id and self._attempt(lambda: add_sibling(self._desk, self._meeting_id, child_id)):
            announce(self, f"{self.select.typed} is at this meeting too")
            self.show_children()

    def _remove(self, choice: SiblingChoice) -> None:
        if self._attempt(lambda: remove_sibling(self._desk, self._meeting_id, choice.child_id)):
            announce(self, f"{choice.name} is no longer at this meeting")
            self.show_children()
            self.select.setFocus()
