"""What Windows takes otherwise, held on every system: names of files, lengths of paths, time zones, renaming."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.second_backup import copy_backup
from tests.a_desk import FAST, PASSPHRASE, set_clock

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "src" / "cpm_desktop"
LONGEST_PATH = 259  # letters, where long paths were not switched on
INSTALLED_UNDER = r"C:\Program Files\cpm_desktop\lib\cpm_desktop\_data"
RECORDS_UNDER = r"C:\Users\firstname.surname\AppData\Local\cpm-desktop"
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
NOT_IN_NAMES = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .]$')


def tracked_paths() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    return [path for path in listed.stdout.decode().split("\0") if path]


def unsuitable(path: str) -> bool:
    return any(RESERVED.match(part) or NOT_IN_NAMES.search(part) for part in path.split("/"))


@pytest.mark.parametrize("path", ["src/aux.py", "docs/con", "a:b", "forms/trailing.", "lpt1.yaml", 'a"b'])
def test_a_name_that_windows_does_not_take_would_be_found(path: str) -> None:
    assert unsuitable(path)


def test_every_file_of_ours_can_lie_on_windows() -> None:
    paths = tracked_paths()
    assert [path for path in paths if unsuitable(path)] == []
    assert len({path.casefold() for path in paths}) == len(paths), "names that differ in case alone"
    room = LONGEST_PATH - len(INSTALLED_UNDER) - 1
    shipped = [path for path in paths if path.startswith(("src/", "resources/", "forms/"))]
    assert [path for path in shipped if len(path) > room] == []


def test_the_records_and_their_copies_fit_below_a_long_name_of_a_person(tmp_path: Path) -> None:
    details = SetUpDetails(Worker(id="worker", name="Priya Nair", role="Social worker"))
    around = Surroundings(forms=(forms_folder(),), clock=set_clock(), cost=FAST, backs_up=False)
    desk, _ = create(tmp_path / "records", PASSPHRASE, details, around)
    assert desk.place is not None
    assert desk.backups is not None
    desk.backups.start(when_quiet=False)
    desk.close()
    (backup,) = list_backups(desk.place)
    (tmp_path / "stick").mkdir()
    copy_backup(backup, tmp_path / "stick", desk.place)
    for folder, under in (("records", RECORDS_UNDER), ("stick", "E:")):
        inside = [str(path.relative_to(tmp_path / folder)) for path in (tmp_path / folder).rglob("*")]
        assert inside
        unfinished = len(".unfinished-00000000")  # what a file may be called while it is written
        assert max(map(len, inside)) + len(under) + unfinished < LONGEST_PATH
        assert [path for path in inside if unsuitable(Path(path).as_posix())] == []


LONDON_IN_SUMMER = """
import datetime, zoneinfo
zone = zoneinfo.ZoneInfo("Europe/London")
print(zoneinfo.TZPATH, datetime.datetime(2026, 7, 1, tzinfo=zone).utcoffset())
"""


def test_london_time_is_known_without_the_systems_own_zones() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LONDON_IN_SUMMER],
        env=os.environ | {"PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split("\n")[0] == "() 1:00:00"
    wanted = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    assert any(each.startswith("tzdata") and "win32" in each for each in wanted["project"]["dependencies"]), (
        "Windows has no zones of its own"
    )


def test_a_file_takes_anothers_name_only_where_a_virus_scanner_is_waited_for() -> None:
    """`os.replace` fails on Windows while a scanner or a viewer holds either file."""
    waits = {"storage/atomic_file.py", "documents/writing.py"}
    tells = {"services/demo_folder.py"}  # and is begun again; nothing of a person's is in it
    may_fail = {"storage/event_log.py", "ui/shell/preferences.py"}  # the work goes on without what they keep
    renames = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and is_rename(node)
    }
    assert renames == waits | tells | may_fail


def is_rename(call: ast.Call) -> bool:
    """Tell whether a call gives a file another name; a text's and a day's `replace` are called otherwise."""
    function = call.func
    if not isinstance(function, ast.Attribute) or call.keywords:
        return False
    of = function.value.id if isinstance(function.value, ast.Name) else ""
    if of in {"os", "shutil"}:
        return function.attr in {"replace", "rename", "move"}
    return function.attr in {"replace", "rename"} and len(call.args) == 1
