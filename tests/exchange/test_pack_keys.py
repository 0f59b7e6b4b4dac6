"""Codes that are read out over the phone, letters that are compared, and keys that the store keeps."""

import hashlib

import pytest

from cpm_desktop.domain.packs import WrongCode
from cpm_desktop.exchange.pack_keys import (
    PackKeys,
    address_of,
    code_of,
    fingerprint_of,
    is_address,
    make_pack_keys,
    squares_of,
)

KEYS = make_pack_keys()
KEPT = b"AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE\n" + b"".join(
    b"%02x" % place for place in range(32)
)
CODE = "Q73H4 E0Q57 YZFUW 3D648 MSD3Y P6RV6 KSNRF WJK3L D2590 8MGT3 MLQTS 9WRDT R37Q9"
DRAWN = "d250b70b1cf1a139987e5bbff4517c74de642d1ee73fdc7004be4ca483ee9bc6"


def test_an_address_has_one_spelling() -> None:
    spellings = (KEYS.address, KEYS.address.upper(), KEYS.address[:-1], "")
    assert [is_address(each) for each in spellings] == [True, False, False, False]


def test_a_code_that_is_well_said_but_nobodys_is_told() -> None:
    # Thirteen groups hold four bits more than a key has; where they are set, each group is right and the whole is not.
    data = KEYS.address.removeprefix("age1")[:-6]
    with pytest.raises(WrongCode, match="nobody’s"):
        address_of(code_of(f"age1{data[:-1]}l------"))


def test_a_code_is_read_back_as_people_say_it() -> None:
    for keys in (make_pack_keys() for _ in range(50)):
        code = code_of(keys.address)
        assert len(code.split()) == 13
        assert address_of(code) == keys.address
        assert address_of(code.lower().replace(" ", "-").replace("0", "o")) == keys.address
        typed = f"\n\t {code.replace(' ', '')[:30]}\u00a0\u2009{code.replace(' ', '')[30:].lower()}\r\n"
        assert address_of(typed) == keys.address
        wide = "".join("\u3000" if each == " " else chr(ord(each) + 0xFEE0) for each in code)
        assert address_of(wide) == keys.address


def test_one_wrong_letter_of_a_code_is_found_with_its_group() -> None:
    code = code_of(KEYS.address)
    groups = code.split()
    for place, group in enumerate(groups):
        for at in range(5):
            for letter in "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L":
                if letter != group[at]:
                    wrong = [*groups[:place], group[:at] + letter + group[at + 1 :], *groups[place + 1 :]]
                    with pytest.raises(WrongCode, match=f"Group {place + 1} "):
                        address_of(" ".join(wrong))


def test_swapped_and_missing_groups_of_a_code_are_found() -> None:
    groups = code_of(KEYS.address).split()
    swapped = [groups[1], groups[0], *groups[2:]]
    with pytest.raises(WrongCode, match="Group"):
        address_of(" ".join(swapped))
    with pytest.raises(WrongCode, match="60 letters"):
        address_of(" ".join(groups[1:]))


def test_keys_come_back_from_the_store_and_show_nothing_of_themselves() -> None:
    kept = KEYS.to_bytes()
    again = PackKeys.from_bytes(kept)
    assert (again.address, again.public_key) == (KEYS.address, KEYS.public_key)
    assert KEYS.identity not in repr(KEYS)
    assert KEYS.seed.hex() not in repr(KEYS)
    for spoilt in (b"", kept[:-1], b"x" + kept):
        with pytest.raises(ValueError):  # noqa: PT011 - the class is all that a caller sees
            PackKeys.from_bytes(spoilt)


def test_fingerprints_tell_senders_apart() -> None:
    made = {fingerprint_of(make_pack_keys().public_key) for _ in range(200)}
    assert len(made) == 200
    assert all(len(each) == 14 for each in made)


def test_what_is_read_out_and_compared_is_the_same_in_every_version() -> None:
    keys = PackKeys.from_bytes(KEPT)
    assert keys.to_bytes() == KEPT
    assert repr(keys) == "PackKeys()"
    assert keys.address == "age1q73he0q5yzfu3d64msd3p6rvksnrwjk3d2598mgtmlqt9wrdr37q2vrn72"
    assert code_of(keys.address) == CODE
    assert address_of(CODE) == keys.address
    assert fingerprint_of(keys.public_key) == "E3R6 4VFK QAQC"


def test_the_picture_of_a_code_is_a_qr_code_and_always_the_same() -> None:
    squares = squares_of(CODE)
    assert [len(row) for row in squares] == [33] * 33  # version 4
    eye = [True, *[False] * 5, True]
    for rows in (squares[:7], squares[-7:]):
        assert [list(row[:7]) for row in (rows[0], rows[1])] == [[True] * 7, eye]
    assert squares == squares_of(CODE.replace(" ", ""))
    drawn = "".join("#" if square else "." for row in squares for square in row)
    assert hashlib.sha256(drawn.encode()).hexdigest() == DRAWN


def test_what_is_wrong_with_a_code_is_told_in_figures() -> None:
    with pytest.raises(WrongCode, match="13 groups of 5 letters; this one has 64 letters in place of 65"):
        address_of(CODE[:-1])
    with pytest.raises(WrongCode, match=r"Group 13 of the code \(“R37QA”\) is not right"):
        address_of(CODE[:-1] + "A")
