"""Whom packs were taken from is known by their key, also in a store that an earlier version kept."""

import pytest

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.packs import PackSender
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.exchange.pack_keys import fingerprint_of, make_pack_keys, squares_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_people import (
    address_in,
    forget,
    is_known,
    known_people,
    new_pack_passphrase,
    own_code,
    own_code_squares,
    own_fingerprint,
    pack_keys,
    remember,
)
from tests.services.a_record import a_desk

KEYS = make_pack_keys()
KEY = KEYS.public_key.hex()


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return a_desk(tmp_path_factory.mktemp("desk"))


def sender(name: str) -> PackSender:
    keys = make_pack_keys()
    return PackSender(name=name, key=keys.public_key.hex(), address=keys.address)


def test_keys_are_made_once_and_what_is_read_out_is_of_them(desk: Desk) -> None:
    code = own_code(desk)
    assert own_code(desk) == code
    assert address_in(code) == pack_keys(desk).address
    assert own_code_squares(desk) == squares_of(code)
    assert own_fingerprint(desk) == fingerprint_of(pack_keys(desk).public_key)
    kept = desk.wait(desk.store.get_secret("pack.keys"))  # by this name since the first version
    assert kept == pack_keys(desk).to_bytes()
    desk.close()


def test_who_was_known_to_an_earlier_version_is_known_still(desk: Desk) -> None:
    setting = Setting(id=f"pack.known.{KEY}", value=f"{KEYS.address} Priya Nair Okafor")
    desk.workplace().perform(Put(entity=setting))
    desk.workplace().perform(Put(entity=Setting(id="authority.pack.known.x", value="y z")))
    (person,) = known_people(desk)
    assert (person.name, person.address, person.key) == ("Priya Nair Okafor", KEYS.address, KEY)
    assert person.fingerprint == fingerprint_of(KEYS.public_key)
    forget(desk, person)
    assert known_people(desk) == ()
    desk.close()


def test_people_stand_by_name_and_remembering_is_no_step_of_undo(desk: Desk) -> None:
    before = desk.workplace().undo_label()
    named = [sender(name) for name in ("zoe Quill", "Ines Okafor", "adam Law")]
    assert [is_known(desk, each) for each in named] == [False] * 3
    for each in named:
        remember(desk, each)
    assert [is_known(desk, each) for each in named] == [True] * 3
    assert [each.name for each in known_people(desk)] == ["adam Law", "Ines Okafor", "zoe Quill"]
    forget(desk, known_people(desk)[1])
    assert [is_known(desk, each) for each in named] == [True, False, True]
    assert desk.workplace().undo_label() == before
    desk.close()


def test_a_passphrase_to_be_told_by_phone_is_five_groups_of_letters_that_sound_unlike() -> None:
    made = {new_pack_passphrase() for _ in range(100)}
    assert len(made) == 100
    for each in made:
        assert [len(group) for group in each.split(" ")] == [4] * 5
        assert not set("bilos015 8".replace(" ", "")) & set(each)
    assert len({letter for each in made for letter in each} - {" "}) == 27  # 95 bits, as docs/packs.md says
