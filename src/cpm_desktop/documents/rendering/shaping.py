"""Words as glyphs, shaped by HarfBuzz: kerning, marks in their place, joined letters, each word once."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import uharfbuzz

from cpm_desktop.documents.rendering.clusters import is_control, is_simple, is_space, split_clusters, stand_in
from cpm_desktop.documents.rendering.typefaces import Typeface, Typefaces, Weight


class Glyph(NamedTuple):
    """One glyph of a font; lengths in ems.

    Attributes:
        number: in its font.
        advance: how far the pen moves.
        x_offset: how far to the right of the pen it is drawn.
        y_offset: how far above the base line.
    """

    number: int
    advance: float
    x_offset: float = 0.0
    y_offset: float = 0.0


class Piece(NamedTuple):
    """The least piece of text that stands for whole glyphs.

    Attributes:
        glyphs: from left to right.
        text: what they stand for.
    """

    glyphs: tuple[Glyph, ...]
    text: str


@dataclass(slots=True)
class Run:
    """Text in one font and one direction.

    Attributes:
        face: the font.
        width: in ems.
        level: even where it runs to the right.
        text: in the order of reading.
        shown: how it is written in any document, where each glyph stands for the character that it always stands for
            and none is placed apart: hexadecimal numbers in angle brackets, and between them thousandths of an em to
            move back. Empty where it is not that plain.
        glyphs: the glyphs of what is shown so.
        pieces: from left to right, where it is not that plain.
    """

    face: Typeface
    width: float
    level: int
    text: str
    shown: str = ""
    glyphs: frozenset[int] = frozenset()
    pieces: tuple[Piece, ...] = ()


class Word(NamedTuple):
    """Text that no line end divides: a word, a part of one, or spaces.

    Attributes:
        text: in the order of reading.
        runs: the same.
        width: in ems.
        is_space: it has no ink and may end a line.
    """

    text: str
    runs: tuple[Run, ...]
    width: float
    is_space: bool


class ShapedWords:
    """Shapes each word once, for as many documents as are drawn with the same fonts."""

    def __init__(self, typefaces: Typefaces) -> None:
        """Start with nothing shaped."""
        self._typefaces = typefaces
        self._words: dict[tuple[str, Weight, int], Word] = {}
        self._simple: dict[Weight, set[str]] = {weight: set() for weight in Weight}
        self._drawable: dict[tuple[str, Weight], bool] = {}

    def word(self, text: str, weight: Weight, level: int) -> Word:
        """Return printable text in one direction with its runs."""
        key = (text, weight, level)
        found = self._words.get(key)
        if found is None:
            runs = tuple(shape(part, face, level) for face, part in self._parts_by_face(text, weight))
            width = sum(run.width for run in runs)
            found = self._words[key] = Word(text, runs, width, is_space(text))
        return found

    def is_simple(self, text: str, weight: Weight) -> bool:
        """Tell whether the face itself has each character of a text, and each stands by itself."""
        known = self._simple[weight]
        unknown = set(text) - known
        if unknown:
            face = self._typefaces.main(weight)
            known |= {character for character in unknown if is_simple(character) and face.has(character)}
        return unknown <= known

    def is_drawable(self, cluster: str, weight: Weight) -> bool:
        """Tell whether a font has a character with its marks, and none of it is a control."""
        key = (cluster, weight)
        found = self._drawable.get(key)
        if found is None:
            has_control = any(map(is_control, cluster))
            found = not has_control and self._typefaces.for_cluster(cluster, weight) is not None
            self._drawable[key] = found
        return found

    def __len__(self) -> int:
        """Return how many words are kept."""
        return len(self._words)

    def forget(self) -> None:
        """Forget all words."""
        self._words.clear()
        self._drawable.clear()

    def _parts_by_face(self, text: str, weight: Weight) -> Iterator[tuple[Typeface, str]]:
        typefaces, main = self._typefaces, self._typefaces.main(weight)
        if self.is_simple(text, weight):
            yield main, text
            return
        chosen = [
            (typefaces.for_cluster(cluster, weight) or main, cluster) for cluster in split_clusters(text)
        ]
        for face, group in groupby(chosen, key=lambda pair: pair[0]):
            yield face, "".join(cluster for _, cluster in group)


class Shaper:
    """Shapes words for one document, and keeps count of what no font can draw.

    Attributes:
        unprintable: (character, place) of all that was printed by its number.
        place: where in the paper text now comes from.
        check: called once a line, and between the steps of a text; raises where the person stopped the making.
    """

    def __init__(
        self,
        typefaces: Typefaces,
        words: ShapedWords | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """Start with nothing counted; `words` were shaped with the same fonts."""
        self._typefaces = typefaces
        self.check = check
        self._words = ShapedWords(typefaces) if words is None else words
        self.unprintable: list[tuple[str, str]] = []
        self.place = ""

    def printable(self, text: str, weight: Weight) -> str:
        """Return text as `drawable` does, and count what stands in for characters that cannot be printed."""
        return self._drawable(text, weight, self.unprintable)

    def drawable(self, text: str, weight: Weight) -> str:
        """Return text with tabs as spaces and each character that cannot be printed as its number."""
        return self._drawable(text, weight, [])

    def _drawable(self, text: str, weight: Weight, missing: list[tuple[str, str]]) -> str:
        text = text.replace("\t", "    ")
        if self._words.is_simple(text, weight):
            return text
        self.check()
        clusters = split_clusters(text, self.check)
        self.check()
        if all(self._words.is_drawable(cluster, weight) for cluster in set(clusters)):
            return text
        return "".join(self._drawable_cluster(cluster, weight, missing) for cluster in clusters)

    def _drawable_cluster(self, cluster: str, weight: Weight, missing: list[tuple[str, str]]) -> str:
        if self._words.is_drawable(cluster, weight):
            return cluster
        parts = []
        for character in cluster:
            if not is_control(character) and self._typefaces.for_cluster(character, weight) is not None:
                parts.append(character)
            else:
                missing.append((character, self.place))
                parts.append(stand_in(character))
        return "".join(parts)

    def word(self, text: str, weight: Weight, level: int = 0) -> Word:
        """Return printable text in one direction with its runs."""
        return self._words.word(text, weight, level)

    def width(self, text: str, weight: Weight, level: int = 0) -> float:
        """Return the width of printable text in ems."""
        return self.word(text, weight, level).width

    def main_face(self, weight: Weight) -> Typeface:
        """Return the face that sets the base line."""
        return self._typefaces.main(weight)


def shape(text: str, face: Typeface, level: int) -> Run:
    """Shape text that one font covers."""
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(character) for character in text])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    uharfbuzz.shape(face.font, buffer)
    numbers = [info.codepoint for info in buffer.glyph_infos]
    places = [place.position for place in buffer.glyph_positions]
    width = sum(place[2] for place in places) / face.units
    if level == 0 and numbers == list(map(face.plain_glyphs.get, text)):
        shown = _plainly_shown(numbers, places, face)
        if shown:
            return Run(face, width, level, text, shown, frozenset(numbers))
    em = 1 / face.units
    glyphs = [
        Glyph(number, advance * em, x_offset * em, y_offset * em)
        for number, (x_offset, y_offset, advance, _) in zip(numbers, places, strict=True)
    ]
    clusters = [info.cluster for info in buffer.glyph_infos]
    return Run(face, width, level, text, pieces=tuple(_pieces(text, clusters, glyphs)))


def _plainly_shown(numbers: list[int], places: list[tuple[int, int, int, int]], face: Typeface) -> str:
    parts: list[str] = []
    for number, (x_offset, y_offset, advance, _) in zip(numbers, places, strict=True):
        if x_offset or y_offset:
            return ""
        parts.append(f"{number:04X}")
        if advance != (own := face.advance(number)):
            parts.append(f">{round((own - advance) * 1000 / face.units)}<")
    return f"<{''.join(parts)}>".replace("<>", "")


def _pieces(text: str, clusters: list[int], glyphs: list[Glyph]) -> Iterator[Piece]:
    """Join glyphs with the text that they stand for."""
    if clusters == list(range(len(text))):
        for glyph, character in zip(glyphs, text, strict=True):
            yield Piece((glyph,), character)
        return
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    for cluster, group in groupby(zip(clusters, glyphs, strict=True), key=lambda pair: pair[0]):
        yield Piece(tuple(glyph for _, glyph in group), text[cluster : ends[cluster]])


def is_wide_script(character: str) -> bool:
    """Tell whether lines may break beside a character without a space (Chinese, Japanese, Korean)."""
    return not character.isascii() and unicodedata.east_asian_width(character) in {"W", "F"}
