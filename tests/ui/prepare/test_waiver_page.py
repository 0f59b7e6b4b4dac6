"""The record that a meeting is not required, in the window: decided, refused in plain words, signed, told."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.meeting import Meeting, Stage
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing_key import make_signing_key
from cpm_desktop.services.waiving import begin_waiver
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.prepare.waiver_page import WaiverPage
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.a_desk import PASSPHRASE
from tests.kais_meeting import enter_authority
from tests.ui.a_window import unnamed

RULE, NOTICE = "prepare.inter-agency-waiver", "prepare.inter-agency-waiver-notice"
PATIENCE = 30_000


@pytest.fixture
def page(desk: Desk, workspace: Workspace, child_id: str) -> WaiverPage:
    enter_authority(desk)
    assert workspace.go(Place("prepare", begin_waiver(desk, child_id, "inter-agency-planning")))
    page = workspace.page
    assert isinstance(page, WaiverPage)
    return page


def held(page: WaiverPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def choose(page: WaiverPage, question: str, value: str) -> None:
    editor = next(one for one in page.questions.card.editors if one.asked.question.id == question)
    editor.answered.emit(value)


def answer_all(page: WaiverPage, qtbot: QtBot) -> None:
    choose(page, "looked-after-meanwhile", "no")
    choose(page, "grounds", "universal")
    choose(page, "reasoning", "School is enough.")
    for line in page.agencies.lines.values():
        line.reasoning.setFocus()
        qtbot.keyClicks(line.reasoning, "The usual services go on.")
    page.leave()


def test_everything_is_named_and_reached(page: WaiverPage) -> None:
    assert unnamed(page) == []
    assert page.header.primary == "Sign the record…"


@pytest.mark.rule(RULE)
def test_who_may_not_decide_it_is_refused_in_plain_words(page: WaiverPage, workspace: Workspace) -> None:
    worker = next(one for one in held(page).attendees if one.name == "Priya Nair")
    page.decision.decided.emit(worker.id)
    assert "Priya Nair (Social worker) cannot decide this" in workspace.error_shown
    assert page.decision.decider.currentText().startswith("Rachel Whitmore")
    dialog = page.name_decider()
    dialog.name.setText("Ada Grant")
    dialog.role.setEditText("Senior practitioner")
    dialog.accept()
    assert page.decision.decider.currentText().startswith("Ada Grant")


@pytest.mark.rule(RULE)
def test_what_is_missing_is_listed_and_signing_waits(page: WaiverPage, workspace: Workspace) -> None:
    assert "Did Kai become looked after" in page.standing.accessibleDescription()
    workspace._press_primary()
    assert workspace.error_shown
    assert page.dialog is None
    assert held(page).facts.stage is Stage.PREPARED


@pytest.mark.rule(RULE)
def test_the_fourth_ground_is_taken_out_and_the_meeting_prepared(
    page: WaiverPage, workspace: Workspace
) -> None:
    choose(page, "looked-after-meanwhile", "yes")
    grounds = next(one for one in page.questions.card.editors if one.asked.question.id == "grounds")
    assert len(grounds.asked.question.options) == 4
    choose(page, "grounds", "became-looked-after\nuniversal")
    choose(page, "meet-again", "yes")
    grounds = next(one for one in page.questions.card.editors if one.asked.question.id == "grounds")
    assert [key for key, _ in grounds.asked.question.options] == [
        "universal",
        "conference",
        "consent-refused",
    ]
    assert page.barred.isVisible()
    assert "is due" in page.barred.accessibleDescription()
    page.barred.button.click()
    assert isinstance(workspace.page, PreparePage)
    assert "Inter-agency" in workspace.page.header.title


@pytest.mark.rule(RULE, NOTICE)
def test_it_is_signed_and_each_notice_is_saved_and_noted(
    page: WaiverPage, qtbot: QtBot, tmp_path: Path
) -> None:
    answer_all(page, qtbot)
    assert page.standing.accessibleName() == "Nothing is missing"
    make_signing_key(page.desk)
    page.press_primary()
    assert page.dialog is not None
    page.dialog.read_box.setChecked(True)
    QTest.keyClicks(page.dialog.signature.line, "Rachel Whitmore")
    QTest.keyClicks(page.dialog.passphrase.control, PASSPHRASE)
    page.dialog.accept()
    qtbot.waitUntil(lambda: held(page).facts.stage is Stage.SIGNED, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.header.primary == "Save the notices…", timeout=PATIENCE)
    folder = tmp_path / "notices"
    folder.mkdir()
    page.save_notices_to(folder)
    assert len(list(folder.iterdir())) == 2 * len(page.agencies.lines)
    qtbot.waitUntil(lambda: any(not one.recipient for one in held(page).documents), timeout=PATIENCE)
    page.save_record_to(tmp_path)
    assert list(tmp_path.glob("*.pdf"))
    line = next(iter(page.agencies.lines.values()))
    line.sent_box.click()
    assert any(each.done_on == page.desk.today() for each in held(page).follow_ups)
    assert line.sent_box.isChecked()
    assert unnamed(page) == []
    qtbot.waitUntil(
        lambda: not page.dialog.isVisible() if page.dialog is not None else True, timeout=PATIENCE
    )


def test_an_agency_is_added_and_one_that_did_not_contribute_left_out(page: WaiverPage, qtbot: QtBot) -> None:
    before = len(page.agencies.lines)
    page.agencies.agency.setFocus()
    qtbot.keyClicks(page.agencies.agency, "Northbeck Housing")
    page.agencies.agency.returnPressed.emit()
    assert len(page.agencies.lines) == before + 1
    next(iter(page.agencies.lines.values())).leave_out.click()
    assert len(page.agencies.lines) == before
    page.decision.day.set_typed("20 nov 26")
    page.leave()
    assert held(page).facts.date == dt.date(2026, 11, 20)
