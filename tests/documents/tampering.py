"""What a forger may do to a signed file by adding to it: some fifty revisions, each written as a reader would take it.

Each change takes pyHanko's incremental writer, which is not the one that wrote the file, and alters one thing. The
document they are made for has all that can be altered: two pages, a structure, fonts, an attachment, bookmarks, a
text field, metadata, and a place for a second signature.
"""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from pyhanko.pdf_utils import generic as untyped
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.documents.signature_field import (
    CHAIR,
    COUNTERSIGNER,
    SignatureField,
    reserve_signature_fields,
    time_fields,
)
from cpm_desktop.domain.blocks import Paper, Paragraph, Section, SignatureBlock
from tests.documents.fictional_documents import SIGNED_AT

generic: Any = untyped  # half of its classes are typed
Change = Callable[[Any], None]
"""Alters what the writer will append; the library types its own classes by halves."""

_FORM_FIELD = "Remarks"


def altered(pdf: bytes, change: Change) -> bytes:
    """Append a revision with one change."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    writer._update_meta = lambda: None  # the change alone
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def everything_in_it() -> bytes:
    """Return an unsigned document that has all that the changes alter."""
    paper = Paper(
        kind_line="Minutes of the review",
        title="Kai Avery",
        subtitle="Tuesday 24 November 2026",
        authority="Northbeck Council",
        service="Children’s services",
        marking="OFFICIAL-SENSITIVE",
        file_title="Minutes of the review, 24 November 2026",
        blocks=(
            Section("Decisions", (Paragraph("Kai stays with Dana Avery. " * 120),)),
            Section("More", (Paragraph("The plan is reviewed in March. " * 150),)),
            Section(
                "Signature", (SignatureBlock(CHAIR, "Signature of the chair", "Priya Nair", "Chair", ""),)
            ),
        ),
    )
    drawn = PaperRenderer().render(paper, SIGNED_AT)
    places = [
        SignatureField(each.name, each.page, each.rect, each.tooltip) for each in drawn.signature_places
    ]
    second = SignatureField(COUNTERSIGNER, 1, (300, 60, 500, 110), "Second signature")
    fields = [*places, second, *time_fields()]
    with pikepdf.open(io.BytesIO(reserve_signature_fields(drawn.pdf, fields, SIGNED_AT))) as document:
        _add_all(document)
        written = io.BytesIO()
        document.save(written, force_version="1.7", deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


def _add_all(document: pikepdf.Pdf) -> None:
    document.attachments["minutes.json"] = pikepdf.AttachedFileSpec(  # type: ignore[call-arg]  # its types forget what has a default
        document, b'{"decisions": 1}'
    )
    with document.open_outline() as outline:
        outline.root.append(OutlineItem("Decisions", 0))
        outline.root.append(OutlineItem("More", 1))
    page = document.pages[0].obj
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String(_FORM_FIELD),
            V=String("none"),
            F=4,
            Rect=Array([72, 40, 200, 60]),
            P=page,
            AP=Dictionary(
                N=document.make_stream(b"", Dictionary(Subtype=Name.Form, BBox=Array([0, 0, 128, 20])))
            ),
        )
    )
    if Name.Annots not in page:
        page.Annots = document.make_indirect(Array([]))
    page.Annots.append(field)
    document.Root.AcroForm.Fields.append(field)


def _dictionary(**entries: object) -> Any:  # noqa: ANN401  as `Change` says
    return generic.DictionaryObject({pdf_name("/" + name): value for name, value in entries.items()})


def _stream(data: bytes, **entries: object) -> Any:  # noqa: ANN401  as above
    return generic.StreamObject(_dictionary(**entries), stream_data=data)


def _numbers(*numbers: float) -> Any:  # noqa: ANN401  as above
    return generic.ArrayObject(generic.NumberObject(number) for number in numbers)


def _page(writer: Any, index: int = 0) -> Any:  # noqa: ANN401  as above
    node = writer.root["/Pages"]
    pages = []

    def walk(one: Any) -> None:  # noqa: ANN401  as above
        for each in one["/Kids"]:
            kid = each.get_object()
            if kid["/Type"] == "/Pages":
                walk(kid)
            else:
                pages.append(kid)

    walk(node)
    return pages[index]


def _field(writer: Any, name: str) -> Any:  # noqa: ANN401  as above
    return next(
        field for each in writer.root["/AcroForm"]["/Fields"] if (field := each.get_object())["/T"] == name
    )


def _add_annotation(writer: Any, **entries: object) -> None:  # noqa: ANN401  as above
    page = _page(writer)
    entries.setdefault("Rect", _numbers(60, 600, 500, 700))
    reference = writer.add_object(_dictionary(Type=pdf_name("/Annot"), F=generic.NumberObject(4), **entries))
    annotations = generic.ArrayObject(list(page["/Annots"]))
    page["/Annots"] = generic.ArrayObject([*annotations, reference])
    writer.update_container(page)


def _looks(writer: Any, content: bytes) -> Any:  # noqa: ANN401  as above
    drawn = _stream(
        content, Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=_numbers(0, 0, 440, 100)
    )
    return _dictionary(N=writer.add_object(drawn))


def _in_root(name: str, value: Callable[[Any], object]) -> Change:
    def change(writer: Any) -> None:  # noqa: ANN401  as above
        writer.root[pdf_name(name)] = value(writer)
        writer.update_root()

    return change


def _without_in_root(name: str) -> Change:
    def change(writer: Any) -> None:  # noqa: ANN401  as above
        del writer.root[name]
        writer.update_root()

    return change


def _annotation(subtype: str, **entries: object) -> Change:
    def change(writer: Any) -> None:  # noqa: ANN401  as above
        _add_annotation(writer, Subtype=pdf_name(subtype), **entries)

    return change


def _in_page(index: int, name: str, value: Callable[[Any], object]) -> Change:
    def change(writer: Any) -> None:  # noqa: ANN401  as above
        page = _page(writer, index)
        page[pdf_name(name)] = value(writer)
        writer.update_container(page)

    return change


def _cover_with_a_picture(writer: Any) -> None:  # noqa: ANN401  as above
    _add_annotation(writer, Subtype=pdf_name("/Stamp"), AP=_looks(writer, b"1 1 1 rg 0 0 440 100 re f"))


def _replace_contents_in_place(writer: Any) -> None:  # noqa: ANN401  as above
    contents = _page(writer).raw_get("/Contents")
    reference = contents.reference if hasattr(contents, "reference") else contents[0].reference
    writer.objects[(0, reference.idnum)] = _stream(b"BT ET")
    writer._force_write_when_empty = True


def _add_a_page(writer: Any) -> None:  # noqa: ANN401  as above
    pages = writer.root["/Pages"]
    fresh = _dictionary(
        Type=pdf_name("/Page"), Parent=writer.root.raw_get("/Pages"), MediaBox=_numbers(0, 0, 595, 842)
    )
    pages["/Kids"].append(writer.add_object(fresh))
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages)
    writer.update_container(pages["/Kids"])


def _remove_a_page(writer: Any) -> None:  # noqa: ANN401  as above
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject(list(pages["/Kids"])[:-1])
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) - 1)
    writer.update_container(pages)


def _reorder_pages(writer: Any) -> None:  # noqa: ANN401  as above
    pages = writer.root["/Pages"]
    kids = pages["/Kids"]
    pages["/Kids"] = generic.ArrayObject(reversed(list(kids)))
    writer.update_container(pages)


def _swap_fonts(writer: Any) -> None:  # noqa: ANN401  as above
    fonts = _page(writer)["/Resources"]["/Font"]
    plain = _dictionary(Type=pdf_name("/Font"), Subtype=pdf_name("/Type1"), BaseFont=pdf_name("/Helvetica"))
    reference = writer.add_object(plain)
    for name in list(fonts):
        fonts[name] = reference
    writer.update_container(fonts)


def _change_to_unicode(writer: Any) -> None:  # noqa: ANN401  as above
    font = next(iter(_page(writer)["/Resources"]["/Font"].values())).get_object()
    font[pdf_name("/ToUnicode")] = writer.add_object(_stream(b"/CIDInit /ProcSet findresource begin"))
    writer.update_container(font)


def _change_form_value(writer: Any) -> None:  # noqa: ANN401  as above
    field = _field(writer, _FORM_FIELD)
    field["/V"] = pdf_string("agreed by all")
    field["/AP"] = _looks(writer, b"0 0 128 20 re f")
    writer.update_container(field)


def _add_text_field(writer: Any) -> None:  # noqa: ANN401  as above
    field = writer.add_object(_dictionary(FT=pdf_name("/Tx"), T=pdf_string("Added"), V=pdf_string("more")))
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(field)
    writer.update_container(fields)


def _add_signature_field(writer: Any) -> None:  # noqa: ANN401  as above
    field = writer.add_object(
        _dictionary(FT=pdf_name("/Sig"), T=pdf_string("Manager"), Rect=_numbers(0, 0, 0, 0))
    )
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(field)
    writer.update_container(fields)


def _in_field(name: str, key: str, value: Callable[[Any], object]) -> Change:
    def change(writer: Any) -> None:  # noqa: ANN401  as above
        field = _field(writer, name)
        field[pdf_name(key)] = value(writer)
        writer.update_container(field)

    return change


def _in_form(key: str, value: Callable[[Any], object]) -> Change:
    def change(writer: Any) -> None:  # noqa: ANN401  as above
        form = writer.root["/AcroForm"]
        form[pdf_name(key)] = value(writer)
        writer.update_container(form)

    return change


def _take_signature_off(writer: Any) -> None:  # noqa: ANN401  as above
    field = _field(writer, CHAIR)
    del field["/V"]
    writer.update_container(field)


def _in_signature(key: str, value: object) -> Change:
    """Alter the chair's signature: the wrapping attacks of the literature point its byte range elsewhere."""

    def change(writer: Any) -> None:  # noqa: ANN401  as above
        signature = _field(writer, CHAIR)["/V"]
        signature[pdf_name(key)] = value
        writer.update_container(signature)

    return change


