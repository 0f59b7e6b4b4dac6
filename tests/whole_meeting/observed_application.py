"""The application as a process of its own that tells, when asked, what a screen reader would say.

`python tests/whole_meeting/observed_application.py FOLDER [WITNESS]` runs the windows over the store in FOLDER as they
are. A line on standard input is answered by a line of JSON on standard output; nothing can be done to the windows that
way. Into the file WITNESS goes what stands on the screen, time and again: it is there after a kill.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLabel, QWidget

from cpm_desktop.app import Options, run_windows
from cpm_desktop.ui.kit.saved_indicator import SavedIndicator
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.meeting.note_line import NoteEditor

BEAT = 0.02  # seconds
CHOSEN_FOLDER = "CPM_CHOSEN_FOLDER"  # what a person chooses where the system asks for a folder


class Observer(QObject):
    """Answers each line with what has the keyboard and what can be read."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    def _answer(self) -> None:
        asked = os.read(sys.stdin.fileno(), 64)
        if not asked:  # the test has gone; so do we
            self._notifier.setEnabled(False)
            self._application.quit()
            return
        self._application.processEvents()  # keys that have come are taken first
        sys.stdout.write(json.dumps(self._seen()) + "\n")
        sys.stdout.flush()

    def _seen(self) -> dict[str, object]:
        window = self._window()
        holder = self._application.focusWidget()
        return {
            "title": window.windowTitle() if window is not None else "",
            "window": int(window.winId()) if window is not None else 0,
            "popup": self._application.activePopupWidget() is not None,
            "holder": id(holder),
            "focus": _name(holder) if holder is not None else "",
            "kind": type(holder).__name__ if holder is not None else "",
            "checked": isinstance(holder, QAbstractButton) and holder.isChecked(),
            "texts": _texts(window) if window is not None else [],
        }

    def _window(self) -> QWidget | None:
        modal = self._application.activeModalWidget()
        if modal is not None:
            return modal
        windows = [
            each for each in self._application.topLevelWidgets() if each.isVisible() and each.isWindow()
        ]
        # Not modal, as the palette, and already the one to hand the keyboard to before the display has said so.
        dialogs = [each for each in windows if isinstance(each, QDialog)]
        if dialogs:
            return dialogs[-1]
        return next((each for each in windows if each.windowTitle() == "Care planning"), None)


class Witness(QObject):
    """Writes down with each beat of this process what is typed in, what is kept in memory, and what the header says.

    A beat counts only where both the window's thread and another one had the processor since the one before: on a
    loaded machine it is this process's own time that passes, not the clock's.
    """

    def __init__(self, application: QApplication, path: Path) -> None:
        super().__init__(application)
        self._application = application
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._beats, self._beside = 0, 0
        self._page: MeetingPage | None = None
        self._header: SavedIndicator | None = None
        threading.Thread(target=self._beat_beside, daemon=True).start()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tell)
        self._timer.start(int(1000 * BEAT))

    def _beat_beside(self) -> None:
        while True:
            time.sleep(BEAT)
            self._beside += 1

    def _tell(self) -> None:
        self._beats += 1
        if self._page is None:
            self._find_page()
            return
        holder = self._application.focusWidget()
        seen = {
            "beat": min(self._beats, self._beside),
            "typed": holder.text if isinstance(holder, NoteEditor) else "",
            "kept": [note.text for note in self._page.editing().value.notes],
            "header": self._header.text if self._header is not None else "",
        }
        os.write(self._file, json.dumps(seen).encode() + b"\n")

    def _find_page(self) -> None:
        for window in self._application.topLevelWidgets():
            page, header = window.findChild(MeetingPage), window.findChild(SavedIndicator)
            if page is not None and page.isVisible():
                self._page, self._header = page, header


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def _texts(window: QWidget) -> list[str]:
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    texts = [each.text() if isinstance(each, QLabel) else each.accessibleName() for each in shown]
    return [text for text in texts if text]


def main(arguments: list[str]) -> int:
    """Run the windows until they are closed."""
    folder, *witness = map(Path, arguments)
    chosen = os.environ.get(CHOSEN_FOLDER)
    if chosen:  # the system's own dialog is no part of the application, and would wait for a person
        QFileDialog.getExistingDirectory = lambda *_asked: chosen  # type: ignore[method-assign]  # in its place
    application = QApplication(sys.argv[:1])
    observers: list[QObject] = [Observer(application), *(Witness(application, path) for path in witness)]
    code = run_windows(Options(folder=folder))
    for each in observers:
        each.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
