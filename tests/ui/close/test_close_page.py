"""Closing: debts are settled where they are listed, the room agrees or does not, and signing opens at the end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Action, Audience, Note, View
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.meeting import ReadBackResult, Stage
from cpm_desktop.domain.readiness import Mend
from cpm_desktop.services.closing import give_reason, owed
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.close.debt_card import DebtCard
from cpm_desktop.ui.close.disagree_form import DisagreeForm
from cpm_desktop.ui.close.mend_editor import MendEditor
from cpm_desktop.ui.close.wording_form import WordingForm
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.selects import Select
from cpm_desktop.ui.kit.text_fields import PlainEditor
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow, unnamed


def open_close(window: OpenWindow, held: HeldMeeting) -> ClosePage:
    window.workspace.open_close(held.meeting_id)
    page = window.workspace.page
    assert isinstance(page, ClosePage), window.workspace.error_shown
    return page


def card(page: ClosePage, words: str) -> DebtCard:
    return next(each for each in page.debts.cards if words in each.debt.sentence)


def is_open(debt: DebtCard) -> bool:
    return debt.editor is not None


def button(widget: QWidget, words: str) -> Button:
    found = [each for each in widget.findChildren(Button) if each.plain_text == words and not each.isHidden()]
    assert found, words
    return found[0]


def alt(qtbot: QtBot, page: ClosePage, key: Qt.Key) -> None:
    """Press Alt and a letter; a button pressed by its letter goes down first, and acts a moment later."""
    QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
    qtbot.wait(200)


def is_form_closed(page: ClosePage) -> bool:
    return page.reading.card.form is None


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def test_what_is_owed_blocks_signing_and_says_so(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    count = len(page.debts.cards)
    assert count > 0
    assert page.header.primary == f"Sign: {count} things left"
    assert not page.header.can_primary
    assert page.header.pill == "Still open"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.debts.cards[0].isAncestorOf(focused)


def test_an_answer_given_in_place_settles_and_the_keyboard_goes_on(
    owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    before = len(page.debts.cards)
    officer = card(page, "reviewing officer")
    press(button(officer, "No"))
    assert owing.desk.meeting(owing.meeting_id).value.facts.officer_needed is False
    assert len(page.debts.cards) == before - 1
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.debts.isAncestorOf(focused)
    owing_window.workspace.undo()
    assert len(page.debts.cards) == before


def test_typing_in_one_debt_stays_while_another_is_settled(
    owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    typed = card(page, "The plan in case it fails")
    typed.open_field()
    assert typed.editor is not None
    editor = typed.editor.field.control
    assert isinstance(editor, PlainEditor)
    QTest.keyClicks(editor, "The wider family")
    press(button(card(page, "reviewing officer"), "No"))
    assert card(page, "The plan in case it fails") is typed
    assert editor.text == "The wider family"
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not [each for each in page.debts.cards if "in case it fails" in each.debt.sentence]


def test_a_choice_and_a_reason_settle_too(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    tom = card(page, "how Tom Avery took part")
    tom.open_field()
    assert tom.editor is not None
    select = tom.editor.field.control
    assert isinstance(select, Select)
    press(tom.editor.save_button)
    assert tom.editor.field.error
    select.choose("in writing or by message")
    press(tom.editor.save_button)
    assert not [each for each in page.debts.cards if "Tom Avery took part" in each.debt.sentence]
    switch = card(page, "switch to it")
    switch.open_reason()
    assert switch.editor is not None
    editor = switch.editor.field.control
    QTest.keyClicks(editor, "Agreed at the review")
    press(switch.editor.save_button)
    reasons = owing.desk.meeting(owing.meeting_id).value.given_reasons
    assert [reason.text for reason in reasons] == ["Agreed at the review"]


def test_escape_leaves_a_field_and_settles_nothing(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    plan = card(page, "in case it fails")
    plan.open_field()
    assert plan.editor is not None
    QTest.keyClick(plan.editor.field.control, Qt.Key.Key_Escape)
    assert not is_open(plan)
    assert plan in page.debts.cards


@pytest.mark.rule("record.previous-actions")
def test_reading_back_by_keyboard_until_all_is_agreed(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    page.reading.focus_current()
    for item in page.reading.items:
        assert page.reading.card.item is not None
        assert page.reading.card.item.key == item.key
        alt(qtbot, page, Qt.Key.Key_A)
    marks = owing.desk.meeting(owing.meeting_id).value.read_back
    assert [mark.id for mark in marks] == [item.key for item in page.reading.items]
    assert all(mark.at is not None for mark in marks)
    assert not [each for each in page.debts.cards if each.debt.mend is Mend.READ_BACK]


@pytest.mark.rule("record.unresolved-disagreement")
def test_who_does_not_agree_is_asked_and_becomes_a_different_view(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    alt(qtbot, page, Qt.Key.Key_D)
    form = page.reading.card.form
    assert isinstance(form, DisagreeForm)
    press(form.save_button)
    assert form.words.error
    tom = next(p for p in owing.desk.meeting(owing.meeting_id).value.attendees if p.name == "Tom Avery")
    form.boxes[tom.id].setChecked(True)
    words = form.words.control
    QTest.keyClicks(words, "I was not asked.")
    press(form.save_button)
    meeting = owing.desk.meeting(owing.meeting_id).value
    assert meeting.read_back[0].result is ReadBackResult.NOT_AGREED
    assert meeting.read_back[0].who == "Tom Avery"
    assert meeting.positions[-1].says == "I was not asked."
    assert meeting.disagreements[-1].about == meeting.decisions[0].text


@pytest.mark.rule("record.unresolved-disagreement")
def test_what_somebody_says_against_a_thing_is_kept_as_it_is_typed(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page, editing = open_close(owing_window, owing), owing.desk.meeting(owing.meeting_id)
    before, key = len(editing.value.disagreements), page.reading.items[0].key
    tom, dana = (
        next(each.id for each in editing.value.attendees if each.name == name)
        for name in ("Tom Avery", "Dana Avery")
    )

    def says() -> list[tuple[str, str]]:
        views = {view.id for view in editing.value.disagreements[before:]}
        return [(one.who, one.says) for one in editing.value.positions if one.disagreement in views]

    alt(qtbot, page, Qt.Key.Key_D)
    form = page.reading.card.form
    assert isinstance(form, DisagreeForm)
    QTest.keyClicks(form.words.control, "I was not ask")
    qtbot.waitUntil(lambda: says() == [("", "I was not ask")])  # nobody is named yet
    form.boxes[tom].setChecked(True)
    QTest.keyClicks(form.words.control, "ed")
    page.leave()  # as before the records are locked
    assert says() == [(tom, "I was not asked")]
    QTest.keyClick(form.words.control, Qt.Key.Key_Escape)
    assert is_form_closed(page)
    assert says() == [(tom, "I was not asked")]
    assert [*editing.value.read_back] == []
    page.reading.card.differ()
    form = page.reading.card.form
    assert isinstance(form, DisagreeForm)
    assert form.boxes[tom].isChecked()
    form.boxes[dana].setChecked(True)
    QTest.keyClicks(form.words.control, ", nor was Dana")
    page.reading.go_to(page.reading.items[1].key)  # to another thing
    assert len({words for _, words in says()}) == 1
    assert {who for who, _ in says()} == {tom, dana}
    page.reading.go_to(key)
    page.reading.card.differ()
    form = page.reading.card.form
    assert isinstance(form, DisagreeForm)
    form.boxes[dana].setChecked(False)
    press(form.save_button)
    assert [who for who, _ in says()] == [tom]
    assert len(editing.value.disagreements) == before + 1
    mark = editing.value.read_back[0]
    assert (mark.id, mark.result, mark.who) == (key, ReadBackResult.NOT_AGREED, "Tom Avery")


def test_a_different_view_that_is_none_after_all_is_taken_back(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page, editing = open_close(owing_window, owing), owing.desk.meeting(owing.meeting_id)
    before = editing.value.disagreements, editing.value.positions
    alt(qtbot, page, Qt.Key.Key_D)
    form = page.reading.card.form
    assert isinstance(form, DisagreeForm)
    QTest.keyClicks(form.words.control, "No")
    qtbot.waitUntil(lambda: len(editing.value.disagreements) > len(before[0]))
    press(button(form, "Cancel"))
    assert (editing.value.disagreements, editing.value.positions) == before


def test_esc_and_going_on_keep_a_wording_and_cancel_does_not(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page, editing = open_close(owing_window, owing), owing.desk.meeting(owing.meeting_id)
    decision = editing.value.decisions[0]

    def fix(words: str) -> WordingForm:
        page.reading.go_to(decision.id)
        alt(qtbot, page, Qt.Key.Key_F)
        form = page.reading.card.form
        assert isinstance(form, WordingForm)
        form.editor.selectAll()
        QTest.keyClicks(form.editor, words)
        return form

    QTest.keyClick(fix("Kai chooses a dentist").editor, Qt.Key.Key_Escape)
    assert editing.value.decisions[0].text == "Kai chooses a dentist"
    fix("Kai chooses a doctor")
    page.reading.go_to(page.reading.items[1].key)
    assert editing.value.decisions[0].text == "Kai chooses a doctor"
    press(button(fix("Nobody chooses"), "Cancel"))
    assert editing.value.decisions[0].text == "Kai chooses a doctor"


def test_a_reason_left_with_esc_is_there_when_it_is_gone_back_to(
    owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    debt = next(each for each in page.debts.cards if each.debt.can_be_reasoned)
    debt.open_reason()
    assert isinstance(debt.editor, MendEditor)
    QTest.keyClicks(debt.editor.field.control, "Nobody has hea")
    QTest.keyClick(debt.editor.field.control, Qt.Key.Key_Escape)
    assert not is_open(debt)
    debt.open_reason()
    assert isinstance(debt.editor, MendEditor)
    QTest.keyClicks(debt.editor.field.control, "rd of it")
    assert debt.editor.typed == "Nobody has heard of it"


def test_a_wording_is_fixed_and_read_again(
    qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    alt(qtbot, page, Qt.Key.Key_A)
    page.reading.go_to(page.reading.items[0].key)
    alt(qtbot, page, Qt.Key.Key_F)
    form = page.reading.card.form
    assert isinstance(form, WordingForm)
    form.editor.selectAll()
    QTest.keyClicks(form.editor, "Kai and Joy choose a dentist")
    press(form.save_button)
    meeting = owing.desk.meeting(owing.meeting_id).value
    assert meeting.decisions[0].text == "Kai and Joy choose a dentist"
    assert not meeting.read_back


def test_the_whole_screen_reads_the_same(qtbot: QtBot, owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    page.fill_the_screen()
    screen = page.screen_shown
    assert screen is not None
    qtbot.waitUntil(screen.isVisible)
    screen.card.agree()
    assert len(owing.desk.meeting(owing.meeting_id).value.read_back) == 1
    assert screen.card.item is not None
    assert screen.card.item.key == page.reading.items[1].key
    screen.accept()
    assert page.screen_shown is None


def test_why_opens_the_rule_in_place(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    first = page.debts.cards[0]
    assert first.why is not None
    press(first.why.link)
    assert first.why.is_open


def test_going_there_opens_the_item(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    press(button(card(page, "The main plan"), "Go there"))
    assert owing_window.workspace.place.screen == "meeting"
    assert owing.desk.meeting(owing.meeting_id).value.facts.current_item == "permanence"


def test_narrow_windows_show_one_pane(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    page.resize(1400, 800)
    assert page.debts.isVisible()
    assert page.reading.isVisible()
    page.setFixedWidth(900)
    page.resize(900, 700)
    QApplication.processEvents()
    assert page.debts.isVisible()
    assert not page.reading.isVisible()


def test_every_control_has_a_name(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    page.debts.cards[0].open_field()
    assert unnamed(page) == []


def test_pressing_sign_ends_the_meeting(complete_window: OpenWindow, complete: HeldMeeting) -> None:
    page = open_close(complete_window, complete)
    assert page.header.primary == "Sign the record…"
    assert complete.desk.meeting(complete.meeting_id).value.facts.stage is Stage.ENDED
    page.press_primary()
    assert page.dialog is not None
    page.dialog.reject()


def test_a_debt_whose_count_changes_stays_where_it_is(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = open_close(owing_window, owing)
    reading = card(page, "read back")
    go = button(reading, "Go to the read-back")
    go.setFocus()
    page.reading.card.agree()
    assert card(page, "read back") is reading
    assert reading.isVisible()
    assert "5 of 6 things have not been read back." in go.accessibleName()


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_is_for_the_file_is_counted_and_not_shown_where_it_is_read_aloud(
    owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    assert page.reading.kept_back_line == ""
    before = [item.key for item in page.reading.items]
    kept = Action(id="kept", text="Ask the police about the flat", audience=Audience.FILE_ONLY)
    owing.desk.meeting(owing.meeting_id).perform(Record(entity=kept))
    assert [item.key for item in page.reading.items] == before
    assert page.reading.kept_back_line.startswith("1 thing is not read aloud.")
    shown = " ".join(each.text() for each in page.reading.findChildren(QLabel) if each.isVisible())
    assert "not read aloud" in shown
    assert "police" not in shown
    page.fill_the_screen()
    screen = page.screen_shown
    assert screen is not None
    assert "not read aloud" not in " ".join(each.text() for each in screen.findChildren(QLabel))
    screen.accept()


def words_shown(widget: QWidget) -> str:
    """All that is read and heard in a widget."""
    parts = [each.text() for each in widget.findChildren(QLabel) if not each.isHidden()]
    parts += [each.accessibleName() for each in widget.findChildren(QWidget)]
    return " ".join(parts)


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_not_everybody_may_read_is_owed_by_kind_and_place_until_its_words_are_asked_for(
    owing_window: OpenWindow, owing: HeldMeeting
) -> None:
    page = open_close(owing_window, owing)
    meeting = owing.desk.meeting(owing.meeting_id)
    debts = owed(owing.desk, owing.meeting_id).debts
    plain = [debt for debt in debts if debt.place.entity_kind not in (View.kind, Note.kind)]
    assert {debt.sentence for debt in plain} <= {each.debt.sentence for each in page.debts.cards}
    kept = Action(id="kept", item="health", text="Ask the police about the flat", audience=Audience.FILE_ONLY)
    meeting.perform(Record(entity=kept))
    assert "police" in " ".join(debt.sentence for debt in owed(owing.desk, owing.meeting_id).debts)
    told = card(page, "A restricted action under Health has nobody to do it.")
    assert told.isVisible()
    assert "police" not in words_shown(page.debts)
    page.fill_the_screen()
    screen = page.screen_shown
    assert screen is not None
    assert "estricted" not in words_shown(screen)
    assert not any(debt.sentence in words_shown(screen) for debt in debts)
    screen.accept()
    press(page.debts.words_button)
    assert "“Ask the police about the flat” has nobody to do it." in words_shown(page.debts)
    assert page.debts.words_button.plain_text == "Hide words"
    press(page.debts.words_button)
    assert "police" not in words_shown(page.debts)
    told = card(page, "A restricted action under Health has nobody to do it.")
    told.open_field()
    assert told.editor is not None
    told.editor.saved.emit("Priya Nair")
    assert next(each for each in meeting.value.actions if each.id == "kept").owner == "Priya Nair"


@pytest.mark.rule("after.copy-for-each-reader")
def test_the_words_of_a_reason_are_not_shown_to_the_room(
    owing_window: OpenWindow, owing: HeldMeeting, qtbot: QtBot
) -> None:
    page = open_close(owing_window, owing)
    debt = next(each for each in owed(owing.desk, owing.meeting_id).debts if each.can_be_reasoned)
    same = [each for each in owed(owing.desk, owing.meeting_id).debts if each.check == debt.check]
    for each in same:
        give_reason(owing.desk, owing.meeting_id, each, "The father was arrested")
    page.debts._order.link.click()
    assert "Reason: given" in words_shown(page.debts)
    assert "arrested" not in words_shown(page.debts)
    press(page.debts.words_button)
    qtbot.waitUntil(lambda: "Reason: The father was arrested" in words_shown(page.debts))
