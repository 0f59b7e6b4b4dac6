"""Garbage is looked for on the window's thread, and there alone."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from cpm_desktop.ui.shell.collecting import Collecting
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
