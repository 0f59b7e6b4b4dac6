"""A dialog that does what it was agreed to in the background, and closes once it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.window_thread import OnWindowThread
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running


class WorkingDialog(DialogShell):
    """Checks what was entered in `accept`, then calls `work`; `accepted` is sent once that is done.

    Put `message` where it tells what goes on and what went wrong.
    """

    def __init__(
        self, theme: Theme, title: str, *, agree: str, background: Background, parent: QWidget
    ) -> None:
        """`agree` names what will be done."""
        super().__init__(theme, title, agree=agree, width=560, parent=parent)
        self._background = background
        self._running: Running[object] | None = None
        self.message = Message(theme, "info")
        self.message.hide()

    @property
    def is_working(self) -> bool:
        """Whether it is being done."""
        return self._running is not None

    def work(self, told: str, doing: Callable[[OnWindowThread], object]) -> None:
        """Do it in the background, and tell meanwhile what is done; `doing` is given the way to the window's thread."""
        self.message.show_message("info", told)
        self.message.show()
        self.message.say()
        self.agree_button.setEnabled(False)
        there = self._background.on_window_thread
        self._running = self._background.run(lambda _running: doing(there), self._finish, self._fail)

    def reject(self) -> None:
        """Close; what is being done goes on to its end."""
        if not self.is_working:
            super().reject()

    def show_failure(self, error: CarePlanningError) -> None:
        """Say what went wrong."""
        self.message.tell_problem(error.sentence)

    def _finish(self, _made: object) -> None:
        self._running = None
        super().accept()

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self.agree_button.setEnabled(True)
        self.show_failure(error)
