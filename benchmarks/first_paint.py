"""From starting the process to the first painted window: a bare PySide6 window against the application."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.held_meeting import CHEAP
from benchmarks.measured import Measured
from benchmarks.rounds import Comparison
from benchmarks.seen_from_outside import FirstPaint, first_paint, own_display
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables

_FOLDER = Path(__file__).resolve().parent
_HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
_PASSPHRASE = "benchmark of a start"  # noqa: S105 - nothing is behind it


class HeavyAtFirstPaint(AssertionError):
    """Something slow was imported before the first window was painted."""


def measure(*, is_short: bool) -> Measured:
    """Start both in turn, without a store and with a locked one."""
    rounds = 1 if is_short else 15
    situations = {"locked store": True} if is_short else {"first start": False, "locked store": True}
    comparisons: list[Comparison] = []
    notes = []
    with own_display() as display:
        for words, has_store in situations.items():
            with tempfile.TemporaryDirectory(prefix="cpm-benchmark-") as home:
                environment = _environment(display, Path(home), compiles_anew=not is_short)
                if has_store:
                    create_store(StorePlace(_usual_folder(environment)), _PASSPHRASE, CHEAP, make_tables)
                require_light_start(environment, Path(home))
                comparisons += _compare(words, environment, Path(home), rounds, warm=int(not is_short))
                notes.append(f"At the first paint ({words}) no slow library was imported.")
    return Measured(tuple(comparisons), tuple(notes))


def require_light_start(environment: Mapping[str, str], folder: Path) -> None:
    """Make sure that nothing slow is imported before the first paint.

    Raises:
        HeavyAtFirstPaint: something was, or nothing was painted.
    """
    answer = folder / "modules.txt"
    command = [sys.executable, str(_FOLDER / "modules_at_paint.py"), str(answer)]
    subprocess.run(
        command, env=dict(environment), cwd=folder, check=True, timeout=60, stderr=subprocess.DEVNULL
    )
    found = answer.read_text(encoding="utf-8").split()
    if found:
        raise HeavyAtFirstPaint(", ".join(found))


def _environment(display: str, home: Path, *, compiles_anew: bool) -> dict[str, str]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    for name in _HOMES:
        folder = home / name.lower()
        folder.mkdir()
        environment[name] = str(folder)
    # Installers compile; a checkout in which nobody may write byte code would measure the compiler instead.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if compiles_anew:
        environment["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    environment["XDG_RUNTIME_DIR"] = str(runtime)
    return environment


def _usual_folder(environment: Mapping[str, str]) -> Path:
    """Return where the application will look for its store."""
    code = "from cpm_desktop.storage.placement import find_usual_place; print(find_usual_place().folder)"
    found = subprocess.run(
        [sys.executable, "-c", code], env=dict(environment), check=True, capture_output=True, text=True
    )
    return Path(found.stdout.strip())


def _compare(
    words: str, environment: Mapping[str, str], folder: Path, rounds: int, *, warm: int
) -> tuple[Comparison, ...]:
    bare_command = [sys.executable, str(_FOLDER / "bare_window.py")]
    own_command = [sys.executable, "-m", "cpm_desktop"]
    bare: list[FirstPaint] = []
    own: list[FirstPaint] = []
    for number in range(-warm, rounds):
        pair = (first_paint(bare_command, environment, folder), first_paint(own_command, environment, folder))
        if number >= 0:
            bare.append(pair[0])
            own.append(pair[1])

    def row(what: str, part: str, **target: float | str) -> Comparison:
        floor, product = (tuple(getattr(one, part) for one in ones) for ones in (bare, own))
        return Comparison(f"{words}: {what}", "bare window", floor, product, **target)  # type: ignore[arg-type]  # its fields

    return (
        row("first painted window, wall time", "wall", target=1.6),
        row("the same, processor time", "cpu", target=1.5),
        row("the same, memory", "memory", most_more=25.0, unit="MB"),
    )
