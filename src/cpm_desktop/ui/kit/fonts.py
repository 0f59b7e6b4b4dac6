"""Registers the fonts that come with the application: Inter, and Noto for the scripts Inter lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = "Inter"


def register_fonts(folder: Path, pattern: str) -> tuple[str, ...]:
    """Register the font files of a folder that match.

    Return the families, Inter first, the fallbacks in order of name.

    A file that Qt cannot read is passed over: text then shows in the system's own font, which is better than
    no window.
    """
    families: list[str] = []
    for path in sorted(folder.glob(pattern)):
        number = QFontDatabase.addApplicationFont(str(path))
        for family in QFontDatabase.applicationFontFamilies(number) if number >= 0 else []:
            if family not in families:
                families.append(family)
    return tuple(sorted(families, key=lambda family: (family != FAMILY, family)))
