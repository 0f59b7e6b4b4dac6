"""Fixtures of the demonstration's meeting on a real encrypted store, and a workspace over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_meeting import prepare_meeting
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.workspace import Workspace
from tests.a_desk import SetClock, make_desk, set_clock


@pytest.fixture
def clock() -> SetClock:
    return set_clock("2026-11-24", "13:50")


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    made = make_desk(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def child_id(desk: Desk) -> str:
    return enter_child(desk, demo_scripts()[0])


@pytest.fixture
def meeting_id(desk: Desk, child_id: str) -> str:
    return prepare_meeting(desk, child_id, demo_scripts()[0])


@pytest.fixture
def workspace(desk: Desk, theme: Theme, qtbot: QtBot) -> Iterator[Workspace]:
    background = Background()
    made = Workspace(desk, theme, background, "Encrypted on this laptop.", list)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.retire()
    made.hide()
    made.deleteLater()
    background.close()
