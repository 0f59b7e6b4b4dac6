"""A second person signs in the window: what is missing is said, and both signatures are shown and checked."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.after.countersign_dialog import CountersignDialog
from tests.a_desk import PASSPHRASE
from tests.services.a_meeting import HeldMeeting
from tests.services.certificate_files import certificate_file
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000


@pytest.fixture
def dialog(page: AfterPage, signed_window: OpenWindow) -> CountersignDialog:
    assert signed_window.workspace.page is page
    act = next(each for each in signed_window.workspace.acts() if each.text == "Countersign…")
    act.run()
    dialog = signed_window.dialog()
    assert isinstance(dialog, CountersignDialog)
    return dialog


def enter(dialog: CountersignDialog) -> None:
    QTest.keyClicks(dialog.name, "Joy Okafor")
    QTest.keyClicks(dialog.role, "Team manager")
    dialog.read_box.setChecked(True)
    QTest.keyClicks(dialog.signature.line, "Joy Okafor")


def test_what_is_missing_is_said_and_nothing_is_signed(
    dialog: CountersignDialog, signed: HeldMeeting
) -> None:
    assert unnamed(dialog) == []
    dialog.accept()
    assert dialog.name_field.error
    enter(dialog)
    dialog.accept()
    assert dialog.witness.error
    dialog.key.choose("file")
    dialog.key.chosen.emit("file")
    dialog.accept()
    assert signed.desk.meeting(signed.meeting_id).value.endorsements == ()
    dialog.reject()


def test_by_the_keyboard_with_a_key_made_here(
    qtbot: QtBot, dialog: CountersignDialog, page: AfterPage, signed: HeldMeeting
) -> None:
    assert len(page.signatures.rows) == 1
    enter(dialog)
    dialog.witness.setFocus()
    QTest.keyClicks(dialog.witness.control, PASSPHRASE)
    QTest.keyClick(dialog.witness.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    (given,) = signed.desk.meeting(signed.meeting_id).value.endorsements
    assert (given.by, given.is_made_here) == ("Joy Okafor", True)
    said = [row.accessibleName() for row in page.signatures.rows]
    assert "Joy Okafor, Team manager" in said[1]
    assert "with a key made on this computer" in said[1]
    assert page.signatures.countersign_button.isHidden()
    assert "both signatures" in page.notice.accessibleDescription()
    page._do("check", ("",))
    qtbot.waitUntil(
        lambda: "Countersigned by Joy Okafor" in page.notice.accessibleDescription(), timeout=PATIENCE
    )
    assert page.notice.accessibleName().startswith("Valid")
    page.signatures.countersign()
    assert "already" in page.notice.accessibleName()


def test_one_dated_before_the_record_is_remarked_on(
    qtbot: QtBot, dialog: CountersignDialog, page: AfterPage, signed: HeldMeeting
) -> None:
    signed.clock.set_moment(signed.clock.moment - timedelta(hours=3))
    enter(dialog)
    QTest.keyClicks(dialog.witness.control, PASSPHRASE)
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    page._do("check", ("",))
    qtbot.waitUntil(lambda: page.notice.accessibleName().startswith("Valid"), timeout=PATIENCE)
    assert "The times do not fit" in page.notice.accessibleDescription()


def test_with_their_own_certificate_after_a_wrong_passphrase(
    qtbot: QtBot, dialog: CountersignDialog, signed: HeldMeeting, tmp_path: Path
) -> None:
    path = certificate_file(tmp_path, "Joy Okafor", "her own words", signed.desk.now())
    dialog.choose_file = lambda _title: str(path)
    enter(dialog)
    dialog.key.choose("file")
    dialog.key.chosen.emit("file")
    dialog.file_button.click()
    QTest.keyClicks(dialog.own.control, "some other words")
    dialog.accept()
    qtbot.waitUntil(lambda: "does not open" in dialog.message.accessibleName(), timeout=PATIENCE)
    dialog.own.clear()
    QTest.keyClicks(dialog.own.control, "her own words")
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    (given,) = signed.desk.meeting(signed.meeting_id).value.endorsements
    assert not given.is_made_here
