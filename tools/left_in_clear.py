"""Looks for words of a case anywhere on the disk, after each flow, the lock, a failure and a kill of the real window.

    python -m tools.left_in_clear --count 20

Each course runs in a process of its own, with folders of its own for all that a system offers: the person's, those of
settings, caches and state, the temporary and the runtime one, and where it was started. A child's file and meetings in
which every text is a word of its own stand in a real store. They are shown, typed in, copied, drawn, exported, put in
a pack, backed up, encrypted anew, restored, locked; then the disk refuses, an error comes that nobody foresaw, and the
process is killed. After each step all files are searched, but for the one that the person exported. `--control` keeps
a draft in the temporary folder, and has to be found out.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tools.canaries.looking import words_in_bytes

_FOLDERS = ("store", "other", "home", "temporary", "runtime", "here", "exported")
_EXPORTED = "exported"
_HOMES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
)
_TEMPORARY = ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")
_LONGEST = 1200  # seconds that a course may take on a loaded machine
_FORM = "cla-standard"


@dataclass
class Found:
    """What the courses found.

    Attributes:
        courses: run to their kill.
        words: planted and typed.
        files: that were searched, each time counted.
        steps: after which all was searched.
        hits: step, file and word of each.
        strays: files that lie anywhere but in a store or where the person exported to, by path.
    """

    courses: int = 0
    words: int = 0
    files: int = 0
    steps: list[str] = field(default_factory=list)
    hits: list[str] = field(default_factory=list)
    strays: set[str] = field(default_factory=set)

    def sentence(self) -> str:
        """Return it in words."""
        strays = ", ".join(sorted(self.strays)) or "nothing"
        return (
            f"{self.courses} courses, killed at the end; {self.words:,} words looked for after {len(self.steps)} steps "
            f"in {self.files:,} files: {len(self.hits)} hits. Outside the stores: {strays}"
        )


def main() -> int:
    """Run the courses and tell what was found; 1 where a word was."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.left_in_clear", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--count", type=int, default=20, help="courses, each with words of its own")
    parser.add_argument("--control", action="store_true", help="leave a draft, which has to be found out")
    parser.add_argument("--live", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=1, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.live is not None:
        _live(wanted.live, wanted.seed, leaves_a_draft=wanted.control)
    found = Found()
    for seed in range(wanted.count):
        with tempfile.TemporaryDirectory(prefix="cpm-clear-") as name:
            run_course(Path(name), seed, found, control=wanted.control)
    print(found.sentence(), *found.hits[:20], sep="\n  ", flush=True)
    return 1 if found.hits else 0


def run_course(root: Path, seed: int, found: Found, *, control: bool = False) -> None:
    """Run one course in a process of its own until it is killed, and search what it left once more.

    Raises:
        SystemExit: it ended otherwise.
    """
    for name in _FOLDERS:
        (root / name).mkdir(mode=0o700)
    environment = os.environ | {name: str(root / "home") for name in (*_HOMES, "XDG_STATE_HOME")}
    environment |= {name: str(root / "temporary") for name in _TEMPORARY}
    environment |= {"XDG_RUNTIME_DIR": str(root / "runtime"), "QT_QPA_PLATFORM": "offscreen"}
    checkout = str(Path(__file__).resolve().parent.parent)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (checkout, os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "tools.left_in_clear", "--live", str(root), "--seed", str(seed)]
    done = subprocess.run(
        [*command, *(["--control"] if control else [])],
        cwd=root / "here",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )
    if done.returncode != -signal.SIGKILL:
        raise SystemExit(
            f"the course ended with {done.returncode}, {done.stdout.count('step')} steps:\n{done.stderr}"
        )
    words, *steps = map(json.loads, done.stdout.splitlines())
    for told in steps:
        found.steps.append(told["step"])
        found.files += told["files"]
        found.hits += told["hits"]
    looked = _Looked(root, frozenset(words))
    looked.look("killed")
    found.courses += 1
    found.words += len(words)
    found.steps.append("killed")
    found.files += looked.files
    found.hits += [f"said on the way: {word}" for word in words_in_bytes(done.stderr.encode()) & set(words)]
    found.hits += looked.hits
    found.strays |= looked.strays


class _Looked:
    """Looks through everything below a folder but for what was exported."""

    def __init__(self, root: Path, words: frozenset[str]) -> None:
        self._root, self._words = root, words
        self.files = 0
        self.hits: list[str] = []
        self.strays: set[str] = set()

    def look(self, step: str) -> None:
        """Look for the words in every file and in every name."""
        self.files, self.hits = 0, []
        for path in sorted(self._root.rglob("*")):
            inside = path.relative_to(self._root)
            if inside.parts[0] == _EXPORTED:
                continue
            content = path.read_bytes() if path.is_file() else b""
            self.files += path.is_file()
            found = words_in_bytes(content + b" " + os.fsencode(path.name)) & self._words
            self.hits += [f"{step}: {inside}: {word}" for word in sorted(found)]
            if path.is_file() and inside.parts[0] not in {"store", "other"}:
                self.strays.add(inside.as_posix())


# What follows runs in a process of its own, and is killed at its end.


def _live(root: Path, seed: int, *, leaves_a_draft: bool) -> None:
    from tools.course_in_clear import TYPED, Course  # noqa: PLC0415 - brings the windows, which the others need not

    course = Course(root, seed, _FORM)
    looked = _Looked(root, course.words)
    print(json.dumps(sorted(course.words)), flush=True)
    for name, step in course.steps().items():
        step()
        if leaves_a_draft and name == "typed":
            (root / "temporary" / "draft.txt").write_text(f"She said {TYPED}.", encoding="utf-16")
        looked.look(name)
        print(json.dumps({"step": name, "files": looked.files, "hits": looked.hits}), flush=True)
        if leaves_a_draft and name == "typed":
            break  # that it is found out once is enough
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
