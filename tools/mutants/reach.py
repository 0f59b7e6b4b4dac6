"""Which lines and branches of a group its tests reach, and which tests reach each line: measured once and kept."""

import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
from tools.mutants.groups import CHECKOUT, Group
from tools.mutants.recording import FIXTURE

KEPT = CHECKOUT / "build" / "mutants"


@dataclass(frozen=True, slots=True)
class Reach:
    """What the tests of a group reach.

    Attributes:
        lines: module → line → the tests that run it; none where it runs only while modules are loaded, or in a
            process that a test starts.
        tests: test → its processor seconds, under coverage.
        measured: module → what `coverage json` says of it.
        failed: the tests that fail as the code stands, or are passed over; they can notice nothing.
    """

    lines: dict[str, dict[int, tuple[str, ...]]]
    tests: dict[str, float]
    measured: dict[str, dict[str, Any]]
    failed: tuple[str, ...] = ()

    def of_module(self, module: str) -> tuple[str, ...]:
        """Return every test that runs any line of a module."""
        return tuple(sorted({test for tests in self.lines.get(module, {}).values() for test in tests}))


def reach_of(group: Group, checkout: Path = CHECKOUT) -> Reach:
    """Return what the group's tests reach, measured anew where its modules or tests have changed.

    Raises:
        RuntimeError: the tests cannot be run.
    """
    data = KEPT / f"{group.name}.coverage"
    tests, digest = data.with_suffix(".tests.json"), data.with_suffix(".digest")
    now = _digest(checkout, (*group.modules, *group.tests))
    if not digest.exists() or digest.read_text(encoding="utf-8") != now:
        _measure(group, checkout, data, tests)
        digest.write_text(now, encoding="utf-8")
    return _read(group, checkout, data, tests)


def environment_of(checkout: Path) -> dict[str, str]:
    """Return what tests run in: this checkout's own code, no window on the screen, the same examples each time.

    What an outer run of pytest was told is not passed on: sharing out its tests would hide these from the trial.
    """
    outer = {name for name in os.environ if name.startswith(("PYTEST_", "COV_CORE_"))}
    return {
        **{name: value for name, value in os.environ.items() if name not in outer},
        "PYTHONPATH": str(checkout / "src"),
        "CI": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }


def _digest(checkout: Path, files: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.encode() + b"\0" + (checkout / file).read_bytes())
    return whole.hexdigest()


def _measure(group: Group, checkout: Path, data: Path, tests: Path) -> None:
    data.parent.mkdir(parents=True, exist_ok=True)
    for old in data.parent.glob(f"{data.name}*"):
        old.unlink()
    measuring = [sys.executable, "-m", "coverage"]
    testing = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tools.mutants.recording", *group.tests]
    environment = {**environment_of(checkout), "MUTANTS_TESTS": str(tests)}
    done = subprocess.run(
        [*measuring, "run", f"--data-file={data}", *testing], cwd=checkout, env=environment, check=False
    )
    subprocess.run([*measuring, "combine", "-q", f"--data-file={data}"], cwd=checkout, check=True)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"The tests of {group.name} cannot be run.")


def _read(group: Group, checkout: Path, data: Path, tests: Path) -> Reach:
    recorded = json.loads(tests.read_text(encoding="utf-8"))
    failed = tuple(test for test, told in recorded.items() if not told)
    recorded = {test: told for test, told in recorded.items() if told}
    using = defaultdict(set)
    for test, told in recorded.items():
        for fixture in told["fixtures"]:
            using[FIXTURE + fixture].add(test)
    measuring = coverage.Coverage(data_file=str(data), config_file=str(checkout / "pyproject.toml"))
    measuring.load()
    lines: dict[str, dict[int, tuple[str, ...]]] = {}
    for module in group.modules:
        contexts = measuring.get_data().contexts_by_lineno(str(checkout / module))
        lines[module] = {
            line: tuple(sorted({test for name in names for test in using.get(name, {name} & set(recorded))}))
            for line, names in contexts.items()
        }
    report = data.with_suffix(".report.json")
    measuring.json_report(morfs=[str(checkout / module) for module in group.modules], outfile=str(report))
    measured = json.loads(report.read_text(encoding="utf-8"))["files"]
    used = {test: float(told["processor"]) for test, told in recorded.items()}
    by_module = {Path(file).as_posix(): told for file, told in measured.items()}
    return Reach(lines, used, by_module, failed)


def tell_reach(group: Group, reach: Reach) -> str:
    """Return how many lines and branches are reached, and each that is not."""
    told = [f"fails or is passed over as the code stands: {test}" for test in reach.failed]
    all_of, reached = 0, 0
    for module in group.modules:
        if module not in reach.measured:
            continue
        here = reach.measured[module]
        summary = here["summary"]
        all_of += summary["num_statements"] + summary["num_branches"]
        reached += summary["covered_lines"] + summary["covered_branches"]
        branches = [f"{begin}→{end}" for begin, end in here["missing_branches"]]
        if here["missing_lines"] or branches:
            told.append(f"{module}: lines {here['missing_lines']}, branches {' '.join(branches)}")
    share = 100 * reached / all_of
    told.append(f"{group.name}: {reached} of {all_of} lines and branches reached, {share:.2f} %")
    return "\n".join(told)
