"""Has the disk refuse each change of each use case in turn, once and for good, failing and full."""

import errno
import json
import os
import random
import signal
import tempfile
import threading
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools.reliability.clearing_case import CLEARING
from tools.reliability.disk_shim import DiskShim
from tools.reliability.fault_readiness import make_ready, settle, wait_less
from tools.reliability.fault_store_cases import STORE_CASES
from tools.reliability.forking import ChildFailed, answer_of, fast_folder, shared_out, start
from tools.reliability.use_cases import CONTROL, USE_CASES, Files, UseCase

from cpm_desktop.domain.errors import CarePlanningError

ALL_CASES = (*USE_CASES, *STORE_CASES, CLEARING)
_LONGEST = 120  # seconds; then it hangs
_SHOWN = 12
# A disk that fails, one that is full, and one that was made read-only, as systems do where it failed.
_WAYS = (
    (errno.EIO, False),
    (errno.EIO, True),
    (errno.ENOSPC, False),
    (errno.ENOSPC, True),
    (errno.EROFS, True),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal.

    Attributes:
        at: the change that is refused, counted from 1.
        number: the error number.
        for_good: all after it are refused as well.
    """

    at: int
    number: int
    for_good: bool

    def words(self) -> str:
        """Return it in words."""
        return f"change {self.at}, {errno.errorcode[self.number]} {'for good' if self.for_good else 'once'}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to.

    Attributes:
        said: what it was told is done.
        told: the sentence the person got; empty where all went well.
        bare: an error without a sentence for people.
        seen: how many changes were counted.
    """

    said: list[str]
    told: str
    bare: str
    seen: int


@dataclass
class Found:
    """What the refusals found, by use case."""

    tried: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    untold: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another's."""
        for name, tried in other.tried.items():
            self.tried[name] = self.tried.get(name, 0) + tried
            self.changes[name] = max(self.changes.get(name, 0), other.changes[name])
        self.lost += other.lost
        self.untold += other.untold
        self.broken += other.broken
        self.examples += other.examples

    def sentence(self) -> str:
        """Return it in words."""
        cases = ", ".join(
            f"{name} {tried:,} (of {self.changes[name]} changes in five ways)"
            for name, tried in self.tried.items()
        )
        return (
            f"{sum(self.tried.values()):,} refusals: {cases}. {self.lost} lost what was said to be done, "
            f"{self.untold} were not told in words for people, {self.broken} left something broken"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost, and everything told."""
        return not (self.lost or self.untold or self.broken)


def refuse_everywhere(
    every: int,
    jobs: int,
    until: float,
    only: str = "",
    between: tuple[int, int] | None = None,
    *,
    control: bool = False,
) -> Found:
    """Refuse every Nth change of each use case, or of one of them.

    Args:
        every: N.
        jobs: processes that share the refusals.
        until: when no further refusal is begun (monotonic seconds).
        only: the name of one use case; all if empty.
        between: only the changes from the one to the other, counted from 1.
        control: refuse changes of one that loses.
    """
    make_ready()
    found = Found()
    for case in (CONTROL,) if control else ALL_CASES:
        if only in ("", case.name):
            of_case = answer_of(partial(_refuse_case, case, every, jobs, until, between))
            if not only:
                print(of_case.sentence(), *of_case.examples[:_SHOWN], sep="\n  ", flush=True)
            found.add(of_case)
    return found


def _refuse_case(
    case: UseCase, every: int, jobs: int, until: float, between: tuple[int, int] | None
) -> Found:
    """Refuse changes of a use case, in a process of its own."""
    files, about = answer_of(case.begin)
    changes = count_changes(case, files, about)
    settle()
    first, last = between or (1, changes)
    faults = [
        Fault(at, number, for_good)
        for at in range(first, min(last, changes) + 1, every)
        for number, for_good in _WAYS
    ]
    random.Random(changes).shuffle(faults)  # noqa: S311 - so that a trial that is ended early was everywhere
    found = Found(tried={case.name: 0}, changes={case.name: changes})
    work = partial(_refuse_some, case, files, about, faults, jobs, until)
    for part in shared_out(work, jobs, jobs):
        found.add(part)
    return found


def count_changes(case: UseCase, files: Files, about: str) -> int:
    """Do a use case where nothing is refused, look at what it left, and count its changes.

    Raises:
        ChildFailed: something is wrong although nothing was refused.
    """
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name:
        folder = Path(name)
        lay_down(files, folder)
        shim, said = DiskShim(), list[str]()
        shim.watch(folder)
        case.do(folder, about, said.append)
        changes = shim.seen()
        wrong = look(case, folder, about, said)
        if wrong or not said:
            raise ChildFailed(wrong or "it said nothing")
    return changes


def _refuse_some(
    case: UseCase, files: Files, about: str, faults: list[Fault], jobs: int, until: float, job: int, _: int
) -> Found:
    found = Found(tried={case.name: 0}, changes={case.name: 0})
    for fault in faults[job::jobs]:
        if time.monotonic() > until:
            break
        with tempfile.TemporaryDirectory(dir=fast_folder()) as folder:
            outcome = _attempt(case, files, about, Path(folder), fault)
            # where it took another way, it may have come to an end before
            found.tried[case.name] += outcome.seen >= fault.at
            _judge(case, about, Path(folder), fault, outcome, found)
    return found


def _judge(case: UseCase, about: str, folder: Path, fault: Fault, outcome: Outcome, found: Found) -> None:
    where = f"{case.name}, {fault.words()}"
    if outcome.bare:
        found.untold += 1
        found.examples.append(f"{where}: {outcome.bare}")
    wrong = answer_of(partial(look, case, folder, about, outcome.said))
    if wrong:
        found.lost += wrong.startswith("lost")
        found.broken += not wrong.startswith("lost")
        found.examples.append(f"{where}: {wrong} (told: {outcome.told or 'nothing'})")


def look(case: UseCase, folder: Path, about: str, said: list[str]) -> str:
    """Say what is wrong after a use case; nothing where nothing is."""
    try:
        return case.look(folder, about, said)
    except Exception as error:  # noqa: BLE001 - whatever it is, something is broken
        return f"{type(error).__name__}: {error}"


def _attempt(case: UseCase, files: Files, about: str, folder: Path, fault: Fault) -> Outcome:
    lay_down(files, folder)
    child = start(partial(_do, case, about, folder, fault))
    said = child.wait()
    return Outcome(**json.loads(said)) if said else Outcome([], "", "it hung, or the process died", fault.at)


def lay_down(files: Files, folder: Path) -> None:
    """Write the files that a use case begins with."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _do(case: UseCase, about: str, folder: Path, fault: Fault, writing: int) -> None:
    signal.alarm(_LONGEST)
    wait_less(for_good=fault.for_good)
    said: list[str] = []
    told = bare = ""
    on_threads: list[str] = []
    threading.excepthook = lambda caught: on_threads.append(f"on a thread: {caught.exc_type.__name__}")
    shim = DiskShim()
    shim.watch(folder)
    shim.refuse(fault.at, fault.number, for_good=fault.for_good)
    try:
        case.do(folder, about, said.append)
    except CarePlanningError as error:
        told = error.sentence
        bare = "" if told.endswith(".") else "told without a sentence"
    except BaseException as error:  # noqa: BLE001 - that it is not one for people is what is looked for
        bare = f"{type(error).__name__}: {error}"
    outcome = {"said": said, "told": told, "bare": bare or "".join(on_threads), "seen": shim.seen()}
    os.write(writing, json.dumps(outcome).encode())
