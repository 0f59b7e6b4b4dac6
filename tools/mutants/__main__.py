"""The command: draws mutants of one group, tries them, and tells which no test noticed."""

import argparse
import dataclasses
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.mutants.choosing import Trial, trial_of
from tools.mutants.groups import CHECKOUT, Group, read_groups
from tools.mutants.reach import KEPT, Reach, environment_of, reach_of, tell_reach
from tools.mutants.sites import Site, sites_of
from tools.mutants.telling import NOT_REACHED, read_equivalents, tell

_CONTROLS = 10
_NOTICED = {"killed", "timed out"}


def draw(group: Group, reach: Reach, count: int, seed: int) -> list[Site]:
    """Return a sample of the group's mutants, the same for a seed as long as the modules stand.

    What coverage leaves out for a reason that stands beside it is left out here.
    """
    found = []
    for module in group.modules:
        excluded = set(reach.measured.get(module, {}).get("excluded_lines", ()))
        source = (CHECKOUT / module).read_text(encoding="utf-8")
        found += [site for site in sites_of(module, source) if not {site.line, site.statement} & excluded]
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 - a sample, no secret


def open_sites(outcomes: dict[str, Any]) -> list[Site]:
    """Return the mutants drawn and tried before that no test noticed.

    Raises:
        ValueError: a module has changed since they were drawn.
    """
    still = {
        site.key: site
        for module in {entry["module"] for entry in outcomes.values()}
        for site in sites_of(module, (CHECKOUT / module).read_text(encoding="utf-8"))
    }
    if gone := set(outcomes) - set(still):
        raise ValueError(f"{len(gone)} of the mutants drawn before no longer stand in the code: draw anew.")
    tried = (key for key, entry in outcomes.items() if entry["outcome"] in {"survived", NOT_REACHED})
    return [still[key] for key in tried]


def try_by(group: Group, wanted: argparse.Namespace) -> int:
    """Try those that survived before by the tests of some files alone, which were written for them."""
    kept = KEPT / f"{group.name}-{wanted.seed}-{wanted.count}.json"
    outcomes = json.loads(kept.read_text(encoding="utf-8"))
    sites = open_sites(outcomes)
    trials = [
        Trial(site, tuple(wanted.by), wanted.seconds, 0, needs_fresh=not site.function) for site in sites
    ]
    controls = _controls(trials)
    files = dataclasses.replace(group, tests=tuple(wanted.by))
    results = run_trials(
        [*controls, *(trial.as_data() for trial in trials)], files, wanted.processes, wanted.minutes
    )
    for number, site in enumerate(sites, start=len(controls)):
        if (found := results.get(number)) and found["outcome"] in _NOTICED:
            outcomes[site.key] |= found
    kept.write_text(json.dumps(outcomes, indent=1), encoding="utf-8")
    print(tell(group.name, outcomes, read_equivalents(), wanted))
    return _tell_controls(controls, results)


def _tell_controls(controls: list[dict[str, Any]], results: dict[int, dict[str, Any]]) -> int:
    spoilt = {
        number: results.get(number, {"outcome": "not tried", "by": ""})
        for number in range(len(controls))
        if results.get(number, {}).get("outcome") != "survived"
    }
    for number, ended in spoilt.items():
        site = controls[number]["site"]
        print(f"Control {ended['outcome'].upper()} {site['module']}:{site['line']} by {ended['by']}")
    if spoilt:
        print(f"{len(spoilt)} of {len(controls)} controls did not survive: the figures are worth nothing.")
        return 2
    print(f"Controls, the code put in anew unspoilt: all {len(controls)} survived.")
    return 0


