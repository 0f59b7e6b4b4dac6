"""A dialog that is open again after the lock is about whom it was about, whatever the page chooses by then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.creating import add_child
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.caseload.new_meeting_dialog import NewMeetingDialog
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.child.person_search_dialog import PersonSearchDialog
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.readers.limits_dialog import LimitsDialog
from tests.ui.locked_window import LockedWindow


@pytest.fixture
def locked(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[LockedWindow]:
    opened = LockedWindow(qapp, qtbot, tmp_path)
    yield opened
    for each in _dialogs():
        each.reject()
    opened.end()


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


def _asked_again() -> tuple[str, str]:
    """Return the child and the place in the dialog that is open again."""
    (dialog,) = _dialogs()
    assert isinstance(dialog, NewMeetingDialog)
    return dialog.child.chosen_key, dialog._venue.text()


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
    locked.lock()
    locked.unlock()
    assert _asked_again() == (zoe, "Zoe’s school")


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
    _new_meeting(page, "Zoe’s school").child.choose_anew(zoe)
    locked.lock()
    locked.unlock()
    assert _asked_again() == (zoe, "Zoe’s school")


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
