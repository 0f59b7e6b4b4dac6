"""Signing in the window: what is missing is said, a wrong passphrase is a plain no, and then it is signed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.services.signing import unfinished_signings
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.close.sign_dialog import SignDialog
from cpm_desktop.ui.kit.panels import Scroll
from tests.a_desk import PASSPHRASE
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow

PATIENCE = 30_000


@pytest.fixture
def dialog(complete_window: OpenWindow, complete: HeldMeeting) -> SignDialog:
    complete_window.workspace.open_close(complete.meeting_id)
    page = complete_window.workspace.page
    assert isinstance(page, ClosePage)
    page.press_primary()
    assert page.dialog is not None
    return page.dialog


def enter(dialog: SignDialog, passphrase: str = PASSPHRASE) -> None:
    dialog.read_box.setChecked(True)
    QTest.keyClicks(dialog.signature.line, "Priya Nair")
    dialog.passphrase.control.setFocus()
    QTest.keyClicks(dialog.passphrase.control, passphrase)


def test_all_of_it_has_room_and_no_scroll_bar_wraps_its_words(qtbot: QtBot, dialog: SignDialog) -> None:
    bar = dialog.findChildren(Scroll)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    dialog.reject()


def test_what_is_missing_is_said_first(dialog: SignDialog, complete: HeldMeeting) -> None:
    dialog.accept()
    assert not dialog.is_signing
    assert not dialog.unread.isHidden()
    enter(dialog)
    dialog.signature.line.clear()
    dialog.accept()
    assert not dialog.is_signing
    assert complete.desk.meeting(complete.meeting_id).value.facts.stage is Stage.ENDED
    dialog.reject()


def test_a_wrong_passphrase_is_told_beside_its_field(qtbot: QtBot, dialog: SignDialog) -> None:
    enter(dialog, "four quiet garden gnomes")
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.passphrase.error), timeout=PATIENCE)
    assert dialog.isVisible()
    assert dialog.signature.line.text() == "Priya Nair"
    dialog.reject()


def test_typed_by_keyboard_it_is_signed_and_the_record_opens(
    qtbot: QtBot, complete_window: OpenWindow, dialog: SignDialog, complete: HeldMeeting
) -> None:
    enter(dialog)
    QTest.keyClick(dialog.passphrase.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: complete_window.workspace.place.screen == "after", timeout=PATIENCE)
    meeting = complete.desk.meeting(complete.meeting_id).value
    assert meeting.facts.stage is Stage.SIGNED
    assert meeting.documents[0].is_verified


def test_drawn_with_the_mouse_it_is_signed(qtbot: QtBot, dialog: SignDialog, complete: HeldMeeting) -> None:
    enter(dialog)
    dialog.signature.ways.button("draw").click()
    pad = dialog.signature.pad
    qtbot.waitUntil(pad.isVisible)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 80))
    for x in range(30, 200, 20):
        QTest.mouseMove(pad, QPoint(x, 40 + x % 60))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(220, 60))
    with qtbot.waitSignal(dialog.signed, timeout=PATIENCE):
        dialog.accept()
    signing = complete.desk.meeting(complete.meeting_id).value.signings[0]
    assert signing.strokes
    assert not signing.typed_name


def test_stopping_signs_nothing(qtbot: QtBot, dialog: SignDialog, complete: HeldMeeting) -> None:
    enter(dialog)
    dialog.accept()
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.is_signing, timeout=PATIENCE)
    assert not complete.desk.meeting(complete.meeting_id).value.signings
    assert dialog.isVisible()
    dialog.reject()


def test_the_record_can_be_read_through_first(
    qtbot: QtBot, dialog: SignDialog, complete: HeldMeeting
) -> None:
    dialog.read_through()
    record = dialog.record
    assert record is not None
    qtbot.waitUntil(lambda: record.document.page_count > 1, timeout=PATIENCE)
    assert "Kai Avery" in record.document.texts()[0]
    record.accept()
    assert not complete.desk.meeting(complete.meeting_id).value.signings
    dialog.reject()


def test_leaving_the_page_while_signing_leaves_nothing_half_done(
    qtbot: QtBot, complete_window: OpenWindow, dialog: SignDialog, complete: HeldMeeting
) -> None:
    enter(dialog)
    dialog.accept()
    complete_window.workspace.open_caseload()
    qtbot.wait(1500)
    signings = complete.desk.meeting(complete.meeting_id).value.signings
    assert not signings or unfinished_signings(complete.desk) in ((), (complete.meeting_id,))
