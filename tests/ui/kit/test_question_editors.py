"""Every kind of question has an editor; notes, earlier answers, groups; what is typed stays when questions change."""

import dataclasses
import datetime as dt

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.dates_as_typed import DateGround, parse_date
from cpm_desktop.domain.forms import AskedFor, Looks, Question, QuestionKind
from cpm_desktop.services.item_work import AskedQuestion
from cpm_desktop.ui.kit.choices import Pills
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.question_editors import QuestionGround, QuestionsCard
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.settling import PAUSE
from cpm_desktop.ui.kit.theme import Theme
from tests.ui.shown_window import show_with_keyboard

OPTIONS = (("a", "First"), ("b", "Second"))


def read(typed: str) -> tuple[dt.date, tuple[str, ...]]:
    found = parse_date(typed, DateGround(today=dt.date(2026, 11, 25)))
    assert found is not None
    assert found.date is not None
    return found.date, ()


GROUND = QuestionGround(
    read=read,
    people=[Option("p1", "Dana Avery")],
    meetings=[Option("Case discussion, Tue 3 Nov 2026", "Case discussion, Tue 3 Nov 2026")],
)


def asked(kind: QuestionKind, value: str = "", **details: object) -> AskedQuestion:
    about = str(details.pop("about", ""))
    note, earlier = str(details.pop("said", "")), str(details.pop("earlier", ""))
    question = Question(id="q", text="Who was told?", kind=kind, options=OPTIONS)
    question = dataclasses.replace(question, **details)  # type: ignore[arg-type]  # details of the question
    return AskedQuestion(question, about.lower(), about, question.text, value, note, earlier)


