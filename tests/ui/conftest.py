from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpm_desktop.data_files import resources_folder
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.a_desk import make_desk, set_clock
from tests.ui.a_window import OpenWindow


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(resources_folder(), Appearance(Scheme.LIGHT, high_contrast=False))
    theme.apply(qapp)
    return theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[OpenWindow]:
    """Return a window over an empty store on 25 November 2026."""
    opened = OpenWindow(qtbot, theme, make_desk(tmp_path, set_clock("2026-11-25")))
    yield opened
    opened.close()


@pytest.fixture
def kai(window: OpenWindow) -> str:
    """Enter the child of the scripted meeting; return the id."""
    script, _ = demo_scripts()
    return enter_child(window.desk, script)
