"""Quick capture: what is typed is kept at each pause, and "Add" begins the next."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Action, DecisionKind, Sharing
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.meeting.action_form import ActionForm
from cpm_desktop.ui.meeting.meeting_page import MeetingPage

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def type_into(page: MeetingPage, qtbot: QtBot, field: str, text: str) -> None:
    widget = page.capture.form.fields[field]
    inner = widget.findChild(LineEdit) if not isinstance(widget, LineEdit | PlainEditor) else widget
    target: QWidget = inner or widget
    target.setFocus()
    qtbot.keyClicks(target, text)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.hide()


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


@pytest.mark.rule("record.smart-plan")
def test_an_action_is_captured_with_the_keyboard_alone(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_2, ALT)
    focused = QApplication.focusWidget()
    assert focused is page.capture.form.fields["text"]
    qtbot.keyClicks(focused, "Book the assessment")
    type_into(page, qtbot, "owner", "Priya Nair")
    type_into(page, qtbot, "due", "18 dec")
    type_into(page, qtbot, "purpose", "it is done before Christmas")
    press(qtbot, Qt.Key.Key_Return, CONTROL | SHIFT)
    action = held(page).actions[0]
    assert (action.text, action.owner, action.due) == (
        "Book the assessment",
        "Priya Nair",
        dt.date(2026, 12, 18),
    )
    assert action.owner_id == next(one.id for one in held(page).attendees if one.name == "Priya Nair")
    assert action.purpose == "it is done before Christmas"
    assert action.item == page.item_pane.item_id
    assert action.made_on == page.desk.today()
    assert page.window().property(LAST_ANNOUNCEMENT) == "Action added"
    assert QApplication.focusWidget() is page.capture.form.fields["text"]
    assert page.capture.form.entity_id == ""


@pytest.mark.rule("record.child-centred")
def test_the_key_for_the_childs_words_leads_to_the_words(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    focused = QApplication.focusWidget()
    assert focused is page.capture.form.fields["words"]
    qtbot.keyClicks(focused, "I want to stay")
    press(qtbot, Qt.Key.Key_E, ALT)
    heard_by = QApplication.focusWidget()
    assert heard_by is not None
    qtbot.keyClicks(heard_by, "pri")  # the list of names is still open when the capture is finished
    press(qtbot, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert QApplication.activePopupWidget() is None
    view = held(page).views[-1]
    names = {one.id: one.name for one in held(page).attendees}
    assert (names[view.of], view.words, names.get(view.heard_by)) == (
        "Kai Avery",
        "I want to stay",
        "Priya Nair",
    )


def test_initials_name_a_person_in_a_form_as_in_a_typed_line(page: MeetingPage, qtbot: QtBot) -> None:
    priya = next(one.id for one in held(page).attendees if one.name == "Priya Nair")
    type_into(page, qtbot, "text", "Chase the clinic")
    type_into(page, qtbot, "owner", "pn")
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert [(one.owner, one.owner_id) for one in held(page).actions] == [("Priya Nair", priya)]
    page.capture.add()
    for text, name in (("Ask the landlord", "QQ"), ("Bring the photographs", "Pn")):
        type_into(page, qtbot, "text", text)
        type_into(page, qtbot, "owner", name)
        page.capture.add()
    assert [(one.owner, one.owner_id) for one in held(page).actions][1:] == [("QQ", ""), ("Pn", "")]


def test_the_childs_words_do_not_run_into_anothers(page: MeetingPage, qtbot: QtBot) -> None:
    dana, kai = (
        next(one.id for one in held(page).attendees if one.name.startswith(name)) for name in ("Dana", "Kai")
    )
    page.capture.record_view(dana)
    type_into(page, qtbot, "words", "He looks well")
    page.capture.flush()
    press(qtbot, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    type_into(page, qtbot, "words", "I want to stay")
    page.capture.flush()
    assert [(view.of, view.words) for view in held(page).views[-2:]] == [
        (dana, "He looks well"),
        (kai, "I want to stay"),
    ]


def test_what_is_typed_is_kept_before_it_is_added(page: MeetingPage, qtbot: QtBot) -> None:
    type_into(page, qtbot, "text", "Chase the clinic")
    qtbot.waitUntil(lambda: [action.text for action in held(page).actions] == ["Chase the clinic"])
    assert page.capture.cards.cards == []  # it stands in the form while it is written


def test_a_typed_line_is_taken_apart(page: MeetingPage, qtbot: QtBot) -> None:
    line = "@PN book the health assessment by 18 Dec so that it is done before Christmas"
    type_into(page, qtbot, "text", line)
    page.capture.add()
    action = held(page).actions[0]
    assert (action.text, action.owner, action.due) == (
        "book the health assessment",
        "Priya Nair",
        dt.date(2026, 12, 18),
    )
    page.desk.meeting(page.meeting_id).undo()
    again = held(page).actions[0]
    assert (again.text, again.owner) == (line, "")  # one step, not one a detail


def test_another_kind_gets_the_keyboard_at_once_and_nobody_in_between(
    page: MeetingPage, qtbot: QtBot
) -> None:
    page.capture.choose("action")
    page.capture.form.focus()
    was, moves = page.capture.form, list[tuple[QWidget | None, QWidget | None]]()
    qtbot.keyClicks(QApplication.focusWidget(), "Ring the clinic")
    application = QApplication.instance()
    assert isinstance(application, QApplication)

    def note(*move: QWidget | None) -> None:
        moves.append((move[0], move[1]))

    application.focusChanged.connect(note)
    page.capture.choose("decision")
    application.focusChanged.disconnect(note)
    assert [
        (was.isAncestorOf(left or page), page.capture.form.isAncestorOf(there or page))
        for left, there in moves
    ] == [(True, True)]


@pytest.mark.rule("record.smart-plan")
def test_the_form_says_kindly_what_an_action_lacks_and_points_at_vague_words(
    page: MeetingPage, qtbot: QtBot
) -> None:
    form = page.capture.form
    assert isinstance(form, ActionForm)
    before = form.fields["purpose"].geometry()
    type_into(page, qtbot, "text", "Support Kai")
    qtbot.waitUntil(
        lambda: form.smart.text().startswith("Still to say: who does it, what it is to achieve, by when")
    )
    assert "“Support”: What exactly, how often, and until when?" in form.smart.text()
    assert form.fields["text"].accessibleDescription() == form.smart.text()
    assert form.fields["purpose"].geometry() == before
    page.capture.add()
    assert [action.text for action in held(page).actions] == ["Support Kai"]
    assert form.smart.text() == ""


@pytest.mark.rule("record.smart-plan")
def test_a_line_typed_into_the_form_is_shown_as_understood(page: MeetingPage, qtbot: QtBot) -> None:
    form = page.capture.form
    assert isinstance(form, ActionForm)
    type_into(page, qtbot, "text", "@PN book the assessment by 18 Dec")
    qtbot.waitUntil(lambda: form.smart.text().startswith("Action. Priya Nair · by Fri"))


def test_the_date_says_its_weekday_and_warns(page: MeetingPage, qtbot: QtBot) -> None:
    type_into(page, qtbot, "due", "26/12/26")
    due = page.capture.form.fields["due"]
    assert "Sat" in due.accessibleDescription()
    assert len(due.accessibleDescription()) > len("Sat 26 Dec 2026")


@pytest.mark.rule("record.decision-with-reason", "chair.decision-authority")
def test_a_decision_asks_reason_and_authority(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_1, ALT)
    type_into(page, qtbot, "text", "Kai chooses a new dentist")
    type_into(page, qtbot, "reason", "He will go if he is listened to")
    page.capture.form.fields["is_within_authority"].setFocus()
    qtbot.keyClick(page.capture.form.fields["is_within_authority"], Qt.Key.Key_Space)
    page.capture.add()
    decision = held(page).decisions[0]
    assert decision.reason == "He will go if he is listened to"
    assert decision.is_within_authority is True
    assert decision.decision_kind is DecisionKind.DECISION


def test_a_recommendation_asks_who_authorises_it(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_5, ALT)
    type_into(page, qtbot, "text", "Fund the football club")
    assert page.capture.form.fields["authoriser"].isVisible()
    type_into(page, qtbot, "authoriser", "Service manager")
    page.capture.add()
    assert held(page).decisions[0].decision_kind is DecisionKind.RECOMMENDATION
    assert held(page).decisions[0].authoriser == "Service manager"


@pytest.mark.rule("record.unresolved-disagreement")
def test_words_are_never_left_in_nobody_s_name_unsaid(page: MeetingPage, qtbot: QtBot) -> None:
    page.capture.choose("view")
    form = page.capture.form
    line = form.fields["of"].lineEdit()  # type: ignore[attr-defined]  # a select of people
    assert line.selectedText() == line.text() != ""
    qtbot.keyClicks(line, "Tom Avery")
    page.capture.add()
    page.capture.choose("view")
    assert line.selectedText() == line.text(), "typing takes the place of the name that is proposed"
    qtbot.keyClicks(line, "Nobody Known")
    line.editingFinished.emit()
    said = [label.text() for label in form.findChildren(Label) if label.isVisible()]
    assert any(words.startswith("Nobody at this meeting is called that") for words in said)


def test_a_different_view_keeps_each_position_in_its_words(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_3, ALT)
    type_into(page, qtbot, "about", "Saturdays")
    type_into(page, qtbot, "positions", "Tom Avery")
    words = next(one for one in page.capture.form.findChildren(PlainEditor) if "Says" in one.accessibleName())
    words.setFocus()
    words.insertPlainText("I work <most> Saturdays & want Wednesdays back.")
    page.capture.add()
    meeting = held(page)
    tom = next(one.id for one in meeting.attendees if one.name == "Tom Avery")
    assert [(p.disagreement, p.who, p.says) for p in meeting.positions] == [
        (meeting.disagreements[0].id, tom, "I work <most> Saturdays & want Wednesdays back.")
    ]


@pytest.mark.rule("record.unmet-need")
def test_an_unmet_need_names_who_was_asked(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_4, ALT)
    type_into(page, qtbot, "need", "Help with sleep")
    type_into(page, qtbot, "asked", "Health trust, School nursing")
    page.capture.add()
    assert held(page).unmet_needs[0].asked == ("Health trust", "School nursing")


@pytest.mark.rule("record.child-centred")
def test_the_childs_words_ask_who_may_read_them(page: MeetingPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_6, ALT)
    type_into(page, qtbot, "words", "I want to stay.")
    assert page.capture.form.fields["sharing"].isVisible()
    page.capture.add()
    view = held(page).views[0]
    assert view.words == "I want to stay."
    assert view.sharing is Sharing.NOT_ASKED
    assert view.of == next(one.id for one in held(page).attendees if one.is_child)


def test_a_card_is_edited_in_its_form_and_removed_with_undo(half_held: MeetingPage, qtbot: QtBot) -> None:
    page = half_held
    action = held(page).actions[0]
    card = next(one for one in page.capture.cards.cards if action.text in one.accessibleName())
    card.edit_button.click()
    assert page.capture.form.entity_id == action.id
    type_into(page, qtbot, "measure", "The letter is here")
    page.capture.add()
    assert held(page).actions[0].measure == "The letter is here"
    qtbot.waitUntil(lambda: any(action.text in one.accessibleName() for one in page.capture.cards.cards))
    card = next(one for one in page.capture.cards.cards if action.text in one.accessibleName())
    card.remove_button.click()
    assert held(page).actions == ()
    page.editing().undo()
    assert [one.id for one in held(page).actions] == [action.id]


def test_undo_of_what_the_form_holds_empties_it(page: MeetingPage, qtbot: QtBot) -> None:
    type_into(page, qtbot, "text", "Wrong")
    page.leave()
    page.editing().undo()
    assert held(page).actions == ()
    assert page.capture.form.words() == ""
    page.editing().redo()
    qtbot.waitUntil(lambda: [card.accessibleName() for card in page.capture.cards.cards] == ["Action: Wrong"])


def test_going_on_leaves_what_was_typed_under_its_item(page: MeetingPage, qtbot: QtBot) -> None:
    first = page.item_pane.item_id
    type_into(page, qtbot, "text", "Half an action")
    page.go_next()
    assert [(action.text, action.item) for action in held(page).actions] == [("Half an action", first)]
    assert isinstance(held(page).actions[0], Action)
    type_into(page, qtbot, "text", "Another")
    page.leave()
    assert held(page).actions[1].item == page.item_pane.item_id


def test_all_cards_of_the_meeting_can_be_seen(half_held: MeetingPage) -> None:
    page = half_held
    under_item = len(page.capture.cards.cards)
    page.capture.cards.see_all.click()
    assert len(page.capture.cards.cards) > under_item
