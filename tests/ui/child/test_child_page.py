import pytest
from PySide6.QtCore import Qt

from cpm_desktop.domain.child import CopyKind, ParentalResponsibility
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.child.closed_items_dialog import ClosedItemsDialog
from cpm_desktop.ui.child.entity_dialog import EntityDialog
from cpm_desktop.ui.child.outcome_dialog import OutcomeDialog
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.readers.limits_dialog import LimitsDialog
from cpm_desktop.ui.shell.workspace import Place
from tests.ui.a_window import OpenWindow, unnamed


def _page(window: OpenWindow, child_id: str) -> ChildPage:
    page = window.go("child", child_id)
    assert isinstance(page, ChildPage)
    return page


def _rows(page: ChildPage) -> list[str]:
    return [row.title for row in page.actions_panel.list._rows.rows]


def test_the_strip_says_whose_file_it_is(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    assert page.strip._name.text() == "Kai Avery"
    assert page.header.title == "Kai A."
    assert page.header.back == "Caseload"


def test_details_are_changed_and_undo_brings_them_back(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    window.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.dialog()
    assert isinstance(dialog, EntityDialog)
    assert len(dialog.findChildren(Scroll)) == 1  # never one scroll bar inside another
    dialog.set_text("languages", "English, Yoruba, Makaton")
    dialog.accept()
    assert "Makaton" in page.strip._about.text()
    window.workspace.undo()
    assert "Makaton" not in page.strip._about.text()


def test_a_person_is_added_with_role_copy_and_responsibility(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    dialog = page.dialogs.edit_person()
    dialog.set_text("name", "Ngozi Okafọ̀")
    dialog.set_text("role", "grandmother")
    dialog.set_text("copy_kind", CopyKind.FAMILY.value)
    dialog.set_text("parental_responsibility", ParentalResponsibility.LIMITED.value)
    dialog.set_text("telephone", "07700 900123")
    dialog.accept()
    added = window.desk.child(kai).value.people[-1]
    assert (added.name, added.copy_kind) == ("Ngozi Okafọ̀", CopyKind.FAMILY)
    assert added.parental_responsibility is ParentalResponsibility.LIMITED
    assert "Ngozi Okafọ̀" in [row.title for row in page.people.list._rows.rows]


def test_a_withheld_copy_needs_a_reason(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    tom = next(person for person in window.desk.child(kai).value.people if person.name == "Tom Avery")
    dialog = page.dialogs.edit_person(tom.id)
    dialog.set_text("copy_kind", CopyKind.NONE.value)
    dialog.accept()
    assert dialog.isVisible()
    dialog.set_text("copy_reason", "Legal advice of 3 February")
    dialog.accept()
    assert not dialog.isVisible()
    assert "Legal advice" in page.people._kept_words.text()


def test_a_person_is_removed_and_brought_back(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    tom = next(person for person in window.desk.child(kai).value.people if person.name == "Tom Avery")
    dialog = page.dialogs.edit_person(tom.id)
    dialog._take_away()
    assert "Tom Avery" not in [row.title for row in page.people.list._rows.rows]
    window.workspace.undo()
    assert "Tom Avery" in [row.title for row in page.people.list._rows.rows]


def test_reviews_and_earlier_meetings_are_entered(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    dialog = page.dialogs.edit_review()
    dialog.set_text("date", "8/9/2027")
    dialog.accept()
    assert window.desk.child(kai).value.reviews[-1].number == 5
    before = page._overview.timeline.periods[-1]
    dialog = page.dialogs.edit_earlier_meeting()
    dialog.set_text("date", "10 November 2026")
    dialog.accept()
    after = next(band for band in page._overview.timeline.periods if band.is_current)
    assert after.held == 2
    assert before is not after


def test_a_review_without_a_day_is_refused(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    dialog = page.dialogs.edit_review()
    dialog.set_text("number", "five")
    dialog.accept()
    assert dialog.isVisible()
    dialog.set_text("number", "5")
    dialog.accept()
    assert dialog.isVisible()


def test_an_action_is_added_and_its_outcome_recorded_by_keyboard(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    dialog = page.dialogs.edit_action()
    dialog.set_text("text", "Ring the <optician> & book")
    dialog.set_text("owner", "Joy Okafọ̀")
    dialog.set_text("due", "1 Oct 2026")
    dialog.accept()
    assert _rows(page)[0] == "Ring the <optician> & book"
    assert window.desk.child(kai).value.actions[-1].owner_id
    page.actions_panel.list.setFocus()
    page.actions_panel.list.choose(window.desk.child(kai).value.actions[-1].id)
    window.press(Qt.Key.Key_Return)
    outcome = window.dialog()
    assert isinstance(outcome, OutcomeDialog)
    outcome.set_note("Seen on Monday")
    outcome.accept()
    assert "Ring the <optician> & book" not in _rows(page)
    assert page.closed_button.plain_text == "See 1 closed"
    page.show_closed()
    closed = window.dialog()
    assert isinstance(closed, ClosedItemsDialog)
    assert closed.list._rows.rows[0].detail.startswith("Joy Okafọ̀ · done")


def test_an_unmet_need_is_added(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    dialog = page.dialogs.edit_unmet_need()
    dialog.accept()
    assert dialog.isVisible()
    dialog.set_text("need", "A Yoruba mentor")
    dialog.set_text("asked", "Youth Voice, the library")
    dialog.accept()
    assert window.desk.child(kai).value.unmet_needs[0].asked == ("Youth Voice", "the library")
    assert page.needs_panel.list._rows.rows[0].title == "A Yoruba mentor"


def test_the_timeline_is_walked_by_arrow_keys_and_spoken(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    page.timeline.view.setFocus()
    window.press(Qt.Key.Key_Home)
    assert window.said().startswith("Came into care, 17")
    window.press(Qt.Key.Key_Right)
    assert window.said().startswith("Review 1, 12")
    window.press(Qt.Key.Key_Return)
    assert window.dialog().windowTitle() == "Review 1"


def test_the_rule_behind_the_count_can_be_asked_for(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    item = page.timeline._why_link_box.itemAt(0)
    assert item is not None
    link = item.widget()
    assert link is not None
    assert "Why?" in link.accessibleName()


def test_the_header_leads_to_what_comes_next(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    assert page.header.primary == "New meeting…"
    meeting_id = prepare_meeting(window.desk, kai, demo_scripts()[0])
    page.refresh()
    assert page.header.primary.replace("\u00a0", " ") == "Prepare 24 November…"
    page.press_primary()
    assert window.workspace.place == Place("prepare", meeting_id)


def test_a_record_opens_where_it_is_worked_on(
    window: OpenWindow, kai: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_id = prepare_meeting(window.desk, kai, demo_scripts()[0])
    went: list[Place] = []
    page = _page(window, kai)
    monkeypatch.setattr(window.workspace, "go", went.append)
    editing = window.desk.meeting(meeting_id)
    for stage, screen in ((Stage.LIVE, "meeting"), (Stage.ENDED, "close"), (Stage.SIGNED, "after")):
        editing.perform(change(editing.value.facts, stage=stage))
        page.refresh()
        page.open_record(meeting_id)
        assert went.pop() == Place(screen, meeting_id)


def test_everything_that_can_be_operated_has_a_name(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    assert unnamed(page) == []
    for dialog in (page.dialogs.edit_child(), page.dialogs.edit_person(), page.dialogs.edit_action()):
        assert unnamed(dialog) == []
        dialog.reject()


def test_narrow_windows_put_the_columns_below_each_other(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    window.window.resize(1000, 700)
    window.qtbot.waitUntil(lambda: page.people.width() > 500)


@pytest.mark.rule("after.copy-for-each-reader")
def test_somebody_is_kept_from_readers_in_every_meeting_by_keys(window: OpenWindow, kai: str) -> None:
    page = _page(window, kai)
    window.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    dialog = window.dialog()
    assert isinstance(dialog, LimitsDialog)
    assert dialog.windowTitle() == "Who may read about whom"
    window.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.filter.setFocus()
    window.qtbot.keyClicks(dialog.filter, "Tom Avery")
    window.qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert dialog.form.thing is not None
    assert dialog.form.thing.words == "Tom Avery"
    dialog.form.whom.choose(LimitKind.ADDRESS.value)
    dialog.form.reason.setText("He is in a refuge.")
    dialog.form.save()
    assert [entry.trailing for entry in dialog.list._rows.rows] == ["withheld address"]
    dialog.accept()
    assert "Tom Avery: withheld address (He is in a refuge.)" in page.people._kept_words.text()
    window.workspace.undo()
    assert "withheld address" not in page.people._kept_words.text()
