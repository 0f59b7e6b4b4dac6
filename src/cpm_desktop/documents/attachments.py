"""Files inside a document, as PDF/A-3 wants them: named, described, and tied to the document (ISO 19005-3, 6.8)."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from cpm_desktop.documents.rendering.pdf_file import PdfFile, pdf_date, pdf_name, pdf_text
from cpm_desktop.domain.minutes_data import SCHEMA

MINUTES_NAME = "minutes.json"
_DATA = "Data"
JSON_TYPE = "application/json"
_MINUTES_TOLD = (
    f"The minutes as data, the same as is printed on this copy, for systems to read. Its form is {SCHEMA}."
)
_LARGEST = 64 * 1024 * 1024  # bytes of an attachment that is read


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside a document.

    Attributes:
        name: by which it is saved.
        media_type: such as "application/json".
        description: what it is, for people.
        content: its bytes.
        relationship: what it is to the document: "Data", "Source", "Alternative", "Supplement" or "Unspecified".
    """

    name: str
    media_type: str
    description: str
    content: bytes
    relationship: str = _DATA


def minutes_attachment(data: str) -> AttachedFile:
    """Return the minutes as data as the file that goes with a copy."""
    return AttachedFile(MINUTES_NAME, JSON_TYPE, _MINUTES_TOLD, data.encode("utf-8", "backslashreplace"))


def attached_entries(file: PdfFile, attached: Sequence[AttachedFile], dated: dt.datetime) -> bytes:
    """Put files into a document, and return the entries of its catalogue that name them.

    The same files and time (aware) give the same bytes.
    """
    if not attached:
        return b""
    # A tree of names is in order.
    named = sorted((one.name, _specification(file, one, dated)) for one in attached)
    names = b" ".join(b"%b %d 0 R" % (pdf_text(name), number) for name, number in named)
    tied = b" ".join(b"%d 0 R" % number for _, number in named)
    return b"/Names<</EmbeddedFiles<</Names[%b]>>>>/AF[%b]" % (names, tied)


def is_minutes(file: AttachedFile) -> bool:
    """Tell whether an attachment is the minutes as data; an annex may bear the same name."""
    return (file.name, file.relationship) == (MINUTES_NAME, _DATA)


def attached_files(document: pikepdf.Pdf) -> Iterator[AttachedFile]:
    """Yield each file that a document names, or that is tied to it.

    Raises:
        ValueError: one of them is larger than any that the application writes.
    """
    names: Any = (
        document.Root.get(Name.Names, Dictionary()).get(Name.EmbeddedFiles, Dictionary()).get(Name.Names, [])
    )
    listed = [specification for place, specification in enumerate(names) if place % 2]
    known = {specification.objgen for specification in listed}
    others = [one for one in document.Root.get(Name.AF, []) if one.objgen not in known]
    for specification in (*listed, *others):
        content = specification.EF.F
        if int(content.get(Name.Length, 0)) > _LARGEST:
            raise ValueError("attachment too large")
        yield AttachedFile(
            name=str(specification.get(Name.UF, specification.get(Name.F, ""))),
            media_type=str(content.get(Name.Subtype, "/")).removeprefix("/"),
            description=str(specification.get(Name.Desc, "")),
            content=_unpacked(content),
            relationship=str(specification.get(Name.AFRelationship, "/")).removeprefix("/"),
        )


def _unpacked(stream: pikepdf.Object) -> bytes:
    """Return a stream's bytes, never more than any that the application writes: a small one may unfold without end."""
    if stream.get(Name.Filter) != Name.FlateDecode or Name.DecodeParms in stream:
        return bytes(stream.read_bytes())
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(stream.read_raw_bytes(), _LARGEST)
    if unpacking.unconsumed_tail:
        raise ValueError("attachment too large")
    return content


def _specification(file: PdfFile, attached: AttachedFile, dated: dt.datetime) -> int:
    stamp = pdf_date(dated)
    checksum = hashlib.md5(
        attached.content, usedforsecurity=False
    ).hexdigest()  # the format asks for this one
    held = file.add_stream(
        attached.content,
        b"/Type/EmbeddedFile/Subtype%b" % pdf_name(attached.media_type)
        + b"/Params<</Size %d/CheckSum<%b>" % (len(attached.content), checksum.encode("ascii"))
        + b"/CreationDate%b/ModDate%b>>" % (stamp, stamp),
    )
    name = pdf_text(attached.name)
    return file.add(
        b"<</Type/Filespec/F%b/UF%b/Desc%b" % (name, name, pdf_text(attached.description))
        + b"/AFRelationship%b/EF<</F %d 0 R/UF %d 0 R>>>>" % (pdf_name(attached.relationship), held, held)
    )
