"""Kills a process that writes a paper into a person's folder, at any moment, and looks at what lies there."""

import os
import random
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools.reliability.forking import Child, shared_out, start

from cpm_desktop.documents.writing import write_atomically

_SIZE = 400_000  # bytes: a record with annexes; long enough that a kill falls into its writing
_NUMBER = 8  # bytes that say which writing it is, again and again
_LONGEST = 0.04  # seconds until the kill
_NAME, _LATER = "Record for the file.pdf", "Action list.pdf"
_CLEARED_EVERY = 50  # kills


@dataclass
class Found:
    """What the kills found."""

    kills: int = 0
    written: int = 0
    not_whole: int = 0
    too_old: int = 0
    others: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another's."""
        self.kills += other.kills
        self.written += other.written
        self.not_whole += other.not_whole
        self.too_old += other.too_old
        self.others += other.others
        self.examples += other.examples

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.kills:,} kills of an export, {self.written:,} files said to be written: "
            f"{self.not_whole} not whole, {self.too_old} older than what was said to be written, "
            f"{self.others} times something else lay there that no later export put away"
        )

    def is_good(self) -> bool:
        """Tell whether each time no file, the old one or a whole one was there, and nothing else stayed."""
        return not (self.not_whole or self.too_old or self.others)


def kill_exports(count: int, jobs: int, seed: int, until: float, *, writes_plainly: bool = False) -> Found:
    """Kill an export this often, or until a time (monotonic seconds).

    The control writes into the file itself, and has to be found out.
    """
    found = Found()
    work = partial(_kill_some, seed=seed, until=until, writes_plainly=writes_plainly)
    for part in shared_out(lambda number, share: work(share, number), count, jobs):
        found.add(part)
    return found


def _kill_some(count: int, number: int, *, seed: int, until: float, writes_plainly: bool) -> Found:
    rng, found, version = random.Random(seed + number), Found(), 1  # noqa: S311 - chooses moments, guards nothing
    with tempfile.TemporaryDirectory() as name:
        target = Path(name) / _NAME
        while found.kills < count and time.monotonic() < until:
            child = start(partial(_write_on, target, version, writes_plainly))
            os.read(child.said, _NUMBER)  # it has begun
            time.sleep(rng.uniform(0, _LONGEST))
            said = _last_said(child)
            found.kills += 1
            found.written += max(0, said - version + 1)
            version = _look(found, target, max(said, version - 1)) + 1
            if found.kills % _CLEARED_EVERY == 0:
                _look_for_others(found, target)
    return found


def _write_on(target: Path, version: int, writes_plainly: bool, saying: int) -> None:  # noqa: FBT001 - handed on by position
    os.write(saying, (0).to_bytes(_NUMBER))
    while True:
        content = version.to_bytes(_NUMBER) * (_SIZE // _NUMBER)
        if writes_plainly:
            target.write_bytes(content)
        else:
            write_atomically(target, content)
        os.write(saying, version.to_bytes(_NUMBER))
        version += 1


def _last_said(child: Child) -> int:
    said = child.kill()
    whole = len(said) - len(said) % _NUMBER
    return int.from_bytes(said[whole - _NUMBER : whole]) if whole else 0


def _look(found: Found, target: Path, said: int) -> int:
    """Look at the file; return which writing it is of."""
    if not target.exists():
        found.too_old += said > 0
        return said
    content = target.read_bytes()
    version = int.from_bytes(content[:_NUMBER])
    if content != version.to_bytes(_NUMBER) * (_SIZE // _NUMBER):
        found.not_whole += 1
        found.examples.append(f"kill {found.kills}: {len(content):,} bytes of {_SIZE:,}")
        target.unlink()
        return said
    if version < said:
        found.too_old += 1
        found.examples.append(
            f"kill {found.kills}: writing {version} lies there, {said} was said to be written"
        )
    return max(version, said)


def _look_for_others(found: Found, target: Path) -> None:
    """What killed exports left beside the file is put away by a later one, once it cannot be at work any more."""
    for each in target.parent.iterdir():
        os.utime(each, (0, 0))
    write_atomically(target.parent / _LATER, b"another paper")
    others = [each.name for each in target.parent.iterdir() if each.name not in (_NAME, _LATER)]
    found.others += bool(others)
    found.examples += others[:3]
