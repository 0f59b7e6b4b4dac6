"""Answers every question that stands on a card, each by its own editor, and remembers what was typed."""

from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.asking import NOT_APPLICABLE
from cpm_desktop.domain.forms import QuestionKind
from cpm_desktop.ui.kit.answer_controls import TickBoxes
from cpm_desktop.ui.kit.choices import Pills
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.question_editors import QuestionEditor, QuestionsCard
from cpm_desktop.ui.kit.selects import SearchSelect, Select
from tests.ui.every_kind.hands import Hands, Unreachable

Asked = tuple[str, str]
"""Id of a question, and of whom it is asked about."""
DAY = ("20 Nov 2026", "2026-11-20")


@dataclass
class Answers:
    """What was answered, by question and subject: value and note as they must stand in the record.

    `usual` is what is said where it can be yes or no; yes has all asked that follows.
    """

    given: dict[Asked, tuple[str, str]] = field(default_factory=dict)
    usual: str = "yes"

    def answer_card(self, hands: Hands, card: QuestionsCard) -> None:
        """Answer all that stands on a card, and what comes to stand there by an answer."""
        for _ in range(200):
            editor = next((one for one in card.editors if self._is_open(one)), None)
            if editor is None:
                return
            self._answer(hands, editor)
        raise AssertionError("the questions never come to an end")

    def _is_open(self, editor: QuestionEditor) -> bool:
        return not editor.asked.is_only_shown and identity(editor) not in self.given

    def _answer(self, hands: Hands, editor: QuestionEditor) -> None:
        asked = identity(editor)
        value = self._value(hands, editor)
        self.given[asked] = (value, "")
        if value and editor.asked.question.note:
            QApplication.processEvents()
            if not editor.note_field.isVisible():
                raise Unreachable(f"no note can be written beside “{editor.asked.text}”")
            note = f"<{asked[0]}> & why"
            hands.write(editor.note_field, note)
            editor.flush()
            self.given[asked] = (value, note)

    def _value(self, hands: Hands, editor: QuestionEditor) -> str:
        control, question = editor.control, editor.asked.question
        match control:
            case Pills():
                value = self._choice(control.keys, question.kind)
                hands.choose(control, value)
            case TickBoxes():
                keys = tuple(control.boxes)[:2]
                for key in keys:
                    hands.push(control.boxes[key])
                value = "\n".join(keys)
            case DayField():
                hands.write(control.control, DAY[0])
                value = DAY[1]
            case SearchSelect():
                value = str(control.itemData(0))
                hands.pick(control, value)
            case Select():
                offered = [str(control.itemData(place)) for place in range(1, control.count())]
                value = self._choice(tuple(offered), question.kind) if offered else ""
                if value:
                    hands.pick(control, value)
            case _:
                value = f"É <{question.id}> & {len(self.given)}"
                hands.write(control, value)
        return value

    def _choice(self, keys: tuple[str, ...], kind: QuestionKind) -> str:
        """The usual where it can be said, one after the other of several; now and then that it does not apply."""
        if kind is QuestionKind.CHECK and len(self.given) % 4 == 0:
            return NOT_APPLICABLE
        if kind in {QuestionKind.YES_NO, QuestionKind.CHECK}:
            return self.usual
        return keys[len(self.given) % len(keys)]


def identity(editor: QuestionEditor) -> Asked:
    return editor.asked.question.id, editor.asked.subject
