"""Handing over in the window: each reader's real copy, marks with day and channel, filing, saving, checking."""

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.handover import SigningStep
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.handing_over import filing_of, verify_file
from cpm_desktop.services.reading_limits import set_limit
from cpm_desktop.services.signing import SigningRun, TypedName
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.after.copy_card import CopyCard
from cpm_desktop.ui.after.copy_forms import CopyForm, SentForm
from cpm_desktop.ui.after.left_out_dialog import LeftOutDialog
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.signing.check_file_dialog import CheckFileDialog
from tests.a_desk import PASSPHRASE
from tests.services.a_meeting import HeldMeeting, hold_meeting
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000


def row(page: AfterPage, name: str) -> CopyCard:
    return next(each for each in page.copies.rows.values() if each.line.name == name)


def wait_for_page(qtbot: QtBot, page: AfterPage) -> None:
    qtbot.waitUntil(lambda: page.header.subtitle.count("·") > 1, timeout=PATIENCE)


@pytest.mark.rule("after.copy-for-each-reader")
def test_looking_shows_the_readers_own_copy_and_only_saving_it_uses_a_number(
    qtbot: QtBot, page: AfterPage, tmp_path: Path
) -> None:
    wait_for_page(qtbot, page)
    dana = row(page, "Dana Avery").line.attendee_id
    page.reading.readers.button(dana).click()
    with qtbot.waitSignal(page.reading.opened, timeout=PATIENCE):
        pass
    assert "Dana Avery" in page.reading.texts()[0]
    assert "Mallard" not in "".join(page.reading.texts())
    assert "Copy 1" not in "".join(page.reading.texts())
    assert not page.reading.is_signed
    assert [document.recipient for document in page.editing().value.documents] == [""]
    page.choose_folder = lambda _title: str(tmp_path)
    page.save((dana,))
    qtbot.waitUntil(lambda: page.reading.is_signed, timeout=PATIENCE)
    assert "Copy 1 for Dana Avery" in page.reading.texts()[0]
    assert [document.recipient for document in page.editing().value.documents] == ["", dana]


@pytest.mark.rule("after.copy-for-each-reader")
def test_the_copy_that_is_read_leaves_out_at_once_what_is_kept_from_its_reader(
    qtbot: QtBot, page: AfterPage
) -> None:
    dana = row(page, "Dana Avery").line.attendee_id
    decision = page.editing().value.decisions[0]

    def told() -> str:
        return " ".join(" ".join(page.reading.texts()).split())

    page.reading.read_as(dana)
    qtbot.waitUntil(lambda: bool(page.reading.shown), timeout=PATIENCE)
    words = " ".join(decision.text.split()[:3])
    assert words in told()
    limit = set_limit(
        page.desk, page.meeting_id, "decision", decision.id, LimitKind.NAMED, (dana,), "To protect somebody."
    )
    assert limit is not None
    assert not page.reading.shown  # nor can it be printed meanwhile
    qtbot.waitUntil(lambda: bool(page.reading.shown), timeout=PATIENCE)
    assert words not in told()


@pytest.mark.rule("after.distribute-5-days")
def test_marking_sent_keeps_day_and_channel_and_moves_the_countdown(
    page: AfterPage, signed_window: OpenWindow, signed: HeldMeeting
) -> None:
    michael = row(page, "Michael Byrne")
    michael.button.click()
    form = michael.form
    assert isinstance(form, SentForm)
    assert QApplication.focusWidget() is form.save_button
    signed_window.press(Qt.Key.Key_Return)
    plan = signed.desk.meeting(signed.meeting_id).value.copies[0]
    assert (plan.sent_on, plan.channel) == (dt.date(2026, 11, 24), "secure e-mail")
    assert "1 of 10 copies sent" in page.banner.accessibleName()
    assert row(page, "Michael Byrne").button.plain_text == "Change"
    signed_window.workspace.undo()
    assert "0 of 10 copies sent" in page.banner.accessibleName()


def test_a_copy_is_withheld_with_a_reason_only(page: AfterPage, signed: HeldMeeting) -> None:
    tom = row(page, "Tom Avery")
    tom.decide()
    form = tom.form
    assert isinstance(form, CopyForm)
    form.kind.choose(CopyKind.NONE.value)
    form.save_button.click()
    assert form.reason_field.error
    QTest.keyClicks(form.reason, "The court said so")
    form.save_button.click()
    assert signed.desk.meeting(signed.meeting_id).value.copies[0].copy_kind is CopyKind.NONE
    assert row(page, "Tom Avery").line.plan.reason == "The court said so"


