"""Has the disk refuse each change of each use case in turn, once and for good, failing and full."""

import errno
import json
import os
import signal
import tempfile
import threading
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools.reliability.disk_shim import DiskShim
from tools.reliability.forking import ChildFailed, answer_of, fast_folder, shared_out, start
from tools.reliability.use_cases import CONTROL, READER, USE_CASES, Files, UseCase

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services import desk as desk_module
from cpm_desktop.services import signed_files

_LONGEST = 300  # seconds; then it hangs
_SHOWN = 12


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
            f"{name} {tried:,} (of {self.changes[name]} changes)" for name, tried in self.tried.items()
        )
        return (
            f"{sum(self.tried.values()):,} refusals: {cases}. {self.lost} lost what was said to be done, "
            f"{self.untold} were not told in words for people, {self.broken} left something broken"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost, and everything told."""
        return not (self.lost or self.untold or self.broken)


def refuse_everywhere(every: int, jobs: int, only: str = "", *, control: bool = False) -> Found:
    """Refuse every Nth change of each use case, or of one of them."""
    READER.read()  # once for all: the forms do not change
    found = Found()
    for case in (CONTROL,) if control else USE_CASES:
        if only in ("", case.name):
            files, about = answer_of(case.begin)
            for part in shared_out(partial(_refuse_some, case, files, about, every, jobs), jobs, jobs):
                found.add(part)
    return found


def _refuse_some(case: UseCase, files: Files, about: str, every: int, jobs: int, job: int, _: int) -> Found:
    found = Found(tried={case.name: 0}, changes={case.name: 0})
    with tempfile.TemporaryDirectory(dir=fast_folder()) as folder:
        unhindered = _attempt(case, files, about, Path(folder), Fault(0, 0, for_good=False))
    if unhindered.told or unhindered.bare:
        raise ChildFailed(unhindered)  # nothing was refused yet
    changes = unhindered.seen
    found.changes[case.name] = changes
    for number, for_good in (
        (errno.EIO, False),
        (errno.EIO, True),
        (errno.ENOSPC, False),
        (errno.ENOSPC, True),
    ):
        for at in range(1 + job * every, changes + 1, every * jobs):
            with tempfile.TemporaryDirectory(dir=fast_folder()) as folder:
                fault = Fault(at, number, for_good)
                outcome = _attempt(case, files, about, Path(folder), fault)
                # where it took another way, it may have come to an end before
                found.tried[case.name] += outcome.seen >= at
                _judge(case, about, Path(folder), fault, outcome, found)
    return found


def _judge(case: UseCase, about: str, folder: Path, fault: Fault, outcome: Outcome, found: Found) -> None:
    where = f"{case.name}, {fault.words()}"
    if outcome.bare:
        found.untold += 1
        found.examples.append(f"{where}: {outcome.bare}")
    wrong = answer_of(partial(_look, case, folder, about, outcome.said))
    if wrong:
        found.lost += wrong.startswith("lost")
        found.broken += not wrong.startswith("lost")
        found.examples.append(f"{where}: {wrong} (told: {outcome.told or 'nothing'})")


def _look(case: UseCase, folder: Path, about: str, said: list[str]) -> str:
    try:
        return case.look(folder, about, said)
    except Exception as error:  # noqa: BLE001 - whatever it is, something is broken
        return f"{type(error).__name__}: {error}"


def _attempt(case: UseCase, files: Files, about: str, folder: Path, fault: Fault) -> Outcome:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    child = start(partial(_do, case, about, folder, fault))
    said = child.wait()
    return Outcome(**json.loads(said)) if said else Outcome([], "", "it hung, or the process died", fault.at)


def _do(case: UseCase, about: str, folder: Path, fault: Fault, writing: int) -> None:
    signal.alarm(_LONGEST)
    if fault.for_good:
        signed_files._PATIENCE = 2.0  # noqa: SLF001 - who waits for a disk that refuses for good need not wait long
        desk_module._PATIENCE = 2.0  # noqa: SLF001 - the same
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
