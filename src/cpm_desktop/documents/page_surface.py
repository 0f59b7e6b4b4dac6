"""Whether the text of a page can be seen: it is dark, on the page, and nothing is drawn over it afterwards.

Text that is hidden is read back from its glyphs like any other; only where things stand tells that nobody sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

_Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LIGHTEST = 0.75  # of a colour's darkest part, for text that is to be seen
_THICKEST = 4.0  # points of a line
_SMALLEST = 4.0  # points of text
_THOUSAND = 1000.0
_CODE = 2  # bytes
_EDGE = 6.0  # points by which text may stand out
_TOUCH = 0.3  # points by which things may lie over each other
# Between these shares of its size above its base line a letter has to stay free.
_FROM, _TO = 0.1, 0.5


class HiddenTextError(ValueError):
    """Text is drawn that nobody sees."""


@dataclass(frozen=True, slots=True)
class FontWidths:
    """How wide a font's glyphs are, in thousandths of its size."""

    by_glyph: Mapping[int, float]

    def width(self, codes: bytes) -> float:
        """Return how wide a text is."""
        numbers = (
            int.from_bytes(codes[place : place + _CODE], "big") for place in range(0, len(codes), _CODE)
        )
        return sum(self.by_glyph.get(number, _THOUSAND) for number in numbers)


def font_widths(font: pikepdf.Object) -> FontWidths:
    """Return the widths that a font of the application tells, a list of each glyph's own."""
    told: Any = font.DescendantFonts[0].W
    found: dict[int, float] = {}
    for place in range(0, len(told) - 1, 2):
        for number, width in enumerate(told[place + 1], int(told[place])):
            found[number] = float(width)
    return FontWidths(found)


class Surface:
    """What was drawn so far of a page."""

    def __init__(self, page: pikepdf.Page) -> None:
        """Start with an empty page.

        Raises:
            HiddenTextError: the page is turned or cut, as the application does with none.
        """
        box: Any = page.obj.MediaBox
        self._page: _Box = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        cut: Any = page.obj.get(Name.CropBox, box)
        if [float(side) for side in cut] != list(self._page) or int(page.obj.get(Name.Rotate, 0)):
            raise HiddenTextError("a page that is cut or turned")
        self.widths = FontWidths({})
        self._size = 0.0
        self._kept: list[tuple[_Matrix, tuple[float, ...], float]] = []
        self._matrix, self._line = _SAME, 1.0
        self._colour: tuple[float, ...] = (0.0,)
        self._at = (0.0, 0.0)
        self._path: list[tuple[float, float]] = []
        self._texts: list[_Box] = []

    def take(self, operator: str, operands: list[Any]) -> None:
        """Carry out one instruction.

        Raises:
            HiddenTextError: text is drawn where or as nobody sees it, or something over it.
        """
        match operator:
            case "q":
                self._kept.append((self._matrix, self._colour, self._line))
            case "Q":
                self._matrix, self._colour, self._line = self._kept.pop()
            case "cm":
                self._matrix = _joined(_numbers(operands), self._matrix)
            case "rg":
                self._colour = tuple(float(part) for part in operands)
            case "w":
                self._line = float(operands[0])
            case "Tf":
                self._size = float(operands[1])
            case "Tm":
                *shape, x, y = _numbers(operands)
                if shape != [1.0, 0.0, 0.0, 1.0]:
                    raise HiddenTextError("text turned or shrunk")
                self._at = (x, y)
            case "Tj" | "TJ":
                self._show(operands[0])
            case _:
                self._draw(operator, operands)

    def _draw(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "m" | "l" | "c":
                values = [float(value) for value in operands]
                self._path += [self._placed(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
            case "re":
                x, y, width, height = (float(value) for value in operands)
                self._path += [self._placed(x, y), self._placed(x + width, y + height)]
            case "f" | "b" | "B":
                self._fill()
            case "S" | "s" | "n":
                if self._line * abs(self._matrix[0]) > _THICKEST:
                    raise HiddenTextError("a line that covers text")
                self._path = []
            case _:
                pass

    def _show(self, shown: Any) -> None:  # noqa: ANN401 - the library's objects have no types
        width = 0.0
        for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if isinstance(part, pikepdf.String):
                width += self.widths.width(bytes(part))
            else:
                width -= float(part)
        size = self._size
        left, base = self._placed(*self._at)
        right = left + width / _THOUSAND * size
        if size < _SMALLEST or min(self._colour) > _LIGHTEST:
            raise HiddenTextError("text too small or too light")
        page = self._page
        if (
            min(left, right) < page[0] - _EDGE
            or max(left, right) > page[2] + _EDGE
            or not page[1] <= base <= page[3]
        ):
            raise HiddenTextError("text beside the page")
        self._at = (self._at[0] + width / _THOUSAND * size, self._at[1])
        self._texts.append((min(left, right), base + _FROM * size, max(left, right), base + _TO * size))

    def _fill(self) -> None:
        path, self._path = self._path, []
        if not path:
            return
        left, right = min(x for x, _ in path), max(x for x, _ in path)
        bottom, top = min(y for _, y in path), max(y for _, y in path)
        for text in self._texts:
            is_beside = right - text[0] < _TOUCH or text[2] - left < _TOUCH
            if not is_beside and top - text[1] >= _TOUCH and text[3] - bottom >= _TOUCH:
                raise HiddenTextError("something drawn over text")

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._matrix
        return a * x + c * y + e, b * x + d * y + f


def _numbers(operands: list[Any]) -> _Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _joined(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
