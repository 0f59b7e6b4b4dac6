from PySide6.QtCore import Qt

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.editing import Editing
from cpm_desktop.services.saving_feed import SavingNews
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.shell.palette import CommandPalette
from cpm_desktop.ui.shell.workspace import Place
from tests.ui.a_window import OpenWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_k_lists_what_the_page_offers_and_enter_runs_it(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    window.press(Qt.Key.Key_K, CTRL)
    palette = window.dialog()
    assert isinstance(palette, CommandPalette)
    palette.field.setText("")
    window.qtbot.keyClicks(palette.field, "add a per")
    assert window.desk is not None
    window.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.dialog().windowTitle() == "Add a person"


def test_palette_moves_with_the_arrow_keys_while_the_cursor_stays_in_the_field(window: OpenWindow) -> None:
    window.go("caseload")
    palette = window.workspace.open_palette()
    window.qtbot.waitUntil(palette.field.hasFocus)
    first = palette.found.current_key
    window.qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.found.current_key != first
    assert palette.field.hasFocus()


def test_undo_and_redo_are_named_and_said(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    editing = window.desk.child(kai)
    editing.perform(change(editing.value.child, known_as="Kay"))
    window.workspace.undo()
    assert editing.value.child.known_as == "Kai"
    assert window.said() == "Undone: change child’s details"
    window.workspace.redo()
    assert editing.value.child.known_as == "Kay"
    window.workspace.redo()
    assert window.said() == "There is nothing to redo."
    assert window.workspace.error_shown == ""


def test_going_back_leads_the_way_one_came(window: OpenWindow, kai: str) -> None:
    window.go("caseload")
    window.go("child", kai)
    window.workspace.back()
    assert window.workspace.place == Place("caseload")


def test_a_page_that_cannot_be_opened_leaves_the_one_that_is_shown(window: OpenWindow, kai: str) -> None:
    page = window.go("child", kai)
    assert not window.workspace.go(Place("child", "nobody"))
    assert window.workspace.page is page
    assert window.workspace.error_shown


def test_an_error_is_shown_as_it_was_written_and_said(window: OpenWindow) -> None:
    window.go("caseload")
    window.workspace.show_error(CarePlanningError("The <disk> & all is full."))
    assert window.workspace.error_shown == "The <disk> & all is full."
    assert window.said().startswith("The <disk>")
    window.workspace.hide_error()
    assert not window.workspace.error_shown


def test_saved_is_told_by_the_commit_only(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    editing = window.desk.child(kai)
    edited = editing.perform(change(editing.value.child, pronouns="they/them"))
    assert edited is not None
    assert window.workspace.header.saved.text == "Saving"
    edited.saved.result(5)
    window.qtbot.waitUntil(lambda: window.workspace.header.saved.text.startswith("Saved "))


def test_what_cannot_be_saved_is_said_and_stays(window: OpenWindow) -> None:
    window.go("caseload")
    feed = window.desk.saving
    news = SavingNews(is_saved=False, problem="The disk is full. Free some space on it.")
    for listener in feed._listeners:
        listener(news)
    window.qtbot.waitUntil(lambda: "the disk is full" in window.workspace.header.saved.text)
    assert window.workspace.header.saved.text == "Not saved – the disk is full"


def test_f6_goes_round_the_panes_and_says_their_names(window: OpenWindow, kai: str) -> None:
    page = window.go("child", kai)
    assert isinstance(page, ChildPage)
    visited = []
    for _ in page.panes():
        window.press(Qt.Key.Key_F6)
        visited.append(window.said())
    assert {"Reviews and meetings", "Open actions", "People"} <= set(visited)


def test_locking_is_asked_for_by_ctrl_shift_l(window: OpenWindow) -> None:
    window.go("caseload")
    with window.qtbot.waitSignal(window.workspace.lock_asked):
        window.press(Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)


def test_text_grows_and_shrinks_by_keys(window: OpenWindow) -> None:
    window.go("caseload")
    window.press(Qt.Key.Key_Plus, CTRL)
    assert window.workspace.theme.text_factor == 1.1
    assert window.said() == "Text size 110%"
    window.press(Qt.Key.Key_0, CTRL)
    assert window.workspace.theme.text_factor == 1.0


def test_a_change_that_the_store_refuses_is_told(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    editing = window.desk.child(kai)
    elsewhere = Editing(window.desk.store, editing.value)
    edited = elsewhere.perform(change(elsewhere.value.child, pronouns="they/them"))
    assert edited is not None
    edited.saved.result(5)
    editing.perform(change(editing.value.child, pronouns="she/her"))
    window.qtbot.waitUntil(lambda: "nothing was saved" in window.workspace.error_shown)
