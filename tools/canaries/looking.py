"""Finds planted words wherever they got to: in the tree of a paper, and in every byte of its file."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
from tools.canaries.planting import FIRST_DAY, LENGTH, LETTERS

from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.typography import month_name

_WORD = re.compile(f"(?=(qz[{LETTERS}]{{{LENGTH}}}))")
_WHOLE_WORD = re.compile(f"qz[{LETTERS}]{{{LENGTH}}}")
_ISO_DAY = re.compile(r"20[3-9]\d-\d\d-\d\d")
_MONTHS = {month_name(dt.date(2031, month, 1))[:3].casefold(): month for month in range(1, 13)}
_DAY = re.compile(r"(?<!\d)(\d{1,2}) (" + "|".join(_MONTHS) + r")[a-z]* (20[3-9]\d)")
_MOST_DAYS = 31
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_MARKUP = re.compile(r"<[^>]*>")
_CHARACTERS = re.compile(r"<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4})+)>")


def words_in(text: str) -> set[str]:
    """Return planted words and days (ISO) that stand in a text; a word is found also where spaces part it."""
    spaced = " ".join(text.casefold().split())
    found = {match.group(1) for match in _WORD.finditer(spaced.replace(" ", ""))}
    return found | _days_in(spaced)


def _days_in(text: str) -> set[str]:
    found = set(_ISO_DAY.findall(text))
    for day, month, year in _DAY.findall(text):
        if 0 < int(day) <= _MOST_DAYS:
            found.add(f"{year}-{_MONTHS[month]:02d}-{int(day):02d}")
    return {day for day in found if day > FIRST_DAY.isoformat()}


def words_in_tree(paper: Paper) -> set[str]:
    """Return what stands anywhere in a paper's tree, its data and its title included."""
    text = repr(paper).replace("\\xa0", " ").casefold()
    return {*_WHOLE_WORD.findall(text), *_days_in(text)}


def words_in_file(pdf: bytes, name: str = "") -> set[str]:
    """Return what stands anywhere in a file, decompressed: bytes, UTF-16, hexadecimal digits, glyphs, attachments."""
    found = words_in(name) | words_in_bytes(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        plain = io.BytesIO()
        document.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        found |= words_in_bytes(plain.getvalue())
        for page in document.pages:
            found |= words_in(_drawn(page))
    return found


def words_in_word_file(content: bytes) -> set[str]:
    """Return what stands anywhere in a Word file: in every part as it is, and with the marks between letters gone."""
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            found |= words_in_bytes(part) | words_in(_MARKUP.sub("", part.decode("utf-8", "replace")))
    return found


def words_in_bytes(content: bytes) -> set[str]:
    """Return words in bytes as they are, in either order of UTF-16, and in what hexadecimal digits stand for."""
    texts = [content, *(bytes.fromhex(_even(match)) for match in _HEXADECIMAL.findall(content))]
    together = b" ".join(texts)
    return words_in(together.replace(b"\0", b"").decode("latin-1"))


def _even(digits: bytes) -> str:
    text = b"".join(digits.split()).decode("ascii")
    return text if len(text) % 2 == 0 else f"{text}0"


def _drawn(page: pikepdf.Page) -> str:
    """Return all that a page's glyphs read as, in the order in which they are drawn, whatever mark they stand in."""
    fonts = {name: _characters(font) for name, font in page.obj.Resources.Font.items()}
    characters: dict[int, str] = {}
    texts: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tf":
            characters = fonts[str(instruction.operands[0])]
        elif operator in {"Tj", "TJ"}:
            for codes in _codes(instruction.operands[0]):
                texts += [
                    characters.get(int.from_bytes(codes[at : at + 2], "big"), "")
                    for at in range(0, len(codes), 2)
                ]
        elif operator == "ET":
            texts.append("\n")
    return "".join(texts)


def _codes(shown: Any) -> Iterator[bytes]:  # noqa: ANN401 - the library's objects have no types
    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            yield bytes(part)


def _characters(font: Any) -> dict[int, str]:  # noqa: ANN401 - as above
    pairs = _CHARACTERS.findall(font.ToUnicode.read_bytes().decode("latin-1"))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in pairs}
