"""Runs the real window under strace over texts that are markup: nothing that they name is opened, no network asked.

    python -m tools.traced

A child's file and meetings are shown, typed in, drawn and locked in which every text names a picture on the disk and a
page on the network, each by a word of its own. Whatever the process opens, asks about or connects to is looked through
for these words. `--control` shows one such text as rich text, and has to be found out. Linux with strace.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.canaries.looking import words_in_bytes

_CALLS = "%file,socket,connect,bind"
_NETWORK = re.compile(r"\b(?:socket|connect|bind)\(.*\bAF_INET6?\b")
_PROGRAM = re.compile(r"\bexecve\(")
_LONGEST = 900  # seconds on a loaded machine
_FEWEST = 100  # texts that have to be markup


@dataclass(frozen=True)
class Traced:
    """What one course did.

    Attributes:
        marked_up: texts that were markup.
        calls: that were looked through.
        opened: calls that name a word of such a text.
        asked: calls to the network.
        started: programs.
    """

    marked_up: int
    calls: int
    opened: tuple[str, ...]
    asked: tuple[str, ...]
    started: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was opened, asked or started."""
        return not (self.opened or self.asked or self.started)

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.marked_up} texts were markup; in {self.calls:,} calls {len(self.opened)} opened what a text names, "
            f"{len(self.asked)} asked the network, {len(self.started)} started a program"
        )


def main() -> int:
    """Trace a course and tell what it did; 1 where something was opened, asked or started."""
    parser = argparse.ArgumentParser(prog="python -m tools.traced", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--control", action="store_true", help="show a text as rich text: has to be found out"
    )
    parser.add_argument("--live", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.live is not None:
        _live(wanted.live, shows_rich_text=wanted.control)
        return 0
    with tempfile.TemporaryDirectory(prefix="cpm-traced-") as name:
        traced = trace_course(Path(name), control=wanted.control)
    print(traced.sentence(), *(traced.opened + traced.asked + traced.started)[:20], sep="\n  ")
    return 0 if traced.is_clean else 1


def can_trace() -> bool:
    """Tell whether there is a strace on this machine."""
    return shutil.which("strace") is not None


def trace_course(root: Path, *, control: bool = False) -> Traced:
    """Run one course under strace, with folders of its own below `root`.

    Raises:
        SystemExit: it did not come to its end.
    """
    folders = {name: root / name for name in ("home", "temporary", "runtime", "store")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    checkout = str(Path(__file__).resolve().parent.parent)
    environment = os.environ | {
        "HOME": str(folders["home"]),
        "TMPDIR": str(folders["temporary"]),
        "XDG_RUNTIME_DIR": str(folders["runtime"]),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",  # a missing one would be started, and outlive the course
        "PYTHONPATH": os.pathsep.join(filter(None, (checkout, os.environ.get("PYTHONPATH", "")))),
    }
    calls = root / "calls"
    done = subprocess.run(
        [
            *(
                "strace",
                "-f",
                "-qq",
                "-s",
                "500",
                "-e",
                f"trace={_CALLS}",
                "-e",
                "signal=none",
                "-o",
                str(calls),
            ),
            *(sys.executable, "-m", "tools.traced", "--live", str(root), *(["--control"] if control else [])),
        ],
        cwd=folders["home"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )
    if done.returncode != 0:
        raise SystemExit(f"the course ended with {done.returncode}:\n{done.stderr}")
    words = frozenset(done.stdout.split())
    if len(words) < _FEWEST:
        raise SystemExit(f"{len(words)} texts only were markup")
    lines = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    return Traced(
        marked_up=len(words),
        calls=len(lines),
        opened=tuple(line for line in lines if words_in_bytes(line.encode()) & words),
        asked=tuple(line for line in lines if _NETWORK.search(line)),
        started=tuple(line for line in lines if _PROGRAM.search(line))[1:],  # the first is the course itself
    )


# What follows runs in the process that is traced.


def _live(root: Path, *, shows_rich_text: bool) -> None:
    from tools.marked_up_course import MarkedUpCourse  # noqa: PLC0415 - brings the windows, which the others need not

    course = MarkedUpCourse(root)
    print(*sorted(course.marked_up))
    course.run(shows_rich_text=shows_rich_text)


if __name__ == "__main__":
    sys.exit(main())
