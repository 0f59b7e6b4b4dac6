"""A dialog that is open again after the lock is about whom it was about, whatever the page chooses by then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.creating import add_child
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.caseload.new_meeting_dialog import NewMeetingDialog
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.child.entity_dialog import EntityDialog
from cpm_desktop.ui.child.file_dialogs import new_child_dialog
from cpm_desktop.ui.child.person_search_dialog import PersonSearchDialog
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.opening_again import OpenedBy, being_opened_by, open_again, opened_by, opens_again
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.readers.limits_dialog import LimitsDialog
from tests.ui.locked_window import LockedWindow


@pytest.fixture
def locked(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[LockedWindow]:
    opened = LockedWindow(qapp, qtbot, tmp_path)
    yield opened
    for each in _dialogs():
        each.reject()
    opened.end()


class _Doors:
    """Opens one dialog through two marked methods, and notes by which it is being opened."""

    def __init__(self) -> None:
        self.while_opened: list[OpenedBy | None] = []

    @opens_again
    def ask_of_first(self) -> QDialog:
        return self.ask("first")

    @opens_again
    def ask(self, identifier: str) -> QDialog:
        dialog = QDialog()
        dialog.setObjectName(identifier)
        self.while_opened.append(being_opened_by(dialog))
        return dialog

    @opens_again
    def ask_all(self) -> QDialog:
        return self.ask_many(["first"])

    @opens_again
    def ask_many(self, identifiers: list[str]) -> QDialog:
        return self.ask_unmarked(identifiers[0])

    def ask_unmarked(self, identifier: str) -> QDialog:
        return type(self).ask.__wrapped__(self, identifier)  # type: ignore[attr-defined,no-any-return]  # of functools


def _dialogs() -> list[DialogShell]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, DialogShell) and each.isVisible()
    ]


def _caseload(locked: LockedWindow) -> CaseloadPage:
    locked.workspace.open_caseload()
    page = locked.workspace.page
    assert isinstance(page, CaseloadPage)
    return page


def _child_page(locked: LockedWindow) -> ChildPage:
    locked.workspace.open_child(locked.meeting.facts.child_id)
    page = locked.workspace.page
    assert isinstance(page, ChildPage)
    return page


def _new_meeting(page: CaseloadPage, venue: str) -> NewMeetingDialog:
    dialog = page.new_meeting()
    assert isinstance(dialog, NewMeetingDialog)
    dialog.set_venue(venue)
    return dialog


def _asked_again() -> tuple[str, str, str]:
    """Return the child, the place and the kind in the dialog that is open again."""
    (dialog,) = _dialogs()
    assert isinstance(dialog, NewMeetingDialog)
    return dialog.child.chosen_key, dialog._venue.text(), dialog.kind.current_key


@pytest.mark.parametrize("how", ["row", "search"])
def test_a_new_meeting_stays_that_of_the_child_chosen_in_the_caseload(locked: LockedWindow, how: str) -> None:
    zoe = add_child(locked.workspace.desk, Child(id="", name="Zoe Other"))
    page = _caseload(locked)
    if how == "search":
        page.search.setText("zoe")
        page.search.textEdited.emit("zoe")
        locked.settle()
    else:
        page.table.choose(zoe)
    dialog = _new_meeting(page, "Zoe’s school")
    assert dialog.child.chosen_key == zoe
    dialog.kind.choose("legal")
    locked.lock()
    locked.unlock()
    assert _asked_again() == (zoe, "Zoe’s school", "legal")


def test_a_new_meeting_knows_its_child_where_no_row_is_chosen(locked: LockedWindow) -> None:
    """The search finds nobody; who stands first then need not stand first after the lock."""
    page = _caseload(locked)
    page.search.setText("nobody at all")
    page.search.textEdited.emit("nobody at all")
    dialog = _new_meeting(page, "Kai’s school")
    child_id = dialog.child.chosen_key
    assert (dialog.property("opened_by"), dialog.property("opened_with")) == (
        "CaseloadPage.ask_meeting",
        [child_id],
    )


def test_a_new_meeting_stays_that_of_the_child_chosen_in_the_dialog(locked: LockedWindow) -> None:
    zoe = add_child(locked.workspace.desk, Child(id="", name="Zoe Other"))
    page = _caseload(locked)
    page.table.choose(locked.meeting.facts.child_id)
    dialog = _new_meeting(page, "Zoe’s school")
    dialog.child.choose_anew(zoe)
    dialog.kind.choose("legal")
    locked.lock()
    locked.unlock()
    assert _asked_again() == (zoe, "Zoe’s school", "legal")


def test_no_new_meeting_is_asked_for_a_child_who_is_not_here(locked: LockedWindow) -> None:
    assert _caseload(locked).ask_meeting("gone") is None
    assert _dialogs() == []


def test_who_may_read_about_a_person_stays_about_the_same(locked: LockedWindow) -> None:
    page = _child_page(locked)
    page.people.list.setFocus()
    person = page._editing.value.people[3].id
    page.people.list.choose(person)
    dialog = page.limit_readers()
    assert person in dialog.list.current_key
    dialog.form.whom._buttons[LimitKind.FILE.value].click()
    dialog.form.reason.setText("Only about this one")
    locked.lock()
    locked.unlock()
    (again,) = _dialogs()
    assert isinstance(again, LimitsDialog)
    assert person in again.list.current_key
    assert again.form.reason.text() == "Only about this one"


def test_the_search_for_a_person_names_the_same(locked: LockedWindow) -> None:
    page = _child_page(locked)
    page.people.list.setFocus()
    person = page._editing.value.people[3]
    page.people.list.choose(person.id)
    assert page.find_person().names.text() == person.name
    locked.lock()
    locked.unlock()
    (again,) = _dialogs()
    assert isinstance(again, PersonSearchDialog)
    assert again.names.text() == person.name


def test_what_opens_through_another_is_known_by_the_inner_one_all_the_time(qapp: QApplication) -> None:
    assert qapp is not None
    doors = _Doors()
    dialog = doors.ask_of_first()
    assert doors.while_opened == [OpenedBy("_Doors.ask", ("first",))]
    assert opened_by(dialog) == OpenedBy("_Doors.ask", ("first",))
    assert open_again([doors], OpenedBy("_Doors.ask", ("first",)))


def test_what_opens_through_one_that_cannot_be_called_again_is_known_by_the_outer_one(
    qapp: QApplication,
) -> None:
    assert qapp is not None
    doors = _Doors()
    dialog = doors.ask_all()
    assert doors.while_opened == [OpenedBy("_Doors.ask_all")]
    assert opened_by(dialog) == OpenedBy("_Doors.ask_all")


@pytest.fixture
def empty(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[LockedWindow]:
    opened = LockedWindow(qapp, qtbot, tmp_path, is_empty=True)
    yield opened
    for each in _dialogs():
        each.reject()
    opened.end()


def test_the_first_child_asked_for_by_starting_a_meeting_is_back(empty: LockedWindow) -> None:
    page = empty.workspace.page
    assert isinstance(page, CaseloadPage)
    page.press_primary()
    (dialog,) = _dialogs()
    assert isinstance(dialog, EntityDialog)
    dialog.set_text("name", "Rosa Fair")
    empty.lock()
    empty.unlock()
    (again,) = _dialogs()
    assert "Rosa Fair" in [each.text() for each in again.findChildren(LineEdit)]
    assert "was open when the records locked" not in empty.workspace.message


@pytest.mark.parametrize("locks", [1, 2])
def test_what_waits_for_its_dialog_waits_through_every_lock(locked: LockedWindow, locks: int) -> None:
    page = _caseload(locked)
    desk, workspace = locked.workspace.desk, locked.workspace
    new_child_dialog(desk, workspace.theme, workspace.open_child, page).set_text("name", "Rosa Fair")
    for _ in range(locks):
        locked.lock()
        locked.unlock()
        assert "“Add a child” was open when the records locked" in locked.workspace.message
        assert _dialogs() == []
    again = locked.workspace.page
    assert isinstance(again, CaseloadPage)
    assert "Rosa Fair" in [each.text() for each in again.add_child().findChildren(LineEdit)]
