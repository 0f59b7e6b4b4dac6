"""The page of a meeting whose record was cleared: the proof that it was made and filed, and what stays until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from cpm_desktop.domain.papers.kind_name import in_running_text
from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.caseload import called_short
from cpm_desktop.services.clearing_proofs import proof_facts, proof_of
from cpm_desktop.ui.clearing.clearing_panel import ClearingPanel
from cpm_desktop.ui.clearing.proof_buttons import ProofButtons
from cpm_desktop.ui.kit.arranging import down, frame
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Scroll, SectionHead
from cpm_desktop.ui.shell.child_meetings import other_meetings
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.navigator import Navigator


class ClearedPage(Page):
    """Nothing of the record is here; it lies in the case system."""

    def __init__(self, desk: Desk, navigator: Navigator, meeting_id: str) -> None:
        """Open on a meeting whose record was cleared."""
        super().__init__(desk, navigator)
        self.meeting_id = meeting_id
        theme, system = self.theme, desk.authority().case_system
        self.about = Message(theme, "info", icon="file-check")
        self.about.show_message(
            "info",
            "The record was cleared from this computer",
            f"It was filed first: read it in {system}. What follows proves that it was made here, and is what to look "
            "it up by.",
        )
        self.facts = QFrame()
        self.facts.setProperty("kit", "panel")
        self.facts.setAccessibleName("Proof")
        proof = proof_of(desk, meeting_id)
        rows = [_fact(label, text) for label, text in (proof_facts(desk, proof) if proof is not None else ())]
        self.proofs = ProofButtons(theme, desk, navigator.background)
        self.facts.setLayout(
            down(SectionHead("Proof"), self.proofs, *rows, spacing=8, margins=(16, 9, 16, 12))
        )
        self.clearing = ClearingPanel(self, meeting_id)
        content = QWidget()
        content.setLayout(
            down(self.about, self.facts, self.clearing, None, spacing=12, margins=(24, 16, 24, 16))
        )
        self.setLayout(down(Scroll(content, "Cleared record"), spacing=0))
        self.clearing.offer_all()
        self._show_header()

    def panes(self) -> Sequence[QWidget]:
        """The proof, and what stays."""
        return (self.facts, self.clearing)

    def hints(self) -> Sequence[str]:
        """The keys used most."""
        return ("F6 move between panes", "Alt Left child’s file")

    def finds(self) -> Sequence[PaletteEntry]:
        """The child's other meetings."""
        return other_meetings(self.desk, self.navigator, self.meeting_id)

    def refresh(self) -> None:
        """Show what stays as it is now."""
        self.clearing.show_standing()

    def go_back(self) -> None:
        """Go to the child's file."""
        self.navigator.open_child(self.desk.meeting(self.meeting_id).value.facts.child_id)

    def _show_header(self) -> None:
        meeting = self.desk.meeting(self.meeting_id).value
        child = self.desk.child(meeting.facts.child_id).value.child
        short = called_short(child.name, child.called())
        day = day_text(meeting.facts.date) if meeting.facts.date else ""
        self.set_header(
            Header(
                title=f"Cleared: {in_running_text(self.desk.form_of(meeting).short_name)} – {short}",
                subtitle=day,
                back=short,
            )
        )


def _fact(label: str, text: str) -> QFrame:
    return frame(
        "clear",
        down(Label(label, "micro"), Label(text, "cell", wraps=True, selectable=True), spacing=1),
    )
