"""Tries what may not be lost, at length: `python -m tools.reliability NAME [--count N] [--control]`.

With `--control` the trial is run on something that loses, and has to find it out. The figures reached stand in
docs/reliability.md.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tools.reliability.disk_shim import is_preloaded, start_again_preloaded


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a trial is to be run.

    Attributes:
        count: rounds.
        jobs: processes that share them.
        seed: of all that is chosen at random.
        until: when no more is begun (monotonic seconds).
        control: run it on something that loses.
        only: one part of it, where it has parts.
        between: only the changes of it from the one to the other.
    """

    count: int
    jobs: int
    seed: int
    until: float
    control: bool
    only: str = ""
    between: tuple[int, int] | None = None


def _kills(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.kills import kill_writers  # noqa: PLC0415 - each trial loads its own

    found = kill_writers(wanted.count, wanted.jobs, wanted.seed, wanted.until, says_too_early=wanted.control)
    return "\n  ".join([found.sentence(), *found.faults[:10]]), found.is_good()


def _exports(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.export_kills import kill_exports  # noqa: PLC0415 - as above

    found = kill_exports(wanted.count, wanted.jobs, wanted.seed, wanted.until, writes_plainly=wanted.control)
    return "\n  ".join([found.sentence(), *found.examples[:10]]), found.is_good()


def _power(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.power import lose_power  # noqa: PLC0415 - as above

    synchronous = "NORMAL" if wanted.control else "FULL"
    found = lose_power(wanted.count, wanted.jobs, wanted.seed, wanted.until, synchronous=synchronous)
    return "\n  ".join([found.sentence(), *found.examples]), found.is_good()


def _faults(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.faults import refuse_everywhere  # noqa: PLC0415 - as above

    found = refuse_everywhere(
        wanted.count, wanted.jobs, wanted.until, wanted.only, wanted.between, control=wanted.control
    )
    return "\n  ".join([found.sentence(), *found.examples[:40]]), found.is_good()


def _outages(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.outages import lose_power_everywhere  # noqa: PLC0415 - as above

    found = lose_power_everywhere(
        wanted.count, wanted.jobs, wanted.until, wanted.only, control=wanted.control
    )
    return "\n  ".join([found.sentence(), *found.examples[:40]]), found.is_good()


def _starts(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.starts import start_many  # noqa: PLC0415 - as above

    found = start_many(wanted.count, wanted.jobs, wanted.seed, wanted.until, ignores_lock=wanted.control)
    return "\n  ".join([found.sentence(), *found.examples[:10]]), found.is_good()


def _windows(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.window_starts import start_windows  # noqa: PLC0415 - as above

    found = start_windows(wanted.count, wanted.until, apart=wanted.control)
    return "\n  ".join([found.sentence(), *found.examples[:10]]), found.is_good()


def _damage(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.damage import damage_files  # noqa: PLC0415 - as above

    found = damage_files(wanted.count, wanted.jobs, wanted.seed, wanted.until, looks_away=wanted.control)
    return "\n  ".join([found.sentence(), *found.examples]), found.is_good()


def _aborted(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.aborted_disk import CannotBeMounted, abort_disks  # noqa: PLC0415 - as above

    try:
        found = abort_disks(
            wanted.count, wanted.seed, wanted.until, wanted.only, says_too_early=wanted.control
        )
    except CannotBeMounted as error:
        return f"skipped: a file system of its own can be mounted here by root alone. {error}", True
    return "\n  ".join([found.sentence(), *found.examples]), found.is_good()


def _typing(wanted: Wanted) -> tuple[str, bool]:
    from tools.reliability.typing_kills import kill_while_typing  # noqa: PLC0415 - as above

    found = kill_while_typing(wanted.count, wanted.seed, wanted.until, expects_too_much=wanted.control)
    return "\n  ".join([found.sentence(), *found.examples]), found.is_good()


TRIALS: dict[str, tuple[int, Callable[[Wanted], tuple[str, bool]]]] = {
    "kills": (10_000, _kills),
    "exports": (5_000, _exports),
    "power": (100_000, _power),
    "faults": (1, _faults),
    "outages": (1, _outages),
    "starts": (1_000, _starts),
    "windows": (20, _windows),
    "damage": (50_000, _damage),
    "aborted": (500, _aborted),
    "typing": (500, _typing),
}


NEEDS_SHIM = {"power", "faults", "outages"}


def main() -> int:
    """Run a trial and say what it found; 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tools.reliability", description=__doc__)
    parser.add_argument("name", choices=TRIALS)
    parser.add_argument(
        "--count",
        type=int,
        help="rounds (for faults and outages: every Nth change); the long form if left out",
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes that share the rounds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin nothing more after these")
    parser.add_argument("--control", action="store_true", help="on something that loses")
    parser.add_argument("--only", default="", help="one use case of faults or outages")
    parser.add_argument("--between", type=int, nargs=2, help="only these changes of a use case of faults")
    given = parser.parse_args()
    usual, trial = TRIALS[given.name]
    if given.name in NEEDS_SHIM and not is_preloaded():
        return start_again_preloaded("tools.reliability", sys.argv[1:])
    begun = time.monotonic()
    until = begun + 60 * given.minutes
    between = (given.between[0], given.between[1]) if given.between else None
    sentence, is_good = trial(
        Wanted(given.count or usual, given.jobs, given.seed, until, given.control, given.only, between)
    )
    print(f"{given.name}: {sentence} ({time.monotonic() - begun:.0f} s)", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
