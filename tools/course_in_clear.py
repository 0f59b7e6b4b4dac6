"""What a person does in a course of `tools.left_in_clear`, step by step, in the real window over a real store."""

import resource
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tools.canaries.lives import begin_life
from tools.canaries.planting import planted_in

from cpm_desktop.app import Windows
from cpm_desktop.data_files import forms_folder
from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.child import Child
from cpm_desktop.lazy_door import LazyDoor
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.encrypting_anew import encrypt_anew
from cpm_desktop.services.forms_reader import FormsReader
from cpm_desktop.services.holding import start
from cpm_desktop.services.pack_people import pack_keys
from cpm_desktop.services.pack_taking import open_pack, read_pack_file, take_pack
from cpm_desktop.services.packing import PackFor, make_pack, save_pack
from cpm_desktop.services.papers import agenda_pdf, draft_pdf
from cpm_desktop.services.preview import open_preview
from cpm_desktop.services.restoring import differences, key_of_backup, put_in_place
from cpm_desktop.services.unlocking import Surroundings, unlock
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen
from tests.a_desk import FAST, make_desk, set_clock

PASSPHRASE, NEW_PASSPHRASE = "four quiet garden rooms", "six loud kitchen chairs"
TYPED = "qzxylomn"
"""Typed by hand; of the letters of planted words."""
_CHILD = "Qzabcdef Qzbcdefg"
_LONGEST = 60.0  # seconds that anything is waited for on a loaded machine
_SMALL = 512  # bytes that a file may have while the disk refuses


class Course:
    """The window, the store, and the words that stand in it."""

    said = f"She said {TYPED} and more. "
    """What is typed."""

    def __init__(self, root: Path, seed: int, form: str) -> None:
        """Plant a word in each field of a child's file and two meetings, and open the window over them."""
        self._root, self._place, self._passphrase = root, StorePlace(root / "store"), PASSPHRASE
        create_store(self._place, PASSPHRASE, FAST, make_tables)
        reader = FormsReader((forms_folder(),))
        self._surroundings = Surroundings(
            forms=(forms_folder(),), clock=set_clock("2026-11-24", "13:50"), cost=FAST, reader=reader
        )
        desk = unlock(self._place.folder, PASSPHRASE, self._surroundings)
        life = begin_life(desk, desk.procedure.forms[form], seed)
        self._child, self._prepared, self._held = life.child_id, life.prepared, life.held
        planted = [each for id_ in (life.prepared, life.held) for each in planted_in(desk.meeting(id_).value)]
        words = {each.word for each in planted if each.word.startswith("qz")}
        self.words = frozenset(words | {TYPED} | set(_CHILD.casefold().split()))
        self._application = QApplication([])
        self._windows = Windows(self._application, root / "store", door=LazyDoor(self._place.folder))
        self._windows.start()
        self._windows.show_open(desk)
        self._settle()

    def steps(self) -> dict[str, Callable[[], object]]:
        """Return what is done, in order; after each everything is searched."""
        return {
            "shown": self._show,
            "typed": self._type,
            "drawn and exported": self._draw,
            "handed over and taken": self._hand_over,
            "backed up": self._back_up,
            "encrypted anew": self._encrypt_anew,
            "decided to restore": self._restore,
            "locked": self._lock,
            "restored and opened": self._open_again,
            "disk full": self._fill_the_disk,
            "not foreseen": self._fail,
            "locked, not saved": self._lock,
        }

    @property
    def _workspace(self) -> Workspace:
        if self._windows.workspace is None:  # a loaded machine looks to it like one that slept
            self._windows.show_open(unlock(self._place.folder, self._passphrase, self._surroundings))
        workspace = self._windows.workspace
        assert workspace is not None  # noqa: S101 - it was opened
        return workspace

    @property
    def _desk(self) -> Desk:
        return self._workspace.desk

    def _show(self) -> None:
        for place in (Place(), Place("child", self._child), Place("meeting", self._held)):
            self._workspace.go(place)
            self._settle()

    def _type(self) -> None:
        start(self._desk, self._prepared)
        self._workspace.go(Place("meeting", self._prepared))
        self._settle()
        self._type_here()
        QGuiApplication.clipboard().setText(f"{TYPED} was copied")
        self._workspace.open_palette()
        self._settle()
        holder = QApplication.focusWidget()
        if holder is not None:
            QTest.keyClicks(holder, TYPED)
        for dialog in QApplication.topLevelWidgets():
            if dialog is not self._windows.window:
                dialog.close()
        self._settle()

    def _type_here(self) -> None:
        page = self._workspace.page
        assert isinstance(page, MeetingPage)  # noqa: S101 - it was gone to
        editor = page.item_pane.notes._rows[-1].editor  # noqa: SLF001 - where the person types
        editor.setFocus()
        QTest.keyClicks(editor, self.said)
        self._workspace.leave()
        if not any(TYPED in note.text for note in self._desk.meeting(self._prepared).value.notes):
            raise SystemExit("what was typed is nowhere")

    def _draw(self) -> None:
        agenda = agenda_pdf(self._desk, self._prepared)
        preview = open_preview(draft_pdf(self._desk, self._held))
        preview.page_image(0, 1.0).result(_LONGEST)
        preview.close()
        write_atomically(self._root / "exported" / "agenda.pdf", agenda)

    def _hand_over(self) -> None:
        other = make_desk(self._root / "other")
        child = add_child(self._desk, Child(id="", name=_CHILD))
        day = set_clock("2026-12-01", "10:00")()
        meeting = new_meeting(
            self._desk, child, self._desk.meeting(self._held).value.facts.form_id, day.date(), day.time()
        )
        content = make_pack(self._desk, meeting, PackFor(address=pack_keys(other).address))
        path = save_pack(self._root / "other" / "meeting.cpmpack", content)
        take_pack(other, open_pack(other, read_pack_file(path)))
        other.close()

    def _back_up(self) -> None:
        backups = self._desk.backups
        assert backups is not None  # noqa: S101 - the store was opened as the application does
        backups.start(when_quiet=False).result(_LONGEST)

    def _encrypt_anew(self) -> None:
        encrypt_anew(
            self._desk, PASSPHRASE, NEW_PASSPHRASE, lambda *_: None, lambda: False, forgets_backups=False
        )
        self._passphrase = NEW_PASSPHRASE

    def _restore(self) -> None:
        backup = next(iter(list_backups(self._place)))
        key = key_of_backup(self._desk, backup, NEW_PASSPHRASE)
        differences(self._desk, backup, key)
        put_in_place(self._desk, backup, key)

    def _lock(self) -> None:
        self._windows.lock()
        self._settle()
        content = self._windows.window.content if self._windows.window is not None else None
        if not isinstance(content, UnlockScreen):
            raise SystemExit("it is not locked")

    def _open_again(self) -> None:
        self._workspace.go(Place("meeting", self._prepared))
        self._settle()

    def _fill_the_disk(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        desk = self._desk
        self._workspace.go(Place("meeting", self._prepared))
        self._type_here()
        end = time.monotonic() + _LONGEST
        while not desk.saving.latest.problem:
            self._settle()
            if time.monotonic() > end:
                raise SystemExit("the disk refused nothing, or nobody was told")

    def _fail(self) -> None:
        try:
            int(TYPED)
        except ValueError as error:
            self._windows.tell_last_resort(type(error), error, error.__traceback__)
        self._settle()

    def _settle(self) -> None:
        for _ in range(5):
            self._application.processEvents()
            time.sleep(0.01)
