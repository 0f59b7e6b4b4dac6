"""Installs the MSI and the setup program silently, tries what they install, brings it up to date, and takes it away."""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from installer.policies import BACKUP_FOLDER, IDLE_LOCK, KEY, POLICIES
from installer.product import PACK_CLASS, PACK_ENDING, PRODUCT, PROGRAM, TITLE
from installer.prove.computer import Computer
from installer.prove.observed import Proof
from installer.prove.records import PASSPHRASE, Records, make_records
from installer.windows import CONSOLE, WINDOWED

PLACE: Final = PureWindowsPath(rf"C:\Program Files\{PRODUCT}")
_PROGRAMS = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
_SET = {IDLE_LOCK.installer_property: "7", BACKUP_FOLDER.installer_property: r"D:\Backups of %USERNAME%"}
# What somebody might want: another value than the authority's, and one where it set none.
_WANTED = {
    policy.installer_property: "30" if policy.is_number else r"C:\Somebody's own" for policy in POLICIES
}
_UNTIL_GONE = 60.0  # seconds that an uninstaller, which goes on as a copy of itself, may take


@dataclass(frozen=True, slots=True)
class Release:
    """A version to install.

    Attributes:
        version: its number.
        file: the MSI or the setup program.
    """

    version: str
    file: Path


class Installer(ABC):
    """One of the two ways in."""

    name: str
    by: str

    def __init__(self, computer: Computer) -> None:
        """On a computer."""
        self._computer = computer

    @abstractmethod
    def install(self, release: Release, settings: dict[str, str]) -> int:
        """Install silently and return the exit code."""

    @abstractmethod
    def uninstall(self, release: Release) -> int:
        """Uninstall silently and return the exit code."""


class ByMsi(Installer):
    """Windows Installer."""

    name, by = "MSI", "msi"

    def install(self, release: Release, settings: dict[str, str]) -> int:
        """Install without a window, a question or a restart."""
        return self._msiexec("/i", release, *_words(settings))

    def repair(self, release: Release, settings: dict[str, str]) -> int:
        """Put everything in its place again, as anybody may who sits at the computer."""
        again = ("REINSTALL=ALL", "REINSTALLMODE=amus")  # what /fa stands for, which Wine does not know
        return self._msiexec("/i", release, *again, *_words(settings))

    def uninstall(self, release: Release) -> int:
        """Uninstall without a window, a question or a restart."""
        return self._msiexec("/x", release)

    def _msiexec(self, what: str, release: Release, *words: str) -> int:
        package = self._computer.guest_path(release.file)
        return self._computer.start("msiexec.exe", what, package, "/qn", "/norestart", *words)[0]


