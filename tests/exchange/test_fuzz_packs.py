"""Thousands of spoilt packs: none is taken, and nothing but a refusal comes of any; the long form is a command."""

import pytest
from tools.fuzz_packs import taking, walking
from tools.fuzz_packs.taking import walk_at_a_store
from tools.fuzz_packs.walking import unchecked, walk

from cpm_desktop.exchange import pack_json

COUNT = 1_200
"""`python -m tools.fuzz_packs` spoils a million, and 200 with a passphrase."""


def test_no_spoilt_pack_is_taken() -> None:
    tally = walk(COUNT, seed=7)
    # How long each takes is for the long form to say, on a machine that does nothing else.
    assert [fault for fault in tally.faults if ": took " not in fault] == []
    assert sum(tally.tried.values()) > COUNT * 0.95
    assert {"PackDamaged", "PackNotUnderstood", "PackTooLarge"} <= tally.refused.keys()
    assert 0 < tally.sound < COUNT / 20


def test_no_sound_pack_does_harm_at_a_store() -> None:
    tally = walk_at_a_store(40, seed=7)
    assert tally.faults == []
    assert tally.sound > 10


def test_harm_at_a_store_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(taking, "look_into_pack", fail)
    assert walk_at_a_store(1, seed=7).faults == ["at a store: IndexError ()"]


def test_a_signature_that_is_not_checked_is_noticed() -> None:
    tally = walk(60, seed=7, check_signature=unchecked)
    assert any(fault.startswith("inside: taken") for fault in tally.faults)


def test_a_limit_that_is_not_held_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_json, "LONGEST_TEXT", 10_000_000)
    assert any("of 20,001" in fault for fault in walk(600, seed=7).faults)


def test_an_exception_of_another_kind_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(walking, "read_body", fail)
    assert any("RecursionError" in fault for fault in walk(30, seed=7).faults)
