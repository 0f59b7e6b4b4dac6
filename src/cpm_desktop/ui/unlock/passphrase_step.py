"""Step 2: the passphrase, twice, with a plain hint on its strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpm_desktop.domain.passphrases import Strength, passphrase_advice
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.fields import PassphraseField
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.meters import Meter
from cpm_desktop.ui.kit.styling import repolish
from cpm_desktop.ui.unlock.recovery_card import NOT_THE_SAME, TOO_SHORT
from cpm_desktop.ui.unlock.step import Step
from cpm_desktop.ui.unlock.working import Working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme

_TONES = {
    Strength.NONE: "border",
    Strength.WEAK: "danger",
    Strength.FAIR: "warn",
    Strength.GOOD: "good",
    Strength.STRONG: "good",
}


class PassphraseStep(Step):
    """The passphrase, shown as it is typed unless hidden, and the same again."""

    def __init__(self, theme: Theme) -> None:
        """Empty."""
        super().__init__(
            theme,
            2,
            "Choose a passphrase",
            "Four or more words that you can remember and nobody would guess. "
            "You will type it each morning and each time the laptop locks.",
            on="Next: recovery code",
        )
        self.name = ""
        self.passphrase = PassphraseField(theme)
        self.again = PassphraseField(theme, "The same again")
        self._bar = Meter(theme, "Strength")
        self._words = Label("", "small_strong", wraps=True)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(4)
        self._check_lines: list[tuple[IconLabel, Label]] = []
        self.working = Working(theme)
        self._lay()
        self.passphrase.edited.connect(self._advise)
        self.passphrase.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.on_button.click)
        theme.changed.connect(self._fit)
        self._fit()
        self._advise()

    def check(self) -> Sequence[tuple[str, QWidget]]:
        """Long enough, and twice the same."""
        self.passphrase.show_error("")
        self.again.show_error("")
        if not passphrase_advice(self.passphrase.passphrase).is_long_enough:
            return [(TOO_SHORT, self.passphrase)]
        if self.passphrase.passphrase != self.again.passphrase:
            return [(NOT_THE_SAME, self.again)]
        return ()

    def first_field(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def summary(self) -> str:
        """Nothing of it."""
        return "Only you know it"

    def _lay(self) -> None:
        for text, _ in passphrase_advice("").checks:
            icon, label = IconLabel(self.theme, "circle", "text3", 15), Label(text, "small")
            self._check_lines.append((icon, label))
            self._checks.addLayout(across(icon, label, None, spacing=8))
        strength = across(self._bar, self._words, spacing=10, stretched=1)
        self.fields.addLayout(down(self.passphrase, strength, self._checks, spacing=8))
        self.fields.addWidget(self.again)
        self.fields.addWidget(
            Message(
                self.theme,
                "info",
                "If you forget it, nobody can look it up",
                "The next step gives you a recovery code. Without the passphrase or the code the records "
                "cannot be opened, by you, by the council or by anyone else.",
                icon="key-round",
            )
        )
        self.fields.addWidget(self.working)

    def _fit(self) -> None:
        self._bar.setFixedWidth(self.theme.px(170))

    def _advise(self) -> None:
        advice = passphrase_advice(self.passphrase.passphrase, self.name)
        tone = _TONES[advice.strength]
        self._bar.show_value(int(advice.strength), int(Strength.STRONG), advice.sentence, tone=tone)
        self._words.setText(advice.sentence)
        self._words.setProperty("tone", "" if tone == "border" else tone)
        repolish(self._words)
        for (icon, label), (_text, is_met) in zip(self._check_lines, advice.checks, strict=True):
            icon.set_icon("circle-check" if is_met else "circle", "good" if is_met else "text3")
            label.setAccessibleName(f"{label.text()}: {'yes' if is_met else 'not yet'}")
