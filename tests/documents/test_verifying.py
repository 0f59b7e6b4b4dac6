import dataclasses
import io
import random
import re
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from cpm_desktop.documents.allowed_changes import has_unexplained_revision
from cpm_desktop.documents.certificate import SigningIdentity, identity_of
from cpm_desktop.documents.signature_field import CHAIR, COUNTERSIGNER, reserve_signature_fields
from cpm_desktop.documents.signing import SignatureRequest, sign_pdf
from cpm_desktop.documents.verifying import NotAPdf, verify
from tests.documents.fictional_documents import FIELDS, SIGNED_AT, make_identity, two_pages
from tests.services.certificate_files import AUTHORITY, authority, issued, key_of, usage

FLIPS = 150
GAP_FLIPS = 60


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  picks places to damage, guards nothing


def _gap(pdf: bytes) -> tuple[int, int]:
    """Where the signature's own digits begin and end, brackets included."""
    found = re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)", pdf)
    assert found is not None
    return int(found[1]), int(found[2])


def _revised(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """Append a revision as a forger would, with a writer that is not ours."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _dictionary(**entries: object) -> object:
    make: Any = generic.DictionaryObject
    return make({generic.pdf_name("/" + name): value for name, value in entries.items()})


def _add_note(writer: Any) -> None:  # noqa: ANN401  pyHanko's own classes are typed by halves
    page = writer.root["/Pages"]["/Kids"][0]
    corners = generic.ArrayObject(map(generic.NumberObject, (10, 10, 200, 40)))
    note = _dictionary(
        Type=generic.pdf_name("/Annot"),
        Subtype=generic.pdf_name("/FreeText"),
        Rect=corners,
        Contents=generic.pdf_string("changed"),
    )
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _take_off_the_list(writer: Any) -> None:  # noqa: ANN401  as above
    writer.root["/AcroForm"] = _dictionary(Fields=generic.ArrayObject())
    writer.update_root()


def _change_nothing(writer: Any) -> None:  # noqa: ANN401  as above
    writer._force_write_when_empty = True


def _is_valid(pdf: bytes) -> bool:
    try:
        return verify(pdf).is_whole
    except NotAPdf:
        return False


def _flipped(pdf: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(pdf)
    changed[place] ^= 1 << bit
    return bytes(changed)


def test_a_whole_file_says_who_when_and_who_vouches(signed: bytes, chair: SigningIdentity) -> None:
    verdict = verify(signed)
    assert verdict.is_signed
    assert verdict.is_whole
    assert verdict.signer is not None
    assert verdict.signer.fingerprint == chair.fingerprint
    assert verdict.signer.signed_at == SIGNED_AT
    assert verdict.signer.is_self_made
    assert not verdict.signer.is_known
    said = " ".join(verdict.sentences())
    assert said.startswith("Valid: whole and unchanged since 24 November 2026 at 16:40.")
    assert "Signed by Priya Nair, Northbeck Council on 24 November 2026 at 16:40." in said
    assert "nobody else vouches" in said
    assert "own computer said" in said
    assert chair.fingerprint in said
    assert verdict.sha256 in said


def test_a_known_certificate_is_vouched_for(signed: bytes, chair: SigningIdentity) -> None:
    verdict = verify(signed, [chair.certificate])
    assert verdict.is_whole
    assert verdict.signer is not None
    assert verdict.signer.is_known
    assert "one that this computer knows" in " ".join(verdict.sentences())


def test_a_key_made_on_the_computer_that_checks_is_told_as_that(
    signed: bytes, chair: SigningIdentity, colleague: SigningIdentity
) -> None:
    here = " ".join(verify(signed, made_here={chair.fingerprint}).sentences())
    assert "Priya Nair signed with a key made on this computer; nobody else vouches" in here
    elsewhere = " ".join(verify(signed, made_here={colleague.fingerprint}).sentences())
    assert "a key made on the computer where it was signed" in elsewhere


def test_another_known_certificate_vouches_for_nothing(signed: bytes, colleague: SigningIdentity) -> None:
    verdict = verify(signed, [colleague.certificate])
    assert verdict.is_whole
    assert verdict.signer is not None
    assert not verdict.signer.is_known


def test_a_countersigned_file_names_both(countersigned: bytes) -> None:
    verdict = verify(countersigned)
    assert verdict.is_whole
    assert [later.signer for later in verdict.countersignatures] == ["Joy Okafọ̀"]
    said = " ".join(verdict.sentences())
    assert "Countersigned by Joy Okafọ̀ on" in said


def test_every_flipped_bit_in_what_is_signed_is_found(signed: bytes) -> None:
    begins, ends = _gap(signed)
    places = [*range(begins), *range(ends, len(signed))]
    chance = _chance(20261124)
    for place in chance.sample(places, FLIPS):
        assert not _is_valid(_flipped(signed, place, chance.randrange(8))), place


def test_every_flipped_bit_in_the_signature_itself_is_found(signed: bytes) -> None:
    begins, ends = _gap(signed)
    chance = _chance(20261125)
    for place in [begins, ends - 1, ends - 2, *chance.sample(range(begins, ends), GAP_FLIPS)]:
        assert not _is_valid(_flipped(signed, place, chance.randrange(8))), place


def test_the_control_stays_valid(signed: bytes) -> None:
    place = len(signed) // 2
    assert _is_valid(_flipped(_flipped(signed, place, 3), place, 3))


@pytest.mark.parametrize("junk", [b"\n", b"%junk\n", b"\x00", b"\n%%EOF\n", b"<html>"])
def test_junk_after_the_end_is_found(junk: bytes, signed: bytes, countersigned: bytes) -> None:
    for pdf in (signed, countersigned):
        verdict = verify(pdf + junk)
        assert not verdict.is_whole
        assert verdict.findings


def test_junk_before_the_beginning_is_found(signed: bytes) -> None:
    assert not _is_valid(b"junk\n" + signed)


@pytest.mark.parametrize("change", [_change_nothing, _add_note, _take_off_the_list])
def test_a_revision_after_the_signature_is_found(
    change: Callable[[Any], None], signed: bytes, countersigned: bytes
) -> None:
    for pdf in (signed, countersigned):
        revised = _revised(pdf, change)
        assert revised.startswith(pdf)
        assert len(revised) > len(pdf)
        verdict = verify(revised)
        assert verdict.is_signed
        assert not verdict.is_whole
        assert verdict.sentences()[0] == "Not valid: do not rely on this file."


def test_a_rewritten_file_is_found(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as document:
        written = io.BytesIO()
        document.save(written)
    assert not _is_valid(written.getvalue())


def test_a_file_cut_anywhere_is_not_valid(signed: bytes) -> None:
    chance = _chance(7)
    for length in [len(signed) - 1, 9, *chance.sample(range(10, len(signed) - 1), 30)]:
        verdict = verify(signed[:length])
        assert not verdict.is_whole
        assert verdict.sentences()[0].startswith(("Not valid", "Not signed"))


def test_bytes_put_in_or_taken_out_are_found(signed: bytes) -> None:
    chance = _chance(8)
    for place in chance.sample(range(20, len(signed)), 25):
        assert not _is_valid(signed[:place] + b" " + signed[place:])
        assert not _is_valid(signed[:place] + signed[place + 1 :])


def test_another_file_is_told_by_its_sha256(signed: bytes, chair: SigningIdentity) -> None:
    recorded = verify(signed).sha256
    assert verify(signed, recorded_sha256=recorded).is_whole
    swapped = reserve_signature_fields(two_pages("Another meeting"), FIELDS, SIGNED_AT)
    other = sign_pdf(swapped, chair, SignatureRequest(CHAIR, SIGNED_AT))
    assert verify(other).is_whole
    verdict = verify(other, recorded_sha256=recorded)
    assert not verdict.is_whole
    assert "not the file that was recorded" in " ".join(verdict.sentences())


def test_a_signature_moved_to_another_document_is_found(signed: bytes) -> None:
    moved = signed.replace(b"(Minutes)", b"(MinuteS)")
    assert moved != signed
    verdict = verify(moved)
    assert not verdict.is_whole
    assert "changed after it was signed by Priya Nair" in " ".join(verdict.findings)


def test_someone_elses_signature_under_the_same_name_has_another_fingerprint(
    unsigned: bytes, chair: SigningIdentity
) -> None:
    impostor = make_identity("Priya Nair")
    verdict = verify(sign_pdf(unsigned, impostor, SignatureRequest(CHAIR, SIGNED_AT)), [chair.certificate])
    assert verdict.is_whole
    assert verdict.signer is not None
    assert not verdict.signer.is_known
    assert verdict.signer.fingerprint != chair.fingerprint


def test_an_unsigned_file_says_so(unsigned: bytes) -> None:
    verdict = verify(unsigned)
    assert not verdict.is_signed
    assert not verdict.is_whole
    assert verdict.sentences()[0].startswith("Not signed")


def test_a_signature_from_the_future_is_remarked_on(unsigned: bytes, chair: SigningIdentity) -> None:
    pdf = sign_pdf(unsigned, chair, SignatureRequest(COUNTERSIGNER, SIGNED_AT + timedelta(days=30)))
    verdict = verify(pdf, checked_at=SIGNED_AT)
    assert verdict.is_whole
    assert "later than this computer’s clock" in " ".join(verdict.sentences())
    assert "later than" not in " ".join(verify(pdf).sentences())


def test_a_countersignature_dated_before_the_signature_that_it_covers_is_remarked_on(
    signed: bytes, colleague: SigningIdentity
) -> None:
    for earlier, is_said in (
        (timedelta(hours=1), True),
        (timedelta(seconds=59), False),
        (timedelta(), False),
    ):
        pdf = sign_pdf(signed, colleague, SignatureRequest(COUNTERSIGNER, SIGNED_AT - earlier))
        verdict = verify(pdf)
        assert verdict.is_whole
        said = " ".join(verdict.sentences())
        assert ("The times do not fit" in said) is is_said
    pdf = sign_pdf(signed, colleague, SignatureRequest(COUNTERSIGNER, SIGNED_AT - timedelta(hours=1)))
    said = " ".join(verify(pdf).sentences())
    assert (
        "the signature of Joy Okafọ̀ is dated 24 November 2026 at 15:40, but covers the signature of Priya Nair, dated "
        "24 November 2026 at 16:40."
    ) in said


@pytest.mark.parametrize("other", [b"", b"GIF89a", b"\x00" * 4000, "Tagesordnung".encode("utf-16")])
def test_what_is_no_pdf_is_told(other: bytes) -> None:
    with pytest.raises(NotAPdf, match="not a PDF"):
        verify(other)


@pytest.mark.parametrize("rest", [b"", b"\n1 0 obj", b" /ByteRange [0 1 2 3]", b"\xff" * 200])
def test_a_pdf_in_name_only_is_not_valid(rest: bytes) -> None:
    verdict = verify(b"%PDF-1.7" + rest)
    assert not verdict.is_whole
    assert verdict.sentences()[0] == "Not valid: do not rely on this file."


@pytest.mark.parametrize("passphrase", ["", "four quiet garden gnomes"])
def test_a_file_that_was_encrypted_after_it_was_signed_is_told_as_that(
    signed: bytes, passphrase: str
) -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as document:
        document.save(written, encryption=pikepdf.Encryption(user=passphrase, owner="owner"))
    verdict = verify(written.getvalue())
    assert not verdict.is_whole
    assert any("is encrypted" in finding for finding in verdict.findings)


def test_a_file_of_nothing_is_told_before_a_library_looks_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_through: list[object] = []
    monkeypatch.setattr("cpm_desktop.documents.verifying.PdfFileReader", looked_through.append)
    assert not verify(b"%PDF-1.7\n" + bytes(100_000)).is_whole
    assert looked_through == []


def test_a_pdf_may_begin_a_little_later_as_readers_allow_and_not_later_than_that(unsigned: bytes) -> None:
    assert verify(b"\n" * 1019 + unsigned).sha256
    with pytest.raises(NotAPdf):
        verify(b"\n" * 1020 + unsigned)


def test_a_recorded_sha256_is_the_same_in_either_case(signed: bytes) -> None:
    assert verify(signed, recorded_sha256=verify(signed).sha256.upper()).is_whole


def test_a_time_given_elsewhere_is_told_in_ours(unsigned: bytes, chair: SigningIdentity) -> None:
    elsewhere = SIGNED_AT.astimezone(timezone(timedelta(hours=5)))
    verdict = verify(sign_pdf(unsigned, chair, SignatureRequest(CHAIR, elsewhere)))
    assert verdict.signer is not None
    assert verdict.signer.signed_at == SIGNED_AT
    assert verdict.signer.signed_at.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("signs", "commits", "is_vouched"),
    [(True, False, True), (False, True, True), (True, True, True), (False, False, False)],
)
def test_an_authority_vouches_for_a_signer_whose_key_it_meant_to_sign(
    unsigned: bytes, signs: bool, commits: bool, is_vouched: bool
) -> None:
    own = issued("Joy Okafor", SIGNED_AT, may=usage(signs=signs, commits=commits))
    identity = identity_of(own, key_of("Joy Okafor"))
    known = authority(SIGNED_AT).public_bytes(serialization.Encoding.DER)
    verdict = verify(sign_pdf(unsigned, identity, SignatureRequest(CHAIR, SIGNED_AT)), [known])
    assert verdict.is_whole
    assert verdict.signer is not None
    assert (verdict.signer.is_known, verdict.signer.vouched_by) == (
        is_vouched,
        AUTHORITY if is_vouched else "",
    )
    assert verdict.signer.organisation == "Northbeck Council"


def test_a_name_beside_the_certificates_own_is_not_believed(unsigned: bytes, chair: SigningIdentity) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff-Ndiaye " + "van der " * 5 + "Æbelø"
    shortened = make_identity(long)
    for identity, told in (
        (dataclasses.replace(chair, full_name="Rachel Moss"), "Priya Nair"),
        (dataclasses.replace(chair, full_name="Priya Nair, director"), "Priya Nair"),
        (dataclasses.replace(shortened, full_name="Rachel Moss"), None),
        (dataclasses.replace(shortened, full_name=shortened.signer_name[:-2] + "x, director"), None),
    ):
        signer = verify(sign_pdf(unsigned, identity, SignatureRequest(CHAIR, SIGNED_AT))).signer
        assert signer is not None
        assert signer.signer == (told or identity.signer_name)


def test_what_is_wrong_is_told_with_whose_signature_it_came_after(
    signed: bytes, countersigned: bytes
) -> None:
    added = "Something was added to the file after it was signed by {}."
    assert verify(signed + b"\n").findings == (added.format("Priya Nair"),)
    assert verify(countersigned + b"\n").findings == (added.format("Joy Okafọ̀"),)
    begins, ends = _gap(signed)
    mixed = (
        signed[:begins] + signed[begins : begins + 99] + signed[begins + 99 : ends].swapcase() + signed[ends:]
    )
    assert verify(mixed).findings == ("The bytes that hold the signature of Priya Nair were changed.",)
    assert verify(mixed).is_signed


@pytest.mark.parametrize(
    ("shelf", "is_explained"), [("Certs", True), ("CRLs", True), ("OCSPs", True), ("Others", False)]
)
def test_what_a_later_revision_brings_to_check_the_signature_with_is_explained(
    signed: bytes, shelf: str, is_explained: bool
) -> None:
    def bring(writer: Any) -> None:  # noqa: ANN401  as above
        stream: Any = generic.StreamObject
        held = generic.ArrayObject([writer.add_object(stream(stream_data=b"0"))])
        writer.root[generic.pdf_name("/DSS")] = writer.add_object(_dictionary(**{shelf: held}))
        writer.update_root()

    reader = PdfFileReader(io.BytesIO(_revised(signed, bring)))
    (signature,) = reader.embedded_signatures
    assert has_unexplained_revision(reader, {signature.signed_revision}) is not is_explained
