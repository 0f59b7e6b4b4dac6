"""Signing: what is signed and by whom, that it was read, the signature, and the passphrase again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.domain.papers.kind_name import in_running_text
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.typography import weekday_text
from cpm_desktop.services.holding import child_of
from cpm_desktop.services.signed_files import load_what_signs
from cpm_desktop.services.signing import STEPS, SigningRun, unprintable
from cpm_desktop.ui.close.record_dialog import RecordDialog
from cpm_desktop.ui.close.signature_box import SignatureBox
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.meters import Meter
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.domain.handover import SignedDocument
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

_SHOWN_PLACES = 3


class SignDialog(DialogShell):
    """`signed` is sent once the record is signed, written and verified."""

    signed = Signal()

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """The meeting has ended and owes nothing."""
        super().__init__(theme, "Sign the record", agree="Sign the record", width=560, parent=parent)
        self._desk, self._id, self._background = desk, meeting_id, background
        self._running: Running[SignedDocument] | None = None
        self._stop_asked = threading.Event()
        worker = desk.workplace().value.worker
        self._unprintable = Message(theme, "warn")
        self._unprintable.hide()
        self.read_box = CheckBox(
            theme,
            "I have read the record",
            detail="After signing it can no longer change. A correction is a document of its own.",
        )
        self.unread = Message(theme, "danger")
        self.unread.hide()
        self.signature = SignatureBox(theme, worker.name)
        self.passphrase = PassphraseField(theme, "Your passphrase, once more")
        self.passphrase.entered.connect(self.accept)
        self._problem = Message(theme, "danger")
        self._problem.hide()
        self._meter, self._step = Meter(theme, "Signing"), Label("", "small")
        self._progress = frame("clear", down(self._step, self._meter, spacing=6))
        self._progress.hide()
        self.record: RecordDialog | None = None
        read = Button(theme, "Read it through", icon="file-text")
        read.clicked.connect(self.read_through)
        about = across(down(*self._about(), spacing=2), read, margins=(16, 12, 16, 12), stretched=0)
        for part in (
            frame("sunken", about),
            self._unprintable,
            self.read_box,
            self.unread,
            self.signature,
            self.passphrase,
            self._problem,
            self._progress,
        ):
            self.content.addWidget(part)
        self.read_box.setFocus()
        self._look_for_unprintable()

    @property
    def is_signing(self) -> bool:
        """Whether it is under way."""
        return self._running is not None

    def accept(self) -> None:
        """Check what was entered; if all is there, sign in the background."""
        if self._running is not None:
            return
        signature, passphrase = self.signature.given(), self.passphrase.passphrase
        self.signature.show_error("" if signature else "Sign first: draw your signature, or type your name.")
        self.passphrase.show_error(
            "" if passphrase else "Enter your passphrase: it shows that it is you who signs."
        )
        self._problem.hide()
        self.unread.tell_problem("" if self.read_box.isChecked() else "Tick that you have read the record.")
        if not self.read_box.isChecked():
            self.read_box.setFocus()
        elif signature is None:
            self.signature.focus_first()
        elif not passphrase:
            self.passphrase.setFocus()
        else:
            self._show_running(is_running=True)
            self._stop_asked.clear()
            run = SigningRun(self._desk, self._id, self._background.on_window_thread)
            self._running = self._background.run(
                lambda running: run.run(
                    passphrase,
                    signature,
                    running.report,
                    lambda: self._stop_asked.is_set() or running.should_stop(),
                ),
                self._finish,
                self._fail,
                self._show_step,
            )

    def reject(self) -> None:
        """Close; while signing, stop it. Once the record is locked it goes on to its end."""
        if self._running is None:
            super().reject()
            return
        self._stop()

    def read_through(self) -> None:
        """Show the record as it will be signed."""
        self.record = RecordDialog(self._theme, self._desk, self._id, self._background, self)
        self.record.open()

    def abandon(self) -> None:
        """Stop all that runs; the page is about to go. What is locked already goes on at the next start."""
        self._looking.cancel()
        if self._running is not None:
            self._running.cancel()
        if self.record is not None:
            self.record.let_go()

    def _stop(self) -> None:
        # The work ends by raising that it was stopped; once the record is locked it goes on to its end.
        self._stop_asked.set()
        self._step.setText("Stopping …")

    def _about(self) -> list[QWidget]:
        meeting = self._desk.meeting(self._id).value
        child, form = child_of(self._desk, meeting), self._desk.form_of(meeting)
        day = weekday_text(meeting.facts.date) if meeting.facts.date else ""
        worker = self._desk.workplace().value.worker
        role = f", {worker.role}" if worker.role else ""
        record = f"Minutes of the {in_running_text(form.name)}"
        if meeting.facts.is_waiver and form.waiver is not None:  # nothing was held
            record = form.waiver.title
        return [
            Label(record, "strong", wraps=True),
            Label(
                " · ".join(part for part in (child.name or child.called(), day) if part), "cell2", wraps=True
            ),
            Label(f"You sign as {worker.name}{role}.", "cell2", wraps=True),
        ]

    def _look_for_unprintable(self) -> None:
        def look(_running: object) -> tuple[tuple[str, str], ...]:
            found = unprintable(self._desk, self._id, self._background.on_window_thread)
            load_what_signs()
            return found

        self._looking = self._background.run(look, self._tell_unprintable, lambda _error: None)

    def _tell_unprintable(self, found: tuple[tuple[str, str], ...]) -> None:
        if not found:
            return
        some = ", ".join(f"U+{ord(letter[0]):04X} in {place}" for letter, place in found[:_SHOWN_PLACES])
        more = f" and {len(found) - _SHOWN_PLACES} more" if len(found) > _SHOWN_PLACES else ""
        self._unprintable.show_message(
            "warn",
            "Some characters cannot be printed",
            f"{some}{more}. They are printed as their numbers; the record keeps them as typed.",
        )
        self._unprintable.show()
        self._unprintable.say()

    def _show_step(self, words: str, done: int, of: int) -> None:
        self._step.setText(f"{words} …")
        self._meter.show_value(done, of, words)
        announce(self, words)

    def _show_running(self, *, is_running: bool) -> None:
        self._progress.setVisible(is_running)
        self._meter.show_value(0, STEPS, "")
        for part in (self.read_box, self.signature, self.passphrase, self.agree_button):
            part.setEnabled(not is_running)
        self.dismiss_button.set_text("Stop" if is_running else "Cancel")

    def _finish(self, _document: SignedDocument) -> None:
        self._running = None
        super().accept()
        self.signed.emit()

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self._show_running(is_running=False)
        if isinstance(error, PassphraseRefused):
            self.passphrase.refuse(error.sentence)
        else:
            self._tell(error.sentence)

    def _tell(self, sentence: str) -> None:
        self._problem.tell_problem(sentence)
