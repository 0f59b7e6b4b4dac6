"""What stood in a dialog at the lock goes back to what it was about, and to nothing and nobody else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Status
from cpm_desktop.services.annexes import ReadFile, annex_lines, attach_annex, rename_annex, take_away
from cpm_desktop.services.child_overview import close_item
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.child.file_dialogs import new_child_dialog
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.papers.annexes_dialog import AnnexesDialog
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.shell.left_place import come_back, what_is_left
from cpm_desktop.ui.shell.locking import clear_screen
from tests.kais_meeting import kais_script
from tests.ui.locked_window import LockedWindow

_POLICE, _SCHOOL = "Police report about Kai’s father", "School report of the other child"


@pytest.fixture
def locked(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[LockedWindow]:
    opened = LockedWindow(qapp, qtbot, tmp_path)
    yield opened
    opened.end()


def _attach(desk: Desk, meeting_id: str, name: str, title: str) -> str:
    paper = attach_annex(desk, meeting_id, ReadFile(name, name.encode() * 50))
    rename_annex(desk, meeting_id, paper, title)
    return paper


def _dialogs() -> list[DialogShell]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, DialogShell) and each.isVisible()
    ]


def _titles(dialog: AnnexesDialog) -> list[str]:
    return [row.title.text() for row in dialog.rows.values()]


def _kept(desk: Desk, meeting_id: str) -> list[str]:
    return [line.paper.title for line in annex_lines(desk, meeting_id)]


def _child_page(locked: LockedWindow, child_id: str) -> ChildPage:
    locked.workspace.open_child(child_id)
    page = locked.workspace.page
    assert isinstance(page, ChildPage)
    return page


def _actions(page: ChildPage) -> list[str]:
    return [line.id for line in page._overview.actions]


def test_the_annexes_of_one_child_do_not_reach_those_of_another(locked: LockedWindow) -> None:
    desk, first = locked.workspace.desk, locked.meeting_id
    other = prepare_meeting(desk, enter_child(desk, kais_script()), kais_script())
    _attach(desk, first, "a.png", _POLICE)
    _attach(desk, other, "b.png", _SCHOOL)
    locked.meeting_page.room.open_annexes()
    before = locked.meeting_page.room.annexes.dialog
    assert before is not None
    title = next(iter(before.rows.values())).title
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_End)
    QTest.keyClicks(title, ", two pa")
    locked.lock()
    locked.unlock()
    desk, again = locked.workspace.desk, locked.meeting_page.room.annexes.dialog
    assert again is not None
    assert _titles(again) == [f"{_POLICE}, two pa"]
    locked.workspace.open_prepare(other)
    page = locked.workspace.page
    assert isinstance(page, PreparePage)
    dialog = page.annexes.show()
    locked.settle()
    assert _titles(dialog) == [_SCHOOL]
    row = next(iter(dialog.rows.values()))
    row.title.setFocus()
    dialog.agree_button.setFocus()
    locked.settle()
    assert _kept(desk, other) == [_SCHOOL]
    dialog.close()


def test_what_was_typed_about_one_annex_does_not_reach_the_next(locked: LockedWindow) -> None:
    """The first is taken away and the other renamed meanwhile: the row of the other is the first one now."""
    workspace, meeting_id = locked.workspace, locked.meeting_id
    first = _attach(workspace.desk, meeting_id, "a.png", _POLICE)
    second = _attach(workspace.desk, meeting_id, "b.png", "School report")
    locked.meeting_page.room.open_annexes()
    dialog = locked.meeting_page.room.annexes.dialog
    assert dialog is not None
    dialog.rows[first].title.setText(f"{_POLICE}, two pages")
    left = what_is_left(workspace)
    clear_screen(workspace.window())
    locked.settle()
    take_away(workspace.desk, meeting_id, first)
    rename_annex(workspace.desk, meeting_id, second, "School report of March")
    assert come_back(workspace, left)
    again = locked.meeting_page.room.annexes.dialog
    assert again is not None
    assert _titles(again) == ["School report of March"]
    again.close()


def test_what_a_dialog_that_fails_to_open_held_reaches_nothing_else(locked: LockedWindow) -> None:
    """The action is settled meanwhile: the title of its dialog is that of every other's."""
    workspace, child_id = locked.workspace, locked.meeting.facts.child_id
    other = enter_child(workspace.desk, kais_script())
    page = _child_page(locked, child_id)
    gone, beside, *_ = _actions(page)
    dialog = page.open_item("action", gone)
    assert dialog is not None
    dialog.set_note("Kai’s father was arrested.")
    left = what_is_left(workspace)
    clear_screen(workspace.window())
    locked.settle()
    close_item(workspace.desk, child_id, gone, Status.DONE, "Done")
    assert come_back(workspace, left)
    assert _dialogs() == []
    page = _child_page_shown(locked)
    of_another_action = page.open_item("action", beside)
    assert of_another_action is not None
    assert of_another_action._note.text == ""
    of_another_action.reject()
    page = _child_page(locked, other)
    of_another_child = page.open_item("action", _actions(page)[0])
    assert of_another_child is not None
    assert of_another_child._note.text == ""
    of_another_child.reject()


