"""Tables with a head that is repeated on each page, without vertical rules, as on paper."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from cpm_desktop.documents.word.directed_text import lines_of
from cpm_desktop.documents.word.markup import CELL_ORDER, TABLE_ORDER, element, put
from cpm_desktop.documents.word.styles import CELL, COLUMN_HEAD, HAIRLINE, INK, TINT
from cpm_desktop.documents.word.writing_text import MARKS, set_style, write
from cpm_desktop.domain.blocks import Line, Table, TableLine, Tone

_WRITING_PITCH = 8  # millimetres
_CELL_MARGIN = 60  # twentieths of a point
_LONG = 600  # characters: a row with more may go on on the next page


def write_table(document: Document, block: Table) -> None:
    """Add a table that has rows."""
    made = document.add_table(rows=1, cols=len(block.columns))
    _set_up(made, block)
    for cell, column in zip(made.rows[0].cells, block.columns, strict=True):
        _write_cell(cell, (Line(column.head, Tone.STRONG),) if column.head else (), COLUMN_HEAD)
    _repeat(made.rows[0])
    _span_heads(made.rows[0], block)
    for line in block.rows:
        _write_row(made.add_row(), line)
    for row in made.rows[1:]:
        for cell, column in zip(row.cells, block.columns, strict=True):
            cell.width = Mm(column.width)


def _set_up(made: WordTable, block: Table) -> None:
    made.autofit = False
    properties = made._tbl.tblPr  # noqa: SLF001 - the library's own way to its XML
    borders = element("w:tblBorders")
    for side, size, colour in (
        ("top", 10, INK),
        ("bottom", 4, HAIRLINE),
        ("insideH", 4, HAIRLINE),
    ):
        borders.append(element(f"w:{side}", val="single", sz=size, space=0, color=colour))
    put(properties, borders, TABLE_ORDER)
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(element(f"w:{side}", w=_CELL_MARGIN, type="dxa"))
    put(properties, margins, TABLE_ORDER)
    has_row_heads = int(any(column.is_row_head for column in block.columns[:1]))
    look = element(
        "w:tblLook", val="04A0" if has_row_heads else "0420", firstRow=1, lastRow=0, firstColumn=has_row_heads
    )
    for name, value in (("lastColumn", 0), ("noHBand", 0), ("noVBand", 1)):
        look.set(qn(f"w:{name}"), str(value))
    put(properties, look, TABLE_ORDER)
    if block.summary:
        put(properties, element("w:tblCaption", val=block.summary), TABLE_ORDER)
        put(properties, element("w:tblDescription", val=block.summary), TABLE_ORDER)
    for grid, column in zip(made.columns, block.columns, strict=True):
        grid.width = Mm(column.width)


def _span_heads(row: _Row, block: Table) -> None:
    """Draw a heading over the columns after it that have none of their own."""
    cells = list(row.cells)
    for cell, column in zip(cells, block.columns, strict=True):
        cell.width = Mm(column.width)
    start = 0
    for place in range(1, len(cells) + 1):
        if place == len(cells) or block.columns[place].head:
            if place - start > 1:
                cells[start].merge(cells[place - 1])
            start = place


def _repeat(row: _Row) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library's own way to its XML
    properties.append(element("w:cantSplit"))
    properties.append(element("w:tblHeader"))


def _write_row(row: _Row, line: TableLine) -> None:
    said = sum(len(part.text) for cell in line.cells for part in cell)
    if said <= _LONG:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - the library's own way to its XML
    if line.writing_lines:
        row.height = Mm(line.writing_lines * _WRITING_PITCH)
    for cell, content in zip(row.cells, line.cells, strict=True):
        _write_cell(cell, content, CELL)
        if line.is_tinted:
            shade = element("w:shd", val="clear", color="auto", fill=TINT)
            put(cell._tc.get_or_add_tcPr(), shade, CELL_ORDER)  # noqa: SLF001 - the library's own way to its XML


def _write_cell(cell: _Cell, content: tuple[Line, ...], style: str) -> None:
    """Write each line of a cell into a paragraph of its own; a cell without any keeps the one that it has to have."""
    set_style(cell.paragraphs[0], style)
    is_fresh = True
    for line in content:
        texts = lines_of(line.text) or ([""] if line.mark else [])
        for number, text in enumerate(texts):
            paragraph = cell.paragraphs[0] if is_fresh else set_style(cell.add_paragraph(), style)
            is_fresh = False
            words = " ".join(filter(None, (MARKS[line.mark], text))) if line.mark and not number else text
            write(paragraph, words, Tone.QUIET_STRONG if line.is_label else line.tone)
