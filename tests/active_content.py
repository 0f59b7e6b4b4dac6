"""What in a PDF acts, leads elsewhere, or comes from elsewhere; and what a file says of itself beside its pages."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/URI",
    "/GoToR",
    "/GoToE",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
}
ACTING = {
    "/JS",
    "/JavaScript",
    "/OpenAction",
    "/AA",
    "/A",
    "/URI",
    "/XFA",
    "/Launch",
    "/PresSteps",
    "/Collection",
}
NOTES = {"/Link", "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Popup"}
ELSEWHERE = {"/FFilter", "/FDecodeParms", "/Ref", "/OPI"}


def active_content(pdf: bytes) -> list[str]:
    """Return what a file holds that acts, leads elsewhere, or was drawn elsewhere."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [said for one in _dictionaries(document) for said in _of(one)]
        return found + (["encrypted"] if document.is_encrypted else [])


def said_beside_the_pages(pdf: bytes) -> str:
    """Return what a file says of itself beside its pages: metadata, names of attached files, of fields and pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = [str(value) for value in document.docinfo.values()]
        told.append(document.Root.Metadata.read_bytes().decode("utf-8"))
        for one in _dictionaries(document):
            if one.get(Name.Type) == Name.Filespec:
                told += [str(one.get(key, "")) for key in (Name.F, Name.UF, Name.Desc)]
        labels = document.Root.get(Name.PageLabels, Dictionary())
        return "\n".join([*told, str(document.Root.get(Name.AcroForm, "")), str(labels)])


def _dictionaries(document: Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file, those within others and of streams too."""
    waiting: list[Any] = [*document.objects, document.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Stream):
            one = one.stream_dict
        if isinstance(one, Dictionary):
            yield one
            is_element = (
                one.get(Name.Type) == Name.StructElem
            )  # what it holds is other elements and places on pages
            waiting += [
                value for key, value in one.items() if _is_held(value) and not (is_element and key == "/K")
            ]
        elif isinstance(one, Array):
            waiting += [value for value in list(one) if _is_held(value)]


def _is_held(value: object) -> bool:
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _of(one: Any) -> Iterator[str]:  # noqa: ANN401 - an object of the file
    kind, subtype = str(one.get(Name.S, "")), str(one.get(Name.Subtype, ""))
    if kind in ACTIONS:
        yield f"an action: {kind}"
    if subtype in NOTES:
        yield f"a note that leads elsewhere: {subtype}"
    if subtype == "/Image":
        yield "an image"
    is_element = one.get(Name.Type) == Name.StructElem  # an /A of these says what a cell is the head of
    keys = set(one.keys())
    yield from sorted(keys & ACTING - ({"/A"} if is_element else set()))
    yield from sorted(keys & ELSEWHERE)
    if Name.Length in one and Name.F in one:
        yield "content of another file"
