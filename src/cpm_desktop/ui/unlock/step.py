"""The common shape of a step of the first start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme

STEPS = 4


class Step(QWidget):
    """Number, title, what it is for, the fields in `fields`, and the way back and on."""

    def __init__(self, theme: Theme, number: int, title: str, purpose: str, *, on: str) -> None:
        """`on` is what the button says that leads on."""
        super().__init__()
        self.theme, self.number, self.title = theme, number, title
        self.setAccessibleName(f"Step {number} of {STEPS}: {title}")
        self.errors = ErrorSummary(theme)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(16)
        self.back_button = Button(theme, "Back", "big", access_key="b")
        self.on_button = Button(theme, on, "big_primary", trailing_icon="arrow-right", access_key="n")
        if number == 1:
            self.back_button.hide()
        self.setLayout(
            down(
                Label(f"Step {number} of {STEPS}", "small"),
                Label(title, "h1"),
                Label(purpose, "lead", wraps=True),
                self.errors,
                8,
                self.fields,
                10,
                across(self.back_button, None, self.on_button),
                spacing=8,
            )
        )

    def check(self) -> Sequence[tuple[str, QWidget]]:
        """Return what is wrong, each sentence with its field."""
        return ()

    def first_field(self) -> QWidget:
        """Return where the keyboard begins."""
        return self.on_button

    def summary(self) -> str:
        """Return what the rail says of the step once it is done."""
        return ""