def run_trials(
    trials: list[dict[str, Any]], group: Group, processes: int, minutes: float
) -> dict[int, dict[str, Any]]:
    """Try mutants in several processes and return what became of each, by its place in the list."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        plan, results = folder / "plan.json", folder / "results.jsonl"
        plan.write_text(json.dumps(trials), encoding="utf-8")
        results.touch()
        environment = {
            **environment_of(CHECKOUT),
            "MUTANTS_PLAN": str(plan),
            "MUTANTS_RESULTS": str(results),
        }
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "tools.mutants.serving",
        ]
        servers = []
        for number in range(processes):
            with (folder / f"server-{number}.txt").open("w", encoding="utf-8") as said:
                servers.append(
                    subprocess.Popen(
                        [*command, *group.tests], cwd=CHECKOUT, env=environment, stdout=said, stderr=said
                    )
                )
        told, end = 0, time.monotonic() + 60 * minutes
        while any(server.poll() is None for server in servers):
            time.sleep(1)
            done = results.read_text(encoding="utf-8").count("\n")
            if done // 20 > told // 20:
                print(f"  {done} of {len(trials)}", file=sys.stderr, flush=True)
            told = done
            if time.monotonic() > end:
                for server in servers:
                    server.terminate()
        lines = results.read_text(encoding="utf-8").splitlines()
        if len(lines) < len(trials):
            said_all = [
                file.read_text(encoding="utf-8")[-3000:] for file in sorted(folder.glob("server-*.txt"))
            ]
            print("\n".join(said_all), file=sys.stderr)
    return {entry["number"]: entry for entry in map(json.loads, lines)}


def _controls(trials: list[Trial]) -> list[dict[str, Any]]:
    """Return some trials with the code put in anew as it stands: every one must survive."""
    return [{**trial.as_data(), "is_control": True} for trial in trials[:: max(1, len(trials) // _CONTROLS)]]


def try_group(group: Group, wanted: argparse.Namespace) -> int:
    """Try a sample of one group, print what became of it, and keep it."""
    reach = reach_of(group)
    print(tell_reach(group, reach), flush=True)
    if not wanted.count:
        return 0
    kept = KEPT / f"{group.name}-{wanted.seed}-{wanted.count}.json"
    outcomes: dict[str, Any] = {}
    if wanted.again and kept.exists():
        outcomes = json.loads(kept.read_text(encoding="utf-8"))
    sites = draw(group, reach, wanted.count, wanted.seed)
    settled = {key for key, entry in outcomes.items() if entry["outcome"] in _NOTICED}
    open_sites = [site for site in sites if site.key not in settled]
    chosen = {site.key: trial_of(site, reach, wanted.seconds) for site in open_sites}
    trials = [trial for trial in chosen.values() if trial is not None]
    controls = _controls(trials)
    results = run_trials(
        [*controls, *(trial.as_data() for trial in trials)], group, wanted.processes, wanted.minutes
    )
    for site in open_sites:
        trial = chosen[site.key]
        number = len(controls) + trials.index(trial) if trial else -1
        found = (
            results.get(number, {"outcome": "not tried", "by": ""})
            if trial
            else {"outcome": NOT_REACHED, "by": ""}
        )
        outcomes[site.key] = {**found, "left_out": trial.left_out if trial else 0}
    outcomes = {site.key: {**outcomes[site.key], **dataclasses.asdict(site)} for site in sites}
    kept.write_text(json.dumps(outcomes, indent=1), encoding="utf-8")
    print(tell(group.name, outcomes, read_equivalents(), wanted))
    return _tell_controls(controls, results)


def main() -> int:
    """Read what is wanted and do it."""
    parser = argparse.ArgumentParser(description="Spoil the code in one place at a time; tests must notice.")
    parser.add_argument(
        "--group", action="append", choices=sorted(read_groups()), help="several may be named; else all"
    )
    parser.add_argument(
        "--count", type=int, default=400, help="mutants of each group; 0 only tells what is reached"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="only those that survived the last time")
    parser.add_argument(
        "--by",
        action="append",
        metavar="FILE",
        help="only those that survived the last time, by the tests of this file alone; several may be named",
    )
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="processor seconds of tests for one mutant"
    )
    parser.add_argument(
        "--minutes", type=float, default=24 * 60, help="stop after; the rest counts as not tried"
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    groups = read_groups()
    trying = try_by if wanted.by else try_group
    return max(trying(groups[name], wanted) for name in wanted.group or groups)


if __name__ == "__main__":
    sys.exit(main())
