"""Makes a real file system read-only in the middle of a use case, as Linux does where a disk fails (EROFS).

An ext4 file system of its own lies in a file. It is told to abort at a random moment, with the store open: from then on
each change is refused. Afterwards it is mounted again, which drops what had not reached its journal. Needs root.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools.reliability.clearing_case import CLEARING
from tools.reliability.fault_readiness import make_ready, settle, wait_less
from tools.reliability.fault_store_cases import STORE_CASES
from tools.reliability.faults import Outcome, lay_down, look
from tools.reliability.forking import answer_of, fast_folder, start
from tools.reliability.use_cases import CONTROL, USE_CASES, Files, UseCase

from cpm_desktop.domain.errors import CarePlanningError

_SIZE = 64 * 1024 * 1024  # bytes of the file system; what is not written takes no room
_LONGEST = 120  # seconds; then it hangs
_CASES = (*USE_CASES, *STORE_CASES, CLEARING)
_SHOWN = 12


class CannotBeMounted(Exception):
    """Only root may mount a file system, and not everywhere."""


@dataclass
class Found:
    """What the aborted file systems found."""

    rounds: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    lost: int = 0
    untold: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Return it in words."""
        cases = ", ".join(f"{name} {count}" for name, count in self.rounds.items())
        return (
            f"{sum(self.rounds.values()):,} file systems aborted, {self.refused:,} before the process ended: {cases}. "
            f"{self.lost} lost what was said to be done, {self.untold} were not told in words for people, "
            f"{self.broken} left something broken"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost, and everything told."""
        return bool(self.rounds) and not (self.lost or self.untold or self.broken)


def abort_disks(
    count: int, seed: int, until: float, only: str = "", *, says_too_early: bool = False
) -> Found:
    """Abort a file system in the middle of each use case in turn.

    Args:
        count: how many in all.
        seed: of the moments.
        until: when no further one is begun (monotonic seconds).
        only: how the name of the use cases begins; all if empty.
        says_too_early: of an edit that loses.

    Raises:
        CannotBeMounted: this is not root, or no file system can be mounted here.
    """
    if sys.platform != "linux" or os.geteuid() or not shutil.which("mkfs.ext4"):
        raise CannotBeMounted
    make_ready()
    found, rng = Found(), random.Random(seed)  # noqa: S311 - guards nothing
    cases = [CONTROL] if says_too_early else [case for case in _CASES if case.name.startswith(only)]
    ready: dict[str, tuple[Files, str, float]] = {}
    for number in range(count):
        case = cases[number % len(cases)]
        if time.monotonic() > until:
            break
        if case.name not in ready:
            files, about = answer_of(case.begin)
            seconds = _go_unhindered(case, files, about)
            settle()
            ready[case.name] = files, about, seconds
        _abort_once(case, *ready[case.name], rng, found)
    found.examples = found.examples[:_SHOWN]
    return found


def _go_unhindered(case: UseCase, files: Files, about: str) -> float:
    """Do it once, so that all it needs is loaded, and once more to see how long it takes (seconds)."""
    seconds = 0.0
    for _ in range(2):
        with _file_system() as (folder, _):
            lay_down(files, folder)
            begun = time.monotonic()
            case.do(folder, about, lambda _said: None)
            seconds = time.monotonic() - begun
    return seconds


def _abort_once(
    case: UseCase, files: Files, about: str, seconds: float, rng: random.Random, found: Found
) -> None:
    with _file_system() as (folder, image):
        lay_down(files, folder)
        _run("sync", "-f", str(folder))
        child = start(partial(_do, case, about, folder))
        time.sleep(rng.uniform(0, seconds))
        _run("mount", "-o", "remount,abort", str(folder.parent))
        said = child.wait()
        outcome = Outcome(**json.loads(said)) if said else Outcome([], "", "it hung, or the process died", 0)
        _run("umount", str(folder.parent))
        _run("e2fsck", "-fy", str(image), may_fail=True)  # 1 says that it put something right
        _run("mount", "-o", "loop", str(image), str(folder.parent))
        wrong = answer_of(partial(look, case, folder, about, outcome.said))
    found.rounds[case.name] = found.rounds.get(case.name, 0) + 1
    found.refused += bool(outcome.seen)
    found.untold += bool(outcome.bare)
    found.lost += wrong.startswith("lost")
    found.broken += bool(wrong) and not wrong.startswith("lost")
    found.examples += [
        f"{case.name}: {each} (told: {outcome.told})" for each in (outcome.bare, wrong) if each
    ]


@contextlib.contextmanager
def _file_system() -> Iterator[tuple[Path, Path]]:
    """Give a folder on a file system of its own, and the file that this lies in."""
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name:
        image, mounted = Path(name) / "image", Path(name) / "disk"
        with image.open("wb") as file:
            file.truncate(_SIZE)
        mounted.mkdir()
        _run("mkfs.ext4", "-q", "-F", str(image))
        _run("mount", "-o", "loop", str(image), str(mounted))
        try:
            (mounted / "person").mkdir()
            yield mounted / "person", image
        finally:
            _run("umount", str(mounted))


def _run(*command: str, may_fail: bool = False) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode and not may_fail:
        raise CannotBeMounted(f"{' '.join(command[:1])}: {done.stderr.strip()}")


def _do(case: UseCase, about: str, folder: Path, writing: int) -> None:
    signal.alarm(_LONGEST)
    wait_less(for_good=True)
    said: list[str] = []
    told = bare = ""
    on_threads: list[str] = []
    threading.excepthook = lambda caught: on_threads.append(f"on a thread: {caught.exc_type.__name__}")
    try:
        case.do(folder, about, said.append)
    except CarePlanningError as error:
        told = error.sentence
        bare = "" if told.endswith(".") else "told without a sentence"
    except BaseException as error:  # noqa: BLE001 - that it is not one for people is what is looked for
        bare = f"{type(error).__name__}: {error}"
    outcome = {
        "said": said,
        "told": told,
        "bare": bare or "".join(on_threads),
        "seen": int(_is_read_only(folder)),
    }
    os.write(writing, json.dumps(outcome).encode())


def _is_read_only(folder: Path) -> bool:
    try:
        (folder / "asked").touch()
    except OSError:
        return True
    (folder / "asked").unlink()
    return False
