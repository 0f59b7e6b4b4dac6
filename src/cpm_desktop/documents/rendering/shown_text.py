"""Lines of text as operators of a page's content."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cpm_desktop.documents.rendering.breaking import TextLine
from cpm_desktop.documents.rendering.embedded_font import EmbeddedFont
from cpm_desktop.documents.rendering.shaping import Glyph, Piece, Run
from cpm_desktop.documents.rendering.typefaces import Typeface


@dataclass(slots=True)
class _Line:
    """Operators of a line that is not plain, as they grow.

    Attributes:
        y: the base line.
        size: of the font in points.
        x: where the pen is.
        code: the operators.
        waiting: glyphs that follow each other, not yet among the operators.
        start: where these begin.
    """

    y: float
    size: float
    x: float
    code: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    start: float = 0.0

    def show(self, shown: str, width: float) -> None:
        """Show glyphs where the pen is, and move it by so many ems."""
        if not self.waiting:
            self.start = self.x
        self.waiting.append(shown)
        self.x += width * self.size

    def show_apart(self, glyph: Glyph, code: int) -> None:
        """Show a glyph away from the pen, and move it on."""
        self.flush()
        at = f"{self.x + glyph.x_offset * self.size:.3f} {self.y + glyph.y_offset * self.size:.3f}"
        self.code.append(f"1 0 0 1 {at} Tm <{code:04X}> Tj")
        self.x += glyph.advance * self.size

    def flush(self) -> None:
        """Take what waits among the operators."""
        if self.waiting:
            shown = "".join(self.waiting).replace("><", "")
            self.code.append(f"1 0 0 1 {self.start:.3f} {self.y:.3f} Tm [{shown}] TJ")
            self.waiting.clear()


class TextShower:
    """Turns lines into operators, and keeps the fonts of the document."""

    def __init__(self) -> None:
        """Start without fonts."""
        self._fonts: dict[str, EmbeddedFont] = {}

    def fonts(self) -> tuple[EmbeddedFont, ...]:
        """Return the fonts used so far."""
        return tuple(self._fonts.values())

    def operators(self, line: TextLine, x: float, y: float, size: float) -> list[str]:
        """Return the operators that show a line, to stand between BT and ET.

        Args:
            line: what to show.
            x: where it begins.
            y: the base line.
            size: of the font in points.
        """
        if line.shown:
            font = self._font(line.runs[0].face)
            font.use(line.glyphs)
            return [f"/{font.resource} {size:g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm [{line.shown}] TJ"]
        growing = _Line(y, size, x)
        resource = ""
        for run in line.runs:
            font = self._font(run.face)
            if font.resource != resource:
                growing.flush()
                resource = font.resource
                growing.code.append(f"/{resource} {size:g} Tf")
            _show_run(run, font, growing)
        growing.flush()
        return growing.code

    def _font(self, face: Typeface) -> EmbeddedFont:
        found = self._fonts.get(face.name)
        if found is None:
            found = self._fonts[face.name] = EmbeddedFont(face, f"T{len(self._fonts) + 1}")
        return found


def _show_run(run: Run, font: EmbeddedFont, line: _Line) -> None:
    if run.shown:
        font.use(run.glyphs)
        line.show(run.shown, run.width)
        return
    units = run.face.units
    for piece in run.pieces:
        for glyph, text in _told(piece, run):
            code = font.code(glyph.number, text)
            if glyph.x_offset or glyph.y_offset:
                line.show_apart(glyph, code)
                continue
            correction = round(run.face.advance(glyph.number) * 1000 / units - glyph.advance * 1000)
            line.show(f"<{code:04X}>{correction or ''}", glyph.advance)


def _told(piece: Piece, run: Run) -> Iterator[tuple[Glyph, str]]:
    """Yield the glyphs of a piece from left to right, each with its share of the text.

    A character each in the order of reading, and the last takes what is left: one after the other they say the text.
    Glyphs for which nothing is left follow those that say it.
    """
    count = len(piece.glyphs)
    if count == 1:
        return iter(((piece.glyphs[0], piece.text),))
    shares = list(filter(None, (*piece.text[: count - 1], piece.text[count - 1 :])))
    is_first_told = run.face.characters.get(piece.glyphs[0].number) == shares[0]
    if (
        run.level % 2 and not is_first_told
    ):  # glyphs stand the other way round than characters, but not always
        shares.reverse()
    shares += [""] * (count - len(shares))
    return zip(piece.glyphs, shares, strict=True)
