"""Text as outlines, shaped by HarfBuzz, each character in the first font that has it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import uharfbuzz

Point = tuple[float, float]


@dataclass(slots=True)
class Outline:
    """A line of text as closed paths; lengths in ems, origin at the left end of the base line.

    Attributes:
        path: PDF operators m, l, c and h with their points.
        width: how far the pen moved.
        depth: the lowest point (zero or below).
        rise: the highest point.
        missing: characters (with their marks) that no font has; when there are any, nothing is drawn.
    """

    path: list[tuple[str, tuple[Point, ...]]] = field(default_factory=list)
    width: float = 0.0
    depth: float = 0.0
    rise: float = 0.0
    missing: tuple[str, ...] = ()


class _Pen:
    """Takes one glyph's outline from HarfBuzz, scaled to ems and moved to its place."""

    def __init__(self, outline: Outline, scale: float, x: float, y: float) -> None:
        self._outline = outline
        self._scale, self._x, self._y = scale, x, y
        self._here: Point = (0.0, 0.0)

    def _add(self, operator: str, *points: Point) -> None:
        placed = tuple((self._x + x * self._scale, self._y + y * self._scale) for x, y in points)
        for _, y in placed:
            self._outline.depth = min(self._outline.depth, y)
            self._outline.rise = max(self._outline.rise, y)
        self._outline.path.append((operator, placed))
        if points:
            self._here = points[-1]

    def moveTo(self, point: Point) -> None:  # noqa: N802  the pen protocol's own name
        self._add("m", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802  the pen protocol's own name
        self._add("l", point)

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802  the pen protocol's own name
        self._add("c", first, second, end)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802  the pen protocol's own name
        # a quadratic curve's exact cubic: each control two thirds of the way to the quadratic one
        def towards(point: Point) -> Point:
            return (point[0] + (control[0] - point[0]) * 2 / 3, point[1] + (control[1] - point[1]) * 2 / 3)

        self._add("c", towards(self._here), towards(end), end)

    def closePath(self) -> None:  # noqa: N802  the pen protocol's own name
        self._add("h")


def outline_text(text: str, fonts: Sequence[Path]) -> Outline:
    """Shape `text` on one line, each character in the first of `fonts` (TrueType files) that has it."""
    loaded = _Fonts(fonts)
    clusters = _clusters(unicodedata.normalize("NFC", text))
    chosen = [loaded.first_with(cluster) for cluster in clusters]
    missing = tuple(cluster for cluster, font in zip(clusters, chosen, strict=True) if font is None)
    if missing:
        return Outline(missing=missing)
    outline = Outline()
    runs = [
        (font, "".join(cluster for cluster, _ in run))
        for font, run in groupby(zip(clusters, chosen, strict=True), key=lambda pair: pair[1])
    ]
    if _runs_right_to_left(text):
        runs.reverse()
    for font, run in runs:
        _draw(run, loaded.font(font or 0), outline)
    return outline


class _Fonts:
    """Font files, each loaded when a character first needs it."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._loaded: dict[int, uharfbuzz.Font] = {}

    def font(self, index: int) -> uharfbuzz.Font:
        if index not in self._loaded:
            blob = uharfbuzz.Blob.from_file_path(str(self._paths[index]))
            self._loaded[index] = uharfbuzz.Font(uharfbuzz.Face(blob))
        return self._loaded[index]

    def first_with(self, cluster: str) -> int | None:
        visible = [ord(character) for character in cluster if unicodedata.category(character) != "Cf"]
        for index in range(len(self._paths)):
            if all(self.font(index).get_nominal_glyph(code) for code in visible):
                return index
        return None


def _clusters(text: str) -> list[str]:
    """Split into characters, each with its combining marks: a mark from another font would be misplaced."""
    clusters: list[str] = []
    for character in text:
        if clusters and unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _runs_right_to_left(text: str) -> bool:
    first_strong = next((d for d in map(unicodedata.bidirectional, text) if d in {"L", "R", "AL"}), "L")
    return first_strong != "L"


def _draw(text: str, font: uharfbuzz.Font, outline: Outline) -> None:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    em = 1 / font.face.upem
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen = _Pen(outline, em, outline.width + place.x_offset * em, place.y_offset * em)
        font.draw_glyph_with_pen(glyph.codepoint, pen)
        outline.width += place.x_advance * em
