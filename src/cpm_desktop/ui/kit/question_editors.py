"""The questions of a form: an editor for each, with what was answered last time, and a note beside the answer.

The one part of the kit that knows forms: the meeting, its preparation and the waiver ask with the same editors.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.forms import AskedFor
from cpm_desktop.ui.kit.answer_controls import (
    QuestionGround,
    TickBoxes,
    focus_target,
    make_control,
    show_in,
    tell_choices,
    tell_typing,
    value_in,
)
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame
from cpm_desktop.ui.kit.choices import Pills
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.domain.forms import Question
    from cpm_desktop.services.item_work import AskedQuestion
    from cpm_desktop.ui.kit.theme import Theme

__all__ = ["QuestionEditor", "QuestionGround", "QuestionGroup", "QuestionsCard"]

_ONE_SUBJECT = frozenset({AskedFor.MEETING, AskedFor.CHILD, AskedFor.EACH_CHILD})  # where it is one
_NAME_WIDTH = 150  # pixels at 100 %


class QuestionEditor(QFrame):
    """One question. `answered` is sent with the answer when typing pauses or one is chosen.

    `noted` is sent with the answer and the note beside it.
    """

    answered = Signal(str)
    noted = Signal(str, str)

    def __init__(
        self, theme: Theme, asked: AskedQuestion, ground: QuestionGround, *, is_in_group: bool = False
    ) -> None:
        """In a group the question stands above, and the editor bears only the name of whom it is about."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.asked, self._theme, self._ground, self.is_in_group = asked, theme, ground, is_in_group
        self._settling, self._note_settling = Settling(self), Settling(self)
        self._settling.settled.connect(self._tell)
        self._note_settling.settled.connect(lambda: self.noted.emit(self.value, self.note))
        name = _full_name(asked)
        required = " *" if _has_star(asked) else ""
        label = f"{asked.about}{required}" if is_in_group else f"{name}{required}"
        self.control = make_control(theme, asked.question, ground, self._settling, label)
        tell_choices(self.control, self._tell)
        self._note: PlainEditor | None = None
        self._note_box = frame("clear", down())
        self._note_box.hide()
        if asked.question.note:  # seen with the first letter, so that Tab goes on to it
            tell_typing(self.control, self._show_note)
        self._last, self._detail = Label("", "small", wraps=True), Label("", "micro", wraps=True)
        self._last.hide()
        self._detail.hide()
        shown = self._laid(label, is_in_group=is_in_group)
        self._name_controls(name)
        rule = None if is_in_group else ground.rule(asked.question.rule)
        line, why = _with_why(theme, shown, rule, asked.text)
        parts = [self._last, line, self._note_box, *([why] if why is not None else [])]
        self.setLayout(down(*parts, spacing=4))
        self.show_asked(asked)

    def show_asked(self, asked: AskedQuestion, ground: QuestionGround | None = None) -> None:
        """Show an answer, its note and what was answered last time; what is being typed stays."""
        self.asked, self._ground = asked, ground or self._ground
        if self.is_in_group and isinstance(self.control, Pills):
            detail = self._ground.detail(asked.subject)
            self._detail.setText(detail)
            self._detail.setVisible(bool(detail))
        if not self._settling.is_waiting and asked.value != self.value:
            show_in(self.control, asked.value, self._ground)
        if self._note is not None and not self._note_settling.is_waiting:
            self._note.load(asked.note)
        self.control.setVisible(not asked.is_only_shown)
        last = asked.earlier
        self._last.setText(last)
        self._last.setVisible(bool(last))
        self._show_note()
        hint = asked.question.hint
        self.control.setAccessibleDescription(" ".join(part for part in (last, hint) if part))

    @property
    def value(self) -> str:
        """The answer as it stands in the editor."""
        return value_in(self.control)

    @property
    def note(self) -> str:
        """The note beside it."""
        return self._note.text if self._note is not None else self.asked.note

    @property
    def note_field(self) -> PlainEditor:
        """The field of the note, seen once there is an answer."""
        return self._note or self._make_note()

    @property
    def last_time(self) -> str:
        """What is shown of the earlier answer; empty where there is none."""
        return self._last.text()

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()
        self._note_settling.flush()

    def focus(self) -> None:
        """Move the keyboard to the answer."""
        focus_target(self.control).setFocus()

    def _tell(self) -> None:
        self._show_note()
        self.answered.emit(self.value)

    def _show_note(self) -> None:
        is_shown = bool(self.asked.question.note) and bool(self.value or self.note)
        if is_shown and self._note is None:
            self._make_note()
        self._note_box.setVisible(is_shown)

    def _make_note(self) -> PlainEditor:
        """Make the field of the note: most questions of an item never need theirs, and a field costs the most."""
        question = self.asked.question
        self._note = editor = PlainEditor(self._theme, self.asked.note, lines=1, grows_to=6)
        self._note_settling.watch(editor, editor.edited)
        label = f"{question.note} *" if question.is_note_required else question.note
        box = Field(self._theme, label, editor)
        editor.setAccessibleName(f"{question.note} – {_full_name(self.asked)}")
        layout = self._note_box.layout()
        if layout is not None:
            layout.addWidget(box)
        return editor

    def _laid(self, label: str, *, is_in_group: bool) -> QWidget:
        control, question = self.control, self.asked.question
        if isinstance(control, DayField):
            return frame("clear", across(control, None))
        if not isinstance(control, Pills | TickBoxes):
            return Field(self._theme, label, control, hint="" if is_in_group else question.hint)
        heading = Label(label, "cell" if is_in_group else "field", wraps=True)
        if is_in_group and isinstance(control, Pills):
            heading.setMinimumWidth(self._theme.px(_NAME_WIDTH))
            named = down(heading, self._detail, spacing=1)
            row = across(named, control, spacing=12)
            row.setStretch(0, 2)
            row.setStretch(1, 3)
            return frame("clear", row)
        hint = Label("" if is_in_group else question.hint, "micro", wraps=True)
        if not hint.text():  # shown before it stands in the box it would be a window of its own
            hint.hide()
        return frame("clear", down(heading, control, hint, spacing=4))

    def _name_controls(self, name: str) -> None:
        control = self.control
        if isinstance(control, DayField):
            control.control.setAccessibleName(name)
        control.setAccessibleName(name)
        if isinstance(control, Pills):  # a person who lands on "Yes" hears to what
            for key in control.keys:
                control.button(key).setAccessibleDescription(name)
        elif isinstance(control, TickBoxes):
            for box in control.boxes.values():
                box.setAccessibleDescription(name)


