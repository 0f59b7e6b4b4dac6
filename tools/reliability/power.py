"""Loses power in the middle of a store's life, wherever and however, and opens what is left on the disk."""

import hashlib
import json
import random
import re
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection
from tools.reliability import fictional_edits
from tools.reliability.disk_shim import Change, DiskShim, read_changes
from tools.reliability.forking import answer_of, fast_folder, shared_out
from tools.reliability.lost_power import Disk

from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, open_database, verify_every_page
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import keys_beside
from cpm_desktop.storage.store import Store
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from cpm_desktop.storage.writer import StoreWriter
from tests.storage.kept_store import NOON, PASSPHRASE, KeptStore, a_meeting, create, kai, make_kept, open_kept

_LOSSES_A_LIFE = 1500  # then another store is written
_SHOWN = 5
_PARTS = 3  # of a store's life: it is opened again between them

_Disk = tuple[tuple[str, int, int], ...]


@dataclass
class Found:
    """What the losses of power found."""

    losses: int = 0
    lives: int = 0
    looked_at: int = 0
    lost: int = 0
    unopenable: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another's."""
        self.losses += other.losses
        self.lives += other.lives
        self.looked_at += other.looked_at
        self.lost += other.lost
        self.unopenable += other.unopenable
        self.examples = (self.examples + other.examples)[:_SHOWN]

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.losses:,} losses of power in the lives of {self.lives} stores ({self.looked_at:,} different "
            f"disks left): {self.lost} lost what was said to be saved, {self.unopenable} were not whole or did not open"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost."""
        return not (self.lost or self.unopenable)


@dataclass(frozen=True)
class Life:
    """What one store did to its disk, from its first byte, with our notes among it.

    Attributes:
        root: the folder that was watched.
        changes: in order.
    """

    root: Path
    changes: list[Change]


@dataclass
class _Said:
    """What had been said when power was lost."""

    is_made: bool = False
    last: int = 0
    backups: int = 0
    tables: dict[int, str] = field(default_factory=dict)

    def hear(self, note: bytes) -> None:
        said = json.loads(note)
        if "made" in said:
            self.is_made = True
        elif "backup" in said:
            self.backups += 1
        else:
            self.last = said["sequence"]


def lose_power(
    count: int, jobs: int, seed: int, until: float, *, synchronous: str = "FULL", lies: bool = False
) -> Found:
    """Lose power this often.

    Args:
        count: losses.
        jobs: processes that share them.
        seed: of all that is chosen at random.
        until: no other store is begun after this time (monotonic seconds).
        synchronous: as the store has it, or NORMAL for the control that has to lose.
        lies: the disk takes no notice of being asked to have something; the other control.
    """
    found = Found()
    for part in shared_out(
        lambda number, share: _lose_some(share, seed * 1000 + number, until, synchronous, lies=lies),
        count,
        jobs,
    ):
        found.add(part)
    return found


def _lose_some(count: int, seed: int, until: float, synchronous: str, *, lies: bool) -> Found:
    found = Found()
    while found.losses < count and time.monotonic() < until:
        share = min(_LOSSES_A_LIFE, count - found.losses)
        life = _write_a_life(seed * 1000 + found.lives, synchronous, edits=max(30, min(120, share // 12)))
        rng = random.Random(seed + found.lives)  # noqa: S311 - chooses moments, guards nothing
        _lose_in(life, share, rng, found, lies=lies)
        found.lives += 1
    return found


def _write_a_life(seed: int, synchronous: str, edits: int) -> Life:
    """Make a store, edit, move the log into the file, back up, close, open and edit again; all of it watched."""
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name:
        folder, told = Path(name).resolve() / "watched", Path(name) / "told"
        folder.mkdir()
        answer_of(lambda: _live(folder, told, seed, synchronous, edits))
        return Life(folder, read_changes(told.read_bytes()))


def _live(folder: Path, told: Path, seed: int, synchronous: str, edits: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    shim = DiskShim()
    with told.open("wb") as file:
        shim.watch(folder)
        shim.tell(file.fileno())
        kept = make_kept(folder / "place")
        shim.note(json.dumps({"made": 1}))
        for part in range(_PARTS):
            _set(kept.store.writer, f"synchronous = {synchronous}")
            _set(kept.store.writer, f"wal_autocheckpoint = {rng.choice((30, 200, 1000))}")
            _live_a_part(shim, kept, rng, part, edits // _PARTS)
            kept.store.close()
            if part < _PARTS - 1:
                kept.store = open_kept(kept.place, kept.key)
        shim.tell(-1)


def _live_a_part(shim: DiskShim, kept: KeptStore, rng: random.Random, part: int, edits: int) -> None:
    store = kept.store
    if part == 0:
        _note_saved(shim, store)
        for made in (kai(), a_meeting()):
            create(store, made)
            _note_saved(shim, store)
    fictional_edits.edit_on(store, rng, edits, _tell_nobody, lambda _: _note_saved(shim, store))
    if part == 1:
        store.back_up(kept.place, kept.key, NOON).result(120)
        shim.note(json.dumps({"backup": 1}))
    faults = store.check().result(120).faults
    assert not faults, faults  # noqa: S101 - nobody took the power yet


def _tell_nobody(_: object) -> None:
    """Pass over what is going to be done."""


def _note_saved(shim: DiskShim, store: Store) -> None:
    """Say at once that the last change is saved, and what all tables hold then."""
    tables = store.writer.read(_everything_in).result(120)
    shim.note(json.dumps({"sequence": store.last_sequence, "tables": tables}))


def _set(writer: StoreWriter, pragma: str) -> None:
    writer.maintain(lambda connection: connection.exec_driver_sql(f"PRAGMA {pragma}")).result(120)


def _lose_in(life: Life, count: int, rng: random.Random, found: Found, *, lies: bool) -> None:
    disk, said = Disk(life.root, ignores_syncs=lies), _Said()
    said.tables = _tables_of(life)
    look = _Looking(said)
    places = sorted(rng.choices(range(1, len(life.changes) + 1), k=count))
    done = 0
    for place in places:
        for change in life.changes[done:place]:
            if change.what == "n":
                said.hear(change.content)
            else:
                disk.do(change)
        done = place
        found.losses += 1
        fault = look.at(disk.after_loss(rng))
        if fault:
            found.lost += fault.startswith("lost")
            found.unopenable += not fault.startswith("lost")
            found.examples.append(f"after change {place} of {len(life.changes)}: {fault}")
    found.looked_at += look.different
    found.examples = found.examples[:_SHOWN]


def _tables_of(life: Life) -> dict[int, str]:
    """What all tables held after each change, as the writing process saw it."""
    notes = [json.loads(change.content) for change in life.changes if change.what == "n"]
    return {note["sequence"]: note["tables"] for note in notes if "sequence" in note}


class _Looking:
    """Opens what is left on a disk, and compares it with what was said; the same disk is looked at once."""

    def __init__(self, said: _Said) -> None:
        self._said = said
        self._known: dict[_Disk, tuple[int, str]] = {}

    @property
    def different(self) -> int:
        """How many different disks were looked at."""
        return len(self._known)

    def at(self, files: dict[str, bytes]) -> str:
        """Tell what is wrong with what is left; nothing where nothing is."""
        folders: dict[str, dict[str, bytes]] = {}
        for path, content in files.items():
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, {})[name] = content
        last, fault = self._look_once(folders.pop("place/store", {}))
        if fault:
            return fault
        if self._said.is_made and not last:
            return "lost the store"
        if last < self._said.last:
            return f"lost {self._said.last - last} edits"
        backups = [folder for folder in folders if re.search(r"/backups/\d[^/]*$", folder)]
        if len(backups) < self._said.backups:
            return "lost the backup"
        return next(filter(None, (self._look_once(folders[backup])[1] for backup in backups)), "")

    def _look_once(self, files: dict[str, bytes]) -> tuple[int, str]:
        # Python keeps the hash of bytes with them: what did not change since the last look costs nothing.
        key = tuple(sorted((name, len(content), hash(content)) for name, content in files.items()))
        if key not in self._known:
            self._known[key] = self._look(files)
        return self._known[key]

    def _look(self, files: dict[str, bytes]) -> tuple[int, str]:
        """The last change that is there, and what is wrong."""
        if not files:
            return 0, ""
        with tempfile.TemporaryDirectory(dir=fast_folder()) as folder:
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content)
            try:
                return self._open(Path(folder) / "store.db"), ""
            except Exception as error:  # noqa: BLE001 - whatever it is, it could not be opened
                return 0, f"{type(error).__name__}: {error}"

    def _open(self, database: Path) -> int:
        key = unlock_with_passphrase(keys_beside(database).read(), PASSPHRASE)
        engine = open_database(database, key, newest_schema=NEWEST_SCHEMA)
        try:
            with engine.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
                verify_every_page(connection)
                last = connection.exec_driver_sql("SELECT max(sequence) FROM journal").scalar_one()
                if _everything_in(connection) != self._said.tables.get(last):
                    message = f"the tables are not those of line {last} of the journal"
                    raise AssertionError(message)
                return int(last)
        finally:
            engine.dispose()


def _everything_in(connection: Connection) -> str:
    """A hash over every row of every table, the journal with its chain included."""
    digest = hashlib.blake2b(digest_size=16)
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - it is open
    names = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in names:
        for row in driver.execute(f'SELECT * FROM "{name}"').fetchall():  # noqa: S608 - a table of ours
            digest.update(repr(row).encode())
    return digest.hexdigest()
