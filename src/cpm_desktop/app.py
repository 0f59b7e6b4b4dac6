"""Puts the parts together for the windows: the only place that knows them all.

What opens the store is imported after the first window was painted, on a thread of its own, while the person types.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cpm_desktop.data_files import resources_folder
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.lazy_door import LazyDoor
from cpm_desktop.storage.placement import StorePlace, find_usual_place, make_private_folder
from cpm_desktop.storage.single_instance import SingleInstance
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.packs.waiting_packs import WaitingPacks
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.first_paint import FirstPaint
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile

if TYPE_CHECKING:
    from types import TracebackType

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.locking import Locking
    from cpm_desktop.ui.shell.second_start import SecondStart
    from cpm_desktop.ui.shell.system_end import SystemEnd
    from cpm_desktop.ui.shell.workspace import Workspace
    from cpm_desktop.ui.unlock.door import Door, Fact
    from cpm_desktop.ui.unlock.first_run_screen import FirstRunScreen
    from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen
    from cpm_desktop.ui.unlock.waiting_screen import WaitingScreen

_APPLICATION = "cpm-desktop"
_STILL_UNSAVED = "Not everything is saved yet: the disk takes nothing."
_PACK_WAITS = "The pack that you opened is shown once the records are unlocked."
_PACK_NOT_HANDED = (
    "These records are open in another window, which does not answer. Open the pack there, with “Open a pack…” "
    "in the menu."
)
_DEMO_STATUS = "A demonstration: everything is fictional and is thrown away when the window closes."


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks of the windows.

    Attributes:
        is_demo: a fictional caseload in a store of its own.
        folder: of the store; None takes the person's own.
        pack: to look into once the records are open, as when its file was opened; None for none.
    """

    is_demo: bool = False
    folder: Path | None = None
    pack: Path | None = None


