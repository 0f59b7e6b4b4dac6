"""Files inside a document, as PDF/A-3 wants them: named, described, and tied to the document (ISO 19005-3, 6.8)."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

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


def attach(document: pikepdf.Pdf, files: Sequence[AttachedFile], dated: dt.datetime) -> None:
    """Put files into a document; the same files and time (aware) give the same bytes."""
    root = document.Root
    for file in files:
        specification = document.make_indirect(_specification(document, file, dated))
        if Name.AF not in root:
            root.AF = Array([])
        root.AF.append(specification)
        _add_name(root, file.name, specification)


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


def _specification(document: pikepdf.Pdf, file: AttachedFile, dated: dt.datetime) -> Dictionary:
    stamp = String(dated.astimezone(dt.UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))
    checksum = hashlib.md5(file.content, usedforsecurity=False).digest()  # the format asks for this one
    parameters = Dictionary(
        ModDate=stamp, CreationDate=stamp, Size=len(file.content), CheckSum=String(checksum)
    )
    embedded = pikepdf.Stream(document, zlib.compress(file.content, 9))
    embedded.stream_dict = Dictionary(
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{file.media_type}"),
        Params=parameters,
        Filter=Name.FlateDecode,
    )
    held = document.make_indirect(embedded)
    return Dictionary(
        Type=Name.Filespec,
        F=String(file.name),
        UF=String(file.name),
        Desc=String(file.description),
        AFRelationship=Name(f"/{file.relationship}"),
        EF=Dictionary(F=held, UF=held),
    )


def _add_name(root: pikepdf.Object, name: str, specification: pikepdf.Object) -> None:
    if Name.Names not in root:
        root.Names = Dictionary()
    if Name.EmbeddedFiles not in root.Names:
        root.Names.EmbeddedFiles = Dictionary(Names=Array([]))
    listed = root.Names.EmbeddedFiles.Names
    entries = [(str(listed[place]), listed[place + 1]) for place in range(0, len(listed), 2)]
    entries.append((name, specification))
    # A tree of names is in order.
    root.Names.EmbeddedFiles.Names = Array(
        [part for key, value in sorted(entries, key=lambda entry: entry[0]) for part in (String(key), value)]
    )
