"""What a signature looks like on paper: a pen's strokes or a typed name, as lines and curves without a font.

Outlines need no embedded font, so the stamp can never break what archival conformance asks of fonts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cpm_desktop.domain.errors import CarePlanningError

Point = tuple[float, float]
Stroke = tuple[Point, ...]

_INK = "0.102 0.125 0.173"
_PEN = 1.3
_PADDING = 2.0
_LARGEST_NAME = 22.0
_LARGEST_GROWTH = 1.5
_SMALL_PRINT = 7.0
_LINE_HEIGHT = 9.5


class NothingDrawn(CarePlanningError):
    """There is no signature to put on the page."""


class CharacterNotDrawable(CarePlanningError):
    """A typed name has a character that no font at hand can draw."""


@dataclass(frozen=True, slots=True)
class DrawnSignature:
    """A signature as it was drawn.

    Attributes:
        strokes: each stroke's points (x, y) in 0..1 of the pad, y running down as on a screen.
        aspect: the pad's width divided by its height.
    """

    strokes: tuple[Stroke, ...]
    aspect: float

    @classmethod
    def from_texts(cls, strokes: Iterable[str], aspect_per_mille: int) -> Self:
        """Read a drawing as a record keeps it: "x,y x,y …" in thousandths, and height per mille of width.

        Raises:
            NothingDrawn: a stroke is not written so, or the height is not positive.
        """
        try:
            read = tuple(tuple(_point(pair) for pair in stroke.split()) for stroke in strokes)
            return cls(read, 1000 / aspect_per_mille)
        except (ValueError, ZeroDivisionError) as cause:
            raise NothingDrawn(
                "The drawn signature cannot be read. Draw it again, or type your name instead."
            ) from cause

    def to_texts(self) -> tuple[tuple[str, ...], int]:
        """Write the drawing as `from_texts` reads it: its strokes, and its height per mille of its width."""
        written = tuple(
            " ".join(f"{x * 1000:.0f},{y * 1000:.0f}" for x, y in stroke) for stroke in self.strokes
        )
        return written, round(1000 / self.aspect)


@dataclass(frozen=True, slots=True)
class TypedSignature:
    """A signature given by typing one's name."""

    name: str


Signature = DrawnSignature | TypedSignature


def signature_fonts(folder: Path) -> tuple[Path, ...]:
    """List the fonts of `folder` for typed names: the italic first, then what other scripts need."""
    regular = sorted(folder.glob("*-Regular.ttf"))  # Inter comes before Noto by its name
    others = sorted(folder.glob("*Fallback*.ttf"))
    return (folder / "Inter-Italic.ttf", *regular, *others)


def draw_stamp(
    signature: Signature, width: float, height: float, fonts: Sequence[Path] = (), *, pen: float = _PEN
) -> bytes:
    """Draw `signature` to fit a box, at the left and standing on its lower edge.

    Args:
        signature: drawn or typed.
        width: the box's width in points.
        height: its height in points.
        fonts: for a typed name, font files in order of preference, asked for each character in turn.
        pen: width of a drawn line in points.

    Returns:
        PDF content operators with the origin at the box's lower left corner.

    Raises:
        NothingDrawn: the strokes or the name are empty.
        CharacterNotDrawable: no font has one of the name's characters.
    """
    if isinstance(signature, TypedSignature):
        return _typed(signature.name, width, height, fonts)
    return _drawn(signature, width, height, pen)


def draw_signed_stamp(
    signature: Signature, lines: Sequence[str], width: float, height: float, fonts: Sequence[Path] = ()
) -> bytes:
    """Draw `signature` as `draw_stamp` does, over small lines of text that say whose it is and when it was given.

    Args:
        signature: drawn or typed.
        lines: what stands under it, from the top; they are outlines as well, and shrink to fit.
        width: the box's width in points.
        height: its height in points.
        fonts: for a typed name; all but the first, an italic, for the lines.

    Raises:
        NothingDrawn: the strokes or the name are empty.
        CharacterNotDrawable: no font has one of the characters of the name or the lines.
    """
    under = len(lines) * _LINE_HEIGHT
    drawn = draw_stamp(signature, width, height - under, fonts)
    parts = [b"q 1 0 0 1 0 %.2f cm" % under, drawn, b"Q"]
    for place, line in enumerate(lines, start=1):
        parts += [
            b"q 1 0 0 1 0 %.2f cm" % (under - place * _LINE_HEIGHT),
            _typed(line, width, _LINE_HEIGHT, fonts[1:], largest=_SMALL_PRINT),
            b"Q",
        ]
    return b"\n".join(parts)


