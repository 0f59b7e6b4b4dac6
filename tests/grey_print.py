"""How clear a paper is where it is printed in grey: text and rules against their grounds, and rules under grounds."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

Colour = tuple[float, float, float]
WHITE: Colour = (1.0, 1.0, 1.0)
_WIDE, _HIGH = 20.0, 4.0  # points; what is smaller is a sign, no ground
_X_HEIGHT = 0.3  # of the size: where a letter has most of its ink
_EIGHT_BIT = 255
_TOUCH = 0.01


@dataclass(frozen=True)
class Ground:
    """A filled rectangle."""

    left: float
    bottom: float
    right: float
    top: float
    colour: Colour

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True)
class Rule:
    """A straight line, with its contrast in grey against what it is drawn on."""

    left: float
    bottom: float
    right: float
    top: float
    contrast: float

    def share_under(self, ground: Ground) -> float:
        """Which share of it a ground lies over."""
        wide = min(self.right, ground.right) - max(self.left, ground.left)
        high = min(self.top, ground.top) - max(self.bottom, ground.bottom)
        if wide <= _TOUCH or high <= _TOUCH:
            return 0.0
        return wide * high / ((self.right - self.left) * (self.top - self.bottom))


@dataclass(frozen=True)
class Text:
    """Where a piece of text begins, and its contrast in grey against its ground."""

    x: float
    y: float
    contrast: float


def grey_contrast(one: Colour, other: Colour) -> float:
    """Contrast as accessibility counts it, of what a printer without colours makes of two colours."""
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: Colour) -> float:
    red, green, blue = colour
    grey = round((0.299 * red + 0.587 * green + 0.114 * blue) * _EIGHT_BIT) / _EIGHT_BIT
    return grey / 12.92 if grey <= 0.04045 else float(((grey + 0.055) / 1.055) ** 2.4)


class PrintedPage:
    """What stands on one page, in the order in which it is drawn."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.texts: list[Text] = []
        self.rules: list[Rule] = []
        self.covered: list[Rule] = []
        self._grounds: list[Ground] = []
        self._kept: list[tuple[float, float]] = []
        self._moved = (0.0, 0.0)
        self._fill: Colour = (0.0, 0.0, 0.0)
        self._stroke: Colour = (0.0, 0.0, 0.0)
        self._width, self._size = 1.0, 0.0
        self._box: list[float] = []
        self._line: list[tuple[float, float]] = []
        for instruction in pikepdf.parse_content_stream(page):
            self._take(str(instruction.operator), list(instruction.operands))

    def _take(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "q":
                self._kept.append(self._moved)
            case "Q":
                self._moved = self._kept.pop()
            case "cm":
                self._moved = (self._moved[0] + float(operands[4]), self._moved[1] + float(operands[5]))
            case "rg" | "RG" | "w" | "Tf":
                self._set(operator, operands)
            case _:
                self._draw(operator, operands)

    def _set(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "rg":
                self._fill = _colour(operands)
            case "RG":
                self._stroke = _colour(operands)
            case "w":
                self._width = float(operands[0])
            case _:
                self._size = float(operands[1])

    def _draw(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "Tm":
                self._add_text(float(operands[4]), float(operands[5]))
            case "re":
                self._box = [float(value) for value in operands]
            case "m" | "l":
                self._line.append((float(operands[0]), float(operands[1])))
            case "f" | "S" | "b" | "B" | "s" | "n":
                self._paint(operator)
            case _:
                pass

    def _add_text(self, x: float, y: float) -> None:
        ground = self._ground(x, y + _X_HEIGHT * self._size)
        self.texts.append(Text(x, y, grey_contrast(self._fill, ground)))

    def _paint(self, operator: str) -> None:
        box, line = self._box, self._line
        self._box, self._line = [], []
        if operator == "f" and box and box[2] >= _WIDE and box[3] >= _HIGH:
            x, y = box[0] + self._moved[0], box[1] + self._moved[1]
            ground = Ground(x, y, x + box[2], y + box[3], self._fill)
            self.covered += [rule for rule in self.rules if rule.share_under(ground) > 0.2]
            self._grounds.append(ground)
        elif operator == "S" and len(line) == 2 and self._moved == (0.0, 0.0):
            self._add_rule(*line)

    def _add_rule(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        half = self._width / 2
        is_flat = abs(start[1] - end[1]) < _TOUCH
        aside = (0.0, half) if is_flat else (half, 0.0)
        left, right = sorted((start[0], end[0]))
        bottom, top = sorted((start[1], end[1]))
        middle = ((left + right) / 2, (bottom + top) / 2)
        beside = (
            self._ground(middle[0] + sign * aside[0] * 2, middle[1] + sign * aside[1] * 2) for sign in (1, -1)
        )
        contrast = min(grey_contrast(self._stroke, ground) for ground in beside)
        self.rules.append(
            Rule(left - aside[0], bottom - aside[1], right + aside[0], top + aside[1], contrast)
        )

    def _ground(self, x: float, y: float) -> Colour:
        return next((each.colour for each in reversed(self._grounds) if each.holds(x, y)), WHITE)


def printed_pages(pdf: bytes) -> Iterator[PrintedPage]:
    """Yield each page as it is printed in grey."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            yield PrintedPage(page)


def _colour(operands: list[Any]) -> Colour:
    red, green, blue = (float(part) for part in operands)
    return red, green, blue
