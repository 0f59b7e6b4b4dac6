"""Changes the file of a store that holds a signed record, in every way, and looks whether that is told."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from tools.reliability.forking import answer_of, fast_folder, shared_out
from tools.reliability.use_cases import complete_record, signed_record
from tools.reliability.warm_store import WarmStores

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.record import printed_fingerprint
from cpm_desktop.storage.aggregate_rows import read_aggregate
from cpm_desktop.storage.checking import check_store
from cpm_desktop.storage.content_checking import check_contents, find_records
from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, verify_every_page
from cpm_desktop.storage.faults import fault_of_database
from cpm_desktop.storage.kept_rows import read_blob, read_record
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import keys_beside
from tests.a_desk import PASSPHRASE

T = TypeVar("T")
_PAGE = 4096  # bytes
_SHOWN = 10
_DATABASE = "store/store/store.db"


@dataclass
class Found:
    """What the changes of the file found, by the kind of change."""

    tried: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    harmless: int = 0
    untold: int = 0
    bare: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Count another's."""
        self.tried += other.tried
        self.told += other.told
        self.harmless += other.harmless
        self.untold += other.untold
        self.bare += other.bare
        self.examples = (self.examples + other.examples)[:_SHOWN]

    def sentence(self) -> str:
        """Return it in words."""
        kinds = ", ".join(
            f"{kind} {tried:,} ({self.told[kind]:,} told)" for kind, tried in sorted(self.tried.items())
        )
        return (
            f"{self.tried.total():,} changed files: {kinds}. {self.harmless} changed nothing that is read, "
            f"{self.untold} changed the signed record and were not told, {self.bare} were told without a sentence"
        )

    def is_good(self) -> bool:
        """Tell whether every change of the record was told."""
        return not (self.untold or self.bare)


@dataclass(frozen=True)
class Truth:
    """The store with its signed record, and the same store before the signature.

    Attributes:
        files: of the store, by path.
        old: the database before.
        meeting_id: of the record.
        record: all that must not change unseen.
        printed: its number, as it stands on the minutes that were issued.
    """

    files: Mapping[str, bytes]
    old: bytes
    meeting_id: str
    record: tuple[object, ...]
    printed: str


def damage_files(count: int, jobs: int, seed: int, until: float, *, looks_away: bool = False) -> Found:
    """Change the file this often, or until a time (monotonic seconds); the control reads it without any check."""
    truth = answer_of(truth_of_a_signed_record)
    found = Found()
    work = partial(damage_some, truth=truth, seed=seed, until=until, looks_away=looks_away)
    for part in shared_out(work, count, jobs):
        found.add(part)
    return found


def truth_of_a_signed_record() -> Truth:
    """Make a store, and sign its record."""
    files, meeting_id = signed_record()
    old = complete_record()[0][_DATABASE]
    with tempfile.TemporaryDirectory() as name:
        database = _laid_down(Path(name), files)
        record = _opened(WarmStores(), database, partial(_record_in, meeting_id=meeting_id))
    fingerprint = str(record[1])
    return Truth(dict(files), old, meeting_id, record, printed_fingerprint(fingerprint))


def damage_some(number: int, count: int, *, truth: Truth, seed: int, until: float, looks_away: bool) -> Found:
    """Change the file in every way in turn, and look whether that is told; as one of several processes.

    Args:
        number: of the process.
        count: files.
        truth: the store as it is.
        seed: of all that is chosen at random, with the number.
        until: no other file is changed after this time (monotonic seconds).
        looks_away: reads without any check.
    """
    rng, found = random.Random(seed + number), Found()  # noqa: S311 - chooses places, guards nothing
    kinds, stores = list(_CHANGES), WarmStores()
    for turn in range(count):
        if time.monotonic() > until:
            break
        kind = kinds[turn % len(kinds)]
        changed = _CHANGES[kind](truth.files[_DATABASE], truth.old, rng)
        look_at(stores, truth, kind, changed, found, looks_away=looks_away)
    return found


def look_at(
    stores: WarmStores, truth: Truth, kind: str, changed: bytes, found: Found, *, looks_away: bool
) -> None:
    """Open a changed file and count what becomes of it."""
    found.tried[kind] += 1
    with tempfile.TemporaryDirectory(dir=fast_folder()) as name:
        database = _laid_down(Path(name), {**truth.files, _DATABASE: changed})
        check = partial(_check_and_read, truth=truth, looks_away=looks_away)
        _look(partial(_opened, stores, database, check), kind, truth, found, looks_away=looks_away)


