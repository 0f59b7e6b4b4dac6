"""Which tests are marked with which rule, as pytest itself collects them."""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest

# Where a rule is carried low, it is told there soonest.
_ORDER = ("tests/domain", "tests/forms", "tests/storage", "tests/services", "tests/documents", "tests/")


class Collector:
    """A plugin of pytest that writes down the rules of every test."""

    def __init__(self, target: Path) -> None:
        """Remember where to write."""
        self.target = target

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Write down the rules of every test that was collected."""
        found = [
            (item.nodeid, [name for mark in item.iter_markers("rule") for name in mark.args])
            for item in items
        ]
        self.target.write_text(json.dumps(found), encoding="utf-8")


def marked_tests(checkout: Path) -> dict[str, tuple[str, ...]]:
    """Return the ids of the tests of each rule, those of the lower floors first."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "marked.json"
        command = [sys.executable, "-m", "tools.rules_out.marked", str(target)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
        collected = json.loads(target.read_text(encoding="utf-8"))
    by_rule: defaultdict[str, list[str]] = defaultdict(list)
    for test, rules in collected:
        for rule in rules:
            by_rule[rule].append(test)
    return {rule: tuple(sorted(tests, key=_floor)) for rule, tests in by_rule.items()}


def _floor(test: str) -> int:
    return next(place for place, folder in enumerate(_ORDER) if test.startswith(folder))


if __name__ == "__main__":
    sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider"], [Collector(Path(sys.argv[1]))]))
