import io
from datetime import timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from cpm_desktop.documents.certificate import CertificateCannotSign, SigningIdentity
from cpm_desktop.documents.signature_field import CHAIR, COUNTERSIGNER
from cpm_desktop.documents.signing import CannotSignDocument, SignatureRequest, sign_pdf, stamp_for
from cpm_desktop.documents.verifying import verify
from tests.documents.fictional_documents import SIGNED_AT, WAVE, make_identity, two_pages


def test_the_document_stands_unchanged_before_its_signature(unsigned: bytes, signed: bytes) -> None:
    assert signed.startswith(unsigned)


def test_it_is_pades_certified_for_filling_fields_and_stays_pdf_1_7(signed: bytes) -> None:
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level is not None
    assert signature.docmdp_level.name == "FILL_FORMS"
    assert signature.sig_object["/M"] == "D:20261124164000Z"
    assert signature.sig_object["/Reason"] == "Agreed as the record"
    with pikepdf.open(io.BytesIO(signed)) as document:
        assert document.pdf_version == "1.7"
        assert "/Version" not in document.Root


def test_the_metadata_is_left_as_it_was(unsigned: bytes, signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(unsigned)) as before, pikepdf.open(io.BytesIO(signed)) as after:
        assert dict(before.docinfo.items()) == dict(after.docinfo.items())
        assert ("/Metadata" in before.Root) == ("/Metadata" in after.Root)


def test_the_stamp_holds_no_font_and_no_text(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as document:
        assert not any(o.get("/Type") == "/Font" for o in _dictionaries_of(document.pages[1].Annots[0].AP.N))


def test_the_stamp_is_drawn_in_full_ink(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as document:
        found = _dictionaries_of(document.pages[1].Annots[0].AP.N)
        inks = [float(each[name]) for each in found for name in ("/CA", "/ca") if name in each]
    assert inks
    assert set(inks) == {1.0}  # more than whole is no PDF, less is pale


def _dictionaries_of(root: pikepdf.Object) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    waiting = [root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            found.append(here)
            waiting += [value for _, value in here.items()]
    return found


def test_a_document_without_fields_gets_an_unseen_one(chair: SigningIdentity) -> None:
    signed = sign_pdf(two_pages(), chair, SignatureRequest(CHAIR, SIGNED_AT))
    verdict = verify(signed)
    assert verdict.is_whole
    assert [signature.field for signature in verdict.signatures] == [CHAIR]


def test_a_second_person_countersigns(countersigned: bytes, signed: bytes) -> None:
    assert countersigned.startswith(signed)
    verdict = verify(countersigned)
    assert verdict.is_whole
    assert [signature.signer for signature in verdict.signatures] == ["Priya Nair", "Joy Okafọ̀"]


def test_a_second_person_signs_visibly_in_the_place_that_was_made_for_it(
    signed: bytes, colleague: SigningIdentity
) -> None:
    stamp = stamp_for(signed, COUNTERSIGNER, WAVE)
    both = sign_pdf(signed, colleague, SignatureRequest(COUNTERSIGNER, SIGNED_AT, "Countersigned", stamp))
    assert verify(both).is_whole
    with pikepdf.open(io.BytesIO(both)) as document:
        _, second = document.pages[1].Annots
        drawn = [each for each in _dictionaries_of(second.AP.N) if isinstance(each, pikepdf.Stream)]
        assert any(stamp in each.read_bytes() for each in drawn)


def test_a_signature_without_a_reason_says_none(unsigned: bytes, chair: SigningIdentity) -> None:
    signed = sign_pdf(unsigned, chair, SignatureRequest(CHAIR, SIGNED_AT))
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures
    assert "/Reason" not in signature.sig_object
    assert signature.sig_object["/Name"] == "Priya Nair"
    assert signature.md_algorithm == "sha256"


def test_a_field_is_signed_once(signed: bytes, chair: SigningIdentity) -> None:
    with pytest.raises(CannotSignDocument, match="signed already"):
        sign_pdf(signed, chair, SignatureRequest(CHAIR, SIGNED_AT))


def test_no_field_is_added_after_the_first_signature(signed: bytes, chair: SigningIdentity) -> None:
    with pytest.raises(CannotSignDocument, match="without a place"):
        sign_pdf(signed, chair, SignatureRequest("Manager", SIGNED_AT))


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7\n", b"no PDF"])
def test_a_damaged_document_is_refused(damaged: bytes, chair: SigningIdentity) -> None:
    with pytest.raises(CannotSignDocument):
        sign_pdf(damaged, chair, SignatureRequest(CHAIR, SIGNED_AT))


def test_a_cut_document_is_refused(unsigned: bytes, chair: SigningIdentity) -> None:
    with pytest.raises(CannotSignDocument):
        sign_pdf(unsigned[: len(unsigned) // 2], chair, SignatureRequest(CHAIR, SIGNED_AT))


@pytest.mark.parametrize("days", [-2, 4 * 365])
def test_a_certificate_that_is_not_valid_signs_nothing(
    days: int, unsigned: bytes, chair: SigningIdentity
) -> None:
    with pytest.raises(CertificateCannotSign):
        sign_pdf(unsigned, chair, SignatureRequest(CHAIR, SIGNED_AT + timedelta(days=days)))


def test_a_long_name_is_read_in_full(unsigned: bytes) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff-Ndiaye " + "van der " * 5 + "Æbelø"
    signed = sign_pdf(unsigned, make_identity(name), SignatureRequest(CHAIR, SIGNED_AT))
    signer = verify(signed).signer
    assert signer is not None
    assert signer.signer == name


def test_the_countersigner_alone_can_sign_first(unsigned: bytes, colleague: SigningIdentity) -> None:
    verdict = verify(sign_pdf(unsigned, colleague, SignatureRequest(COUNTERSIGNER, SIGNED_AT)))
    assert verdict.is_whole
    assert [signature.field for signature in verdict.signatures] == [COUNTERSIGNER]
