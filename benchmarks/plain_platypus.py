"""A paper's text as reportlab's platypus lays it out: paragraphs and tables, neither shaped nor tagged."""

import io
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, TableStyle
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from cpm_desktop.data_files import resources_folder
from cpm_desktop.domain import blocks as tree

_WIDTH = 480.0
_RULES = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])


class PlainPlatypus:
    """Draws papers with platypus; the fonts are read once, as those of the product are."""

    def __init__(self) -> None:
        """Read the fonts."""
        for weight in ("Regular", "Bold"):
            pdfmetrics.registerFont(
                TTFont(f"Inter-{weight}", resources_folder() / "fonts" / f"Inter-{weight}.ttf")
            )
        self._text = ParagraphStyle("text", fontName="Inter-Regular", fontSize=10, leading=14)
        self._heading = ParagraphStyle(
            "heading", fontName="Inter-Bold", fontSize=14, leading=18, spaceBefore=10
        )

    def draw(self, paper: tree.Paper) -> bytes:
        """Return a paper's text as a PDF."""
        target = io.BytesIO()

        def edges(canvas: Canvas, _document: object) -> None:
            canvas.setFont("Inter-Regular", 8.5)
            for text, base in ((paper.footer, 30), (paper.footer_small, 20), (paper.header, 810)):
                canvas.drawString(56, base, text)

        story = self._texts(paper.authority, paper.service, paper.marking, paper.kind_line)
        story += [*self._lines(paper.title, self._heading), *self._texts(paper.subtitle)]
        for block in paper.blocks:
            story += self._flowables(block)
        template = SimpleDocTemplate(target, pageCompression=1, invariant=1)
        template.build(story, onFirstPage=edges, onLaterPages=edges)
        return target.getvalue()

    def _lines(self, text: str, style: ParagraphStyle) -> list[Flowable]:
        return [Text(escape(line), style) for line in text.split("\n")]

    def _texts(self, *texts: str) -> list[Flowable]:
        return [line for text in texts if text for line in self._lines(text, self._text)]

    def _flowables(self, block: tree.Block) -> list[Flowable]:  # noqa: PLR0911, C901 - a kind of block a case
        match block:
            case tree.Section(heading=heading, number=number, blocks=blocks):
                inner = blocks or (tree.Paragraph("None recorded"),)
                heads = self._lines(f"{number} {heading}".strip(), self._heading)
                return [*heads, *(one for within in inner for one in self._flowables(within))]
            case tree.Table():
                return self._table(block)
            case tree.Facts(facts=facts):
                rows = [[self._texts(fact.label), self._texts(*fact.lines)] for fact in facts]
                return [Grid(rows, [100.0, 380.0])]
            case tree.Counts(counts=counts):
                return [Grid([[self._texts(count.figure, count.caption) for count in counts]])]
            case tree.Quotation(words=words, source=source):
                return self._texts(words, *source)
            case tree.Box(title=title, paragraphs=paragraphs):
                return [*self._lines(title, self._heading), *self._texts(*paragraphs)]
            case tree.BulletList(entries=entries):
                return [one for entry in entries for one in self._texts(*(line.text for line in entry))]
            case tree.TickList(entries=ticks):
                return self._texts(*ticks)
            case tree.SignatureBlock():
                return self._texts(block.name, block.role, block.time, *block.statement)
            case tree.Paragraph(text=text):
                return self._texts(text)
            case tree.WritingLines() | tree.Picture():
                return []

    def _table(self, block: tree.Table) -> list[Flowable]:
        if not block.rows:
            return self._texts("None recorded")
        rows = [[self._texts(column.head) for column in block.columns]]
        rows += [[self._texts(*(line.text for line in cell)) for cell in row.cells] for row in block.rows]
        asked = sum(column.width for column in block.columns)
        widths = [_WIDTH * column.width / asked for column in block.columns]
        return [Grid(rows, widths, repeatRows=1, splitInRow=1, style=_RULES)]
