"""The fonts of papers: four weights of one face; what it lacks comes from the first font that has it."""

import functools
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import uharfbuzz


class Weight(StrEnum):
    """How bold text is."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


_FACE = "Inter"
_SCRIPTS = (
    "Arabic",
    "Hebrew",
    "Armenian",
    "Georgian",
    "Ethiopic",
    "Bengali",
    "Devanagari",
    "Gujarati",
    "Gurmukhi",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Tamil",
    "Telugu",
    "Khmer",
    "Lao",
    "Myanmar",
    "Thai",
)
_LAST = (
    "NotoSansSymbols-Regular",
    "NotoSansSymbols2-Regular",
    "NotoSansMath-Regular",
    "NotoEmoji-Regular",
    "DroidSansFallback",
)


class Typeface:
    """One font file; lengths in ems.

    Attributes:
        name: the file's name without ending.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; it is read when first asked for."""
        self.name = path.stem
        self._path = path
        self._advances: dict[int, int] = {}

    @functools.cached_property
    def font(self) -> uharfbuzz.Font:
        """The font as the shaper reads it, in its own units."""
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self._path))))

    @functools.cached_property
    def units(self) -> int:
        """Units of an em."""
        return int(self.font.face.upem)

    @functools.cached_property
    def extent(self) -> tuple[float, float]:
        """How far it reaches above and (negative) below the base line, in ems."""
        found = self.font.get_font_extents("ltr")
        return found.ascender / self.units, found.descender / self.units

    @functools.cached_property
    def characters(self) -> dict[int, str]:
        """The character that each glyph stands for; of several a mark (’) before a letter, then the lowest."""
        font = self.font
        ordered = sorted(
            map(chr, font.face.unicodes), key=lambda one: (unicodedata.category(one)[0] != "P", one)
        )
        found: dict[int, str] = {}
        for character in ordered:
            found.setdefault(font.get_nominal_glyph(ord(character)), character)
        return found

    @functools.cached_property
    def plain_glyphs(self) -> dict[str, int]:
        """The glyph of each character that can be read back from its glyph alone."""
        return {character: glyph for glyph, character in self.characters.items()}

    def advance(self, glyph: int) -> int:
        """Return a glyph's own width in the font's units."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = int(self.font.get_glyph_h_advance(glyph))
        return found

    def has(self, character: str) -> bool:
        """Tell whether it has a glyph for a character."""
        return self.font.get_nominal_glyph(ord(character)) is not None

    def covers(self, cluster: str) -> bool:
        """Tell whether it can draw a character with its marks."""
        needed = [character for character in cluster if not is_ignorable(character)]
        if all(map(self.has, needed)):
            return True
        composed = unicodedata.normalize("NFC", "".join(needed))
        return composed != "".join(needed) and all(map(self.has, composed))


class Typefaces:
    """The fonts at hand, each read when first needed."""

    def __init__(self, folder: Path) -> None:
        """Look for font files in a folder."""
        self._folder = folder
        self._loaded: dict[str, Typeface] = {}
        self._main: dict[Weight, Typeface] = {}
        self._found: dict[tuple[str, Weight], Typeface | None] = {}

    def main(self, weight: Weight) -> Typeface:
        """Return the face itself in a weight."""
        face = self._main.get(weight)
        if face is None:
            face = self._main[weight] = self._load(f"{_FACE}-{weight.value}")
        return face

    def for_cluster(self, cluster: str, weight: Weight) -> Typeface | None:
        """Return the first font that can draw a character with its marks; None where none can."""
        key = (cluster, weight)
        if key not in self._found:
            fonts = (self._load(name) for name in self._names(weight))
            self._found[key] = next((font for font in fonts if font.covers(cluster)), None)
        return self._found[key]

    def _names(self, weight: Weight) -> Iterator[str]:
        other = "Bold" if weight in {Weight.SEMIBOLD, Weight.BOLD} else "Regular"
        yield f"{_FACE}-{weight.value}"
        yield f"NotoSans-{other}"
        for script in _SCRIPTS:
            yield f"NotoSans{script}-{other}"
        yield from _LAST

    def _load(self, name: str) -> Typeface:
        if name not in self._loaded:
            self._loaded[name] = Typeface(self._folder / f"{name}.ttf")
        return self._loaded[name]


_IGNORABLE_RANGES = (
    (0x200B, 0x200F),
    (0x202A, 0x202C),
    (0x2060, 0x2064),
    (0x2066, 0x2069),
    (0xFE00, 0xFE0F),
    (0xE0020, 0xE007F),
    (0xE0100, 0xE01EF),
)
_IGNORABLE = {0x00AD, 0x034F, 0x061C, 0xFEFF, 0x180E}


def is_ignorable(character: str) -> bool:
    """Tell whether a character is never seen: joiners, direction marks, variation selectors."""
    code = ord(character)
    return code in _IGNORABLE or any(first <= code <= last for first, last in _IGNORABLE_RANGES)
