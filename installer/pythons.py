"""Finds the Python that goes to people on this machine."""

import os
import shutil
import subprocess
from pathlib import Path

from installer.commands import StepFailed
from installer.inputs import PYTHON


def find_python(series: str = PYTHON) -> Path:
    """Return an interpreter of a series: what CPM_PYTHON names, else the newest on this machine.

    Raises:
        StepFailed: there is none.
    """
    named = os.environ.get("CPM_PYTHON")
    if named:
        return Path(named)
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = sorted(
        root.glob(f"{series}.*/bin/python3"), key=lambda path: _patch(path.parent.parent.name), reverse=True
    )
    on_path = shutil.which(f"python{series}")
    for python in [*found, *([Path(on_path)] if on_path else [])]:
        if _works(python):
            return python
    raise StepFailed(f"Python {series} is not on this machine; CPM_PYTHON names one elsewhere.")


def _patch(version: str) -> int:
    last = version.rpartition(".")[2]
    return int(last) if last.isdigit() else -1


def _works(python: Path) -> bool:
    ask = [str(python), "-c", "import venv, ensurepip, ssl"]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0
