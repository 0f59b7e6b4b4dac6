"""Restoring from a backup: which one, what differs from what is here, and what is taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.record_safety import backup_standing
from cpm_desktop.services.restoring import (
    BackupPassphraseWanted,
    DifferenceLine,
    backup_folder,
    differences,
    key_of_backup,
    put_in_place,
    take_over,
)
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field, PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.signing.working_dialog import WorkingDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.window_thread import OnWindowThread
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

_ABOUT = (
    "A backup is opened beside the records and only looked at; nothing here is overwritten. What is missing here can "
    "be taken over. Or the backup takes the place of everything: what is here now is kept aside, in a folder "
    "“store-before-restore-…” beside it."
)
_SURE = "Put this backup in the place of all records; then the window locks"
_SAME = "Nothing differs: the backup holds just what is here."


class RestoreDialog(WorkingDialog):
    """`replaced` is sent once a backup was put in the records' place: lock at once."""

    replaced = Signal()

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Offer the backups there are."""
        super().__init__(
            theme,
            "Restore from a backup",
            agree="Take over what is missing",
            background=background,
            parent=parent,
        )
        self._desk = desk
        self._lines: tuple[DifferenceLine, ...] = ()
        self._looked: Path | None = None
        self.choose_folder: Callable[[], str] = lambda: QFileDialog.getExistingDirectory(
            self, "Choose a backup"
        )
        self.add_sentence(_ABOUT)
        self._folders = {str(line.folder): line.title for line in backup_standing(desk).lines}
        self.backup = Select(theme, self._options())
        self.other_button = Button(theme, "From elsewhere…", icon="folder-open")
        self.look_button = Button(theme, "Show what differs", icon="search")
        self.passphrase = PassphraseField(theme, "Passphrase of its day")
        self.passphrase.hide()
        self._found = Label("", "small_strong", wraps=True)
        self.list = RowList(theme, "What differs")
        self.list.setMinimumHeight(150)
        self.sure = CheckBox(theme, _SURE)
        self.replace_button = Button(theme, "Put it in the records’ place", icon="history")
        self.content.addWidget(Field(theme, "Backup", self.backup))
        self.content.addLayout(across(self.look_button, self.other_button, None))
        for part in (self.passphrase, self._found, self.list, self.message, self.sure):
            self.content.addWidget(part)
        self.content.addLayout(across(self.replace_button, None))
        self._forget()
        self.look_button.setEnabled(bool(self._folders))
        self.look_button.clicked.connect(self.look)
        self.other_button.clicked.connect(self.choose)
        self.replace_button.clicked.connect(self.replace)
        self.passphrase.entered.connect(self.look)
        self.backup.chosen.connect(lambda _key: self._forget())

    def choose(self) -> None:
        """Choose a backup in another place, such as a memory stick."""
        chosen = self.choose_folder()
        if not chosen:
            return
        try:
            folder = backup_folder(Path(chosen))
        except CarePlanningError as error:
            self.message.tell_problem(error.sentence)
            return
        self._folders[str(folder)] = str(folder)
        self.backup.set_options(self._options(), str(folder))
        self.look_button.setEnabled(True)
        self._forget()

    def look(self) -> None:
        """Open the backup beside the records and show what differs."""
        if self.is_working or not self.backup.chosen_key:
            return
        folder, words = Path(self.backup.chosen_key), self.passphrase.passphrase
        self._do("Looking into the backup …", lambda there: self._look(folder, words, there), self._show)

    def accept(self) -> None:
        """Take over what is missing here."""
        folder, words = self._looked, self.passphrase.passphrase
        wanted = tuple(line.id for line in self._lines if line.can_take_over)
        if self.is_working or folder is None or not wanted:
            return
        self._do("Taking it over …", lambda _there: self._take(folder, words, wanted), self._show_taken)

    def replace(self) -> None:
        """Put the backup in the records' place, if that is wanted for sure."""
        folder, words = self._looked, self.passphrase.passphrase
        if self.is_working or folder is None:
            return
        if not self.sure.isChecked():
            self.message.tell_problem("Tick the box first: afterwards the records are those of the backup.")
            self.sure.setFocus()
            return
        self._do(
            "Checking the backup and making it ready …",
            lambda _there: self._replace(folder, words),
            self._locked,
        )

    def show_failure(self, error: CarePlanningError) -> None:
        """Ask for the passphrase of a backup that wants another."""
        self.passphrase.setVisible(self.passphrase.isVisible() or isinstance(error, BackupPassphraseWanted))
        super().show_failure(error)
        if self.passphrase.isVisible():
            self.passphrase.setFocus()

    def _do(self, told: str, doing: Callable[[OnWindowThread], object], done: Callable[[], None]) -> None:
        self._after = done
        self.work(told, doing)

    def _finish(self, _made: object) -> None:
        self._running = None
        self.message.hide()
        self._after()

    def _look(self, folder: Path, words: str, there: OnWindowThread) -> None:
        self._lines = differences(self._desk, folder, key_of_backup(self._desk, folder, words), there)
        self._looked = folder

    def _take(self, folder: Path, words: str, wanted: tuple[str, ...]) -> None:
        self._taken = take_over(self._desk, folder, key_of_backup(self._desk, folder, words), wanted)

    def _replace(self, folder: Path, words: str) -> None:
        put_in_place(self._desk, folder, key_of_backup(self._desk, folder, words))

    def _show(self) -> None:
        missing = sum(line.can_take_over for line in self._lines)
        rows = [ListEntry(line.id, line.title, line.state, icon="file-text") for line in self._lines]
        self.list.set_rows(rows)
        self._found.setText(_counted(len(rows), missing) if rows else _SAME)
        self._found.show()
        for part in (self.list, self.sure, self.replace_button):
            part.setVisible(bool(rows))
        self.agree_button.setEnabled(missing > 0)
        if rows:
            self.list.choose(rows[0].key)
            self.list.setFocus()

    def _show_taken(self) -> None:
        self._desk.forget_made()
        self.message.show_message("good", f"{self._taken} taken over. They are among the records now.")
        self.message.show()
        self.message.say()
        self._lines = ()
        self.agree_button.setEnabled(False)
        for part in (self.list, self._found, self.sure, self.replace_button):
            part.hide()
        self.dismiss_button.set_text("Close")

    def _locked(self) -> None:
        super()._finish(None)
        self.replaced.emit()

    def _forget(self) -> None:
        self._looked, self._lines = None, ()
        self.agree_button.setEnabled(False)
        for part in (self._found, self.list, self.sure, self.replace_button):
            part.hide()

    def _options(self) -> list[Option]:
        return [Option(folder, title) for folder, title in self._folders.items()]


def _counted(differing: int, missing: int) -> str:
    differ = "1 file or meeting differs" if differing == 1 else f"{differing} files or meetings differ"
    return f"{differ}; {missing or 'nothing'} {'is' if missing < 2 else 'are'} missing here."
