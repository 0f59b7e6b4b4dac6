"""Holds the installed application against the same wheels in an environment: how fast it starts, how large it is.

`python -m installer.compare`, once the program folder was made (`python -m installer tarball`).
"""

import argparse
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.rounds import Comparison
from benchmarks.seen_from_outside import first_paint, own_display

from installer.frozen import environment_of
from installer.product import CHECKOUT, PROGRAM
from installer.trees import size_of

MOST_TIMES_ITS_DEPENDENCIES = 1.1
MOST_TIMES_THE_ENVIRONMENT = 1.0
_HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


def compare_starts(installed: Path, environment: Path, rounds: int) -> tuple[Comparison, ...]:
    """Start both in turn up to the first painted window; now the one comes first, now the other.

    Args:
        installed: the program file.
        environment: with the same wheels.
        rounds: how many count; one more comes before, so that both are read from the disk once.
    """
    commands: tuple[Sequence[str], Sequence[str]] = (
        [str(environment / "bin" / PROGRAM)],
        [str(installed)],
    )
    walls: tuple[list[float], list[float]] = ([], [])
    cpus: tuple[list[float], list[float]] = ([], [])
    with own_display() as display, tempfile.TemporaryDirectory(prefix="cpm-start-") as home:
        settings = _settings(display, Path(home))
        for number in range(-1, rounds):
            for which in (0, 1) if number % 2 else (1, 0):
                paint = first_paint(commands[which], settings, Path(home))
                if number >= 0:
                    walls[which].append(paint.wall)
                    cpus[which].append(paint.cpu)
    return tuple(
        Comparison(name, "virtual environment", tuple(floor), tuple(product), MOST_TIMES_THE_ENVIRONMENT)
        for name, (floor, product) in (("first painted window", walls), ("the same, processor time", cpus))
    )


def unpacked_size(wheels: Sequence[Path]) -> int:
    """Return the bytes of some wheels once they are unpacked, before anything is compiled."""
    total = 0
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            total += sum(entry.file_size for entry in archive.infolist())
    return total


def wheels_of(work: Path, program: Path) -> list[Path]:
    """Return the wheels that a program folder was made of, as its list of parts names them."""
    listed = json.loads((program / f"{PROGRAM}.cdx.json").read_text(encoding="utf-8"))
    names = {one["value"] for part in listed["components"] for one in part.get("properties", ())}
    return [path for path in sorted((work / "wheels").glob("*.whl")) if path.name in names]


def _settings(display: str, home: Path) -> Mapping[str, str]:
    settings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
        settings.pop(name, None)
    for name in _HOMES:
        (home / name).mkdir(mode=0o700)
        settings[name] = str(home / name)
    return settings


def main() -> int:
    """Compare, and say it.

    Returns:
        The exit code: 0 where both bounds are kept.
    """
    parser = argparse.ArgumentParser(prog="python -m installer.compare", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--work", type=Path, default=CHECKOUT / "build" / "work")
    chosen = parser.parse_args()
    is_kept = True
    for system, program in (("frozen", f"frozen/{PROGRAM}"), ("windows", "program")):
        folder = chosen.work / system
        if not (folder / program).is_dir():
            continue
        size, parts = size_of(folder / program), unpacked_size(wheels_of(folder, folder / program))
        is_kept &= size <= MOST_TIMES_ITS_DEPENDENCIES * parts
        print(
            f"{system}: {size / 1e6:.1f} MB, its dependencies {parts / 1e6:.1f} MB: {size / parts:.2f} times"
        )
    frozen = chosen.work / "frozen"
    starts = compare_starts(frozen / "frozen" / PROGRAM / PROGRAM, environment_of(frozen), chosen.rounds)
    for one in starts:
        middle = [
            f"{1000 * sorted(samples)[len(samples) // 2]:.0f} ms" for samples in (one.floor, one.product)
        ]
        print(
            f"{one.name}: environment {middle[0]}, installed {middle[1]}; ratio {one.median_ratio:.2f} in the middle, "
            f"{one.high_ratio:.2f} at 95 of 100 ({len(one.floor)} pairs)"
        )
    is_kept &= starts[0].median_ratio <= MOST_TIMES_THE_ENVIRONMENT
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
