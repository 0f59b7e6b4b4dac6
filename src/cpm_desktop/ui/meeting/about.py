"""At a meeting about several children: whom something is about. Said of one, it stands in that child's record only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERYBODY = "all"


class AboutChooser(QFrame):
    """All children, or one of them. `chosen` is sent with the child's id, empty for all."""

    chosen = Signal(str)

    def __init__(self, children: Sequence[tuple[str, str]], name: str = "About") -> None:
        """`children` are id and name of each; with none it is hidden and always says all."""
        super().__init__()
        self.setProperty("kit", "clear")
        everybody = "Both" if len(children) == 2 else "All"
        choices = [Choice(_EVERYBODY, everybody, f"{name}: {everybody.lower()} children")]
        choices += [Choice(child, called, f"{name}: {called} only") for child, called in children]
        self.pills = Pills(name, choices, _EVERYBODY)
        self.pills.chosen.connect(lambda key: self.chosen.emit("" if key == _EVERYBODY else key))
        self.setLayout(across(Label(name, "small"), self.pills, spacing=8, stretched=1))
        self.setVisible(False)
        self.is_needed = bool(children)

    @property
    def child_id(self) -> str:
        """Whom it is about; empty for all."""
        key = self.pills.chosen_key
        return "" if key == _EVERYBODY else key

    def choose(self, child_id: str) -> None:
        """Choose by program; one who is not at the meeting chooses all."""
        self.pills.choose(child_id if child_id in self.pills.keys else _EVERYBODY)
