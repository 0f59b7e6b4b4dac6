"""Garbage is looked for on the window's thread, and there alone."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cpm_desktop.ui.shell.collecting import Collecting, look
from cpm_desktop.ui.shell.idle_watch import IdleWatch
from tests.patient_bot import PatientBot


class Ring:
    """Garbage that only a collector finds."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_ends_on_the_windows_thread_whichever_thread_makes_more(qtbot: PatientBot) -> None:
    owner, ended_on = QObject(), list[int]()
    Collecting(owner)
    ring = Ring()
    weakref.finalize(ring, lambda: ended_on.append(threading.get_ident()))
    del ring

    def make_much() -> None:
        made = [Ring() for _ in range(20 * gc.get_threshold()[0])]
        assert made

    work = threading.Thread(target=make_much)
    work.start()
    work.join()
    assert ended_on == []
    qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.get_ident()]


def test_all_of_it_is_looked_through_only_at_a_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes as long as several letters; but it is not put off for ever."""
    looked: list[int] = []
    monkeypatch.setattr(gc, "collect", looked.append)
    counts = iter([(0, 0, 99), (0, 0, 99), (0, 99, 0), (0, 0, 9_999), (0, 0, 0)])
    monkeypatch.setattr(gc, "get_count", lambda: next(counts))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for is_at_rest in (False, True, False, False, False):
        look(is_at_rest=is_at_rest)
    assert looked == [1, 2, 1, 2]


def test_whoever_touches_something_is_not_at_rest(qtbot: PatientBot) -> None:
    assert qtbot is not None
    times = [100.0]
    watch = IdleWatch(QApplication.instance(), lambda: 10, lambda: times[0])  # type: ignore[arg-type]  # there is one
    times[0] = 103.0
    assert watch.still_for == 3.0
    times[0] = 90.0  # set back
    assert watch.still_for == 0.0
    watch.stop()