def _redraw_signature_in_place(writer: Any) -> None:  # noqa: ANN401  as above
    reference = _field(writer, CHAIR)["/AP"].raw_get("/N").reference
    fresh = _stream(
        b"0 0 9 9 re f", Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=_numbers(0, 0, 9, 9)
    )
    writer.objects[(0, reference.idnum)] = fresh
    writer._force_write_when_empty = True


def _second_signature_object(writer: Any) -> None:  # noqa: ANN401  as above
    old = _field(writer, CHAIR)["/V"]
    copied = _dictionary(**{str(key)[1:]: old.raw_get(key) for key in old if key != "/Reference"})
    copied[pdf_name("/ByteRange")] = _numbers(0, 100, 200, 50)
    field = _field(writer, CHAIR)
    field[pdf_name("/V")] = writer.add_object(copied)
    writer.update_container(field)


def _replace_attachment(writer: Any) -> None:  # noqa: ANN401  as above
    names = writer.root["/Names"]["/EmbeddedFiles"]
    specification = names["/Names"][1].get_object()
    fresh = writer.add_object(_stream(b'{"decisions": 2}', Type=pdf_name("/EmbeddedFile")))
    specification[pdf_name("/EF")] = _dictionary(F=fresh, UF=fresh)
    writer.update_container(specification)


