"""What a Word file says, read back by the library that reads Word files."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document


def word_text(content: bytes) -> str:
    """Return all that a Word file says: head, text, tables, header and footer."""
    return "\n".join(_texts(docx.Document(io.BytesIO(content))))


def everything_in(content: bytes) -> bytes:
    """Return every part of a Word file without its compression."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(packed.read(entry) for entry in packed.infolist())


def _texts(document: Document) -> Iterator[str]:
    yield from (part.text for part in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for section in document.sections:
        yield from (part.text for part in (*section.header.paragraphs, *section.footer.paragraphs))
