"""A request for correction in the window: taken down, answered, signed, and saved together with the record."""

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.services.addendum import addendum_for
from cpm_desktop.services.corrections import request_correction
from cpm_desktop.services.handing_over import verify_file
from cpm_desktop.ui.after.addendum_dialog import AddendumDialog
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.kit.left_fields import look_at, put_back, read_plain
from tests.a_desk import PASSPHRASE
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000


def test_a_half_written_request_or_answer_is_back_in_its_own_form_after_a_lock(
    page: AfterPage, signed: HeldMeeting
) -> None:
    request = request_correction(signed.desk, signed.meeting_id, "It was Tuesday", "Dana Avery")
    panel = page.corrections
    panel.show_requests()
    for begun in ("", request.id):
        panel.form.ask(begun)
        QTest.keyClicks(panel.form.text, "It was a Tue")
        left = look_at(panel)
        panel.form.ask("" if begun else request.id)
        panel.form.hide()
        put_back(panel, read_plain(left.as_plain()))
        assert panel.form.isVisible()
        assert (panel.form.request_id, panel.form.text.text) == (begun, "It was a Tue")
        assert panel.form.reply.isVisible() == bool(begun)


def test_a_request_goes_from_words_to_a_signed_addendum_beside_the_record(
    qtbot: QtBot, page: AfterPage, signed_window: OpenWindow, signed: HeldMeeting, tmp_path: Path
) -> None:
    panel = page.corrections
    assert "within 10 working days" in panel.window_note.text()
    next(act for act in signed_window.workspace.acts() if "request for correction" in act.text).run()
    assert unnamed(panel) == []
    panel.form.save_button.click()
    assert panel.form.isVisible()
    QTest.keyClicks(panel.form.text, "It was Tuesday")
    QTest.keyClicks(panel.form.by, "Dana Avery")
    panel.form.save_button.click()
    (request,) = signed.desk.meeting(signed.meeting_id).value.corrections
    assert "waits since today" in panel.rows[0].accessibleName()
    panel.buttons[request.id][0].click()
    QTest.keyClicks(panel.form.text, "It was a Tuesday")
    panel.form.save_button.click()
    assert panel.form.isVisible()  # no answer was chosen
    panel.form.reply.button("corrected").click()
    panel.form.save_button.click()
    assert panel.form.isHidden()
    panel.buttons[request.id][1].click()
    dialog = signed_window.dialog()
    assert isinstance(dialog, AddendumDialog)
    QTest.keyClicks(dialog.signature.line, "Priya Nair")
    QTest.keyClicks(dialog.passphrase.control, PASSPHRASE)
    dialog.accept()
    meeting = signed.desk.meeting(signed.meeting_id)
    qtbot.waitUntil(lambda: addendum_for(meeting.value, request.id) is not None, timeout=PATIENCE)
    assert "addendum signed" in panel.rows[0].accessibleName()
    folder = tmp_path / "saved"
    folder.mkdir()
    page.choose_folder = lambda _title: str(folder)
    page.save(("",))
    qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "2 copies are saved" in page.notice.accessibleName(), timeout=PATIENCE)
    names = sorted(path.name for path in folder.iterdir())
    assert names[0].endswith("correction 1.pdf")
    assert all(verify_file(folder / name).is_whole for name in names)