def _change_attachment_in_place(writer: Any) -> None:  # noqa: ANN401  as above
    names = writer.root["/Names"]["/EmbeddedFiles"]
    reference = names["/Names"][1].get_object()["/EF"].raw_get("/F").reference
    writer.objects[(0, reference.idnum)] = _stream(b'{"decisions": 2}', Type=pdf_name("/EmbeddedFile"))
    writer._force_write_when_empty = True


def _remove_attachment(writer: Any) -> None:  # noqa: ANN401  as above
    names = writer.root["/Names"]
    del names["/EmbeddedFiles"]
    writer.update_container(names)


def _in_structure(key: str, value: Callable[[Any], object]) -> Change:
    def change(writer: Any) -> None:  # noqa: ANN401  as above
        element = writer.root["/StructTreeRoot"]["/K"]
        element = element[0] if isinstance(element, generic.ArrayObject) else element
        element = element.get_object()
        element[pdf_name(key)] = value(writer)
        writer.update_container(element)

    return change


def _retitle_bookmark(writer: Any) -> None:  # noqa: ANN401  as above
    first = writer.root["/Outlines"]["/First"]
    first[pdf_name("/Title")] = pdf_string("Withdrawn")
    writer.update_container(first)


def _change_information(writer: Any) -> None:  # noqa: ANN401  as above
    information = writer.trailer["/Info"]
    information[pdf_name("/Title")] = pdf_string("Draft, not agreed")
    writer.update_container(information)


_XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta><?xpacket end="r"?>'
)


def _change_xmp(writer: Any) -> None:  # noqa: ANN401  as above
    fresh = _stream(_XMP, Type=pdf_name("/Metadata"), Subtype=pdf_name("/XML"))
    writer.root[pdf_name("/Metadata")] = writer.add_object(fresh)
    writer.update_root()


def _change_xmp_in_place(writer: Any) -> None:  # noqa: ANN401  as above
    reference = writer.root.raw_get("/Metadata").reference
    fresh = _stream(_XMP, Type=pdf_name("/Metadata"), Subtype=pdf_name("/XML"))
    writer.objects[(0, reference.idnum)] = fresh
    writer._force_write_when_empty = True


def _orphan(writer: Any) -> None:  # noqa: ANN401  as above
    writer.add_object(_stream(b"prepared now, shown by a later revision"))


def _null_an_object(writer: Any) -> None:  # noqa: ANN401  as above
    reference = _page(writer, 1).container_ref
    writer.objects[(0, reference.idnum)] = generic.NullObject()
    writer._force_write_when_empty = True


def _same_again(writer: Any) -> None:  # noqa: ANN401  as above
    writer.update_root()


def _nothing(writer: Any) -> None:  # noqa: ANN401  as above
    writer._force_write_when_empty = True


def _script(_writer: Any) -> object:  # noqa: ANN401  as above
    return _dictionary(S=pdf_name("/JavaScript"), JS=pdf_string("app.alert(1)"))


def _script_in_names(writer: Any) -> None:  # noqa: ANN401  as above
    names = writer.root["/Names"]
    listed = generic.ArrayObject([pdf_string("run"), writer.add_object(_script(writer))])
    names[pdf_name("/JavaScript")] = _dictionary(Names=listed)
    writer.update_container(names)


def _first_shown(writer: Any) -> object:  # noqa: ANN401  as above
    reference = _page(writer, 1).container_ref
    shown = generic.IndirectObject(reference.idnum, reference.generation, writer)
    return generic.ArrayObject([shown, pdf_name("/Fit")])