class QuestionGroup(QFrame):
    """One question asked about several people, agencies or children: the question once, a line for each."""

    def __init__(self, theme: Theme, first: AskedQuestion, ground: QuestionGround) -> None:
        """Empty below its heading."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.setAccessibleName(first.text)
        question = first.question
        self.question: Question = question
        required = " *" if _has_star(first) else ""
        heading = Label(f"{first.text}{required}", "field", wraps=True)
        line, why = _with_why(theme, heading, ground.rule(question.rule), first.text)
        hint = Label(question.hint, "micro", wraps=True)
        if not question.hint:
            hint.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._open = Label("", "small", tone="warn", wraps=True)
        self._open.hide()
        parts = [line, *([why] if why is not None else []), hint, self._open]
        self.setLayout(down(*parts, self._column, spacing=5))

    @property
    def open_line(self) -> str:
        """The line that names the agencies without an entry; empty where each has one."""
        return self._open.text()

    def show_open(self, about: Sequence[str]) -> None:
        """Show which agencies have no entry yet (record.lived-experience-by-agency)."""
        is_shown = bool(about) and self.question.asked_for is AskedFor.EACH_AGENCY
        self._open.setText(f"No entry yet: {', '.join(about)}" if is_shown else "")
        self._open.setVisible(is_shown)

    def place(self, editors: Sequence[QuestionEditor]) -> None:
        """Put the editors below the heading, in order."""
        for number, editor in enumerate(editors):
            self._column.insertWidget(number, editor)


class QuestionsCard(Panel):
    """Questions below each other.

    `answered` is sent with question, subject and answer; `noted` with these and the note beside it.
    """

    answered = Signal(str, str, str)
    noted = Signal(str, str, str, str)

    def __init__(self, theme: Theme, name: str = "Questions of this item") -> None:
        """Empty until `show_questions`."""
        super().__init__("panel")
        self._theme = theme
        self.setAccessibleName(name)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(14)
        self.add(self._column)
        self._star = Label("* Needed before signing", "micro", wraps=True)
        self._star.setContentsMargins(16, 0, 16, 12)
        self._star.hide()
        self.add(self._star)
        self.editors: list[QuestionEditor] = []
        self.groups: dict[str, QuestionGroup] = {}

    def show_questions(self, questions: Sequence[AskedQuestion], ground: QuestionGround) -> None:
        """Show the questions; editors of those that stay are kept, with what is being typed."""
        if [_identity(asked) for asked in questions] != [_identity(one.asked) for one in self.editors]:
            self._rebuild(questions, ground)
        for editor, asked in zip(self.editors, questions, strict=True):
            editor.show_asked(asked, ground)
        self._show_open()
        self._star.setVisible(any(_has_star(asked) for asked in questions))
        self.setVisible(bool(questions))

    def _show_open(self) -> None:
        for group in self.groups.values():
            about = [
                one.asked.about
                for one in self.editors
                if one.asked.question == group.question and not one.value
            ]
            group.show_open(about)

    def flush(self) -> None:
        """Send what is typed now."""
        for editor in tuple(self.editors):
            editor.flush()

    def focus_question(self, question_id: str, subject: str = "") -> None:
        """Move the keyboard to a question; to the first subject's where none is named."""
        for editor in self.editors:
            if editor.asked.question.id == question_id and subject in ("", editor.asked.subject):
                editor.focus()
                return

    def clear_questions(self) -> None:
        """Take all questions away."""
        for shown in (*self.editors, *self.groups.values()):
            _drop(shown)
        self.editors, self.groups = [], {}
        self.hide()

    def _rebuild(self, questions: Sequence[AskedQuestion], ground: QuestionGround) -> None:
        kept = {_identity(one.asked): one for one in self.editors}
        groups, self.editors, self.groups = self.groups, [], {}
        place = 0
        for _, same in groupby(questions, key=lambda asked: asked.question.id):
            asked = list(same)
            is_group = _is_group(asked)
            shown: list[QFrame] = []
            editors = [self._editor(one, ground, kept, is_in_group=is_group) for one in asked]
            self.editors += editors
            if is_group:
                identifier = asked[0].question.id
                group = groups.pop(identifier, None) or QuestionGroup(self._theme, asked[0], ground)
                group.place(editors)
                self.groups[identifier] = group
                shown.append(group)
            else:
                shown += editors
            for one_shown in shown:
                self._column.insertWidget(place, one_shown)
                place += 1
        for gone in (*kept.values(), *groups.values()):
            _drop(gone)

    def _editor(
        self,
        asked: AskedQuestion,
        ground: QuestionGround,
        kept: dict[tuple[object, ...], QuestionEditor],
        *,
        is_in_group: bool,
    ) -> QuestionEditor:
        known = kept.get(_identity(asked))
        if known is not None and known.is_in_group == is_in_group:
            return kept.pop(_identity(asked))
        editor = QuestionEditor(self._theme, asked, ground, is_in_group=is_in_group)
        question, subject = asked.question.id, asked.subject
        editor.answered.connect(lambda value: self.answered.emit(question, subject, value))
        editor.answered.connect(lambda _value: self._show_open())
        editor.noted.connect(lambda value, note: self.noted.emit(question, subject, value, note))
        return editor


def _has_star(asked: AskedQuestion) -> bool:
    return asked.question.is_required and not asked.is_only_shown


def _identity(asked: AskedQuestion) -> tuple[object, ...]:
    return asked.question, asked.subject, asked.about, asked.text, asked.is_only_shown


def _is_group(asked: Sequence[AskedQuestion]) -> bool:
    return len(asked) > 1 or asked[0].question.asked_for not in _ONE_SUBJECT


def _full_name(asked: AskedQuestion) -> str:
    is_named = not asked.about or asked.about in asked.text
    return asked.text if is_named else f"{asked.text} – {asked.about}"


def _with_why(theme: Theme, shown: QWidget, rule: object, about: str) -> tuple[QWidget, Why | None]:
    says, source = getattr(rule, "says", ""), getattr(rule, "source", "")
    if not says:
        return shown, None
    why = Why(theme, says, source, about=about, has_own_link=False)
    return frame("clear", across(shown, at_top(why.link), spacing=8, stretched=0)), why


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