def test_a_date_is_read_as_its_question_looks(qtbot: QtBot, theme: Theme) -> None:
    ground = dataclasses.replace(
        GROUND,
        read=lambda _typed: (dt.date(2026, 11, 20), ("Fri 20 Nov has passed.",)),
        readers={Looks.BACK: lambda _typed: (dt.date(2026, 11, 20), ())},
    )
    for looks, is_warned in ((Looks.AHEAD, True), (Looks.BACK, False)):
        card = QuestionsCard(theme)
        qtbot.addWidget(card)
        card.show_questions([asked(QuestionKind.DATE, "2026-11-20", looks=looks)], ground)
        (day,) = card.findChildren(DayField)
        said = " ".join(label.text() for label in day.findChildren(QLabel))
        assert ("has passed" in said) is is_warned


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> QuestionsCard:
    card = QuestionsCard(theme)
    qtbot.addWidget(card)
    card.resize(700, 600)
    return card


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionKind.TEXT, "Mr O’Neill & <b>son</b>"),
        (QuestionKind.LONG_TEXT, "One\n\ntwo"),
        (QuestionKind.YES_NO, "no"),
        (QuestionKind.CHECK, "n/a"),
        (QuestionKind.CHOICE, "b"),
        (QuestionKind.CHOICES, "a\nb"),
        (QuestionKind.DATE, "2026-12-18"),
        (QuestionKind.PERSON, "p1"),
        (QuestionKind.PERSON, "Somebody else"),
        (QuestionKind.MEETING, "Case discussion, Tue 3 Nov 2026"),
        (QuestionKind.MEETING, "A meeting that is listed no more, Mon 2 Mar 2026"),
    ],
)
def test_every_kind_shows_its_answer_and_has_a_name(
    qtbot: QtBot, card: QuestionsCard, kind: QuestionKind, value: str
) -> None:
    card.show_questions([asked(kind, value)], GROUND)
    show_with_keyboard(qtbot, card)
    editor = card.editors[0]
    assert editor.value == value
    assert editor.control.accessibleName() == "Who was told?"
    card.show_questions([asked(kind)], GROUND)
    assert editor.value == ""
    editor.focus()
    stops = [one for one in editor.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops
    assert all(one.accessibleName() for one in stops if one.isVisible())


def test_several_boxes_are_ticked_with_the_keyboard(qtbot: QtBot, card: QuestionsCard) -> None:
    card.show_questions([asked(QuestionKind.CHOICES)], GROUND)
    given: list[tuple[str, str, str]] = []
    card.answered.connect(lambda *said: given.append(said))
    boxes = card.editors[0].control.boxes  # type: ignore[union-attr]  # several choices have boxes
    qtbot.keyClick(boxes["b"], Qt.Key.Key_Space)
    qtbot.keyClick(boxes["a"], Qt.Key.Key_Space)
    assert given == [("q", "", "b"), ("q", "", "a\nb")]


def test_a_check_has_three_keys(card: QuestionsCard) -> None:
    card.show_questions([asked(QuestionKind.CHECK)], GROUND)
    buttons = card.editors[0].control.findChildren(QRadioButton)
    assert [button.text() for button in buttons] == ["Yes", "No", "Not applicable"]


@pytest.mark.rule("record.legal-threshold")
def test_what_an_earlier_meeting_settled_is_shown_and_not_asked_again(
    qtbot: QtBot, card: QuestionsCard
) -> None:
    said = "Last time, 1 September 2026: First. Reason: What the doctor found."
    settled = asked(QuestionKind.CHOICE, note="Reason", is_note_required=True, earlier=said, is_required=True)
    card.show_questions([dataclasses.replace(settled, is_only_shown=True)], GROUND)
    show_with_keyboard(qtbot, card)
    editor = card.editors[0]
    assert editor.last_time == said
    assert not editor.control.isVisible()
    assert not editor.note_field.isVisible()
    card.show_questions([settled], GROUND)
    qtbot.waitUntil(card.editors[0].control.isVisible)


def test_a_star_is_explained_where_there_is_one(card: QuestionsCard) -> None:
    def explained() -> bool:
        return any(label.text().startswith("* ") and label.isVisible() for label in card.findChildren(QLabel))

    card.show_questions([asked(QuestionKind.TEXT)], GROUND)
    assert not explained()
    card.show_questions([asked(QuestionKind.TEXT, is_required=True)], GROUND)
    assert explained()


def test_a_note_is_offered_beside_an_answer(qtbot: QtBot, card: QuestionsCard) -> None:
    card.show_questions([asked(QuestionKind.YES_NO, note="Reason", is_note_required=True)], GROUND)
    card.show()
    editor = card.editors[0]
    assert not editor.note_field.isVisible()
    card.show_questions([asked(QuestionKind.YES_NO, "no", note="Reason", is_note_required=True)], GROUND)
    assert editor.note_field.isVisible()
    assert editor.note_field.accessibleName() == "Reason – Who was told?"
    noted: list[tuple[str, ...]] = []
    card.noted.connect(lambda *said: noted.append(said))
    qtbot.keyClicks(editor.note_field, "She is away")
    card.flush()
    assert noted == [("q", "", "no", "She is away")]


@pytest.mark.parametrize("kind", [QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.PERSON])
def test_a_note_is_there_for_tab_as_soon_as_something_is_typed(
    qtbot: QtBot, card: QuestionsCard, kind: QuestionKind
) -> None:
    card.show_questions([asked(kind, note="Reason")], GROUND)
    show_with_keyboard(qtbot, card)
    editor = card.editors[0]
    assert not editor.note_field.isVisible()
    qtbot.keyClicks(editor.control, "Q")
    assert editor.note_field.isVisible()
    editor.flush()


def test_the_earlier_answer_stands_above(card: QuestionsCard) -> None:
    last = "Last time, 12 May 2026: No. Reason: The family asked for time."
    card.show_questions([asked(QuestionKind.YES_NO, earlier=last)], GROUND)
    card.show()
    editor = card.editors[0]
    assert editor.last_time == last
    assert editor.control.accessibleDescription() == last


def test_one_question_about_several_stands_once_with_a_line_for_each(card: QuestionsCard) -> None:
    several = [
        asked(QuestionKind.YES_NO, asked_for=AskedFor.EACH_AGENCY, about=name)
        for name in ("Health", "School")
    ]
    card.show_questions(several, GROUND)
    assert list(card.groups) == ["q"]
    assert card.groups["q"].accessibleName() == "Who was told?"
    names = [editor.control.accessibleName() for editor in card.editors]
    assert names == ["Who was told? – Health", "Who was told? – School"]


def test_what_is_typed_stays_when_another_subject_comes(qtbot: QtBot, card: QuestionsCard) -> None:
    health, police = (
        asked(QuestionKind.LONG_TEXT, asked_for=AskedFor.EACH_AGENCY, about=name)
        for name in ("Health", "Police")
    )
    card.show_questions([health], GROUND)
    first = card.editors[0]
    qtbot.keyClicks(first.control, "Seen monthly")
    card.show_questions([police, health], GROUND)
    assert card.editors[1] is first
    assert first.value == "Seen monthly"
    card.flush()


def test_many_options_open_as_a_list(card: QuestionsCard) -> None:
    many = tuple((str(n), f"Option {n}") for n in range(6))
    card.show_questions([asked(QuestionKind.CHOICE, "3", options=many)], GROUND)
    assert isinstance(card.editors[0].control, Select)
    assert card.editors[0].value == "3"


def test_an_option_unknown_to_the_form_chooses_none(card: QuestionsCard) -> None:
    card.show_questions([asked(QuestionKind.CHOICE, "gone")], GROUND)
    assert isinstance(card.editors[0].control, Pills)
    assert card.editors[0].value == ""


def test_an_answer_on_a_pill_is_taken_back_by_pressing_it_again(qtbot: QtBot, card: QuestionsCard) -> None:
    card.show_questions([asked(QuestionKind.YES_NO, "no")], GROUND)
    show_with_keyboard(qtbot, card)
    given: list[str] = []
    card.answered.connect(lambda *said: given.append(said[-1]))
    control = card.editors[0].control
    assert isinstance(control, Pills)
    qtbot.mouseClick(control.button("no"), Qt.MouseButton.LeftButton)
    assert given == [""]
    assert card.editors[0].value == ""


@pytest.mark.parametrize("kind", [QuestionKind.TEXT, QuestionKind.LONG_TEXT, QuestionKind.PERSON])
@pytest.mark.parametrize("is_at_once", [True, False])
def test_a_card_that_goes_while_somebody_types_raises_nothing(
    qtbot: QtBot, theme: Theme, kind: QuestionKind, *, is_at_once: bool
) -> None:
    card = QuestionsCard(theme)
    card.show_questions([asked(kind, note="Reason")], GROUND)
    show_with_keyboard(qtbot, card)
    card.editors[0].focus()
    qtbot.keyClicks(QApplication.focusWidget(), "Dana")
    with qtbot.captureExceptions() as raised:
        if is_at_once:
            shiboken6.delete(card)
        else:
            card.hide()
            card.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qtbot.wait(PAUSE + 50)
    assert raised == []
