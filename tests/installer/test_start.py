"""What the program file does before the application runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import installer

_START = Path(installer.__file__).with_name("start.py")
# As the loader of a program folder would have left it: its finder stands before Python's own and knows of nothing.
_AS_THE_LOADER = """
import runpy, sys

start = runpy.run_path(sys.argv[1])

class PyiFrozenFinder:
    asked = []

    def __init__(self, path):
        pass

    @classmethod
    def hook(cls, path):
        return cls(path)

    def find_spec(self, name, target=None):
        self.asked.append(name)
        return None

sys.path_importer_cache.clear()
sys.path_hooks.insert(0, PyiFrozenFinder.hook)
try:
    import no_module_of_this_name
except ModuleNotFoundError:
    pass
assert PyiFrozenFinder.asked
PyiFrozenFinder.asked.clear()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows another program file starts the application")
def test_modules_are_found_without_asking_the_loader(tmp_path: Path) -> None:
    (tmp_path / "found_in_a_file.py").write_text("", encoding="utf-8")
    code = _AS_THE_LOADER + (
        "start['find_modules_in_files_alone']()\n"
        "import found_in_a_file\n"
        "assert PyiFrozenFinder.asked == [], PyiFrozenFinder.asked\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, _START], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


@pytest.mark.skipif(
    sys.platform != "linux", reason="only there the loader sets where libraries are looked for"
)
@pytest.mark.parametrize("before", ["", "/opt/theirs"])
def test_other_programs_find_their_own_libraries(before: str) -> None:
    code = (
        "import os, runpy\n"
        f"runpy.run_path({str(_START)!r})['give_back_library_path']()\n"
        "print(os.environ.get('LD_LIBRARY_PATH', ''), os.environ.get('LD_LIBRARY_PATH_ORIG', ''))"
    )
    environment = {"LD_LIBRARY_PATH": "/opt/ours"} | ({"LD_LIBRARY_PATH_ORIG": before} if before else {})
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == (before, "")


@pytest.mark.parametrize("name", ["QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"])
def test_plugins_of_another_qt_are_not_looked_for(name: str) -> None:
    code = (
        "import os, runpy\n"
        f"runpy.run_path({str(_START)!r})['leave_plugins_of_others']()\n"
        f"print(os.environ.get({name!r}))"
    )
    environment = {**os.environ, name: "/opt/theirs"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("None", "")
