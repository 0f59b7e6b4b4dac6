"""The outside of a pack: who may open it, who signed it, and what is said of one that cannot be opened."""

import hashlib

import pyrage
import pytest

from cpm_desktop.exchange import pack_passphrase, pack_seal
from cpm_desktop.exchange.pack_keys import PackKeys, make_pack_keys
from cpm_desktop.exchange.pack_refusals import (
    NotAPack,
    NotForThisKey,
    PackDamaged,
    PackFromNewerVersion,
    PackRefused,
    PackTooCostly,
    PackTooLarge,
    TooBusyForPack,
    WrongPackPassphrase,
)
from cpm_desktop.exchange.pack_seal import (
    LARGEST_FILE,
    seal_to_address,
    seal_with_passphrase,
    signed_content,
    unseal_for,
    unseal_with,
    verified,
    wants_passphrase,
)

SENDER, READER, OTHER = make_pack_keys(), make_pack_keys(), make_pack_keys()
BODY = b'{"about":"Kai"}'
LARGEST_BODY, LARGEST_FILES = 5_000_000, 20 * 1024 * 1024  # as docs/packs.md tells people


def test_what_is_sealed_to_a_key_is_opened_with_it_alone() -> None:
    sealed = seal_to_address(signed_content(BODY, SENDER), READER.address)
    assert not wants_passphrase(sealed)
    assert (unseal_for(sealed, READER).body, unseal_for(sealed, READER).key) == (BODY, SENDER.public_key)
    assert b"Kai" not in sealed
    with pytest.raises(NotForThisKey):
        unseal_for(sealed, OTHER)
    with pytest.raises(WrongPackPassphrase):
        unseal_with(sealed, "anything")


def test_what_is_sealed_with_a_passphrase_is_opened_as_it_was_told() -> None:
    sealed = seal_with_passphrase(signed_content(BODY, SENDER), "river candle orchard seven")
    assert wants_passphrase(sealed)
    assert unseal_with(sealed, " River  candle orchard seven ").body == BODY
    with pytest.raises(WrongPackPassphrase):
        unseal_with(sealed, "river candle orchard eight")
    with pytest.raises(NotForThisKey):
        unseal_for(sealed, READER)


def with_work(work: bytes) -> bytes:
    return b"age-encryption.org/v1\n-> scrypt dKt5mrXF1XLC34tUXxdcGQ %s\nwrz8\n--- 9hyeB\n" % work


@pytest.mark.parametrize("work", [b"18", b"20", b"30", b"99"])
def test_opening_by_passphrase_never_takes_more_memory_than_it_may(work: bytes) -> None:
    with pytest.raises(PackTooCostly):
        unseal_with(with_work(work), "x")


@pytest.mark.parametrize("work", [b"0", b"017", b"100", b"-1", b"x", b""])
def test_a_cost_that_is_none_is_damaged(work: bytes) -> None:
    with pytest.raises(PackDamaged):
        unseal_with(with_work(work), "x")


def test_sealing_by_passphrase_costs_the_same_on_every_computer() -> None:
    sealed = seal_with_passphrase(b"x", "river candle orchard seven")
    assert sealed.split(b"\n")[1].split(b" ")[-1] == b"17"  # 128 MiB, the least that OWASP allows


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_is_sealed_with_a_passphrase_is_an_age_file(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    monkeypatch.setattr(pack_passphrase, "WORK", 8)
    content = bytes(place % 251 for place in range(length))
    sealed, again = (pack_passphrase.seal(content, "déjà vu") for _ in range(2))
    assert pyrage.passphrase.decrypt(sealed, "déjà vu") == content
    assert sealed != again
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, "deja vu")


def test_a_computer_that_seemed_too_slow_is_measured_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_passphrase, "WORK", 8)
    sealed = seal_with_passphrase(signed_content(BODY, SENDER), "river candle")
    opened, measured = pyrage.passphrase.decrypt, []

    def decrypt(content: bytes, passphrase: str) -> bytes:
        measured.append(content)
        if len(measured) < 5:
            raise pyrage.DecryptError("Excessive work parameter for passphrase.\nDecryption would take …")
        inside: bytes = opened(content, passphrase)
        return inside

    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    assert unseal_with(sealed, "river candle").body == BODY
    measured.clear()
    monkeypatch.setattr(pack_seal, "_MEASURED_ANEW", 4)
    with pytest.raises(TooBusyForPack):
        unseal_with(sealed, "river candle")


