import threading
import time
from typing import TYPE_CHECKING

import pytest

from cpm_desktop.services.made_once import MadeOnce

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_threads_that_ask_at_once_get_the_same_part() -> None:
    made: list[object] = []

    def make() -> object:
        time.sleep(0.02)
        made.append(object())
        return made[-1]

    part = MadeOnce(make)
    got: list[object] = []
    threads = [threading.Thread(target=lambda: got.append(part.get())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert got == made * 5


def test_what_was_forgotten_is_made_again() -> None:
    part: MadeOnce[object] = MadeOnce(object)
    first = part.get()
    assert part.get() is first
    part.forget()
    assert part.get() is not first


def test_a_part_that_could_not_be_made_is_tried_again() -> None:
    answers: Iterator[OSError | str] = iter([OSError("the fonts are gone"), "fonts"])

    def make() -> str:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    part = MadeOnce(make)
    with pytest.raises(OSError, match="gone"):
        part.get()
    assert part.get() == "fonts"
