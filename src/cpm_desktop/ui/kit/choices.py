"""One of several: segments, pills and the keys of quick capture. All are radio buttons to a screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QSizePolicy, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import with_access_key
from cpm_desktop.ui.kit.one_stop import ARROW_STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from cpm_desktop.ui.kit.theme import Theme


@dataclass(frozen=True)
class Choice:
    """One of several.

    `key` is what the program calls it, `text` what the person reads, `name` what is spoken.
    """

    key: str
    text: str
    name: str = ""
    icon: str = ""
    tone: str = "accent"
    shortcut: str = ""


_YES, _NO = "yes", "no"
_TAKE_BACK = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class _ChoiceButton(QRadioButton):
    """A radio button that can be pressed anywhere on it. `arrow_pressed` is sent with 1 or -1 by the arrow keys.

    `take_back_pressed` is sent by Delete and Backspace, `has_keyboard` when the keyboard comes (True) or goes.
    """

    arrow_pressed = Signal(int)
    take_back_pressed = Signal()
    has_keyboard = Signal(bool)

    def __init__(self, choice: Choice, look: Literal["segment", "pill", "kind"]) -> None:
        super().__init__()
        self.setProperty("kit", look)
        self.setText(with_access_key(choice.text))
        self.setAccessibleName(choice.name or choice.text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go along the line, over the end of a row too: Qt would stop there."""
        step = ARROW_STEPS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if step is not None:
            self.arrow_pressed.emit(step)
        elif event.key() in _TAKE_BACK and self.isChecked():
            self.take_back_pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is one press: the second would take back what the first chose."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.has_keyboard.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has gone."""
        super().focusOutEvent(event)
        self.has_keyboard.emit(False)


class _KindButton(_ChoiceButton):
    """A key of quick capture: icon, word and the digit of its shortcut."""

    def __init__(self, theme: Theme, choice: Choice, height: int) -> None:
        super().__init__(choice, "kind")
        self._theme, self._choice, self._high = theme, choice, height
        self.setShortcut(choice.shortcut)
        self.setAccessibleDescription(choice.shortcut)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the row asks for, 44 pixels at 100 % if not told."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._choice.text) + self._theme.px(66)
        return QSize(width, self._theme.px(self._high))

    def minimumSizeHint(self) -> QSize:
        """As much as it asks for."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt hands it over
        """Draw in the colour of the kind: tinted when chosen."""
        theme, tone, is_on = self._theme, self._choice.tone, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 1 if is_on else 0.5  # a pen is drawn half on each side of the line
        edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        is_hovered = self.underMouse() and not is_on
        painter.setBrush(theme.colour(f"{tone}_tint" if is_on else "sunken" if is_hovered else "surface"))
        painter.setPen(
            QPen(theme.colour(tone if is_on else "control" if is_hovered else "border"), 2 if is_on else 1)
        )
        painter.drawRoundedRect(edge, 8, 8)
        side = theme.px(18)
        pixmap = theme.pixmap(self._choice.icon, tone, 18, widget=self)
        painter.drawPixmap(theme.px(11), (self.height() - side) // 2, pixmap)
        painter.setFont(theme.font(14, QFont.Weight.DemiBold if is_on else QFont.Weight.Medium))
        painter.setPen(theme.colour(tone if is_on else "text"))
        left = theme.px(37)
        box = QRect(left, 0, self.width() - left - theme.px(20), self.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), self._choice.text)
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour(tone if is_on else "text3"))
        hint = self.rect().adjusted(0, 0, -theme.px(11), 0)
        painter.drawText(
            hint, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._choice.shortcut[-1:]
        )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(edge.adjusted(3, 3, -3, -3), 6, 6)
        painter.end()


class ChoiceSet(QFrame):
    """Several choices of which one is chosen, or none yet. All are one stop of Tab; the arrow keys move between them.

    Tab enters at the chosen one, or at the first. `chosen` is sent with the key of the choice when the person
    chooses, not when the program does.
    """

    chosen = Signal(str)

    def __init__(self, name: str, variant: str, parent: QWidget | None = None) -> None:
        """`name` says what is chosen, for screen readers."""
        super().__init__(parent)
        self.setProperty("kit", variant)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _ChoiceButton] = {}
        self._may_take_back, self._pressed_again, self._chooses_on_the_way = False, "", True
        self._group.buttonToggled.connect(self._follow)
        self._group.buttonPressed.connect(self._note_press)
        self._group.buttonClicked.connect(self._tell)

    @property
    def chosen_key(self) -> str:
        """The key of the choice that is chosen; empty while none is."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose by program; raises KeyError for an unknown key."""
        self._buttons[key].setChecked(True)

    def choose_none(self) -> None:
        """Choose nothing, by program."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self._follow()

    def button(self, key: str) -> QRadioButton:
        """The button of a choice; raises KeyError for an unknown key."""
        return self._buttons[key]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all choices."""
        return tuple(self._buttons)

    def entry(self) -> QRadioButton | None:
        """The button at which Tab enters: the chosen one, else the first; None where there is no choice."""
        return next(
            (one for one in self._buttons.values() if one.isChecked()),
            next(iter(self._buttons.values()), None),
        )

    def drop(self, key: str) -> None:
        """Take a choice away; raises KeyError for an unknown key."""
        button = self._buttons.pop(key)
        self._group.removeButton(button)
        button.hide()
        button.deleteLater()
        self._follow()

    def set_text(self, key: str, text: str, name: str = "") -> None:
        """Change what a choice says, such as its count."""
        self._buttons[key].setText(with_access_key(text))
        self._buttons[key].setAccessibleName(name or text)

    def _take(self, key: str, button: _ChoiceButton) -> None:
        self._buttons[key] = button
        self._group.addButton(button)
        button.arrow_pressed.connect(lambda step: self._step(key, step))
        button.take_back_pressed.connect(self._take_back)
        button.has_keyboard.connect(lambda is_here: self._follow(button if is_here else None))
        self._follow()

    def _step(self, key: str, step: int) -> None:
        """Go to the next choice, round and round; it is chosen at once where one was chosen before."""
        keys = self.keys
        target = self._buttons[keys[(keys.index(key) + step) % len(keys)]]
        is_chosen = bool(self.chosen_key) and self._chooses_on_the_way
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if is_chosen and not target.isChecked():
            target.click()

    def _follow(self, here: QWidget | None = None) -> None:
        """Have Tab stop at one of them: where the keyboard is, else where it would enter."""
        stop = here or next((one for one in self._buttons.values() if one.hasFocus()), None) or self.entry()
        for button in self._buttons.values():
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _note_press(self) -> None:
        self._pressed_again = next((key for key, one in self._buttons.items() if one.isDown()), "")
        if self._pressed_again != self.chosen_key:
            self._pressed_again = ""

    def _tell(self) -> None:
        if self._may_take_back and self._pressed_again and self._pressed_again == self.chosen_key:
            self._take_back()
            return
        self.chosen.emit(self.chosen_key)

    def _take_back(self) -> None:
        """Choose nothing again, as the person who presses the chosen one a second time means to."""
        self._pressed_again = ""
        if self._may_take_back and self.chosen_key:
            self.choose_none()
            announce(self, "Taken back: none is chosen")
            self.chosen.emit("")


