"""The application as a process of its own that goes from screen to screen when told.

`python tests/accessibility/stage.py FOLDER` opens the real windows. A line of JSON on standard input is answered by a
line of JSON on standard output. Commands only arrange what is seen; what is judged are real keys and the bus.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # it is run as a script

from PySide6.QtCore import QEvent, QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cpm_desktop.app import Windows
from cpm_desktop.lazy_door import LazyDoor
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.saving_feed import SavingNews
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.theme import Appearance, Scheme
from cpm_desktop.ui.room.room_window import RoomWindow
from cpm_desktop.ui.shell.page import Page
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.a_desk import set_clock
from tests.accessibility.losing import lost_in, what_covers
from tests.accessibility.meeting_scenes import ONLY_SEEN
from tests.accessibility.naming import words_unsaid_in
from tests.accessibility.scenes import SCENES
from tests.played_store import PlayedStore
from tests.ui.dressing import undressed

NAME = "Care planning"
USUAL = (1440, 900)
PATIENCE = 30.0  # seconds


class Stage(QObject):
    """The windows, and one store after another in them."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        super().__init__()
        self.application, self.folder = application, folder
        self.windows = Windows(application, folder / "first")
        assert self.windows.start()
        assert self.windows.window is not None
        self.window = self.windows.window
        self.window.setGeometry(0, 0, *USUAL)
        self.subject = ""
        self.clock = set_clock()
        self._count = 0
        self._asked: list[str] = []
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    # What scenes are arranged with.

    @property
    def desk(self) -> Desk:
        return self.workspace.desk

    @property
    def workspace(self) -> Workspace:
        assert self.windows.workspace is not None
        return self.windows.workspace

    @property
    def content(self) -> QWidget:
        """What fills the window while the records are locked."""
        assert self.window.content is not None
        return self.window.content

    def open(self, store: PlayedStore) -> None:
        """Open a played store."""
        self.clock = set_clock()
        self.subject = store.subject
        self.windows.show_open(store.open(self._new_folder(), self.clock))

    def go(self, screen: str, subject: str = "") -> Page:
        wanted = Place(screen, subject)
        if self.workspace.place != wanted:  # a meeting that has begun is opened with its store
            assert self.workspace.go(wanted), self.workspace.error_shown
        assert self.workspace.page is not None
        self.settle()
        return self.workspace.page

    def show_first_start(self) -> QWidget:
        """Show the steps in which a store is set up."""
        self.windows._door = LazyDoor(self._new_folder() / "store")
        self.windows.show_locked()
        self.settle()
        return self.content

    def settle(self, seconds: float = 0.05) -> None:
        """Let the window draw and what runs behind it arrive."""
        end = time.monotonic() + seconds
        while True:
            self.application.processEvents()
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if time.monotonic() > end:
                return
            time.sleep(0.005)

    def wait_for(self, is_there: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not is_there():
            if time.monotonic() > end:
                raise TimeoutError("what the scene is about did not come")
            self.settle(0.02)

    # What it is told.

    def do_scene(self, name: str, factor: float = 1.0, width: int = 0, height: int = 0) -> dict[str, object]:
        """Arrange a scene from the beginning, at a size of text and of the window."""
        self.strike()
        self.do_appearance(factor, width=width, height=height)
        (SCENES[name].arrange if name in SCENES else ONLY_SEEN[name])(self)
        self.settle(0.1)
        self._activate()
        return self.do_look()

    def do_look(self) -> dict[str, object]:
        """Say what is seen."""
        self._activate()
        top = self.topmost()
        shown = {type(each).__name__ for each in (top, *top.findChildren(QWidget)) if each.isVisible()}
        page = self.windows.workspace.page if self.windows.workspace is not None else None
        holder = self.application.focusWidget()
        return {
            "window": int(top.winId()),
            "is_dialog": top is not self.window,
            "kind": type(top).__name__ if top is not self.window else type(page or self.content).__name__,
            "shown": sorted(shown),
            "title": top.windowTitle(),
            "panes": self._panes() if top is self.window else [],
            "holder": (holder.accessibleName() or holder.objectName()) if holder is not None else "",
            "popup": self.application.activePopupWidget() is not None,
        }  # fmt: skip

    def do_appearance(
        self, factor: float, scheme: str = "light", *, high: bool = False, width: int = 0, height: int = 0
    ) -> None:
        """Choose text size, colours and the size of the window."""
        wide, tall = (width, height) if width else USUAL
        self.window.setGeometry(0, 0, wide, tall)
        wanted = Appearance(Scheme(scheme), factor, high_contrast=high)
        if self.windows.theme.appearance != wanted:
            self.windows.theme.choose(wanted)
            self.settle(0.05)
        top = self.topmost()
        if top.isFullScreen():  # there is no window manager that would give it the whole screen
            top.setGeometry(0, 0, wide, tall)

    def do_catch_up(self) -> None:
        """Do all that there is to do now, keys pressed before this was asked among it."""
        self.settle(0.015)

    def do_lost(self) -> list[str]:
        """Say what cannot be seen, or not in full, and cannot be scrolled to."""
        self.settle(0.05)
        top = self.topmost()
        wide, tall = self.window.width(), self.window.height()
        beyond = [] if top.width() <= wide and top.height() <= tall else [
            f"{type(top).__name__}: {top.width()}×{top.height()} is larger than the screen of {wide}×{tall}"
        ]  # fmt: skip
        return beyond + lost_in(top)

    def do_unsaid(self) -> list[str]:
        """Say which words on buttons are not in what a screen reader calls them (2.5.3)."""
        return words_unsaid_in(self.topmost())

    def do_undressed(self) -> list[str]:
        """Say which windows wear no style sheet."""
        return [f"{each} wears no style sheet" for each in undressed()]

    def do_hidden(self) -> str:
        """Say what covers the thing that has the keyboard; empty where it can be seen."""
        holder = self.application.focusWidget()
        return what_covers(holder) if holder is not None else "nothing has the keyboard"

    def do_size(self) -> list[int]:
        top = self.topmost()
        return [top.width(), top.height()]

    def do_picture(self, path: str) -> None:
        """Keep what is seen as a picture."""
        self.settle(0.1)
        self.topmost().grab().save(path)

    def do_offered(self) -> dict[str, list[str]]:
        """Say what can be done here by a key or by the palette."""
        actions = list(self.workspace.page.actions()) if self.workspace.page else []
        enabled = [each.text().replace("&&", "&") for each in actions if each.isEnabled() and each.text()]
        palette = self.workspace.open_palette()
        listed = [entry.text for entry in palette._entries]
        palette.reject()
        self.settle()
        return {"offered": enabled, "listed": listed}

    def do_call(self, words: str) -> None:
        """Do what a scene names: what no key of a person brings about."""
        SCENES_CALLS[words](self)
        self.settle(0.1)
        self._activate()

    def _answer(self) -> None:
        self._notifier.setEnabled(False)
        line = sys.stdin.readline()
        if not line:
            self.strike()
            self.windows.end()
            self.application.quit()
            return
        asked = json.loads(line)
        doing: Callable[..., object] = getattr(self, "do_" + asked.pop("do"))
        try:
            answer = {"answer": doing(**asked)}
        except Exception:  # noqa: BLE001 - whatever it is, the test is told
            answer = {"fault": traceback.format_exc()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        self._notifier.setEnabled(True)

    def strike(self) -> None:
        for widget in self.application.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
            elif isinstance(widget, RoomWindow):
                widget.close()
        popup = self.application.activePopupWidget()
        if popup is not None:
            popup.close()
        self.settle(0.02)
        self.windows.lock()
        self.settle(0.02)

    def topmost(self) -> QWidget:
        modal = self.application.activeModalWidget()
        if modal is not None:
            return modal
        shown = [
            each
            for each in self.application.topLevelWidgets()
            if isinstance(each, QDialog) and each.isVisible()
        ]
        return shown[-1] if shown else self.window

    def _panes(self) -> list[str]:
        page = self.windows.workspace.page if self.windows.workspace is not None else None
        return [
            pane.accessibleName()
            for pane in (page.panes() if page else ())
            if pane.isVisible() and stops_of(pane)
        ]

    def _activate(self) -> None:
        """The display has no window manager that would hand over the keyboard."""
        top = self.topmost()
        if not top.isActiveWindow():
            top.activateWindow()
            end = time.monotonic() + 5
            while not top.isActiveWindow() and time.monotonic() < end:
                self.settle(0.01)

    def _new_folder(self) -> Path:
        self._count += 1
        made = self.folder / str(self._count)
        made.mkdir(parents=True)
        return made


def _disk_full(stage: Stage) -> None:
    news = SavingNews(is_saved=False, problem="The disk is full. Free some space on it.")
    for listener in stage.desk.saving._listeners:
        listener(news)


def _nearly_idle(stage: Stage) -> None:
    locking = stage.windows._locking
    assert locking is not None
    assert locking._idle is not None
    locking._idle.nearly_idle.emit()


SCENES_CALLS: dict[str, Callable[[Stage], object]] = {
    "nobody was here for nine minutes": _nearly_idle,
    "the disk is full": _disk_full,
}


def main() -> int:
    application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    stage = Stage(application, Path(sys.argv[1]))
    application.exec()
    stage.deleteLater()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("CPM_STAGE", "1")
    sys.exit(main())
