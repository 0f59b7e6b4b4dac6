"""A box on a light ground."""

from cpm_desktop.documents.rendering.bands import (
    Band,
    keeping_with_next,
    kept_together,
    preferably_together,
    space,
    total_height,
)
from cpm_desktop.documents.rendering.layout import LEFT, PAGE_ROOM, WHOLE_SHARE, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.documents.rendering.type_scale import RULE, TINT
from cpm_desktop.domain.blocks import Box

_SIDE, _EDGE = 11.0, 9.0
_OVERLAP = 0.4
"""By how much the parts of a side reach into each other, so that no gap shows where bands meet."""


def lay_out_box(block: Box, layout: Layout) -> list[Band]:
    """Lay out a box; one that is long may go on on the next page."""
    left, width = LEFT + _SIDE, WIDTH - 2 * _SIDE
    scale = layout.scale
    bands = [space(_EDGE)]
    with layout.structure.inside(Element(Role.DIVISION)):
        if block.title:
            bands += kept_together(layout.text_bands(block.title, scale.box_title, left=left, width=width))
            bands += [space(1.0)]
        bands = keeping_with_next(kept_together(bands))
        for index, text in enumerate(block.paragraphs):
            if index:
                bands.append(space(4 * scale.factor))
            bands += layout.text_bands(text, scale.body, left=left, width=width)
    bands = [*keeping_with_next(bands), space(_EDGE + 1)]
    if total_height(bands) <= PAGE_ROOM * WHOLE_SHARE:
        bands = preferably_together(bands)
    last = len(bands) - 1
    return [_framed(band, is_first=index == 0, is_last=index == last) for index, band in enumerate(bands)]


def _framed(band: Band, *, is_first: bool, is_last: bool) -> Band:
    def draw(pen: Pen, top: float, height: float) -> None:
        bottom = top - height
        pen.fill(LEFT, bottom - (0 if is_last else 0.2), WIDTH, height + (0 if is_last else 0.2), TINT)
        above, below = 0.0 if is_first else _OVERLAP, 0.0 if is_last else _OVERLAP
        for side in (LEFT, LEFT + WIDTH):
            pen.upright(side, top + above, bottom - below, 0.8, RULE)
        if is_first:
            pen.rule(LEFT - 0.4, top, WIDTH + 0.8, 0.8, RULE)
        if is_last:
            pen.rule(LEFT - 0.4, bottom, WIDTH + 0.8, 0.8, RULE)
        band.draw(pen, top, height)

    return Band(band.height, draw, band.gap, band.keeps_with_next, prefers_next=band.prefers_next)
