"""Kills a process that writes in a real store, at any moment, and looks for what it had said to be saved."""

import gc
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools.reliability import fictional_edits
from tools.reliability.forking import Child, answer_of, fast_folder, shared_out, start
from tools.reliability.warm_store import WarmStores

from cpm_desktop.storage.checking import check_store
from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, verify_every_page
from cpm_desktop.storage.keys import StoreKey
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store
from tests.storage.kept_store import ticking

_ROUNDS_A_STORE = 60  # then a new one: the check of a whole store takes longer with each edit
_WHOLE_CHECK_EVERY = 20
_EDITS_BEGUN = (1, 1, 2, 2, 3, 4, 6, 12)  # by a writer when it is killed
_WARMING_EDITS = 60  # enough for every statement that an edit leads to


@dataclass
class Found:
    """What the kills found."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    phantoms: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another's."""
        self.kills += other.kills
        self.acknowledged += other.acknowledged
        self.lost += other.lost
        self.phantoms += other.phantoms
        self.faults += other.faults

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.kills:,} kills of the writer, {self.acknowledged:,} edits said to be saved: {self.lost} lost, "
            f"{self.phantoms} phantoms, {len(self.faults)} stores not whole"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost."""
        return not (self.lost or self.phantoms or self.faults)


def kill_writers(count: int, jobs: int, seed: int, until: float, *, says_too_early: bool = False) -> Found:
    """Kill a writer this often, or until a time (monotonic seconds).

    The control says "saved" before it saves, and has to be found out.
    """
    found = Found()
    for part in shared_out(
        lambda number, share: _kill_some(share, seed + number, until, says_too_early=says_too_early),
        count,
        jobs,
    ):
        found.add(part)
    return found


def _kill_some(count: int, seed: int, until: float, *, says_too_early: bool) -> Found:
    rng, found = random.Random(seed), Found()  # noqa: S311 - chooses moments, guards nothing
    stores = _warmed()
    while found.kills < count and time.monotonic() < until:
        rounds = min(_ROUNDS_A_STORE, count - found.kills)
        with tempfile.TemporaryDirectory(dir=fast_folder()) as folder:
            _kill_in_one_store(stores, Path(folder) / "place", rounds, rng, found, says_too_early)
    return found


def _warmed() -> WarmStores:
    """Edit a store of its own for a while: what the first edits take longest for, killed writers have from here."""
    stores, rng = WarmStores(), random.Random(0)  # noqa: S311 - as above
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name:
        folder = Path(name) / "place"
        key = answer_of(lambda: fictional_edits.make_store(folder))
        store = _opened(stores, folder, key)
        fictional_edits.edit_on(store, rng, _WARMING_EDITS, _tell_nobody, _tell_nobody)
        store.close()  # its thread has ended and its files are closed: from here on this process may be forked
        _heads_in(stores, folder, key, is_whole_check=True)
    gc.freeze()  # what is there by now is not looked through, and so not copied, in each fork
    return stores


def _tell_nobody(_: object) -> None:
    """Pass over what is going to be done."""


def _opened(stores: WarmStores, folder: Path, key: StoreKey) -> Store:
    return Store(stores.open(StorePlace(folder).database, key), clock=ticking())


def _kill_in_one_store(  # all that a round needs
    stores: WarmStores,
    folder: Path,
    rounds: int,
    rng: random.Random,
    found: Found,
    says_too_early: bool,  # noqa: FBT001 - handed on by position
) -> None:
    key = answer_of(lambda: fictional_edits.make_store(folder))
    heads = _heads_in(stores, folder, key, is_whole_check=True)
    for number in range(rounds):
        seed = rng.getrandbits(32)
        child = start(
            lambda said, seed=seed: _write_for_ever(  # type: ignore[misc]  # its default is bound here
                _opened(stores, folder, key), seed, said, says_too_early=says_too_early
            )
        )
        said = _wait_for(child, rng) + child.kill()
        found.kills += 1
        is_whole_check = number % _WHOLE_CHECK_EVERY == _WHOLE_CHECK_EVERY - 1 or number == rounds - 1
        _look(partial(_heads_in, stores, folder, key, is_whole_check=is_whole_check), said, heads, found)
        if found.faults:
            shutil.copytree(folder, tempfile.mkdtemp(prefix="killed-"), dirs_exist_ok=True)
            return


def _wait_for(child: Child, rng: random.Random) -> bytes:
    """Wait until a writer has begun some edits, and then for a part of the time that one takes; give what it said."""
    wanted, said = rng.choice(_EDITS_BEGUN), b""
    began_at: list[float] = []
    while len(began_at) < wanted:
        part = os.read(child.said, 1 << 12)
        if not part:
            break
        said += part
        began_at += [time.monotonic()] * (said.count(b"t ") - len(began_at))
    usual = (began_at[-1] - began_at[0]) / max(1, len(began_at) - 1) if began_at else 0.0
    time.sleep(rng.random() * 1.2 * max(usual, 0.002))
    return said


def _write_for_ever(store: Store, seed: int, said: int, *, says_too_early: bool) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    often = f"PRAGMA wal_autocheckpoint = {rng.choice((20, 100, 1000))}"
    store.writer.maintain(lambda connection: connection.exec_driver_sql(often).all()).result(120)

    def say_before(sequence: int) -> None:
        os.write(said, b"t %d\n" % sequence)
        if says_too_early:
            os.write(said, b"s %d early\n" % sequence)

    fictional_edits.edit_on(
        store,
        rng,
        10**9,
        say_before,
        lambda saved: says_too_early or os.write(said, f"s {saved.sequence} {saved.chain_head}\n".encode()),
    )


def _look(read: Callable[[], dict[int, str]], said: bytes, heads: dict[int, str], found: Found) -> None:
    """Open what the killed process left, and compare it with what it said; `heads` grows by what is there."""
    lines = [line.split() for line in said.decode().splitlines() if line]
    tried = {int(line[1]) for line in lines if line[0] == "t"}
    saved = {int(line[1]): line[2] for line in lines if line[0] == "s" and len(line) == 3}  # noqa: PLR2004 - a line cut off by the kill says nothing
    found.acknowledged += len(saved)
    try:
        there = read()
    except Exception as error:  # noqa: BLE001 - whatever it is, the store is not whole
        found.faults.append(f"{type(error).__name__}: {error}")
        return
    for sequence, head in {**heads, **saved}.items():
        if sequence not in there or head not in (there[sequence], "early"):
            found.lost += 1
    found.phantoms += len(there.keys() - heads.keys() - tried)
    heads.clear()
    heads.update(there)


def _heads_in(stores: WarmStores, folder: Path, key: StoreKey, *, is_whole_check: bool) -> dict[int, str]:
    engine = stores.open(StorePlace(folder).database, key)
    try:
        with engine.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
            verify_every_page(connection)
            if is_whole_check:
                faults = check_store(connection).faults
                if faults:
                    raise AssertionError(faults[0])
            rows = connection.exec_driver_sql("SELECT sequence, hex(chain_hash) FROM journal").all()
            return {row[0]: str(row[1]).lower() for row in rows}
    finally:
        engine.dispose()
