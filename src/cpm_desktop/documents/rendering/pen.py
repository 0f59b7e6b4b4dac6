"""Draws on the pages of a PDF: text, rules and boxes. The origin is a page's lower left corner."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from cpm_desktop.documents.rendering.breaking import TextLine
from cpm_desktop.documents.rendering.embedded_picture import EmbeddedPictures
from cpm_desktop.documents.rendering.finishing import (
    About,
    attachment_entries,
    colours_object,
    information_object,
    metadata_object,
)
from cpm_desktop.documents.rendering.outline import Outline
from cpm_desktop.documents.rendering.pdf_file import PdfFile, pdf_text
from cpm_desktop.documents.rendering.shown_text import TextShower
from cpm_desktop.documents.rendering.structure import Content, Element, Role, Structure
from cpm_desktop.documents.rendering.structure_objects import structure_object
from cpm_desktop.documents.rendering.type_scale import INK, Alignment, Colour, TextStyle

PAGE_WIDTH, PAGE_HEIGHT = 210 * 72 / 25.4, 297 * 72 / 25.4
_NOTHING: Element | None = None


class Edge(StrEnum):
    """Which edge of every page something stands at, in the words of the file format."""

    TOP = "Header"
    BOTTOM = "Footer"


class Pen:
    """Draws shaped text in embedded fonts alone, one page after the other."""

    def __init__(self) -> None:
        """Start with an empty page."""
        self._file = PdfFile()
        self._shower = TextShower()
        self._outline = Outline()
        self._pictures = EmbeddedPictures()
        self._code: list[str] = []
        self._is_marking, self._marked = False, _NOTHING
        self._marked_here = 0
        self._ornament = "/Artifact BMC"
        self._pages: list[int] = []
        self._contents: list[int] = []

    @property
    def page(self) -> int:
        """Index of the page that is drawn on, from 0."""
        return len(self._pages)

    def add_bookmark(self, title: str, depth: int, top: float) -> None:
        """Add an entry to the outline that leads to a place on this page.

        Args:
            title: its text.
            depth: 0 for the sections of the paper.
            top: the place's upper edge.
        """
        self._outline.add(title, depth, self.page, top)

    def finish(self, structure: Structure, about: About) -> bytes:
        """Write fonts, structure and what the file says of itself; nothing can be drawn afterwards."""
        file = self._file
        fonts = [(font.resource, font.add_to(file)) for font in self._shower.fonts()]
        listed = b"".join(b"/%b %d 0 R" % (name.encode("ascii"), number) for name, number in fonts)
        resources, pages = (
            file.add(b"<</Font<<%b>>%b>>" % (listed, self._pictures.add_to(file))),
            file.reserve(),
        )
        for index, (page, content) in enumerate(zip(self._pages, self._contents, strict=True)):
            file.put(
                page,
                b"<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R" % (pages, resources, content)
                + b"/MediaBox[0 0 %.4f %.4f]/Tabs/S/StructParents %d>>" % (PAGE_WIDTH, PAGE_HEIGHT, index),
            )
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        file.put(pages, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self._pages), kids))
        outline = self._outline.add_to(file, self._pages)
        catalogue = file.add(
            b"<</Type/Catalog/Pages %d 0 R/Lang%b" % (pages, pdf_text(about.language))
            + (b"/Outlines %d 0 R" % outline if outline else b"")
            + b"/PageLabels<</Nums[0<</S/D>>]>>/ViewerPreferences<</DisplayDocTitle true>>"
            + b"/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
            % structure_object(file, structure, self._pages)
            + attachment_entries(file, about)
            + b"/Metadata %d 0 R" % metadata_object(file, about)
            + b"/OutputIntents[%d 0 R]>>" % colours_object(file)
        )
        return file.written(catalogue, information_object(file, about))

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
        if element is not None and line.spoken:
            spoken = Element(Role.SPAN, spoken=line.spoken)
            element.children.append(spoken)
            element = spoken
        self._mark(element)
        self._code.append(f"BT {_rgb(style.colour)} rg")
        self._code += self._shower.operators(line, x, y, style.size)
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

    def picture(
        self,
        file_hash: str,
        content: bytes,
        place: tuple[float, float, float, float],
        element: Element | None,
    ) -> None:
        """Draw a picture of pixels.

        Args:
            file_hash: SHA-256 (hex) of its bytes.
            content: its bytes.
            place: left, bottom, width and height in points.
            element: what it belongs to, if it is read out.
        """
        left, bottom, width, height = map(_figure, place)
        self._mark(element)
        name = self._pictures.name_of(file_hash, content)
        self._code.append(f"q {width} 0 0 {height} {left} {bottom} cm /{name} Do Q")

    @contextmanager
    def at_edge(self, edge: Edge) -> Iterator[None]:
        """Draw meanwhile what stands at an edge of every page: readers may leave it out, or tell it apart."""
        self._end_mark()
        self._ornament = f"/Artifact <</Type/Pagination/Subtype/{edge}>> BDC"
        try:
            yield
        finally:
            self._end_mark()
            self._ornament = "/Artifact BMC"

    def end_page(self) -> None:
        """End the page, and what was marked on it; what is drawn next stands on the next."""
        self._end_mark()
        self._marked_here = 0
        self._contents.append(self._file.add_stream("\n".join(self._code).encode("ascii")))
        self._pages.append(self._file.reserve())
        self._code = []

    def _mark(self, element: Element | None) -> None:
        """Let what is drawn next belong to an element, or to none; what belongs together stays in one mark."""
        if self._is_marking and element is self._marked:
            return
        self._end_mark()
        self._is_marking, self._marked = True, element
        if element is None:
            self._code.append(self._ornament)
            return
        element.children.append(Content(self.page, self._marked_here))
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
