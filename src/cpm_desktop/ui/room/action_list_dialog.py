"""The action list for the room, before people leave: looked at, saved, printed. Not modal: the meeting goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.papers.paper_dialog import PaperDialog
from cpm_desktop.ui.shell.held_dialog import HeldDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background
    from cpm_desktop.ui.shell.page import Page

_LEAD = "What everybody in the room may read, as the meeting stands now. Nothing restricted is on it."


class ActionListDialog(PaperDialog):
    """The pages that are saved and printed are those that are shown."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """It is drawn in the background."""
        super().__init__(theme, desk, meeting_id, background, parent, "Action list for the room")
        self.content.insertWidget(0, Label(_LEAD, "body", wraps=True))
        self.show_paper(f"{PaperKind.ACTION_LIST.name}.")


class OpenList(HeldDialog[ActionListDialog]):
    """The one action list that a page has open, or none."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """None is open at first."""
        super().__init__(page, meeting_id, ActionListDialog)

    def show(self) -> None:
        """Open it, or come back to it."""
        self.open()

    def follow(self) -> None:
        """The meeting changed: what is open is drawn again."""
        if self.dialog is not None:
            self.dialog.draw_again()