def run_windows(options: Options) -> int:
    """Run the application until its window is closed.

    Returns:
        The exit code.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return 1
    QCoreApplication.setApplicationName("Care planning")
    QGuiApplication.setDesktopFileName(_APPLICATION)
    with tempfile.TemporaryDirectory(prefix="cpm-demo-", ignore_cleanup_errors=True) as demo_folder:
        folder = Path(demo_folder) if options.is_demo else options.folder or find_usual_place().folder
        windows = Windows(application, folder, is_demo=options.is_demo)
        if options.pack is not None:
            windows.packs.add(options.pack)
        if not windows.start():
            return 0
        sys.excepthook = windows.tell_last_resort
        threading.excepthook = lambda told: windows.note_unforeseen(told.exc_value)
        try:
            code = application.exec()
        finally:
            sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        windows.end()
    return code


class Windows(QObject):
    """The one window and what it shows: locked, open, locked again."""

    def __init__(
        self, application: QApplication, folder: Path, *, is_demo: bool = False, door: Door | None = None
    ) -> None:
        """Make everything but show nothing; see `start`.

        Args:
            application: Qt's.
            folder: of the store.
            is_demo: fill the store with fictional children and open it without a passphrase.
            door: the way into the store; tests put their own in.
        """
        super().__init__()
        self._application, self._folder, self._is_demo = application, folder, is_demo
        self._door: Door = door or LazyDoor(folder)
        config = platformdirs.user_config_path(_APPLICATION, appauthor=False, roaming=False)
        self._preferences = PreferencesFile(None if is_demo else config / "window.json")
        self.theme = Theme(resources_folder(), self._preferences.value.appearance(), self)
        self.background = Background(self)
        self._instance = SingleInstance(StorePlace(folder).lock)
        self._second_start: SecondStart | None = None
        self._system_end: SystemEnd | None = None
        self._locking: Locking | None = None
        self._workspace: Workspace | None = None
        self._desk: Desk | None = None
        self._demo_passphrase = ""
        self.packs = WaitingPacks(lambda: self._workspace, self)
        self._is_warned = self._is_start_noted = False
        self.window: MainWindow | None = None

    @property
    def workspace(self) -> Workspace | None:
        """What is shown while the records are open."""
        return self._workspace

    def start(self) -> bool:
        """Show the window, or the one of the process that runs already; tells whether this one is to run on."""
        try:
            make_private_folder(self._folder)
            is_first = self._instance.acquire()
        except CarePlanningError as error:
            self._show_trouble(error)
            return True
        if not is_first:
            from cpm_desktop.ui.shell.second_start import call_first  # noqa: PLC0415 - only a second start

            if call_first(StorePlace(self._folder).call, self.packs.files) or not self.packs.files:
                return False
            self._show_trouble(CarePlanningError(_PACK_NOT_HANDED))
            return True
        window = self._make_window()
        FirstPaint(window, self).done.connect(self._after_first_paint)
        if self._is_demo:
            window.show_content(self._waiting_screen(_DEMO_STATUS))
        else:
            self.show_locked()
        window.show()  # with everything in it: one layout, one painting
        return True

    def show_locked(self, why: str = "") -> None:
        """Show the first start, or ask for the passphrase."""
        today = dt.datetime.now().astimezone().date()
        screen: FirstRunScreen | UnlockScreen
        if self._door.is_new:
            from cpm_desktop.ui.unlock.first_run_screen import FirstRunScreen  # noqa: PLC0415 - the one or the other

            screen = FirstRunScreen(self.theme, self.background, self._door, today)
        else:
            from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen  # noqa: PLC0415 - the same

            door = self._locking.way_in(self._door) if self._locking is not None else self._door
            screen = UnlockScreen(self.theme, self.background, door, today, why=why)
            if self.packs.files:
                screen.say_too(_PACK_WAITS)
        screen.opened.connect(self.show_open)
        if self.window is not None:
            self.window.show_content(screen)
        screen.setFocus()

    def show_open(self, desk: Desk) -> None:
        """Show the records: where the person was before locking, else a live meeting, else the caseload."""
        from cpm_desktop.services.left_place import take_left  # noqa: PLC0415 - after the first window
        from cpm_desktop.services.lock_time import status_sentence  # noqa: PLC0415 - the same
        from cpm_desktop.ui.shell.left_place import come_back  # noqa: PLC0415 - the same
        from cpm_desktop.ui.shell.workspace import Workspace  # noqa: PLC0415 - the same

        self._desk = desk
        aside = self._locking.take_aside(desk) if self._locking is not None else None
        if aside is not None and self.window is not None and self._locking is not None:
            self._workspace = aside
            self.window.show_content(aside)
            self._locking.watch(desk, aside)
            self._locking.give_keyboard()
            self.packs.look()
            return
        self._note_start(desk)
        status = _DEMO_STATUS if self._is_demo else status_sentence(desk)
        workspace = Workspace(desk, self.theme, self.background, status, self._palette_entries)
        workspace.lock_asked.connect(self.lock)
        self._workspace = workspace
        if self.window is not None:
            self.window.show_content(workspace)
        if not come_back(workspace, take_left(desk)):
            self._begin(desk, workspace)
        self._see_to_what_waits(desk, workspace)
        if not self._is_demo:
            self._lock_when_left().watch(desk, workspace)
        QTimer.singleShot(0, workspace, self.packs.look)  # over the page

    def open_pack(self, file: Path) -> None:
        """Look into a pack now, or once the records are open; where they are locked, that is said."""
        self.packs.add(file)
        screen = self._unlock_screen()
        if screen is not None:
            screen.say_too(_PACK_WAITS)

    def _begin(self, desk: Desk, workspace: Workspace) -> None:
        """Go to a live meeting, else to the caseload."""
        from cpm_desktop.ui.shell.workspace import Place  # noqa: PLC0415 - after the first window

        live = [Place("meeting", line.id) for line in desk.wait(desk.store.live_meetings())]
        if not workspace.go(next(iter(live), Place())):
            why = workspace.message
            workspace.go(Place())
            workspace.tell(why)

    def _lock_when_left(self) -> Locking:
        from cpm_desktop.ui.shell.locking import Locking  # noqa: PLC0415 - after the first window

        if self._locking is None:
            self._locking = Locking(self._application, self.note_unforeseen)
            self._locking.asked.connect(self.lock)
            self._locking.closed.connect(self.show_locked)
        return self._locking

    def _note_start(self, desk: Desk) -> None:
        from cpm_desktop.storage.event_log import Event  # noqa: PLC0415 - after the first window

        if not self._is_start_noted:
            desk.note(Event.STARTED)
        self._is_start_noted = True

    def _see_to_what_waits(self, desk: Desk, workspace: Workspace) -> None:
        """Tell of a new version, settings and forms with mistakes, and go on with signings that a crash interrupted."""
        from cpm_desktop.services.forms_notice import forms_notice  # noqa: PLC0415 - after the first window
        from cpm_desktop.services.policy_standing import policy_notice  # noqa: PLC0415 - the same
        from cpm_desktop.services.signing import resume_signings  # noqa: PLC0415 - the same
        from cpm_desktop.services.upgrade_notice import upgrade_notice  # noqa: PLC0415 - the same

        notice = " ".join(filter(None, (upgrade_notice(desk), policy_notice(desk), forms_notice(desk))))
        if notice:
            workspace.tell(notice)
        there = self.background.on_window_thread
        # What cannot be finished is told on the record's own page.
        self.background.run(lambda _: resume_signings(desk, there), lambda _done: None, lambda _error: None)

    def lock(self) -> None:
        """Save, take everything off the screen, close the desk, and ask for the passphrase; at once."""
        workspace, self._workspace = self._workspace, None
        desk = self._desk
        if workspace is None or desk is None or self.window is None:
            return
        self.packs.put_back()
        locking = self._lock_when_left()
        saved = locking.leave(workspace, desk)
        self._desk = None
        self.window.set_aside()
        why = f"Demonstration: the passphrase is {self._demo_passphrase}" if self._demo_passphrase else ""
        self.show_locked(why)
        self.window.repaint()  # before anything waits for the disk
        problem = locking.put_away(workspace, desk, saved)
        if problem:
            self.show_locked(problem)
        self._warm()

    def end(self) -> None:
        """Save and let go of everything; called when the window has closed."""
        from cpm_desktop.storage.event_log import Event  # noqa: PLC0415 - after the first window
        from cpm_desktop.ui.unlock.first_run_screen import FirstRunScreen  # noqa: PLC0415 - the same

        if self._desk is not None:
            self._desk.note(Event.CLOSED)
        self._let_go()
        if self._locking is not None:
            with contextlib.suppress(
                CarePlanningError
            ):  # it was told, and the window was closed all the same
                self._locking.give_up()
        content = self.window.content if self.window is not None else None
        unfinished = content.unfinished_desk if isinstance(content, FirstRunScreen) else None
        if unfinished is not None:
            unfinished.close()
        self.background.close()
        if self._second_start is not None:
            self._second_start.stop()
        if self._system_end is not None:
            self._system_end.stop()
        self._instance.release()

    def tell_last_resort(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Tell what nobody foresaw: to the person on a page of its own, to a terminal without anybody's words."""
        from cpm_desktop.ui.shell import last_resort  # noqa: PLC0415 - after the first window

        last_resort.tell(error, self._desk, self._workspace)

    def note_unforeseen(self, error: BaseException | None) -> None:
        """Note what nobody foresaw for programmers, without anybody's words; on any thread."""
        from cpm_desktop.ui.shell import last_resort  # noqa: PLC0415 - after the first window

        if error is not None:
            last_resort.note(error, self._desk)

    def _may_close(self) -> bool:
        """Tell once that something is not saved; whoever closes again gives it up."""
        if self._locking is not None and self._locking.held is not None and not self._is_warned:
            self._is_warned = True
            self.show_locked(f"{_STILL_UNSAVED} Close again to leave without the latest changes.")
            return False
        problem = self._desk.saving.latest.problem if self._desk is not None else ""
        if not problem or self._is_warned or self._workspace is None:
            return True
        self._is_warned = True
        self._workspace.tell(
            f"Not everything is saved. {problem} Close again to leave without the latest changes."
        )
        return False

    def _make_window(self) -> MainWindow:
        self.theme.apply(self._application)
        self.window = window = MainWindow(self.theme, self._preferences)
        window.closing.connect(self._commit)
        window.may_close = self._may_close
        return window

    def _waiting_screen(self, status: str) -> WaitingScreen:
        from cpm_desktop.ui.unlock.waiting_screen import WaitingScreen  # noqa: PLC0415 - seldom wanted

        return WaitingScreen(self.theme, dt.datetime.now().astimezone().date(), status)

    def _collect(self) -> None:
        from cpm_desktop.ui.shell.collecting import Collecting  # noqa: PLC0415 - after the first window

        Collecting(self, lambda: self._locking.still_for if self._locking is not None else math.inf)

    def _show_trouble(self, error: CarePlanningError) -> None:
        self._collect()
        screen = self._waiting_screen("Nothing was changed.")
        window = self._make_window()
        window.show_content(screen)
        window.show()
        screen.show_error(error)

    def _after_first_paint(self) -> None:
        from cpm_desktop.ui.shell.second_start import SecondStart  # noqa: PLC0415 - after the first window
        from cpm_desktop.ui.shell.system_end import SystemEnd  # noqa: PLC0415 - the same

        self._collect()
        second_start = SecondStart(StorePlace(self._folder).call, self)
        if self.window is not None:
            second_start.noticed.connect(self.window.raise_up)
            second_start.pack_opened.connect(self.open_pack)
            QTimer.singleShot(400, self.window, self.theme.register_fallback_fonts)  # not once it is gone
        self._second_start = second_start
        self._system_end = SystemEnd(self._application, self)
        self._system_end.session_ends.connect(self._commit)
        self._system_end.asked.connect(self._quit)
        if self._is_demo:
            self._make_demo()
        else:
            self._warm()

    def _warm(self) -> None:
        self.background.run(lambda _: self._door.warm(), self._show_facts, lambda _error: None)

    def _show_facts(self, facts: tuple[Fact, ...]) -> None:
        screen = self._unlock_screen()
        if screen is not None:
            screen.show_facts(facts)

    def _unlock_screen(self) -> UnlockScreen | None:
        from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen  # noqa: PLC0415 - after the first window

        content = self.window.content if self.window is not None else None
        return content if isinstance(content, UnlockScreen) else None

    def _make_demo(self) -> None:
        from cpm_desktop.ui.unlock.waiting_screen import WaitingScreen  # noqa: PLC0415 - here it is shown

        screen = self.window.content if self.window is not None else None
        if not isinstance(screen, WaitingScreen):
            return

        def make(running: Any) -> Any:  # noqa: ANN401 - the types are imported where they are needed
            from cpm_desktop.services.demo_store import make_demo  # noqa: PLC0415 - slow: after the first window

            return make_demo(self._folder, lambda text: running.report(text, 0, 0))

        screen.begin("Making a demonstration")
        self.background.run(make, self._open_demo, screen.show_error, screen.show_progress)

    def _open_demo(self, demo: Any) -> None:  # noqa: ANN401 - the same
        self._demo_passphrase = demo.passphrase
        self._door = LazyDoor(demo.place.folder, demo.clock)
        self.show_open(demo.desk)

    def _palette_entries(self) -> list[PaletteEntry]:
        from cpm_desktop.ui.shell.finding import PaletteEntry  # noqa: PLC0415 - after the first window

        workspace, desk = self._workspace, self._desk
        if workspace is None or desk is None:
            return []
        return [
            PaletteEntry(
                line.name or line.called,
                partial(workspace.open_child, line.child_id),
                detail=line.case_number,
                icon="user",
                group="Children",
            )
            for line in desk.summaries()
        ]

    def _commit(self) -> None:
        if self._workspace is not None:
            self._workspace.leave()

    def _let_go(self) -> str:
        """Close what is open; returns the sentence of what could not be saved, if anything."""
        if self._locking is not None:
            self._locking.stop()
        workspace, self._workspace = self._workspace, None
        desk, self._desk = self._desk, None
        problem = ""
        closings = (
            workspace.retire if workspace is not None else None,
            desk.close if desk is not None else None,
        )
        for close in closings:  # the records are closed also where something typed last could not be kept
            try:
                if close is not None:
                    close()
            except CarePlanningError as error:
                problem = problem or error.sentence
        return problem

    def _quit(self) -> None:
        if self.window is not None:
            self.window.close()
        self._application.quit()
