"""Empty signature fields, made before the first signature: a field added after it would spoil it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String

CHAIR = "Chair"
COUNTERSIGNER = "Countersigner"
TIMES = ("Time 1", "Time 2", "Time 3")
"""Names of the fields that wait for times from a server: after each signature, and once more years later."""
_OUTSIDE = (-9.0, -9.0, -9.0, -9.0)
_PRINT_AND_LOCKED = 132
"""The annotation's flags: it is printed, and nobody moves it."""


@dataclass(frozen=True, slots=True)
class SignatureField:
    """Where a signature goes.

    Attributes:
        name: the field's name, such as `CHAIR`; unique in the document.
        page: index of the page, from 0.
        rect: left, bottom, right, top in points from the page's lower left corner; all zero for one not seen.
        tooltip: what a screen reader says of it.
    """

    name: str
    page: int
    rect: tuple[float, float, float, float]
    tooltip: str

    @property
    def is_heard(self) -> bool:
        """Whether it stands in the structure; one outside the page is neither seen nor heard."""
        return self.rect != _OUTSIDE


def time_fields() -> tuple[SignatureField, ...]:
    """Return the fields for times from a server: outside the page, for programs alone."""
    return tuple(SignatureField(name, 0, _OUTSIDE, "Time confirmed by a server") for name in TIMES)


def reserve_signature_fields(pdf: bytes, fields: Sequence[SignatureField], dated: datetime) -> bytes:
    """Add empty signature fields and fix the document's dates, so that two runs give the same bytes.

    Args:
        pdf: an unsigned document, PDF 1.7 or lower.
        fields: the fields in the order in which they are to be signed.
        dated: creation and modification date, aware.

    Returns:
        The document as PDF 1.7, with an identifier made from its content.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        widgets = [_add_widget(document, field) for field in fields]
        if Name.StructTreeRoot in document.Root:
            for field, widget in zip(fields, widgets, strict=True):
                if field.is_heard:
                    _add_to_structure(document, field, widget)
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array(widgets), SigFlags=0))
        stamp = dated.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
        document.docinfo[Name.CreationDate] = String(stamp)
        document.docinfo[Name.ModDate] = String(stamp)
        written = io.BytesIO()
        document.save(written, force_version="1.7", deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


def _add_widget(document: pikepdf.Pdf, field: SignatureField) -> pikepdf.Object:
    page = document.pages[field.page].obj
    left, bottom, right, top = (round(length, 2) for length in field.rect)
    box = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    appearance = document.make_stream(
        b"", Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())
    )
    widget = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(field.name),
            TU=String(field.tooltip),
            F=_PRINT_AND_LOCKED,
            Rect=Array([left, bottom, right, top]),
            P=page,
            AP=Dictionary(N=appearance),
        )
    )
    if Name.Annots not in page:
        page.Annots = document.make_indirect(Array([]))
    page.Annots.append(widget)
    return widget


def _add_to_structure(document: pikepdf.Pdf, field: SignatureField, widget: pikepdf.Object) -> None:
    """Let a field be heard where its place is: at the end of the element of its name, or else of the document."""
    tree = document.Root.StructTreeRoot
    place = _find_named(tree.K, field.name) or tree.K
    content = Dictionary(Type=Name.OBJR, Obj=widget, Pg=document.pages[field.page].obj)
    # Not in an array: validators allow a field in use to change only where its element holds nothing else.
    form = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=place, K=content))
    if Name.K not in place:
        place.K = Array([])
    place.K.append(form)
    widget.StructParent = tree.ParentTreeNextKey
    tree.ParentTree.Nums.append(tree.ParentTreeNextKey)
    tree.ParentTree.Nums.append(form)
    tree.ParentTreeNextKey = int(tree.ParentTreeNextKey) + 1


def _find_named(element: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """Return the first element of the structure that bears a name; None where none does."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if str(one.get(Name.T, "")) == name:
            return one
        held = one.get(Name.K, Array([]))
        children = list(held) if isinstance(held, Array) else [held]
        waiting += [child for child in reversed(children) if child.get(Name.Type) == Name.StructElem]
    return None
