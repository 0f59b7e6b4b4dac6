import io
from datetime import timedelta, timezone

import pikepdf

from cpm_desktop.documents.signature_field import (
    CHAIR,
    COUNTERSIGNER,
    TIMES,
    SignatureField,
    reserve_signature_fields,
    time_fields,
)
from cpm_desktop.documents.signing import field_box
from tests.documents.fictional_documents import FIELDS, SIGNED_AT, two_pages


def test_two_runs_give_the_same_bytes() -> None:
    first, second = (reserve_signature_fields(two_pages(), FIELDS, SIGNED_AT) for _ in range(2))
    assert first == second


def test_another_date_gives_other_bytes() -> None:
    later = SIGNED_AT + timedelta(minutes=1)
    assert reserve_signature_fields(two_pages(), FIELDS, SIGNED_AT) != reserve_signature_fields(
        two_pages(), FIELDS, later
    )


def test_fields_stand_where_they_are_asked_for(unsigned: bytes) -> None:
    with pikepdf.open(io.BytesIO(unsigned)) as document:
        assert document.pdf_version == "1.7"
        assert "/Annots" not in document.pages[0].obj
        chair, countersigner = document.pages[1].Annots
        assert [str(chair.T), str(countersigner.T)] == [CHAIR, COUNTERSIGNER]
        assert str(chair.TU) == "Signature of the chair"
        assert [float(length) for length in chair.Rect] == [72, 500, 276, 560]
        assert "/V" not in chair
        assert str(document.docinfo["/ModDate"]) == "D:20261124164000+00'00'"
        assert str(document.docinfo["/Title"]) == "Minutes"


def test_a_box_is_known_by_its_field(unsigned: bytes) -> None:
    assert field_box(unsigned, CHAIR) == (204, 60)
    assert field_box(unsigned, "Nobody") is None
    unseen = reserve_signature_fields(two_pages(), [SignatureField(CHAIR, 0, (0, 0, 0, 0), "")], SIGNED_AT)
    assert field_box(unseen, CHAIR) is None


def test_a_field_is_printed_stays_where_it_is_and_waits_empty_in_its_own_box(unsigned: bytes) -> None:
    with pikepdf.open(io.BytesIO(unsigned)) as document:
        for widget, width in zip(document.pages[1].Annots, (204, 200), strict=True):
            assert [str(each) for each in (widget.Subtype, widget.FT, widget.Type)] == [
                "/Widget",
                "/Sig",
                "/Annot",
            ]
            assert int(widget.F) == 4 + 128  # printed, locked
            assert widget.P.objgen == document.pages[1].obj.objgen
            looks = widget.AP.N
            assert [str(looks.Type), str(looks.Subtype)] == ["/XObject", "/Form"]
            assert looks.read_bytes() == b""
            assert [float(length) for length in looks.BBox] == [0, 0, width, 60]
        form = document.Root.AcroForm
        assert [str(field.T) for field in form.Fields] == [CHAIR, COUNTERSIGNER]
        assert int(form.SigFlags) == 0  # nothing is signed yet
        assert str(document.docinfo["/CreationDate"]) == "D:20261124164000+00'00'"


def test_a_fields_place_is_written_in_hundredths_of_a_point() -> None:
    field = SignatureField(CHAIR, 0, (72.123, 500.456, 276.789, 560.5), "")
    with pikepdf.open(io.BytesIO(reserve_signature_fields(two_pages(), [field], SIGNED_AT))) as document:
        (widget,) = document.pages[0].Annots
        assert [str(length) for length in widget.Rect] == ["72.12", "500.46", "276.79", "560.5"]
        assert [str(length) for length in widget.AP.N.BBox] == ["0", "0", "204.67", "60.04"]


def test_the_documents_dates_are_those_of_greenwich_wherever_it_is_signed() -> None:
    elsewhere = SIGNED_AT.astimezone(timezone(timedelta(hours=5)))
    assert reserve_signature_fields(two_pages(), FIELDS, elsewhere) == reserve_signature_fields(
        two_pages(), FIELDS, SIGNED_AT
    )


def said_by_elements(*elements: tuple[str, int]) -> bytes:
    """Two pages whose structure has an element of each name, the number saying how deep."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(two_pages())) as document:
        root = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document)
        )
        for name, depth in elements:
            above = root
            for level in range(depth):
                element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Div)
                if level == depth - 1:
                    element.T = pikepdf.String(name)
                made = document.make_indirect(element)
                if pikepdf.Name.K not in above:
                    above.K = made  # one alone stands without an array
                elif not isinstance(above.K, pikepdf.Array):
                    above.K = pikepdf.Array([above.K, made])
                else:
                    above.K.append(made)
                above = made
        parents = pikepdf.Dictionary(Nums=pikepdf.Array([]))
        tree = pikepdf.Dictionary(K=root, ParentTree=parents, ParentTreeNextKey=4)
        document.Root.StructTreeRoot = document.make_indirect(tree)
        document.save(written)
    return written.getvalue()


def test_a_field_is_heard_in_a_document_that_says_nothing_else() -> None:
    prepared = reserve_signature_fields(said_by_elements(), FIELDS[:1], SIGNED_AT)
    with pikepdf.open(io.BytesIO(prepared)) as made:
        tree = made.Root.StructTreeRoot
        (form,) = tree.K.K
        assert [str(form.Type), str(form.S), str(form.K.Type)] == ["/StructElem", "/Form", "/OBJR"]
        assert form.P.objgen == tree.K.objgen
        assert form.K.Pg.objgen == made.pages[1].obj.objgen
        assert form.K.Obj.TU == "Signature of the chair"
        assert int(form.K.Obj.StructParent) == 4
        number, heard = tree.ParentTree.Nums
        assert (int(number), heard.objgen) == (4, form.objgen)
        assert int(tree.ParentTreeNextKey) == 5


def test_a_field_is_heard_at_the_place_of_its_name_however_deep_and_the_first_of_two() -> None:
    document = said_by_elements(("Heading", 1), (CHAIR, 3), (COUNTERSIGNER, 2), (CHAIR, 1))
    prepared = reserve_signature_fields(document, FIELDS, SIGNED_AT)
    with pikepdf.open(io.BytesIO(prepared)) as made:
        tree = made.Root.StructTreeRoot
        heading, chair, countersigner, again = tree.K.K
        assert "/K" not in heading
        assert "/K" not in again
        (form,) = chair.K.K.K
        assert form.K.Obj.TU == "Signature of the chair"
        (form,) = countersigner.K.K
        assert form.K.Obj.TU == "Signature of the countersigner"
        assert [int(number) for number in list(tree.ParentTree.Nums)[::2]] == [4, 5]


def test_places_for_times_are_neither_seen_nor_heard() -> None:
    prepared = reserve_signature_fields(said_by_elements(), [*FIELDS[:1], *time_fields()], SIGNED_AT)
    with pikepdf.open(io.BytesIO(prepared)) as made:
        assert [str(field.T) for field in made.Root.AcroForm.Fields] == [CHAIR, *TIMES]
        assert len(made.Root.StructTreeRoot.K.K) == 1
        for widget in made.pages[0].Annots:
            assert "/StructParent" not in widget
            assert all(float(length) < 0 for length in widget.Rect)
            assert str(widget.TU) == "Time confirmed by a server"
    assert field_box(prepared, TIMES[0]) is None
