"""What every test stands on: a display of its own, a home of its own, and nothing left behind."""

import gc
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.shell.collecting import look as collect_what_is_due
from tests.patient_bot import PatientBot

# Shared and loaded machines make a deadline a matter of luck; CI repeats the same examples.
hypothesis.settings.register_profile("shared", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("shared")

DISPLAY_KEY = pytest.StashKey[subprocess.Popen[bytes]]()
SECONDS_TO_END = 2.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let what takes minutes more than it finds be left to those who ask for the whole."""
    parser.addoption("--whole", action="store_true", help="tests marked `whole`, too: some ten minutes more")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked `whole` unless it is asked for."""
    if config.getoption("whole"):
        return
    left_out = [item for item in items if item.get_closest_marker("whole")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("whole")]


def pytest_configure(config: pytest.Config) -> None:
    """Give Qt a display before it starts: the one there is, a virtual one, or none at all.

    Tests that run beside each other take the keyboard from each other on one display, so each worker gets its own;
    the process that only hands the tests out must not start one that they would all inherit.
    """
    is_worker = hasattr(config, "workerinput")
    hands_out = not is_worker and config.getoption("dist", "no") != "no"
    if sys.platform != "linux" or hands_out or "QT_QPA_PLATFORM" in os.environ:
        return
    if "DISPLAY" in os.environ and not is_worker:
        return
    server = shutil.which("Xvfb")
    if server is None:
        if "DISPLAY" not in os.environ:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-noreset"]
    config.stash[DISPLAY_KEY] = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if number:
        os.environ["DISPLAY"] = f":{number}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Put the virtual display away."""
    display = config.stash.get(DISPLAY_KEY, None)
    if display is not None:
        display.terminate()
        display.wait()


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the store, the settings and the log of the person who runs the tests out of them."""
    home = tmp_path_factory.mktemp("home")
    names = (
        *("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"),
        *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"),
    )
    before = {name: os.environ.get(name) for name in names}
    for name in names:
        folder = home / name.lower()
        folder.mkdir()
        os.environ[name] = str(folder)
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Return pytest-qt's hands and eyes, which wait as long as a loaded machine may need."""
    assert qapp is not None
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def _collected_between_tests() -> Iterator[None]:
    """Collect garbage where the windows are, as the application does: on another thread Qt's objects must not end."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def _looked_through_once() -> Iterator[None]:
    """What a module leaves is not looked through again and again: after all the windows that takes seconds."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread, an open window or a running timer behind."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + SECONDS_TO_END
    while (left := _threads_since(before)) and time.monotonic() < end:
        time.sleep(0.01)
    names = [thread.name for thread in left] + _open_windows()
    _delete_widgets()
    collect_what_is_due()
    if names:
        pytest.fail(f"left behind: {', '.join(names)}")


def _threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]


def _open_windows() -> list[str]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - most tests need no Qt, and it is slow to import
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the same

    left = []
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible():
            left.append(f"window {type(widget).__name__} {widget.windowTitle()!r}")
            widget.close()
        for timer in widget.findChildren(QTimer):
            if timer.isActive():
                left.append(f"timer in {type(widget).__name__}")
                timer.stop()
    return left


def _delete_widgets() -> None:
    """Delete what the test showed, now: otherwise it stays, takes memory, and is styled anew with every test."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - most tests need no Qt
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the same

    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the folder of the checkout that the tests run in."""
    return Path(__file__).resolve().parent.parent
