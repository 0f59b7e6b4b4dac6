"""Paragraphs, quotations and lists."""

from cpm_desktop.documents.rendering.bands import Band, kept_together, space, with_gap
from cpm_desktop.documents.rendering.layout import LEFT, MILLIMETRE, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.documents.rendering.type_scale import ACCENT, HAIRLINE, TextStyle, TypeScale
from cpm_desktop.domain.blocks import BulletList, Line, Paragraph, Quotation, Tone

_BAR = 4.0
_BAR_GAP = 12.0
_NUMBER_ROOM = 10 * MILLIMETRE
_BULLET_ROOM = 5 * MILLIMETRE
_WHOLE_LINES = 8


def paragraph_style(tone: Tone, scale: TypeScale) -> TextStyle:
    """Return the style of running text in a tone."""
    return {
        Tone.NORMAL: scale.body,
        Tone.STRONG: scale.body_strong,
        Tone.QUIET: scale.body_quiet,
        Tone.QUIET_STRONG: scale.label,
        Tone.LEAD: scale.lead,
        Tone.SMALL: scale.small,
    }[tone]


def lay_out_paragraph(block: Paragraph, layout: Layout) -> list[Band]:
    """Lay out a paragraph; empty lines in it stay."""
    return layout.text_bands(block.text, paragraph_style(block.tone, layout.scale))


def lay_out_quotation(block: Quotation, layout: Layout) -> list[Band]:
    """Lay out somebody's words beside a bar, with their source under them."""
    scale = layout.scale
    left, width = LEFT + _BAR + _BAR_GAP, WIDTH - _BAR - _BAR_GAP
    with layout.structure.inside(Element(Role.QUOTATION)):
        bands = layout.text_bands(f"“{block.words}”", scale.quotation, left=left, width=width)
        source = [
            band
            for text in block.source
            for band in layout.text_bands(text, scale.small, left=left, width=width)
        ]
    if source:
        bands += [space(4 * scale.factor), *source]
    if len(bands) <= _WHOLE_LINES:
        bands = kept_together(bands)
    return [_with_bar(band) for band in bands]


def _with_bar(band: Band) -> Band:
    def draw(pen: Pen, top: float, height: float) -> None:
        pen.fill(LEFT, top - height - 0.1, _BAR, height + 0.2, ACCENT)
        band.draw(pen, top, height)

    return Band(band.height, draw, band.gap, band.keeps_with_next)


def lay_out_list(block: BulletList, layout: Layout) -> list[Band]:
    """Lay out a list; entries in which the order matters are numbered, with rules between them."""
    bands: list[Band] = []
    with layout.structure.inside(Element(Role.LIST)):
        for number, entry in enumerate(block.entries, 1):
            if block.is_numbered:
                bands += _numbered_entry(str(number), entry, layout, is_last=number == len(block.entries))
            else:
                bands += with_gap(_entry("•", entry, layout, _BULLET_ROOM), 2.0 if bands else 0.0)
    return bands


def _numbered_entry(number: str, entry: tuple[Line, ...], layout: Layout, *, is_last: bool) -> list[Band]:
    pad = 7 * layout.scale.factor / 1.24
    bands = [space(pad), *_entry(number, entry, layout, _NUMBER_ROOM, layout.scale.number)]

    def end(pen: Pen, top: float, height: float) -> None:
        if not is_last:
            pen.rule(LEFT, top - height, WIDTH, 0.6, HAIRLINE)

    bands.append(Band(pad, end))
    return kept_together(bands) if len(bands) <= _WHOLE_LINES else bands


def _entry(
    sign: str, entry: tuple[Line, ...], layout: Layout, room: float, style: TextStyle | None = None
) -> list[Band]:
    if not entry:
        return []
    sign_style = style or layout.scale.body
    structure = layout.structure
    with structure.inside(Element(Role.ENTRY)):
        sign_line = layout.said_lines(f"{sign} ", sign_style, room, Role.LABEL)[0]
        with structure.inside(Element(Role.BODY)):
            bands = [
                band
                for line in entry
                for band in layout.text_bands(
                    line.text, paragraph_style(line.tone, layout.scale), left=LEFT + room, width=WIDTH - room
                )
            ]
    first = bands[0]
    beside = paragraph_style(entry[0].tone, layout.scale)
    shift = layout.ascent(beside) - layout.ascent(sign_style)

    def draw(pen: Pen, top: float, height: float) -> None:
        layout.draw_line(pen, sign_line, (LEFT, top - shift), sign_style, room)
        first.draw(pen, top, height)

    return [Band(first.height, draw, first.gap, first.keeps_with_next), *bands[1:]]
