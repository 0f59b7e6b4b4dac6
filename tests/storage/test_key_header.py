import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from cpm_desktop.storage.errors import DamagedKeys, ForeignFile, NewerStore, StoreError, WrongPassphrase
from cpm_desktop.storage.key_header import DerivationCost, read_header, write_header
from cpm_desktop.storage.keys import make_keys, replace_authority_code, unlock_with_passphrase

QUICK = DerivationCost(memory=64, passes=1, lanes=1)


def resealed(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    fields = json.loads(content)
    change(fields)
    fields.pop("checksum", None)
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return json.dumps(fields | {"checksum": hashlib.sha256(canonical).hexdigest()}).encode()


def test_a_header_is_read_as_it_was_written() -> None:
    header, _, _ = make_keys("violet tram at noon", QUICK)
    assert read_header(write_header(header)) == header


def test_every_flipped_bit_is_found_before_the_passphrase_is_asked() -> None:
    content = write_header(make_keys("violet tram at noon", QUICK)[0])
    unread = 0
    for place in range(len(content)):
        for bit in (0, 3, 6):
            damaged = bytearray(content)
            damaged[place] ^= 1 << bit
            with contextlib.suppress(StoreError):
                unread += read_header(bytes(damaged)) != read_header(content)
    assert unread == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"format": "cpm-desktop-keys"}',
        b'{"format": "cpm-desktop-keys", "version": 0}',
        b'{"format": "cpm-desktop-keys", "version": true}',
        b'{"format": "cpm-desktop-keys", "version": 1, "version": 1}',
        b'{"format": "cpm-desktop-keys", "version": 1e400}',
        b"9" * 60_000,
        b" " * 70_000,
    ],
)
def test_what_cannot_be_read_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedKeys):
        read_header(content)


@pytest.mark.parametrize("name", ["generation", "memory_kib"])
def test_a_name_that_stands_twice_is_damage_though_the_last_of_them_is_right(name: str) -> None:
    whole = write_header(make_keys("violet tram at noon", QUICK)[0])
    doubled = whole.replace(f'"{name}"'.encode(), f'"{name}": 9,\n  "{name}"'.encode(), 1)
    assert json.loads(doubled) == json.loads(whole)
    with pytest.raises(DamagedKeys):
        read_header(doubled)


def test_a_file_of_something_else_is_foreign() -> None:
    with pytest.raises(ForeignFile):
        read_header(b'{"format": "shopping list", "version": 1}')


@pytest.mark.parametrize("version", [2, 100, 10**30])
def test_a_newer_version_is_said_to_be_newer(version: int) -> None:
    content = write_header(make_keys("violet tram at noon", QUICK)[0])
    with pytest.raises(NewerStore):
        read_header(resealed(content, lambda fields: fields.update(version=version)))


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 2**40},
        {"memory_kib": 1024 * 1024 + 1},
        {"memory_kib": 7},
        {"passes": 0},
        {"passes": 10**9},
        {"lanes": 0},
        {"lanes": 5_000},
        {"memory_kib": -1},
        {"memory_kib": 64.0},
        {"memory_kib": "64"},
        {"memory_kib": True},
        {"salt": "AAAA"},
        {"salt": "?"},
        {"salt": 7},
        {"salt": "é"},
        {"derivation": "md5"},
    ],
)
def test_absurd_parameters_are_refused_without_trying_them(cost: dict[str, object]) -> None:
    content = write_header(make_keys("violet tram at noon", QUICK)[0])
    with pytest.raises(DamagedKeys):
        read_header(resealed(content, lambda fields: fields["passphrase"].update(cost)))


@pytest.mark.parametrize(
    "change", [{"store": "A" * 32}, {"store": 5}, {"passphrase": []}, {"generation": None}]
)
def test_a_header_with_an_ill_formed_part_is_damaged(change: dict[str, object]) -> None:
    content = write_header(make_keys("violet tram at noon", QUICK)[0])
    with pytest.raises(DamagedKeys):
        read_header(resealed(content, lambda fields: fields.update(change)))


@pytest.mark.parametrize("part", ["memory", "passes"])
def test_changed_parameters_do_not_unwrap_the_key(part: str) -> None:
    header, _, _ = make_keys("violet tram at noon", DerivationCost(memory=64, passes=2, lanes=1))
    slot = header.passphrase
    cost = dataclasses.replace(slot.cost, **{part: getattr(slot.cost, part) // 2})
    weakened = dataclasses.replace(header, passphrase=dataclasses.replace(slot, cost=cost))
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(weakened, "violet tram at noon")


def test_a_slot_of_another_store_does_not_unwrap_the_key() -> None:
    header, _, _ = make_keys("violet tram at noon", QUICK)
    moved = dataclasses.replace(header, store_id="0" * 32)
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(moved, "violet tram at noon")


def test_a_slot_of_the_authority_that_is_derived_otherwise_is_damaged() -> None:
    header, key, _ = make_keys("violet tram at noon", QUICK)
    content = write_header(replace_authority_code(header, key)[0])
    assert read_header(resealed(content, lambda fields: fields.pop("checksum"))).authority is not None
    with pytest.raises(DamagedKeys):
        read_header(resealed(content, lambda fields: fields["authority"].update(derivation="none")))


@pytest.mark.parametrize(
    ("cost", "is_tolerable"),
    [
        (DerivationCost(8, 1, 1), True),
        (DerivationCost(7, 1, 1), False),
        (DerivationCost(1024 * 1024, 128, 16), True),
        (DerivationCost(1024 * 1024 + 1, 128, 16), False),
        (DerivationCost(1024 * 1024, 129, 16), False),
        (DerivationCost(1024 * 1024, 128, 17), False),
        (DerivationCost(128, 1, 16), True),
        (DerivationCost(127, 1, 16), False),
        (DerivationCost(64, 0, 1), False),
        (DerivationCost(64, 1, 0), False),
    ],
)
def test_a_gigabyte_is_the_most_that_a_key_file_may_ask_for(cost: DerivationCost, is_tolerable: bool) -> None:
    assert cost.is_tolerable() is is_tolerable


def test_a_key_file_is_read_up_to_its_longest() -> None:
    header, _, _ = make_keys("violet tram at noon", QUICK)
    content = write_header(header)
    assert read_header(content.ljust(65_536)) == header
    with pytest.raises(DamagedKeys):
        read_header(content.ljust(65_537))


def test_a_header_of_the_first_writing_is_one_like_any_other() -> None:
    content = write_header(make_keys("violet tram at noon", QUICK)[0])
    assert read_header(resealed(content, lambda fields: fields.update(generation=0))).generation == 0
    with pytest.raises(DamagedKeys):
        read_header(resealed(content, lambda fields: fields.update(generation=-1)))


@pytest.mark.parametrize("part", ["passphrase", "recovery"])
def test_each_slot_is_derived_in_its_own_way_alone(part: str) -> None:
    content = write_header(make_keys("violet tram at noon", QUICK)[0])
    with pytest.raises(DamagedKeys):
        read_header(resealed(content, lambda fields: fields[part].update(derivation="none")))
