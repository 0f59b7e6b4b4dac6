from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.shell.idle_watch import IdleWatch


class Wall:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def watch(qapp: QApplication, wall: Wall) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, 10, wall)
    yield watch
    watch.stop()
    watch.deleteLater()


def test_it_warns_a_minute_before_and_then_locks(watch: IdleWatch, wall: Wall, qtbot: QtBot) -> None:
    told: list[str] = []
    watch.nearly_idle.connect(lambda: told.append("soon"))
    watch.idle.connect(lambda: told.append("now"))
    wall.seconds += 8 * 60
    watch.look()
    assert told == []
    wall.seconds += 65
    watch.look()
    watch.look()
    assert told == ["soon"]
    wall.seconds += 60
    watch.look()
    assert told == ["soon", "now"]
    assert qtbot is not None


def test_a_key_keeps_it_awake(watch: IdleWatch, wall: Wall, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    wall.seconds += 9 * 60 + 10
    watch.look()
    with qtbot.waitSignal(watch.awake):
        QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)
    wall.seconds += 9 * 60
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_sleep_counts_and_the_key_that_wakes_does_not_keep_it_open(
    watch: IdleWatch, wall: Wall, qtbot: QtBot
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    watch.look()
    wall.seconds += 8 * 3600
    QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_a_clock_set_back_does_not_lock_for_ever(watch: IdleWatch, wall: Wall, qtbot: QtBot) -> None:
    wall.seconds -= 86_400
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()
    wall.seconds += 10 * 60
    with qtbot.waitSignal(watch.idle):
        watch.look()
