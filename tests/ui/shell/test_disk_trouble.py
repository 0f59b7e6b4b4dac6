"""The disk in trouble under the real window: one types on, is told the truth, and nothing called saved is lost."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from tests.a_desk import PASSPHRASE, open_desk
from tests.test_bad_input import fill, mounted
from tests.ui.accessible_words import words_in_reach
from tests.ui.locked_window import LockedWindow, note_in_hand

SENTENCE = "The inhaler is empty since Monday"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    if not mounted(folder, "12m"):
        pytest.skip("only root may mount a small disk, and only where the machine lets it")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def on_small_disk(qapp: QApplication, qtbot: QtBot, small_disk: Path) -> Iterator[LockedWindow]:
    window = LockedWindow(qapp, qtbot, small_disk)
    yield window
    window.end()


def _is_saved(opened: LockedWindow) -> bool:
    latest = opened.workspace.desk.saving.latest
    return latest.is_saved and not latest.problem


def _indicator(opened: LockedWindow) -> str:
    return opened.workspace.header.saved.text


def _notes_on_disk(folder: Path, meeting_id: str) -> list[str]:
    place = StorePlace(folder / "store")
    desk = open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE))
    notes = [each.text for each in desk.meeting(meeting_id).value.notes]
    desk.close()
    return notes


def test_a_full_disk_is_told_the_lock_keeps_what_waits_and_it_is_saved_once_there_is_room(
    on_small_disk: LockedWindow, small_disk: Path
) -> None:
    opened = on_small_disk
    opened.qtbot.waitUntil(lambda: _is_saved(opened))
    ballast = fill(small_disk)
    note = note_in_hand(opened)
    note.setFocus()
    for turn in range(40):  # what the files have room for by themselves is soon used up
        QTest.keyClicks(note, f"{SENTENCE}, {turn} times. " if turn else f"{SENTENCE}. ")
        opened.workspace.leave()
        QTest.qWait(20)
        if "disk is full" in _indicator(opened):
            break
    opened.qtbot.waitUntil(lambda: _indicator(opened) == "Not saved – the disk is full")
    QTest.keyClicks(note, "He coughs at night.")
    typed = note.text
    assert typed.endswith("He coughs at night.")
    desk = opened.workspace.desk
    opened.lock()
    opened.qtbot.waitUntil(lambda: any("The disk is full" in words for words in words_in_reach()))
    assert not any("inhaler" in words for words in words_in_reach())
    opened.unlock()
    assert opened.workspace.desk is desk
    assert any(each.text == typed for each in opened.meeting.notes)
    ballast.unlink()
    opened.qtbot.waitUntil(lambda: _is_saved(opened))
    opened.lock()
    assert typed in _notes_on_disk(small_disk, opened.meeting_id)


def test_behind_the_lock_the_desk_is_closed_once_the_disk_takes_all(
    on_small_disk: LockedWindow, small_disk: Path
) -> None:
    opened = on_small_disk
    opened.qtbot.waitUntil(lambda: _is_saved(opened))
    ballast = fill(small_disk)
    note = note_in_hand(opened)
    QTest.keyClicks(note, f"{SENTENCE} " * 40)
    opened.lock()
    locking = opened.windows._locking
    assert locking is not None
    assert locking.held is not None
    ballast.unlink()
    opened.qtbot.waitUntil(lambda: locking.held is None)
    assert any(SENTENCE in text for text in _notes_on_disk(small_disk, opened.meeting_id))
    opened.unlock()


def test_a_folder_that_is_gone_is_never_called_saved_and_the_work_goes_on_when_it_is_back(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = LockedWindow(qapp, qtbot, tmp_path)
    qtbot.waitUntil(lambda: _is_saved(opened))
    folder = tmp_path / "store"
    shutil.move(folder, tmp_path / "elsewhere")
    note = note_in_hand(opened)
    QTest.keyClicks(note, SENTENCE)
    opened.workspace.leave()
    qtbot.waitUntil(lambda: _indicator(opened).startswith("Not saved"))
    assert "folder" in _indicator(opened)
    shutil.move(tmp_path / "elsewhere", folder)
    qtbot.waitUntil(lambda: _is_saved(opened))
    opened.end()
    assert SENTENCE in _notes_on_disk(tmp_path, opened.meeting_id)


def test_a_clock_that_is_set_back_while_somebody_types_loses_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = LockedWindow(qapp, qtbot, tmp_path)
    note = note_in_hand(opened)
    QTest.keyClicks(note, "Before. ")
    opened.workspace.leave()
    opened.clock.set_moment(opened.clock.moment.replace(year=2019))
    QTest.keyClicks(note, SENTENCE)
    opened.workspace.leave()
    qtbot.waitUntil(lambda: _is_saved(opened))
    assert opened.workspace.error_shown == ""
    opened.lock()
    opened.unlock()
    assert any(each.text == f"Before. {SENTENCE}" for each in opened.meeting.notes)
    opened.end()
