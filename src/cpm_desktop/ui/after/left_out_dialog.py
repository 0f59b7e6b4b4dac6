"""What copies leave out, person by person, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import IconLabel, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.theme import Theme


class LeftOutDialog(DialogShell):
    """Only to be read."""

    def __init__(self, theme: Theme, parts: Sequence[tuple[str, tuple[str, ...]]], parent: QWidget) -> None:
        """`parts` are names with sentences; people of whom the same is left out stand together."""
        super().__init__(theme, "What is left out", agree="Close", dismiss="", width=620, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dismiss_button.hide()
        groups: dict[tuple[str, ...], list[str]] = {}
        for name, sentences in parts:
            groups.setdefault(sentences, []).append(name)
        box = down(spacing=14)
        for sentences, names in groups.items():
            lines = [
                across(
                    at_top(IconLabel(theme, "eye-off", "text3", 15)),
                    Label(sentence, "cell2", wraps=True),
                    spacing=8,
                    stretched=1,
                )
                for sentence in sentences or ("Nothing: this copy says all that the record says.",)
            ]
            box.addLayout(down(Label(", ".join(names), "strong", wraps=True), *lines, spacing=6))
        box.addStretch(1)
        self.content.addLayout(box)
