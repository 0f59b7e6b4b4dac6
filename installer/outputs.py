"""Everything that is made, each by its name, with what it weighs and how long it took."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from installer import macos
from installer.archives import write_tarball, write_zip
from installer.debian import build_deb
from installer.frozen import build_frozen
from installer.msi import build_msi
from installer.product import PRODUCT
from installer.program import Program
from installer.setup import build_setup
from installer.trees import digest_of, epoch, size_of
from installer.windows import build_windows

CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Made:
    """Something that was made.

    Attributes:
        kind: what was asked for.
        file: the file or folder.
        seconds: that this step took.
    """

    kind: str
    file: Path
    seconds: float

    def line(self) -> str:
        """Return what to tell of it."""
        return f"{self.kind:9} {size_of(self.file) / 1e6:7.1f} MB {self.seconds:6.1f} s  {self.file}"


@dataclass
class Outputs:
    """Makes outputs, and each program folder that several of them need once.

    Attributes:
        to: where they go.
        version: of the application.
        work: where they are made.
        runtime: the folder of an official embeddable Python for Windows; None takes the locked one.
        made: what was made so far, in order.
    """

    to: Path
    version: str
    work: Path
    runtime: Path | None = None
    made: list[Made] = field(default_factory=list)

    @cached_property
    def frozen(self) -> Program:
        """The program folder for the system that this runs on."""
        return self._timed("folder", lambda: build_frozen(self.work_for("frozen"), self.version))

    @cached_property
    def windows(self) -> Program:
        """The program folder for Windows."""
        return self._timed(
            "folder", lambda: build_windows(self.work_for("windows"), self.version, self.runtime)
        )

    def make(self, kinds: Iterable[str]) -> Iterator[Made]:
        """Make each kind in turn, and write the checksums of all that lies there."""
        self.to.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            known = len(self.made)
            program = self.frozen if kind in ("deb", "tarball", "macos") else self.windows
            yield from self.made[known:]
            yield self._keep(kind, program)
        self._write_checksums()

    def work_for(self, name: str) -> Path:
        """Return a folder to work in."""
        folder = self.work / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _timed(self, kind: str, build: Callable[[], Program]) -> Program:
        began = time.monotonic()
        program = build()
        self.made.append(Made(kind, program.folder, time.monotonic() - began))
        return program

    def _keep(self, kind: str, program: Program) -> Made:
        began = time.monotonic()
        made = Made(kind, MAKERS[kind](self, program), time.monotonic() - began)
        self.made.append(made)
        return made

    def _write_checksums(self) -> None:
        files = sorted(path for path in self.to.iterdir() if path.is_file() and path.name != CHECKSUMS)
        lines = [f"{digest_of(path)}  {path.name}\n" for path in files]
        (self.to / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _make_tarball(outputs: Outputs, program: Program) -> Path:
    archive = outputs.to / f"{PRODUCT}-{program.version}-linux-x86_64.tar.gz"
    write_tarball(program.folder, archive, f"{PRODUCT}-{program.version}", epoch())
    return archive


def _make_portable(outputs: Outputs, program: Program) -> Path:
    archive = outputs.to / f"{PRODUCT}-{program.version}-windows-portable.zip"
    write_zip(program.folder, archive, f"{PRODUCT}-{program.version}", epoch())
    return archive


MAKERS: dict[str, Callable[[Outputs, Program], Path]] = {
    "tarball": _make_tarball,
    "deb": lambda outputs, program: build_deb(program, outputs.work_for("frozen"), outputs.to),
    "portable": _make_portable,
    "msi": lambda outputs, program: build_msi(program, outputs.work_for("windows"), outputs.to),
    "setup": lambda outputs, program: build_setup(program, outputs.work_for("windows"), outputs.to),
    "macos": lambda outputs, program: macos.build_image(program, outputs.to),
}
