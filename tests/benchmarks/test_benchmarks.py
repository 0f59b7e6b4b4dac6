import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.__main__ import NAMES
from benchmarks.report import markdown
from benchmarks.rounds import Comparison, compare, quantile


@pytest.mark.slow
@pytest.mark.whole
def test_each_benchmark_runs_in_its_short_form(checkout: Path, tmp_path: Path) -> None:
    names = [name for name in NAMES if name != "first-paint" or shutil.which("Xvfb")]
    command = [sys.executable, "-m", "benchmarks", "--short", "--notes", str(tmp_path / "notes.md"), *names]
    run = subprocess.run(command, check=False, cwd=checkout, capture_output=True, text=True, timeout=300)
    assert run.returncode in (0, 1), run.stderr  # a few rounds on a busy machine say nothing of the targets
    rows = [line for line in run.stdout.splitlines() if re.match(r"\| .* \| .* rounds\) \|", line)]
    assert len(rows) >= 2 * len(names) - 2
    plans = [line for line in (tmp_path / "notes.md").read_text().splitlines() if "SCAN" in line]
    allowed = re.compile(
        r"SCAN (child_summary|open_follow_up|meeting_line USING INDEX meeting_line_(pending|live))"
    )
    assert [plan for plan in plans if not allowed.search(plan)] == []


def test_a_target_is_met_by_the_middle_and_kept_by_the_rest() -> None:
    fine = Comparison("one", "floor", (1.0,) * 20, (1.5,) * 20, target=1.6)
    assert fine.is_met() is True
    assert Comparison("one", "floor", (1.0,) * 20, (1.5,) * 18 + (9.0, 9.0), target=1.6).is_met() is False
    assert Comparison("one", "floor", (1.0,) * 20, (1.7,) * 20, target=1.6).is_met() is False
    assert Comparison("one", "floor", (1.0,), (3.0,)).is_met() is None


def test_milliseconds_bind_on_a_quiet_machine_only() -> None:
    quiet = Comparison("one", "floor", (0.001,) * 9, (0.4,) * 9, limit=0.3)
    assert quiet.is_met() is False
    assert Comparison("one", "floor", (0.02,) * 9, (0.4,) * 9, limit=0.3).is_met() is None
    assert "busy machine" in markdown([Comparison("one", "floor", (0.02,), (0.1,), limit=0.3)])


def test_floor_and_product_take_turns() -> None:
    done: list[str] = []
    found = compare("one", "floor", lambda: done.append("f"), lambda: done.append("p"), 4, warm=0)
    assert "".join(done) == "fppffppf"
    assert len(found.floor) == len(found.product) == 4


@pytest.mark.parametrize(("part", "expected"), [(0.0, 1.0), (0.5, 2.5), (1.0, 4.0)])
def test_quantiles(part: float, expected: float) -> None:
    assert quantile([4.0, 1.0, 3.0, 2.0], part) == expected
