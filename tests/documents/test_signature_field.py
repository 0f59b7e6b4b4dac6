import io
from datetime import timedelta

import pikepdf

from cpm_desktop.documents.signature_field import (
    CHAIR,
    COUNTERSIGNER,
    SignatureField,
    reserve_signature_fields,
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


def test_a_field_is_heard_in_a_document_that_says_nothing_else() -> None:
    silent = io.BytesIO()
    with pikepdf.open(io.BytesIO(two_pages())) as document:
        parents = pikepdf.Dictionary(Nums=pikepdf.Array([]))
        element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document)
        tree = pikepdf.Dictionary(K=document.make_indirect(element), ParentTree=parents, ParentTreeNextKey=0)
        document.Root.StructTreeRoot = document.make_indirect(tree)
        document.save(silent)
    with pikepdf.open(io.BytesIO(reserve_signature_fields(silent.getvalue(), FIELDS[:1], SIGNED_AT))) as made:
        (form,) = made.Root.StructTreeRoot.K.K
        assert form.K.Obj.TU == "Signature of the chair"
        assert made.Root.StructTreeRoot.ParentTreeNextKey == 1
