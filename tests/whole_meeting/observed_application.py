"""The application as a process of its own that tells, when asked, what a screen reader would say.

`python tests/whole_meeting/observed_application.py FOLDER` runs the windows over the store in FOLDER as they are.
A line on standard input is answered by a line of JSON on standard output; nothing can be done to the windows that way.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from cpm_desktop.app import Options, run_windows
from cpm_desktop.ui.shell.palette import CommandPalette


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
        # Not modal, and already the one to hand the keyboard to before the display has said that it has it.
        palette = next((each for each in windows if isinstance(each, CommandPalette)), None)
        if palette is not None:
            return palette
        return next((each for each in windows if each.windowTitle() == "Care planning"), None)


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def _texts(window: QWidget) -> list[str]:
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    texts = [each.text() if isinstance(each, QLabel) else each.accessibleName() for each in shown]
    return [text for text in texts if text]


def main() -> int:
    application = QApplication(sys.argv[:1])
    observer = Observer(application)
    code = run_windows(Options(folder=Path(sys.argv[1])))
    observer.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main())
