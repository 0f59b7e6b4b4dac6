"""Each kind of block as Word has it: real headings, lists, tables, and no empty paragraph between them."""

from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from cpm_desktop.documents.word.directed_text import lines_of
from cpm_desktop.documents.word.numbering import Lists
from cpm_desktop.documents.word.styles import (
    BOX,
    BOX_HEAD,
    BULLET,
    CELL,
    FACT,
    FURTHER,
    LEAD,
    NUMBER,
    SMALL,
    SOURCE,
    TICK,
    WRITING,
)
from cpm_desktop.documents.word.table import write_table
from cpm_desktop.documents.word.writing_text import MARKS, set_style, write
from cpm_desktop.domain.blocks import (
    Block,
    Box,
    BulletList,
    Counts,
    Fact,
    Facts,
    Line,
    Paragraph,
    Picture,
    Quotation,
    Section,
    SignatureBlock,
    Table,
    TickList,
    Tone,
    WritingLines,
)

NONE_RECORDED = "None recorded"
IN_THE_PDF = "The signature itself stands in the signed PDF."
ROOM_TO_WRITE = "Room to write:"
_DEEPEST = 4
_PARAGRAPH_STYLES = {Tone.LEAD: LEAD, Tone.SMALL: SMALL}
_LABEL_ROOM = 42  # millimetres
_UNDER_TABLE = 8  # points


class BlockWriter:
    """Writes blocks into one document."""

    def __init__(self, document: Document) -> None:
        """Take the document with its styles."""
        self._document, self._lists = document, Lists(document)

    def write_all(self, blocks: tuple[Block, ...], level: int = 2) -> None:
        """Write blocks one under the other; `level` is that of the headings among them."""
        for block in blocks:
            self._write(block, level)

    def line(self, text: str, style: str, tone: Tone = Tone.NORMAL) -> WordParagraph | None:
        """Write each line of a text as a paragraph in a style, and return the last."""
        made = None
        for each in lines_of(text):
            is_under_table = self._ends_with_table()
            made = self._new(style)
            if is_under_table and not style.startswith("Heading"):
                made.paragraph_format.space_before = Pt(_UNDER_TABLE)
            write(made, each, tone)
        return made

    def _new(self, style: str) -> WordParagraph:
        return set_style(self._document.add_paragraph(), style)

    def _write(self, block: Block, level: int) -> None:  # noqa: C901, PLR0912  one kind a line
        match block:
            case Section():
                self._section(block, level)
            case Paragraph(text=text, tone=tone):
                self.line(text, _PARAGRAPH_STYLES.get(tone, "Normal"), tone)
            case Quotation():
                self._quotation(block)
            case BulletList():
                self._list(block)
            case Facts(facts=facts):
                for fact in facts:
                    self._fact(fact)
            case Counts(counts=counts):
                self._entries([f"{count.figure} {count.caption}" for count in counts], BULLET)
            case Table():
                self._table(block)
            case Box():
                self._box(block)
            case TickList(entries=entries):
                self._entries(entries, TICK)
            case WritingLines():
                self.line(ROOM_TO_WRITE, WRITING)
            case SignatureBlock():
                self._signature(block)
            case Picture(words=words):
                self.line(words, SMALL)

    def _section(self, block: Section, level: int) -> None:
        self.line(f"{block.number} {block.heading}".strip(), f"Heading {min(level, _DEEPEST)}")
        self.write_all(block.blocks or (Paragraph(NONE_RECORDED),), level + 1)

    def _quotation(self, block: Quotation) -> None:
        self.line(f"“{block.words}”", "Quote")
        for text in block.source:
            self.line(text, SOURCE)

    def _list(self, block: BulletList) -> None:
        style = NUMBER if block.is_numbered else BULLET
        number = self._lists.begin(style)
        for entry in block.entries:
            first = True
            for line in entry:
                for text in lines_of(line.text):
                    made = self._new(style if first else FURTHER)
                    write(made, _marked(line, text), line.tone)
                    if first:
                        self._lists.put_in(made, number)
                    first = False

    def _entries(self, texts: Sequence[str], style: str) -> None:
        number = self._lists.begin(style)
        for text in texts:
            made = self._new(style)
            write(made, " ".join(lines_of(text)))
            self._lists.put_in(made, number)

    def _fact(self, fact: Fact) -> None:
        """Write a label and what stands beside it into one paragraph, its further lines below each other."""
        made = self._new(FACT)
        made.paragraph_format.left_indent = Mm(_LABEL_ROOM)
        made.paragraph_format.first_line_indent = Mm(-_LABEL_ROOM)
        made.paragraph_format.tab_stops.add_tab_stop(Mm(_LABEL_ROOM))
        write(made, f"{fact.label}:", Tone.QUIET_STRONG)
        for number, text in enumerate(each for line in fact.lines for each in lines_of(line)):
            made.add_run("\n" if number else "\t")
            write(made, text)

    def _table(self, block: Table) -> None:
        if not block.rows:
            self.line(NONE_RECORDED, "Normal")
            return
        self._part_from_table()
        write_table(self._document, block)

    def _part_from_table(self) -> None:
        """Word makes one of two tables that touch: a line between them says that another one follows."""
        if self._ends_with_table():
            self.line("The next table:", SMALL)

    def _ends_with_table(self) -> bool:
        last = self._document.element.body.xpath("(./w:p | ./w:tbl)[last()]")
        return bool(last) and last[0].tag == qn("w:tbl")

    def _box(self, block: Box) -> None:
        self.line(block.title, BOX_HEAD)
        for text in block.paragraphs:
            self.line(text, BOX)

    def _signature(self, block: SignatureBlock) -> None:
        for text, tone in (
            (block.name, Tone.STRONG),
            (block.role, Tone.NORMAL),
            (block.time, Tone.NORMAL),
            (IN_THE_PDF, Tone.NORMAL),
            *((text, Tone.QUIET) for text in block.statement),
        ):
            self.line(text, CELL, tone)


def _marked(line: Line, text: str) -> str:
    return f"{MARKS[line.mark]} {text}" if line.mark is not None else text
