"""Handing over what does not go to everybody: leave, advice, releases, follow-ups and comments, all by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Action, Decision, Note
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.services.addendum import addendum_for
from cpm_desktop.services.copy_list import decide_copy
from cpm_desktop.services.desk import Desk
from cpm_desktop.ui.after.addendum_dialog import AddendumDialog
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.after.copy_card import CopyCard
from cpm_desktop.ui.after.copy_forms import SentForm
from cpm_desktop.ui.after.follow_up_row import DoneForm, ReasonForm
from cpm_desktop.ui.after.permission_form import PermissionForm
from cpm_desktop.ui.kit.theme import Theme
from tests.a_desk import PASSPHRASE
from tests.services.a_record import PARTIES, a_desk, enter_kai, sign, value_of
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def legal(desk: Desk) -> str:
    form = desk.form("legal")
    assert form is not None
    first = next(item.id for item in form.agenda if not item.is_advice)
    advice = next(item.id for item in form.agenda if item.is_advice)
    return sign(
        desk,
        enter_kai(desk),
        "legal",
        notes=(Note(id="n", item=first, text="what was said"), Note(id="z", item=advice, text="the advice")),
        actions=(
            Action(id="a", item=first, text="Apply by Friday", owner="Ada Law", due=dt.date(2026, 12, 1)),
        ),
        decisions=(Decision(id="d", item=first, text="Issue proceedings", authoriser="Dee Moore"),),
        follow_ups=(
            FollowUp(
                id="authorise.d",
                follow_up="authorise",
                text="Authorise: Issue proceedings",
                owner="Dee Moore",
                is_authorisation=True,
                due=dt.date(2026, 11, 18),
            ),
            FollowUp(
                id="send", follow_up="send", text="Send the plan", owner="Priya Nair", message="The plan."
            ),
            FollowUp(id="send.dana", follow_up="send", part_of="send", text="Copy for Dana Avery"),
        ),
    )


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, desk: Desk) -> Iterator[OpenWindow]:
    opened = OpenWindow(qtbot, theme, desk)
    yield opened
    opened.close()


@pytest.fixture
def page(window: OpenWindow, legal: str) -> AfterPage:
    shown = window.go("after", legal)
    assert isinstance(shown, AfterPage)
    return shown


def row(page: AfterPage, who: str) -> CopyCard:
    return page.copies.rows[who]


@pytest.mark.rule("after.distribute-legal")
def test_a_party_can_only_be_given_leave_and_every_reader_shown_may_read(page: AfterPage) -> None:
    assert page.limited.isVisible()
    assert "Legally privileged" in page.limited.accessibleName()
    for who in PARTIES:
        card = row(page, who)
        assert card.button.plain_text == "Permit…"
        assert "May not have it" in card.accessibleName()
        assert who not in page.reading.readers.keys
    page.copies.group_asked.emit("left out", ("dana",))
    assert "may not reach them" in page.notice.accessibleName()


@pytest.mark.rule("after.distribute-legal")
def test_leave_is_recorded_with_all_that_belongs_to_it_and_can_be_taken_back(
    page: AfterPage, desk: Desk, legal: str, window: OpenWindow
) -> None:
    page.reading.read_as("dana")
    row(page, "dana").button.click()
    form = row(page, "dana").form
    assert isinstance(form, PermissionForm)
    form.fields.role.choose("chair")
    form.fields.role.chosen.emit("chair")
    form.save_button.click()
    assert value_of(desk, legal).permissions == ()
    QTest.keyClicks(form.fields.why, "The court asked for it")
    form.save_button.click()
    assert value_of(desk, legal).permissions == ()
    form.fields.adviser.button("yes").click()
    form.how_much.choose("some")
    form.how_much.chosen.emit("some")
    form.save_button.click()
    assert value_of(desk, legal).permissions == ()
    next(iter(form.sections.values())).click()
    form.save_button.click()
    (permission,) = value_of(desk, legal).permissions
    assert (permission.granted_by, permission.adviser_consulted) == ("Sara Boyd", True)
    assert len(permission.sections) == 1
    assert not permission.includes_advice
    assert row(page, "dana").line.refusal == ""
    assert page.reading.reader == "dana"
    window.workspace.undo()
    assert value_of(desk, legal).permissions == ()
    assert row(page, "dana").line.refusal
    assert page.reading.reader == "file"


@pytest.mark.rule("after.distribute-legal")
def test_the_chair_says_for_each_outsider_whether_the_advice_is_in(
    qtbot: QtBot, page: AfterPage, desk: Desk, legal: str
) -> None:
    assert row(page, "priya").advice is None
    control = row(page, "tess").advice
    assert control is not None
    assert control.chosen_key == "open"
    first = control.button("open")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    (plan,) = [each for each in value_of(desk, legal).copies if each.id == "tess"]
    assert plan.includes_advice is False
    assert row(page, "tess").advice is control  # the keyboard is in it
    assert control.keys == ("in", "out")
    assert QApplication.focusWidget() is control.button("out")
    qtbot.keyClick(control.button("out"), Qt.Key.Key_Left)
    assert [each.includes_advice for each in value_of(desk, legal).copies if each.id == "tess"] == [True]


def test_only_what_may_be_had_is_saved_with_all_copies(
    qtbot: QtBot, page: AfterPage, desk: Desk, legal: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    page.choose_folder = lambda _title: str(out)
    for who in ("sara", "ada", "rachel", "joy", "tess"):
        decide_copy(desk, legal, who, CopyKind.NONE, "Not here")
    page.press_primary()
    qtbot.waitUntil(lambda: "2 copies are saved" in page.notice.accessibleName(), timeout=PATIENCE)
    assert len(list(out.iterdir())) == 2


@pytest.mark.rule("record.previous-actions")
def test_something_is_released_in_words_of_its_own_under_leave(
    page: AfterPage, desk: Desk, legal: str
) -> None:
    thing = page.releases.rows["a"]
    thing.button.click()
    form = thing.form
    assert form is not None
    assert form.words.text == ""
    QTest.keyClicks(form.words, "Joy is told by Friday")
    form.save_button.click()
    assert value_of(desk, legal).releases == ()
    assert form.leave is not None
    form.leave.role.choose("director")
    form.leave.role.chosen.emit("director")
    assert form.leave.by_field.isVisible()
    QTest.keyClicks(form.leave.by, "Dee Moore")
    QTest.keyClicks(form.leave.why, "She has to know")
    form.leave.adviser.button("no").click()
    form.save_button.click()
    (release,) = value_of(desk, legal).releases
    assert release.words == "Joy is told by Friday"
    assert not release.is_with_date
    assert page.releases.rows["a"].accessibleName().endswith("“Joy is told by Friday”, without its date")
    page.releases.rows["a"].button.click()
    again = page.releases.rows["a"].form
    assert again is not None
    assert again.is_with_date is not None
    assert again.is_with_date.text().startswith("Its date goes along: by ")


@pytest.mark.rule("chair.decision-authority")
def test_an_authorisation_is_marked_with_a_name_and_other_things_are_closed_with_a_reason(
    page: AfterPage, desk: Desk, legal: str, window: OpenWindow
) -> None:
    task = page.follow_ups.rows["authorise.d"]
    assert "overdue" in task.accessibleName()
    task.buttons["done"].click()
    form = task.form
    assert isinstance(form, DoneForm)
    form.save_button.click()
    assert form.by_field.error
    QTest.keyClicks(form.by, "Dee Moore, director")
    form.save_button.click()
    assert "authorised" in page.follow_ups.rows["authorise.d"].accessibleName()
    window.workspace.undo()
    assert value_of(desk, legal).follow_ups[0].is_open()
    whole = page.follow_ups.rows["send"]
    whole.mark()
    assert isinstance(whole.form, DoneForm)
    whole.form.save_button.click()
    assert value_of(desk, legal).follow_ups[1].is_open()
    part = page.follow_ups.rows["send.dana"]
    part.buttons["close"].click()
    assert isinstance(part.form, ReasonForm)
    part.form.save_button.click()
    assert part.form.reason_field.error
    QTest.keyClicks(part.form.reason, "She asked for none")
    part.form.save_button.click()
    assert value_of(desk, legal).follow_ups[2].closed_because == "She asked for none"
    page.follow_ups.rows["send"].buttons["copy"].click()
    assert QGuiApplication.clipboard().text() == "The plan."


def test_something_of_ones_own_is_added_by_keyboard(
    page: AfterPage, desk: Desk, legal: str, window: OpenWindow
) -> None:
    page.follow_ups.add_button.setFocus()
    window.press(Qt.Key.Key_Return)
    QTest.keyClicks(page.follow_ups.form.what, "Ring the court")
    window.press(Qt.Key.Key_Escape)
    assert not page.follow_ups.form.isVisible()
    page.follow_ups.add()
    QTest.keyClicks(page.follow_ups.form.what, "Ring the court")
    page.follow_ups.form.save_button.click()
    assert value_of(desk, legal).follow_ups[-1].text == "Ring the court"


@pytest.mark.rule("record.manager-oversight")
def test_a_comment_is_recorded_and_its_addendum_signed(
    qtbot: QtBot, page: AfterPage, desk: Desk, legal: str, window: OpenWindow, tmp_path: Path
) -> None:
    page.comments.add()
    page.comments.form.save_button.click()
    assert value_of(desk, legal).comments == ()
    QTest.keyClicks(page.comments.form.text, "Who looks after his teeth?")
    QTest.keyClicks(page.comments.form.by, "Rachel Moss")
    page.comments.form.save_button.click()
    (comment,) = value_of(desk, legal).comments
    page.comments.buttons[comment.id].click()
    dialog = window.dialog()
    assert isinstance(dialog, AddendumDialog)
    dialog.accept()
    QTest.keyClicks(dialog.signature.line, "Priya Nair")
    QTest.keyClicks(dialog.passphrase.control, PASSPHRASE)
    dialog.accept()
    qtbot.waitUntil(lambda: addendum_for(value_of(desk, legal), comment.id) is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    page.choose_folder = lambda _title: str(tmp_path)
    page.comments.buttons[comment.id].click()
    qtbot.waitUntil(lambda: list(tmp_path.glob("*addendum*.pdf")) != [], timeout=PATIENCE)


@pytest.mark.rule("after.file-and-case-note")
def test_a_legal_record_is_filed_in_the_restricted_place_and_text_is_kept_out_of_histories(
    page: AfterPage, desk: Desk
) -> None:
    assert page.filing.loaded.accessibleName() == f"Record loaded in {desk.authority().legal_filing}"
    page.filing.copy_note.click()
    assert "Its record is in" in QGuiApplication.clipboard().text()
    data = QGuiApplication.clipboard().mimeData()
    kept_out = 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'
    assert data.hasFormat(kept_out)
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"


def test_what_may_not_be_sent_yet_is_said_in_the_form(page: AfterPage, desk: Desk, legal: str) -> None:
    from cpm_desktop.domain.commands import Record  # noqa: PLC0415 - only this test needs it

    approval = FollowUp(id="approval", follow_up="approval", text="Approve", is_authorisation=True)
    desk.meeting(legal).perform(Record(entity=approval))
    row(page, "priya").button.click()
    form = row(page, "priya").form
    assert isinstance(form, SentForm)
    form.save_button.click()
    assert "approve" in form.problem.accessibleName()


def test_every_control_of_a_limited_page_has_a_name(page: AfterPage) -> None:
    row(page, "dana").permit()
    page.releases.rows["a"].release()
    page.follow_ups.rows["authorise.d"].mark()
    page.comments.add()
    page.follow_ups.add()
    assert unnamed(page) == []
