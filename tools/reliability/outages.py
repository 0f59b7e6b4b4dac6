"""Loses power at each change of a whole use case, and looks in a new process: as it was before, or as it is after."""

import hashlib
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools.reliability.clearing_case import CLEARING
from tools.reliability.disk_shim import Change, DiskShim, read_changes
from tools.reliability.fault_readiness import make_ready, settle
from tools.reliability.fault_store_cases import HALF_MIGRATED, POWER_LOST, STORE_CASES
from tools.reliability.faults import count_changes, look
from tools.reliability.forking import answer_of, fast_folder, shared_out
from tools.reliability.lost_power import Disk
from tools.reliability.use_cases import USE_CASES, Files, UseCase

_SHOWN = 12
_BEGUN = "begun"
_TIMES = 2  # at each change
_PASSES = (0, 4, 2, 6, 1, 5, 3, 7)
# Power lost while a store is opened is another trial’s.
_BESIDE = (*STORE_CASES, CLEARING)
OUTAGE_CASES = (*_BESIDE, *(case for case in USE_CASES if case.name != "open"))


@dataclass
class Found:
    """What the losses of power found, by use case."""

    losses: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    looked_at: int = 0
    lost: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another's."""
        for name, losses in other.losses.items():
            self.losses[name] = self.losses.get(name, 0) + losses
            self.changes[name] = max(self.changes.get(name, 0), other.changes[name])
        self.looked_at += other.looked_at
        self.lost += other.lost
        self.broken += other.broken
        self.examples += other.examples

    def sentence(self) -> str:
        """Return it in words."""
        cases = ", ".join(
            f"{name} {losses:,} (at {self.changes[name]} changes)" for name, losses in self.losses.items()
        )
        return (
            f"{sum(self.losses.values()):,} losses of power: {cases}; {self.looked_at:,} different disks left. "
            f"{self.lost} lost something, {self.broken} left something broken or between"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost or broken."""
        return not (self.lost or self.broken)


@dataclass(frozen=True)
class _Course:
    """All that a use case did to its disk, from the files it began with, and what it said in between."""

    case: UseCase
    about: str
    root: Path
    changes: list[Change]
    every: int


def lose_power_everywhere(
    every: int, jobs: int, until: float, only: str = "", *, control: bool = False
) -> Found:
    """Lose power at every Nth change of each use case, or of those whose name begins as given.

    Args:
        every: N. Each time once with all that was done on the disk, as a kill leaves it, and some with parts of it.
        jobs: processes that share the changes.
        until: when no further loss is begun (monotonic seconds).
        only: how the name begins.
        control: of a migration in two transactions.
    """
    make_ready()
    found = Found()
    for case in (HALF_MIGRATED,) if control else OUTAGE_CASES:
        if case.name.startswith(only):
            found.add(answer_of(partial(_lose_power_in, case, every, jobs, until)))
    return found


def _lose_power_in(case: UseCase, every: int, jobs: int, until: float) -> Found:
    """Lose power at changes of a use case, in a process of its own."""
    files, about = answer_of(case.begin)
    count_changes(case, files, about)  # so that all it needs is loaded
    settle()
    course = answer_of(partial(_watch, case, files, about, every))
    found = Found()
    for part in shared_out(partial(_lose_some, course, jobs, until), jobs, jobs):
        found.add(part)
    return found


def _watch(case: UseCase, files: Files, about: str, every: int) -> _Course:
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name, tempfile.TemporaryFile() as told:
        folder, shim = Path(name), DiskShim()
        shim.watch(folder)
        shim.tell(told.fileno())
        _lay_down_for_certain(files, folder)
        shim.note(json.dumps(_BEGUN))
        case.do(folder, about, lambda words: shim.note(json.dumps({"said": words})))
        shim.tell(-1)
        told.seek(0)
        return _Course(case, about, folder, read_changes(told.read()), every)


def _lay_down_for_certain(files: Files, folder: Path) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for inside in (folder, *(each for each in folder.rglob("*") if each.is_dir())):
        descriptor = os.open(inside, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def _lose_some(course: _Course, jobs: int, until: float, job: int, _: int) -> Found:
    found = Found(losses={course.case.name: 0}, changes={course.case.name: 0})
    seen: set[bytes] = set()
    for number, said, disk in _in_passes(course):
        found.changes[course.case.name] = max(found.changes[course.case.name], number + 1)
        if number // course.every // len(_PASSES) % jobs != job or time.monotonic() > until:
            continue
        for turn in range(_TIMES):
            # The first time all that was done has reached the disk: that alone shows what stands between.
            rng = None if turn == 0 else random.Random(number * _TIMES + turn)  # noqa: S311 - guards nothing
            files = disk.after_loss(rng) if rng else disk.as_done()
            found.losses[course.case.name] += 1
            key = _key(files, said)
            if key not in seen:
                seen.add(key)
                wrong = answer_of(partial(_look_at, course, files, said))
                found.lost += wrong.startswith("lost")
                found.broken += bool(wrong) and not wrong.startswith("lost")
                if wrong:
                    found.examples.append(f"{course.case.name}, after change {number}, {said}: {wrong}")
    found.looked_at = len(seen)
    found.examples = found.examples[:_SHOWN]
    return found


def _in_passes(course: _Course) -> Iterator[tuple[int, list[str], Disk]]:
    """Go through the changes again and again, each time for others: so a trial that is ended early was everywhere."""
    for turn in _PASSES:
        for number, (said, disk) in enumerate(_moments(course)):
            place, is_away = divmod(number, course.every)
            if not is_away and place % len(_PASSES) == turn:
                yield number, said, disk


def _moments(course: _Course) -> Iterator[tuple[list[str], Disk]]:
    """After each change: what had been said until then, and the disk, which goes on changing."""
    disk, said, has_begun = Disk(course.root), list[str](), False
    for change in course.changes:
        if change.what == "n":
            told = json.loads(change.content)
            if told == _BEGUN:
                has_begun = True
            else:
                said = [*said, told["said"]]
        else:
            disk.do(change)
        if has_begun:
            yield said, disk


def _key(files: Files, said: list[str]) -> bytes:
    digest = hashlib.blake2b(repr(said).encode(), digest_size=16)
    for path, content in sorted(files.items()):
        digest.update(path.encode())
        digest.update(hashlib.blake2b(content, digest_size=16).digest())
    return digest.digest()


def _look_at(course: _Course, files: Files, said: list[str]) -> str:
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name:
        folder = Path(name)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        told = [*said, POWER_LOST] if course.case in _BESIDE else said
        return look(course.case, folder, course.about, told)
