"""Takes packs that are sound all the same though they were spoilt, at a real store that has the meeting or has not."""

import random
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from tools.fuzz_packs.a_pack import CHILD, FILE, MEETING, a_pack
from tools.fuzz_packs.mutants import changed_in_meaning
from tools.fuzz_packs.walking import Tally

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.merging import Side
from cpm_desktop.domain.packs import Pack
from cpm_desktop.exchange.pack_body import read_body, write_body
from cpm_desktop.exchange.pack_keys import make_pack_keys
from cpm_desktop.exchange.pack_refusals import PackRefused
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.pack_taking import look_into_pack, take_pack
from tests.a_desk import make_desk

_AT_A_STORE = 100  # packs, until a new one begins


def walk_at_a_store(count: int, seed: int) -> Tally:
    """Look into so many packs and take them; nothing but a refusal may come of one, and the store stays whole."""
    dice, tally = random.Random(f"{seed} taking"), Tally()  # noqa: S311 - dice of a test
    keys = make_pack_keys()
    body = write_body(a_pack(keys, keys.address))
    while sum(tally.tried.values()) < count and not tally.faults:
        with tempfile.TemporaryDirectory(prefix="cpm-packs-", ignore_cleanup_errors=True) as name:
            desk = make_desk(Path(name))
            take_pack(desk, read_body(body, keys.public_key, FILE))
            for _ in range(min(_AT_A_STORE, count - sum(tally.tried.values()))):
                _take(tally, desk, _sound(body, keys.public_key, dice), dice)
            if not desk.wait(desk.store.check()).is_whole():
                tally.faults.append("at a store: it is not whole")
            desk.close()
    return tally


def _sound(body: bytes, key: bytes, dice: random.Random) -> Pack:
    """Return a pack that says something else than the one that stands there, as its sender might mean it."""
    while True:
        spoilt = body
        for _ in range(dice.randrange(1, 4)):
            spoilt = changed_in_meaning(spoilt, dice)
        if dice.random() < 1 / 4:  # a meeting that is not there, or neither is its child
            for held in (MEETING, CHILD)[: dice.randrange(1, 3)]:
                spoilt = spoilt.replace(held.encode(), secrets.token_hex(16).encode())
        with suppress(PackRefused):
            return read_body(spoilt, key, FILE)


def _take(tally: Tally, desk: Desk, pack: Pack, dice: random.Random) -> None:
    tally.tried["at a store"] = tally.tried.get("at a store", 0) + 1
    try:
        look = look_into_pack(desk, pack)
        before = desk.store.last_sequence
        take_pack(desk, pack, {each.key: dice.choice(list(Side)) for each in look.questions})
    except CarePlanningError as error:
        name = type(error).__name__
        tally.refused[name] = tally.refused.get(name, 0) + 1
    except Exception as error:  # noqa: BLE001 - whatever else comes is looked for
        tally.faults.append(f"at a store: {type(error).__name__} ({error})")
        return
    else:
        tally.sound += 1
        if look.is_nothing_new() and desk.store.last_sequence != before:
            tally.faults.append("at a store: nothing new was written")
    _compare(tally, desk, pack)


def _compare(tally: Tally, desk: Desk, pack: Pack) -> None:
    """See that what stands in memory is what is on the disk, though a pack was refused."""
    child, meeting = pack.child.value.id, pack.meeting.value.id
    is_same = True
    with suppress(CarePlanningError):
        is_same = desk.child(child).value == desk.wait(desk.store.load_child(child))
    with suppress(CarePlanningError):
        is_same &= desk.meeting(meeting).value == desk.wait(desk.store.load_meeting(meeting))
    if not is_same:
        tally.faults.append("at a store: it stands otherwise in memory than on the disk")
