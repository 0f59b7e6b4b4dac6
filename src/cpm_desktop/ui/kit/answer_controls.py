"""One control for each kind of question: pills, check boxes, a list, a person, a date, a line or a text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.asking import NOT_APPLICABLE, chosen_in
from cpm_desktop.domain.conditions import NO, YES
from cpm_desktop.domain.forms import QuestionKind
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cpm_desktop.domain.forms import Looks, Question, Rule
    from cpm_desktop.ui.kit.settling import Settling
    from cpm_desktop.ui.kit.theme import Theme

_FEW = 4  # so many options stand as pills; more open as a list
_LONG = 60  # letters that pills take before they are easier read as a list


def _no_rule(_identifier: str) -> Rule | None:
    return None


def _no_detail(_subject: str) -> str:
    return ""


@dataclass(frozen=True)
class QuestionGround:
    """What questions are asked on.

    Attributes:
        read: reads a date as typed; raises ValueError with a sentence for a person.
        people: who can be named in an answer.
        meetings: earlier meetings that can be named; the key is kept as the answer, so it is what is read too.
        rule: the rule behind an id, for "Why?"; None where there is none.
        detail: what is said of a subject beside its name, by subject id: a member's role.
        readers: reads a date for a question that looks so; `read` does where none is there.
    """

    read: Callable[[str], tuple[dt.date, tuple[str, ...]]]
    people: Sequence[Option] = ()
    meetings: Sequence[Option] = ()
    rule: Callable[[str], Rule | None] = _no_rule
    detail: Callable[[str], str] = _no_detail
    readers: Mapping[Looks, Callable[[str], tuple[dt.date, tuple[str, ...]]]] = field(default_factory=dict)


class TickBoxes(QFrame):
    """Several of several. `changed` is sent when the person ticks or unticks one."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, options: Sequence[Option]) -> None:
        """`name` says what is ticked, for screen readers."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.setAccessibleName(name)
        self.boxes = {option.key: CheckBox(theme, option.text) for option in options}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for box in self.boxes.values():
            column.addWidget(box)
            box.clicked.connect(self.changed)

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        """The keys of what is ticked, in the order of the options."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def choose(self, keys: Sequence[str]) -> None:
        """Tick these and no others, by program."""
        for key, box in self.boxes.items():
            box.setChecked(key in keys)


AnswerControl = Pills | TickBoxes | DayField | SearchSelect | Select | LineEdit | PlainEditor


def make_control(
    theme: Theme, question: Question, ground: QuestionGround, settling: Settling, label: str
) -> AnswerControl:
    """Return the control for a question. What is typed into it is settled; what is chosen is told at once."""
    kind = question.kind
    few = _few_choices(question)
    if few:
        return Pills(label, few, may_take_back=True)
    options = [Option(key, text) for key, text in question.options]
    if kind is QuestionKind.CHOICES:
        return TickBoxes(theme, label, options)
    if kind in {QuestionKind.CHOICE, QuestionKind.MEETING}:
        named = ground.meetings if kind is QuestionKind.MEETING else options
        return Select(theme, [Option("", "Not answered"), *named])
    if kind is QuestionKind.DATE:
        day = DayField(theme, label, ground.readers.get(question.looks, ground.read))
        settling.watch(day.control, day.changed)
        day.setMinimumWidth(theme.px(240))
        return day
    return _typed(theme, kind, ground, settling)


def _few_choices(question: Question) -> list[Choice]:
    if question.kind is QuestionKind.YES_NO:
        return [Choice(YES, "Yes"), Choice(NO, "No")]
    if question.kind is QuestionKind.CHECK:
        return [Choice(YES, "Yes"), Choice(NO, "No"), Choice(NOT_APPLICABLE, "Not applicable")]
    is_short = len(question.options) <= _FEW and all(len(text) <= _LONG for _, text in question.options)
    if question.kind is QuestionKind.CHOICE and is_short:
        return [Choice(key, text) for key, text in question.options]
    return []


def _typed(theme: Theme, kind: QuestionKind, ground: QuestionGround, settling: Settling) -> AnswerControl:
    if kind is QuestionKind.PERSON:
        person = SearchSelect(theme, ground.people, is_open=True, placeholder="Name")
        settling.watch(person, person.typed_changed)
        line_inside = person.lineEdit()
        if line_inside is not None:
            line_inside.installEventFilter(settling)
        return person
    if kind is QuestionKind.TEXT:
        line = LineEdit(is_prose=True)
        settling.watch(line, line.textEdited)
        return line
    editor = PlainEditor(theme, lines=2, grows_to=8)
    settling.watch(editor, editor.edited)
    return editor


def tell_choices(control: AnswerControl, tell: Callable[[], None]) -> None:
    """Have a choice told at once; typing is told when it settles."""
    if isinstance(control, Pills | Select):
        control.chosen.connect(lambda _key: tell())
    elif isinstance(control, TickBoxes):
        control.changed.connect(tell)


def tell_typing(control: AnswerControl, tell: Callable[[], None]) -> None:
    """Have each key told that is typed into a control, before it settles."""
    match control:
        case SearchSelect():
            control.typed_changed.connect(lambda _text: tell())
        case DayField():
            control.changed.connect(tell)
        case LineEdit():
            control.textEdited.connect(lambda _text: tell())
        case PlainEditor():
            control.edited.connect(tell)


def value_in(control: AnswerControl) -> str:
    """Return the answer as it stands in a control."""
    match control:
        case PlainEditor():
            return control.text
        case LineEdit():
            return control.text()
        case DayField():
            return control.value.isoformat() if control.value is not None else ""
        case SearchSelect():
            return control.chosen_key or control.typed.strip()
        case TickBoxes():
            return "\n".join(control.chosen_keys)
        case _:
            return control.chosen_key


def show_in(control: AnswerControl, value: str, ground: QuestionGround) -> None:
    """Show an answer in a control; one that its options do not know stands there as it is where it can."""
    match control:
        case PlainEditor():
            control.load(value)
        case LineEdit():
            control.setText(value)
        case DayField():
            control.set_value(_as_date(value))
        case SearchSelect():
            is_known = any(option.key == value for option in ground.people)
            control.choose(value if is_known else "")
            if value and not is_known:
                control.setEditText(value)
        case Select():
            if value and control.findData(value) < 0:
                control.addItem(value, value)
            control.choose(value)
        case TickBoxes():
            control.choose(chosen_in(value))
        case Pills():
            known = value in control.keys
            control.choose(value) if known else control.choose_none()


def focus_target(control: AnswerControl) -> QWidget:
    """Return the widget that takes the keyboard for a control."""
    if isinstance(control, TickBoxes):
        return next(iter(control.boxes.values()), control)
    if isinstance(control, Pills):
        return control.entry() or control
    return control


def _as_date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
