"""The error summary of the GOV.UK Design System: what is wrong, each line a way to the field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.wrapping_link import WrappingLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme


class ErrorSummary(QFrame):
    """Hidden until there are errors; then the focus moves to it and each of its lines goes to a field."""

    def __init__(
        self, theme: Theme, heading: str = "There is a problem", parent: QWidget | None = None
    ) -> None:
        """`heading` stands above the list."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kit", "error_summary")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self._heading = Label(heading, "h3", wraps=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        words = down(across(7, self._heading), self._list, spacing=4)  # in line with the padded links
        icon = IconLabel(theme, "circle-alert", "danger", 20)
        self.setLayout(across(at_top(icon), words, spacing=9, margins=(18, 13, 18, 12), stretched=1))
        self.hide()

    def show_errors(self, errors: Sequence[tuple[str, QWidget]]) -> None:
        """Show sentences with the fields they are about, say the same beside each Field, and move the focus here.

        No errors hide the summary. The sentences are those beside the fields, word for word.
        """
        empty(self._list)
        links: list[WrappingLink] = []
        for sentence, field in errors:
            if isinstance(field, Field):
                field.show_error(sentence)
            link = WrappingLink(self._theme, sentence, tone="danger")
            link.clicked.connect(partial(self._go, field))
            links.append(link)
            self._list.addWidget(link)
        self.setVisible(bool(errors))
        if not errors:
            return
        announce(
            self,
            f"{self.accessibleName()}: {errors[0][0]}"
            + (f" and {len(errors) - 1} more" if errors[1:] else ""),
        )
        links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _go(field: QWidget, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a Qt slot
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
