"""What signs: a key made here, a certificate file that is kept, or one that is read from its file each time."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import Endorsement
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.handing_over import document_bytes, signed_copy, verify_bytes
from cpm_desktop.services.known_certificates import known_in_folders, known_to_authority, made_here
from cpm_desktop.services.signing_key import (
    KEPT,
    MADE,
    READ,
    CertificateFileWanted,
    certificate_in_use,
    keep_certificate_file,
    load_signing_key,
    use_certificate_file,
    use_certificate_made_here,
)
from cpm_desktop.storage.keys import unlock_with_passphrase
from tests.a_desk import PASSPHRASE, SetClock, make_desk, open_desk, set_clock
from tests.services import a_record
from tests.services.certificate_files import AUTHORITY, authority, certificate_file, issued
from tests.services.certificate_taker import KILLED

WORDS = "her own words"
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clock() -> SetClock:
    return set_clock("2026-11-20", "09:00")


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    made = a_record.a_desk(tmp_path, clock)
    yield made
    made.close()


def reopened(desk: Desk, clock: SetClock) -> Desk:
    place = desk.place
    assert place is not None
    desk.close()
    return open_desk(place, unlock_with_passphrase(place.keys.read(), PASSPHRASE), clock)


def test_a_file_is_kept_in_the_store_and_needs_neither_its_file_nor_its_passphrase_again(
    desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    made = certificate_in_use(desk)
    assert (made.source, made.issuer) == (MADE, "")
    path = certificate_file(tmp_path, "Priya Nair", WORDS, desk.now())
    kept = keep_certificate_file(desk, path, WORDS)
    assert (kept.source, kept.name, kept.issuer, kept.file) == (KEPT, "Priya Nair", AUTHORITY, "")
    assert kept.valid_until == load_signing_key(desk).valid_until
    path.unlink()
    again = reopened(desk, clock)
    try:
        assert certificate_in_use(again).fingerprint == kept.fingerprint
        meeting_id = a_record.sign(again, a_record.enter_kai(again), "care-team")
        verdict = verify_bytes(document_bytes(again, signed_copy(again, meeting_id, "")))
        assert verdict.is_whole
        assert verdict.signer is not None
        assert verdict.signer.fingerprint == kept.fingerprint
        back = use_certificate_made_here(again)
        assert back.source == MADE
        assert back.fingerprint not in {kept.fingerprint, made.fingerprint}
    finally:
        again.close()


def test_a_file_that_is_read_each_time_is_wanted_again_after_the_lock(
    desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    path = certificate_file(tmp_path, "Priya Nair", WORDS, desk.now())
    used = use_certificate_file(desk, path, WORDS)
    assert (used.source, used.file) == (READ, str(path))
    assert load_signing_key(desk).fingerprint == used.fingerprint
    again = reopened(desk, clock)
    try:
        assert certificate_in_use(again).fingerprint == ""
        meeting_id = a_record.sign(again, a_record.enter_kai(again), "care-team")
        with pytest.raises(CertificateFileWanted, match="read from its file each time"):
            signed_copy(again, meeting_id, "")
        use_certificate_file(again, path, WORDS)
        assert signed_copy(again, meeting_id, "").is_verified
    finally:
        again.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a file's name be no text")
def test_a_file_whose_name_is_no_text_is_remembered_as_it_is(desk: Desk, tmp_path: Path) -> None:
    path = certificate_file(tmp_path, "Priya Nair", WORDS, desk.now())
    odd = path.rename(tmp_path / b"\xff.p12".decode(errors="surrogateescape"))
    assert use_certificate_file(desk, odd, WORDS).file == str(odd)


def test_a_file_that_cannot_sign_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = certificate_in_use(desk)
    gone = tmp_path / "gone.p12"
    large = tmp_path / "large.p12"
    large.write_bytes(bytes(1024 * 1024 + 1))
    fits = tmp_path / "fits.p12"
    fits.write_bytes(bytes(1024 * 1024))
    expired = certificate_file(
        tmp_path, "Priya Nair", WORDS, desk.now(), certificate=issued("Priya Nair", desk.now(), days=(-9, -1))
    )
    refusals = (
        (gone, "cannot be read"),
        (large, "too large"),
        (fits, "no certificate file"),
        (expired, "expired on"),
    )
    for path, sentence in refusals:
        for take in (keep_certificate_file, use_certificate_file):
            with pytest.raises(CarePlanningError, match=sentence):
                take(desk, path, WORDS)
    assert certificate_in_use(desk) == before


def test_a_kept_file_is_not_taken_for_a_key_made_here_after_another_file_was_read(
    desk: Desk, tmp_path: Path
) -> None:
    path = certificate_file(tmp_path, "Priya Nair", WORDS, desk.now())
    kept = keep_certificate_file(desk, path, WORDS)
    assert use_certificate_file(desk, path, WORDS).source == READ
    back = use_certificate_made_here(desk)
    assert (back.source, back.issuer) == (MADE, "")
    assert back.fingerprint != kept.fingerprint
    assert made_here(desk) == {back.fingerprint}


def test_whose_keys_were_made_here_is_remembered_and_a_file_is_never_among_them(
    desk: Desk, tmp_path: Path
) -> None:
    made = certificate_in_use(desk).fingerprint
    second = Endorsement(id="joy", certificate="ab" * 32, is_made_here=True)
    brought = Endorsement(id="tom", certificate="cd" * 32)
    assert made_here(desk, (second, brought)) == {made, "ab" * 32}
    keep_certificate_file(desk, certificate_file(tmp_path, "Priya Nair", WORDS, desk.now()), WORDS)
    assert made_here(desk, (second, brought)) == {"ab" * 32}


def test_the_certificates_in_the_authoritys_folder_are_known(tmp_path: Path, clock: SetClock) -> None:
    own = authority(clock())
    folder = tmp_path / "forms" / "certificates"
    folder.mkdir(parents=True)
    (folder / "council.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    (folder / "notes.txt").write_text("-----BEGIN CERTIFICATE-----", encoding="utf-8")
    (folder / "broken.cer").write_bytes(b"no certificate")
    der = own.public_bytes(serialization.Encoding.DER)
    assert known_in_folders([tmp_path / "forms", tmp_path / "gone"]) == (der,)
    desk = make_desk(tmp_path, clock, (forms_folder(), tmp_path / "forms"))
    assert known_to_authority(desk) == (der,)
    desk.close()


def test_a_kept_file_is_exchanged_whole_or_not_at_all_wherever_the_power_fails(
    desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    held = keep_certificate_file(desk, certificate_file(tmp_path, "Priya Nair", WORDS, desk.now()), WORDS)
    assert desk.place is not None
    folder, moment = desk.place.folder, desk.now().isoformat()
    desk.close()
    other = certificate_file(tmp_path, "Joy Okafọ̀", WORDS, clock())
    ended = KILLED
    found: list[tuple[str, str]] = []
    while ended == KILLED:  # at the first write, at the second, until all of them were made
        command = [sys.executable, "-m", "tests.services.certificate_taker", str(folder), str(other), moment]
        ended = subprocess.run([*command, str(len(found) + 1)], cwd=CHECKOUT, check=False).returncode
        again = reopened(desk, clock)
        in_use = certificate_in_use(again)
        again.close()
        found.append((in_use.source, in_use.name))
    assert ended == 0
    assert found[0] == (held.source, held.name) == (KEPT, "Priya Nair")
    assert found[-1] == (KEPT, "Joy Okafọ̀")
    assert set(found) == {found[0], found[-1]}


def test_what_an_earlier_version_noted_beside_the_key_still_counts(tmp_path: Path, clock: SetClock) -> None:
    desk = make_desk(tmp_path, clock)
    for name, value in (("signing.source", READ), ("signing.file", "own.p12")):
        desk.workplace().perform(Put(entity=Setting(id=name, value=value)), is_final=True)
    assert (certificate_in_use(desk).source, certificate_in_use(desk).file) == (READ, "own.p12")
    back = use_certificate_made_here(desk)
    assert (back.source, back.file, back.name) == (MADE, "", "Priya Nair")
    desk.close()
