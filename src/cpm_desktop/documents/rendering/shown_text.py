"""Runs of glyphs as operators of a page's content: what is the same in every document is worked out once."""

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class _PlainText:
    """Text in one font whose glyphs stand for a character each, none of them placed apart.

    Attributes:
        face: its font.
        glyphs: each glyph that occurs with its character.
        segments: how its runs are shown wherever all glyphs can be read back.
        shown: the same, joined.
    """

    face: Typeface
    glyphs: dict[tuple[int, str], None]
    segments: tuple[_Segment, ...]
    shown: str


class PlainTexts:
    """Works out once how runs and lines are shown that are plain, as most are; for as many documents as show them."""

    def __init__(self) -> None:
        """Start with nothing worked out."""
        # What was worked out is kept with its text, so that no other can take its identity.
        self._runs: dict[int, tuple[Run, _PlainText | None]] = {}
        self._lines: dict[int, tuple[tuple[Run, ...], _PlainText | None]] = {}

    def __len__(self) -> int:
        """Return how many runs and lines are kept."""
        return len(self._runs) + len(self._lines)

    def of_run(self, run: Run) -> _PlainText | None:
        """Return a run as it is shown; None where it is not plain."""
        found = self._runs.get(id(run))
        if found is None:
            found = self._runs[id(run)] = run, _plain(run)
        return found[1]

    def of_line(self, runs: tuple[Run, ...]) -> _PlainText | None:
        """Return a line as it is shown; None where it is not plain or not in one font."""
        found = self._lines.get(id(runs))
        if found is None:
            found = self._lines[id(runs)] = runs, self._join(runs)
        return found[1]

    def forget(self) -> None:
        """Forget all runs and lines."""
        self._runs.clear()
        self._lines.clear()

    def _join(self, runs: tuple[Run, ...]) -> _PlainText | None:
        plain = [found for found in map(self.of_run, runs) if found is not None]
        if not plain or len(plain) < len(runs) or any(found.face is not plain[0].face for found in plain):
            return None
        glyphs = {glyph: None for found in plain for glyph in found.glyphs}
        segments = tuple(segment for found in plain for segment in found.segments)
        return _PlainText(plain[0].face, glyphs, segments, "".join(segment.shown for segment in segments))


def _plain(run: Run) -> _PlainText | None:
    for piece in run.pieces:
        is_placed = any(glyph.x_offset or glyph.y_offset for glyph in piece.glyphs)
        if len(piece.glyphs) != 1 or is_placed:
            return None
    glyphs = dict.fromkeys((piece.glyphs[0].number, piece.text) for piece in run.pieces)
    segments = tuple(_together(run.pieces, run.face))
    return _PlainText(run.face, glyphs, segments, "".join(segment.shown for segment in segments))


class TextShower:
    """Turns runs into operators, and keeps the fonts of the document."""

    def __init__(self, plain_texts: PlainTexts) -> None:
        """Start without fonts."""
        self._plain_texts = plain_texts
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
        line = self._plain_texts.of_line(runs)
        if line is not None and line.shown:
            font = self._font(line.face)
            if font.use_all(line.glyphs):
                place = f"1 0 0 1 {x:.3f} {y:.3f} Tm"
                return [f"/{font.resource} {size:g} Tf", f"{place} [{line.shown}] TJ"]
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
        font, plain = self._font(run.face), self._plain_texts.of_run(run)
        if plain is not None and font.use_all(plain.glyphs):
            return self._keep(_ShownRun(run, font.resource, plain.segments))
        segments: list[_Segment] = []
        together: list[Piece] = []
        for piece in run.pieces:
            is_placed = any(glyph.x_offset or glyph.y_offset for glyph in piece.glyphs)
            if _is_readable(piece, font) and not is_placed:
                together.append(piece)
                continue
            segments += _together(together, run.face)
            together = []
            segments.append(_Segment(sum(glyph.advance for glyph in piece.glyphs), "", piece))
        segments += _together(together, run.face)
        return self._keep(_ShownRun(run, font.resource, tuple(segments)))

    def _keep(self, shown: _ShownRun) -> _ShownRun:
        self._runs[id(shown.run)] = shown
        return shown

    def _font(self, face: Typeface) -> EmbeddedFont:
        if face.name not in self._fonts:
            self._fonts[face.name] = EmbeddedFont(face, f"T{len(self._fonts) + 1}")
        return self._fonts[face.name]


def _together(pieces: Sequence[Piece], face: Typeface) -> list[_Segment]:
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
            correction = round((face.advance(glyph.number) - glyph.advance) * 1000)
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
