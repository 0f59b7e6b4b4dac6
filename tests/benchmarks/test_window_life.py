"""What is measured in a window is measured as it lives in use: with its threads going on beside it."""

import threading
import time

import pytest
from benchmarks.window_life import NotPainted, Paints, live
from PySide6.QtWidgets import QApplication, QPlainTextEdit

_STEPS = (
    20  # of a thread in one wait; where it waits for the interpreter, it gets on by one or two, however long
)
_SHORT, _LONG = 0.1, 5.0  # seconds; on a machine that is busy with something else a longer wait is tried


def test_threads_go_on_while_a_window_waits(qapp: QApplication) -> None:
    steps, is_over = [0], threading.Event()

    def step() -> None:
        while not is_over.is_set():
            steps[0] += 1
            time.sleep(0.001)  # lets go of the interpreter, and asks for it anew

    thread = threading.Thread(target=step)
    thread.start()
    try:
        seconds, made = _SHORT, 0
        while made < _STEPS and seconds < _LONG:
            before = steps[0]
            live(seconds)
            made = steps[0] - before
            seconds *= 2
    finally:
        is_over.set()
        thread.join()
    assert qapp is not None
    assert made >= _STEPS


def test_a_change_that_nothing_paints_is_told(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert qapp is not None
    monkeypatch.setattr("benchmarks.window_life._PATIENCE", 0.05)
    field = QPlainTextEdit()
    paints = Paints(field.viewport())
    with pytest.raises(NotPainted):
        paints.seconds_until_painted(lambda: None)
