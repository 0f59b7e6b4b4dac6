"""A rule taken out of the code: lines of the source put otherwise, as patches.toml says."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

PATCHES = Path(__file__).with_name("patches.toml")


@dataclass(frozen=True, slots=True)
class Patch:
    """One place of the source put otherwise.

    Attributes:
        rule: the rule that it takes out.
        file: path in the checkout.
        old: the text there is; it must stand there exactly once.
        new: the text in its place.
    """

    rule: str
    file: str
    old: str
    new: str


def read_patches() -> dict[str, tuple[Patch, ...]]:
    """Return the patches by rule."""
    found: dict[str, tuple[Patch, ...]] = {}
    for entry in tomllib.loads(PATCHES.read_text(encoding="utf-8")).get("patch", []):
        patch = Patch(**entry)
        found[patch.rule] = (*found.get(patch.rule, ()), patch)
    return found


def apply_patch(patch: Patch, checkout: Path) -> None:
    """Put one place otherwise.

    Raises:
        ValueError: the old text does not stand there once.
    """
    path = checkout / patch.file
    text = path.read_text(encoding="utf-8")
    if text.count(patch.old) != 1:
        message = f"{patch.file} holds the old text of {patch.rule} {text.count(patch.old)} times, not once."
        raise ValueError(message)
    path.write_text(text.replace(patch.old, patch.new), encoding="utf-8")
