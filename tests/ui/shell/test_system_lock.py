"""The system's own lock and sleep: heard on a real bus, and told from other messages of Windows."""

import os
import shutil
import subprocess
import sys

import pytest

from cpm_desktop.ui.shell.system_lock import is_lock_of_windows

_HEARS_THE_SCREEN = """
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from cpm_desktop.ui.shell.system_lock import SystemLock
application = QCoreApplication([])
heard = []
lock = SystemLock(application)
lock.locked.connect(lambda: heard.append("locked"))
def say(is_locked):
    told = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
    told.setArguments([is_locked])
    QDBusConnection.sessionBus().send(told)
say(False)
say(True)
watch = QTimer(interval=20)
watch.timeout.connect(lambda: application.quit() if heard else None)
watch.start()
QTimer.singleShot(30000, application.quit)
application.exec()
print(heard)
"""


@pytest.mark.parametrize(
    ("message", "about", "is_lock"),
    [
        (0x02B1, 0x7, True),  # the session was locked
        (0x02B1, 0x8, False),  # and unlocked
        (0x02B1, 0x2, True),  # somebody else signs in at the screen
        (0x02B1, 0x4, True),  # the remote screen went
        (0x02B1, 0x1, False),
        (0x0218, 0x4, True),  # the computer goes to sleep
        (0x0218, 0x7, False),  # it wakes
        (0x0218, 0xA, False),  # the battery
        (0x0100, 0x7, False),  # a key
    ],
)
def test_windows_tells_of_its_lock_and_of_sleep(message: int, about: int, is_lock: bool) -> None:
    assert is_lock_of_windows(message, about) is is_lock


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this bus")
def test_the_lock_of_the_screen_is_heard_once_on_a_real_bus() -> None:
    run = shutil.which("dbus-run-session")
    if run is None:
        pytest.skip("dbus-run-session is not installed")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(
        [run, "--", sys.executable, "-c", _HEARS_THE_SCREEN],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert told.stdout.strip() == "['locked']", told.stderr
