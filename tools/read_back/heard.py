"""What a screen reader hears of a file: the elements of its structure with their text, in the order of reading.

Text is taken as ISO 32000-1, 14.8 and 14.9, has it: from what an element says it stands for (ActualText), or else from
the characters that its glyphs are said to mean, wherever on the pages they are drawn.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
import uharfbuzz
from pikepdf import Name

Heard = tuple[str, str]
"""A role, and the text of its own; empty for what only holds others."""

_LISTED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]*)>")
_WITHIN_TEXT = "/Span"
_Place = tuple[tuple[int, int], int]
"""A page's object, and the number of the marked content on it."""


def read_back(pdf: bytes) -> list[Heard]:
    """Return what is heard of a file."""
    known: dict[tuple[int, int], dict[bytes, str]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        drawn = dict[_Place, str]()
        for page in document.pages:
            fonts = _fonts_of(page, known)
            drawn.update(((page.obj.objgen, number), text) for number, text in _texts_of(page, fonts).items())
        return [(role, text) for role, text in _of(document.Root.StructTreeRoot.K, drawn)]


def spaced(heard: list[Heard]) -> list[Heard]:
    """Return texts with single spaces: how wide they are is not heard."""
    return [(role, " ".join(text.split())) for role, text in heard]


def blanks(pdf: bytes) -> list[str]:
    """Return each text that a file says and shows nothing for: a glyph that no font has, or one without ink."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = document.pages[0].Resources.Font.items()
        return [f"{name[1:]}: {text!r}" for name, font in found for text in _blank_texts(font)]


def _blank_texts(font: Any) -> Iterator[str]:  # noqa: ANN401 - an object of the file
    descendant = font.DescendantFonts[0]
    drawn = uharfbuzz.Font(uharfbuzz.Face(descendant.FontDescriptor.FontFile2.read_bytes()))
    listed = descendant.CIDToGIDMap
    places = listed.read_bytes() if isinstance(listed, pikepdf.Stream) else b""
    for code, text in _characters(font).items():
        number = int.from_bytes(code, "big")
        glyph = int.from_bytes(places[2 * number : 2 * number + 2], "big") if places else number
        extents = drawn.get_glyph_extents(glyph)
        is_seen = any(unicodedata.category(one)[0] not in "ZCM" for one in text)
        if not glyph or (is_seen and (extents is None or not (extents.width or extents.height))):
            yield text


def _of(element: Any, drawn: dict[_Place, str]) -> Iterator[Heard]:  # noqa: ANN401 - an object of the file
    yield str(element.S)[1:], "".join(_own(element, drawn))
    for child in element.get(Name.K, []):
        if Name.S in child and str(child.S) != _WITHIN_TEXT:
            yield from _of(child, drawn)


def _own(element: Any, drawn: dict[_Place, str]) -> Iterator[str]:  # noqa: ANN401 - the same
    if Name.ActualText in element:
        yield str(element.ActualText)
        return
    for child in element.get(Name.K, []):
        if Name.MCID in child:
            yield drawn.get((child.Pg.objgen, int(child.MCID)), "")
        elif Name.S in child and str(child.S) == _WITHIN_TEXT:
            yield from _own(child, drawn)


def _fonts_of(
    page: pikepdf.Page, known: dict[tuple[int, int], dict[bytes, str]]
) -> dict[str, dict[bytes, str]]:
    fonts = {}
    for name, font in page.Resources.Font.items():
        if font.objgen not in known:
            known[font.objgen] = _characters(font)
        fonts[name] = known[font.objgen]
    return fonts


def _texts_of(page: pikepdf.Page, fonts: dict[str, dict[bytes, str]]) -> dict[int, str]:
    """Return the text of each marked content of a page."""
    texts: dict[int, list[str]] = {}
    open_marks: list[int | None] = []
    font: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page, "BMC BDC EMC Tf Tj TJ"):
        operands = instruction.operands
        match str(instruction.operator):
            case "BMC":
                open_marks.append(None)
            case "BDC":
                properties = operands[1]
                open_marks.append(int(properties.MCID) if Name.MCID in properties else None)
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case _:
                number = next((mark for mark in reversed(open_marks) if mark is not None), None)
                if number is not None:
                    texts.setdefault(number, []).append(_shown(operands[0], font))
    return {number: "".join(parts) for number, parts in texts.items()}


def _shown(operand: Any, font: dict[bytes, str]) -> str:  # noqa: ANN401 - the same
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
    return "".join(font[codes[place : place + 2]] for place in range(0, len(codes), 2))


def _characters(font: Any) -> dict[bytes, str]:  # noqa: ANN401 - the same
    _, _, lists = font.ToUnicode.read_bytes().partition(b"endcodespacerange")
    listed = _LISTED.findall(lists)
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in listed
    }
