"""The trial of the tests themselves: what is spoilt, who is to notice, and that only noticing counts."""

import argparse
import ast
import functools
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from tools.mutants.choosing import trial_of
from tools.mutants.groups import CHECKOUT, Group, read_groups
from tools.mutants.reach import Reach
from tools.mutants.sites import Site, sites_of, spoil
from tools.mutants.telling import read_equivalents, tell

SOURCE = '''"""What a docstring says is no code."""
from typing import Literal
LIMIT = 3  # a comment with 4 in it
Kind = Literal["one", "two"]

class Shelf:
    """Nor is this."""

    def room(self, taken: int, names: list[str]) -> int:
        """Nor this."""
        if taken > LIMIT and not names:
            raise ValueError("The shelf is full.")
        names.append("x")
        return LIMIT - taken + len([name for name in names if name])


def most(first: int, second: int) -> int:
    return divmod(first, second)[1]
'''


def the_sites() -> tuple[Site, ...]:
    return sites_of("src/cpm_desktop/shelf.py", SOURCE)


def test_every_kind_of_mutant_is_made_where_there_is_code_for_it() -> None:
    found = {(site.kind, site.function, site.before, site.after) for site in the_sites()}
    assert found >= {
        ("constant", "", "3", "4"),
        ("comparison", "Shelf.room", "taken > LIMIT", "taken >= LIMIT"),
        ("and/or", "Shelf.room", "taken > LIMIT and (not names)", "taken > LIMIT or not names"),
        ("without not", "Shelf.room", "not names", "names"),
        ("removed", "Shelf.room", "raise ValueError('The shelf is full.')", "pass"),
        ("removed", "Shelf.room", "names.append('x')", "pass"),
        ("arithmetic", "Shelf.room", "LIMIT - taken", "LIMIT + taken"),
        ("return", "most", "return divmod(first, second)[1]", "return None"),
        ("swapped arguments", "most", "divmod(first, second)", "divmod(second, first)"),
    }
    assert {site.kind for site in the_sites()} >= {"negated"}


def test_what_is_no_code_is_no_mutant() -> None:
    lines = {site.line for site in the_sites()}
    assert lines.isdisjoint({1, 2, 7, 10})  # docstrings, an import
    befores = {site.before for site in the_sites()}
    assert not any("docstring" in before or before == "'The shelf is full.'" for before in befores)
    assert "list[str]" not in befores


def test_one_thing_is_spoilt_and_the_rest_stays() -> None:
    as_it_stands = ast.unparse(ast.parse(SOURCE))
    for site in the_sites():
        spoilt = ast.unparse(spoil(SOURCE, site))
        differing = [
            (old, new)
            for old, new in zip(as_it_stands.splitlines(), spoilt.splitlines(), strict=False)
            if old != new
        ]
        assert differing, site
        if site.kind not in {"negated", "removed"}:
            assert len(differing) == 1, site


def test_a_source_that_changed_since_is_refused() -> None:
    swapped = next(site for site in the_sites() if site.kind == "swapped arguments")
    with pytest.raises(ValueError, match=r"shelf\.py has changed"):
        spoil(SOURCE.replace("divmod(first, second)", "pow(second, first)"), swapped)


def reach() -> Reach:
    module = "src/cpm_desktop/shelf.py"
    lines = {module: {11: ("tests/test_shelf.py::slow", "tests/test_other.py::quick"), 18: ()}}
    return Reach(lines, {"tests/test_shelf.py::slow": 3.0, "tests/test_other.py::quick": 0.1}, {})


def site_on(line: int) -> Site:
    return next(site for site in the_sites() if site.line == line)


def test_the_tests_of_the_line_try_a_mutant_those_of_its_own_file_first() -> None:
    trial = trial_of(site_on(11), reach(), seconds=20)
    assert trial is not None
    assert trial.tests == ("tests/test_shelf.py::slow", "tests/test_other.py::quick")
    assert not trial.needs_fresh
    assert not trial.left_out


def test_what_is_left_out_for_time_is_counted() -> None:
    trial = trial_of(site_on(11), reach(), seconds=1)
    assert trial is not None
    assert (len(trial.tests), trial.left_out) == (1, 1)


def test_what_runs_as_modules_are_loaded_has_to_be_there_then() -> None:
    trial = trial_of(site_on(3), reach(), seconds=20)
    assert trial is not None
    assert trial.needs_fresh


def test_a_line_that_no_test_runs_is_not_tried() -> None:
    assert trial_of(site_on(12), reach(), seconds=20) is None


def outcome(site: Site, became: str) -> dict[str, object]:
    return {**asdict(site), "outcome": became, "by": "", "left_out": 0}


