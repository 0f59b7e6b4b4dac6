"""Preparing any kind of meeting: its questions, its day, its papers, who is offered, and a free agenda by keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.meeting import Meeting, PaperState, Stage
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.getting_ready import tasks
from cpm_desktop.services.holding import agenda_items
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.prepare.start_dialog import StartDialog
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.ui.a_window import unnamed


def prepare(
    desk: Desk, workspace: Workspace, child_id: str, form_id: str, day: dt.date | None = None
) -> PreparePage:
    meeting_id = new_meeting(desk, child_id, form_id, day, dt.time(10))
    assert workspace.go(Place("prepare", meeting_id)), workspace.error_shown
    page = workspace.page
    assert isinstance(page, PreparePage)
    return page


def held(page: PreparePage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def said(widget: QWidget) -> str:
    return "\n".join(
        str(part.text())
        for part in widget.findChildren(QWidget)
        if hasattr(part, "text") and part.isVisible()
    )


@pytest.fixture(params=["legal", "final-care-plan", "multi-agency", "care-team", "case-discussion"])
def any_page(request: pytest.FixtureRequest, desk: Desk, workspace: Workspace, child_id: str) -> PreparePage:
    return prepare(desk, workspace, child_id, request.param, dt.date(2026, 12, 10))


def test_every_kind_is_reached_by_keyboard_and_named(any_page: PreparePage) -> None:
    any_page.open_task("details")
    assert unnamed(any_page) == []
    for task in tasks(any_page.desk, any_page.meeting_id):
        any_page.open_task(task.id)
        focused = QApplication.focusWidget()
        assert focused is not None, task.id
        assert any_page.isAncestorOf(focused), task.id


@pytest.mark.rule("prepare.own-agency-first", "prepare.case-discussion-first")
def test_the_questions_are_answered_here_and_listed_before_the_start(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    page = prepare(desk, workspace, child_id, "multi-agency", dt.date(2026, 12, 10))
    assert any(task.id == "questions" and not task.is_done for task in tasks(desk, page.meeting_id))
    editor = next(one for one in page.questions.card.editors if one.asked.question.id == "own-needs-assessed")
    editor.answered.emit("yes")
    editor.noted.emit("yes", "By us, in October")
    (kept,) = (one for one in held(page).answers if one.question == "own-needs-assessed")
    assert (kept.value, kept.note) == ("yes", "By us, in October")
    page.press_primary()
    dialog = page.findChild(StartDialog)
    assert dialog is not None
    assert any("case discussion" in line for line in dialog.lines)
    assert any("what our own agency can do" in line for line in dialog.lines)
    assert not any("needs been assessed" in line for line in dialog.lines)
    dialog.reject()
    assert held(page).facts.stage is Stage.PREPARED
    page.press_primary()
    page.findChildren(StartDialog)[-1].agree_button.click()
    assert held(page).facts.stage is Stage.LIVE
    qtbot.waitUntil(lambda: workspace.place.screen == "meeting")


@pytest.mark.rule("kind.mdt-name")
def test_the_title_chosen_here_stands_in_the_header(desk: Desk, workspace: Workspace, child_id: str) -> None:
    page = prepare(desk, workspace, child_id, "multi-agency")
    editor = next(one for one in page.questions.card.editors if one.asked.question.id == "meeting-title")
    editor.answered.emit("mdt")
    assert "Multi-disciplinary team (MDT) meeting" in page.header.title


@pytest.mark.rule("prepare.legal-urgency")
def test_the_court_date_is_shown_while_the_day_is_chosen(
    desk: Desk, workspace: Workspace, child_id: str
) -> None:
    file = desk.child(child_id)
    file.perform(change(file.value.child, court_on=dt.date(2026, 12, 1)))
    page = prepare(desk, workspace, child_id, "legal", dt.date(2026, 12, 3))
    page.open_task("details")
    shown = said(page.details.days).replace("\u00a0", " ")
    assert "Next date in court: Tue 1 Dec 2026" in shown
    assert "not before the date in court" in shown
    page.details.day.set_typed("26 nov 26")
    page.leave()
    assert "not before the date in court" not in said(page.details.days)


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
def test_a_day_is_proposed_warned_of_and_refused_until_it_is_said_why(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    file = desk.child(child_id)
    file.perform(change(file.value.child, filing_on=dt.date(2026, 12, 9)))
    page = prepare(desk, workspace, child_id, "final-care-plan", dt.date(2026, 12, 10))
    page.open_task("details")
    days = page.details.days
    assert "Choose another day, or say why" in said(days)
    assert any(task.id == "details" and not task.is_done for task in tasks(desk, page.meeting_id))
    page.details.hide()
    workspace._press_primary()
    assert "record why it has to be this one" in workspace.error_shown
    assert page.details.isVisible()
    assert held(page).facts.stage is Stage.PREPARED
    line = next(each for each in days.lines.values() if each.takes_reason)
    line.reason.setFocus()
    qtbot.keyClicks(line.reason, "The court moved the date")
    page.leave()
    (reason,) = held(page).given_reasons
    assert reason.text == "The court moved the date"
    assert "Choose another day" not in said(page.details.days)
    days.proposals[0].click()
    assert held(page).facts.date == dt.date(2026, 11, 25)
    assert "less than two weeks" not in said(page.details.days)


@pytest.mark.rule("prepare.legal-documents")
def test_a_required_paper_is_there_or_missing_with_reason_and_day(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    page = prepare(desk, workspace, child_id, "legal")
    assert len(page.papers.lines) == 6
    paper = next(one for one in held(page).papers if one.title == "Genogram")
    line = page.papers.lines[paper.id]
    assert "Required" in line.tick.accessibleDescription()
    line.why.click()
    qtbot.keyClicks(line.note, "being drawn")
    page.leave()
    assert "by when?" in line.tick.accessibleDescription()
    line.due.set_typed("1 dec 26")
    page.leave()
    paper = next(one for one in held(page).papers if one.title == "Genogram")
    assert (paper.state, paper.note, paper.due) == (
        PaperState.MISSING,
        "being drawn",
        dt.date(2026, 12, 1),
    )


@pytest.mark.rule("attend.multi-agency")
def test_agencies_and_roles_are_offered_when_inviting_and_others_can_be_added(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    page = prepare(desk, workspace, child_id, "multi-agency", dt.date(2026, 12, 10))
    page.people.offers_link.click()
    offered = said(page.people)
    for role in ("Housing officer", "Police officer", "Youth justice worker", "Probation officer"):
        assert f"Not invited: {role}" in offered
    page.people.role_pressed.emit("Housing officer")
    dialog = page.ask_invitation("Housing officer")
    assert dialog.role.typed == "Housing officer"
    first = [dialog.role.itemText(place) for place in range(16)]
    assert {"Police officer", "Children’s guardian", "Probation officer"} <= set(first)
    qtbot.keyClicks(dialog.who.lineEdit(), "Hari Rao")
    dialog.agency.setEditText("Northbeck Homes")
    dialog.accept()
    guest = next(one for one in held(page).attendees if one.name == "Hari Rao")
    assert (guest.role_id, guest.agency) == ("housing-officer", "Northbeck Homes")
    assert "Not invited: Housing officer" not in said(page.people)
    for other in page.findChildren(type(dialog)):
        other.reject()


@pytest.mark.rule("prepare.arranged-by-social-worker")
def test_who_arranges_it_is_put_down_and_can_be_another(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    page = prepare(desk, workspace, child_id, "care-team")
    page.open_task("details")
    assert page.details.convenor.text() == "Priya Nair"
    assert any("who arranges it" in why.link.accessibleName() for why in page.details.reasons_why)
    page.details.convenor.setFocus()
    page.details.convenor.selectAll()
    qtbot.keyClicks(page.details.convenor, "Grace Bello")
    page.leave()
    assert held(page).facts.convenor == "Grace Bello"


@pytest.mark.rule("frequency.extra-on-change")
def test_an_extra_meeting_says_what_changed(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    page = prepare(desk, workspace, child_id, "core-group")
    page.open_task("details")
    page.details.is_extra.click()
    assert page.details.because.isVisible()
    page.details.because.setFocus()
    qtbot.keyClicks(page.details.because, "Tom came back")
    page.leave()
    assert (held(page).facts.is_extra, held(page).facts.extra_because) == (True, "Tom came back")
    assert "Extra meeting" in page.header.subtitle


@pytest.mark.rule("kind.specific-issue-free-agenda")
def test_a_free_agenda_is_shaped_by_keyboard(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    page = prepare(desk, workspace, child_id, "cla-specific-issue")

    def titles() -> list[str]:
        return [item.title for item in agenda_items(desk, held(page))]

    page.shaping.link.setFocus()
    QTest.keyClick(page.shaping.link, Qt.Key.Key_Return)
    panel = page.shaping.panel
    assert panel.isVisible()
    assert unnamed(panel) == []
    panel.new_title.setFocus()
    qtbot.keyClicks(panel.new_title, "The school bus")
    QTest.keyClick(panel.new_title, Qt.Key.Key_Return)
    assert titles()[-2] == "The school bus"
    line = next(one for one in panel.lines.values() if one.title.text() == "The school bus")
    line.title.setFocus()
    QTest.keyClick(line.title, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles()[-3] == "The school bus"
    assert line.title.hasFocus()
    line.title.selectAll()
    qtbot.keyClicks(line.title, "The journey")
    page.leave()
    assert titles()[-3] == "The journey"
    assert page.editing().undo_label() == "name a line of the agenda “The journey”"
    QTest.keyClick(line.remove, Qt.Key.Key_Return)
    assert "The journey" not in titles()
    panel.finished.emit()
    assert page.agenda.isVisible()
    assert next(item._title for item in page.agenda.items.values()).startswith("Introductions")


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_a_set_agenda_offers_no_shaping(desk: Desk, workspace: Workspace, child_id: str) -> None:
    page = prepare(desk, workspace, child_id, "cla-standard")
    assert not page.shaping.link.isVisible()


@pytest.mark.rule("kind.specific-issue-free-agenda")
def test_an_answer_that_adds_items_leaves_the_others_as_they_are(
    desk: Desk, workspace: Workspace, child_id: str, qtbot: QtBot
) -> None:
    page = prepare(desk, workspace, child_id, "cla-specific-issue")
    before = dict(page.agenda.items)
    last = list(before)[-1]
    page.agenda.open_item(last)
    editor = before[last].editor
    qtbot.keyClicks(editor, "Ask about the summer")
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    issue = next(one for one in page.questions.card.editors if one.asked.question.id == "issue")
    for chosen, added in (("contact", "family-time"), ("education", "education-provision")):
        issue.answered.emit(chosen)
        assert set(page.agenda.items) - set(before) == {added}
        assert all(page.agenda.items[item] is kept for item, kept in before.items())
        assert editor.hasFocus()
        assert (editor.text, editor.textCursor().position()) == ("Ask about the summer", 3)
        numbers = [page.agenda.items[line.id]._number for line in agenda_items(desk, held(page))]
        assert numbers == [str(place) for place in range(1, len(numbers) + 1)]
        places = [page.agenda._column.indexOf(row) for row in page.agenda.items.values()]
        assert places == list(range(len(places)))
    page.leave()
    assert held(page).progress_of(last).prepared_note == "Ask about the summer"
