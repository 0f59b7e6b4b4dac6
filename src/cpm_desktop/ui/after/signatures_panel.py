"""Who signed the record, in order, whose key stands behind each signature, and the place of a second one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.endorsed import endorsements_of
from cpm_desktop.domain.handover import EndorsementKind
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.copy_list import document_for
from cpm_desktop.services.countersigning import cannot_be_countersigned
from cpm_desktop.services.time_server import add_time_to_record, is_time_missing, time_server
from cpm_desktop.ui.after.countersign_dialog import CountersignDialog
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import SectionHead

if TYPE_CHECKING:
    import datetime as dt

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.domain.handover import Endorsement
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running


class SignaturesPanel(QFrame):
    """`told` is sent with what to say above the list: a tone, a heading and a sentence."""

    told = Signal(str, str, str)
    countersigned = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, background: Background) -> None:
        """Empty until `show_signatures`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Signatures")
        self._theme, self._desk, self._id, self._background = theme, desk, meeting_id, background
        self._shown: tuple[object, ...] | None = None
        self.rows: list[QFrame] = []
        self.countersign_button = link_button(theme, "Countersign…", icon="pen-line")
        self.countersign_button.clicked.connect(self.countersign)
        self.time_button = link_button(theme, "Confirm the time", icon="clock")
        self.time_button.setAccessibleName("Have the time server confirm the time")
        self.time_button.clicked.connect(self.confirm_time)
        self._asking: Running[Endorsement] | None = None
        self._was_asked = False
        self._head = SectionHead("Signatures", self.time_button, self.countersign_button, count="")
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        head = down(self._head, margins=(16, 9, 16, 5))
        self.setLayout(down(head, self._box, spacing=0, margins=(0, 0, 0, 6)))

    def show_signatures(self) -> None:
        """Show who signed, and what came upon the file later."""
        meeting = self._desk.meeting(self._id).value
        document = document_for(meeting, "")
        later = endorsements_of(meeting, document) if document is not None else ()
        shown = (*meeting.signings, *later)
        if shown == self._shown:
            return
        self._shown = shown
        for row in self.rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        first = [
            self._made_row("pen-line", each.signer, each.signer_role, self._when("Signed", each.signed_at))
            for each in meeting.signings
        ]
        self.rows = [*first, *(self._endorsement_row(each) for each in later)]
        for row in self.rows:
            self._box.addWidget(row)
            row.show()
        self.countersign_button.setVisible(not any(_is_second(each) for each in later))
        self.time_button.setVisible(bool(time_server(self._desk).address))
        if is_time_missing(self._desk, self._id) and not self._was_asked:
            self.confirm_time()  # it was signed just now

    def countersign(self) -> None:
        """Ask for a second signature; where there is no place for one, say why."""
        problem = cannot_be_countersigned(self._desk, self._id)
        if problem:
            self.told.emit("warn", problem, "")
            return
        dialog = CountersignDialog(self._theme, self._desk, self._id, self._background, self)
        dialog.accepted.connect(self._finish)
        dialog.open()

    def confirm_time(self) -> None:
        """Ask the time server that is set for its word upon the file as it stands; nothing is lost where it fails."""
        if self._asking is not None:
            return
        self._was_asked = True
        self.told.emit(
            "info", "Asking the time server …", "The record is signed; this adds a time from a server."
        )
        there = self._background.on_window_thread
        self._asking = self._background.run(
            lambda running: add_time_to_record(self._desk, self._id, there, running.should_stop),
            self._confirmed,
            self._not_confirmed,
        )

    def retire(self) -> None:
        """Let go of what is asked."""
        if self._asking is not None:
            self._asking.cancel()

    def _confirmed(self, given: Endorsement) -> None:
        self._asking = None
        self.show_signatures()
        self.told.emit(
            "good", "The time is confirmed", f"By {given.by}; the file with it is kept with the record."
        )

    def _not_confirmed(self, error: CarePlanningError) -> None:
        self._asking = None
        self.told.emit("warn", "The time is not confirmed", error.sentence)

    def _finish(self) -> None:
        self._was_asked = False
        self.show_signatures()
        self.told.emit(
            "good", "The record is countersigned", "The file with both signatures is kept with it."
        )
        self.countersigned.emit()

    def _endorsement_row(self, each: Endorsement) -> QFrame:
        if each.what is EndorsementKind.TIME:
            return self._made_row("clock", each.by, "", self._when("Time confirmed", each.at))
        key = "with a key made on this computer" if each.is_made_here else "with a certificate of their own"
        return self._made_row(
            "pen-line", each.by, each.role, f"{self._when('Countersigned', each.at)}, {key}"
        )

    def _made_row(self, icon: str, who: str, role: str, meta: str) -> QFrame:
        row = QFrame()
        row.setProperty("kit", "row_ruled")
        name = ", ".join(part for part in (who, role) if part)
        about = down(Label(name, "cell", wraps=True), Label(meta, "small", wraps=True), spacing=1)
        mark = at_top(IconLabel(self._theme, icon, "text2", 16))
        row.setLayout(across(mark, about, spacing=8, margins=(16, 5, 10, 5), stretched=1))
        row.setAccessibleName(f"{name}: {meta}")
        return row

    def _when(self, words: str, moment: dt.datetime | None) -> str:
        if moment is None:
            return words
        local = self._desk.local(moment)
        return f"{words} {day_text(local.date())} at {time_text(local)}"


def _is_second(endorsement: Endorsement) -> bool:
    return endorsement.what is EndorsementKind.COUNTERSIGNATURE
