"""What is measured in a window is measured as it lives in use: with its threads going on beside it."""

import threading
import time

import pytest
from benchmarks.window_life import NotPainted, Paints, live
from PySide6.QtWidgets import QApplication, QPlainTextEdit

_LONG = 0.2  # seconds
_PART = 0.1  # of what a thread gets on by while nobody else wants the interpreter


def test_threads_go_on_while_a_window_waits(qapp: QApplication) -> None:
    steps, is_over = [0], threading.Event()

    def step() -> None:
        while not is_over.is_set():
            steps[0] += 1

    thread = threading.Thread(target=step)
    thread.start()
    try:
        time.sleep(_LONG)
        alone = steps[0]
        live(_LONG)
        beside = steps[0] - alone
    finally:
        is_over.set()
        thread.join()
    assert qapp is not None
    assert beside > _PART * alone


def test_a_change_that_nothing_paints_is_told(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert qapp is not None
    monkeypatch.setattr("benchmarks.window_life._PATIENCE", 0.05)
    field = QPlainTextEdit()
    paints = Paints(field.viewport())
    with pytest.raises(NotPainted):
        paints.seconds_until_painted(lambda: None)