class SegmentControl(ChoiceSet):
    """Two to five choices in one box: "Mine | Team"."""

    def __init__(
        self, name: str, choices: Sequence[Choice], chosen: str = "", parent: QWidget | None = None
    ) -> None:
        """`chosen` is the key of the one chosen first; the first of all if empty."""
        super().__init__(name, "segments", parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for choice in choices:
            self._take(choice.key, _ChoiceButton(choice, "segment"))
        self.setLayout(across(*self._buttons.values(), spacing=2, margins=(2, 2, 2, 2)))
        self.choose(chosen or choices[0].key)


class Pills(ChoiceSet):
    """Answers, filters and the like as pills that wrap to the next line when they lack room."""

    def __init__(
        self, name: str, choices: Sequence[Choice], chosen: str = "", *, may_take_back: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`chosen` is the key of the one chosen first; none if empty.

        Where it `may_take_back`, the chosen one pressed again, and Delete or Backspace on it, choose none: an
        answer given by mistake is no answer again.
        """
        super().__init__(name, "clear", parent)
        self._may_take_back = may_take_back
        flow = FlowLayout(self, spacing=6)
        for choice in choices:
            self._take(choice.key, _ChoiceButton(choice, "pill"))
            flow.addWidget(self._buttons[choice.key])
        if chosen:
            self.choose(chosen)


PillRow = Pills  # as first named; gives way to Pills


class YesNo(Pills):
    """Yes, no, or neither yet: an answer given by mistake is taken back."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is the question."""
        choices = [Choice(_YES, "Yes"), Choice(_NO, "No")]
        super().__init__(name, choices, may_take_back=True, parent=parent)

    @property
    def answer(self) -> bool | None:
        """What is chosen; None while neither is."""
        return {_YES: True, _NO: False}.get(self.chosen_key)

    def show_answer(self, answer: bool | None) -> None:  # noqa: FBT001 - the answer itself
        """Choose it without telling."""
        if answer is None:
            self.choose_none()
        else:
            self.choose(_YES if answer else _NO)


class KindKeys(ChoiceSet):
    """The keys of quick capture, two or three beside each other: Decision, Action, Different view, Unmet need."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[Choice],
        chosen: str = "",
        height: int = 44,
        parent: QWidget | None = None,
    ) -> None:
        """Each choice brings icon, tone ("decision", "action" …) and shortcut ("Alt+1").

        `height` of a key is in pixels at 100 %.
        """
        super().__init__(name, "clear", parent)
        self._chooses_on_the_way = False  # the keyboard goes into the form of the one chosen
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._in_a_row = 0
        for choice in choices:
            self._take(choice.key, _KindButton(theme, choice, height))
        self._lay(2)
        self.choose(chosen or choices[0].key)
        theme.changed.connect(self.updateGeometry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three stand beside each other where there is room: the form below comes into sight."""
        super().resizeEvent(event)
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        self._lay(3 if self.width() >= 3 * widest + 2 * self._grid.spacing() else 2)

    def _lay(self, in_a_row: int) -> None:
        if in_a_row != self._in_a_row:
            self._in_a_row = in_a_row
            for place, button in enumerate(self._buttons.values()):
                self._grid.addWidget(button, place // in_a_row, place % in_a_row)
