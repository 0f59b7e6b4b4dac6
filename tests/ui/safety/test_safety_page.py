"""Safety of the records by the keyboard, over a real store: passphrase, codes, sheet, backups, a second place."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.device_policy import DevicePolicy
from cpm_desktop.services.backing_up import Backups
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.key_care import has_authority_code
from cpm_desktop.services.passphrase_check import check_passphrase
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.keys import unlock_with_passphrase, unlock_with_recovery_code
from cpm_desktop.storage.second_backup import list_copies
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.safety.code_dialog import CodeDialog
from cpm_desktop.ui.safety.passphrase_dialog import PassphraseDialog
from cpm_desktop.ui.safety.rekey_dialog import RekeyDialog
from cpm_desktop.ui.safety.restore_dialog import RestoreDialog
from cpm_desktop.ui.safety.safety_page import SafetyPage
from cpm_desktop.ui.safety.sheet_dialog import SheetDialog
from tests.a_desk import FAST, PASSPHRASE, make_desk
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000
NEW = "six loud kitchen chairs"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path)
    assert desk.place is not None
    desk.derivation_cost = FAST
    key = unlock_with_passphrase(desk.place.keys.read(), PASSPHRASE)
    desk.backups = Backups(desk.store, desk.place, key, desk.now)
    return desk


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, desk: Desk) -> Iterator[OpenWindow]:
    window = OpenWindow(qtbot, theme, desk)
    window.go("caseload")
    window.press(Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    yield window
    window.close()


def page_of(opened: OpenWindow) -> SafetyPage:
    page = opened.workspace.page
    assert isinstance(page, SafetyPage)
    return page


def run(opened: OpenWindow, text: str) -> None:
    next(act for act in opened.workspace.acts() if act.text == text).run()


def test_the_passphrase_is_changed_by_the_keyboard(opened: OpenWindow, desk: Desk) -> None:
    assert unnamed(page_of(opened)) == []
    run(opened, "Change the passphrase…")
    dialog = opened.dialog()
    assert isinstance(dialog, PassphraseDialog)
    assert unnamed(dialog) == []
    QTest.keyClicks(dialog.current.control, "not the passphrase")
    QTest.keyClick(dialog.current.control, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.wanted.passphrase.control, "short")
    dialog.accept()
    assert "12 letters" in dialog.wanted.passphrase.error
    dialog.wanted.passphrase.clear()
    QTest.keyClicks(dialog.wanted.passphrase.control, NEW)
    QTest.keyClicks(dialog.wanted.again.control, "six loud kitchen tables")
    dialog.accept()
    assert "not the same" in dialog.wanted.again.error
    dialog.wanted.again.clear()
    QTest.keyClicks(dialog.wanted.again.control, NEW)
    QTest.keyClick(dialog.wanted.again.control, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: "not the one" in dialog.current.error, timeout=PATIENCE)
    dialog.current.clear()
    QTest.keyClicks(dialog.current.control, PASSPHRASE)
    dialog.accept()
    opened.qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    assert "passphrase is changed" in opened.said()
    check_passphrase(desk, NEW)


def shown_code(opened: OpenWindow, act: str) -> CodeDialog:
    run(opened, act)
    dialog = opened.dialog()
    assert isinstance(dialog, CodeDialog)
    QTest.keyClicks(dialog.passphrase.control, PASSPHRASE)
    QTest.keyClick(dialog.passphrase.control, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: dialog.is_made, timeout=PATIENCE)
    return dialog


def test_a_code_is_shown_once_and_must_be_kept(opened: OpenWindow, desk: Desk) -> None:
    dialog = shown_code(opened, "New recovery code…")
    assert unnamed(dialog) == []
    assert desk.place is not None
    unlock_with_recovery_code(desk.place.keys.read(), dialog.panel.code)
    dialog.accept()
    assert dialog.isVisible()
    assert "shown only now" in dialog.message.accessibleName()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert "not ticked as kept" in opened.workspace.error_shown
    again = shown_code(opened, "New recovery code…")
    again.panel.kept.setChecked(True)
    opened.workspace.hide_error()
    again.accept()
    assert opened.workspace.error_shown == ""


def test_the_authority_holds_a_code_until_it_is_taken_back(opened: OpenWindow, desk: Desk) -> None:
    assert "holds no code" in page_of(opened).keys.told
    dialog = shown_code(opened, "A code for the authority…")
    dialog.panel.kept.setChecked(True)
    dialog.accept()
    assert has_authority_code(desk)
    assert "holds a code of its own" in page_of(opened).keys.told
    run(opened, "A code for the authority…")
    again = opened.dialog()
    assert isinstance(again, CodeDialog)
    QTest.keyClicks(again.passphrase.control, PASSPHRASE)
    again.withdraw_button.click()
    opened.qtbot.waitUntil(lambda: not again.isVisible(), timeout=PATIENCE)
    assert not has_authority_code(desk)
    assert "holds no code" in page_of(opened).keys.told


def test_the_sheet_says_where_the_records_lie_and_bears_the_code_only_where_it_was_asked_for(
    opened: OpenWindow, desk: Desk, tmp_path: Path
) -> None:
    run(opened, "Emergency sheet…")
    plain = opened.dialog()
    assert isinstance(plain, SheetDialog)
    assert unnamed(plain) == []
    QTest.keyClicks(plain.contact, "Service desk, 01632 960 001")
    plain.sheet.choose_file = lambda: str(tmp_path / "plain.pdf")
    plain.sheet.save_button.click()
    opened.qtbot.waitUntil(lambda: "Saved" in plain.sheet.message.accessibleName(), timeout=PATIENCE)
    plain.accept()
    dialog = shown_code(opened, "New recovery code…")
    dialog.panel.sheet.choose_file = lambda: str(tmp_path / "code.pdf")
    dialog.panel.sheet.save_button.click()
    opened.qtbot.waitUntil(lambda: "Saved" in dialog.panel.sheet.message.accessibleName(), timeout=PATIENCE)
    dialog.panel.kept.setChecked(True)
    dialog.accept()
    texts = {}
    for name in ("plain", "code"):
        reader = pypdf.PdfReader(BytesIO((tmp_path / f"{name}.pdf").read_bytes()))
        texts[name] = " ".join(page.extract_text() for page in reader.pages)
        assert "01632 960 001" in texts[name]
        assert "use my recovery code" in texts[name].replace("\n", " ")
        assert "Priya Nair" in texts[name]
        assert len(reader.pages) == 1
    assert desk.place is not None
    unlock_with_recovery_code(desk.place.keys.read(), dialog.panel.code)
    code = dialog.panel.code.replace("-", "")
    bare = {name: "".join(text.split()).replace("-", "") for name, text in texts.items()}
    assert code in bare["code"]
    assert code not in bare["plain"]


def test_a_backup_is_made_now_copied_to_a_second_place_and_told(
    opened: OpenWindow, desk: Desk, tmp_path: Path
) -> None:
    card = page_of(opened).backups
    assert "None has been made yet" in card.told
    stick = tmp_path / "stick"
    stick.mkdir()
    card.choose_folder = lambda: str(stick)
    run(opened, "Second place for backups…")
    place = desk.place
    assert place is not None
    opened.qtbot.waitUntil(lambda: bool(list_copies(stick, place)), timeout=PATIENCE)
    opened.qtbot.waitUntil(
        lambda: "opened and checked" in card.told and "last" in card.told, timeout=PATIENCE
    )
    (made,) = list_backups(place)
    (copied,) = list_copies(stick, place)
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {
        path.name: path.read_bytes() for path in copied.iterdir()
    }
    assert "same disk" in card.told


def test_a_second_place_that_is_synchronised_is_refused_with_the_reason(
    opened: OpenWindow, desk: Desk, tmp_path: Path
) -> None:
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    page_of(opened).backups.choose_folder = lambda: str(cloud)
    run(opened, "Second place for backups…")
    assert "Dropbox synchronises it" in opened.workspace.error_shown
    assert "No second place is set" in page_of(opened).backups.told
    assert list(cloud.iterdir()) == []
    assert desk.backups is not None
    assert desk.backups.second is None


def test_a_backup_that_fails_is_told(opened: OpenWindow, desk: Desk) -> None:
    assert desk.place is not None
    desk.place.backups.write_text("a file where the folder should be", encoding="utf-8")
    run(opened, "Back up now")
    card = page_of(opened).backups
    opened.qtbot.waitUntil(lambda: not card.message.isHidden(), timeout=PATIENCE)
    assert "No backup could be made" in card.message.accessibleName()
    opened.qtbot.waitUntil(lambda: "No backup could be made" in opened.said())


def test_a_backup_that_fails_by_itself_is_told_on_whatever_page_the_person_is(
    opened: OpenWindow, desk: Desk
) -> None:
    opened.go("caseload")
    assert desk.place is not None
    assert desk.backups is not None
    desk.place.backups.write_text("a file where the folder should be", encoding="utf-8")
    desk.backups.start(when_quiet=False)
    opened.qtbot.waitUntil(
        lambda: "No backup could be made" in opened.workspace.error_shown, timeout=PATIENCE
    )


def test_a_check_says_that_all_is_whole_and_a_repair_says_what_it_did(opened: OpenWindow, desk: Desk) -> None:
    card = page_of(opened).check
    run(opened, "Check that everything is whole")
    opened.qtbot.waitUntil(lambda: card.answer.accessibleName() == "Everything is whole.", timeout=PATIENCE)
    assert card.repair_button.isHidden()

    def spoil(connection: object) -> None:
        connection.exec_driver_sql("UPDATE worker SET name = 'Somebody Else'")  # type: ignore[attr-defined]  # a connection

    desk.store.writer.submit(spoil).result(20)
    card.check_button.click()
    opened.qtbot.waitUntil(lambda: "can be repaired" in card.answer.accessibleName(), timeout=PATIENCE)
    card.repair_button.click()
    opened.qtbot.waitUntil(lambda: card.answer.accessibleName() == "Everything is whole.", timeout=PATIENCE)
    assert "made anew from the journal" in card.answer.accessibleDescription()
    assert desk.workplace().value.worker.name == "Priya Nair"


def test_the_answer_of_a_check_is_brought_into_sight(opened: OpenWindow) -> None:
    page = page_of(opened)
    opened.workspace.resize(900, 480)
    page.check.check_button.setFocus()
    page.check.check_button.click()
    opened.qtbot.waitUntil(page.check.answer.isVisible, timeout=PATIENCE)
    answer = page.check.answer
    opened.qtbot.waitUntil(
        lambda: answer.visibleRegion().boundingRect().height() == answer.height(), timeout=PATIENCE
    )


def test_a_number_from_paper_is_looked_up(opened: OpenWindow) -> None:
    card = page_of(opened).check
    QTest.keyClicks(card.number.control, "1234 5678 9abc def0")
    QTest.keyClick(card.number.control, Qt.Key.Key_Return)
    assert "No record here has this number" in card.number.control.accessibleDescription()


def test_everything_is_encrypted_anew_and_the_code_is_shown(opened: OpenWindow, desk: Desk) -> None:
    run(opened, "Encrypt everything anew…")
    dialog = opened.dialog()
    assert isinstance(dialog, RekeyDialog)
    assert unnamed(dialog) == []
    QTest.keyClicks(dialog.current.control, PASSPHRASE)
    QTest.keyClicks(dialog.wanted.passphrase.control, NEW)
    QTest.keyClicks(dialog.wanted.again.control, NEW)
    QTest.keyClick(dialog.wanted.again.control, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: dialog.is_done, timeout=PATIENCE)
    assert desk.place is not None
    unlock_with_recovery_code(desk.place.keys.read(), dialog.panel.code)
    dialog.panel.kept.setChecked(True)
    dialog.accept()
    assert not dialog.isVisible()
    check_passphrase(desk, NEW)
    add_child(desk, Child(id="", name="Kai Avery"))


def test_a_backup_is_looked_into_and_put_in_the_records_place_only_when_it_is_sure(
    opened: OpenWindow, desk: Desk
) -> None:
    assert desk.backups is not None
    desk.backups.start(when_quiet=False).result(20)
    add_child(desk, Child(id="", name="Kai Avery"))
    asked: list[bool] = []
    opened.workspace.lock_asked.connect(lambda: asked.append(True))
    run(opened, "Restore from a backup…")
    dialog = opened.dialog()
    assert isinstance(dialog, RestoreDialog)
    assert unnamed(dialog) == []
    dialog.look_button.click()
    opened.qtbot.waitUntil(lambda: not dialog.list.isHidden(), timeout=PATIENCE)
    assert dialog.list.model().rowCount() == 1
    assert not dialog.agree_button.isEnabled()  # nothing is missing here
    dialog.replace_button.click()
    assert "Tick the box first" in dialog.message.accessibleName()
    assert not asked
    dialog.sure.setChecked(True)
    dialog.replace_button.click()
    opened.qtbot.waitUntil(lambda: bool(asked), timeout=PATIENCE)
    assert not dialog.isVisible()
    assert desk.place is not None
    assert (desk.place.folder / "store.next-restore").is_dir()


def test_a_second_place_that_is_set_for_the_computer_cannot_be_changed(
    opened: OpenWindow, desk: Desk, tmp_path: Path
) -> None:
    backups = page_of(opened).backups
    assert not backups.second_button.isHidden()
    desk.policy = DevicePolicy(backup_folder=str(tmp_path / "authority"))
    backups.refresh()
    assert backups.second_button.isHidden()
    assert backups.no_second_button.isHidden()
    assert "Your authority has set that folder." in backups.told
