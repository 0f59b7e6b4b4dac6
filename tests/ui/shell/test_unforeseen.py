"""An error that nobody foresaw: a page keeps the work, the report holds nothing of the case, and one goes on."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.ui.kit.text_fields import PlainEditor
from tests.ui.locked_window import LockedWindow, note_in_hand

CANARY = "Zebedee Quillfeather"


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[LockedWindow]:
    window = LockedWindow(qapp, qtbot, tmp_path)
    yield window
    window.end()


def _fail_over(canary: str) -> BaseException:
    """Fail as code does that did not expect what somebody typed: the name is in the messages of both errors."""
    try:
        try:
            int(canary)
        except ValueError as error:
            raise KeyError(canary) from error
    except KeyError as error:
        return error
    raise AssertionError


def _fail(opened: LockedWindow, canary: str = CANARY) -> None:
    error = _fail_over(canary)
    opened.windows.tell_last_resort(type(error), error, error.__traceback__)


def _reports(opened: LockedWindow) -> list[Path]:
    place = opened.workspace.desk.place
    assert isinstance(place, StorePlace)
    return sorted((place.folder / "reports").glob("*.txt"))


def test_the_page_keeps_the_work_and_typing_goes_on_after_it(opened: LockedWindow) -> None:
    note = note_in_hand(opened)
    note.setFocus()
    QTest.keyClicks(note, f"{CANARY} says the inhaler is empty")
    page = opened.workspace.page
    _fail(opened)
    panel = opened.workspace.unforeseen
    assert panel.isVisible()
    assert not note.isVisible()
    assert panel.go_on_button.hasFocus()
    opened.qtbot.waitUntil(lambda: any(CANARY in each.text for each in opened.meeting.notes))
    QTest.keyClick(panel.go_on_button, Qt.Key.Key_Space)
    assert not panel.isVisible()
    assert opened.workspace.page is page
    holder = QApplication.focusWidget()
    assert isinstance(holder, PlainEditor)
    QTest.keyClicks(holder, " since Monday")
    opened.workspace.leave()
    assert any("is empty since Monday" in each.text for each in opened.meeting.notes)
    opened.qtbot.waitUntil(lambda: opened.workspace.desk.saving.latest.is_saved)


def test_the_report_holds_classes_and_lines_of_code_and_nothing_of_the_case(
    opened: LockedWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    _fail(opened)
    (report,) = _reports(opened)
    text = report.read_text(encoding="utf-8")
    assert "builtins.KeyError" in text
    assert "behind it: builtins.ValueError" in text
    assert "raise KeyError(canary) from error" in text or "elsewhere" in text
    everything = text + capsys.readouterr().err
    everything += opened.workspace.unforeseen.report.text
    for word in (*CANARY.split(), "Kai", "Avery", str(Path.home()), opened.windows._folder.name):
        assert word not in everything.replace("classes and lines", "")
    if sys.platform != "win32":
        assert os.stat(report).st_mode & 0o777 == 0o600  # noqa: PTH116 - the mode itself


def test_the_same_again_does_not_hold_anybody_up_twice(opened: LockedWindow) -> None:
    _fail(opened)
    opened.workspace.unforeseen.go_on()
    _fail(opened)
    assert not opened.workspace.unforeseen.isVisible()
    assert "should not have" in opened.workspace.error_shown
    assert len(_reports(opened)) == 2


def test_the_page_may_be_opened_afresh(opened: LockedWindow) -> None:
    page = opened.workspace.page
    _fail(opened)
    opened.workspace.unforeseen.anew_button.click()
    assert not opened.workspace.unforeseen.isVisible()
    assert opened.workspace.page is not page
    assert opened.meeting_page.isVisible()


def test_the_lock_takes_the_page_of_the_error_away_too(opened: LockedWindow) -> None:
    _fail(opened)
    opened.lock()
    opened.unlock()
    assert not opened.workspace.unforeseen.isVisible()