def test_the_library_says_it_in_these_words() -> None:
    sealed = pack_passphrase.seal(b"x", "x").replace(b" 17\n", b" 60\n")
    with pytest.raises(pyrage.DecryptError) as refused:
        pyrage.passphrase.decrypt(sealed, "x")
    assert str(refused.value).startswith("Excessive work")


def test_a_pack_that_was_cut_short_is_told_before_anybody_is_asked_for_a_passphrase() -> None:
    sealed = seal_with_passphrase(signed_content(BODY, SENDER), "river candle orchard seven")
    for cut in (sealed[:60], sealed[: sealed.index(b"\n---")]):
        with pytest.raises(PackDamaged):
            wants_passphrase(cut)


def test_a_body_that_another_signed_is_damaged() -> None:
    inside = signed_content(BODY, SENDER)
    with pytest.raises(PackDamaged):
        verified(inside.replace(b"Kai", b"Mia"))
    with pytest.raises(PackDamaged):
        verified(inside.replace(SENDER.public_key, OTHER.public_key))
    with pytest.raises(PackDamaged):
        verified(inside[:50])


def test_each_case_is_told_apart() -> None:
    assert_refused(NotAPack, b"%PDF-1.7 something")
    assert_refused(NotAPack, b"")
    assert_refused(PackTooLarge, b"age-encryption.org/v1\n" + bytes(LARGEST_FILE))
    assert_refused(PackDamaged, b"age-encryption.org/v1\n" + bytes(100))
    inside = signed_content(BODY, SENDER)
    sealed = seal_to_address(inside, READER.address)
    assert_refused(PackDamaged, sealed[:-1])
    assert_refused(NotAPack, seal_to_address(b"a letter", READER.address))
    newer = inside.replace(b"pack 1\n", b"pack 3\n")
    assert_refused(PackFromNewerVersion, seal_to_address(newer, READER.address))
    with pytest.raises(PackTooLarge):
        verified(signed_content(bytes(LARGEST_BODY + 1), SENDER))


def assert_refused(expected: type[PackRefused], content: bytes) -> None:
    with pytest.raises(expected):
        unseal_for(content, READER)


def test_the_largest_pack_fits_its_file() -> None:
    files = bytes(LARGEST_FILES)
    sealed = seal_to_address(signed_content(b"a" * LARGEST_BODY, SENDER, (files,)), READER.address)
    assert len(sealed) <= LARGEST_FILE
    opened = unseal_for(sealed, READER)
    assert (len(opened.body), len(opened.files)) == (LARGEST_BODY, LARGEST_FILES)
    with pytest.raises(PackTooLarge):
        verified(signed_content(BODY, SENDER, (files, b"x")))


def test_files_stand_behind_the_body_and_a_pack_without_any_is_as_it_ever_was() -> None:
    with_files, without = signed_content(BODY, SENDER, (b"one", b"two")), signed_content(BODY, SENDER)
    assert (verified(with_files).body, verified(with_files).files) == (BODY, b"onetwo")
    assert without.startswith(b"cpm-desktop pack 1\n")
    assert verified(without).files == b""
    for damaged in (with_files[: -len("onetwo")], with_files[:-20], with_files.replace(b"pack 2", b"pack 1")):
        with pytest.raises(PackDamaged):
            verified(damaged)


def test_what_is_signed_is_the_same_byte_for_byte_in_every_version() -> None:
    keys = PackKeys(
        "AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE", bytes(range(32))
    )
    for files, digest in (
        ((), "63c79b1eb3ba79dbb0e9e41e203c8d03988779e67757267b9396d5a8d46a5d14"),
        ((b"one", b"two"), "d9a1352068382b7ed0e3a6b6139a7520165c254361fe6c6a4897f20ee0ec0d9b"),
    ):
        signed = signed_content(BODY, keys, files)
        assert hashlib.sha256(signed).hexdigest() == digest
        assert verified(signed).key == keys.public_key
