"""A field: its label above, a hint below, and what is wrong with it beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import FieldLabel, IconLabel, Label
from cpm_desktop.ui.kit.styling import repolish
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cpm_desktop.ui.kit.theme import Theme


class Field(QWidget):
    """Any control under a label that names it.

    `show_error` says what is wrong in the words of the error summary.
    """

    def __init__(
        self, theme: Theme, text: str, control: QWidget, *, access_key: str = "", hint: str = "",
        beside: QWidget | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`text` is the label; `beside` stands at the right of the control, such as a "Show" button."""
        super().__init__(parent)
        self.control = control
        self._hint_text, self._error = hint, ""
        self.label = FieldLabel(text, control, access_key=access_key)
        self._hint = Label(hint, "micro", wraps=True)
        if not hint:  # shown before it stands in the field it would be a window of its own
            self._hint.hide()
        self._error_label = Label("", "danger", wraps=True)
        error = across(
            at_top(IconLabel(theme, "circle-alert", "danger", 15)), self._error_label, spacing=6, stretched=1
        )
        self._error_box = QFrame()
        self._error_box.setProperty("kit", "clear")
        self._error_box.setLayout(error)
        self._error_box.hide()
        control.setAccessibleName(text)
        line = across(control, beside, spacing=8, stretched=0) if beside is not None else across(control)
        stands_alone = control.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Fixed
        box = down(self.label, line, self._hint, self._error_box, spacing=4)
        if stands_alone:  # beside a higher field the labels still stand in one line
            box.addStretch(1)
        else:
            box.setStretch(1, 1)
        self.setLayout(box)
        control.setAccessibleDescription(hint)
        self.setFocusProxy(control)

    @property
    def error(self) -> str:
        """What is said to be wrong; empty while nothing is."""
        return self._error

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the field; empty when it is right. What was typed stays."""
        if sentence == self._error:  # the style sheet is slow to look
            return
        self._error = sentence
        self._error_label.setText(sentence)
        self._error_box.setVisible(bool(sentence))
        self.control.setProperty("faulty", "true" if sentence else "false")
        self.control.setAccessibleDescription(" ".join(part for part in (sentence, self._hint_text) if part))
        repolish(self.control)

    def set_hint(self, hint: str) -> None:
        """Change what stands below the control."""
        self._hint_text = hint
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.control.setAccessibleDescription(" ".join(part for part in (self._error, hint) if part))


class PassphraseField(Field):
    """A passphrase: hidden until "Show" is pressed, and Caps Lock told only when it is on.

    `edited` is sent with each change, `entered` when Enter is pressed.
    """

    edited = Signal()
    entered = Signal()

    def __init__(
        self, theme: Theme, text: str = "Passphrase", *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        """`text` is the label."""
        self._line = _PassphraseEdit()
        self._show = Button(theme, "Show", name=f"Show {text.lower()}")
        self._what = text.lower()
        super().__init__(theme, text, self._line, hint=hint, beside=self._show, parent=parent)
        self._normal_hint = hint
        self._show.clicked.connect(self._turn)
        self._line.textEdited.connect(self.edited)
        self._line.returnPressed.connect(self.entered)
        self._line.caps_lock_noticed.connect(self._tell_caps_lock)
        theme.changed.connect(self._fit)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again: it wears the window's sheet only once it stands in the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self._line.text()

    def refuse(self, sentence: str) -> None:
        """Say that it is not the passphrase, with the keyboard in it."""
        self.show_error(sentence)
        self.setFocus()
        announce(self, sentence, is_urgent=True)

    def clear(self) -> None:
        """Forget what was typed and hide again."""
        self._line.clear()
        self._set_shown(is_shown=False)

    def _fit(self) -> None:
        wide = self._show.fontMetrics().horizontalAdvance("Show") + 40
        wide = max(wide, self._show.minimumSizeHint().width())  # the style's own room grows with the text
        self._show.setFixedSize(wide, self._line.sizeHint().height())

    def _turn(self) -> None:
        self._set_shown(is_shown=self._line.echoMode() == QLineEdit.EchoMode.Password)

    def _set_shown(self, *, is_shown: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        word = "Hide" if is_shown else "Show"
        self._show.set_text(word)
        self._show.setAccessibleName(f"{word} {self._what}")

    def _tell_caps_lock(self, is_on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.set_hint("Caps Lock is on." if is_on else self._normal_hint)


class _PassphraseEdit(LineEdit):
    """Hides what is typed and notices Caps Lock by the letters that come."""

    is_secret = True

    caps_lock_noticed = Signal(bool)

    def __init__(self) -> None:
        super().__init__(is_large=True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A capital without Shift, or a small letter with it, tells that Caps Lock is on."""
        letter = event.text()
        if len(letter) == 1 and letter.upper() != letter.lower():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_noticed.emit(letter.isupper() != has_shift)
        super().keyPressEvent(event)
