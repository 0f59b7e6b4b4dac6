"""A font's part in a PDF: only the glyphs that were drawn, and the text that each of them stands for."""

import hashlib
from typing import TYPE_CHECKING

import uharfbuzz
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFStream,
    PDFStreamFilterZCompress,
    PDFString,
)

from cpm_desktop.documents.rendering.typefaces import Typeface

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SYMBOLIC = 4
_STEM = 80
_LEAST_CODES = 100
_TABLES_NEEDED = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"}


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
        self._texts: dict[int, str] = {}
        self._widths: dict[int, float] = {}
        self._readable: set[tuple[int, str]] = set()

    def use(self, glyph: int, text: str) -> bool:
        """Note that a glyph is drawn; tell whether it always stands for that text and can be read back."""
        if glyph not in self._widths:
            self._widths[glyph] = self.face.advance(glyph)
        if not text or "\0" in text:
            return False
        return self._texts.setdefault(glyph, text) == text

    def use_all(self, glyphs: "Mapping[tuple[int, str], None]") -> bool:
        """Note that glyphs are drawn, each for its text; tell whether all of them can be read back."""
        if glyphs.keys() <= self._readable:
            return True
        found = [pair for pair in glyphs if self.use(*pair)]
        self._readable.update(found)
        return len(found) == len(glyphs)

    def add_to(self, document: PDFDocument) -> PDFObjectReference:
        """Write the font into a document."""
        program = self._program()
        name = f"{_tag(program)}+{self.face.name}"
        add: Callable[[PDFObject], PDFObjectReference] = document.Reference
        filters = [PDFStreamFilterZCompress()]
        data = PDFStream(PDFDictionary({"Length1": len(program)}), program, filters)
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "CIDToGIDMap": PDFName("Identity"),
                "FontDescriptor": add(self._descriptor(name, add(data))),
                "W": self._width_array(),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([add(descendant)]),
                "ToUnicode": add(PDFStream(content=self._to_unicode(), filters=filters)),
            }
        )
        return add(font)

    def _descriptor(self, name: str, program: PDFObjectReference) -> PDFDictionary:
        ascent, descent = self.face.extent
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(name),
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray([-1000, round(descent * 1000), 2000, round(ascent * 1000)]),
                "ItalicAngle": 0,
                "Ascent": round(ascent * 1000),
                "Descent": round(descent * 1000),
                "CapHeight": round(ascent * 750),
                "StemV": _STEM,
                "FontFile2": program,
            }
        )

    def _width_array(self) -> PDFArray:
        entries: list[object] = []
        for glyph in sorted(self._widths):
            width = f"{self._widths[glyph] * 1000:.2f}".rstrip("0").rstrip(".")
            # As the library would write them, which takes it long.
            entries += [b"%d" % glyph, b"[ %s ]" % width.encode("ascii")]
        return PDFArray(entries)

    def _program(self) -> bytes:
        wish = uharfbuzz.SubsetInput()
        wish.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(self._widths)
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

    def _to_unicode(self) -> bytes:
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
        codes = sorted(self._texts.items())
        for start in range(0, len(codes), _LEAST_CODES):
            part = codes[start : start + _LEAST_CODES]
            lines.append(f"{len(part)} beginbfchar")
            lines += [f"<{glyph:04X}> <{utf16_digits(text)}>" for glyph, text in part]
            lines.append("endbfchar")
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
        return "\n".join(lines).encode("ascii")


def utf16_digits(text: str) -> str:
    """Return text as hexadecimal UTF-16 without a byte order mark."""
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


def _tag(program: bytes) -> str:
    """Return six letters that differ where the subset differs."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
