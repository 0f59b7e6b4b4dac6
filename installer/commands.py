"""Runs the programs that a step needs, and says plainly where one is missing or fails."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_LAST = 4000  # characters of what a failed program said


class StepFailed(RuntimeError):
    """A step of building or proving did not do what it was to do."""


def need(program: str, package: str) -> str:
    """Return the path of a program.

    Args:
        program: its name.
        package: of Debian, that brings it.

    Raises:
        StepFailed: it is not on this machine.
    """
    found = shutil.which(program)
    if found is None:
        raise StepFailed(f"{program} is not on this machine: apt-get install {package}")
    return found


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: float = 1800,
) -> str:
    """Run a program to its end and return what it said.

    Args:
        command: the program and its arguments.
        cwd: where it runs.
        environment: what is set beside what is set already; modules of ours are found by a program that is told so.
        timeout: seconds after which it is ended.

    Raises:
        StepFailed: it failed.
    """
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**inherited, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        raise StepFailed(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-_LAST:]}")
    return done.stdout
