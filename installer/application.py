"""The application itself: its wheel, built from what git knows, and that wheel installed beside its dependencies."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from installer.commands import run
from installer.inputs import Brought
from installer.product import CHECKOUT, own_version, with_version
from installer.trees import epoch

_TAKEN = ("src", "forms", "resources", "pyproject.toml", "README.md", "LICENSE")


def build_wheel(work: Path, version: str) -> Path:
    """Build the wheel of the tracked files, in a folder of its own.

    Args:
        work: where it is built.
        version: what it calls itself; another than this checkout's stands for an earlier or later release in trials.
    """
    source, wheels = work / "source", work / "wheel"
    for folder in (source, wheels):
        shutil.rmtree(folder, ignore_errors=True)
    listed = run(["git", "ls-files", "-z", "--", *_TAKEN], cwd=CHECKOUT)
    for name in filter(None, listed.split("\0")):
        copy = source / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / name, copy)
    if version != own_version():
        first = source / "src" / "cpm_desktop" / "__init__.py"
        first.write_text(with_version(first.read_text(encoding="utf-8"), version), encoding="utf-8")
    command: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels]
    run(command, cwd=source, environment={"SOURCE_DATE_EPOCH": str(epoch())})
    return next(wheels.glob("*.whl"))


def install(
    brought: Iterable[Brought],
    wheel: Path,
    python: Path,
    folder: Path | None = None,
    flags: Sequence[str] = (),
) -> None:
    """Install checked wheels and the application, from disk alone.

    Args:
        brought: the dependencies.
        wheel: the application's.
        python: whose pip does it.
        folder: where they go; None is the interpreter's own environment.
        flags: more words for pip.
    """
    where: list[str | Path] = ["--target", folder] if folder is not None else []
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-index",
        "--no-deps",
    ]
    run([*command, *where, *flags, *(one.file for one in brought), wheel])
