"""Closing the other kinds of meeting: one agency alone, several choices, a day with a time, and notes."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Presence, took_part
from cpm_desktop.domain.captures import Disclosure
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.meeting import Meeting, Validity
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.capturing import capture_line
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import mark_presence, start
from cpm_desktop.services.mend_fields import field_for
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.close.debt_card import DebtCard
from cpm_desktop.ui.close.mend_editor import MendEditor
from cpm_desktop.ui.close.validity_card import ValidityCard, WhoTookPart
from cpm_desktop.ui.kit.answer_controls import TickBoxes
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.theme import Theme
from tests.kais_meeting import before_the_meeting, kai_entered
from tests.ui.a_window import OpenWindow, unnamed

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def planning(tmp_path: Path) -> tuple[Desk, str]:
    """A planning meeting to which only the authority and the family came."""
    desk = kai_entered().open(tmp_path, before_the_meeting())
    identifier = new_meeting(desk, kai_entered().subject, "inter-agency-planning", DAY, dt.time(14))
    start(desk, identifier)
    for person in desk.meeting(identifier).value.attendees:
        is_own = person.role_id in ("social-worker", "child", "mother")
        mark_presence(desk, identifier, person.id, Presence.PRESENT if is_own else Presence.APOLOGIES)
    return desk, identifier


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, planning: tuple[Desk, str]) -> Iterator[OpenWindow]:
    opened = OpenWindow(qtbot, theme, planning[0])
    yield opened
    opened.close()


@pytest.fixture
def page(window: OpenWindow, planning: tuple[Desk, str]) -> ClosePage:
    window.workspace.open_close(planning[1])
    shown = window.workspace.page
    assert isinstance(shown, ClosePage), window.workspace.error_shown
    return shown


def held(page: ClosePage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def card(page: ClosePage, words: str) -> DebtCard:
    return next(each for each in page.debts.cards if words in each.debt.sentence)


def is_owed(page: ClosePage, words: str) -> bool:
    return any(words in each.debt.sentence for each in page.debts.cards)


def button(widget: QWidget, words: str) -> Button:
    return next(
        each for each in widget.findChildren(Button) if each.plain_text == words and not each.isHidden()
    )


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def has_keyboard(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def type_and_save(editor: QWidget, text: str) -> None:
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def typing(shown: DebtCard) -> PlainEditor:
    assert shown.editor is not None
    control = shown.editor.field.control
    assert isinstance(control, PlainEditor)
    return control


@pytest.mark.rule("kind.care-planning-is-multi-agency")
def test_who_else_took_part_is_said_with_the_keyboard(page: ClosePage) -> None:
    alone = card(page, "Only one agency took part")
    assert isinstance(alone, ValidityCard)
    assert "Give a reason" not in [each.plain_text for each in alone.findChildren(Button)]
    press(button(alone, "Say who else took part"))
    form = alone.form
    assert isinstance(form, WhoTookPart)
    assert has_keyboard(form)
    press(form.save_button)
    assert alone.form is form, "without a name nothing is settled"
    michael = next(one for one in held(page).attendees if one.role_id == "designated-teacher")
    form.who.choose(michael.id)
    form.who.chosen.emit(michael.id)
    assert (form.role.text(), form.agency.text()) == (michael.role, michael.agency)
    press(form.save_button)
    assert took_part(held(page).attendance, michael.id)
    assert not is_owed(page, "Only one agency")
    assert has_keyboard(page.debts)


@pytest.mark.rule("kind.care-planning-is-multi-agency")
@pytest.mark.parametrize(
    ("words", "validity"),
    [("Record as a case discussion", Validity.CASE_DISCUSSION), ("Keep as inquorate", Validity.INQUORATE)],
)
def test_a_meeting_that_does_not_count_bears_its_reason(
    page: ClosePage, window: OpenWindow, words: str, validity: Validity
) -> None:
    alone = card(page, "Only one agency took part")
    press(button(alone, words))
    assert alone.editor is not None
    assert alone.editor.save_button.plain_text == words
    type_and_save(typing(alone), "Health was not told of the day.")
    facts = held(page).facts
    assert (facts.validity, facts.validity_reason) == (validity, "Health was not told of the day.")
    assert not is_owed(page, "Only one agency")
    window.workspace.undo()
    assert is_owed(page, "Only one agency")


def test_the_care_team_is_ticked(page: ClosePage) -> None:
    team = card(page, "Nobody is named as a member")
    press(button(team, "Name the care team"))
    assert team.editor is not None
    boxes = team.editor.field.control
    assert isinstance(boxes, TickBoxes)
    first = next(iter(boxes.boxes.values()))
    assert QApplication.focusWidget() is first
    press(team.editor.save_button)
    assert team.editor.field.error
    press(first)
    press(team.editor.save_button)
    members = [one for one in held(page).attendees if one.is_care_team_member]
    assert len(members) == 1
    part = card(page, f"what {members[0].name} does in the care team")
    part.open_field()
    type_and_save(typing(part), "Says what he wants")
    assert not is_owed(page, "does in the care team")


@pytest.mark.rule("record.powers")
def test_a_decision_gets_its_matter_and_becomes_a_recommendation(page: ClosePage) -> None:
    capture_line(
        page.desk, page.meeting_id, "decisions", "= Kai comes into care because nothing else is safe"
    )
    matter = card(page, "does not say what matter")
    matter.open_field()
    assert matter.editor is not None
    matter.editor.field.control.choose("looked-after")  # type: ignore[attr-defined]  # a select
    press(matter.editor.save_button)
    (decision,) = held(page).decisions
    assert (decision.decision_kind.value, decision.authoriser) == ("recommendation", "Service manager")


def test_when_somebody_was_told_is_a_day_with_a_time(page: ClosePage) -> None:
    said = Disclosure(id="x", words="He hit me.", told="Rachel Whitmore")
    page.desk.meeting(page.meeting_id).perform(Record(entity=said))
    page.debts.turn_words()  # a restricted note is told of without its words
    when = card(page, "when Rachel Whitmore was told")
    when.open_field()
    editor = when.editor
    assert isinstance(editor, MendEditor)
    assert editor.time_field is not None
    QTest.keyClicks(editor.field.control, "24 Nov")
    press(editor.save_button)
    assert is_owed(page, "when Rachel Whitmore was told"), "the time is asked for too"
    type_and_save(editor.time_field.control, "15:30")
    assert held(page).disclosures[0].told_at == dt.datetime(2026, 11, 24, 15, 30, tzinfo=dt.UTC)


def test_everything_that_takes_the_keyboard_has_a_name(page: ClosePage) -> None:
    for each in page.debts.cards:
        if isinstance(each, ValidityCard):
            each.open_who()
        elif field_for(page.desk, page.meeting_id, each.debt).label:
            each.open_field()
    assert unnamed(page.debts) == []


def test_what_was_asked_beforehand_is_answered_here_and_not_on_the_agenda(page: ClosePage) -> None:
    prepared = card(page, "Which assessment does the plan rest on?")
    assert "Go there" not in [each.plain_text for each in prepared.findChildren(Button)]
