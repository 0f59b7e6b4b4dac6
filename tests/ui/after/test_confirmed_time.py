"""A time server is set in the window, asked and told of; where it fails the signature stands, and it is asked later."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.device_policy import DevicePolicy
from cpm_desktop.domain.handover import EndorsementKind
from cpm_desktop.services.handing_over import document_bytes, signed_copy, verify_bytes
from cpm_desktop.services.time_server import set_time_server, time_server
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.signing.time_server_dialog import TimeServerDialog
from tests.documents.time_servers import right_answer, serving
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000


def test_without_a_server_nobody_is_asked(page: AfterPage, signed: HeldMeeting) -> None:
    assert time_server(signed.desk).address == ""
    assert page.signatures.time_button.isHidden()
    assert page.signatures._asking is None


def test_the_address_is_set_by_the_keyboard(signed_window: OpenWindow, signed: HeldMeeting) -> None:
    signed_window.go("caseload")
    next(act for act in signed_window.workspace.acts() if act.text == "Time server…").run()
    dialog = signed_window.dialog()
    assert isinstance(dialog, TimeServerDialog)
    assert unnamed(dialog) == []
    QTest.keyClicks(dialog.address, "time.example.org")
    dialog.accept()
    assert "whole address" in dialog.field.error
    dialog.address.setText("https://time.example.org/rfc3161")
    dialog.accept()
    assert not dialog.isVisible()
    assert time_server(signed.desk).address == "https://time.example.org/rfc3161"
    set_time_server(signed.desk, "")
    assert time_server(signed.desk).address == ""


def test_a_server_that_is_set_for_the_computer_is_shown_and_stays(
    signed_window: OpenWindow, signed: HeldMeeting
) -> None:
    usual, address = signed.desk.policy, "https://time.northbeck.example/rfc3161"
    signed.desk.policy = DevicePolicy(timestamp_server=address)
    signed_window.go("caseload")
    next(act for act in signed_window.workspace.acts() if act.text == "Time server…").run()
    dialog = signed_window.dialog()
    assert isinstance(dialog, TimeServerDialog)
    assert "authority’s IT has set this" in dialog.address.accessibleDescription()
    QTest.keyClicks(dialog.address, "https://own.example.org")
    assert dialog.address.text() == address
    dialog.accept()
    assert not dialog.isVisible()
    signed.desk.policy = usual
    assert time_server(signed.desk).address == "", "nothing was kept of it as one's own choice"


def test_it_is_asked_after_signing_and_later_again_where_it_failed(
    qtbot: QtBot, signed_window: OpenWindow, signed: HeldMeeting
) -> None:
    set_time_server(signed.desk, "http://127.0.0.1:9/")
    page = signed_window.go("after", signed.meeting_id)
    assert isinstance(page, AfterPage)
    qtbot.waitUntil(lambda: page.notice.accessibleName() == "The time is not confirmed", timeout=PATIENCE)
    assert "It can be added later" in page.notice.accessibleDescription()
    assert signed.desk.meeting(signed.meeting_id).value.endorsements == ()
    with serving(right_answer(signed.desk.now())) as address:
        set_time_server(signed.desk, address)
        page.signatures.time_button.click()
        qtbot.waitUntil(lambda: page.notice.accessibleName() == "The time is confirmed", timeout=PATIENCE)
    (given,) = signed.desk.meeting(signed.meeting_id).value.endorsements
    assert (given.what, given.by) == (EndorsementKind.TIME, "Northbeck Time")
    assert "Time confirmed" in page.signatures.rows[1].accessibleName()
    document = signed_copy(signed.desk, signed.meeting_id, "")
    assert document.file_hash == given.file_hash
    verdict = verify_bytes(document_bytes(signed.desk, document), given.file_hash)
    assert verdict.is_whole
    assert len(verdict.times) == 1


@pytest.mark.parametrize("address", ["ftp://example.org", "https://", "a b", "https://a b"])
def test_what_is_no_address_is_refused(address: str, signed: HeldMeeting) -> None:
    with pytest.raises(Exception, match="whole address"):
        set_time_server(signed.desk, address)
    signed.desk.close()
