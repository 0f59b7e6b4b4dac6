"""What a paper says: as a tree, and read back from its PDF."""

import dataclasses
import io
import re
import unicodedata
from collections.abc import Iterator

from pypdf import PdfReader

from cpm_desktop.domain.blocks import Paper

_NOT_PRINTED = {
    "field_name",
    "tooltip",
    "summary",
    "file_title",
    "language",
    "strokes",
    "recipient",
    "typed_name",
    "data",
    "annexes",
}


def texts_of(paper: Paper) -> list[str]:
    """Return every text of a paper that is printed, in the order of the tree."""
    return list(_texts(paper))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and type(value) is str:
        if value:
            yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in _NOT_PRINTED:
                yield from _texts(getattr(value, field.name))


def printed_text(pdf: bytes) -> str:
    """Return the text of a PDF in the order in which it was drawn."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def bare(text: str) -> str:
    """Return text without anything that a line end may change: spaces, and the form of characters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
