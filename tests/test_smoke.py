"""The trial of an installation does the real work, tells of what does not work, and writes nothing of a person."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cpm_desktop import __version__
from cpm_desktop.smoke import RealWork, run_smoke

PARTS = [
    "modules",
    "store",
    "spelling",
    "calendar",
    "pack",
    "meeting",
    "paper",
    "signature",
    "verify",
    "window",
]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cpm_desktop", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_all_of_it_passes_and_the_report_says_what_was_seen(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    done = run("--smoke", "--report", str(report), "-platform", "offscreen")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    assert [part["name"] for part in found["parts"]] == PARTS
    assert all(part["passed"] and part["seconds"] >= 0 for part in found["parts"]), done.stdout
    assert (found["passed"], found["version"]) == (True, __version__)
    assert str(Path.home()) not in report.read_text(encoding="utf-8")
    picture = QImage(str(tmp_path / "report.png"))
    assert picture.width() > 600
    assert done.stdout.count("passed  ") == len(PARTS)


def test_what_does_not_work_is_told_and_holds_up_only_what_goes_on_from_it(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way", encoding="utf-8")
    work = RealWork(tmp_path, None)
    parts = {name: work.do(name, doing) for name, doing in work.works() if name != "window"}
    assert not parts["store"].passed
    assert parts["store"].said
    assert parts["spelling"].passed
    for name in ("calendar", "pack", "meeting"):
        assert parts[name].said == "Not tried: there is no store."
    for name in ("paper", "signature", "verify"):
        assert parts[name].said == "Not tried: no meeting was held."


def test_a_broken_installation_is_told_by_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def spell() -> str:
        message = "No module named 'hunspell'"
        raise ImportError(message)

    monkeypatch.setattr(RealWork, "works", lambda _: (("spelling", spell),))
    report = tmp_path / "report.json"
    assert run_smoke(report) == 1
    (part,) = json.loads(report.read_text(encoding="utf-8"))["parts"]
    assert part["said"] == "ImportError: No module named 'hunspell'"
    assert capsys.readouterr().out.startswith("FAILED  spelling: ImportError")
