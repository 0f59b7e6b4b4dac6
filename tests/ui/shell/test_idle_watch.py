from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.shell.idle_watch import IdleWatch


class Wall:
    """The clock on the wall, and beside it one that stands still in sleep."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0
        self.awake = 500.0

    def __call__(self) -> float:
        return self.seconds

    def waking(self) -> float:
        return self.awake

    def go_on(self, watch: IdleWatch, seconds: float) -> None:
        """Let time go by with a look at least twice a minute, as the application has it."""
        while seconds > 0:
            step = min(30.0, seconds)
            self.seconds += step
            self.awake += step
            seconds -= step
            watch.look()


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def watch(qapp: QApplication, wall: Wall) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, lambda: 10, wall, wall.waking)
    yield watch
    watch.stop()
    watch.deleteLater()


def test_it_warns_a_minute_before_and_then_locks(watch: IdleWatch, wall: Wall, qtbot: QtBot) -> None:
    told: list[str] = []
    watch.nearly_idle.connect(lambda: told.append("soon"))
    watch.idle.connect(lambda: told.append("now"))
    wall.go_on(watch, 8 * 60)
    assert told == []
    wall.go_on(watch, 65)
    watch.look()
    assert told == ["soon"]
    wall.go_on(watch, 60)
    assert told == ["soon", "now"]
    assert qtbot is not None


def test_a_key_keeps_it_awake(watch: IdleWatch, wall: Wall, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    wall.go_on(watch, 9 * 60 + 10)
    with qtbot.waitSignal(watch.awake):
        QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)
    with qtbot.assertNotEmitted(watch.idle):
        wall.go_on(watch, 9 * 60)


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
    with qtbot.waitSignal(watch.idle):
        wall.go_on(watch, 10 * 60)


@pytest.mark.parametrize("asleep", [11.0, 120.0, 3600.0, 86_400.0])
def test_a_laptop_that_slept_locks_as_it_wakes(
    watch: IdleWatch, wall: Wall, qtbot: QtBot, asleep: float
) -> None:
    wall.go_on(watch, 60)
    wall.seconds += asleep
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_sleep_is_noticed_where_both_clocks_go_on_in_it(watch: IdleWatch, wall: Wall, qtbot: QtBot) -> None:
    wall.go_on(watch, 60)
    wall.seconds += 120
    wall.awake += 120
    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_a_clock_put_right_by_seconds_does_not_lock(watch: IdleWatch, wall: Wall, qtbot: QtBot) -> None:
    wall.go_on(watch, 60)
    with qtbot.assertNotEmitted(watch.idle):
        for put_right in (5.0, -5.0, -3600.0):
            wall.seconds += put_right
            wall.go_on(watch, 1)


def test_the_time_may_change_while_it_watches(qapp: QApplication, wall: Wall, qtbot: QtBot) -> None:
    minutes = [10]
    watch = IdleWatch(qapp, lambda: minutes[0], wall, wall.waking)
    minutes[0] = 30
    with qtbot.assertNotEmitted(watch.idle):
        wall.go_on(watch, 29 * 60)
    minutes[0] = 5
    with qtbot.waitSignal(watch.idle):
        watch.look()
    watch.stop()
    watch.deleteLater()
