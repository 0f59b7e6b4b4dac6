"""Copies of a conforming file, each broken in one way that matters for reading, hearing or trusting it later."""

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Break = Callable[[Pdf], None]


def broken_copies(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is broken, and the copy."""
    for name, breaks in BREAKS.items():
        with pikepdf.open(io.BytesIO(pdf)) as document:
            breaks(document)
            written = io.BytesIO()
            document.save(written, force_version="1.7", fix_metadata_version=False)
        yield name, written.getvalue()


def _nodes(document: Pdf, role: str) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    waiting = [document.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if node.get(Name.S) == Name(f"/{role}"):
            found.append(node)
        held = node.get(Name.K, Array([]))
        waiting += [child for child in (list(held) if isinstance(held, Array) else [held]) if Name.S in child]
    return found


def _fonts(document: Pdf) -> list[pikepdf.Object]:
    return list(document.pages[0].Resources.Font.values())


def _in_content(old: bytes, new: bytes) -> Break:
    def replace(document: Pdf) -> None:
        page = document.pages[0]
        content = page.Contents.read_bytes()
        assert old in content, old
        page.Contents = document.make_stream(content.replace(old, new, 1))

    return replace


def _in_metadata(pattern: str, new: str) -> Break:
    def replace(document: Pdf) -> None:
        text = document.Root.Metadata.read_bytes().decode("utf-8")
        changed, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
        assert count == 1, pattern
        document.Root.Metadata = document.make_stream(
            changed.encode("utf-8"), Dictionary(Type=Name.Metadata, Subtype=Name.XML)
        )

    return replace


def _without(name: str) -> Break:
    def remove(document: Pdf) -> None:
        del document.Root[Name(f"/{name}")]

    return remove


def _rename(role: str, new: str) -> Break:
    def rename(document: Pdf) -> None:
        _nodes(document, role)[0].S = Name(f"/{new}")

    return rename


def _unembed(document: Pdf) -> None:
    del _fonts(document)[0].DescendantFonts[0].FontDescriptor[Name.FontFile2]


def _without_characters(document: Pdf) -> None:
    del _fonts(document)[0][Name.ToUnicode]


def _wrong_widths(document: Pdf) -> None:
    widths = _fonts(document)[0].DescendantFonts[0].W
    for place in range(1, len(widths), 2):
        widths[place] = Array([111])


def _standard_font(document: Pdf) -> None:
    page = document.pages[0]
    page.Resources.Font[Name.Plain] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Contents = document.make_stream(
        page.Contents.read_bytes() + b"\n/Artifact BMC BT /Plain 9 Tf 50 50 Td (x) Tj ET EMC"
    )


def _without_words_for_figure(document: Pdf) -> None:
    del _nodes(document, "Figure")[0][Name.Alt]


def _without_tooltip(document: Pdf) -> None:
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, []):
            del annotation[Name.TU]


def _field_not_heard(document: Pdf) -> None:
    for form in _nodes(document, "Form"):
        del form[Name.K]
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, []):
            del annotation[Name.StructParent]


def _hidden_field(document: Pdf) -> None:
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, []):
            annotation.F = 2


def _without_appearance(document: Pdf) -> None:
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, []):
            annotation.Rect = Array([10, 10, 50, 50])
            del annotation[Name.AP]


def _without_order_of_fields(document: Pdf) -> None:
    for page in document.pages:
        del page.obj[Name.Tabs]


def _row_outside_table(document: Pdf) -> None:
    row = _nodes(document, "TR")[0]
    parent = document.Root.StructTreeRoot.K
    row.P = parent
    parent.K.append(row)


def _script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))


def _launch(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))


def _page_script(document: Pdf) -> None:
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("x")))


def _foreign_role(document: Pdf) -> None:
    _nodes(document, "P")[0].S = Name("/Invented")


def _ring_of_roles(document: Pdf) -> None:
    document.Root.StructTreeRoot.RoleMap = Dictionary(Invented=Name.Other, Other=Name.Invented)
    _foreign_role(document)


def _unmarked(document: Pdf) -> None:
    document.Root.MarkInfo.Marked = False


def _hidden_title(document: Pdf) -> None:
    document.Root.ViewerPreferences.DisplayDocTitle = False


def _attachment_without_relation(document: Pdf) -> None:
    stream = document.make_stream(
        b"{}", Dictionary(Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    )
    file = Dictionary(
        Type=Name.Filespec, F=String("a.json"), UF=String("a.json"), EF=Dictionary(F=stream, UF=stream)
    )
    document.Root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String("a.json"), document.make_indirect(file)]))
    )


def _optional_layer_without_name(document: Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([])))


def _content_elsewhere(document: Pdf) -> None:
    page = document.pages[0]
    stream = document.make_stream(page.Contents.read_bytes())
    stream.stream_dict.F = String("elsewhere.txt")
    page.Contents = stream


def _other_colours(document: Pdf) -> None:
    _in_content(b"EMC", b"EMC\n/Artifact BMC 1 0 0 0 k 0 0 5 5 re f EMC")(document)


BREAKS: dict[str, Break] = {
    "no structure": _without("StructTreeRoot"),
    "no mark information": _without("MarkInfo"),
    "marked as not marked": _unmarked,
    "no language": _without("Lang"),
    "no metadata": _without("Metadata"),
    "no meaning of colours": _without("OutputIntents"),
    "another part of the archive standard claimed": _in_metadata("<pdfaid:part>3<", "<pdfaid:part>1<"),
    "an unknown level claimed": _in_metadata("<pdfaid:conformance>A<", "<pdfaid:conformance>Z<"),
    "accessibility not claimed": _in_metadata("<pdfuaid:part>1</pdfuaid:part>", ""),
    "its own words of metadata not explained": _in_metadata(
        "<pdfaExtension:schemas>.*</pdfaExtension:schemas>", ""
    ),
    "metadata without a title": _in_metadata("<dc:title>.*</dc:title>", ""),
    "metadata that is no XML": _in_metadata("</rdf:RDF>", ""),
    "title not shown": _hidden_title,
    "a font left out": _unembed,
    "a font of the reader's": _standard_font,
    "glyphs without characters": _without_characters,
    "wrong widths": _wrong_widths,
    "ink without a mark": _in_content(b"/Artifact BMC", b""),
    "a heading left out": _rename("H2", "H4"),
    "no first heading": _rename("H1", "H3"),
    "an entry outside a list": _rename("L", "Sect"),
    "a row outside a table": _row_outside_table,
    "a role nobody knows": _foreign_role,
    "roles that go in a ring": _ring_of_roles,
    "a figure without words": _without_words_for_figure,
    "a field without a name": _without_tooltip,
    "a field that is not heard": _field_not_heard,
    "a hidden field": _hidden_field,
    "a field without a look": _without_appearance,
    "no order of fields": _without_order_of_fields,
    "a script": _script,
    "a script on a page": _page_script,
    "a program started": _launch,
    "an attachment without relation": _attachment_without_relation,
    "a layer without a name": _optional_layer_without_name,
    "content elsewhere": _content_elsewhere,
    "colours of another kind": _other_colours,
}
