"""Which tests try which mutant, and how: in a fork of a process that is ready, or in one of its own."""

from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from tools.mutants.reach import Reach
from tools.mutants.sites import Site


@dataclass(frozen=True, slots=True)
class Trial:
    """One mutant and what is run to notice it.

    Attributes:
        site: the mutant.
        tests: in the order they are run.
        seconds: what those tests used when nothing was spoilt.
        left_out: how many tests of the line were left out for time.
        needs_fresh: whether it has to be there when modules are loaded.
    """

    site: Site
    tests: tuple[str, ...]
    seconds: float
    left_out: int
    needs_fresh: bool

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)


def trial_of(site: Site, reach: Reach, seconds: float) -> Trial | None:
    """Choose the tests for a mutant.

    Args:
        site: the mutant.
        reach: what the tests reach.
        seconds: how much processor time the tests of one mutant may take, as measured with nothing spoilt.

    Returns:
        The trial, or nothing where no test ever runs the line.
    """
    lines = reach.lines[site.module]
    ran = [line for line in range(site.line, site.statement - 1, -1) if line in lines]
    if site.function and not ran:
        return None
    tests = lines[ran[0]] if ran and site.function else ()
    needs_fresh = not tests
    tests = tests or reach.of_module(site.module) or tuple(reach.tests)
    ordered = _in_order(site.module, tests, reach.tests)
    chosen: list[str] = []
    used = 0.0
    for test in ordered:
        if chosen and used + reach.tests[test] > seconds:
            break
        chosen.append(test)
        used += reach.tests[test]
    return Trial(site, tuple(chosen), used, len(ordered) - len(chosen), needs_fresh)


def _in_order(module: str, tests: tuple[str, ...], used: dict[str, float]) -> list[str]:
    """Put the tests of the module's own file first, then one of each other file in turn, the quickest first."""
    own = f"test_{PurePath(module).stem}.py"
    turns: dict[str, int] = {}
    keys = {}
    for test in sorted(tests, key=lambda test: (used[test], test)):
        file = test.partition("::")[0]
        turns[file] = turns.get(file, 0) + 1
        keys[test] = (
            PurePath(file).name != own,
            0 if PurePath(file).name == own else turns[file],
            used[test],
        )
    return sorted(keys, key=lambda test: (keys[test], test))
