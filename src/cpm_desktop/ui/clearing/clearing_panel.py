"""The copy on this computer: until when it stays, what stands against clearing it, and the way to clear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.clearing import clearing_standing
from cpm_desktop.ui.clearing.clear_dialog import ClearDialog
from cpm_desktop.ui.clearing.holds_dialog import HoldsDialog
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.panels import SectionHead

if TYPE_CHECKING:
    from cpm_desktop.services.clearing import ClearingStanding
    from cpm_desktop.ui.shell.page import Page

_DUE = "The record is filed and its days here have passed. It can be cleared from this computer."
_NOT_FILED = "The record is not filed yet; until then it stays here."


class ClearingPanel(QFrame):
    """Stands on the page of a signed record, and of what is left of a cleared one."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """Empty until `show_standing`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("The copy on this computer")
        self._page, self._id = page, meeting_id
        theme = page.theme
        self.holds_button = link_button(theme, "Legal holds…", icon="gavel")
        self.holds_button.clicked.connect(self.show_holds)
        self._about = Label("", "cell", wraps=True)
        self.clear_button = Button(theme, "Clear this record…", icon="eraser")
        self.clear_button.clicked.connect(lambda: page.attempt(self.clear))
        head = SectionHead("The copy on this computer", self.holds_button)
        self.setLayout(
            down(head, self._about, across(self.clear_button, None), spacing=7, margins=(16, 9, 16, 11))
        )

    @property
    def told(self) -> str:
        """What is said about it."""
        return self._about.text()

    def offer_all(self) -> None:
        """Put both into menu and palette."""
        self._page.offer("Legal holds…", self.show_holds, icon="gavel")
        self._page.offer("Clear this record…", self.clear, icon="eraser")

    def show_standing(self) -> None:
        """Show how it stands now."""
        standing = clearing_standing(self._page.desk, self._id)
        self._about.setText(_sentence(standing))
        self.clear_button.setVisible(standing.is_offered)

    def clear(self) -> ClearDialog | None:
        """Say what goes and what stays, and clear the record once that is agreed to."""
        standing = clearing_standing(self._page.desk, self._id)
        if not standing.is_offered:
            self.show_standing()
            return None
        page = self._page
        child_id = page.desk.meeting(self._id).value.facts.child_id
        dialog = ClearDialog(page.theme, page.desk, page.navigator.background, standing, page)
        dialog.accepted.connect(lambda: page.navigator.open_child(child_id))
        dialog.open()
        return dialog

    @opens_again
    def show_holds(self) -> HoldsDialog:
        """Show the legal holds on the child's records, set and lift them."""
        page, meeting = self._page, self._page.desk.meeting(self._id).value
        dialog = HoldsDialog(page.theme, page.desk, meeting.facts.child_id, self._id, page)
        dialog.finished.connect(lambda _result: self.show_standing())
        dialog.open()
        return dialog


def _sentence(standing: ClearingStanding) -> str:
    if standing.is_offered and standing.proof is None:
        return _DUE
    if standing.proof is not None:
        if standing.is_offered:
            return f"{standing.goes[0]} can be cleared too."
        stays = ", ".join(standing.stays)
        kept = f"Kept for later meetings: {stays}." if stays else "Nothing else of this meeting is kept here."
        return " ".join((*standing.hindrances, kept))
    if standing.due_on is None and len(standing.hindrances) > 1:
        return " ".join(standing.hindrances) if "hold" in standing.hindrances[0] else _NOT_FILED
    until = f"It can be cleared from {long_day_text(standing.due_on)}. " if standing.due_on else ""
    return until + " ".join(standing.hindrances)