CHANGES: dict[str, Change] = {
    "an empty revision": _nothing,
    "the catalogue written once more": _same_again,
    "an object that nothing shows yet": _orphan,
    "an object taken away": _null_an_object,
    # What is seen
    "a free text over the page": _annotation("/FreeText", Contents=pdf_string("not agreed")),
    "a note": _annotation("/Text", Contents=pdf_string("not agreed")),
    "a highlight": _annotation("/Highlight", QuadPoints=_numbers(60, 700, 500, 700, 60, 600, 500, 600)),
    "a redaction": _annotation("/Redact"),
    "a white picture over the page": _cover_with_a_picture,
    "a link": _annotation("/Link", A=_dictionary(S=pdf_name("/URI"), URI=pdf_string("https://example.org"))),
    "a file annotation": _annotation("/FileAttachment"),
    "annotations taken off a page": _in_page(0, "/Annots", lambda _writer: generic.ArrayObject()),
    "other contents for a page": _in_page(
        0, "/Contents", lambda writer: writer.add_object(_stream(b"BT ET"))
    ),
    "contents replaced under their number": _replace_contents_in_place,
    "a page turned": _in_page(0, "/Rotate", lambda _writer: generic.NumberObject(180)),
    "a page cropped": _in_page(0, "/CropBox", lambda _writer: _numbers(0, 0, 100, 100)),
    "a page of another size": _in_page(0, "/MediaBox", lambda _writer: _numbers(0, 0, 100, 100)),
    "an action when a page opens": _in_page(0, "/AA", lambda writer: _dictionary(O=_script(writer))),
    "a page added": _add_a_page,
    "a page removed": _remove_a_page,
    "the pages in another order": _reorder_pages,
    "other fonts": _swap_fonts,
    "other letters behind the glyphs": _change_to_unicode,
    # The form and its signatures
    "a form value changed": _change_form_value,
    "a text field added": _add_text_field,
    "a signature field added": _add_signature_field,
    "the fields taken off the form": _in_form("/Fields", lambda _writer: generic.ArrayObject()),
    "the form taken away": _without_in_root("/AcroForm"),
    "appearances to be drawn anew": _in_form("/NeedAppearances", lambda _writer: generic.BooleanObject(True)),
    "default fonts for the form": _in_form("/DA", lambda _writer: pdf_string("/Helv 0 Tf")),
    "resources for the form": _in_form("/DR", lambda _writer: _dictionary(Font=_dictionary())),
    "the append-only mark taken off": _in_form("/SigFlags", lambda _writer: generic.NumberObject(0)),
    "the chair's signature hidden": _in_field(CHAIR, "/F", lambda _writer: generic.NumberObject(2)),
    "the chair's signature moved": _in_field(CHAIR, "/Rect", lambda _writer: _numbers(0, 0, 10, 10)),
    "another look of the chair's signature": _in_field(
        CHAIR, "/AP", lambda writer: _looks(writer, b"0 0 9 9 re f")
    ),
    "the chair's signature drawn anew under its number": _redraw_signature_in_place,
    "other words for the chair's signature": _in_field(CHAIR, "/TU", lambda _writer: pdf_string("Draft")),
    "the chair's signature taken off": _take_signature_off,
    "the chair's signature with another byte range": _in_signature("/ByteRange", _numbers(0, 100, 200, 50)),
    "the chair's signature with another reason": _in_signature("/Reason", pdf_string("Draft")),
    "the chair's signature without its limits": _in_signature("/Reference", generic.ArrayObject()),
    "a second signature object for the chair": _second_signature_object,
    "a read-only mark on the empty field": _in_field(
        COUNTERSIGNER, "/Ff", lambda _writer: generic.NumberObject(1)
    ),
    "a larger empty field": _in_field(COUNTERSIGNER, "/Rect", lambda _writer: _numbers(0, 0, 595, 842)),
    "the empty field renamed": _in_field(COUNTERSIGNER, "/T", lambda _writer: pdf_string("Chair 2")),
    "permissions of another kind": _in_root("/Perms", lambda _writer: _dictionary()),
    # What is heard, found and carried
    "another structure": _in_root("/StructTreeRoot", lambda writer: writer.add_object(_dictionary())),
    "no structure": _without_in_root("/StructTreeRoot"),
    "other words for what is heard": _in_structure("/ActualText", lambda _writer: pdf_string("Not agreed")),
    "what is heard of nothing": _in_structure("/K", lambda _writer: generic.ArrayObject()),
    "marked as not tagged": _in_root(
        "/MarkInfo", lambda _writer: _dictionary(Marked=generic.BooleanObject(False))
    ),
    "another language": _in_root("/Lang", lambda _writer: pdf_string("fr")),
    "another attachment": _replace_attachment,
    "an attachment replaced under its number": _change_attachment_in_place,
    "no attachment": _remove_attachment,
    "a bookmark with another title": _retitle_bookmark,
    "no bookmarks": _without_in_root("/Outlines"),
    "another title in the information": _change_information,
    "other metadata": _change_xmp,
    "metadata replaced under its number": _change_xmp_in_place,
    "no metadata": _without_in_root("/Metadata"),
    "other page labels": _in_root("/PageLabels", lambda _writer: _dictionary(Nums=generic.ArrayObject())),
    "no mark of the archive's colours": _in_root("/OutputIntents", lambda _writer: generic.ArrayObject()),
    "a newer version": _in_root("/Version", lambda _writer: pdf_name("/2.0")),
    "extensions": _in_root("/Extensions", lambda _writer: _dictionary(XXXX=_dictionary())),
    # What acts by itself
    "an action at opening": _in_root("/OpenAction", _script),
    "actions of the document": _in_root("/AA", lambda writer: _dictionary(WC=_script(writer))),
    "a script among the names": _script_in_names,
    "a page that is shown first": _in_root("/OpenAction", _first_shown),
    "layers that can be hidden": _in_root(
        "/OCProperties", lambda _writer: _dictionary(OCGs=generic.ArrayObject(), D=_dictionary())
    ),
    "a viewer's preferences": _in_root(
        "/ViewerPreferences", lambda _writer: _dictionary(HideToolbar=generic.BooleanObject(True))
    ),
    "a store of certificates that is none": _in_root(
        "/DSS",
        lambda writer: _dictionary(Certs=generic.ArrayObject(), Other=writer.add_object(_dictionary())),
    ),
}


