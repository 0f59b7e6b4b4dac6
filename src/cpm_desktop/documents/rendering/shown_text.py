"""Runs of glyphs as operators of a page's content, each run worked out once for a document."""

from dataclasses import dataclass

from cpm_desktop.documents.rendering.embedded_font import EmbeddedFont, utf16_digits
from cpm_desktop.documents.rendering.shaping import Piece, Run
from cpm_desktop.documents.rendering.typefaces import Typeface


@dataclass(frozen=True, slots=True)
class _Segment:
    """Part of a run.

    Attributes:
        width: in ems.
        shown: for the operator that shows glyphs one after the other; empty for a piece that is placed apart.
        piece: a piece whose glyphs are placed one by one.
    """

    width: float
    shown: str
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class _ShownRun:
    """A run, worked out; it holds the run itself, so that no other can take its identity."""

    run: Run
    resource: str
    segments: tuple[_Segment, ...]


class TextShower:
    """Turns runs into operators, and keeps the fonts of the document."""

    def __init__(self) -> None:
        """Start without fonts."""
        self._fonts: dict[str, EmbeddedFont] = {}
        self._runs: dict[int, _ShownRun] = {}

    def fonts(self) -> tuple[EmbeddedFont, ...]:
        """Return the fonts used so far."""
        return tuple(self._fonts.values())

    def operators(self, runs: tuple[Run, ...], x: float, y: float, size: float) -> list[str]:
        """Return the operators that show runs from left to right, to stand between BT and ET.

        Args:
            runs: from left to right.
            x: where they begin.
            y: the base line.
            size: of the font in points.
        """
        code: list[str] = []
        waiting: list[str] = []
        start, resource = x, ""
        for run in runs:
            shown = self._runs.get(id(run)) or self._work_out(run)
            if shown.resource != resource:
                _flush(waiting, start, y, code)
                resource = shown.resource
                code.append(f"/{resource} {size:g} Tf")
            for segment in shown.segments:
                if segment.piece is None:
                    start = start if waiting else x
                    waiting.append(segment.shown)
                else:
                    _flush(waiting, start, y, code)
                    _show_apart(segment.piece, (x, y), size, code)
                x += segment.width * size
        _flush(waiting, start, y, code)
        return code

    def _work_out(self, run: Run) -> _ShownRun:
        font = self._font(run.face)
        segments: list[_Segment] = []
        together: list[Piece] = []
        for piece in run.pieces:
            is_placed = any(glyph.x_offset or glyph.y_offset for glyph in piece.glyphs)
            if _is_readable(piece, font) and not is_placed:
                together.append(piece)
                continue
            segments += _together(together, font)
            together = []
            segments.append(_Segment(sum(glyph.advance for glyph in piece.glyphs), "", piece))
        segments += _together(together, font)
        shown = _ShownRun(run, font.resource, tuple(segments))
        self._runs[id(run)] = shown
        return shown

    def _font(self, face: Typeface) -> EmbeddedFont:
        if face.name not in self._fonts:
            self._fonts[face.name] = EmbeddedFont(face, f"T{len(self._fonts) + 1}")
        return self._fonts[face.name]


def _together(pieces: list[Piece], font: EmbeddedFont) -> list[_Segment]:
    """Join pieces that follow each other, with what differs from the glyphs' own widths."""
    if not pieces:
        return []
    parts: list[str] = []
    codes: list[str] = []
    width = 0.0
    for piece in pieces:
        for glyph in piece.glyphs:
            width += glyph.advance
            codes.append(f"{glyph.number:04X}")
            correction = round((font.width(glyph.number) - glyph.advance) * 1000)
            if correction:
                parts.append(f"<{''.join(codes)}>{correction}")
                codes = []
    if codes:
        parts.append(f"<{''.join(codes)}>")
    return [_Segment(width, "".join(parts))]


def _flush(waiting: list[str], x: float, y: float, code: list[str]) -> None:
    if waiting:
        code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm [{''.join(waiting)}] TJ")
        waiting.clear()


def _show_apart(piece: Piece, place: tuple[float, float], size: float, code: list[str]) -> None:
    """Show glyphs that alone do not tell the text one by one, and say it beside them."""
    x, y = place
    code.append(f"/Span << /ActualText <FEFF{utf16_digits(piece.text)}> >> BDC")
    for glyph in piece.glyphs:
        at = f"{x + glyph.x_offset * size:.3f} {y + glyph.y_offset * size:.3f}"
        code.append(f"1 0 0 1 {at} Tm <{glyph.number:04X}> Tj")
        x += glyph.advance * size
    code.append("EMC")


def _is_readable(piece: Piece, font: EmbeddedFont) -> bool:
    """Tell whether the glyphs alone give the text back; note them as used in any case."""
    if len(piece.glyphs) == 1:
        return font.use(piece.glyphs[0].number, piece.text)
    nominal = [font.face.font.get_nominal_glyph(ord(character)) for character in piece.text]
    drawn = [glyph.number for glyph in piece.glyphs]
    texts = dict(zip(nominal, piece.text, strict=True))
    known = [font.use(number, texts.get(number, "")) for number in drawn]
    return nominal == drawn and all(known)
