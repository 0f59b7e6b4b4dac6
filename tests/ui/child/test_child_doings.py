"""The child's file: new details, the care team, meetings called again, the case handed over, one person found."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.meeting import Stage, Validity
from cpm_desktop.domain.meeting_commands import EndMeeting
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.case_transfer import worker_of
from cpm_desktop.services.child_records import Doing
from cpm_desktop.services.holding import start
from cpm_desktop.ui.child.again_dialog import AgainDialog
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.prepare.waiver_page import WaiverPage
from tests.ui.a_window import OpenWindow, unnamed

DAY = dt.date(2026, 11, 24)


def page_of(window: OpenWindow, child_id: str) -> ChildPage:
    page = window.go("child", child_id)
    assert isinstance(page, ChildPage)
    return page


def titles(page: ChildPage) -> list[tuple[str, str]]:
    return [(row.title, row.spoken) for row in page.records.list._rows.rows]


def held(window: OpenWindow, child_id: str, form_id: str) -> str:
    meeting_id = new_meeting(window.desk, child_id, form_id, DAY, dt.time(14))
    start(window.desk, meeting_id)
    window.desk.meeting(meeting_id).perform(EndMeeting(at=window.desk.now()))
    return meeting_id


def do(page: ChildPage, doing: Doing, meeting_id: str, reason: str) -> AgainDialog:
    page.records.list.choose(meeting_id)
    assert page.doings.buttons[doing].isVisible()
    dialog = page.do_with_meeting(doing, meeting_id)
    dialog.set_reason(reason)
    return dialog


def test_the_new_details_are_kept(window: OpenWindow, kai: str) -> None:
    page = page_of(window, kai)
    dialog = page.dialogs.edit_child()
    for name, text in (
        ("assessment_started_on", "1 October 2026"),
        ("assessment_due_on", "10 December 2026"),
        ("court_on", "1 December 2026"),
        ("filing_on", "9 December 2026"),
        ("placement_order_on", "20 November 2026"),
    ):
        dialog.set_text(name, text)
    dialog.fields["is_accommodated"].setChecked(True)  # type: ignore[attr-defined]  # a check box
    dialog.fields["is_in_need"].setChecked(True)  # type: ignore[attr-defined]  # the same
    dialog.set_text("assessment_finished_on", "1 September 2026")
    dialog.accept()
    assert dialog.isVisible()
    dialog.set_text("assessment_finished_on", "")
    dialog.accept()
    child = window.desk.child(kai).value.child
    assert (child.is_accommodated, child.is_in_need) == (True, True)
    assert (child.court_on, child.filing_on) == (dt.date(2026, 12, 1), dt.date(2026, 12, 9))
    assert child.assessment_due_on == dt.date(2026, 12, 10)


@pytest.mark.rule("attend.care-team")
def test_a_member_of_the_care_team_is_named_with_what_they_are_there_for(
    window: OpenWindow, kai: str
) -> None:
    page = page_of(window, kai)
    joy = next(person for person in window.desk.child(kai).value.people if person.role == "Foster carer")
    dialog = page.dialogs.edit_person(joy.id)
    dialog.fields["is_care_team_member"].setChecked(True)  # type: ignore[attr-defined]  # a check box
    dialog.set_text("care_team_role", "Day-to-day care")
    dialog.accept()
    kept = next(person for person in window.desk.child(kai).value.people if person.id == joy.id)
    assert (kept.is_care_team_member, kept.care_team_role) == (True, "Day-to-day care")
    assert any("care team" in row.spoken for row in page.people.list._rows.rows)


@pytest.mark.rule("kind.reconvened-is-linked")
def test_a_finished_meeting_is_reconvened_from_the_records(window: OpenWindow, kai: str) -> None:
    meeting_id = held(window, kai, "legal")
    page = page_of(window, kai)
    dialog = do(page, Doing.RECONVENE, meeting_id, "")
    dialog.accept()
    assert dialog.isVisible()
    dialog.set_reason("The assessment came in")
    dialog.day.set_typed("1 December 2026")
    dialog.accept()
    shown = window.workspace.page
    assert isinstance(shown, PreparePage)
    facts = window.desk.meeting(shown.meeting_id).value.facts
    assert (facts.reconvenes, facts.date) == (meeting_id, dt.date(2026, 12, 1))
    assert "Reconvened" in shown.header.subtitle
    shown.open_task("details")
    assert shown.details.because.isVisible()
    assert shown.details.because.text == "The assessment came in"
    again = page_of(window, kai)
    assert any("Reconvened" in spoken for _, spoken in titles(again))


@pytest.mark.rule("frequency.extra-on-change")
def test_an_extra_meeting_is_called_from_the_records(window: OpenWindow, kai: str) -> None:
    meeting_id = held(window, kai, "care-team")
    page = page_of(window, kai)
    do(page, Doing.EXTRA, meeting_id, "Tom moved back").accept()
    shown = window.workspace.page
    assert isinstance(shown, PreparePage)
    facts = window.desk.meeting(shown.meeting_id).value.facts
    assert (facts.is_extra, facts.extra_because, facts.form_id) == (True, "Tom moved back", "care-team")
    assert any("Extra meeting" in spoken for _, spoken in titles(page_of(window, kai)))


def test_a_cancelled_and_a_broken_off_meeting_stay_on_the_file_with_the_reason(
    window: OpenWindow, kai: str
) -> None:
    planned = new_meeting(window.desk, kai, "care-team", DAY, dt.time(14))
    live = new_meeting(window.desk, kai, "core-group", DAY, dt.time(10))
    start(window.desk, live)
    page = page_of(window, kai)
    do(page, Doing.CANCEL, planned, "Snow").accept()
    assert window.desk.meeting(planned).value.facts.stage is Stage.CANCELLED
    do(page, Doing.ABANDON, live, "The fire alarm").accept()
    facts = window.desk.meeting(live).value.facts
    assert (facts.stage, facts.validity) == (Stage.ENDED, Validity.ABANDONED)
    spoken = [words for _, words in titles(page)]
    assert any("Snow" in words and "Cancelled" in words for words in spoken)
    assert any("The fire alarm" in words for words in spoken)


@pytest.mark.rule("prepare.inter-agency-waiver")
def test_that_a_meeting_is_not_required_begins_on_the_file_and_is_listed(
    window: OpenWindow, kai: str
) -> None:
    page_of(window, kai).waiver_link.click()
    assert isinstance(window.workspace.page, WaiverPage)
    page = page_of(window, kai)
    assert any(title.startswith("Inter-agency planning meeting not required") for title, _ in titles(page))
    assert any("To be decided and signed" in spoken for _, spoken in titles(page))


def test_the_case_is_handed_over_and_the_note_is_told_first(window: OpenWindow, kai: str) -> None:
    page = page_of(window, kai)
    dialog = page.hand_over_case()
    assert "open action" in dialog.moves.accessibleName()
    dialog.accept()
    assert dialog.isVisible()
    dialog.worker.setEditText("Imran Shah")
    dialog.set_note("Kai hates surprises.")
    dialog.accept()
    assert worker_of(window.desk, kai) == "Imran Shah"
    assert page.notices.transfer.isVisible()
    assert "Imran Shah" in page.notices.transfer.accessibleName()
    assert page.notices.transfer.accessibleDescription() == "Kai hates surprises."


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_placement_order_makes_every_copy_be_decided_again(window: OpenWindow, kai: str) -> None:
    editing = window.desk.child(kai)
    editing.perform(change(editing.value.child, placement_order_on=dt.date(2026, 11, 20)))
    page = page_of(window, kai)
    assert page.notices.copies.isVisible()
    assert page.notices.copies.button.hasFocus()
    dialog = page.decide_copies_again()
    assert dialog is not None
    assert unnamed(dialog) == []
    assert len(dialog.findChildren(Scroll)) == 1
    dialog.accept()
    assert dialog.isVisible()
    for line in dialog.lines:
        line.copy.choose(CopyKind.NONE.value)
        line.reason.setText("Placement order")
    dialog.accept()
    assert not page.notices.copies.isVisible()


def test_everything_about_one_person_is_found_and_saved(window: OpenWindow, kai: str, tmp_path: Path) -> None:
    page = page_of(window, kai)
    dana = next(person for person in window.desk.child(kai).value.people if person.name == "Dana Avery")
    page.people.list.setFocus()
    page.people.list.choose(dana.id)
    dialog = page.find_person()
    assert dialog.names.text() == "Dana Avery"
    QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: not dialog.is_searching and bool(dialog.findings.mentions))
    assert dialog.isVisible()
    assert unnamed(dialog) == []
    dialog.save_to(tmp_path / "list.csv")
    assert "Dana Avery" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    dialog.names.setText("")
    dialog.search()
    window.qtbot.waitUntil(lambda: bool(dialog._names.error))
    dialog.accept()


def test_everything_on_the_page_is_named(window: OpenWindow, kai: str) -> None:
    held(window, kai, "care-team")
    assert unnamed(page_of(window, kai)) == []
