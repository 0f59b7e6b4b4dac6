"""What is brought in from outside: wheels by name, version and hash, and the parts of Python that no wheel brings.

`requirements/shipped.txt` locks what goes to people; it names no server, and a file that differs from every hash in it
is refused by pip, and once more here.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.markers import Marker
from packaging.utils import canonicalize_name, parse_wheel_filename

from installer.commands import StepFailed, run
from installer.product import CHECKOUT, FILES
from installer.trees import digest_of, digest_of_all

PYTHON: Final = "3.13"  # that goes to people
SHIPPED: Final = CHECKOUT / "requirements" / "shipped.txt"
BUILDING: Final = CHECKOUT / "requirements" / "building.txt"
WINDOWS_RUNTIME: Final = CHECKOUT / "requirements" / "windows-runtime.txt"

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? \\$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_SYSTEMS: Final[Mapping[str, Mapping[str, str]]] = {
    "win32": {"platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    "linux": {"platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "darwin": {"platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
}
# Of the standard library: what needs a compiler, a terminal or Tk, and its own tests.
_LEFT_OUT = frozenset({
    "__pycache__", "site-packages", "lib-dynload", "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip",
    "lib2to3", "pydoc_data", "venv", "__phello__",
})  # fmt: skip


class ChangedInput(StepFailed):
    """Something brought in is not what was expected."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A distribution in a lock.

    Attributes:
        name: as the lock writes it.
        version: the only one.
        marker: on which systems it is wanted; empty on all.
        hashes: SHA-256 of its files, any of which will do.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def is_for(self, system: str) -> bool:
        """Tell whether it is wanted on a system, as `sys.platform` names it."""
        environment = {
            **_SYSTEMS[system],
            "sys_platform": system,
            "python_version": PYTHON,
            "python_full_version": f"{PYTHON}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        return not self.marker or Marker(self.marker).evaluate(environment)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was brought in and is what the lock says.

    Attributes:
        name: of the distribution, normalised.
        version: of it.
        file: where it lies.
        digest: its SHA-256.
    """

    name: str
    version: str
    file: Path
    digest: str


def read_lock(lock: Path) -> tuple[Locked, ...]:
    """Read a lock with hashes.

    Raises:
        ChangedInput: a pin in it has no hash.
    """
    found: list[Locked] = []
    hashes: list[str] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        pin = _PIN.match(line)
        if pin is not None:
            hashes = []
            found.append(Locked(pin[1], pin[2], pin[3] or "", ()))
        hashes += _HASH.findall(line)
        if found:
            found[-1] = Locked(found[-1].name, found[-1].version, found[-1].marker, tuple(hashes))
    bare = [one.name for one in found if not one.hashes]
    if bare or not found:
        raise ChangedInput(f"{lock.name} has no hash for {', '.join(bare) or 'anything'}.")
    return tuple(found)


def locked_for(system: str, *locks: Path) -> tuple[Locked, ...]:
    """Return what some locks want on a system, each once."""
    wanted = [one for lock in locks for one in read_lock(lock) if one.is_for(system)]
    return tuple({canonicalize_name(one.name): one for one in wanted}.values())


def bring(
    locked: Iterable[Locked], folder: Path, python: Path, flags: Sequence[str] = ()
) -> tuple[Brought, ...]:
    """Download the wheels of a lock and check them.

    Args:
        locked: what is wanted.
        folder: where the wheels go.
        python: whose pip does it, for its own system unless the flags name another.
        flags: more words for pip.

    Raises:
        StepFailed: one is not to be had, or is not what the lock says.
    """
    wanted = tuple(locked)
    folder.mkdir(parents=True, exist_ok=True)
    known = {value for one in wanted for value in one.hashes}
    for file in folder.glob("*.whl"):
        if digest_of(file) not in known:
            file.unlink()  # of an earlier lock
    lines = [
        f"{one.name}=={one.version} {' '.join(f'--hash=sha256:{value}' for value in one.hashes)}\n"
        for one in wanted
    ]
    listed = folder / "wanted.txt"
    listed.write_text("".join(lines), encoding="utf-8")
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    run([*command, "--no-deps", "--only-binary", ":all:", *flags, "-d", folder, "-r", listed])
    return check(wanted, folder)


def check(locked: Iterable[Locked], folder: Path) -> tuple[Brought, ...]:
    """Return the wheels in a folder, each of which has to be in the lock with its hash.

    Raises:
        ChangedInput: one is missing, is not in the lock, or differs.
    """
    hashes = {(canonicalize_name(one.name), one.version): one.hashes for one in locked}
    brought = []
    for file in sorted(folder.glob("*.whl")):
        name, version, *_ = parse_wheel_filename(file.name)
        digest = digest_of(file)
        if digest not in hashes.get((name, str(version)), ()):
            raise ChangedInput(f"{file.name} is not the file that the lock names.")
        brought.append(Brought(name, str(version), file, digest))
    missing = {name for name, _ in hashes} - {one.name for one in brought}
    if missing:
        raise ChangedInput(f"There is no wheel of {', '.join(sorted(missing))}.")
    return tuple(brought)


def standard_library(python: Path) -> tuple[Path, tuple[Path, ...], str]:
    """Return the standard library of an interpreter of the series, its files that are shipped, and its version.

    Raises:
        ChangedInput: it is of another series, or its files are not those that its version was published with.
    """
    ask = "import os, platform; print(os.path.dirname(os.__file__)); print(platform.python_version())"
    folder_name, version = run([python, "-c", ask]).split("\n")[:2]
    folder = Path(folder_name)
    if version.rpartition(".")[0] != PYTHON:
        raise ChangedInput(f"{python} is Python {version}; the standard library has to be of {PYTHON}.")
    files = tuple(
        path
        for path in folder.rglob("*.py")
        if not _LEFT_OUT & set(path.relative_to(folder).parts)
        and not path.relative_to(folder).parts[0].startswith(("config-", "_sysconfigdata", "_sysconfig_vars"))
    )
    known = tomllib.loads((FILES / "standard-library.toml").read_text(encoding="utf-8"))["sha256"]
    digest = digest_of_all(folder, files)
    if known.get(version) != digest:
        raise ChangedInput(
            f"The standard library of Python {version} has the fingerprint {digest}, which is not in "
            "installer/files/standard-library.toml: look at what differs before it is added."
        )
    return folder, files, version