def _child_page_shown(locked: LockedWindow) -> ChildPage:
    page = locked.workspace.page
    assert isinstance(page, ChildPage)
    return page


def test_what_no_dialog_took_is_dropped_once_another_page_is_shown(locked: LockedWindow) -> None:
    workspace = locked.workspace
    workspace.open_caseload()
    page = workspace.page
    assert isinstance(page, CaseloadPage)
    new_child_dialog(workspace.desk, workspace.theme, workspace.open_child, page).set_text(
        "name", "Rosa Fair"
    )
    locked.lock()
    locked.unlock()
    workspace = locked.workspace
    assert "“Add a child” was open" in workspace.message
    workspace.open_words()
    workspace.open_caseload()
    page = workspace.page
    assert isinstance(page, CaseloadPage)
    dialog = page.add_child()
    assert "Rosa Fair" not in [each.text() for each in dialog.findChildren(LineEdit)]
    dialog.reject()


def test_no_dialog_of_one_childs_page_fills_that_of_another(locked: LockedWindow) -> None:
    """Each is left as one that cannot be opened again by itself, so that its title alone waits for it."""
    workspace, child_id = locked.workspace, locked.meeting.facts.child_id
    other = enter_child(workspace.desk, kais_script())
    had_fields = []
    for place, opening in enumerate(_openings(_child_page(locked, child_id))):
        name = opening.__name__
        dialog = _openings(_child_page(locked, child_id))[place]()
        fields = _fields(dialog)
        for field in fields:
            field.load("Only of Kai") if isinstance(field, PlainEditor) else field.setText("Only of Kai")
        had_fields += [name] if fields else []
        dialog.setProperty("opened_by", "")
        left = what_is_left(workspace)
        clear_screen(workspace.window())
        locked.settle()
        assert come_back(workspace, left)
        assert ("was open when the records locked" in workspace.error_shown) is bool(fields), name
        dialog = _openings(_child_page(locked, other))[place]()
        assert "Only of Kai" not in [_words(field) for field in _fields(dialog)], name
        dialog.reject()
    assert len(had_fields) > 6


def _openings(page: ChildPage) -> list[Callable[[], DialogShell]]:
    dialogs = page.dialogs
    return [
        dialogs.edit_child, dialogs.edit_person, dialogs.edit_review, dialogs.edit_earlier_meeting,
        dialogs.edit_action, dialogs.edit_unmet_need, page.new_meeting, page.hand_over_case, page.show_holds,
        page.find_person,
    ]  # fmt: skip


def _fields(dialog: DialogShell) -> list[LineEdit | PlainEditor]:
    found = [each for each in dialog.findChildren(QWidget) if isinstance(each, LineEdit | PlainEditor)]
    return [each for each in found if each.isVisible() and not each.is_secret]


def _words(field: LineEdit | PlainEditor) -> str:
    return field.text if isinstance(field, PlainEditor) else field.text()
