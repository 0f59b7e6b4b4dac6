"""After the signature: who may read what, each copy as its reader gets it, and the words for the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.handover import ChildsLine, CopyPlan, Permission
from cpm_desktop.domain.reading_limits import ReadingLimit
from cpm_desktop.services.reading_limits import MeetingLimits
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.readers.childs_copy_dialog import OpenChildsCopy
from cpm_desktop.ui.readers.limits_dialog import LimitsDialog
from cpm_desktop.ui.readers.preview_dialog import OpenPreview

if TYPE_CHECKING:
    from cpm_desktop.domain.changes import Patch
    from cpm_desktop.ui.shell.page import Page

CHANGES_COPIES = frozenset({ReadingLimit.kind, ChildsLine.kind, CopyPlan.kind, Permission.kind})


class ReadersAside:
    """The doings of one page, in its menu and palette with their keys."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """Nothing is open at first."""
        self._page, self._id = page, meeting_id
        self.preview = OpenPreview(page, meeting_id)
        self.childs_copy = OpenChildsCopy(page, meeting_id)

    def offer_all(self) -> None:
        """Offer them on the page."""
        page = self._page
        page.offer("Who may read what…", self.limit_readers, "Ctrl+R", icon="eye-off")
        page.offer("Write the child’s copy…", self.childs_copy.show, "Ctrl+F2", icon="heart")
        page.offer("Read a copy as its reader gets it…", self.preview.show, "Ctrl+Shift+E", icon="eye")

    @opens_again
    def limit_readers(self) -> LimitsDialog:
        """Decide who may read a line, an answer or a person; copies that are made later leave it out."""
        dialog = LimitsDialog(self._page.theme, MeetingLimits(self._page.desk, self._id), self._page)
        dialog.open()
        return dialog

    def follow(self, patch: Patch) -> None:
        """The meeting changed: what is open shows it."""
        if touched_kinds(patch) & CHANGES_COPIES:
            self.preview.follow()
            self.childs_copy.follow()

    def let_go(self) -> None:
        """The page goes: keep what is typed, and forget the pages."""
        self.preview.let_go()
        self.childs_copy.let_go()
