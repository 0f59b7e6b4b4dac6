"""The outside of a pack: who may open it, who signed it, and what is said of one that cannot be opened."""

import pytest

from cpm_desktop.domain.packs import WrongCode
from cpm_desktop.exchange.pack_keys import PackKeys, address_of, code_of, fingerprint_of, make_pack_keys
from cpm_desktop.exchange.pack_refusals import (
    NotAPack,
    NotForThisKey,
    PackDamaged,
    PackFromNewerVersion,
    PackRefused,
    PackTooLarge,
    WrongPackPassphrase,
)
from cpm_desktop.exchange.pack_seal import (
    LARGEST_BODY,
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


def test_opening_by_passphrase_never_costs_more_than_it_may() -> None:
    costly = b"age-encryption.org/v1\n-> scrypt dKt5mrXF1XLC34tUXxdcGQ 30\nwrz8\n--- 9hyeB\n"
    with pytest.raises(PackDamaged):
        unseal_with(costly, "x")


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
    newer = inside.replace(b"pack 1\n", b"pack 2\n")
    assert_refused(PackFromNewerVersion, seal_to_address(newer, READER.address))
    with pytest.raises(PackTooLarge):
        verified(signed_content(bytes(LARGEST_BODY + 1), SENDER))


def assert_refused(expected: type[PackRefused], content: bytes) -> None:
    with pytest.raises(expected):
        unseal_for(content, READER)


def test_the_largest_pack_fits_its_file() -> None:
    sealed = seal_to_address(signed_content(b"a" * LARGEST_BODY, SENDER), READER.address)
    assert len(sealed) <= LARGEST_FILE
    assert len(unseal_for(sealed, READER).body) == LARGEST_BODY


def test_a_code_is_read_back_as_people_say_it() -> None:
    for keys in (make_pack_keys() for _ in range(50)):
        code = code_of(keys.address)
        assert len(code.split()) == 13
        assert address_of(code) == keys.address
        assert address_of(code.lower().replace(" ", "-").replace("0", "o")) == keys.address


def test_one_wrong_letter_of_a_code_is_found_with_its_group() -> None:
    code = code_of(READER.address)
    groups = code.split()
    for place, group in enumerate(groups):
        for at in range(5):
            for letter in "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L":
                if letter != group[at]:
                    wrong = [*groups[:place], group[:at] + letter + group[at + 1 :], *groups[place + 1 :]]
                    with pytest.raises(WrongCode, match=f"Group {place + 1} "):
                        address_of(" ".join(wrong))


def test_swapped_and_missing_groups_of_a_code_are_found() -> None:
    groups = code_of(READER.address).split()
    swapped = [groups[1], groups[0], *groups[2:]]
    with pytest.raises(WrongCode, match="Group"):
        address_of(" ".join(swapped))
    with pytest.raises(WrongCode, match="60 letters"):
        address_of(" ".join(groups[1:]))


def test_keys_come_back_from_the_store_and_show_nothing_of_themselves() -> None:
    kept = SENDER.to_bytes()
    again = PackKeys.from_bytes(kept)
    assert (again.address, again.public_key) == (SENDER.address, SENDER.public_key)
    assert SENDER.identity not in repr(SENDER)
    assert SENDER.seed.hex() not in repr(SENDER)
    for spoilt in (b"", kept[:-1], b"x" + kept):
        with pytest.raises(ValueError):  # noqa: PT011 - the class is all that a caller sees
            PackKeys.from_bytes(spoilt)


def test_fingerprints_tell_senders_apart() -> None:
    made = {fingerprint_of(make_pack_keys().public_key) for _ in range(200)}
    assert len(made) == 200
    assert all(len(each) == 14 for each in made)
