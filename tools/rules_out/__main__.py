"""The command: takes rules out of a copy of the checkout, one at a time, and tells which tests noticed."""

import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tools.rules_out.marked import marked_tests
from tools.rules_out.patching import Patch, apply_patch, read_patches
from tools.rules_out.stripping import strip_rule

from cpm_desktop.storage.forms.loading import check_forms

CHECKOUT = Path(__file__).resolve().parents[2]
_COPIED = ("src", "forms", "resources", "tests", "tools", "benchmarks", "pyproject.toml", "README.md")
_MOST_TESTS = 40
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one rule.

    Attributes:
        rule: its id.
        taken: what was taken out.
        trouble: why it does not count as noticed; empty where a test failed as it should.
        noticed_by: the test that failed first.
    """

    rule: str
    taken: tuple[str, ...]
    trouble: str = ""
    noticed_by: str = ""


def take_out(rule: str, patches: tuple[Patch, ...], tests: tuple[str, ...]) -> Verdict:
    """Take one rule out of a copy of the checkout and run its tests until one fails."""
    if not tests:
        return Verdict(rule, (), "no test is marked with it")
    with tempfile.TemporaryDirectory(prefix="rules-out-") as folder:
        copy = Path(folder) / "checkout"
        _copy(copy)
        taken = strip_rule(copy / "forms", rule)
        try:
            for patch in patches:
                apply_patch(patch, copy)
                taken += (patch.file,)
        except ValueError as error:
            return Verdict(rule, taken, str(error))
        if not taken:
            return Verdict(
                rule, taken, "nothing of it stands in the forms, and patches.toml has no place for it"
            )
        mistakes = check_forms(copy / "forms").mistakes()
        if mistakes:
            return Verdict(rule, taken, f"the forms no longer load: {mistakes[0].sentence()}")
        return _noticed(rule, taken, copy, tests)


def _noticed(rule: str, taken: tuple[str, ...], copy: Path, tests: tuple[str, ...]) -> Verdict:
    try:
        done = _run(copy, tests[:_MOST_TESTS])
        told = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
        failed = [test for test in tests if any(line.startswith(f"FAILED {test}") for line in told)]
        if done.returncode == 0:
            return Verdict(rule, taken, "its tests still pass")
        if done.returncode != 1 or not failed:
            return Verdict(rule, taken, f"its tests could not run: {done.stdout.strip()[-300:]}")
        return _as_it_stands(rule, taken, copy, failed[0])
    except subprocess.TimeoutExpired:
        return Verdict(rule, taken, f"its tests did not end within {_SECONDS} seconds")


def _as_it_stands(rule: str, taken: tuple[str, ...], copy: Path, test: str) -> Verdict:
    """Only a test that passes with the rule in place has noticed anything."""
    whole = copy.with_name("whole")
    _copy(whole)
    if _run(whole, (test,)).returncode:
        return Verdict(rule, taken, f"{test} fails with the rule in place, too")
    return Verdict(rule, taken, noticed_by=test)


def _run(checkout: Path, tests: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command,
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )


def _copy(copy: Path) -> None:
    copy.mkdir()
    for name in _COPIED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)


def main() -> int:
    """Take out the rules wanted and print what became of each."""
    parser = argparse.ArgumentParser(description="Take rules out in turn; their marked tests must fail.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="ids of rules; without any, all of them")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th rule")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    listed = tomllib.loads((CHECKOUT / "forms" / "rules.toml").read_text(encoding="utf-8"))["rule"]
    rules = wanted.rules or [entry["id"] for entry in listed][:: wanted.every]
    patches, marked = read_patches(), marked_tests(CHECKOUT)
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(wanted.jobs) as pool:
        verdicts = pool.map(lambda rule: take_out(rule, patches.get(rule, ()), marked.get(rule, ())), rules)
        unnoticed = 0
        for verdict in verdicts:
            unnoticed += bool(verdict.trouble)
            told = f"NOT NOTICED: {verdict.trouble}" if verdict.trouble else verdict.noticed_by
            print(f"{verdict.rule}: {told} [{', '.join(verdict.taken) or '–'}]", flush=True)
    seconds = time.monotonic() - began
    print(f"{len(rules) - unnoticed} of {len(rules)} rules are noticed when taken out ({seconds:.0f} s).")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
