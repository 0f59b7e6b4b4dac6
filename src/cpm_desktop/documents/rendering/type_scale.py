"""Sizes, weights and colours of everything printed on a paper, from one size of running text."""

from dataclasses import dataclass, replace
from enum import Enum

from cpm_desktop.documents.rendering.typefaces import Weight

Colour = tuple[float, float, float]


def _colour(digits: str) -> Colour:
    red, green, blue = (int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4))
    return (round(red, 4), round(green, 4), round(blue, 4))


INK = _colour("14202B")
SECONDARY = _colour("43515E")
ACCENT = _colour("0B5A7D")
RULE = _colour("75828F")
HAIRLINE = _colour("B4BEC7")
TINT = _colour("F3F5F7")
WHITE: Colour = (1.0, 1.0, 1.0)

USUAL_TEXT = 10.5
EASY_TEXT = 13.0
"""From this size of running text on, a paper is laid out for a child: wide leading, large headings."""


class Alignment(Enum):
    """Where a line stands in its room."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set.

    Attributes:
        weight: how bold.
        size: in points.
        leading: from base line to base line, in points.
        colour: red, green, blue from 0 to 1.
        alignment: where its lines stand.
    """

    weight: Weight
    size: float
    leading: float
    colour: Colour = INK
    alignment: Alignment = Alignment.LEFT

    def coloured(self, colour: Colour) -> "TextStyle":
        """Return the style in another colour."""
        return replace(self, colour=colour)

    def aligned(self, alignment: Alignment) -> "TextStyle":
        """Return the style with its lines elsewhere."""
        return replace(self, alignment=alignment)


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Every style of one paper; the factor is its running text against the usual size."""

    factor: float
    is_easy: bool
    body: TextStyle
    body_strong: TextStyle
    body_quiet: TextStyle
    lead: TextStyle
    small: TextStyle
    label: TextStyle
    cell: TextStyle
    cell_strong: TextStyle
    cell_quiet: TextStyle
    cell_text: TextStyle
    table_head: TextStyle
    section: TextStyle
    subsection: TextStyle
    box_title: TextStyle
    quotation: TextStyle
    figure: TextStyle
    number: TextStyle
    title: TextStyle
    kind: TextStyle
    subtitle: TextStyle


def type_scale(text_size: float) -> TypeScale:
    """Return the styles for a size of running text in points."""
    k = text_size / USUAL_TEXT
    is_easy = text_size >= EASY_TEXT
    leading = text_size * (20 / 13 if is_easy else 1.42)
    small = TextStyle(Weight.REGULAR, 11, 16, SECONDARY) if is_easy else _small(k)
    return TypeScale(
        factor=k,
        is_easy=is_easy,
        body=TextStyle(Weight.REGULAR, text_size, leading),
        body_strong=TextStyle(Weight.SEMIBOLD, text_size, leading),
        body_quiet=TextStyle(Weight.REGULAR, text_size, leading, SECONDARY),
        lead=TextStyle(Weight.MEDIUM, text_size * 1.1, leading * 1.1),
        small=small,
        label=TextStyle(Weight.SEMIBOLD, small.size, small.leading, SECONDARY),
        cell=TextStyle(Weight.REGULAR, 10 * k, 14 * k),
        cell_strong=TextStyle(Weight.SEMIBOLD, 10 * k, 14 * k),
        cell_quiet=TextStyle(Weight.REGULAR, 10 * k, 14 * k, SECONDARY),
        cell_text=TextStyle(Weight.REGULAR, text_size, leading),
        table_head=TextStyle(Weight.SEMIBOLD, 9 * k, 12 * k, SECONDARY),
        section=TextStyle(Weight.BOLD, 17, 22) if is_easy else TextStyle(Weight.BOLD, 14.5 * k, 19 * k),
        subsection=TextStyle(Weight.SEMIBOLD, 15, 20)
        if is_easy
        else TextStyle(Weight.SEMIBOLD, 11 * k, 15 * k),
        box_title=TextStyle(Weight.SEMIBOLD, text_size * 1.09, text_size * 1.5),
        quotation=TextStyle(Weight.MEDIUM, 15.5, 23.5)
        if is_easy
        else TextStyle(Weight.MEDIUM, 14 * k, 20.5 * k),
        figure=TextStyle(Weight.BOLD, 17 * k, 20 * k),
        number=TextStyle(Weight.BOLD, 17, 22, ACCENT)
        if is_easy
        else TextStyle(Weight.BOLD, 10 * k, 14 * k, ACCENT),
        title=TextStyle(Weight.BOLD, 30, 36) if is_easy else TextStyle(Weight.BOLD, 27, 32),
        kind=TextStyle(Weight.SEMIBOLD, 12.5, 17, ACCENT),
        subtitle=TextStyle(Weight.MEDIUM, 12.5, 17),
    )


def _small(k: float) -> TextStyle:
    return TextStyle(Weight.REGULAR, 9 * k, 12.6 * k, SECONDARY)
