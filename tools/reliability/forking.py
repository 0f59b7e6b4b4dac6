"""Work in a process of its own that begins with everything loaded: a fork, so that a round takes milliseconds."""

import contextlib
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeVar

T = TypeVar("T")


class ChildFailed(Exception):
    """The process ended without an answer."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that runs, and what it says.

    Attributes:
        pid: its number.
        said: a descriptor to read what it says.
    """

    pid: int
    said: int

    def kill(self) -> bytes:
        """End it at once, and give all that it said."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def wait(self) -> bytes:
        """Wait for its end, and give all that it said."""
        said = read_all(self.said)
        os.close(self.said)
        os.waitpid(self.pid, 0)
        return said


def start(work: Callable[[int], object]) -> Child:
    """Start a process that gets a descriptor to write to. This one must have no other threads."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be_the_child(work, writing)
    os.close(writing)
    return Child(pid, reading)


def answer_of(work: Callable[[], T]) -> T:
    """Do something in a process of its own and give what it returned.

    Raises:
        ChildFailed: it ended otherwise; its traceback was printed.
    """
    said = start(lambda writing: _write_all(writing, pickle.dumps(work()))).wait()
    if not said:
        raise ChildFailed
    answer: T = pickle.loads(said)  # noqa: S301 - said by our own fork a moment ago
    return answer


def shared_out(work: Callable[[int, int], T], count: int, jobs: int) -> list[T]:
    """Share a number of rounds out among processes.

    Args:
        work: gets the number of its process and how many rounds it has.
        count: of rounds in all.
        jobs: how many processes.
    """
    shares = [count // jobs + (number < count % jobs) for number in range(jobs)]
    children = [start(partial(_answer, work, number, share)) for number, share in enumerate(shares) if share]
    answers = [child.wait() for child in children]
    if not all(answers):
        raise ChildFailed
    return [pickle.loads(answer) for answer in answers]  # noqa: S301 - as above


def _answer(work: Callable[[int, int], object], number: int, share: int, writing: int) -> None:
    _write_all(writing, pickle.dumps(work(number, share)))


def fast_folder() -> str | None:
    """Return a folder in memory for what needs no real disk; None where there is none, and the usual one does."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - private folders are made in it


def read_all(descriptor: int) -> bytes:
    """Read to the end."""
    parts = []
    while part := os.read(descriptor, 1 << 16):
        parts.append(part)
    return b"".join(parts)


def _write_all(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


def _be_the_child(work: Callable[[int], object], writing: int) -> NoReturn:
    try:
        work(writing)
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - told, and the process ends here whatever it was
        traceback.print_exc()
    finally:
        os._exit(0)
