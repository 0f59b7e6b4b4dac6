"""The structure of a document as objects of its file."""

from collections.abc import Callable, Iterator, Sequence

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference

from cpm_desktop.documents.rendering.embedded_font import utf16_digits
from cpm_desktop.documents.rendering.structure import Element, Structure

_Part = bytes | PDFObjectReference
AddObject = Callable[[PDFObject], PDFObjectReference]
"""Puts an object into the file."""


class _Written(PDFObject):
    """An object as it stands in the file, but for the numbers of those that it refers to."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []

    def format(self, document: PDFDocument) -> bytes:
        """Return its bytes; the library asks for them."""
        return b"".join(part if isinstance(part, bytes) else part.format(document) for part in self.parts)


def structure_object(
    add: AddObject, structure: Structure, pages: Sequence[PDFObjectReference]
) -> PDFObjectReference:
    """Put a structure whose elements know their places on the pages into the file; `pages` are these, in order."""
    tree, owners = _Written(), [dict[int, PDFObjectReference]() for _ in pages]
    root = add(tree)
    whole = _add(add, structure.root, root, pages, owners)
    numbers: list[_Part] = []
    for index, owned in enumerate(owners):
        listed = _Written()
        listed.parts = [b"[", *_spaced(owned[number] for number in sorted(owned)), b"]"]
        numbers += [b"%d " % index, add(listed), b" "]
    tree.parts = [b"<</Type/StructTreeRoot/K ", whole, b"/ParentTree<</Nums[", *numbers, b"]>>"]
    tree.parts.append(b"/ParentTreeNextKey %d>>" % len(pages))
    return root


def _add(
    add: AddObject,
    element: Element,
    parent: PDFObjectReference,
    pages: Sequence[PDFObjectReference],
    owners: Sequence[dict[int, PDFObjectReference]],
) -> PDFObjectReference:
    written = _Written()
    reference = add(written)
    parts: list[_Part] = [b"<</Type/StructElem/S/%s/P " % element.role.encode("ascii"), parent]
    parts.append(_attributes(element))
    children: list[_Part] = []
    for child in element.children:
        if isinstance(child, Element):
            children += [_add(add, child, reference, pages, owners), b" "]
            continue
        owners[child.page][child.number] = reference
        children += [b"<</Type/MCR/Pg ", pages[child.page], b"/MCID %d>>" % child.number]
    if children:
        parts += [b"/K[", *children, b"]"]
    written.parts = [*parts, b">>"]
    return reference


def _spaced(references: Iterator[PDFObjectReference]) -> Iterator[_Part]:
    for reference in references:
        yield reference
        yield b" "


def _attributes(element: Element) -> bytes:
    told = b""
    if element.alternative:
        told += b"/Alt" + _text(element.alternative)
    if element.name:
        told += b"/T" + _text(element.name)
    table = b"/Summary" + _text(element.summary) if element.summary else b""
    if element.scope is not None:
        table += b"/Scope/%s" % element.scope.encode("ascii")
    if element.columns > 1:
        table += b"/ColSpan %d" % element.columns
    if table:
        told += b"/A<</O/Table%s>>" % table
    if element.box is not None:
        box = " ".join(f"{length:.2f}" for length in element.box)
        told += b"/A<</O/Layout/BBox[%s]>>" % box.encode("ascii")
    return told


def _text(text: str) -> bytes:
    return f"<FEFF{utf16_digits(text)}>".encode("ascii")
