"""Writes the objects of a PDF file. What goes in in the same order comes out as the same bytes."""

import datetime as dt
import hashlib
import zlib
from typing import Final

_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PLAIN: Final = frozenset(map(chr, range(0x20, 0x7F))) - {"(", ")", "\\"}
_REGULAR: Final = frozenset(map(chr, range(0x21, 0x7F))) - set("()<>[]{}/%#")


class PdfFile:
    """A file as it grows: objects, each known by its number."""

    def __init__(self) -> None:
        """Start without objects."""
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """Return the number of an object that is put in later."""
        self._objects.append(b"null")
        return len(self._objects)

    def put(self, number: int, content: bytes) -> None:
        """Put in an object whose number was reserved."""
        self._objects[number - 1] = content

    def add(self, content: bytes) -> int:
        """Put in an object and return its number."""
        self._objects.append(content)
        return len(self._objects)

    def add_stream(self, content: bytes, entries: bytes = b"", *, is_compressed: bool = True) -> int:
        """Put in a stream and return its number; `entries` are those of its dictionary beside its length."""
        if is_compressed:
            content, entries = zlib.compress(content), entries + b"/Filter/FlateDecode"
        head = b"<<%b/Length %d>>\nstream\n" % (entries, len(content))
        return self.add(b"".join((head, content, b"\nendstream")))

    def written(self, catalogue: int, information: int) -> bytes:
        """Return the file, given the numbers of its catalogue and of what it says of itself."""
        parts, places, length = [_HEAD], [], len(_HEAD)
        for number, content in enumerate(self._objects, 1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, content)
            places.append(b"%010d 00000 n \n" % length)
            parts.append(part)
            length += len(part)
        identifier = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode("ascii")
        count = len(self._objects) + 1
        parts += [b"xref\n0 %d\n0000000000 65535 f \n" % count, *places]
        parts.append(b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R" % (count, catalogue, information))
        parts.append(b"/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n" % (identifier, identifier, length))
        return b"".join(parts)


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
