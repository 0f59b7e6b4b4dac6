"""JSON in a pack: one spelling, bounded in every direction, and quick to refuse whatever a sender made of it."""

import gc
import json
import time
import tracemalloc

import pytest

from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.exchange.pack_json import read_strictly
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackRefused, PackTooLarge

LARGEST_BODY = 5_000_000


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":1}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":"\\ud83d"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
        b"",
    ],
)
def test_json_has_one_spelling(body: bytes) -> None:
    with pytest.raises(PackNotUnderstood):
        read_strictly(body)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 33 + b"]" * 33,
        b"[" * 1_000_000,
        b'{"a":' * 33 + b"1" + b"}" * 33,
        b'["' + b"a" * 20_001 + b'"]',
        b'{"' + b"a" * 20_001 + b'":1}',
        b"[2147483648]",
        b"[" + b"9" * 100_000 + b"]",
        b"[" + b"[]," * 300_000 + b"[]]",
        b"[" + b"1," * 300_000 + b"1]",
        b"[" + b'"",' * 300_000 + b"1]",
        b"[" + b"1," * 40 + b"[" * 33,  # as deep as it is, however much stood before
        b"[x" * 33,  # too deep by plain counting, whatever stands between
    ],
)
def test_json_is_bounded(body: bytes) -> None:
    with pytest.raises(PackTooLarge):
        read_strictly(body)


@pytest.mark.parametrize("part", [b'"\\', b"[],", b"{},", b'{"a":1},', b"1,", b'"a",', b"\\\\", b'"', b"["])
def test_the_largest_hostile_body_takes_little_memory_and_time(part: bytes) -> None:
    body = b"[" + part * ((LARGEST_BODY - 2) // len(part)) + b"1]"
    gc.collect()
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(PackRefused):
        read_strictly(body)
    took, (_, most) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * LARGEST_BODY
    assert took < 10  # a tenth of a second; where the end of each text was searched for anew, hours


def test_as_many_values_as_a_body_may_hold_are_read() -> None:
    for part, count in ((b"1", 299_999), (b'""', 300_000)):
        body = b"[" + b",".join([part] * count) + b"]"
        assert len(read_strictly(body)) == count  # type: ignore[arg-type]  # a list


def test_what_is_just_within_the_bounds_is_read() -> None:
    assert read_strictly(b"[" * 32 + b"]" * 32) is not None
    assert read_strictly(b'["' + b"a" * 20_000 + b'","[[[{{{",-2147483647]') is not None


def test_how_deep_it_goes_is_counted_from_where_the_last_list_ended() -> None:
    before, deepest = b"[" + b"[]," * 40, b"[" * 31 + b"]" * 31
    assert len(read_strictly(before + deepest + b"]")) == 41  # type: ignore[arg-type]  # a list
    with pytest.raises(PackTooLarge):
        read_strictly(before + b"[" + deepest + b"]]")


def test_brackets_in_a_text_are_text_also_behind_one_that_ends_in_a_backslash() -> None:
    texts = (["a\\", "[" * 40], ['a"', "{" * 40], ["\\\\", '"', "[" * 40])
    for plain in texts:
        assert read_strictly(json.dumps(plain, separators=(",", ":")).encode()) == plain


def test_the_text_of_the_form_alone_may_be_a_million_letters_long() -> None:
    form = {"form": {"text": "a" * 1_000_000}}
    assert read_strictly(json.dumps(form, separators=(",", ":")).encode()) == form
    for plain in (
        {"form": {"text": "a" * 1_000_001}},
        {"form": {"name": "a" * 20_001, "text": "a"}},
        {"form": {"text": ["a" * 20_001]}},
        {"text": "a" * 20_001},
        ["a", "a" * 20_001],
    ):
        with pytest.raises(PackTooLarge):
            read_strictly(canonical_json(plain).encode())  # type: ignore[arg-type]  # a nested list or row
