"""Hand to another laptop: one sealed file with a meeting, for one colleague."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.packs import WrongCode
from cpm_desktop.services.pack_people import (
    address_in,
    known_people,
    new_pack_passphrase,
    own_fingerprint,
)
from cpm_desktop.services.packing import (
    PackFor,
    files_that_go_along,
    fill_pack,
    kept_from_somebody,
    pack_file_name,
    save_pack,
    seal_pack,
    why_no_pack,
)
from cpm_desktop.ui.kit.arranging import down, frame
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.selects import Option
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import RadioGroup

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background

PACK_FILES = "Meeting packs (*.cpmpack)"
_CODE, _PASSPHRASE = "code", "passphrase"


class HandOverDialog(DialogShell):
    """Asks for whom the pack is, and saves it; the meeting stays here as it is."""

    def __init__(
        self, theme: Theme, desk: Desk, background: Background, meeting_id: str, parent: QWidget
    ) -> None:
        """Offer who is known, somebody's code, and a passphrase."""
        super().__init__(theme, "Hand to another laptop", agree="Save the pack…", width=600, parent=parent)
        self._desk, self._background, self._meeting_id = desk, background, meeting_id
        self._is_working = False
        self.choose_file: Callable[[str], str] = lambda name: QFileDialog.getSaveFileName(
            self, "Save the pack", name, PACK_FILES
        )[0]
        self.add_sentence(
            "One sealed file with this meeting, its form and the child’s file, for the colleague who goes on with it. "
            "What either of you changes meanwhile is put together when it comes back. Send it by your authority’s own "
            "ways; nothing of other children is in it."
        )
        if kept := kept_from_somebody(desk, meeting_id):
            things = "one thing that is" if kept == 1 else f"{kept} things that are"
            self.add_sentence(
                f"It holds {things} kept from some readers, and why. Whoever opens it reads that."
            )
        if files := files_that_go_along(desk.meeting(meeting_id).value):
            self.add_sentence(f"In it, too: {files}.")
        self._known = known_people(desk)
        self.who = RadioGroup(theme, "For whom", self._options(), "0" if self._known else _CODE)
        self.who.chosen.connect(lambda _key: self._show_way())
        self.code = LineEdit()
        hint = (
            "They find it under “Open a pack…”: 13 groups of 5 letters, read out over the phone, pasted, or typed by a "
            "scanner from the picture beside it."
        )
        self._code_field = Field(theme, "Their code", self.code, access_key="c", hint=hint)
        self.passphrase = Label(new_pack_passphrase().upper(), "h2", wraps=True, selectable=True)
        self.passphrase.setAccessibleName(f"Passphrase: {self.passphrase.text()}")
        told = Label("Tell it by phone, never beside the file. It is not kept here.", "small", wraps=True)
        self._passphrase_box = frame(
            "sunken", down(self.passphrase, told, spacing=4, margins=(16, 12, 16, 12))
        )
        self._fingerprint = Label(
            f"They will see these letters beside your name. Read them out when you speak: {own_fingerprint(desk)}",
            "small",
            wraps=True,
        )
        self.message = Message(theme, "info")
        self.message.hide()
        self.content.addWidget(Label("For whom", "field"))
        for part in (self.who, self._code_field, self._passphrase_box, self._fingerprint, self.message):
            self.content.addWidget(part)
        self._show_way()
        if reason := why_no_pack(desk.meeting(meeting_id).value):
            self.message.show_message("warn", reason)
            self.message.show()
            self.agree_button.setEnabled(False)

    def accept(self) -> None:
        """Ask where, and save it there in the background."""
        if self._is_working:
            return
        try:
            filled = fill_pack(self._desk, self._meeting_id, self._reader())
        except CarePlanningError as error:
            self._tell_problem(error)
            return
        chosen = self.choose_file(pack_file_name(self._desk, self._meeting_id))
        if not chosen:
            return
        self._is_working = True
        self.agree_button.setEnabled(False)
        self._background.run(
            lambda _running: save_pack(Path(chosen), seal_pack(filled)), self._finish, self._tell_problem
        )

    def reject(self) -> None:
        """Close; what is being saved is saved to its end."""
        if not self._is_working:
            super().reject()

    def _options(self) -> tuple[Option, ...]:
        people = [
            Option(
                str(place), f"{person.name or 'Somebody'}, whose pack was taken here ({person.fingerprint})"
            )
            for place, person in enumerate(self._known)
        ]
        return (
            *people,
            Option(_CODE, "Somebody who reads their code to me"),
            Option(_PASSPHRASE, "Whoever has the passphrase that I tell by phone"),
        )

    def _reader(self) -> PackFor:
        way = self.who.chosen_key
        if way == _PASSPHRASE:
            return PackFor(passphrase=self.passphrase.text())
        if way == _CODE:
            return PackFor(address=address_in(self.code.text()))
        return PackFor(address=self._known[int(way)].address)

    def _show_way(self) -> None:
        self._code_field.setVisible(self.who.chosen_key == _CODE)
        self._passphrase_box.setVisible(self.who.chosen_key == _PASSPHRASE)
        self._code_field.show_error("")

    def _finish(self, path: Path) -> None:
        self._is_working = False
        self.message.show_message("good", "Saved", f"Send “{path.name}”. It opens for that person alone.")
        self.message.show()
        self.message.say()
        self.dismiss_button.set_text("Close")
        self.dismiss_button.setFocus()

    def _tell_problem(self, error: CarePlanningError) -> None:
        self._is_working = False
        self.agree_button.setEnabled(True)
        if isinstance(error, WrongCode):
            self._code_field.show_error(error.sentence)
            self.code.setFocus()
        else:
            self.message.tell_problem(error.sentence)
