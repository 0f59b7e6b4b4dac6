"""Open a pack: first what is inside and from whom, then it is taken; and one's own code, to read out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.pack_taking import (
    look_into_pack,
    needs_passphrase,
    open_pack,
    read_pack_file,
    take_pack,
)
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.packs.hand_over_dialog import PACK_FILES
from cpm_desktop.ui.packs.own_code_box import OwnCodeBox
from cpm_desktop.ui.packs.pack_inside import PackInside

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.packs import Pack
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.pack_taking import PackLook
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running


T = TypeVar("T")


def _read(file: Path) -> tuple[bytes, bool]:
    """Return what is in a file, and whether it was sealed with a passphrase."""
    content = read_pack_file(file)
    return content, needs_passphrase(content)


class OpenPackDialog(DialogShell):
    """Nothing is taken before it was seen. `taken` is sent with the meeting's id."""

    taken = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, background: Background, parent: QWidget) -> None:
        """Show one's own code, and ask for the file."""
        super().__init__(theme, "Open a pack", agree="Look inside", width=680, parent=parent)
        self._desk, self._background = desk, background
        self._content = b""
        self._running: Running[Any] | None = None
        self.look: PackLook | None = None
        self.inside: PackInside | None = None
        self.choose_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, "Open a pack", "", PACK_FILES
        )[0]
        self._own = OwnCodeBox(theme, desk)
        self.code = self._own.code
        self.file_button = Button(theme, "Choose the pack…", icon="folder-open")
        self.file_button.clicked.connect(self.choose)
        self._file_name = Label("", "small", wraps=True)
        self.passphrase = PassphraseField(theme, "Passphrase, as you were told it")
        self.passphrase.entered.connect(self.accept)
        self.passphrase.hide()
        self.message = Message(theme, "info")
        self.message.hide()
        self._inside_box = across()
        self._fill()

    def _fill(self) -> None:
        self.content.addWidget(self._own)
        self.content.addLayout(across(self.file_button, self._file_name, spacing=10, stretched=1))
        self.content.addWidget(self.passphrase)
        self.content.addLayout(self._inside_box)
        self.content.addWidget(self.message)

    def choose(self) -> None:
        """Choose the file; what opens without a passphrase is looked into at once."""
        chosen = self.choose_file()
        if chosen and self._running is None:
            self.show_file(Path(chosen))

    def show_file(self, file: Path) -> None:
        """Look into a file, or ask for its passphrase; it may lie on a stick or a share that is slow."""
        self._content = b""
        self._file_name.setText(file.name)
        self.passphrase.clear()
        self.passphrase.hide()
        self._work(lambda: _read(file), self._show_read)

    def _show_read(self, read: tuple[bytes, bool]) -> None:
        self._end_work()
        self._content, is_asked = read
        self.passphrase.setVisible(is_asked)
        if is_asked:
            self.passphrase.setFocus()
        else:
            self._open()

    def accept(self) -> None:
        """Look inside; then take what was seen."""
        if self._running is not None:
            return
        if self.look is not None and self.inside is not None:
            self._take(self.look, self.inside)
        elif not self._content:
            self.message.tell_problem("Choose the pack first.")
            self.file_button.setFocus()
        else:
            self._open()

    def reject(self) -> None:
        """Close; nothing was taken."""
        if self._running is not None:
            self._running.cancel()
        super().reject()

    def _open(self) -> None:
        words, content = self.passphrase.passphrase, self._content
        if self.passphrase.isVisibleTo(self) and not words:
            self.passphrase.show_error("Enter the passphrase that you were told.")
            self.passphrase.setFocus()
            return
        self.passphrase.show_error("")
        self._work(lambda: open_pack(self._desk, content, words), self._show_inside)

    def _work(self, doing: Callable[[], T], done: Callable[[T], None]) -> None:
        self.agree_button.setEnabled(False)
        self.message.show_message("info", "Looking inside …")
        self.message.show()
        self._running = self._background.run(
            lambda _running: doing(),
            lambda made: done(made) if isValid(self) else None,  # the records may have locked
            lambda error: self._tell_problem(error) if isValid(self) else None,
        )

    def _end_work(self) -> None:
        self._running = None
        self.agree_button.setEnabled(True)
        self.message.hide()

    def _show_inside(self, pack: Pack) -> None:
        self._end_work()
        try:
            self.look = look_into_pack(self._desk, pack)
        except CarePlanningError as error:
            self._tell_problem(error)
            return
        for part in (self.message, self._own, self.passphrase, self.file_button, self._file_name):
            part.hide()
        self.inside = PackInside(self._theme, self.look, self._desk.local(pack.made_at).date())
        self._inside_box.addWidget(self.inside)
        self.agree_button.set_text("Close" if self.look.is_nothing_new() else "Take it")
        self.dismiss_button.setVisible(not self.look.is_nothing_new())
        self.agree_button.setFocus()

    def _take(self, look: PackLook, inside: PackInside) -> None:
        if look.is_nothing_new():
            super().accept()
            return
        undecided = inside.undecided()
        if undecided is not None:
            self.message.tell_problem("Say for each which of the two stands. Nothing was taken yet.")
            undecided.choice.setFocus()
            return
        try:
            meeting_id = take_pack(self._desk, look.pack, inside.choices())
        except CarePlanningError as error:
            self._tell_problem(error)
            return
        super().accept()
        self.taken.emit(meeting_id)

    def _tell_problem(self, error: CarePlanningError) -> None:
        self._end_work()
        self.message.tell_problem(error.sentence)
