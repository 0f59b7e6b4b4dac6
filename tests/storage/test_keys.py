import dataclasses
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpm_desktop.storage.errors import UnsuitablePassphrase, WrongPassphrase, WrongRecoveryCode
from cpm_desktop.storage.key_header import DerivationCost, read_header, write_header
from cpm_desktop.storage.keys import (
    LEAST_COST,
    calibrate,
    change_passphrase,
    make_keys,
    make_other_keys,
    replace_authority_code,
    replace_recovery_code,
    unlock_with_passphrase,
    unlock_with_recovery_code,
    withdraw_authority_code,
)

QUICK = DerivationCost(memory=64, passes=1, lanes=1)


def test_the_passphrase_and_the_recovery_code_give_the_same_data_key() -> None:
    header, key, code = make_keys("violet tram at noon", QUICK)
    assert unlock_with_passphrase(header, "violet tram at noon") == key
    assert unlock_with_recovery_code(header, code) == key
    assert len(key.data_key) == 32


def test_each_store_has_keys_of_its_own() -> None:
    _, first, first_code = make_keys("violet tram at noon", QUICK)
    _, second, second_code = make_keys("violet tram at noon", QUICK)
    assert first.data_key != second.data_key
    assert first.store_id != second.store_id
    assert first.salt != second.salt
    assert first_code != second_code


@pytest.mark.parametrize("wrong", ["Violet tram at noon", "violet tram at noon ", "", "\0", "x" * 100_000])
def test_another_passphrase_is_refused(wrong: str) -> None:
    header, _, _ = make_keys("violet tram at noon", QUICK)
    with pytest.raises(WrongPassphrase) as refusal:
        unlock_with_passphrase(header, wrong)
    assert "does not open this store" in refusal.value.sentence


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    composed, decomposed = (
        "caf\u00e9 \u1ecc\u0300kafo\u0323\u0300",
        "cafe\u0301 O\u0323\u0300kafo\u0323\u0300",
    )
    assert composed != decomposed
    header, key, _ = make_keys(composed, QUICK)
    assert unlock_with_passphrase(header, decomposed) == key
    assert unlock_with_passphrase(header, "\uff43\uff41\uff46\u00e9 O\u0323\u0300kafo\u0323\u0300") == key


@pytest.mark.parametrize("long", ["word " * 40_000, "\ufdfa" * 20_000, "👩‍👧\n\0\ud800" * 1_000])
def test_a_long_paste_is_a_passphrase_like_any_other(long: str) -> None:
    header, key, _ = make_keys(long, QUICK)
    assert unlock_with_passphrase(header, long) == key
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(header, long[:-1])


@pytest.mark.parametrize("empty", ["", " ", "\t\n\u00a0"])
def test_an_empty_passphrase_is_refused(empty: str) -> None:
    with pytest.raises(UnsuitablePassphrase):
        make_keys(empty, QUICK)
    header, key, _ = make_keys("violet tram at noon", QUICK)
    with pytest.raises(UnsuitablePassphrase):
        change_passphrase(header, key, empty, QUICK)


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_any_text_can_be_a_passphrase(passphrase: str) -> None:
    header, key, _ = make_keys(passphrase, QUICK)
    assert unlock_with_passphrase(header, passphrase) == key


def test_changing_the_passphrase_keeps_the_data_and_the_recovery_code() -> None:
    header, key, code = make_keys("violet tram at noon", QUICK)
    changed = change_passphrase(header, key, "seven geese in a row", QUICK)
    assert changed.generation == header.generation + 1
    assert unlock_with_passphrase(changed, "seven geese in a row") == key
    assert unlock_with_recovery_code(changed, code) == key
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(changed, "violet tram at noon")


def test_a_new_recovery_code_replaces_the_former() -> None:
    header, key, former = make_keys("violet tram at noon", QUICK)
    replaced, code = replace_recovery_code(header, key)
    assert unlock_with_recovery_code(replaced, code) == key
    assert unlock_with_passphrase(replaced, "violet tram at noon") == key
    with pytest.raises(WrongRecoveryCode, match="does not open"):
        unlock_with_recovery_code(replaced, former)


def test_a_recovery_code_is_read_as_people_type_it() -> None:
    header, key, code = make_keys("violet tram at noon", QUICK)
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 8
    for typed in (code.lower(), " ".join(groups), "".join(groups), f" {code}\n", "\u2013".join(groups)):
        assert unlock_with_recovery_code(header, typed) == key
    misread = code.replace("O", "0").replace("I", "1").replace("B", "8")
    assert unlock_with_recovery_code(header, misread) == key


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "this one has 0"),
        ("ABCD-EFGH", "this one has 8"),
        ("A" * 33, "this one has 33"),
        ("é" * 32, "only the letters"),
        ("9" * 32, "only the letters"),
        ("A" * 32, "does not open"),
    ],
)
def test_a_recovery_code_that_cannot_be_right_is_refused_with_the_reason(typed: str, said: str) -> None:
    header, _, _ = make_keys("violet tram at noon", QUICK)
    with pytest.raises(WrongRecoveryCode, match=said):
        unlock_with_recovery_code(header, typed)


