"""The action list for the room, before people leave: looked at, saved, printed. Not modal: the meeting goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.papers.paper_dialog import PaperDialog

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


class OpenList:
    """The one action list that a page has open, or none."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """None is open at first."""
        self._page, self._id = page, meeting_id
        self._held: ActionListDialog | None = None

    @property
    def dialog(self) -> ActionListDialog | None:
        """What is open; None where nothing is."""
        held = self._held
        return held if held is not None and isValid(held) and held.isVisible() else None

    def show(self) -> None:
        """Open it, or come back to it."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        page = self._page
        self._held = ActionListDialog(page.theme, page.desk, self._id, page.navigator.background, page)
        self._held.show()

    def follow(self) -> None:
        """The meeting changed: what is open is drawn again."""
        if self.dialog is not None:
            self.dialog.draw_again()

    def let_go(self) -> None:
        """The page goes: stop drawing and printing, and forget the list."""
        if self._held is not None and isValid(self._held):
            self._held.let_go()
        self._held = None
