"""What nobody foresaw, as a report for programmers: classes and lines of code, never a value and never a message.

A message can quote what somebody typed, and a value can be it; a line of code is the same on every computer.
"""

import datetime as dt
import linecache
import os
import platform
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final

_MOST_KEPT: Final = 20
_MOST_FRAMES: Final = 60
_DEEPEST: Final = 10  # errors behind an error
_KNOWN_ROOTS: Final = ("cpm_desktop", "site-packages", "python3", "lib")
_HEAD: Final = (
    "What went wrong, for whoever mends it. It holds classes and lines of code only: nothing that anybody typed, "
    "no name, no path of yours."
)


def report_text(error: BaseException, now: dt.datetime, versions: dict[str, str]) -> str:
    """Return the report.

    Args:
        error: with its trace.
        now: the time, with its zone.
        versions: of the application and what it stands on, by name.
    """
    lines = [_HEAD, "", f"at {now.astimezone(dt.UTC).isoformat(timespec='seconds')}"]
    lines += [f"{name} {version}" for name, version in versions.items()]
    lines.append(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}")
    for number, each in enumerate(_chain(error)):
        lines += ["", f"{'behind it: ' if number else ''}{_kind(each)}", *_frames(each)]
    return "\n".join(lines) + "\n"


def write_report(folder: Path, text: str, now: dt.datetime) -> Path | None:
    """Write a report that only its owner may read, and delete the oldest of many.

    Returns:
        Where it lies; None where the disk does not take it: a report must never stop the work.
    """
    path = folder / f"{now.astimezone(dt.UTC):%Y-%m-%dT%H-%M-%S-%f}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        for old in sorted(folder.glob("*.txt"))[:-_MOST_KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    here: BaseException | None = error
    while here is not None and len(seen) < _DEEPEST and all(here is not each for each in seen):
        seen.append(here)
        yield here
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _frames(error: BaseException) -> Iterator[str]:
    frames = list(traceback.walk_tb(error.__traceback__))
    for frame, line in frames[-_MOST_FRAMES:]:
        code = frame.f_code
        yield f"  {_place(code.co_filename)}:{line} in {code.co_name}"
        words = linecache.getline(code.co_filename, line).strip()
        if words and _place(code.co_filename) != "elsewhere":
            yield f"    {words}"


def _place(file: str) -> str:
    """Return a file's path from where code is installed on; a path of the person's own says nothing."""
    parts = PurePath(file).parts
    for root in _KNOWN_ROOTS:
        found = [place for place, part in enumerate(parts) if part.startswith(root)]
        if found:
            return "/".join(parts[found[-1] :])
    return "elsewhere"