def test_the_figure_counts_every_mutant_but_those_that_change_nothing() -> None:
    killed, survived, equivalent = the_sites()[:3]
    outcomes = {
        killed.key: outcome(killed, "killed"),
        survived.key: outcome(survived, "survived"),
        equivalent.key: outcome(equivalent, "survived"),
    }
    why = {
        (equivalent.module, equivalent.function, equivalent.kind, equivalent.before, equivalent.after): "!"
    }
    said = tell("shelf", outcomes, why, argparse.Namespace(seed=1))
    assert "shelf: 50.0 % of 2 mutants" in said
    assert said.count("SURVIVED") == 1
    assert survived.before in said


def test_what_is_said_to_change_nothing_has_a_reason_and_stands_in_the_code() -> None:
    for (module, function, kind, before, after), reason in read_equivalents().items():
        assert len(reason) > 20
        sites = sites_of(module, (CHECKOUT / module).read_text(encoding="utf-8"))
        assert any(
            (site.function, site.kind, site.before, site.after) == (function, kind, before, after)
            for site in sites
        ), f"{module} {function}: {before} → {after}"


def test_each_group_names_modules_and_tests_that_are_there() -> None:
    groups = read_groups()
    assert set(groups) == {"storage", "packs", "signing", "copies"}
    assert "src/cpm_desktop/exchange/pack_seal.py" in groups["packs"].modules
    assert all(group.tests for group in groups.values())


def test_a_module_that_moved_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "tools" / "mutants"
    folder.mkdir(parents=True)
    (folder / "groups.toml").write_text('[a]\nmodules = ["src/gone.py"]\ntests = []\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"nothing is at src/gone\.py"):
        read_groups(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="mutants run in forks")
def test_what_parameters_of_tests_hold_is_not_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from tools.mutants import keeping  # noqa: PLC0415 - what it needs is not there on Windows

    @functools.cache
    def key_of(_whose: str) -> object:
        return object()

    @functools.cache
    def played() -> object:
        return object()

    monkeypatch.setattr(keeping, "_remembered", lambda: [key_of, played])
    kept = keeping.Kept((), {"signing.py": frozenset({3})}, held=(key_of,))
    key, store = key_of("Priya Nair"), played()
    kept.forget_if_run("signing.py", 1, 2)
    assert (key_of("Priya Nair"), played()) == (key, store)
    kept.forget_if_run("signing.py", 2, 3)
    assert key_of("Priya Nair") is key
    assert played() is not store


WORKS_THEN_ASKS_FOR_EVER = """
import subprocess, sys, time
subprocess.run([sys.executable, "-c", "import time\\nwhile time.process_time() < 0.5: pass"])
print("worked", flush=True)
while True:
    time.sleep(0.02)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="mutants run in forks")
def test_what_asks_again_and_again_for_what_never_comes_stands_still_and_what_others_did_for_it_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tools.mutants import serving  # noqa: PLC0415 - what it needs is not there on Windows

    monkeypatch.setattr(serving, "_STANDS_STILL", 1.0)
    with subprocess.Popen(
        [sys.executable, "-c", WORKS_THEN_ASKS_FOR_EVER], stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"worked\n"
        assert serving._used_by(child.pid) >= 0.5
        assert serving._wait(child.pid) is None
        child.returncode = -signal.SIGKILL  # it was waited for already


@pytest.mark.skipif(sys.platform == "win32", reason="mutants run in forks")
def test_mutants_are_killed_and_the_code_as_it_stands_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from tools.mutants.__main__ import run_trials  # noqa: PLC0415 - what it needs is not there on Windows

    module, file = "src/cpm_desktop/documents/said_time.py", "tests/documents/test_said_time.py"
    sites = sites_of(module, (CHECKOUT / module).read_text(encoding="utf-8"))
    returned = next(site for site in sites if site.kind == "return")
    test = f"{file}::test_moments_are_said_in_london_time[moment0-24 November 2026 at 16:40]"
    as_trial = {"site": asdict(returned), "tests": [test], "seconds": 20.0, "left_out": 0}
    ways = [
        {**as_trial, "needs_fresh": is_fresh, "is_control": is_control}
        for is_fresh, is_control in ((False, False), (False, True), (True, False))
    ]
    # A module of tools that a test stands on holds classes of ours: loaded anew, those have to be the same.
    json_module, on_tools = "src/cpm_desktop/exchange/pack_json.py", "tests/exchange/test_pack_body.py"
    table = next(
        site
        for site in sites_of(json_module, (CHECKOUT / json_module).read_text(encoding="utf-8"))
        if not site.function
    )
    comes_back = f"{on_tools}::test_a_pack_comes_back_as_it_went"
    ways.append(
        {
            "site": asdict(table),
            "tests": [comes_back],
            "seconds": 20.0,
            "left_out": 0,
            "needs_fresh": True,
            "is_control": True,
        }
    )
    # What an outer run shares out among its processes must not reach the trial's own run of pytest.
    monkeypatch.setenv("PYTEST_ADDOPTS", "-n 2 --dist worksteal")
    results = run_trials(ways, Group("times", (module,), (file, on_tools)), processes=1, minutes=3)
    assert [results[number]["outcome"] for number in range(4)] == ["killed", "survived", "killed", "survived"]
    assert results[0]["by"] == test
