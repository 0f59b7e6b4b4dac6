"""The way in, with a real encrypted store behind it."""

import dataclasses
import datetime as dt
import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services import unlocking
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage import set_up_mark
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.unlock.door import Fact, SetUp
from cpm_desktop.ui.unlock.first_run_screen import FirstRunScreen
from cpm_desktop.ui.unlock.step import Step
from cpm_desktop.ui.unlock.unlock_screen import UnlockScreen
from tests.a_desk import FAST, PASSPHRASE, set_clock
from tests.ui.a_window import unnamed
from tests.ui.shown_window import show_with_keyboard

TODAY = dt.date(2026, 11, 25)
Tell = Callable[[str, int, int], object]


@dataclass
class FastDoor:
    """The real way in, with a key that is derived quickly."""

    place: StorePlace

    @property
    def is_new(self) -> bool:
        return not self.place.exists()

    @property
    def folder(self) -> str:
        return str(self.place.folder)

    @property
    def backups(self) -> str:
        return str(self.place.backups)

    @property
    def surroundings(self) -> unlocking.Surroundings:
        return unlocking.Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)

    def warm(self) -> tuple[Fact, ...]:
        return (Fact("shield-check", "Nothing here is sent anywhere."),)

    def create(self, set_up: SetUp, tell: Tell) -> tuple[Desk, str]:
        details = unlocking.SetUpDetails(
            Worker(id="worker", name=set_up.name, role=set_up.role), set_up.authority
        )
        return unlocking.create(self.place.folder, set_up.passphrase, details, self.surroundings, tell)

    def unlock(self, passphrase: str, tell: Tell) -> Desk:
        return unlocking.unlock(self.place.folder, passphrase, self.surroundings, tell)

    def unlock_with_code(self, code: str, passphrase: str, tell: Tell) -> Desk:
        return unlocking.unlock_with_code(self.place.folder, code, passphrase, self.surroundings, tell)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()
    assert qtbot is not None


@pytest.fixture
def door(tmp_path: Path) -> FastDoor:
    return FastDoor(StorePlace(tmp_path / "records"))


@pytest.fixture
def code(door: FastDoor) -> str:
    desk, code = door.create(SetUp("Priya Nair", "Social worker", "", "", PASSPHRASE), lambda *_: None)
    desk.close()
    return code


def _show(qtbot: QtBot, theme: Theme, screen: QWidget) -> None:
    theme.dress(screen)
    screen.resize(1366, 768)
    qtbot.addWidget(screen)
    show_with_keyboard(qtbot, screen)


def _type(qtbot: QtBot, field: QWidget, text: str) -> None:
    control = field.control if isinstance(field, Field) else field
    assert isinstance(control, QLineEdit)
    control.setFocus()
    control.clear()
    qtbot.keyClicks(control, text)


def _is_at(screen: FirstRunScreen, step: Step) -> bool:
    return screen.step is step


def test_the_first_start_by_keyboard_alone(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor
) -> None:
    screen = FirstRunScreen(theme, background, door, TODAY)
    opened: list[Desk] = []
    screen.opened.connect(opened.append)
    _show(qtbot, theme, screen)
    _type(qtbot, screen.you.name, "Priya Nair")
    _type(qtbot, screen.you.role, "Social worker")
    qtbot.keyClick(screen.you.role.control, Qt.Key.Key_Return)
    assert _is_at(screen, screen.passphrase)
    _type(qtbot, screen.passphrase.passphrase, PASSPHRASE)
    _type(qtbot, screen.passphrase.again, PASSPHRASE)
    qtbot.keyClick(screen.passphrase.again.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _is_at(screen, screen.recovery))
    assert not screen.passphrase.passphrase.passphrase
    screen.go_on()
    assert _is_at(screen, screen.recovery), "the code must be kept first"
    qtbot.keyClick(screen.recovery.kept, Qt.Key.Key_Space)
    screen.go_on()
    assert _is_at(screen, screen.copies)
    qtbot.keyClick(screen.copies.on_button, Qt.Key.Key_Space)
    assert opened
    assert opened[0].workplace().value.worker.name == "Priya Nair"
    opened[0].close()


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor
) -> None:
    screen = FirstRunScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    _type(qtbot, screen.you.name, "Priya Nair")
    screen.go_on()
    assert _is_at(screen, screen.you)
    assert "role" in screen.you.role.error
    assert screen.you.details[0] == "Priya Nair"
    _type(qtbot, screen.you.role, "Social worker")
    screen.go_on()
    _type(qtbot, screen.passphrase.passphrase, "too short")
    screen.go_on()
    assert screen.passphrase.passphrase.error
    _type(qtbot, screen.passphrase.passphrase, PASSPHRASE)
    _type(qtbot, screen.passphrase.again, "another one altogether")
    screen.go_on()
    assert "not the same" in screen.passphrase.again.error
    assert screen.passphrase.passphrase.passphrase == PASSPHRASE


def test_a_passphrase_may_be_pasted(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor
) -> None:
    screen = FirstRunScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    control = screen.passphrase.passphrase.control
    control.insert(PASSPHRASE)  # type: ignore[attr-defined]  # a line edit: what pasting calls
    assert screen.passphrase.passphrase.passphrase == PASSPHRASE


def test_every_step_names_what_can_be_operated(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor
) -> None:
    screen = FirstRunScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    for step in (screen.you, screen.passphrase, screen.recovery, screen.copies):
        screen._show(step)
        assert unnamed(screen) == []


