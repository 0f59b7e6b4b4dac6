"""The text that is drawn on a page, read back from its glyphs: what belongs to the structure, and what is ornament.

It reads what the application draws and is strict about anything else: a picture, a note laid over a page, or a way of
drawing that the application never uses could cover or replace what is printed, and is told.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from cpm_desktop.documents.page_surface import FontWidths, Surface, font_widths

_DRAWN = frozenset(
    [
        *("q", "Q", "cm", "w", "J", "j", "M", "d", "m", "l", "c", "h", "re", "S", "s", "f", "b", "B", "n"),
        *("rg", "RG", "BT", "ET", "Tf", "Tm", "Tj", "TJ", "BMC", "BDC", "EMC"),
    ]
)
"""The operators that stand on pages which the application draws (ISO 32000-1, annex A)."""
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4})*)>")
_CODE = 2  # bytes
_FIRST_JOINED = "\u0900"
"""From here on there are scripts in which a character may be drawn as several glyphs."""
_FIRST_MARK = 0x300  # from here on characters are joined to others, or change beside them
_BYTE_ORDER_MARK, _WORD_JOINER = (
    "\ufeff",
    "\u2060",
)  # the second says within a file what the first means in text
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
"""Directions of characters in lines that are drawn in another order than they are read in."""
_DEEPEST = 200  # elements within each other


class ForeignPageError(ValueError):
    """The page holds what the application never draws."""


@dataclass(slots=True)
class PageText:
    """The text of one page.

    Attributes:
        marked: text by the number of its marked content.
        ornament: text that belongs to no element, a line each: header, footer, a table's head on its next page.
    """

    marked: dict[int, str] = field(default_factory=dict)
    ornament: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Mark:
    """A stretch of marked content that is open.

    Attributes:
        number: in the structure; None for ornament and for what only says how its glyphs read.
        reads_as: what its glyphs read as together; None where each reads as itself.
        is_ornament: it is no part of the structure.
    """

    number: int | None = None
    reads_as: str | None = None
    is_ornament: bool = False


class PageReader:
    """Reads pages of one document; keeps the fonts it has read."""

    def __init__(self) -> None:
        """Start without fonts."""
        self._fonts: dict[tuple[int, int], dict[int, str]] = {}
        self._widths: dict[tuple[int, int], FontWidths] = {}

    def read(self, page: pikepdf.Page) -> PageText:
        """Return the text of a page.

        Raises:
            ForeignPageError: it holds what the application never draws.
            HiddenTextError: some of its text cannot be seen.
        """
        for annotation in page.obj.get(Name.Annots, []):
            if annotation.get(Name.Subtype) != Name.Widget:
                raise ForeignPageError("an annotation")
        drawing, surface = _Drawing(PageText()), Surface(page)
        fonts: Any = (
            page.obj.Resources.Font if Name.Font in page.obj.get(Name.Resources, Dictionary()) else {}
        )
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator not in _DRAWN:
                raise ForeignPageError(operator)
            operands: list[Any] = list(instruction.operands)
            if operator == "Tf":
                font = fonts[str(operands[0])]
                drawing.characters, surface.widths = self._characters(font), self._widths_of(font)
            else:
                drawing.take(operator, operands)
            surface.take(operator, operands)
        return drawing.text

    def _widths_of(self, font: pikepdf.Object) -> FontWidths:
        if font.objgen not in self._widths:
            self._widths[font.objgen] = font_widths(font)
        return self._widths[font.objgen]

    def _characters(self, font: pikepdf.Object) -> dict[int, str]:
        """Return what each glyph of a font reads as."""
        if font.get(Name.Subtype) != Name.Type0 or font.get(Name.Encoding) != Name("/Identity-H"):
            raise ForeignPageError("a font")
        found = self._fonts.get(font.objgen)
        if found is None:
            pairs = _CHARACTER.findall(font.ToUnicode.read_bytes())
            found = {
                int(code, 16): bytes.fromhex(text.decode("ascii")).decode("utf-16-be", "replace")
                for code, text in pairs
            }
            self._fonts[font.objgen] = found
        return found


class _Drawing:
    """What was drawn so far of a page."""

    def __init__(self, text: PageText) -> None:
        self.text = text
        self.characters: dict[int, str] = {}
        self._open: list[_Mark] = []
        self._inside: list[str] = []
        self._before = ""

    def take(self, operator: str, operands: list[Any]) -> None:
        """Carry out one instruction."""
        match operator:
            case "BMC":
                self._open.append(_Mark(is_ornament=True))
            case "BDC":
                self._open.append(_mark(operands))
            case "EMC":
                self._end()
            case "Tj":
                self._show(bytes(operands[0]))
            case "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        self._show(bytes(part))
            case "ET":
                self._add("", ends_line=True)
            case _:
                pass

    def _show(self, codes: bytes) -> None:
        shown = [
            self.characters.get(int.from_bytes(codes[place : place + _CODE], "big"))
            for place in range(0, len(codes), _CODE)
        ]
        if self._open and self._open[-1].reads_as is not None:
            self._inside += [text or "" for text in shown]
            return
        for text in shown:
            # Where letters are joined, the second glyph of a character reads as nothing beside the first.
            if text is None or not (text or self._before >= _FIRST_JOINED):
                raise ForeignPageError("a glyph that reads as nothing")
            self._before = text[-1] if text else self._before
        self._add("".join(filter(None, shown)))

    def _end(self) -> None:
        mark = self._open.pop()
        if mark.reads_as is None:
            return
        if not all(_fits(text, mark.reads_as) for text in self._inside):
            raise ForeignPageError("glyphs that read as another text")
        self._inside = []
        self._add(mark.reads_as)

    def _add(self, text: str, *, ends_line: bool = False) -> None:
        """Add text to what it belongs to; where it ends a line of ornament, the next begins another."""
        mark = next((one for one in reversed(self._open) if one.number is not None or one.is_ornament), None)
        if mark is not None and mark.number is not None:
            self.text.marked[mark.number] = self.text.marked.get(mark.number, "") + text
            return
        if mark is None and text:
            raise ForeignPageError("text without a mark")
        if not self.text.ornament:
            self.text.ornament.append("")
        self.text.ornament[-1] += text
        if ends_line and self.text.ornament[-1]:
            self.text.ornament.append("")


def _fits(text: str, whole: str) -> bool:
    """Tell whether a glyph that reads as something by itself may stand for a part of what is read instead.

    A glyph that is not seen reads as a space; a bracket is turned round where it is read from right to left; in
    scripts whose letters change beside each other one glyph stands for several. None of these are plain letters.
    """
    if (
        not text.strip()
        or text in whole
        or unicodedata.normalize("NFC", text) in unicodedata.normalize("NFC", whole)
    ):
        return True
    if unicodedata.mirrored(text[0]):
        return any(map(unicodedata.mirrored, whole))
    is_plain_letter = any(character.isascii() and character.isalnum() for character in text)
    return not is_plain_letter and any(ord(character) >= _FIRST_MARK for character in whole)


def _mark(operands: list[Any]) -> _Mark:
    details: Any = operands[1]
    if not isinstance(details, pikepdf.Dictionary):
        raise ForeignPageError("a mark told elsewhere")
    if operands[0] == Name.Artifact:
        return _Mark(is_ornament=True)
    number = int(details.MCID) if Name.MCID in details else None
    reads_as = str(details.ActualText) if Name.ActualText in details else None
    return _Mark(number, reads_as)


def texts_in_order(document: pikepdf.Pdf, pages: list[PageText]) -> list[tuple[int, str]]:
    """Return the text of each element of a structure in the order of reading, with the index of its first page.

    Raises:
        ForeignPageError: the structure names what is not drawn, or what is drawn is not in it, or is twice.
    """
    reading = _Reading(document, pages)
    reading.element(document.Root.StructTreeRoot.K, depth=0)
    if any(any(left.values()) for left in reading.left):
        raise ForeignPageError("text outside the structure")
    return reading.found


class _Reading:
    """A structure as far as it was read.

    Attributes:
        found: texts of elements, each with the index of its page.
        left: of each page what was not read yet.
    """

    def __init__(self, document: pikepdf.Pdf, pages: list[PageText]) -> None:
        self.found: list[tuple[int, str]] = []
        self.left = [dict(page.marked) for page in pages]
        self._numbers = {page.obj.objgen: index for index, page in enumerate(document.pages)}

    def element(self, node: Any, depth: int) -> None:  # noqa: ANN401 - the library's objects have no types
        """Read an element with all that stands in it."""
        if depth > _DEEPEST or not isinstance(node, pikepdf.Dictionary) or Name.ActualText in node:
            raise ForeignPageError("an element of another kind")
        own: tuple[int, str] | None = None
        for child in _children(node):
            kind = child.get(Name.Type)
            if kind == Name.OBJR:
                continue
            if kind == Name.MCR:
                page, text = self._content(child)
                own = (own[0], own[1] + text) if own else (page, text)
                continue
            if child.get(Name.S) == Name.Span:
                page, text = self._spoken(child, own[1] if own else "")
                own = (own[0], own[1] + text) if own else (page, text)
                continue
            if own is not None:
                self.found.append(own)
                own = None
            self.element(child, depth + 1)
        if own is not None:
            self.found.append(own)

    def _spoken(self, node: Any, before: str) -> tuple[int, str]:  # noqa: ANN401 - as above
        """Read a line that is drawn in another order than it is read in: the same letters, and some of them turned.

        Within text that runs from right to left a line of other letters is turned too: those keep their order, and
        what stands between them may not.
        """
        parts = [self._content(child) for child in _children(node) if child.get(Name.Type) == Name.MCR]
        drawn, spoken = "".join(text for _, text in parts), str(node.get(Name.ActualText, ""))
        is_turned = _has_right_to_left(spoken) or (
            _has_right_to_left(before) and _left_to_right(drawn) == _left_to_right(spoken)
        )
        is_same = sorted(drawn) == sorted(spoken.replace(_BYTE_ORDER_MARK, _WORD_JOINER))
        if len(parts) != len(_children(node)) or not parts or not is_turned or not is_same:
            raise ForeignPageError("words that are not those drawn")
        return parts[0][0], spoken

    def _content(self, content: Any) -> tuple[int, str]:  # noqa: ANN401 - as above
        page, number = self._numbers.get(content.Pg.objgen, -1), int(content.MCID)
        if page < 0:
            raise ForeignPageError("an entry of the structure on no page")
        return page, self.left[page].pop(number, "")


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def _left_to_right(text: str) -> list[str]:
    return [character for character in text if unicodedata.bidirectional(character) == "L"]


def _children(node: Any) -> list[Any]:  # noqa: ANN401 - as above
    if Name.K not in node:
        return []
    children = node.K
    found = list(children) if isinstance(children, pikepdf.Array) else [children]
    if not all(isinstance(child, pikepdf.Dictionary) for child in found):
        raise ForeignPageError("an entry of the structure of another kind")
    return found
