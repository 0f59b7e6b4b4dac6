"""The head of the first page: whose paper it is, its marking, its kind, title and day."""

from cpm_desktop.documents.rendering.bands import Band, kept_together, space
from cpm_desktop.documents.rendering.clusters import split_lines
from cpm_desktop.documents.rendering.layout import LEFT, MILLIMETRE, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Role
from cpm_desktop.documents.rendering.type_scale import INK, SECONDARY, Alignment, TextStyle
from cpm_desktop.documents.rendering.typefaces import Weight
from cpm_desktop.domain.blocks import Paper

_AUTHORITY = TextStyle(Weight.BOLD, 10.5, 14)
_SERVICE = TextStyle(Weight.REGULAR, 9.5, 13, SECONDARY)
_MARKING = TextStyle(Weight.BOLD, 10, 13, INK, Alignment.CENTRE)
_MARKING_WIDTH = 47 * MILLIMETRE
_MARKING_PAD = 7.0


def lay_out_title(paper: Paper, layout: Layout) -> list[Band]:
    """Lay out everything above the paper's first block."""
    scale = layout.scale
    bands: list[Band] = []
    if paper.shows_authority:
        bands += [_authority(paper, layout), space(7), _thick_rule(), space(12)]
    for text, style, role in (
        (paper.kind_line, scale.kind, Role.PARAGRAPH),
        (" ".join(split_lines(paper.title)), scale.title, Role.TITLE),
        (paper.subtitle, scale.subtitle, Role.PARAGRAPH),
    ):
        if text:
            bands += layout.text_bands(text, style, role=role)
    return kept_together([*bands, space(10)])


def _authority(paper: Paper, layout: Layout) -> Band:
    shows_box = paper.marks_header and bool(paper.marking or paper.page_mark)
    width = WIDTH - (_MARKING_WIDTH + 12 if shows_box else 0)
    texts = [
        (line, style)
        for text, style in ((paper.authority, _AUTHORITY), (paper.service, _SERVICE))
        if text
        for line in layout.said_lines(text, style, width)
    ]
    marks = (paper.page_mark, paper.marking) if shows_box else ()
    marking = [
        line for text in marks if text for line in layout.said_lines(text, _MARKING, _MARKING_WIDTH - 8)
    ]
    box_height = len(marking) * _MARKING.leading + 2 * _MARKING_PAD
    height = max(sum(style.leading for _, style in texts), box_height if shows_box else 0.0)

    def draw(pen: Pen, top: float, _height: float) -> None:
        y = top
        for line, style in texts:
            layout.draw_line(pen, line, (LEFT, y), style, width)
            y -= style.leading
        if shows_box:
            left = LEFT + WIDTH - _MARKING_WIDTH
            pen.outline(left, top - box_height, _MARKING_WIDTH, box_height, 1.2)
            for index, line in enumerate(marking):
                place = (left + 4, top - _MARKING_PAD - index * _MARKING.leading)
                layout.draw_line(pen, line, place, _MARKING, _MARKING_WIDTH - 8)

    return Band(height, draw)


def _thick_rule() -> Band:
    return Band(3.2, lambda pen, top, height: pen.rule(LEFT, top - height / 2, WIDTH, height, INK))
