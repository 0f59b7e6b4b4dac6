"""What signs is told, and a certificate file takes its place by the keyboard; what cannot sign says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing_key import KEPT, MADE, READ, key_source
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.signing.certificate_dialog import CertificateDialog
from tests.services import a_record
from tests.services.certificate_files import AUTHORITY, certificate_file
from tests.ui.a_window import OpenWindow, unnamed

PATIENCE = 30_000
WORDS = "her own words"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_record.a_desk(tmp_path)


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, desk: Desk) -> Iterator[OpenWindow]:
    window = OpenWindow(qtbot, theme, desk)
    window.go("caseload")
    yield window
    window.close()


def shown(opened: OpenWindow) -> CertificateDialog:
    next(act for act in opened.workspace.acts() if act.text == "My signing certificate…").run()
    dialog = opened.dialog()
    assert isinstance(dialog, CertificateDialog)
    opened.qtbot.waitUntil(lambda: "Looking" not in dialog.in_use.text(), timeout=PATIENCE)
    return dialog


def choose(dialog: CertificateDialog, source: str) -> None:
    dialog.source.choose(source)
    dialog.source.chosen.emit(source)


def test_a_file_takes_the_place_of_the_key_made_here(opened: OpenWindow, desk: Desk, tmp_path: Path) -> None:
    path = certificate_file(tmp_path, "Priya Nair", WORDS, desk.now())
    dialog = shown(opened)
    assert unnamed(dialog) == []
    assert "made on this computer; nobody else vouches for it" in dialog.in_use.text()
    choose(dialog, KEPT)
    dialog.accept()
    assert "Choose the certificate file" in dialog.message.accessibleName() or dialog.passphrase.error
    dialog.choose_file = lambda _title: str(path)
    dialog.file_button.click()
    QTest.keyClicks(dialog.passphrase.control, "wrong words")
    dialog.accept()
    opened.qtbot.waitUntil(lambda: "does not open" in dialog.message.accessibleName(), timeout=PATIENCE)
    dialog.passphrase.clear()
    QTest.keyClicks(dialog.passphrase.control, WORDS)
    QTest.keyClick(dialog.passphrase.control, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    assert key_source(desk) == KEPT
    again = shown(opened)
    assert f"issued by “{AUTHORITY}”" in again.in_use.text()
    choose(again, MADE)
    again.accept()
    opened.qtbot.waitUntil(lambda: not again.isVisible(), timeout=PATIENCE)
    assert key_source(desk) == MADE


def test_a_file_that_stays_where_it_is_is_named(opened: OpenWindow, desk: Desk, tmp_path: Path) -> None:
    path = certificate_file(tmp_path, "Priya Nair", WORDS, desk.now())
    dialog = shown(opened)
    choose(dialog, READ)
    dialog.choose_file = lambda _title: str(path)
    dialog.file_button.click()
    QTest.keyClicks(dialog.passphrase.control, WORDS)
    dialog.accept()
    opened.qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
    assert key_source(desk) == READ
    desk.certificates.forget()  # as locking does
    again = shown(opened)
    assert "“own.p12”, which is not open yet" in again.in_use.text()
    again.reject()
