"""Several children at one meeting, on its page: whom each thing is about is said, seen and kept."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.services.closing import end
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import mark_presence, start
from cpm_desktop.services.siblings import add_sibling, remove_sibling
from cpm_desktop.services.splitting import part_records
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.meeting.view_form import ViewForm
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.prepare.siblings_card import SiblingsCard
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.ui.meeting.at_item import go_to, step
from tests.ui.meeting.conftest import open_page

MIA = "mia-of-the-averys"


@pytest.fixture
def mia(desk: Desk) -> str:
    child = Child(id=MIA, name="Mia Avery", known_as="Mia", date_of_birth=dt.date(2016, 4, 2))
    return add_child(desk, child)


@pytest.fixture
def both(workspace: Workspace, desk: Desk, meeting_id: str, mia: str) -> MeetingPage:
    add_sibling(desk, meeting_id, mia)
    start(desk, meeting_id)
    return open_page(workspace, meeting_id)


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def test_a_paper_is_about_one_child_while_that_child_is_concerned(
    workspace: Workspace, desk: Desk, meeting_id: str, mia: str
) -> None:
    assert workspace.go(Place("prepare", meeting_id)), workspace.error_shown
    page = workspace.page
    assert isinstance(page, PreparePage)
    line = next(iter(page.papers.lines.values()))
    assert not line.about.isVisible()
    add_sibling(desk, meeting_id, mia)
    assert line.about.isVisible()
    assert [line.about.itemText(place) for place in range(3)] == ["About both", "About Kai", "About Mia"]
    line.about.choose(mia)
    line.about.chosen.emit(mia)
    paper = next(iter(page.papers.lines))
    assert {one.id: one.child_id for one in desk.meeting(meeting_id).value.papers}[paper] == mia
    remove_sibling(desk, meeting_id, mia)
    assert {one.child_id for one in desk.meeting(meeting_id).value.papers} == {""}
    assert not line.about.isVisible()


def press(chooser: object, child_id: str, qtbot: QtBot) -> None:
    button = chooser.pills.button(child_id or "all")  # type: ignore[attr-defined]  # an AboutChooser
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_one_child_is_asked_nothing_of_whom_it_is_about(page: MeetingPage) -> None:
    assert not page.item_pane.notes.about.isVisible()
    assert not page.capture.form.about.isVisible()


def test_the_page_names_both(both: MeetingPage) -> None:
    assert "Kai and Mia" in both.header.title
    go_to(both, "child-views")
    assert set(both.item_pane.participation.rows) == {one.id for one in held(both).attendees if one.is_child}


def test_a_note_is_about_all_until_one_is_chosen(both: MeetingPage, qtbot: QtBot) -> None:
    notes = both.item_pane.notes
    assert notes.about.isVisible()
    qtbot.keyClicks(notes.rows[-1].editor, "Both like the new house")
    qtbot.keyClick(notes.rows[-1].editor, Qt.Key.Key_Return)
    qtbot.keyClicks(notes.rows[-1].editor, "Mia sleeps badly")
    press(notes.about, MIA, qtbot)
    both.leave()
    assert [(note.text, note.child_id) for note in held(both).notes] == [
        ("Both like the new house", ""),
        ("Mia sleeps badly", MIA),
    ]
    row = next(one for one in notes.rows if one.editor.text == "Mia sleeps badly")
    assert row.about.text() == "Mia only"
    assert row.editor.accessibleDescription() == "About Mia only"
    step(both, 1)
    step(both, -1)
    assert notes.rows[-1].child_id == ""
    assert notes.about.child_id == ""


def test_a_child_s_own_words_are_that_child_s(both: MeetingPage, qtbot: QtBot) -> None:
    her = next(one.id for one in held(both).attendees if one.name == "Mia Avery")
    mark_presence(both.desk, both.meeting_id, her, Presence.PRESENT)
    notes = both.item_pane.notes
    qtbot.keyClicks(notes.rows[-1].editor, "I want my own room")
    notes.choose_speaker(her)
    both.leave()
    assert held(both).notes[0].child_id == MIA
    both.capture.record_view(her)
    form = both.capture.form
    assert isinstance(form, ViewForm)
    assert form.about.child_id == MIA
    qtbot.keyClicks(form.fields["words"], "Not the bunk bed")
    both.leave()
    assert held(both).views[0].child_id == MIA


def test_a_quotation_is_the_child_s_who_said_it_whoever_was_spoken_of_before(
    both: MeetingPage, qtbot: QtBot
) -> None:
    notes, kai = both.item_pane.notes, held(both).facts.child_id
    press(notes.about, kai, qtbot)
    qtbot.keyClicks(notes.rows[-1].editor, "Kai sleeps badly")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert notes.rows[-1].child_id == kai
    qtbot.keyClicks(notes.rows[-1].editor, '"@MA I want my own room"')
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (view,) = held(both).views
    assert (view.words, view.child_id) == ("I want my own room", MIA)


def test_what_is_said_after_a_child_s_words_is_about_all_again(both: MeetingPage, qtbot: QtBot) -> None:
    her = next(one.id for one in held(both).attendees if one.name == "Mia Avery")
    notes = both.item_pane.notes
    notes.choose_speaker(her)
    qtbot.keyClicks(notes.rows[-1].editor, "I want my own room")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    notes.choose_speaker("")
    qtbot.keyClicks(notes.rows[-1].editor, "Both get one")
    both.leave()
    assert [(note.text, note.child_id) for note in held(both).notes] == [
        ("I want my own room", MIA),
        ("Both get one", ""),
    ]


def test_a_capture_says_whose_it_is_on_its_card(both: MeetingPage, qtbot: QtBot) -> None:
    both.capture.choose("action")
    form = both.capture.form
    qtbot.keyClicks(form.fields["text"], "Book the dentist")
    press(form.about, held(both).facts.child_id, qtbot)
    both.capture.add()
    action = held(both).actions[0]
    assert action.child_id == held(both).facts.child_id
    assert form.about.child_id == ""
    both.capture.edit(action.kind, action.id)
    assert form.about.child_id == action.child_id
    press(form.about, "", qtbot)
    assert held(both).actions[0].child_id == ""


def test_the_close_leads_to_the_other_child_s_record(
    both: MeetingPage, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    assert workspace.go(Place("close", both.meeting_id))
    page = workspace.page
    assert isinstance(page, ClosePage)
    assert page.siblings.isVisible()
    assert "Kai and Mia" in page.siblings.accessibleName()
    assert "parts them for good" in page.siblings.accessibleDescription()
    end(desk, both.meeting_id)
    (other,) = part_records(desk, both.meeting_id)
    page.refresh()
    assert page.siblings.button.isVisible()
    assert "stands in that record alone" in page.siblings.accessibleDescription()
    qtbot.mouseClick(page.siblings.button, Qt.MouseButton.LeftButton)
    shown = workspace.page
    assert isinstance(shown, ClosePage)
    assert shown.meeting_id == other
    assert "Mia" in shown.header.title
    assert desk.meeting(other).value.facts.stage is Stage.ENDED


def test_brothers_and_sisters_are_chosen_while_it_is_prepared(
    desk: Desk, meeting_id: str, mia: str, workspace: Workspace, qtbot: QtBot
) -> None:
    card = SiblingsCard(workspace.theme, desk, meeting_id, lambda doing: bool(doing() or True))
    qtbot.addWidget(card)
    card.show()
    assert card.select.itemText(0) == "Mia Avery"
    card.select.choose(mia)
    card.select.chosen.emit(mia)
    assert desk.meeting(meeting_id).value.facts.siblings == (mia,)
    assert card.select.count() == 0
    remove = next(
        one for one in card.findChildren(Button) if one.accessibleName() == "Take Mia Avery off this meeting"
    )
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert desk.meeting(meeting_id).value.facts.siblings == ()
    assert card.select.count() == 1
