"""Step 4: where the records and their copies lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.arranging import across, at_top, down, frame, hairline
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.unlock.step import Step

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from cpm_desktop.ui.kit.theme import Theme


class CopiesStep(Step):
    """Says where the store lies and where a copy is made each day."""

    def __init__(self, theme: Theme, folder: str, backups: str) -> None:
        """`folder` and `backups` as people read them."""
        super().__init__(
            theme,
            4,
            "Where copies are kept",
            "The first start of each day makes an encrypted copy and checks it. Older ones are thinned out.",
            on="Open the caseload",
        )
        self.fields.addWidget(
            frame(
                "panel",
                down(
                    self._line("hard-drive", "The records", folder),
                    hairline(),
                    self._line("archive", "Daily copies", backups),
                    spacing=12,
                    margins=(20, 16, 20, 16),
                ),
            )
        )
        self.fields.addWidget(
            Message(
                theme,
                "info",
                "A copy on the same disk does not outlive the disk",
                "Ask your council to back up this folder. What lies in it is encrypted; "
                "passphrase or recovery code open it.",
            )
        )
        self.back_button.hide()

    def summary(self) -> str:
        """Once a day."""
        return "Once a day"

    def _line(self, icon: str, title: str, place: str) -> QHBoxLayout:
        words = down(Label(title, "strong"), Label(place, "small", wraps=True, selectable=True), spacing=2)
        return across(at_top(IconLabel(self.theme, icon, "text2", 18)), words, spacing=12, stretched=1)