def test_a_key_does_not_show_its_bytes() -> None:
    _, key, _ = make_keys("violet tram at noon", QUICK)
    assert key.data_key.hex() not in repr(key)
    assert repr(key.data_key) not in repr(key)


def test_the_least_cost_is_above_the_recommended_minimum() -> None:
    assert LEAST_COST.memory >= 64 * 1024
    assert LEAST_COST.passes >= 3
    assert LEAST_COST.is_tolerable()


def test_a_wrong_passphrase_is_as_slow_as_the_right_one_at_the_least_cost() -> None:
    header, _, _ = make_keys("violet tram at noon", LEAST_COST)
    started = time.process_time()
    unlock_with_passphrase(header, "violet tram at noon")
    right = time.process_time() - started
    started = time.process_time()
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(header, "violet tram at night")
    wrong = time.process_time() - started
    assert wrong > 0.02
    assert wrong > right / 3


@pytest.mark.parametrize("speed", [0.01, 0.3, 1, 4, 1_000])
def test_calibration_comes_near_a_second_and_never_below_the_least(speed: float) -> None:
    def measure(cost: DerivationCost) -> float:
        return cost.memory * cost.passes / (65_536 * 3 * speed * 4)

    cost = calibrate(measure=measure)
    assert cost.is_tolerable()
    assert cost.memory >= LEAST_COST.memory
    assert cost.passes >= LEAST_COST.passes
    assert measure(cost) <= 1.2 or cost == LEAST_COST


@pytest.mark.parametrize(
    ("speed", "memory", "passes"),  # seconds for the least cost
    [
        (0.25, 262_144, 3),  # twice two times, then it takes the second that it may
        (0.3, 131_072, 5),
        (0.4, 131_072, 4),
        (0.5, 131_072, 3),
        (0.51, 65_536, 6),
        (0.1, 262_144, 8),  # more memory could fail
        (0.001, 262_144, 64),
        (9.0, 65_536, 3),
    ],
)
def test_memory_is_doubled_as_long_as_there_is_time_and_passes_take_what_is_left(
    speed: float, memory: int, passes: int
) -> None:
    asked: list[DerivationCost] = []

    def measure(cost: DerivationCost) -> float:
        asked.append(cost)
        return speed * cost.memory / LEAST_COST.memory

    assert calibrate(measure=measure) == dataclasses.replace(LEAST_COST, memory=memory, passes=passes)
    assert {(cost.passes, cost.lanes) for cost in asked} == {(3, 4)}


def test_calibration_measures_this_computer() -> None:
    cost = calibrate(seconds=0.01, least=QUICK)
    assert cost.memory >= QUICK.memory


def test_a_code_that_the_authority_holds_opens_the_store_until_it_is_withdrawn() -> None:
    header, key, own = make_keys("violet tram at noon", QUICK)
    held, first = replace_authority_code(header, key)
    assert unlock_with_recovery_code(held, first) == unlock_with_recovery_code(held, own) == key
    assert read_header(write_header(held)) == held
    again, second = replace_authority_code(held, key)
    assert unlock_with_recovery_code(again, second) == key
    withdrawn = withdraw_authority_code(again)
    for after, code in ((again, first), (withdrawn, second)):
        with pytest.raises(WrongRecoveryCode, match="does not open"):
            unlock_with_recovery_code(after, code)
    assert unlock_with_recovery_code(withdrawn, own) == key
    assert [each.generation - header.generation for each in (held, again, withdrawn)] == [1, 2, 3]


def test_nothing_that_opened_the_store_before_opens_another_key() -> None:
    header, key, code = make_keys("violet tram at noon", QUICK)
    held, theirs = replace_authority_code(header, key)
    other, new_key, new_code = make_other_keys(held, "violet tram at noon", QUICK)
    assert (other.store_id, other.generation) == (held.store_id, held.generation + 1)
    assert new_key.data_key != key.data_key
    assert unlock_with_passphrase(other, "violet tram at noon") == new_key
    assert unlock_with_recovery_code(other, new_code) == new_key
    for former in (code, theirs):
        with pytest.raises(WrongRecoveryCode):
            unlock_with_recovery_code(other, former)
    with pytest.raises(UnsuitablePassphrase):
        make_other_keys(held, " ", QUICK)


def test_headers_that_share_a_slot_wrap_the_same_key() -> None:
    header, key, _ = make_keys("violet tram at noon", QUICK)
    held, _ = replace_authority_code(header, key)
    assert header.shares_a_slot(change_passphrase(header, key, "seven geese in a row", QUICK))
    assert header.shares_a_slot(replace_recovery_code(header, key)[0])
    assert held.shares_a_slot(change_passphrase(held, key, "seven geese in a row", QUICK))
    both = replace_recovery_code(change_passphrase(header, key, "seven geese in a row", QUICK), key)[0]
    assert not header.shares_a_slot(both)
    assert not header.shares_a_slot(make_other_keys(header, "violet tram at noon", QUICK)[0])
