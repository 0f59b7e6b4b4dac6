"""The inside of a pack: it comes back as it went, and whatever else stands there is refused."""

import dataclasses
import json

import jsonschema
import pytest
from tools.fuzz_packs.a_pack import CHILD, FILE, MEETING, a_pack
from tools.make_pack_schema import PATH, make_schema

from cpm_desktop.domain.journal import canonical_json
from cpm_desktop.domain.meeting import MeetingFacts, Stage
from cpm_desktop.domain.packs import Pack
from cpm_desktop.exchange.pack_body import read_body, write_body
from cpm_desktop.exchange.pack_keys import PackKeys, make_pack_keys
from cpm_desktop.exchange.pack_refusals import PackNotUnderstood, PackTooLarge

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


def test_the_published_schema_is_what_is_written() -> None:
    assert PATH.read_text(encoding="utf-8") == make_schema()
    jsonschema.Draft202012Validator(json.loads(make_schema())).validate(json.loads(write_body(sound_pack())))
