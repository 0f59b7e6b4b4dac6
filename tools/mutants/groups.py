"""The groups of `groups.toml`: which modules are spoilt, and which tests are to notice."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Group:
    """One group.

    Attributes:
        name: as the command calls it.
        modules: its source files, from the top of the checkout.
        tests: its test files, the same.
    """

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


def read_groups(checkout: Path = CHECKOUT) -> dict[str, Group]:
    """Return the groups by name.

    Raises:
        ValueError: an entry stands for no file, so that a module that moved is not quietly left out.
    """
    listed = tomllib.loads((checkout / "tools" / "mutants" / "groups.toml").read_text(encoding="utf-8"))
    return {
        name: Group(name, _files(checkout, entry["modules"], ""), _files(checkout, entry["tests"], "test_"))
        for name, entry in listed.items()
    }


def _files(checkout: Path, entries: list[str], begins: str) -> tuple[str, ...]:
    found: set[str] = set()
    for entry in entries:
        path = entry.removeprefix("!")
        files = {
            file.relative_to(checkout).as_posix()
            for place in checkout.glob(path)
            for file in (place.rglob("*.py") if place.is_dir() else (place,))
            if file.name.startswith(begins)
        }
        if not files:
            raise ValueError(f"groups.toml: nothing is at {entry}")
        found = found - files if entry.startswith("!") else found | files
    return tuple(sorted(found))
