"""A Windows that installers are tried on: the one that this runs on, or Wine in a folder of its own."""

import os
import re
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path, PureWindowsPath

from installer.commands import StepFailed, need, run
from installer.prove.stand_ins import write_stand_ins

_PATIENCE = 900.0  # seconds
_MENU = PureWindowsPath(r"C:\ProgramData\Microsoft\Windows\Start Menu\Programs")


class Computer(ABC):
    """A Windows."""

    @abstractmethod
    def host_path(self, path: PureWindowsPath) -> Path:
        """Return where a file of this Windows lies for us."""

    @abstractmethod
    def guest_path(self, path: Path) -> str:
        """Return how this Windows calls a file of ours."""

    @abstractmethod
    def command(self, *words: str) -> tuple[list[str], dict[str, str]]:
        """Return what starts a program of this Windows, and what is set for it."""

    @abstractmethod
    def local_data(self) -> Path:
        """Return the person's folder for local data, for us."""

    def menus(self) -> tuple[Path, ...]:
        """Return the folders, for us, where an entry of the start menu for the whole computer may lie."""
        return (self.host_path(_MENU),)

    def start(self, *words: str | PureWindowsPath, said: str = "") -> tuple[int, str]:
        """Run a program to its end.

        Args:
            words: the program and its arguments.
            said: what it reads on its standard input.

        Returns:
            Its exit code, and what it said.
        """
        command, environment = self.command(*(str(word) for word in words))
        done = subprocess.run(
            command,
            input=said.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            timeout=_PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def registry(self, key: str) -> dict[str, dict[str, str]]:
        """Return the values below a key of the whole computer, by the path of each key; empty where it is not."""
        code, told = self.start("reg.exe", "query", rf"HKLM\{key}", "/s", "/reg:64")
        found: dict[str, dict[str, str]] = {}
        current = ""
        for line in told.splitlines() if code == 0 else ():
            value = re.match(r"^ {4}(.+?) {4}REG_(\w+) {4}(.*)$", line.rstrip())
            if value is None and line.startswith("HKEY_"):
                current = line.strip()
                found[current] = {}
            elif value is not None:
                found[current][value[1]] = value[3]
        return found


class ThisWindows(Computer):
    """The Windows that this runs on."""

    def __init__(self) -> None:
        """Refuse anything else.

        Raises:
            StepFailed: this is not Windows.
        """
        if sys.platform != "win32":
            raise StepFailed("This is not Windows; “wine” tries the same here.")

    def host_path(self, path: PureWindowsPath) -> Path:
        """Return the same."""
        return Path(path)

    def guest_path(self, path: Path) -> str:
        """Return the same."""
        return str(path)

    def local_data(self) -> Path:
        """Return the folder that Windows names."""
        return Path(os.environ["LOCALAPPDATA"])

    def command(self, *words: str) -> tuple[list[str], dict[str, str]]:
        """Return the words as they are."""
        return list(words), {}


class Wine(Computer):
    """Windows' interfaces on Linux, set up anew in a folder."""

    def __init__(self, prefix: Path, display: str, program: Path, work: Path) -> None:
        """Set it up.

        Args:
            prefix: its folder; what was there goes.
            display: of X.
            program: the program folder, whose questions to libraries that Wine has not are answered.
            work: where those libraries are made.
        """
        self._wine = need("wine", "wine")
        self.prefix = prefix
        self._settings = {
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscms,icuuc,bcryptprimitives=n;mscoree,mshtml=",
            "DISPLAY": display,
        }
        shutil.rmtree(prefix, ignore_errors=True)
        run(["wineboot", "--init"], environment=self._settings)
        self.settle()
        write_stand_ins(program, prefix / "drive_c" / "windows" / "system32", work)
        self.start("reg.exe", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was started has ended."""
        run(["wineserver", "--wait"], environment=self._settings)

    def host_path(self, path: PureWindowsPath) -> Path:
        """Return the place in the folder of drive C."""
        return self.prefix / "drive_c" / Path(*path.parts[1:])

    def guest_path(self, path: Path) -> str:
        """Return it on drive Z, which is the whole of Linux."""
        return f"Z:{path.resolve()}".replace("/", "\\")

    def local_data(self) -> Path:
        """Return the folder in the person's profile."""
        users = self.prefix / "drive_c" / "users"
        person = next(path for path in sorted(users.iterdir()) if path.is_dir() and path.name != "Public")
        return person / "AppData" / "Local"

    def menus(self) -> tuple[Path, ...]:
        """Return the person's own, too: Wine's installer knows no other, where that of Windows takes everybody's."""
        own = self.local_data().parent / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
        return (*super().menus(), own)

    def command(self, *words: str) -> tuple[list[str], dict[str, str]]:
        """Return Wine before the words."""
        return [self._wine, *words], self._settings