@pytest.mark.rule("after.file-and-case-note")
def test_filing_is_ticked_with_its_day_and_texts_are_copied_on_request(
    page: AfterPage, signed: HeldMeeting
) -> None:
    QGuiApplication.clipboard().clear()
    page.filing.loaded.click()
    page.filing.noted.click()
    filing = filing_of(signed.desk.meeting(signed.meeting_id).value)
    assert filing.loaded_on == filing.noted_on == dt.date(2026, 11, 24)
    assert QGuiApplication.clipboard().text() == ""
    page.filing.copy_note.click()
    assert "24 November 2026" in QGuiApplication.clipboard().text()
    page.filing.copy_name.click()
    assert QGuiApplication.clipboard().text() == "LL-204417 2026-11-24 Standard meeting.pdf"
    page.filing.noted.click()
    assert filing_of(signed.desk.meeting(signed.meeting_id).value).noted_on is None


def test_saved_copies_are_whole(qtbot: QtBot, page: AfterPage, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    page.choose_folder = lambda _title: str(folder)
    dana = row(page, "Dana Avery").line.attendee_id
    page.save(("", dana))
    qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "2 copies are saved" in page.notice.accessibleName(), timeout=PATIENCE)
    assert all(verify_file(path).is_whole for path in folder.iterdir())


def is_told(dialog: CheckFileDialog, answer: str) -> bool:
    return answer in dialog.message.accessibleName()


def test_any_signed_file_can_be_checked(
    qtbot: QtBot, page: AfterPage, signed_window: OpenWindow, tmp_path: Path
) -> None:
    page.choose_folder = lambda _title: str(tmp_path)
    page.save(("",))
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "saved" in page.notice.accessibleName(), timeout=PATIENCE)
    whole, damaged, foreign = next(tmp_path.glob("*.pdf")), tmp_path / "damaged.pdf", tmp_path / "foreign.pdf"
    content = bytearray(whole.read_bytes())
    content[2000] ^= 1
    damaged.write_bytes(bytes(content))
    foreign.write_bytes(b"a letter")
    signed_window.go("caseload")
    act = next(each for each in signed_window.workspace.acts() if each.text == "Check a signed file…")
    act.run()
    dialog = signed_window.dialog()
    assert isinstance(dialog, CheckFileDialog)
    for path, answer in (
        (whole, "Valid: whole"),
        (damaged, "Not valid"),
        (foreign, "not a PDF"),
        (whole, "Valid:"),
    ):
        dialog.choose_file = partial(str, path)
        dialog.file_button.click()
        qtbot.waitUntil(partial(is_told, dialog, answer), timeout=PATIENCE)
    dialog.accept()


def test_a_folder_that_is_gone_is_told(qtbot: QtBot, page: AfterPage, tmp_path: Path) -> None:
    page.choose_folder = lambda _title: str(tmp_path / "nowhere")
    page.save(("",))
    qtbot.waitUntil(lambda: "is not there" in page.notice.accessibleName(), timeout=PATIENCE)


def test_what_is_left_out_is_said(page: AfterPage, signed_window: OpenWindow) -> None:
    page.copies.group_asked.emit("left out", (row(page, "Dana Avery").line.attendee_id,))
    dialog = signed_window.dialog()
    assert isinstance(dialog, LeftOutDialog)
    dialog.accept()


@pytest.mark.rule("after.iro-consulted")
def test_the_officer_is_ticked_where_it_was_needed(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    held = hold_meeting(tmp_path)
    editing = held.desk.meeting(held.meeting_id)
    editing.perform(change(editing.value.facts, officer_needed=True))
    SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TypedName("Priya Nair"))
    window = OpenWindow(qtbot, theme, held.desk)
    try:
        page = window.go("after", held.meeting_id)
        assert isinstance(page, AfterPage)
        assert page.filing.told.isVisible()
        page.filing.told.click()
        assert filing_of(editing.value).officer_told_on == dt.date(2026, 11, 24)
    finally:
        window.close()


def test_an_interrupted_signing_goes_on_when_the_page_opens(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    class Crash(BaseException):
        pass

    def crash(words: str, _done: int, _of: int) -> None:
        if words == "Keeping the signed minutes":
            raise Crash

    held = hold_meeting(tmp_path)
    with pytest.raises(Crash):
        SigningRun(held.desk, held.meeting_id).run(PASSPHRASE, TypedName("Priya Nair"), crash)
    window = OpenWindow(qtbot, theme, held.desk)
    try:
        page = window.go("after", held.meeting_id)
        assert isinstance(page, AfterPage)
        meeting = held.desk.meeting(held.meeting_id)
        qtbot.waitUntil(lambda: meeting.value.signings[0].step is SigningStep.FINISHED, timeout=PATIENCE)
        wait_for_page(qtbot, page)
    finally:
        window.close()


def test_every_control_has_a_name(qtbot: QtBot, page: AfterPage) -> None:
    wait_for_page(qtbot, page)
    row(page, "Dana Avery").mark()
    assert unnamed(page) == []
