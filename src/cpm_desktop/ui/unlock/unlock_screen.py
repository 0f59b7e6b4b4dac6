"""A later start: the passphrase, and a way in with the recovery code."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.unlock.locked_frame import LockedFrame
from cpm_desktop.ui.unlock.mark import ApplicationMark
from cpm_desktop.ui.unlock.working import Working

if TYPE_CHECKING:
    import datetime as dt

    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running
    from cpm_desktop.ui.unlock.door import Door, Fact
    from cpm_desktop.ui.unlock.recovery_card import RecoveryCard

_CARD = 468
_LOCKED = "The records on this laptop are locked."
_HINT = "Spaces and capital letters count."


class UnlockScreen(LockedFrame):
    """Sends `opened` with the desk once the passphrase, or the recovery code, was right."""

    opened = Signal(object)

    def __init__(
        self, theme: Theme, background: Background, door: Door, today: dt.date, *, why: str = ""
    ) -> None:
        """`why` says why the records are locked, where that needs saying."""
        super().__init__(
            theme,
            today,
            "Encrypted on this laptop. Locked.",
            "Enter unlock",
            "Alt R recovery code",
            "F1 guide",
        )
        self._background, self._door = background, door
        self._running: Running[Desk] | None = None
        self.passphrase = PassphraseField(theme, hint=_HINT)
        self.unlock_button = Button(theme, "Unlock", "big_primary", icon="lock-keyhole", access_key="u")
        self.message = Message(theme, "danger")
        self.message.hide()
        self.working = Working(theme)
        self.recover_button = Button(
            theme, "I cannot get in: use my recovery code", "link", icon="key-round", access_key="r"
        )
        self._facts = QVBoxLayout()
        self._facts.setSpacing(8)
        self._why = Label(why or _LOCKED, "cell2", wraps=True)
        self._card = self._make_card()
        self._lay()
        self.passphrase.entered.connect(self.unlock)
        self.unlock_button.clicked.connect(self.unlock)
        self.recover_button.clicked.connect(self.show_recovery)
        self.setFocusProxy(self.passphrase)
        theme.changed.connect(self._fit)
        self._fit()
        self.show_facts(())

    @cached_property
    def recovery(self) -> RecoveryCard:
        """The card for the recovery code, made when it is first wanted."""
        from cpm_desktop.ui.unlock.recovery_card import RecoveryCard  # noqa: PLC0415 - after the first window

        card = RecoveryCard(self.theme)
        card.hide()
        card.dismissed.connect(self.show_passphrase)
        card.agreed.connect(self._recover)
        self._recovery_place.addWidget(card)
        return card

    @property
    def _has_recovery(self) -> bool:
        return self._recovery_place.count() > 0

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show what can be said before the records are open."""
        empty(self._facts)
        for fact in facts:
            icon = IconLabel(self.theme, fact.icon, "good" if fact.icon == "circle-check" else "text2", 15)
            line = across(at_top(icon), Label(fact.sentence, "small", wraps=True), spacing=8, stretched=1)
            self._facts.addLayout(line)

    def say_too(self, words: str) -> None:
        """Say something above the passphrase, beside why the records are locked where that was said."""
        said = self._why.text()
        if words not in said:
            self._why.setText(words if said == _LOCKED else f"{said} {words}")
            announce(self, words)

    def unlock(self) -> None:
        """Try the passphrase, off the window's thread."""
        typed = self.passphrase.passphrase
        if self._running is not None:
            return
        if not typed:
            self.passphrase.refuse("Type your passphrase first.")
            return
        self._begin("Opening the records")
        self._running = self._background.run(
            lambda running: self._door.unlock(typed, running.report),
            self._succeed,
            self._fail,
            self.working.show_progress,
        )

    def show_recovery(self) -> None:
        """Ask for the recovery code instead of the passphrase."""
        self._card.hide()
        self.recovery.show()
        self.recovery.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_passphrase(self) -> None:
        """Ask for the passphrase again."""
        self.recovery.hide()
        self._card.show()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_card(self) -> QWidget:
        title = down(
            Label("Welcome back", "h1"),
            self._why,
            spacing=2,
        )
        return frame(
            "panel",
            down(
                across(ApplicationMark(self.theme), title, spacing=14, stretched=1),
                self.message,
                self.passphrase,
                self.unlock_button,
                self.working,
                across(self.recover_button, None),
                spacing=14,
                margins=(34, 32, 34, 24),
            ),
        )

    def _lay(self) -> None:
        self._column = QWidget()
        self._recovery_place = down(spacing=0)
        self._column.setLayout(down(self._card, self._recovery_place, self._facts, spacing=20))
        inner = QWidget()
        inner.setLayout(
            down(None, across(None, self._column, None), None, None, margins=(16, 24, 16, 24), spacing=0)
        )
        self.body.setLayout(down(Scroll(inner, "Unlock"), spacing=0))

    def _fit(self) -> None:
        self._column.setFixedWidth(self.theme.px(_CARD))

    def _recover(self, code: str, passphrase: str) -> None:
        if self._running is not None:
            return
        self._begin("Opening the records")
        self._running = self._background.run(
            lambda running: self._door.unlock_with_code(code, passphrase, running.report),
            self._succeed,
            self._fail_recovery,
            self.working.show_progress,
        )

    def _begin(self, words: str) -> None:
        self.passphrase.show_error("")
        self.message.hide()
        self._set_busy(is_busy=True)
        self.working.begin(words)

    def _end(self) -> None:
        self._running = None
        self._set_busy(is_busy=False)
        self.working.end()

    def _set_busy(self, *, is_busy: bool) -> None:
        self.unlock_button.setDisabled(is_busy)
        if self._has_recovery:
            self.recovery.set_busy(is_busy=is_busy)

    def _succeed(self, desk: Desk) -> None:
        self._end()
        self.passphrase.clear()
        if self._has_recovery:
            self.recovery.clear()
        self.opened.emit(desk)

    def _fail(self, error: CarePlanningError) -> None:
        from cpm_desktop.domain.passphrases import PassphraseRefused  # noqa: PLC0415 - after the first window

        self._end()
        if isinstance(error, PassphraseRefused):
            self.passphrase.refuse(error.sentence)
            return
        self.message.tell_problem(error.sentence)

    def _fail_recovery(self, error: CarePlanningError) -> None:
        self._end()
        self.recovery.refuse(error.sentence)