def test_the_sheet_with_the_code_names_nobody_and_a_bad_folder_is_said(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor, tmp_path: Path
) -> None:
    screen = FirstRunScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    screen.recovery.show_code("ABCD-EFGH")
    screen.recovery.save_code(tmp_path / "sheet.txt")
    text = (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    assert "ABCD-EFGH" in text
    assert "Nair" not in text
    screen.recovery.save_code(tmp_path / "no folder" / "sheet.txt")
    assert "could not be written" in screen.recovery.message.accessibleName()


@pytest.mark.usefixtures("code")
def test_the_passphrase_opens(qtbot: QtBot, theme: Theme, background: Background, door: FastDoor) -> None:
    screen = UnlockScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    _type(qtbot, screen.passphrase, PASSPHRASE)
    with qtbot.waitSignal(screen.opened) as opened:
        qtbot.keyClick(screen.passphrase.control, Qt.Key.Key_Return)
    assert screen.passphrase.passphrase == ""
    opened.args[0].close()


@pytest.mark.usefixtures("code")
def test_a_wrong_passphrase_is_a_plain_no_and_stays_in_the_field(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor
) -> None:
    screen = UnlockScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    _type(qtbot, screen.passphrase, "four noisy garden rooms")
    screen.unlock()
    qtbot.waitUntil(lambda: bool(screen.passphrase.error))
    assert screen.passphrase.passphrase == "four noisy garden rooms"
    assert screen.passphrase.control.hasFocus()
    assert screen.unlock_button.isEnabled()
    assert "does not open" in str(screen.window().property(LAST_ANNOUNCEMENT))


@pytest.mark.usefixtures("code")
def test_a_damaged_file_is_told_from_a_wrong_passphrase(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor
) -> None:
    door.place.database.write_bytes(b"")
    screen = UnlockScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    _type(qtbot, screen.passphrase, PASSPHRASE)
    screen.unlock()
    qtbot.waitUntil(screen.message.isVisible)
    assert "empty" in screen.message.accessibleName()
    assert not screen.passphrase.error


def test_the_recovery_code_opens_with_a_new_passphrase(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor, code: str
) -> None:
    screen = UnlockScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    qtbot.keyClick(screen.passphrase.control, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(screen.recovery.isVisible)
    _type(qtbot, screen.recovery.code, "AAAA-BBBB")
    _type(qtbot, screen.recovery.passphrase, "six loud kitchen chairs")
    _type(qtbot, screen.recovery.again, "six loud kitchen chairs")
    screen.recovery.agree()
    qtbot.waitUntil(lambda: bool(screen.recovery.code.error))
    assert screen.recovery.passphrase.passphrase == "six loud kitchen chairs"
    _type(qtbot, screen.recovery.code, code)
    with qtbot.waitSignal(screen.opened) as opened:
        screen.recovery.agree()
    opened.args[0].close()
    door.unlock("six loud kitchen chairs", lambda *_: None).close()


@pytest.mark.usefixtures("code")
def test_no_name_stands_on_the_locked_screen(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor
) -> None:
    screen = UnlockScreen(theme, background, door, TODAY)
    screen.show_facts(door.warm())
    _show(qtbot, theme, screen)
    words = [widget.accessibleName() for widget in screen.findChildren(QWidget)]
    words += [label.text() for label in screen.findChildren(QLabel)]
    assert not any("Priya" in word or "Nair" in word for word in words)
    assert unnamed(screen) == []


def test_a_full_disk_at_the_first_start_is_said_and_it_can_be_tried_again(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> tuple[Desk, str]:
        raise CarePlanningError("The disk is full. Free some space on it.")

    monkeypatch.setattr(door, "create", refuse)
    screen = FirstRunScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    _type(qtbot, screen.you.name, "Priya Nair")
    _type(qtbot, screen.you.role, "Social worker")
    screen.go_on()
    _type(qtbot, screen.passphrase.passphrase, PASSPHRASE)
    _type(qtbot, screen.passphrase.again, PASSPHRASE)
    screen.go_on()
    qtbot.waitUntil(screen.message.isVisible)
    assert _is_at(screen, screen.passphrase)
    assert screen.passphrase.on_button.isEnabled()
    assert screen.passphrase.passphrase.passphrase == PASSPHRASE


def test_a_set_up_that_was_left_at_the_code_begins_anew_and_counts_once_the_code_is_kept(
    qtbot: QtBot, theme: Theme, background: Background, door: FastDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = door.surroundings
    monkeypatch.setattr(FastDoor, "surroundings", dataclasses.replace(usual, shows_code=True))
    door.create(SetUp("Priya Nair", "Social worker", "", "", PASSPHRASE), lambda *_: None)[0].close()
    screen = FirstRunScreen(theme, background, door, TODAY)
    _show(qtbot, theme, screen)
    assert "nothing had been entered. Set it up again" in screen.message.accessibleName()
    assert "Set it up again" in str(screen.window().property(LAST_ANNOUNCEMENT))
    _type(qtbot, screen.you.name, "Priya Nair")
    _type(qtbot, screen.you.role, "Social worker")
    screen.go_on()
    _type(qtbot, screen.passphrase.passphrase, PASSPHRASE)
    _type(qtbot, screen.passphrase.again, PASSPHRASE)
    screen.go_on()
    qtbot.waitUntil(lambda: _is_at(screen, screen.recovery))
    assert not screen.message.isVisible()
    assert door.is_new, "the code is not kept yet"
    screen.recovery.kept.setChecked(True)
    with monkeypatch.context() as fault:
        fault.setattr(set_up_mark, "sync_folder", _refuse)
        screen.go_on()
    assert _is_at(screen, screen.recovery)
    assert "The disk does not take what is written" in screen.message.accessibleName()
    screen.go_on()
    assert _is_at(screen, screen.copies)
    assert not screen.message.isVisible()
    assert door.place.exists()
    assert screen.unfinished_desk is not None
    screen.unfinished_desk.close()


def _refuse(_folder: Path) -> None:
    raise OSError(errno.EIO, "the disk refuses")
