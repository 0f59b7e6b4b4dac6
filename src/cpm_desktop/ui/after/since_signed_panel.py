"""What was decided after the signature on who may read what; the signed file copy does not list it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.services.limits_since_signed import LimitsSinceSigned
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import SectionHead

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_ABOUT = (
    "The signed file copy stays as it is and lists none of this. Copies that are made from now on follow it. To have "
    "it stand on the file too, record a comment below and sign its addendum."
)


class SinceSignedPanel(QFrame):
    """Hidden while nothing was decided since."""

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_lines`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Who may read what, decided since the signature")
        self.setAccessibleDescription(_ABOUT)
        self._theme, self._since = theme, LimitsSinceSigned(desk, meeting_id)
        self._head = SectionHead("Who may read what, decided since the signature", count="")
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        about = Label(_ABOUT, "small", wraps=True)
        self.setLayout(down(self._head, about, self._box, spacing=5, margins=(16, 9, 16, 11)))
        self.lines: tuple[str, ...] = ()
        self.hide()

    def show_lines(self) -> None:
        """Show a line for each thing."""
        lines = self._since.sentences()
        self.setVisible(bool(lines))
        if lines == self.lines:
            return
        self.lines = lines
        self._head.set_count(str(len(lines)))
        empty(self._box)
        for line in lines:
            mark = at_top(IconLabel(self._theme, "eye-off", "warn", 15))
            self._box.addLayout(across(mark, Label(line, "cell", wraps=True), spacing=8, stretched=1))