def _drawn(signature: DrawnSignature, width: float, height: float, pen: float) -> bytes:
    strokes = [[(x * signature.aspect, 1 - y) for x, y in stroke] for stroke in signature.strokes if stroke]
    points = [point for stroke in strokes for point in stroke]
    if not points:
        raise NothingDrawn("Nothing has been drawn. Draw your signature, or type your name instead.")
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    margin = _PADDING + pen / 2
    scale = min(
        (width - 2 * margin) / max(right - left, 1e-9),
        (height - 2 * margin) / max(high - low, 1e-9),
        _LARGEST_GROWTH * height,  # a dot or a short dash is not blown up
    )
    placed = [
        [(margin + (x - left) * scale, margin + (y - low) * scale) for x, y in stroke] for stroke in strokes
    ]
    box = (margin, margin, width - margin, height - margin)
    lines = ["q", f"{_INK} RG", f"{pen:g} w 1 J 1 j"]
    lines += [_smooth(stroke, box) for stroke in placed]
    return "\n".join([*lines, "Q"]).encode("ascii")


def _smooth(stroke: Sequence[Point], box: tuple[float, float, float, float]) -> str:
    """Run a curve through the points (Catmull-Rom as Bézier curves) as a pen would, never leaving `box`."""
    points = [point for index, point in enumerate(stroke) if index == 0 or point != stroke[index - 1]]
    path = [_operator("m", points[0])]
    if len(points) == 1:
        path.append(_operator("l", points[0]))  # with a round cap: a dot
    for index in range(len(points) - 1):
        here, there = points[index], points[index + 1]
        before, after = points[max(index - 1, 0)], points[min(index + 2, len(points) - 1)]
        leaving = _within(here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6, box)
        arriving = _within(there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6, box)
        path.append(_operator("c", leaving, arriving, there))
    return " ".join([*path, "S"])


def _within(x: float, y: float, box: tuple[float, float, float, float]) -> Point:
    """Hold a control point to the box: a Bézier curve stays within its control points."""
    left, bottom, right, top = box
    return (min(max(x, left), right), min(max(y, bottom), top))


def _typed(
    name: str, width: float, height: float, fonts: Sequence[Path], *, largest: float = _LARGEST_NAME
) -> bytes:
    from cpm_desktop.documents.glyph_outline import outline_text  # noqa: PLC0415  the shaper loads only for typed names

    text = " ".join(name.split())
    if not text:
        raise NothingDrawn("No name has been typed. Type your name, or draw your signature instead.")
    outline = outline_text(text, fonts)
    if outline.missing:
        raise CharacterNotDrawable(
            f"The character “{outline.missing[0]}” (U+{ord(outline.missing[0][0]):04X}) in the typed name "
            "cannot be printed. Type the name without it, or draw your signature instead."
        )
    depth, rise = outline.depth, outline.rise
    scale = min(
        largest,
        (width - 2 * _PADDING) / max(outline.width, 1e-9),
        (height - 2 * _PADDING) / max(rise - depth, 1e-9) if largest == _LARGEST_NAME else largest,
    )
    placed = [
        _operator(operator, *((_PADDING + x * scale, _PADDING + (y - depth) * scale) for x, y in points))
        for operator, points in outline.path
    ]
    return "\n".join(["q", f"{_INK} rg", *placed, "f", "Q"]).encode("ascii")


def _point(pair: str) -> Point:
    x, y = pair.split(",")
    return (int(x) / 1000, int(y) / 1000)


def _operator(operator: str, *points: Point) -> str:
    return " ".join([*(f"{x:.2f} {y:.2f}" for x, y in points), operator])
