"""The inside of a pack: it comes back as it went, and whatever else stands there is refused."""

import dataclasses
import gc
import json
import time
import tracemalloc

import jsonschema
import pytest
from tools.fuzz_packs.a_pack import CHILD, FILE, MEETING, a_pack
from tools.make_pack_schema import PATH, make_schema

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.domain.meeting import MeetingFacts, Stage
from cpm_desktop.domain.packs import Pack
from cpm_desktop.exchange.pack_body import read_body, write_body
from cpm_desktop.exchange.pack_json import read_strictly
from cpm_desktop.exchange.pack_keys import PackKeys, make_pack_keys
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackRefused, PackTooLarge
from cpm_desktop.exchange.pack_seal import LARGEST_BODY

KEYS = make_pack_keys()


def sound_pack() -> Pack:
    return a_pack(KEYS, KEYS.address)


def with_facts(**facts: object) -> Pack:
    pack = sound_pack()
    changed: MeetingFacts = dataclasses.replace(pack.meeting.value.facts, **facts)  # type: ignore[arg-type]  # by name
    meeting = dataclasses.replace(pack.meeting.value, facts=changed)
    return dataclasses.replace(pack, meeting=dataclasses.replace(pack.meeting, value=meeting))


def refuse(pack: Pack, keys: PackKeys = KEYS) -> None:
    with pytest.raises(PackNotUnderstood):
        read_body(write_body(pack), keys.public_key, FILE)


def test_a_pack_comes_back_as_it_went() -> None:
    pack = sound_pack()
    assert read_body(write_body(pack), KEYS.public_key, FILE) == pack


def test_a_pack_names_the_key_that_signed_it() -> None:
    refuse(sound_pack(), make_pack_keys())


def test_a_pack_is_about_one_child() -> None:
    refuse(with_facts(child_id="0" * 32))
    refuse(with_facts(siblings=("0" * 32,)))
    carried = dataclasses.replace(sound_pack().carried[0], child_id="0" * 32)
    refuse(dataclasses.replace(sound_pack(), carried=(carried,)))


def test_a_meeting_is_not_its_child() -> None:
    plain = json.loads(write_body(sound_pack()).replace(MEETING.encode(), CHILD.encode()))
    with pytest.raises(PackNotUnderstood):
        read_body(canonical_json(plain).encode(), KEYS.public_key, FILE)


@pytest.mark.parametrize("tag", ["added", "removed"])
def test_no_line_of_the_past_makes_or_takes_away_a_whole_meeting(tag: str) -> None:
    plain = json.loads(write_body(sound_pack()))
    facts = next(each for each in plain["meeting"]["entities"] if each["kind"] == "meeting_facts")
    values = facts["values"]
    change = {"change": tag, "kind": "meeting_facts", "id": values["id"], "values": values}
    plain["meeting"]["lines"][2]["patch"] = [change]
    with pytest.raises(PackNotUnderstood):
        read_body(canonical_json(plain).encode(), KEYS.public_key, FILE)


def test_a_signed_record_is_no_pack() -> None:
    refuse(with_facts(stage=Stage.SIGNED))


def test_what_is_kept_back_is_not_written_and_not_read() -> None:
    plain = json.loads(write_body(sound_pack()))
    plain["child"]["entities"].append({"kind": "case_transfer", "values": {}})
    with pytest.raises(PackNotUnderstood):
        read_body(canonical_json(plain).encode(), KEYS.public_key, FILE)


def test_the_same_things_in_another_order_are_no_pack() -> None:
    plain = json.loads(write_body(sound_pack()))
    plain["meeting"]["entities"].reverse()
    with pytest.raises(PackNotUnderstood):
        read_body(canonical_json(plain).encode(), KEYS.public_key, FILE)


def test_five_thousand_things_are_the_most() -> None:
    pack = sound_pack()
    people = tuple(Person(id=f"person-{place}", position=place) for place in range(1, 5_001))
    child = dataclasses.replace(pack.child.value, people=people)
    with pytest.raises(PackTooLarge):
        read_body(
            write_body(dataclasses.replace(pack, child=dataclasses.replace(pack.child, value=child))),
            KEYS.public_key,
        )


def test_two_hundred_are_the_most_in_a_list() -> None:
    def with_languages(count: int) -> bytes:
        child = dataclasses.replace(sound_pack().child.value.child, languages=("English",) * count)
        value = dataclasses.replace(sound_pack().child.value, child=child)
        return write_body(
            dataclasses.replace(sound_pack(), child=dataclasses.replace(sound_pack().child, value=value))
        )

    assert len(read_body(with_languages(200), KEYS.public_key, FILE).child.value.child.languages) == 200
    with pytest.raises(PackTooLarge):
        read_body(with_languages(201), KEYS.public_key, FILE)


def test_a_past_change_of_a_list_is_bounded_too() -> None:
    plain = json.loads(write_body(sound_pack()))
    change = plain["meeting"]["lines"][2]["patch"][0]
    change.update(kind="child", id="x", field="languages", before=["English"] * 201, after=[])
    with pytest.raises(PackTooLarge):
        read_body(canonical_json(plain).encode(), KEYS.public_key, FILE)


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
    assert len(read_strictly(b"[" + b"1," * 299_998 + b"1]")) == 299_999  # type: ignore[arg-type]  # a list


def test_what_is_just_within_the_bounds_is_read() -> None:
    assert read_strictly(b"[" * 32 + b"]" * 32) is not None
    assert read_strictly(b'["' + b"a" * 20_000 + b'","[[[{{{",-2147483647]') is not None


def test_the_published_schema_is_what_is_written() -> None:
    assert PATH.read_text(encoding="utf-8") == make_schema()
    jsonschema.Draft202012Validator(json.loads(make_schema())).validate(json.loads(write_body(sound_pack())))
