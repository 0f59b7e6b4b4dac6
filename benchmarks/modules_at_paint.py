"""Starts the application, writes to a file which slow modules were there at the first paint, and ends it."""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from cpm_desktop.__main__ import main

HEAVY: Final = (
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "reportlab",
    "pyhanko",
    "pikepdf",
    "pypdfium2",
    "holidays",
)


class FirstPaint(QObject):
    """Looks at what was imported when a window is painted for the first time."""

    def __init__(self, answer: Path) -> None:
        """Write the answer to a file."""
        super().__init__()
        self._answer = answer
        self._is_done = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look once and let everything pass."""
        if event.type() == QEvent.Type.Paint and not self._is_done:
            self._is_done = True
            found = sorted({name.partition(".")[0] for name in sys.modules} & set(HEAVY))
            self._answer.write_text("\n".join(found), encoding="utf-8")
            QTimer.singleShot(0, QApplication.quit)
        return False


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    watch = FirstPaint(Path(sys.argv.pop(1)))
    application.installEventFilter(watch)
    sys.exit(main())
