"""Draws on the pages of a PDF: text, rules and boxes. The origin is a page's lower left corner."""

import datetime as dt
import functools
import io
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference, PDFStreamFilterZCompress
from reportlab.pdfgen.canvas import Canvas

from cpm_desktop.documents.rendering.breaking import TextLine
from cpm_desktop.documents.rendering.shown_text import PlainTexts, TextShower
from cpm_desktop.documents.rendering.structure import Content, Element, Structure
from cpm_desktop.documents.rendering.structure_objects import structure_object
from cpm_desktop.documents.rendering.type_scale import INK, Alignment, Colour, TextStyle

PAGE_WIDTH, PAGE_HEIGHT = A4
_NOTHING: Element | None = None


class _MadeAt(TimeStamp):
    """The time that the document says it was made at, in place of the clock's."""

    def __init__(self, moment: dt.datetime) -> None:
        super().__init__(invariant=1)
        moment = moment.astimezone(dt.UTC)
        self.t = moment.timestamp()
        self.lt = moment.timetuple()
        self.YMDhms = tuple(self.lt)[:6]


class Pen(Canvas):
    """A canvas that draws shaped text in embedded fonts alone."""

    _code: list[str]
    _doc: Any  # the library states few of its own names

    def __init__(self, made_at: dt.datetime, language: str, plain_texts: PlainTexts | None = None) -> None:
        """Start a document.

        Args:
            made_at: the time that stands in the file (aware).
            language: of the text.
            plain_texts: worked out for earlier documents with the same fonts.
        """
        self._written = io.BytesIO()
        self._shower = TextShower(PlainTexts() if plain_texts is None else plain_texts)
        self._bookmarks = 0
        self._last_depth = -1
        self._is_marking, self._marked = False, _NOTHING
        self._marked_here = 0
        self._pages: list[PDFObjectReference] = []
        super().__init__(
            self._written, pagesize=A4, pageCompression=0, invariant=1, pdfVersion=(1, 7), lang=language
        )
        # Compressed here and not by the page, which would also write it in letters (ASCII85), slowly.
        self._doc.defaultStreamFilters = [PDFStreamFilterZCompress()]
        self._doc._timeStamp = _MadeAt(made_at)  # noqa: SLF001  the library has no door to it
        self.setViewerPreference("DisplayDocTitle", "true")

    def _make_preamble(self) -> None:
        """Leave out the library's own first font: it is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def describe(self, title: str, author: str) -> None:
        """Set what the file says of itself."""
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject("")
        self.setCreator("cpm_desktop")
        self.setProducer("cpm_desktop")

    def add_bookmark(self, title: str, depth: int, top: float) -> None:
        """Add an entry to the outline that leads to a place on this page.

        Args:
            title: its text.
            depth: 0 for the sections of the paper.
            top: the place's upper edge.
        """
        key = f"section-{self._bookmarks}"
        self._bookmarks += 1
        self.bookmarkHorizontalAbsolute(key, top)
        depth = min(max(depth, 0), self._last_depth + 1)
        self._last_depth = depth
        self.addOutlineEntry(title, key, depth)

    def finish(self, structure: Structure) -> bytes:
        """Write fonts, structure and file; the document cannot be drawn on afterwards."""
        self._doc.Catalog.StructTreeRoot = structure_object(self._doc.Reference, structure, self._pages)
        self._doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        resources = self._doc.idToObject["BasicFonts"].dict
        for font in self._shower.fonts():
            resources[font.resource] = font.add_to(self._doc)
        self.save()
        return self._written.getvalue()

    def text(
        self,
        line: TextLine,
        x: float,
        y: float,
        style: TextStyle,
        room: float = 0.0,
        element: Element | None = None,
    ) -> None:
        """Draw a line of text.

        Args:
            line: what to draw.
            x: left end of its room.
            y: the base line.
            style: how.
            room: its width, for lines that stand at the right or in the middle of it.
            element: what it belongs to; None for what is not read out.
        """
        if not line.runs:
            return
        alignment = style.alignment
        if line.is_right_to_left and alignment is Alignment.LEFT and room:
            alignment = Alignment.RIGHT
        if alignment is Alignment.RIGHT:
            x += room - line.width
        elif alignment is Alignment.CENTRE:
            x += (room - line.width) / 2
        self._mark(element)
        self._code.append(f"BT {_rgb(style.colour)} rg")
        self._code += self._shower.operators(line.runs, x, y, style.size)
        self._code.append("ET")

    def rule(self, x: float, y: float, length: float, thickness: float, colour: Colour) -> None:
        """Draw a horizontal rule."""
        self._stroke((x, y), (x + length, y), thickness, colour)

    def upright(self, x: float, top: float, bottom: float, thickness: float, colour: Colour) -> None:
        """Draw a vertical rule."""
        self._stroke((x, top), (x, bottom), thickness, colour)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle given by its lower left corner."""
        box = " ".join(map(_figure, (x, y, width, height)))
        self._mark(None)
        self._code.append(f"{_rgb(colour)} rg {box} re f")

    def outline(
        self, x: float, y: float, width: float, height: float, thickness: float, colour: Colour = INK
    ) -> None:
        """Draw a rectangle's outline."""
        box = " ".join(map(_figure, (x, y, width, height)))
        self._mark(None)
        self._code.append(f"{_rgb(colour)} RG {thickness:g} w 0 j {box} re S")

    def operators(self, content: bytes, x: float, y: float, element: Element | None = None) -> None:
        """Draw content operators with their origin at a point; `element` is what they belong to, if it is read out."""
        self._mark(element)
        self._code.append(f"q 1 0 0 1 {_figure(x)} {_figure(y)} cm")
        self._code.append(content.decode("ascii"))
        self._code.append("Q")

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """End the page, and what was marked on it."""
        self._end_mark()
        self._marked_here = 0
        self._pages.append(self._doc.thisPageRef())
        super().showPage()

    def _mark(self, element: Element | None) -> None:
        """Let what is drawn next belong to an element, or to none; what belongs together stays in one mark."""
        if self._is_marking and element is self._marked:
            return
        self._end_mark()
        self._is_marking, self._marked = True, element
        if element is None:
            self._code.append("/Artifact BMC")
            return
        element.children.append(Content(len(self._pages), self._marked_here))
        self._code.append(f"/{element.role} <</MCID {self._marked_here}>> BDC")
        self._marked_here += 1

    def _end_mark(self) -> None:
        if self._is_marking:
            self._code.append("EMC")
        self._is_marking, self._marked = False, None

    def _stroke(
        self, start: tuple[float, float], end: tuple[float, float], thickness: float, colour: Colour
    ) -> None:
        self._mark(None)
        path = f"{_figure(start[0])} {_figure(start[1])} m {_figure(end[0])} {_figure(end[1])} l"
        self._code.append(f"{_rgb(colour)} RG {thickness:g} w 0 J {path} S")


def _figure(length: float) -> str:
    return f"{length:.3f}".rstrip("0").rstrip(".")


@functools.lru_cache(maxsize=64)
def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)