def _words(settings: dict[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in settings.items()]


class BySetup(Installer):
    """The setup program."""

    name, by = "setup program", "setup"

    def install(self, release: Release, settings: dict[str, str]) -> int:  # noqa: ARG002 - it knows no settings
        """Install without a window or a question."""
        return self._computer.start(self._computer.guest_path(release.file), "/S")[0]

    def uninstall(self, release: Release) -> int:  # noqa: ARG002 - the one that is there
        """Uninstall without a window or a question, and wait for it."""
        code, _ = self._computer.start(PLACE / "uninstall.exe", "/S")
        until = time.monotonic() + _UNTIL_GONE
        while self._computer.host_path(PLACE / "uninstall.exe").exists() and time.monotonic() < until:
            time.sleep(0.5)
        return code


@dataclass
class WindowsProof:
    """Tries the ways in on a computer, one after the other.

    Attributes:
        computer: on which nothing of ours is installed yet.
        proof: keeps what is seen.
        folder: for reports and pictures.
    """

    computer: Computer
    proof: Proof
    folder: Path

    def try_all(self, msi: tuple[Release, Release], setup: tuple[Release, Release]) -> None:
        """Do all of it; each pair is the version before, and this one.

        Raises:
            NotProved: something was not as it has to be.
        """
        records = make_records(self.computer.local_data() / PROGRAM)
        self._try(ByMsi(self.computer), *msi, records, beside=BySetup(self.computer), other=setup[1])
        self._try(BySetup(self.computer), *setup, records, beside=ByMsi(self.computer), other=msi[1])

    def _try(
        self,
        way: Installer,
        before: Release,
        now: Release,
        records: Records,
        beside: Installer,
        other: Release,
    ) -> None:
        expect, name = self.proof.expect, way.name
        code = way.install(before, _SET)
        expect(f"The {name} installs the version before silently", code == 0, f"exit code {code}")
        self._look(way, before)
        code = way.install(now, {})
        expect(f"The {name} puts this version in its place silently", code == 0, f"exit code {code}")
        self._look(way, now)
        if isinstance(way, ByMsi):
            self._repair(way, now)
        code = way.install(before, {})
        expect(f"The {name} refuses the version before", code != 0, f"exit code {code}")
        self._expect_one_entry(now.version)
        code = beside.install(other, {})
        expect(f"The {beside.name} refuses to install beside the {name}", code != 0, f"exit code {code}")
        self._expect_one_entry(now.version)
        code = way.uninstall(now)
        expect(f"The {name} is uninstalled silently", code == 0, f"exit code {code}")
        self._expect_nothing_left()
        expect("The person’s records are there and whole", records.are_kept(), records.folder)

    def _repair(self, way: ByMsi, release: Release) -> None:
        """Repair it as somebody would who wants other settings than the authority's."""
        console = self.computer.host_path(PLACE / CONSOLE)
        console.unlink()
        code = way.repair(release, _WANTED)
        self.proof.expect(
            "A repair brings back what was deleted", code == 0 and console.is_file(), f"exit code {code}"
        )
        self._expect_settings()

    def _look(self, way: Installer, release: Release) -> None:
        """Look at what was installed, and let it do its work."""
        expect, computer = self.proof.expect, self.computer
        self._expect_one_entry(release.version)
        place = computer.host_path(PLACE)
        expect("The program is in its place", (place / WINDOWED).is_file(), PLACE)
        expect("There is an entry in the start menu", len(self._menu_entries()) == 1, self._menu_entries())
        classes = computer.registry(r"Software\Classes" + "\\" + PACK_ENDING)
        expect("Packs have their file type", PACK_CLASS in str(classes), classes)
        opening = computer.registry(rf"Software\Classes\{PACK_CLASS}\shell\open\command")
        expect("A pack’s file is handed to the program", '--open "%1"' in str(opening), opening)
        by = computer.registry(rf"Software\{PRODUCT}")
        expect(f"The computer knows that it was the {way.name}", f"'{way.by}'" in str(by))
        expect("Nothing was started", not self._is_running())
        report = self.folder / f"{way.by}-{release.version}.json"
        report.unlink(missing_ok=True)
        words = ["--smoke", "--report", computer.guest_path(report), "-platform", "offscreen"]
        code, said = computer.start(PLACE / WINDOWED, *words)
        self.proof.expect_smoke("The installed application does its work", report, release.version)
        expect("Its exit code says so", code == 0, said if code else "")
        if way.by == "msi":
            self._expect_settings()
        folder = computer.guest_path(computer.local_data() / PROGRAM)
        code, said = computer.start(PLACE / CONSOLE, "check", folder, said=f"{PASSPHRASE}\n")
        expect("The person’s records open in it", code == 0, said.strip().splitlines()[-1:] or "")

    def _expect_settings(self) -> None:
        values = next(iter(self.computer.registry(KEY).values()), {})
        wanted = {IDLE_LOCK.value: "0x7", BACKUP_FOLDER.value: _SET[BACKUP_FOLDER.installer_property]}
        self.proof.expect("The settings that it was given are the computer’s", values == wanted, values)
        _, said = self.computer.start(PLACE / CONSOLE, "policy")
        is_read = "lock after 7 idle minutes" in said and r"D:\Backups of" in said
        self.proof.expect("The application holds to them", is_read, said)

    def _expect_one_entry(self, version: str) -> None:
        found = self.computer.registry(_PROGRAMS)
        entries = [values for values in found.values() if values.get("DisplayName") == PRODUCT]
        versions = [values.get("DisplayVersion") for values in entries]
        self.proof.expect(
            "The list of programs has one entry, of this version", versions == [version], versions
        )

    def _expect_nothing_left(self) -> None:
        computer = self.computer
        place = computer.host_path(PLACE)
        left = [path.name for path in place.rglob("*")][:5] if place.exists() else []
        self.proof.expect("Nothing is left of the program", not left, left)
        self.proof.expect("Its entry in the start menu is gone", not self._menu_entries())
        entries = [
            key
            for key, values in computer.registry(_PROGRAMS).items()
            if values.get("DisplayName") == PRODUCT
        ]
        self.proof.expect("Its entry in the list of programs is gone", not entries, entries)
        keys = [
            *computer.registry(rf"Software\{PRODUCT}"),
            *computer.registry(rf"Software\Classes\{PACK_CLASS}"),
        ]
        self.proof.expect("What it wrote into the registry is gone", not keys, keys)
        settings = computer.registry(KEY)
        self.proof.expect("So are the settings that it was given", not any(settings.values()), settings)

    def _menu_entries(self) -> list[str]:
        return [str(path) for menu in self.computer.menus() for path in menu.glob(f"{TITLE}.lnk")]

    def _is_running(self) -> bool:
        return WINDOWED in self.computer.start("tasklist.exe")[1]
