"""The objects of a PDF file, written by reportlab. What goes in in the same order comes out as the same bytes."""

import datetime as dt
import zlib
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

_PLAIN: Final = frozenset(map(chr, range(0x20, 0x7F))) - {"(", ")", "\\"}
_REGULAR: Final = frozenset(map(chr, range(0x21, 0x7F))) - set("()<>[]{}/%#")
_VERSION: Final = (1, 7)


class _Written(PDFObject):
    """An object that stands as it is to be written."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, document: PDFDocument) -> bytes:  # noqa: ARG002 - reportlab hands it over
        return self.content


class PdfFile:
    """A file as it grows: objects, each known by its number."""

    def __init__(self) -> None:
        """Start without objects."""
        # Any: reportlab's stubs know neither of the two attributes that are set below.
        self._document: Any = PDFDocument(invariant=1, pdfVersion=_VERSION)
        self._objects: dict[int, _Written] = {}

    def reserve(self) -> int:
        """Return the number of an object that is put in later."""
        return self.add(b"null")

    def put(self, number: int, content: bytes) -> None:
        """Put in an object whose number was reserved."""
        self._objects[number].content = content

    def add(self, content: bytes) -> int:
        """Put in an object and return its number."""
        written = _Written(content)
        self._document.Reference(written)
        number = int(self._document.objectcounter)
        self._objects[number] = written
        return number

    def add_stream(self, content: bytes, entries: bytes = b"", *, is_compressed: bool = True) -> int:
        """Put in a stream and return its number; `entries` are those of its dictionary beside its length."""
        if is_compressed:
            content, entries = zlib.compress(content), entries + b"/Filter/FlateDecode"
        head = b"<<%b/Length %d>>\nstream\n" % (entries, len(content))
        return self.add(b"".join((head, content, b"\nendstream")))

    def written(self, catalogue: int, information: int) -> bytes:
        """Return the file, given the numbers of its catalogue and of what it says of itself."""
        document = self._document
        document.Catalog, document.info = self._objects[catalogue], self._objects[information]
        for one in self._objects.values():
            document.updateSignature(one.content)  # the file's identifier follows from what is in it
        return bytes(document.format())


def pdf_text(text: str) -> bytes:
    """Return text as a string object."""
    if _PLAIN.issuperset(text):
        return b"(%b)" % text.encode("ascii")
    return b"<FEFF%b>" % utf16_digits(text).encode("ascii")


def pdf_name(name: str) -> bytes:
    """Return a name object."""
    written = (chr(byte) if chr(byte) in _REGULAR else f"#{byte:02X}" for byte in name.encode("utf-8"))
    return f"/{''.join(written)}".encode("ascii")


def pdf_date(moment: dt.datetime) -> bytes:
    """Return an aware moment as a string object, in universal time."""
    return moment.astimezone(dt.UTC).strftime("(D:%Y%m%d%H%M%S+00'00')").encode("ascii")


def utf16_digits(text: str) -> str:
    """Return text as hexadecimal UTF-16 without a byte order mark."""
    return text.encode("utf-16-be", "surrogatepass").hex().upper()
