"""The structure of a document as objects of its file."""

from collections.abc import Sequence

from cpm_desktop.documents.rendering.pdf_file import PdfFile, pdf_text
from cpm_desktop.documents.rendering.structure import Element, Structure


def structure_object(file: PdfFile, structure: Structure, pages: Sequence[int]) -> int:
    """Put a structure whose elements know their places on the pages into the file, and return its number.

    Args:
        file: takes it.
        structure: what is read.
        pages: the numbers of the pages' objects, in order.
    """
    owners = [dict[int, int]() for _ in pages]
    root = file.reserve()
    whole = _add(file, structure.root, root, pages, owners)
    lists = []
    for index, owned in enumerate(owners):
        listed = b" ".join(b"%d 0 R" % owned[number] for number in sorted(owned))
        lists.append(b"%d %d 0 R" % (index, file.add(b"[%b]" % listed)))
    file.put(
        root,
        b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%b]>>" % (whole, b" ".join(lists))
        + b"/ParentTreeNextKey %d>>" % len(pages),
    )
    return root


def _add(
    file: PdfFile, element: Element, parent: int, pages: Sequence[int], owners: Sequence[dict[int, int]]
) -> int:
    own = file.reserve()
    parts = [
        b"<</Type/StructElem/S/%b/P %d 0 R" % (element.role.encode("ascii"), parent),
        _attributes(element),
    ]
    children = []
    for child in element.children:
        if isinstance(child, Element):
            children.append(b"%d 0 R" % _add(file, child, own, pages, owners))
            continue
        owners[child.page][child.number] = own
        children.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[child.page], child.number))
    if children:
        parts.append(b"/K[%b]" % b" ".join(children))
    file.put(own, b"".join((*parts, b">>")))
    return own


def _attributes(element: Element) -> bytes:
    told = b""
    if element.alternative:
        told += b"/Alt" + pdf_text(element.alternative)
    if element.spoken:
        told += b"/ActualText" + pdf_text(element.spoken)
    if element.name:
        told += b"/T" + pdf_text(element.name)
    table = b"/Summary" + pdf_text(element.summary) if element.summary else b""
    if element.scope is not None:
        table += b"/Scope/%b" % element.scope.encode("ascii")
    if element.columns > 1:
        table += b"/ColSpan %d" % element.columns
    if table:
        told += b"/A<</O/Table%b>>" % table
    if element.box is not None:
        box = " ".join(f"{length:.2f}" for length in element.box)
        told += b"/A<</O/Layout/BBox[%b]>>" % box.encode("ascii")
    return told
