"""The licences of what is shipped: those that wheels carry, and those of what stands inside them unsaid."""

import re
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath

from installer.inputs import Brought
from installer.product import LICENCES

_TEXT = re.compile(r"^(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is shipped inside something else, or whose licence its wheel leaves out.

    Attributes:
        name: of it.
        inside: the distributions that it comes in, or "runtime".
        licence: in SPDX's words.
        texts: files in installer/licences.
        systems: on which it is shipped, as `sys.platform` names them.
        says: what has to be told beside the text; may be empty.
    """

    name: str
    inside: tuple[str, ...]
    licence: str
    texts: tuple[str, ...]
    systems: tuple[str, ...]
    says: str


def read_parts(system: str) -> tuple[Part, ...]:
    """Return the parts that are shipped on a system."""
    table = tomllib.loads((LICENCES / "parts.toml").read_text(encoding="utf-8"))
    parts = (
        Part(
            entry["name"],
            tuple(entry["inside"]),
            entry["licence"],
            tuple(entry["texts"]),
            tuple(entry.get("systems", ("linux", "win32", "darwin"))),
            entry.get("says", ""),
        )
        for entry in table["part"]
    )
    return tuple(part for part in parts if system in part.systems)


def texts_in(wheel: Path) -> Mapping[str, bytes]:
    """Return the licence texts that a wheel carries beside its metadata, by their path there."""
    found = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            path = PurePosixPath(name)
            if not path.parts[0].endswith(".dist-info") or name.endswith("/"):
                continue
            if "licenses" in path.parts[1:-1] or _TEXT.match(path.name):
                rest = path.parts[2:] if path.parts[1] == "licenses" else path.parts[1:]
                found["/".join(rest)] = archive.read(name)
    return found


def metadata_of(wheel: Path) -> Message:
    """Return what a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        return Parser().parsestr(archive.read(name).decode("utf-8"), headersonly=True)


def licence_of(brought: Brought, parts: tuple[Part, ...]) -> str:
    """Return the licence of a distribution: what we looked up where its metadata are silent, else theirs."""
    looked_up = [
        part.licence for part in parts if part.inside == (brought.name,) and part.name == brought.name
    ]
    if looked_up:
        return looked_up[0]
    metadata = metadata_of(brought.file)
    said = metadata["License-Expression"] or metadata["License"] or ""
    if said and "\n" not in said and len(said) < 100:  # noqa: PLR2004 - a name, not the text itself
        return str(said)
    classifiers = [
        one.rpartition(" :: ")[2] for one in metadata.get_all("Classifier", ()) if "License ::" in one
    ]
    return " AND ".join(classifiers)
