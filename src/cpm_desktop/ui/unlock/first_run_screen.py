"""The first start: four steps, about three minutes, once. The first window waits for the first step alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.setting_up import why_again
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.unlock.locked_frame import LockedFrame
from cpm_desktop.ui.unlock.setup_rail import SetUpRail
from cpm_desktop.ui.unlock.you_step import YouStep

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running
    from cpm_desktop.ui.unlock.copies_step import CopiesStep
    from cpm_desktop.ui.unlock.door import Door
    from cpm_desktop.ui.unlock.passphrase_step import PassphraseStep
    from cpm_desktop.ui.unlock.recovery_step import RecoveryStep
    from cpm_desktop.ui.unlock.step import Step

T = TypeVar("T", bound="Step")
_FORM = 560
_ROOM_FOR_RAIL = 960
_STEPS = (
    ("You", "Name, role and team"),
    ("Passphrase", "Only you know it"),
    ("Recovery code", "Printed, kept at the office"),
    ("Backups", "Where copies are kept"),
)


class FirstRunScreen(LockedFrame):
    """Sends `opened` with the desk after the last step. The store is made between the second and the third."""

    opened = Signal(object)

    def __init__(self, theme: Theme, background: Background, door: Door, today: dt.date) -> None:
        """Begin at the first step."""
        super().__init__(theme, today, "Nothing has been saved yet.", "Enter next", "Esc back", "F1 guide")
        self._background, self._door = background, door
        self._running: Running[tuple[Desk, str]] | None = None
        self._desk: Desk | None = None
        again = why_again(door.folder)
        self.message = Message(theme, "info" if again else "danger", again)
        self.message.setVisible(bool(again))
        self._rail = SetUpRail(theme, _STEPS)
        self._steps = down(spacing=0)
        self._lay()
        self.you = self._add(YouStep(theme))
        self.step: Step = self.you
        back = QShortcut(QKeySequence("Esc"), self)
        back.activated.connect(self.go_back)
        theme.changed.connect(self._fit)
        self._fit()
        self._show(self.you)

    @cached_property
    def passphrase(self) -> PassphraseStep:
        """The second step, made when it is first wanted, as those after it are."""
        from cpm_desktop.ui.unlock.passphrase_step import PassphraseStep  # noqa: PLC0415 - after the first window

        return self._add(PassphraseStep(self.theme))

    @cached_property
    def recovery(self) -> RecoveryStep:
        """The third step."""
        from cpm_desktop.ui.unlock.recovery_step import RecoveryStep  # noqa: PLC0415 - after the first window

        return self._add(RecoveryStep(self.theme))

    @cached_property
    def copies(self) -> CopiesStep:
        """The fourth step."""
        from cpm_desktop.ui.unlock.copies_step import CopiesStep  # noqa: PLC0415 - after the first window

        return self._add(CopiesStep(self.theme, self._door.folder, self._door.backups))

    def go_on(self) -> None:
        """Check the step and go to the next one; say what is wrong where it cannot."""
        step = self.step
        if self._running is not None:
            return
        errors = list(step.check())
        step.errors.show_errors(errors)
        if errors:
            return
        if step is self.you:
            self.passphrase.name = self.you.details[0]
            self._show(self.passphrase)
        elif step is self.passphrase:
            self._create()
        elif step is self.recovery:
            self._end_set_up()
        else:
            self.opened.emit(self._desk)

    def _end_set_up(self) -> None:
        """The code is kept, so what is entered from now on is; only then."""
        from cpm_desktop.services.setting_up import end_set_up  # noqa: PLC0415 - after the first window

        try:
            if self._desk is not None:
                end_set_up(self._desk)
        except CarePlanningError as error:
            self.message.tell_problem(error.sentence)
        else:
            self.message.hide()
            self._show(self.copies)

    def go_back(self) -> None:
        """Go to the step before, as long as nothing was made."""
        if self._running is None and self._desk is None and self.step is not self.you:
            self._show(self.you)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on from a check box too; fields and buttons have their own way with it."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and isinstance(self.focusWidget(), QCheckBox):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rail out where it has no room."""
        super().resizeEvent(event)
        self._fit()

    def _lay(self) -> None:
        self._column = QWidget()
        self._column.setLayout(down(self.message, self._steps, spacing=12))
        inner = QWidget()
        inner.setLayout(
            down(None, across(None, self._column, None), None, None, margins=(16, 28, 16, 28), spacing=0)
        )
        self.body.setLayout(across(self._rail, Scroll(inner, "Set up this laptop"), spacing=0, stretched=1))

    def _fit(self) -> None:
        room = self.width() / self.theme.text_factor
        self._rail.setVisible(room >= _ROOM_FOR_RAIL)
        self._column.setFixedWidth(min(self.theme.px(_FORM), max(320, self.width() - 48)))

    def _add(self, step: T) -> T:
        step.hide()
        step.on_button.clicked.connect(self.go_on)
        step.back_button.clicked.connect(self.go_back)
        self._steps.addWidget(step)
        return step

    def _show(self, step: Step) -> None:
        before = self.step.summary() if step.number > self.step.number else ""
        self.step.hide()
        step.show()
        self.step = step
        is_second = step.number == self.you.number + 1
        self.status.set_hints("Enter next", *(("Esc back",) if is_second else ()), "F1 guide")
        self._rail.show_step(step.number, before)
        self.setFocusProxy(step.first_field())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isVisible():  # a screen reader reads a window that opens by itself
            announce(self, step.accessibleName())

    def showEvent(self, event: QShowEvent) -> None:
        """Have it said why the laptop is set up again, where it is."""
        super().showEvent(event)
        if self.message.isVisible():
            self.message.say()

    def _create(self) -> None:
        from cpm_desktop.ui.unlock.door import SetUp  # noqa: PLC0415 - after the first window

        name, role, authority, service = self.you.details
        set_up = SetUp(name, role, authority, service, self.passphrase.passphrase.passphrase)
        self.message.hide()
        self.passphrase.on_button.setEnabled(False)
        self.passphrase.back_button.setEnabled(False)
        self.passphrase.working.begin("Making the encrypted store")
        self._running = self._background.run(
            lambda running: self._door.create(set_up, running.report),
            self._created,
            self._failed,
            self.passphrase.working.show_progress,
        )

    def _end(self) -> None:
        self._running = None
        self.passphrase.on_button.setEnabled(True)
        self.passphrase.back_button.setEnabled(True)
        self.passphrase.working.end()

    def _created(self, made: tuple[Desk, str]) -> None:
        self._end()
        self._desk, code = made
        self.passphrase.passphrase.clear()
        self.passphrase.again.clear()
        self.status.set_sentence("The records on this laptop are encrypted.")
        self.recovery.show_code(code)
        self._show(self.recovery)

    def _failed(self, error: CarePlanningError) -> None:
        self._end()
        self.message.tell_problem(error.sentence)

    @property
    def unfinished_desk(self) -> Desk | None:
        """The desk that was opened and not handed over yet, to be closed with the window."""
        return self._desk