def with_one_old_page(truth: Truth) -> Iterator[bytes]:
    """Yield the file with one page of before the signature put back, for each page that differs."""
    pages, before = _pages(truth.files[_DATABASE]), _pages(truth.old)
    for place in _differing(pages, before):
        yield b"".join([*pages[:place], before[place], *pages[place + 1 :]])


def _look(
    read: Callable[[], tuple[bool, tuple[object, ...]]],
    kind: str,
    truth: Truth,
    found: Found,
    *,
    looks_away: bool,
) -> None:
    try:
        told, record = read()
    except CarePlanningError as error:
        found.told[kind] += 1
        found.bare += not error.sentence.endswith(".")
        return
    except Exception as error:  # noqa: BLE001 - that it has no sentence for people is what is looked for
        found.bare += not looks_away
        found.examples.append(f"{kind}: {type(error).__name__}: {error}")
        return
    if told:
        found.told[kind] += 1
    elif record == truth.record:
        found.harmless += 1
    else:
        found.untold += 1
        found.examples.append(f"{kind}: the record is another, and nobody is told")


def _check_and_read(
    connection: Connection, *, truth: Truth, looks_away: bool
) -> tuple[bool, tuple[object, ...]]:
    """Whether a check tells of something, and the record as it is read."""
    if not looks_away:
        verify_every_page(connection)
        contents = check_contents(connection)
        is_told = bool(
            check_store(connection).faults
            or contents.damaged
            or contents.missing
            or contents.changed_records
            or not find_records(
                connection, truth.printed
            )  # the minutes in somebody's hand name another record
        )
        if is_told:
            return True, ()
    return False, _record_in(connection, truth.meeting_id)


def _record_in(connection: Connection, meeting_id: str) -> tuple[object, ...]:
    meeting = read_aggregate(connection, Meeting, meeting_id)
    fingerprint, text = read_record(connection, meeting_id)
    files = tuple(read_blob(connection, document.file_hash) for document in meeting.documents)
    return meeting, fingerprint, text, files


def _opened(stores: WarmStores, database: Path, work: Callable[[Connection], T]) -> T:
    key = unlock_with_passphrase(keys_beside(database).read(), PASSPHRASE)
    engine = stores.open(database, key)
    try:
        with engine.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
            return _in_words(connection, work)
    finally:
        engine.dispose()


def _in_words(connection: Connection, work: Callable[[Connection], T]) -> T:
    """As the store's own thread does it: what the database says becomes a fault in words."""
    try:
        return work(connection)
    except DBAPIError as error:
        raise fault_of_database(error) or error from error


def _laid_down(folder: Path, files: Mapping[str, bytes]) -> Path:
    database = folder / "store.db"
    for name in ("store.db", "store.keys", "store.keys.copy"):
        (folder / name).write_bytes(files[f"store/store/{name}"])
    return database


def _flip(now: bytes, _: bytes, rng: random.Random) -> bytes:
    changed = bytearray(now)
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(now: bytes, _: bytes, rng: random.Random) -> bytes:
    length = rng.randrange(len(now))
    return now[: length // _PAGE * _PAGE if rng.random() < 0.5 else length]  # noqa: PLR2004 - half at a page


def _swap(now: bytes, _: bytes, rng: random.Random) -> bytes:
    pages = _pages(now)
    one, other = rng.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def _old_pages(now: bytes, old: bytes, rng: random.Random) -> bytes:
    """Put pages of the same place from before in; the key that guards each page is the same."""
    pages, before = _pages(now), _pages(old)
    differing = _differing(pages, before)
    most = len(differing)
    for place in rng.sample(differing, rng.choice((1, 1, 2, rng.randint(1, most), most))):
        pages[place] = before[place]
    return b"".join(pages)


def _old_file(_: bytes, old: bytes, _rng: random.Random) -> bytes:
    return old


_CHANGES: dict[str, Callable[[bytes, bytes, random.Random], bytes]] = {
    "a bit": _flip,
    "cut": _cut,
    "pages swapped": _swap,
    "old pages": _old_pages,
    "the old file": _old_file,
}


def _differing(pages: list[bytes], before: list[bytes]) -> list[int]:
    return [place for place, (one, other) in enumerate(zip(pages, before, strict=False)) if one != other]


def _pages(content: bytes) -> list[bytes]:
    return [content[start : start + _PAGE] for start in range(0, len(content), _PAGE)]
