"""What the product is called wherever it is installed, and the identifiers that may never change."""

import re
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

CHECKOUT: Final = Path(__file__).resolve().parent.parent
FILES: Final = Path(__file__).resolve().parent / "files"
LICENCES: Final = Path(__file__).resolve().parent / "licences"

PRODUCT: Final = "cpm_desktop"  # in lists of programs
PROGRAM: Final = "cpm-desktop"  # what is started
TITLE: Final = "Care planning"  # in menus: what the window calls itself
PUBLISHER: Final = "cpm_desktop contributors"
SUMMARY: Final = "Prepare, hold, sign and hand over care planning meetings about children in England"
PACK_ENDING: Final = ".cpmpack"
PACK_WORDS: Final = "Meeting pack"
PACK_TYPE: Final = "application/x-cpm-desktop-pack"
PACK_CLASS: Final = "cpm_desktop.pack"  # the same on Windows

# Windows knows by it that two packages are versions of one product: with another, both would be installed.
UPGRADE_CODE: Final = UUID("be91874d-e906-4577-a861-54eb7488a746")
_NAMES: Final = UUID("6516d911-ba9c-43cc-9f0f-c9e0112914aa")

_VERSION_LINE = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class UnsuitableVersion(ValueError):
    """A version that a system could not compare with another."""


def own_version() -> str:
    """Return the version of this checkout, from the one place where it stands."""
    text = (CHECKOUT / "src" / "cpm_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = _VERSION_LINE.search(text)
    if found is None:
        raise UnsuitableVersion("src/cpm_desktop/__init__.py states no version.")
    return found.group(1)


def with_version(text: str, version: str) -> str:
    """Return the text of the package's first module with another version in it."""
    return _VERSION_LINE.sub(f'__version__ = "{version}"', text)


def windows_version(version: str) -> str:
    """Return a version as Windows Installer compares it: three numbers, and none too large.

    Raises:
        UnsuitableVersion: it is none.
    """
    numbers = _NUMBERS.fullmatch(version)
    if numbers is None or any(
        int(number) > most for number, most in zip(numbers.groups(), (255, 255, 65535), strict=True)
    ):
        raise UnsuitableVersion(f"“{version}” is no version for Windows: three numbers as in 1.2.3.")
    return version


def debian_version(version: str) -> str:
    """Return a version as Debian compares it: 1.0rc1 comes before 1.0."""
    return re.sub(r"(?<=\d)\.?(a|b|rc|dev)(?=\d)", r"~\1", version)


def identifier(*words: str) -> UUID:
    """Return the identifier that belongs to some words, the same on every machine."""
    return uuid5(_NAMES, "\n".join(words))
