"""A second person signs under the record; the file before stays inside, and both are told."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.documents.preview import PdfPreview
from cpm_desktop.domain.endorsed import as_it_stands
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import EndorsementKind
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.countersigning import (
    KeyFromFile,
    KeyMadeHere,
    SecondSigner,
    cannot_be_countersigned,
    countersign,
)
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, document_for, signed_copy, verify_bytes
from cpm_desktop.services.signing import DrawnByHand, TypedName
from tests.a_desk import PASSPHRASE
from tests.services import a_record
from tests.services.certificate_files import certificate_file
from tests.services.test_addendum import HELD_ON

JOY = SecondSigner("Joy Okafọ̀", "Team manager", "Northbeck Council")
TYPED = TypedName("Joy Okafọ̀")
DRAWN = DrawnByHand((((0.1, 0.5), (0.4, 0.2), (0.9, 0.6)),), 3.0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_record.a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def signed(desk: Desk) -> str:
    meeting_id = a_record.sign(desk, a_record.enter_kai(desk), "care-team", HELD_ON)
    signed_copy(desk, meeting_id, "")
    return meeting_id


def pictures(pdf: bytes) -> list[bytes]:
    with PdfPreview(pdf) as preview:
        return [preview.render(page, 1.0).pixels for page in range(preview.page_count)]


def test_a_key_made_here_signs_once_and_is_told_as_that(desk: Desk, signed: str) -> None:
    before = document_bytes(desk, signed_copy(desk, signed, ""))
    assert cannot_be_countersigned(desk, signed) == ""
    given = countersign(desk, signed, JOY, TYPED, KeyMadeHere(PASSPHRASE))
    meeting = desk.meeting(signed).value
    assert [each.id for each in meeting.endorsements] == [given.id]
    assert (given.what, given.role) == (EndorsementKind.COUNTERSIGNATURE, "Team manager, Northbeck Council")
    document = document_for(meeting, "")
    assert document is not None
    standing = as_it_stands(meeting, document)
    content = document_bytes(desk, standing)
    assert content.startswith(before)
    assert document_bytes(desk, document) == before  # what was signed first is kept, too
    verdict = verify_bytes(content, standing.file_hash, desk.now())
    assert verdict.is_whole
    assert [each.signer for each in verdict.signatures] == ["Priya Nair", "Joy Okafọ̀"]
    assert verdict.signatures[1].fingerprint == given.certificate
    said = " ".join(verdict.sentences())
    assert said.index("Signed by Priya Nair") < said.index("Countersigned by Joy Okafọ̀, Northbeck Council on")
    assert cannot_be_countersigned(desk, signed) == "Joy Okafọ̀ has countersigned this record already."
    with pytest.raises(InvalidDetail, match="already"):
        countersign(desk, signed, JOY, TYPED, KeyMadeHere(PASSPHRASE))


def test_what_is_noted_of_it_is_what_the_file_says(desk: Desk, signed: str) -> None:
    spaced = SecondSigner("  Joy Okafọ̀ ", " Team manager  ")
    given = countersign(desk, signed, spaced, TYPED, KeyMadeHere(PASSPHRASE))
    assert (given.by, given.role, given.is_made_here) == ("Joy Okafọ̀", "Team manager", True)
    meeting = desk.meeting(signed).value
    document = document_for(meeting, "")
    assert document is not None
    assert given.document == document.id
    content = document_bytes(desk, as_it_stands(meeting, document))
    assert len(content) == given.size
    second = verify_bytes(content, given.file_hash).signatures[1]
    assert second.signed_at is not None
    assert second.signed_at == given.at
    lasts = second.valid_until - second.signed_at
    assert lasts == pytest.approx(dt.timedelta(days=1), abs=dt.timedelta(minutes=1))
    assert second.organisation == ""
    assert desk.meeting(signed).undo_label() == ""  # a signature is not taken back


def test_their_own_certificate_signs_by_its_own_passphrase(desk: Desk, signed: str, tmp_path: Path) -> None:
    path = certificate_file(tmp_path, "Joy Okafọ̀", "her own words", desk.now())
    given = countersign(desk, signed, SecondSigner("Joy Okafọ̀"), DRAWN, KeyFromFile(path, "her own words"))
    assert not given.is_made_here
    assert given.role == ""
    meeting = desk.meeting(signed).value
    document = document_for(meeting, "")
    assert document is not None
    content = document_bytes(desk, as_it_stands(meeting, document))
    assert verify_bytes(content).is_whole
    assert pictures(content) != pictures(document_bytes(desk, document))  # there is ink where there was none


@pytest.mark.parametrize("key", [KeyMadeHere("four quiet garden gnomes")])
def test_a_wrong_passphrase_signs_nothing(desk: Desk, signed: str, key: KeyMadeHere) -> None:
    with pytest.raises(PassphraseRefused):
        countersign(desk, signed, JOY, TYPED, key)
    assert desk.meeting(signed).value.endorsements == ()


def test_it_needs_a_name_and_a_signed_record(desk: Desk, signed: str) -> None:
    with pytest.raises(InvalidDetail, match="name"):
        countersign(desk, signed, SecondSigner(" "), TYPED, KeyMadeHere(PASSPHRASE))
    other = a_record.hold(desk, desk.meeting(signed).value.facts.child_id, "care-team")
    assert "after the first" in cannot_be_countersigned(desk, other)
    with pytest.raises(InvalidDetail, match="after the first"):
        countersign(desk, other, JOY, TYPED, KeyMadeHere(PASSPHRASE))
