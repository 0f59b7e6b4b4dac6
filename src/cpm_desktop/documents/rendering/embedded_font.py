"""A font's part in a PDF: only the glyphs that were drawn, and the text that each of them stands for.

Every glyph is written as a number that stands for one text wherever it occurs. A glyph that is drawn for a second text
(a letter in another word of joined script, the mirrored bracket of text from right to left) gets a number beyond those
of the font, so that text is read back as typed whoever reads it.
"""

import array
import hashlib
import sys
from collections.abc import Iterable

import uharfbuzz

from cpm_desktop.documents.rendering.pdf_file import PdfFile, utf16_digits
from cpm_desktop.documents.rendering.typefaces import Typeface

_SYMBOLIC = 4
_STEM = 80
_MOST_IN_A_LIST = 100
_TABLES_NEEDED = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"}
_BYTE_ORDER_MARK, _WORD_JOINER = "\ufeff", "\u2060"


class EmbeddedFont:
    """The glyphs of one font that a document uses.

    Attributes:
        resource: its name in the pages' resources.
        face: the font.
    """

    def __init__(self, face: Typeface, resource: str) -> None:
        """Start without glyphs."""
        self.face = face
        self.resource = resource
        self._plain: set[int] = set()
        self._codes: dict[tuple[int, str], int] = {}
        self._own: set[int] = set()
        self._next = int(face.font.face.glyph_count)

    def use(self, glyphs: Iterable[int]) -> None:
        """Note that glyphs are drawn for the characters that they always stand for."""
        self._plain.update(glyphs)

    def code(self, glyph: int, text: str) -> int:
        """Note that a glyph is drawn for a text, and return the number by which it is written there."""
        found = self._codes.get((glyph, text))
        if found is None:
            usual = self.face.characters.get(glyph)
            if usual == text or (usual is None and glyph not in self._own):
                found = glyph
                self._own.add(glyph)
            else:
                found, self._next = self._next, self._next + 1
            self._codes[glyph, text] = found
        return found

    def add_to(self, file: PdfFile) -> int:
        """Write the font into a document and return its number."""
        texts = {glyph: self.face.characters[glyph] for glyph in self._plain}
        glyphs = {glyph: glyph for glyph in self._plain}
        for (glyph, text), code in self._codes.items():
            texts[code], glyphs[code] = text, glyph
        program = self._program(glyphs.values())
        name = f"{_tag(program)}+{self.face.name}".encode("ascii")
        data = file.add_stream(program, b"/Length1 %d" % len(program))
        descendant = file.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b" % name
            + b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + b"/CIDToGIDMap%b" % _glyph_map(file, glyphs)
            + b"/FontDescriptor %d 0 R/W[%b]>>"
            % (file.add(self._descriptor(name, data)), self._widths(glyphs))
        )
        return file.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H" % name
            + b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (descendant, file.add_stream(_to_unicode(texts)))
        )

    def _descriptor(self, name: bytes, program: int) -> bytes:
        up, down = self.face.extent
        ascent, descent = round(up * 1000), round(down * 1000)
        return (
            b"<</Type/FontDescriptor/FontName/%b/Flags %d" % (name, _SYMBOLIC)
            + b"/FontBBox[-1000 %d 2000 %d]/ItalicAngle 0" % (descent, ascent)
            + b"/Ascent %d/Descent %d/CapHeight %d" % (ascent, descent, round(up * 750))
            + b"/StemV %d/FontFile2 %d 0 R>>" % (_STEM, program)
        )

    def _widths(self, glyphs: dict[int, int]) -> bytes:
        advance, em = self.face.advance, 1000 / self.face.units
        return " ".join(f"{code}[{advance(glyphs[code]) * em:.6g}]" for code in sorted(glyphs)).encode(
            "ascii"
        )

    def _program(self, glyphs: Iterable[int]) -> bytes:
        wish = uharfbuzz.SubsetInput()
        wish.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(set(glyphs))
        drop = wish.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG)
        for tag in self.face.font.face.table_tags:
            if tag not in _TABLES_NEEDED:
                drop.add(int.from_bytes(tag.encode("ascii"), "big"))
        wish.flags = (
            uharfbuzz.SubsetFlags.RETAIN_GIDS
            | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
            | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        return bytes(uharfbuzz.subset(self.face.font.face, wish).blob.data)


def _glyph_map(file: PdfFile, glyphs: dict[int, int]) -> bytes:
    """Return which glyph each number means: itself, or as a stream says."""
    if all(code == glyph for code, glyph in glyphs.items()):
        return b"/Identity"
    listed = array.array("H", bytes(2 * (max(glyphs) + 1)))
    for code, glyph in glyphs.items():
        listed[code] = glyph
    if sys.byteorder == "little":
        listed.byteswap()
    return b" %d 0 R" % file.add_stream(listed.tobytes())


def _to_unicode(texts: dict[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    codes = sorted(texts.items())
    for start in range(0, len(codes), _MOST_IN_A_LIST):
        part = codes[start : start + _MOST_IN_A_LIST]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:04X}> <{_digits(text)}>" for code, text in part]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")


def _digits(text: str) -> str:
    """Return text as the file may say it: a byte order mark is no text there, what it means within text is."""
    return utf16_digits(text.replace(_BYTE_ORDER_MARK, _WORD_JOINER))


def _tag(program: bytes) -> str:
    """Return six letters that differ where the subset differs."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
