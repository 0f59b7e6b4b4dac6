"""All papers of a meeting beside its minutes: one is chosen, looked at, saved or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.handover import PrintedCopy
from cpm_desktop.services.other_papers import PaperKind, paper_offers
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.papers.paper_dialog import PaperDialog
from cpm_desktop.ui.shell.held_dialog import HeldDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.changes import Patch
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background
    from cpm_desktop.ui.shell.page import Page


class PapersDialog(PaperDialog):
    """The list stands above the pages of the paper chosen in it."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """List what can be made as the meeting stands now."""
        super().__init__(theme, desk, meeting_id, background, parent, "Papers of this meeting")
        self.papers = Select(theme)
        self.papers.chosen.connect(self.show_paper)
        self.content.insertWidget(0, Field(theme, "Paper", self.papers, access_key="p"))

    def choose(self, kind: PaperKind, about: str = "") -> None:
        """Show a paper of a kind, for somebody where that is said; else the first on the list."""
        self._list_papers()
        offers = paper_offers(self._desk, self._meeting_id)
        fitting = [offer for offer in offers if offer.kind is kind and about in ("", offer.about)]
        offer = next(iter(fitting or offers), None)
        if offer is not None:
            self.papers.choose(offer.key)
            self.show_paper(offer.key)

    def draw_again(self) -> None:
        """List anew what can be made, and draw what is shown again."""
        if self.isVisible():
            self._list_papers()
            super().draw_again()

    def _list_papers(self) -> None:
        offers = paper_offers(self._desk, self._meeting_id)
        self.papers.set_options([Option(offer.key, offer.title) for offer in offers])
        if self._key and self._key not in [offer.key for offer in offers] and offers:
            self._key = offers[0].key
            self.papers.choose(self._key)

    def _takes_keyboard(self) -> bool:
        return not self.papers.hasFocus()


class OpenPapers(HeldDialog[PapersDialog]):
    """The one dialog with papers that a page has open, or none."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """None is open at first."""
        super().__init__(page, meeting_id, PapersDialog)

    def show(self, kind: PaperKind, about: str = "") -> None:
        """Open it at a paper, or come back to it."""
        self.open().choose(kind, about)

    def follow(self, patch: Patch) -> None:
        """The meeting changed: what is open is drawn again, but not because it was printed."""
        if self.dialog is not None and touched_kinds(patch) - {PrintedCopy.kind}:
            self.dialog.draw_again()
