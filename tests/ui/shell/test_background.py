import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.shell.background import HANDOVER, Background, Running, WorkFailed


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    assert qtbot is not None
    background = Background()
    yield background
    background.close()


def _refuse() -> None:
    raise CarePlanningError("No.")


def test_work_is_done_elsewhere_and_its_result_told_here(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[int, bool]] = []
    here = threading.get_ident()
    background.run(
        lambda _: threading.get_ident(),
        lambda there: told.append((there, threading.get_ident() == here)),
        lambda error: pytest.fail(error.sentence),
    )
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][0] != here
    assert told[0][1]


def test_progress_is_told_in_order(background: Background, qtbot: QtBot) -> None:
    steps: list[tuple[str, int, int]] = []

    def work(running: Running[str]) -> str:
        for number in range(3):
            running.report("Step", number, 3)
        return "ready"

    done: list[str] = []
    background.run(work, done.append, lambda _: None, lambda *step: steps.append(step))
    qtbot.waitUntil(lambda: done == ["ready"])
    assert steps == [("Step", 0, 3), ("Step", 1, 3), ("Step", 2, 3)]


def test_what_went_wrong_comes_as_its_sentence(background: Background, qtbot: QtBot) -> None:
    errors: list[str] = []
    background.run(lambda _: _refuse(), lambda _: None, lambda error: errors.append(error.sentence))
    qtbot.waitUntil(lambda: errors == ["No."])


def test_what_nobody_foresaw_is_told_plainly_and_raised(background: Background, qtbot: QtBot) -> None:
    errors: list[CarePlanningError] = []
    with qtbot.captureExceptions() as raised:
        background.run(lambda _: 1 // 0, lambda _: None, errors.append)
        qtbot.waitUntil(lambda: bool(errors))
        qtbot.waitUntil(lambda: bool(raised))
    assert isinstance(errors[0], WorkFailed)
    assert "division" not in errors[0].sentence


def test_cancelled_work_is_asked_to_stop_and_not_told(background: Background, qtbot: QtBot) -> None:
    told: list[bool] = []
    begun = threading.Event()

    def work(running: Running[bool]) -> bool:
        begun.set()
        while not running.should_stop():
            threading.Event().wait(0.005)
        return True

    running = background.run(work, told.append, lambda _: told.append(False))
    assert begun.wait(5)
    running.cancel()
    qtbot.waitUntil(lambda: not running.thread_of_work.is_alive())
    qtbot.wait(20)
    assert told == []


def test_work_calls_the_windows_thread_and_waits(background: Background, qtbot: QtBot) -> None:
    here, told = threading.get_ident(), list[bool]()
    background.run(
        lambda _: background.on_window_thread(threading.get_ident) == here, told.append, lambda _: None
    )
    qtbot.waitUntil(lambda: told == [True])


def test_what_the_windows_thread_raises_comes_back(background: Background, qtbot: QtBot) -> None:
    errors: list[str] = []
    background.run(
        lambda _: background.on_window_thread(_refuse), lambda _: None, lambda e: errors.append(e.sentence)
    )
    qtbot.waitUntil(lambda: errors == ["No."])


def test_ending_answers_calls_that_still_wait(background: Background) -> None:
    answers: list[int] = []
    begun = threading.Event()

    def work(_: Running[None]) -> None:
        begun.set()
        answers.append(background.on_window_thread(lambda: 7))

    background.run(work, lambda _: None, lambda _: None)
    assert begun.wait(5)
    background.close()
    assert answers == [7]


def test_other_threads_hand_over_to_the_window_at_once(qtbot: QtBot) -> None:
    """A letter waited for up to 5 ms, Python's own measure, while what was typed before was being saved."""
    assert qtbot is not None
    sys.setswitchinterval(0.005)
    Background().close()
    assert sys.getswitchinterval() == pytest.approx(HANDOVER)
    assert HANDOVER < 0.0005
