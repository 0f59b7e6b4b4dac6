"""Encrypting everything anew after somebody may have learnt what opens the records; with progress, and a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.encrypting_anew import EncryptedAnew, encrypt_anew
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.safety.code_panel import CodePanel
from cpm_desktop.ui.safety.new_passphrase import NewPassphrase
from cpm_desktop.ui.unlock.working import Working

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

_ABOUT = (
    "Do this when somebody may know your passphrase or a code, or may have copied the records together with them. "
    "Every page is written under a new key, with a new passphrase and a new recovery code. What somebody copied before "
    "stays readable to them; what is here from now on is not. It takes seconds to minutes, and can be stopped."
)
_FORGET = "Delete the older backups once a new one is made and checked"
_DETAIL = "They open with what opened them before. Copies in a second place you delete yourself."
_NOT_KEPT = "Print the code or write it down, then tick the box. It is shown only now."


class RekeyDialog(DialogShell):
    """Asks for the passphrase and a new one; shows the new code at the end."""

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Nothing is done yet."""
        super().__init__(
            theme, "Encrypt everything anew", agree="Encrypt everything anew", width=600, parent=parent
        )
        self._desk, self._background = desk, background
        self._running: Running[EncryptedAnew] | None = None
        self._about = Label(_ABOUT, "body", wraps=True)
        self.current = PassphraseField(theme, "Passphrase now")
        self.wanted = NewPassphrase(theme, desk.workplace().value.worker.name)
        self.forgets = CheckBox(theme, _FORGET, detail=_DETAIL)
        self.forgets.setChecked(True)
        self.working, self.message = Working(theme), Message(theme, "danger")
        self.message.hide()
        self.panel = CodePanel(theme, desk, background)
        self.panel.hide()
        for part in (
            self._about,
            self.current,
            self.wanted,
            self.forgets,
            self.working,
            self.message,
            self.panel,
        ):
            self.content.addWidget(part)
        self.current.entered.connect(self.wanted.passphrase.setFocus)
        self.wanted.again.entered.connect(self.accept)

    @property
    def is_done(self) -> bool:
        """Whether everything is encrypted anew and the code is shown."""
        return not self.panel.isHidden()

    @property
    def is_lost(self) -> bool:
        """Whether a code was made and not ticked as kept."""
        return self.is_done and not self.panel.kept.isChecked()

    def accept(self) -> None:
        """Begin; once the code is shown, close if it is kept."""
        if self._running is not None:
            return
        if self.is_done:
            if self.panel.kept.isChecked():
                super().accept()
            else:
                self.message.tell_problem(_NOT_KEPT)
                self.panel.kept.setFocus()
            return
        now = self.current.passphrase
        self.current.show_error("" if now else "Type the passphrase that opens the records now.")
        if not now:
            self.current.setFocus()
        elif self.wanted.check():
            self._begin(now, self.wanted.text)

    def reject(self) -> None:
        """Stop what is under way, if it can be stopped still; else close."""
        if self._running is None:
            super().reject()
        else:
            self._is_stopping = True
            self.dismiss_button.setEnabled(False)

    _is_stopping = False

    def _begin(self, now: str, wanted: str) -> None:
        self._is_stopping = False
        self.message.hide()
        self._set_busy(is_busy=True)
        self.working.begin("Checking the passphrase")
        forgets = self.forgets.isChecked()
        self._running = self._background.run(
            lambda running: encrypt_anew(
                self._desk,
                now,
                wanted,
                running.report,
                lambda: self._is_stopping or running.should_stop(),
                forgets_backups=forgets,
            ),
            self._show_done,
            self._fail,
            self.working.show_progress,
        )

    def _show_done(self, done: EncryptedAnew) -> None:
        self._end()
        self.current.clear()
        self.wanted.clear()
        for part in (self.current, self.wanted, self.forgets, self.dismiss_button):
            part.hide()
        lost = " The authority’s code opens nothing any more: make another." if done.lost_authority else ""
        self._about.setText(
            f"Everything is encrypted anew. {done.fate}{lost} This is the new recovery code, shown only now."
        )
        self.panel.show_code(done.code)
        self.panel.show()
        self.agree_button.set_text("Done")
        self.panel.sheet.print_button.setFocus()

    def _fail(self, error: CarePlanningError) -> None:
        self._end()
        if isinstance(error, PassphraseRefused):
            self.current.refuse(error.sentence)
        else:
            self.message.tell_problem(error.sentence)

    def _end(self) -> None:
        self._running = None
        self.working.end()
        self._set_busy(is_busy=False)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.agree_button.setEnabled(not is_busy)
        self.dismiss_button.setEnabled(True)
        self.dismiss_button.set_text("Stop" if is_busy else "Cancel")
        self.wanted.setEnabled(not is_busy)
        self.current.setEnabled(not is_busy)
