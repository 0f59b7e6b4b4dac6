"""The form's questions under an item: one editor for each kind of question."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.conditions import NO, YES
from cpm_desktop.domain.forms import QuestionKind
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty, frame
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.why import Why
from cpm_desktop.ui.meeting.reading_dates import DayField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.services.item_work import AskedQuestion
    from cpm_desktop.ui.kit.theme import Theme

_FEW = 4  # so many options stand as pills; more open as a list


class QuestionEditor(QFrame):
    """One question. `answered` is sent with the new value when typing pauses or something is chosen."""

    answered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        asked: AskedQuestion,
        *,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        people: Sequence[Option],
        rule: Rule | None,
    ) -> None:
        """`read` reads dates as typed, `people` are those who can be named, `rule` stands behind "Why?"."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.asked = asked
        self._theme, self._read, self._people = theme, read, people
        self._settling = Settling(self)
        self._settling.settled.connect(self._tell)
        self.control, shown = self._make()
        about = f" – {asked.about}" if asked.about else ""
        self.control.setAccessibleName(f"{asked.text}{about}")
        if rule is not None:
            why = Why(theme, rule.says, rule.source, about=asked.text, has_own_link=False)
            line = across(shown, at_top(why.link), spacing=8, stretched=0)
            self.setLayout(down(line, why, spacing=2))
        else:
            self.setLayout(across(shown))
        self.show_value(asked.value)

    def show_value(self, value: str) -> None:
        """Show an answer; what is being typed stays."""
        if self._settling.is_waiting or value == self.value:
            return
        control = self.control
        if isinstance(control, PlainEditor):
            control.load(value)
        elif isinstance(control, LineEdit):
            control.setText(value)
        elif isinstance(control, DayField):
            control.set_value(_as_date(value))
        elif isinstance(control, SearchSelect):
            is_known = any(option.key == value for option in self._people)
            control.choose(value if is_known else "")
            if value and not is_known:
                control.setEditText(value)
        elif isinstance(control, Select):
            control.choose(value)
        elif isinstance(control, Pills):
            control.choose(value) if value else control.choose_none()

    @property
    def value(self) -> str:
        """The answer as it stands in the editor."""
        control = self.control
        if isinstance(control, PlainEditor):
            return control.text
        if isinstance(control, LineEdit):
            return control.text()
        if isinstance(control, DayField):
            return control.value.isoformat() if control.value is not None else ""
        if isinstance(control, SearchSelect):
            return control.chosen_key or control.typed.strip()
        if isinstance(control, Select | Pills):
            return control.chosen_key
        return ""

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _tell(self) -> None:
        self.answered.emit(self.value)

    def _make(self) -> tuple[QWidget, QWidget]:
        question = self.asked.question
        label = f"{self.asked.text}{f' – {self.asked.about}' if self.asked.about else ''}"
        label += " *" if question.is_required else ""
        if question.kind is QuestionKind.YES_NO:
            return self._pills(label, [Choice(YES, "Yes"), Choice(NO, "No")])
        if question.kind is QuestionKind.CHOICE and len(question.options) <= _FEW:
            return self._pills(label, [Choice(key, text) for key, text in question.options])
        if question.kind is QuestionKind.DATE:
            day = DayField(self._theme, label, self._read)
            self._settling.watch(day.control, day.changed)
            day.setMinimumWidth(240)
            return day, frame("clear", across(day, None))
        control = self._control()
        return control, Field(self._theme, label, control, hint=question.hint)

    def _control(self) -> QWidget:
        theme, question = self._theme, self.asked.question
        if question.kind is QuestionKind.CHOICE:
            options = [Option("", "Not answered"), *(Option(key, text) for key, text in question.options)]
            select = Select(theme, options)
            select.chosen.connect(lambda _key: self._tell())
            return select
        if question.kind is QuestionKind.PERSON:
            person = SearchSelect(theme, self._people, is_open=True, placeholder="Name")
            person.chosen.connect(lambda _key: self._tell())
            self._settling.watch(person, person.typed_changed)
            line_inside = person.lineEdit()
            if line_inside is not None:
                line_inside.installEventFilter(self._settling)
            return person
        if question.kind is QuestionKind.TEXT:
            line = LineEdit()
            self._settling.watch(line, line.textEdited)
            return line
        editor = PlainEditor(theme, lines=2, grows_to=8)
        self._settling.watch(editor, editor.edited)
        return editor

    def _pills(self, label: str, choices: list[Choice]) -> tuple[QWidget, QWidget]:
        pills = Pills(label, choices)
        pills.chosen.connect(lambda _key: self._tell())
        heading = Label(label, "field", wraps=True)
        hint = Label(self.asked.question.hint, "micro", wraps=True)
        if not self.asked.question.hint:  # shown before it stands in the box it would be a window of its own
            hint.hide()
        box = QFrame()
        box.setProperty("kit", "clear")
        box.setLayout(down(heading, across(pills, stretched=0), hint, spacing=4))
        return pills, box


class QuestionsCard(Panel):
    """The questions of an item. `answered` is sent with question, subject and value."""

    answered = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_questions`."""
        super().__init__("panel")
        self._theme = theme
        self.setAccessibleName("Questions of this item")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(12)
        self.add(self._column)
        self.editors: list[QuestionEditor] = []

    def show_questions(
        self,
        questions: Sequence[AskedQuestion],
        *,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        people: Sequence[Option],
        rule: Callable[[str], Rule | None],
    ) -> None:
        """Show the questions; editors of those that stay are kept, with what is being typed."""
        wanted = [(asked.question.id, asked.subject, asked.about) for asked in questions]
        held = [(one.asked.question.id, one.asked.subject, one.asked.about) for one in self.editors]
        if wanted != held:
            self._rebuild(questions, read=read, people=people, rule=rule)
        for editor, asked in zip(self.editors, questions, strict=True):
            editor.show_value(asked.value)
        self.setVisible(bool(questions))

    def flush(self) -> None:
        """Send what is typed now."""
        for editor in tuple(self.editors):
            editor.flush()

    def focus_question(self, question_id: str) -> None:
        """Move the keyboard to a question."""
        for editor in self.editors:
            if editor.asked.question.id == question_id:
                target = editor.control
                if isinstance(target, Pills):
                    first = next(iter(target.findChildren(QWidget)), target)
                    target = first
                target.setFocus()
                return

    def _rebuild(
        self,
        questions: Sequence[AskedQuestion],
        *,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        people: Sequence[Option],
        rule: Callable[[str], Rule | None],
    ) -> None:
        keep = {(one.asked.question.id, one.asked.subject): one for one in self.editors}
        self.editors = []
        for place, asked in enumerate(questions):
            known = keep.pop((asked.question.id, asked.subject), None)
            if known is not None and known.asked.question == asked.question:
                editor = known
            else:
                behind = rule(asked.question.rule) if asked.question.rule else None
                editor = QuestionEditor(self._theme, asked, read=read, people=people, rule=behind)
                editor.answered.connect(
                    lambda value, q=asked.question.id, who=asked.subject: self.answered.emit(q, who, value)
                )
            self.editors.append(editor)
            self._column.insertWidget(place, editor)
        for gone in keep.values():
            gone.hide()
            gone.deleteLater()

    def clear_questions(self) -> None:
        """Take all questions away."""
        self.editors = []
        empty(self._column)
        self.hide()


def _as_date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
