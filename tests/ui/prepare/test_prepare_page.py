"""Preparing: notes are kept as typed, nothing missing stands in the way, and invitations name nobody else."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Reply
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.meeting import Answer, Meeting, PaperState, Stage
from cpm_desktop.services.getting_ready import tasks
from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.prepare.people_card import NOT_INVITED
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.shell.workspace import Workspace
from tests.ui.a_window import unnamed


def held(page: PreparePage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def test_a_note_is_kept_as_typing_pauses(page: PreparePage, qtbot: QtBot) -> None:
    page.agenda.open_item("identity")
    editor = page.agenda.items["identity"].editor
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "Life-story work began.")
    qtbot.waitUntil(lambda: bool(held(page).progress_of("identity").prepared_note))
    progress = held(page).progress_of("identity")
    assert (progress.prepared_note, progress.prepared_by) == ("Life-story work began.", "Priya Nair")
    assert editor.text == "Life-story work began."


def test_one_note_is_open_at_a_time(page: PreparePage, qtbot: QtBot) -> None:
    page.agenda.open_item("identity")
    qtbot.keyClicks(page.agenda.items["identity"].editor, "One")
    page.open_next_note()
    open_items = [one for one, item in page.agenda.items.items() if item.editor.isVisible()]
    assert open_items == ["family-time"]
    assert held(page).progress_of("identity").prepared_note == "One"


def test_undo_takes_a_note_back(page: PreparePage, qtbot: QtBot) -> None:
    page.agenda.open_item("identity")
    qtbot.keyClicks(page.agenda.items["identity"].editor, "Wrong")
    page.leave()
    page.editing().undo()
    assert page.agenda.items["identity"].editor.text == ""


@pytest.mark.rule("record.previous-actions")
def test_what_is_open_from_before_stands_inside_its_item(page: PreparePage) -> None:
    box = page.agenda.items["last-meeting"]
    words = {widget.accessibleName() for widget in box.findChildren(QWidget)}
    assert "Ask the dentist for a first appointment" in words


def test_answers_and_invitations_are_kept(page: PreparePage) -> None:
    lee = next(one for one in held(page).attendees if one.name == "Dr Siew Lee")
    line = page.people.lines[lee.id]
    line.reply.chosen.emit(Reply.BY_VIDEO.value)
    assert next(one for one in held(page).attendees if one.id == lee.id).reply is Reply.BY_VIDEO
    line.reply.chosen.emit(NOT_INVITED)
    assert not next(one for one in held(page).attendees if one.id == lee.id).is_invited


@pytest.mark.rule("attend.family-as-partners")
def test_an_expected_role_that_nobody_has_is_named_with_its_rule(page: PreparePage, qtbot: QtBot) -> None:
    joy = next(one for one in held(page).attendees if one.role_id == "foster-carer")
    teacher = next(one for one in held(page).attendees if one.name == "Michael Byrne")
    for person in (joy, teacher):
        page.people.lines[person.id].reply.chosen.emit(NOT_INVITED)

    def says(words: str) -> bool:
        shown = [w.text() for w in page.people.findChildren(QWidget) if hasattr(w, "text") and w.isVisible()]
        return any(text.startswith(words) for text in shown)

    qtbot.waitUntil(lambda: says("Not invited:"))
    qtbot.waitUntil(lambda: says("Why?"))


def test_a_guest_is_invited(page: PreparePage, qtbot: QtBot) -> None:
    dialog = page.ask_invitation()
    qtbot.keyClicks(dialog.who.lineEdit(), "Amara Obi")
    qtbot.keyClicks(dialog.role.lineEdit(), "School nurse")
    dialog.agree_button.click()
    guest = next(one for one in held(page).attendees if one.name == "Amara Obi")
    assert guest.role_id == "school-nurse"
    assert guest.id in page.people.lines


def test_an_invitation_without_a_name_is_asked_again(page: PreparePage) -> None:
    dialog = page.ask_invitation()
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()


def test_papers_are_ticked_attached_or_missing_with_a_reason(
    page: PreparePage, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = held(page).papers[2]
    line = page.papers.lines[paper.id]
    line.why.click()
    line.note.clear()
    qtbot.keyClicks(line.note, "not done since 3 Oct")
    page.leave()
    assert (held(page).papers[2].state, held(page).papers[2].note) == (
        PaperState.MISSING,
        "not done since 3 Oct",
    )
    page.papers.added.emit("School report")
    assert held(page).papers[-1].title == "School report"
    assert tmp_path.exists()


@pytest.mark.rule("chair.cla")
def test_details_are_kept_and_a_complex_meeting_asks_for_the_manager(page: PreparePage, qtbot: QtBot) -> None:
    page.open_task("details")
    assert page.details.isVisible()
    assert (
        page.details.venue.cursorPosition() == 0
    )  # what is too long for the field is read from its beginning
    page.details.venue.setFocus()
    page.details.venue.selectAll()
    qtbot.keyClicks(page.details.venue, "The small room")
    page.details.is_complex.click()
    facts = held(page).facts
    assert (facts.venue, facts.is_complex) == ("The small room", True)
    assert any(task.id == "complex" and not task.is_done for task in tasks(page.desk, page.meeting_id))
    page.details.discussion.setFocus()
    qtbot.keyClicks(page.details.discussion, "23 Nov: Rachel agrees")
    page.leave()
    assert held(page).facts.manager_discussion == "23 Nov: Rachel agrees"


def test_a_date_that_cannot_be_read_changes_nothing_and_stays(page: PreparePage, qtbot: QtBot) -> None:
    before = held(page).facts.date
    page.open_task("details")
    control = page.details.day.control
    control.setFocus()
    page.details.day.set_typed("")
    qtbot.keyClicks(control, "31 foo")
    page.leave()
    assert held(page).facts.date in (before, None)
    assert page.details.day.typed == "31 foo"
    page.details.day.set_typed("1 dec 26")
    page.leave()
    assert held(page).facts.date == dt.date(2026, 12, 1)


def test_agenda_invitations_and_the_sheet_are_looked_at_and_saved_from_the_rail(
    page: PreparePage, qtbot: QtBot, tmp_path: Path
) -> None:
    buttons = {
        button.accessibleName() or button.plain_text: button for button in page.rail.findChildren(Button)
    }
    for name, kind in (
        ("Agenda", PaperKind.AGENDA),
        ("Invitations", PaperKind.INVITATION),
        ("Attendance sheet", PaperKind.ATTENDANCE),
    ):
        buttons[name].click()
        dialog = page.taking.dialog
        assert dialog is not None
        qtbot.waitUntil(lambda dialog=dialog: dialog.drawn is not None)  # type: ignore[misc]  # bound to this turn
        assert dialog.drawn is not None
        assert dialog.drawn.offer.kind is kind
        dialog.choose_folder = lambda: str(tmp_path)
        dialog.save_button.click()
        dialog.word_button.click()
        saved = [tmp_path / dialog.drawn.file_name, tmp_path / dialog.drawn.word_name]
        assert [path.read_bytes()[:2] for path in saved] == [b"%P", b"PK"]
        dialog.reject()


def test_an_invitation_for_each_person_names_nobody_else(page: PreparePage, tmp_path: Path) -> None:
    folder = tmp_path / "invitations"
    folder.mkdir()
    page.editing().perform(change(held(page).facts, venue="The garden room"))
    page.save_invitations_to(folder)
    files = sorted(folder.iterdir())
    assert len(files) == sum(person.is_invited for person in held(page).attendees)
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "Kai" not in text
        assert "Avery" not in text + file.name


def test_a_folder_that_is_not_there_is_told_in_plain_words(
    page: PreparePage, workspace: Workspace, tmp_path: Path
) -> None:
    page.save_invitations_to(tmp_path / "nowhere")
    assert workspace.error_shown


def test_nothing_missing_stands_in_the_way_of_starting(
    page: PreparePage, workspace: Workspace, qtbot: QtBot
) -> None:
    assert any(not task.is_done for task in tasks(page.desk, page.meeting_id))
    page.agenda.open_item("identity")
    qtbot.keyClicks(page.agenda.items["identity"].editor, "Typed at the last moment")
    page.press_primary()
    meeting = page.desk.meeting(page.meeting_id).value
    assert meeting.facts.stage is Stage.LIVE
    assert meeting.progress_of("identity").prepared_note == "Typed at the last moment"
    assert workspace.place.screen == "meeting"


def test_everything_that_takes_the_keyboard_has_a_name(page: PreparePage) -> None:
    page.open_task("details")
    page.agenda.open_item("health")
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_tasks_lead_to_where_they_are_done(page: PreparePage) -> None:
    for task in tasks(page.desk, page.meeting_id):
        page.open_task(task.id)
        focused = QApplication.focusWidget()
        assert focused is not None, task.id
        assert page.isAncestorOf(focused), task.id


@pytest.mark.rule("kind.one-form-for-all-cla-types")
def test_a_prepared_meeting_becomes_another_kind_and_back(page: PreparePage, qtbot: QtBot) -> None:
    page.open_task("details")
    select = page.details.meeting_kind
    assert select.isVisible()
    before = held(page)
    select.chosen.emit("cla-specific-issue")
    qtbot.waitUntil(lambda: held(page).facts.form_id == "cla-specific-issue")
    assert held(page).agenda == before.agenda
    editing = page.editing()
    while editing.undo_label() and held(page).facts.form_id != before.facts.form_id:
        editing.undo()
    assert held(page).facts.form_id == before.facts.form_id


@pytest.mark.rule("kind.one-form-for-all-cla-types")
def test_what_the_new_kind_has_no_item_for_is_shown_moved_and_removed(
    page: PreparePage, qtbot: QtBot
) -> None:
    desk, meeting_id = page.desk, page.meeting_id
    assert not page.kept.isVisible()
    page.agenda.open_item("identity")
    qtbot.keyClicks(page.agenda.items["identity"].editor, "Life-story work & <more>")
    page.leave()
    first = next(iter(page.agenda.items))
    page.details.meeting_kind.chosen.emit("cla-specific-issue")
    answered = Answer(id="issue.c", item="preparation", question="gone", value="Yes", note="In May")
    desk.meeting(meeting_id).perform(Record(entity=answered))
    assert "identity" not in page.agenda.items
    shown = {row.kept.words: row for row in page.kept.rows.values()}
    assert page.kept.isVisible()
    noted, answered_with = "Life-story work & <more>", "Yes\nIn May"
    assert list(shown)[-1] == answered_with
    note, answer = shown[noted], shown[answered_with]
    assert note.kept.about.startswith("Identity")
    assert unnamed(page.kept) == []
    note.target.choose(first)
    note.target.chosen.emit(first)
    assert held(page).progress_of(first).prepared_note.endswith("Life-story work & <more>")
    assert held(page).progress_of("identity").prepared_note == ""
    assert noted not in {row.kept.words for row in page.kept.rows.values()}
    assert page.editing().undo_label() == "move what was kept to the item"
    page.editing().undo()
    assert held(page).progress_of("identity").prepared_note == noted
    assert noted not in held(page).progress_of(first).prepared_note
    page.editing().redo()
    assert held(page).progress_of("identity").prepared_note == ""
    target = page.kept.rows[f"answer.{answered.id}"].target
    target.chosen.emit(first)
    assert (
        held(page)
        .progress_of(first)
        .prepared_note.endswith(f"{noted}\n\n{answer.kept.about}\n{answered_with}")
    )
    assert answered not in held(page).answers
    page.editing().undo()
    answer = page.kept.rows[f"answer.{answered.id}"]
    answer.remove.click()
    assert answered_with not in {row.kept.words for row in page.kept.rows.values()}
    assert answered not in held(page).answers
    page.editing().undo()
    assert answer.kept in {row.kept for row in page.kept.rows.values()}
    for row in list(page.kept.rows.values()):
        row.remove.click()
    assert not page.kept.isVisible()