Rewrite = Callable[[bytes], bytes]
"""Makes another file of the bytes of a signed one."""


def _last_cross_reference(pdf: bytes) -> int:
    return int(pdf.rpartition(b"startxref")[2].split()[0])


def _first_cross_reference(pdf: bytes) -> int:
    return int(pdf[: pdf.index(b"%%EOF")].rpartition(b"startxref")[2].split()[0])


def _table(pdf: bytes, entries: dict[int, bytes], *, previous: int | None = None) -> bytes:
    """Append a cross-reference table with these entries; `previous` is the table before it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root, size = document.Root.objgen[0], int(document.trailer.Size)
    start = len(pdf)
    rows = b"".join(b"%d 1\n%s" % (number, entry) for number, entry in entries.items())
    before = _last_cross_reference(pdf) if previous is None else previous
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, root, before)
    return pdf + b"xref\n" + rows + trailer + b"startxref\n%d\n%%%%EOF\n" % start


def _contents_of(pdf: bytes) -> tuple[int, int]:
    """Return the numbers of the contents of the first and of the second page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        first, second = (page.obj.Contents.objgen[0] for page in document.pages[:2])
    return first, second


def _place_of(pdf: bytes, number: int) -> int:
    return pdf.rindex(b"\n%d 0 obj" % number) + 1


def _swap_by_table(pdf: bytes) -> bytes:
    first, second = _contents_of(pdf)
    return _table(pdf, {first: b"%010d 00000 n \n" % _place_of(pdf, second)})


def _free_by_table(pdf: bytes) -> bytes:
    return _table(pdf, {_contents_of(pdf)[0]: b"0000000000 65535 f \n"})


def _appended_object(pdf: bytes, *bodies: bytes) -> bytes:
    number = _contents_of(pdf)[0]
    written, place = pdf, 0
    for body in bodies:
        place = len(written)
        written += b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(body), body)
    return _table(written, {number: b"%010d 00000 n \n" % place}, previous=_last_cross_reference(pdf))


def _forget_the_signed_revision(pdf: bytes) -> bytes:
    return _table(pdf, {0: b"0000000000 65535 f \n"}, previous=_first_cross_reference(pdf))


def _flat(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        written = io.BytesIO()
        document.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def _linear(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        written = io.BytesIO()
        document.save(written, linearize=True)
    return written.getvalue()


REWRITES: dict[str, Rewrite] = {
    "one page's contents for another's, by the table alone": _swap_by_table,
    "contents freed by the table": _free_by_table,
    "other contents under the old number": lambda pdf: _appended_object(pdf, b"BT ET"),
    "the same number twice in one revision": lambda pdf: _appended_object(pdf, b"BT ET", b"q Q"),
    "an object without a table": lambda pdf: pdf + b"\n9999 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n",
    "a table that goes round the signed revision": _forget_the_signed_revision,
    "the end of the unsigned document once more": lambda pdf: (
        pdf + b"startxref\n%d\n%%%%EOF\n" % _first_cross_reference(pdf)
    ),
    "the last end once more": lambda pdf: pdf + b"startxref\n%d\n%%%%EOF\n" % _last_cross_reference(pdf),
    "a second whole file behind it": lambda pdf: pdf + pdf,
    "a byte range in a comment": lambda pdf: pdf + b"%<</ByteRange [0 10 20 30]>>\n%%EOF\n",
    "the same document written anew": _flat,
    "the same document written for the web": _linear,
    "the first revision alone": lambda pdf: pdf[: pdf.index(b"%%EOF") + 6],
    "another header": lambda pdf: pdf.replace(b"%PDF-1.7", b"%PDF-1.4", 1),
    "an empty line at the end": lambda pdf: pdf + b"\n",
    "without its last line end": lambda pdf: pdf[:-1],
}
