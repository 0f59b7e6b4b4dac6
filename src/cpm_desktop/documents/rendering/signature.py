"""The place of a signature: what was drawn or typed, who signs, and what the digital signature says."""

from cpm_desktop.data_files import resources_folder
from cpm_desktop.documents.rendering.bands import Band
from cpm_desktop.documents.rendering.layout import LEFT, MILLIMETRE, RIGHT, Layout, SaidLine, SignaturePlace
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.documents.rendering.type_scale import INK, RULE, TextStyle
from cpm_desktop.documents.stamp import (
    CharacterNotDrawable,
    DrawnSignature,
    NothingDrawn,
    TypedSignature,
    draw_stamp,
)
from cpm_desktop.domain.blocks import SignatureBlock

_LINE = 72 * MILLIMETRE
_DRAWING = 16 * MILLIMETRE
_BESIDE = 84 * MILLIMETRE
_THOUSAND = 1000


def lay_out_signature(block: SignatureBlock, layout: Layout) -> list[Band]:
    """Lay out a signature block, kept whole."""
    scale = layout.scale
    under = [(block.name, scale.cell_strong), (block.role, scale.small), (block.time, scale.small)]
    drawing = _drawing(block)
    room = RIGHT - LEFT - _BESIDE - 10
    structure = layout.structure
    with structure.inside(Element(Role.DIVISION, name=block.field_name)):
        words = f"Signature of {block.name}" if block.name else "Signature"
        figure = structure.add(Element(Role.FIGURE, alternative=words)) if drawing else None
        left_lines = [
            (line, style) for text, style in under if text for line in layout.said_lines(text, style, _LINE)
        ]
        right_lines = [
            (line, style)
            for index, text in enumerate(block.statement)
            for style in (_statement_style(index, layout),)
            for line in layout.said_lines(text, style, room)
        ]
    left_height = _DRAWING + 4 + sum(style.leading for _, style in left_lines)
    height = max(left_height, sum(style.leading for _, style in right_lines)) + 6

    def draw(pen: Pen, top: float, _height: float) -> None:
        rect = (LEFT, top - _DRAWING, LEFT + _LINE, top)
        layout.signature_places.append(SignaturePlace(block.field_name, pen.page, rect, block.tooltip))
        if drawing:
            pen.operators(drawing, LEFT, top - _DRAWING, figure)
            if figure is not None:
                figure.box = rect
        pen.rule(LEFT, top - _DRAWING, _LINE, 1, INK)
        _draw_lines(pen, layout, left_lines, LEFT, top - _DRAWING - 4)
        if right_lines:
            pen.upright(LEFT + _BESIDE, top, top - height + 6, 1, RULE)
            _draw_lines(pen, layout, right_lines, LEFT + _BESIDE + 10, top)

    return [Band(height, draw)]


def _statement_style(index: int, layout: Layout) -> TextStyle:
    """The first line is the heading, the second the explanation, what follows is to be compared."""
    if index == 1:
        return layout.scale.small
    return layout.scale.label if index == 0 else layout.scale.label.coloured(INK)


def _draw_lines(
    pen: Pen, layout: Layout, lines: list[tuple[SaidLine, TextStyle]], left: float, top: float
) -> None:
    for line, style in lines:
        layout.draw_line(pen, line, (left, top), style, 0.0)
        top -= style.leading


def _drawing(block: SignatureBlock) -> bytes:
    """Return the drawn or typed signature as operators; nothing where there is none yet."""
    signature: DrawnSignature | TypedSignature
    if block.strokes:
        strokes = tuple(tuple(_point(pair) for pair in stroke.split()) for stroke in block.strokes)
        signature = DrawnSignature(strokes, _THOUSAND / max(block.aspect_per_mille, 1))
    elif block.typed_name:
        signature = TypedSignature(block.typed_name)
    else:
        return b""
    try:
        fonts = sorted((resources_folder() / "fonts").glob("*-Regular.ttf"))
        return draw_stamp(signature, _LINE, _DRAWING, fonts)
    except (NothingDrawn, CharacterNotDrawable):
        return b""


def _point(pair: str) -> tuple[float, float]:
    x, _, y = pair.partition(",")
    return int(x) / _THOUSAND, int(y) / _THOUSAND
