"""Every change of a signed file is told, also where a forger signs over it in the place for a second signature."""

import io
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem, x509  # type: ignore[import-untyped]  # it ships no types
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tools.tampering import byte_changes, passes, shortest_record

from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.signature_field import CHAIR, COUNTERSIGNER
from cpm_desktop.documents.signing import CannotSignDocument, SignatureRequest, sign_pdf
from cpm_desktop.documents.verifying import verify
from tests.documents.fictional_documents import SIGNED_AT
from tests.documents.tampering import CHANGES, REWRITES, altered, everything_in_it

LATER = SIGNED_AT + timedelta(hours=1)
STRIDE = 419
"""Bytes between two that are tried; a prime, so that no habit of the file hides from it."""
RECORD_STRIDE = 4001
"""The same for the record; `python -m tools.tampering --of record` tries each of its bytes."""


@pytest.fixture(scope="module")
def whole(chair: SigningIdentity) -> bytes:
    return sign_pdf(everything_in_it(), chair, SignatureRequest(CHAIR, SIGNED_AT, "Agreed as the record"))


@pytest.fixture(scope="module")
def both(whole: bytes, colleague: SigningIdentity) -> bytes:
    return sign_pdf(whole, colleague, SignatureRequest(COUNTERSIGNER, LATER))


def test_what_nobody_touched_is_whole(whole: bytes, both: bytes) -> None:
    assert verify(whole).is_whole
    assert verify(both).is_whole
    assert len(CHANGES) + len(REWRITES) >= 80


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_a_forger_signs_over_is_told(
    name: str, whole: bytes, colleague: SigningIdentity
) -> None:
    changed = altered(whole, CHANGES[name])
    assert changed.startswith(whole)
    assert len(changed) > len(whole)
    try:
        forged = sign_pdf(changed, colleague, SignatureRequest(COUNTERSIGNER, LATER))
    except CannotSignDocument:  # the place for it is gone: the change stands alone
        forged = changed
    verdict = verify(forged)
    assert verdict.is_signed
    assert not verdict.is_whole
    assert verdict.sentences()[0] == "Not valid: do not rely on this file."
    assert len(verdict.findings) >= 1


@pytest.mark.parametrize("name", sorted(CHANGES)[::7])
def test_a_change_alone_is_told(name: str, both: bytes) -> None:
    verdict = verify(altered(both, CHANGES[name]))
    assert not verdict.is_whole
    assert verdict.findings


@pytest.mark.parametrize("name", REWRITES)
def test_another_file_made_of_its_bytes_is_told(name: str, whole: bytes, both: bytes) -> None:
    for pdf in (whole, both):
        changed = REWRITES[name](pdf)
        assert changed != pdf
        verdict = verify(changed)
        assert not verdict.is_whole
        assert verdict.sentences()[0].startswith(("Not valid", "Not signed"))


def test_one_bit_in_any_part_of_the_file_is_told(whole: bytes, both: bytes) -> None:
    places = [(whole, place) for place in range(9, len(whole), STRIDE)]
    places += [(both, place) for place in range(len(whole), len(both), STRIDE)]
    for pdf, place in places:
        changed = bytearray(pdf)
        changed[place] ^= 1 << (place % 8)
        assert not verify(bytes(changed)).is_whole, place


def test_a_sample_of_all_changes_of_the_shortest_record_is_told() -> None:
    record = shortest_record()
    assert verify(record).is_whole
    changes = list(byte_changes(record, RECORD_STRIDE))
    assert {what for what, _, _ in changes} == {"flip", "cut", "append"}
    assert [change for change in changes if passes(record, change)] == []


def test_a_file_cut_back_to_its_first_signature_is_told_by_what_was_recorded(
    whole: bytes, both: bytes
) -> None:
    recorded = verify(both).sha256
    assert both.startswith(whole)
    assert verify(whole).is_whole  # it was whole, once
    assert not verify(whole, recorded_sha256=recorded).is_whole


def test_the_library_agrees_on_the_file_and_on_a_changed_one(
    both: bytes, chair: SigningIdentity, colleague: SigningIdentity
) -> None:
    roots = [x509.Certificate.load(each.certificate) for each in (chair, colleague)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=LATER)
    found = PdfFileReader(io.BytesIO(both)).embedded_regular_signatures
    assert [validate_pdf_signature(each, context).bottom_line for each in found] == [True, True]
    forged = altered(both, CHANGES["another language"])
    found = PdfFileReader(io.BytesIO(forged)).embedded_regular_signatures
    assert not all(validate_pdf_signature(each, context).bottom_line for each in found)


PYHANKO = [sys.executable, "-c", "from pyhanko.cli import launch; launch()"]


def told_by_pyhanko(pdf: bytes, certificates: list[bytes], folder: Path) -> tuple[int, str]:
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    trusted = ["--trust-replace"]
    for number, certificate in enumerate(certificates):
        root = folder / f"{number}.pem"
        root.write_bytes(pem.armor("CERTIFICATE", certificate))
        trusted += ["--trust", str(root)]
    asking = [*PYHANKO, "sign", "validate", "--validation-time", "claimed", *trusted, str(path)]
    done = subprocess.run(asking, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_pyhankos_own_command_agrees(
    whole: bytes, both: bytes, chair: SigningIdentity, colleague: SigningIdentity, tmp_path: Path
) -> None:
    known = [chair.certificate, colleague.certificate]
    code, told = told_by_pyhanko(both, known, tmp_path)
    assert (code, told.count(":INTACT:TRUSTED,")) == (0, 2)
    changed = bytearray(whole)
    changed[len(changed) // 3] ^= 4
    code, told = told_by_pyhanko(bytes(changed), known, tmp_path)
    assert (code, told.count(":INTACT:"), told.count(":INVALID")) == (1, 0, 1)
    code, told = told_by_pyhanko(altered(both, CHANGES["another language"]), known, tmp_path)
    assert (code, told.count(",ILLEGAL_MODIFICATIONS")) == (1, 2)


def told_by_pdfsig(pdf: bytes, folder: Path) -> str:
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False)
    return done.stdout


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler’s tools are not on this computer")
def test_poppler_agrees(whole: bytes, both: bytes, tmp_path: Path) -> None:
    assert told_by_pdfsig(whole, tmp_path).count("Signature is Valid") == 1
    told = told_by_pdfsig(both, tmp_path)
    assert told.count("Signature is Valid") == 2
    assert told.count("Total document signed") == 1
    changed = bytearray(whole)
    changed[len(changed) // 3] ^= 4
    assert "Signature is Valid" not in told_by_pdfsig(bytes(changed), tmp_path)
