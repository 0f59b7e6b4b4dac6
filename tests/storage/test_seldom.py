"""What storage meets seldom: a disk or a library that refuses midway, rows spoilt past us, copies that differ."""

import contextlib
import dataclasses
import datetime as dt
import errno
import os
import shutil
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as driver

from cpm_desktop.domain.captures import Action, Note, Outcome, Status
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.clearing import StillNeeded, emptied
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.handover import Filing, Signing
from cpm_desktop.domain.journal import Entry, EntryKind
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.meeting_commands import CancelMeeting, EndMeeting, LockRecord, StartMeeting
from cpm_desktop.domain.record import fingerprint_of
from cpm_desktop.storage import engine as engines
from cpm_desktop.storage import placement, rekeying, restoring
from cpm_desktop.storage.caseload_rows import compute_child_summary, refresh_child_summary
from cpm_desktop.storage.cleared_copies import delete_copies
from cpm_desktop.storage.comparing import Differs, compare, read_revisions
from cpm_desktop.storage.database_file import find_what_is_wrong
from cpm_desktop.storage.driver import import_driver
from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, open_database, verify_every_page
from cpm_desktop.storage.errors import (
    DamagedStore,
    FailingDisk,
    FullDisk,
    MissingKeys,
    NotEncrypted,
    StoreError,
    UnwritableStore,
)
from cpm_desktop.storage.keys import make_other_keys
from cpm_desktop.storage.last_version import read_last_version
from cpm_desktop.storage.looking import LOOKING, forget_looked_at, opened_copy
from cpm_desktop.storage.placement import StorePlace, find_reason_against
from cpm_desktop.storage.refusals import UnstorableText
from cpm_desktop.storage.rekeying import forget_unfinished, make_rekeyed
from cpm_desktop.storage.restoring import decide_for_backup, forget_not_decided
from cpm_desktop.storage.store import Store
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from cpm_desktop.storage.upgrading import bring_up_to_date
from cpm_desktop.storage.whole_things import read_whole
from tests.storage.kept_store import (
    CHILD_ID,
    MEETING_ID,
    NOON,
    QUICK,
    KeptStore,
    a_meeting,
    create,
    do,
    kai,
    make_kept,
    open_kept,
)
from tests.storage.test_clearing import PROOF, RECORD

HALF_A_CHARACTER = "\ud83d"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    made = make_kept(tmp_path / "place")
    yield made
    made.store.close()


def note(kept: KeptStore, text: str) -> None:
    meeting = kept.store.load_meeting(MEETING_ID).result(10)
    do(kept.store, meeting, Record(entity=Note(id=f"n{len(meeting.notes)}", text=text)))


def back_up(kept: KeptStore, at: dt.datetime = NOON) -> Path:
    return kept.store.back_up(kept.place, kept.key, at).result(30)


def outside(kept: KeptStore, work: Callable[[Connection], object]) -> Any:  # noqa: ANN401 - whatever it gives
    return kept.store.writer.maintain(work).result(30)


def run(kept: KeptStore, *statements: str) -> None:
    def work(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    kept.store.writer.submit(work).result(10)


def left_in(place: StorePlace) -> list[str]:
    return [path.name for path in place.folder.iterdir() if path.name.startswith(".")]


# Rows spoilt past us, and things that are not there


def test_a_child_without_a_file_has_no_line_in_the_caseload(kept: KeptStore) -> None:
    create(kept.store, kai())

    def work(connection: Connection) -> object:
        refresh_child_summary(connection, "nobody")
        return compute_child_summary(connection, "nobody")

    assert kept.store.writer.submit(work).result(10) is None
    assert [line.child_id for line in kept.store.caseload().result(10)] == [CHILD_ID]


def test_a_cancelled_meeting_is_neither_planned_nor_held(kept: KeptStore) -> None:
    create(kept.store, kai())
    do(kept.store, create(kept.store, a_meeting()), CancelMeeting(reason="flood"))
    (line,) = kept.store.caseload().result(10)
    assert (line.planned, line.live) == ((), None)
    assert dt.date(2026, 11, 24) not in {one.date for one in line.held}


def test_a_line_of_the_journal_whose_count_is_nonsense_is_found(kept: KeptStore) -> None:
    create(kept.store, kai())
    create(kept.store, a_meeting())
    note(kept, "said")
    newest = "(SELECT max(sequence) FROM journal)"
    run(
        kept,
        "DROP TRIGGER journal_refuses_update",
        f"UPDATE journal SET revision = 'nonsense' WHERE sequence = {newest}",  # noqa: S608 - names of ours
    )
    faults = kept.store.check().result(30).faults
    assert any("does not follow from the lines before" in fault for fault in faults)


def test_what_a_line_holds_that_cannot_be_read_is_missing_from_the_past(kept: KeptStore) -> None:
    create(kept.store, kai())
    create(kept.store, a_meeting())
    for text in ("first", "second"):
        note(kept, text)
    newest = "(SELECT max(sequence) FROM payload)"
    run(
        kept,
        "DROP TRIGGER payload_refuses_update",
        f"UPDATE payload SET payload = x'5B5D' WHERE sequence = {newest}",  # noqa: S608 - names of ours
    )
    past = kept.store.past_of(MEETING_ID, 2).result(10)
    assert [one.entry is None for one in past] == [False, True]


def test_half_a_character_in_what_is_said_to_be_done_is_refused(kept: KeptStore) -> None:
    meeting = create(kept.store, a_meeting(child_id=""))
    command = Record(entity=Note(id="n", text=HALF_A_CHARACTER))
    queued = kept.store.commit(meeting.revision, meeting, Entry(EntryKind.DONE, command, ()))
    with pytest.raises(UnstorableText):
        queued.saved.result(10)
    assert kept.store.check().result(30).is_whole()


def test_a_store_without_its_identity_is_damaged(kept: KeptStore) -> None:
    run(kept, "DELETE FROM store_fact")
    kept.store.close()
    with (
        contextlib.closing(
            _Disposed(open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA))
        ) as opened,
        pytest.raises(DamagedStore),
    ):
        Store(opened.engine)


@dataclasses.dataclass
class _Disposed:
    engine: Any

    def close(self) -> None:
        self.engine.dispose()


def test_a_store_whose_tables_cannot_be_read_is_told_in_our_words(kept: KeptStore) -> None:
    kept.store.close()
    opened = open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA)
    with contextlib.closing(_Disposed(opened)):
        content = bytearray(kept.place.database.read_bytes())
        for page in range(1, len(content) // 4096):
            content[page * 4096 + 50] ^= 1
        kept.place.database.write_bytes(content)
        with pytest.raises(StoreError):
            Store(opened)


def test_the_caseload_is_read_beforehand_without_changing_anything(kept: KeptStore) -> None:
    create(kept.store, kai())
    before = kept.store.last_sequence
    kept.store.prepare_caseload().result(10)
    assert kept.store.last_sequence == before
    assert [line.child_id for line in kept.store.caseload().result(10)] == [CHILD_ID]


def test_a_thing_that_is_gone_from_every_table_is_made_anew_from_the_journal(kept: KeptStore) -> None:
    create(kept.store, kai())
    before = kept.store.load_child(CHILD_ID).result(10)

    def lose(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        for table in ("child", "person", "review", "earlier_meeting"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        connection.exec_driver_sql(f"DELETE FROM aggregate WHERE id = '{CHILD_ID}'")  # noqa: S608 - names of ours
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")

    outside(kept, lose)
    assert kept.store.repair().result(30).rebuilt == (CHILD_ID,)
    assert kept.store.load_child(CHILD_ID).result(10) == before
    assert kept.store.check().result(30).is_whole()


def test_a_record_of_a_meeting_that_is_nobodys_is_cleared_as_well(kept: KeptStore) -> None:
    meeting = create(kept.store, a_meeting(child_id=""))
    start = StartMeeting(at=NOON, children=(), attendees=(), carried=(), first_item="health")
    meeting, _ = do(kept.store, meeting, start)
    meeting, _ = do(kept.store, meeting, Record(entity=Note(id="n1", item="health", text="zyxnote")))
    meeting, _ = do(kept.store, meeting, EndMeeting(at=NOON))
    kept.store.keep_record(MEETING_ID, fingerprint_of(RECORD), RECORD).result(10)
    signing = Signing(id="signing", signer="Priya Nair", signed_at=NOON, fingerprint=fingerprint_of(RECORD))
    meeting, _ = do(kept.store, meeting, LockRecord(signing=signing))
    on = dt.date(2026, 11, 25)
    filing = Filing(id="filing", loaded_on=on, loaded_by="Priya", noted_on=on)
    meeting, _ = do(kept.store, meeting, Record(entity=filing))
    _, queued = kept.store.clear(meeting.revision, emptied(meeting, StillNeeded(), PROOF))
    queued.saved.result(10)
    assert kept.store.load_meeting(MEETING_ID).result(10).notes == ()


def test_what_is_open_is_worked_out_as_if_a_meeting_had_not_spoken(kept: KeptStore) -> None:
    create(kept.store, kai())
    do(kept.store, create(kept.store, a_meeting()), Record(entity=Action(id="a1", text="Ring")))
    outcome = Outcome(id="o", of_item="a1", status=Status.DONE)
    do(kept.store, create(kept.store, a_meeting("next")), Record(entity=outcome))
    items = [kept.store.open_items_without(CHILD_ID, unheard).result(10) for unheard in ((), ("next",))]
    assert [[(one.id, one.status) for one in each] for each in items] == [
        [("a1", Status.DONE)],
        [("a1", None)],
    ]


def test_all_of_a_childs_file_is_read_with_no_form_and_no_record(kept: KeptStore) -> None:
    create(kept.store, kai())
    whole = kept.store.writer.read(lambda connection: read_whole(connection, ChildFile, CHILD_ID)).result(10)
    assert isinstance(whole.aggregate, ChildFile)
    assert (whole.aggregate.child.name, whole.form, whole.record) == ("Kai Avery", None, None)


def test_a_meeting_that_has_no_form_yet_is_read_whole(kept: KeptStore) -> None:
    create(kept.store, a_meeting(form_hash=""))
    whole = kept.store.writer.read(lambda connection: read_whole(connection, Meeting, MEETING_ID)).result(10)
    assert (whole.aggregate.id, whole.form, whole.record) == (MEETING_ID, None, None)


# Copies that differ


def test_what_was_changed_there_here_or_on_both_sides_is_told_apart(kept: KeptStore) -> None:
    create(kept.store, kai())
    create(kept.store, a_meeting())
    earlier = back_up(kept)
    note(kept, "later")
    later = back_up(kept, NOON + dt.timedelta(hours=1))
    here = kept.store.writer.read(read_revisions).result(10)
    elsewhere = dict(here)
    name, child, revision = here[MEETING_ID]
    elsewhere[MEETING_ID] = (name, child, {**revision, next(iter(revision)): 1, "another": 3})

    def differs(backup: Path, mine: dict[str, tuple[str, str, dict[str, int]]]) -> list[Differs]:
        with opened_copy(backup, kept.place, kept.key) as there:
            return [one.differs for one in compare(there, mine, {CHILD_ID: "Kai Avery"}, lambda _: ())]

    with opened_copy(earlier, kept.place, kept.key) as there:
        before = read_revisions(there)
    assert differs(earlier, here) == [Differs.NEWER_HERE]
    assert differs(later, here) == []
    assert differs(later, before) == [Differs.NEWER_THERE]
    assert differs(later, elsewhere) == [Differs.APART]
    assert differs(later, {}) == [Differs.ONLY_THERE, Differs.ONLY_THERE]


def test_a_childs_name_is_asked_of_the_backup_where_it_is_not_known_here(kept: KeptStore) -> None:
    create(kept.store, kai())
    create(kept.store, a_meeting())
    create(kept.store, a_meeting("other", "nobody-here"))
    backup = back_up(kept)
    with opened_copy(backup, kept.place, kept.key) as there:
        found = [(one.id, one.child) for one in compare(there, {}, {}, lambda _: ())]
    in_order = [("other", ""), (CHILD_ID, "Kai Avery"), (MEETING_ID, "Kai Avery")]
    assert found == in_order, "by child, the file before the meetings"


def test_copies_that_are_gone_or_held_are_told_apart(
    kept: KeptStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(kept.store, kai())
    held, gone, usual = back_up(kept), kept.place.backups / "gone", shutil.rmtree

    def rmtree(folder: Path, **options: Any) -> None:  # noqa: ANN401 - handed on
        if folder == held:
            raise PermissionError(errno.EACCES, "in use")
        usual(folder, **options)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    assert delete_copies((gone, held)) == (held,)
    assert not (held / "store.db").exists(), "what a person wrote goes first"


def test_a_backup_without_a_database_is_told_and_nothing_is_left(kept: KeptStore) -> None:
    backup = back_up(kept)
    (backup / "store.db").unlink()
    with pytest.raises(UnwritableStore), opened_copy(backup, kept.place, kept.key):
        pass
    assert left_in(kept.place) == []


def test_what_an_interrupted_look_or_restoring_left_is_put_away(kept: KeptStore) -> None:
    for name in (f"{LOOKING}1", f"{restoring._READY}1", f"{rekeying._UNFINISHED}1"):
        (kept.place.folder / name).mkdir()
        (kept.place.folder / name / "store.db").write_bytes(b"half")
    nowhere = StorePlace(kept.place.folder / "not there")
    for forget in (forget_looked_at, forget_not_decided, forget_unfinished):
        forget(nowhere)
        forget(kept.place)
    assert left_in(kept.place) == []
    assert kept.place.database.exists()


# A disk that refuses midway


def test_a_disk_that_refuses_to_keep_what_was_decided_is_told_and_nothing_is_left(
    kept: KeptStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(kept)
    before = sorted(path.name for path in kept.place.folder.iterdir())
    for number, meaning in ((errno.ENOSPC, FullDisk), (errno.EIO, FailingDisk)):

        def refuse(_: Path, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(restoring, "sync_folder", refuse)
        with pytest.raises(meaning):
            decide_for_backup(backup, kept.place, kept.key)
        assert sorted(path.name for path in kept.place.folder.iterdir()) == before


def test_a_backup_without_its_keys_decides_nothing_and_says_why(kept: KeptStore) -> None:
    backup = back_up(kept)
    for path in backup.iterdir():
        if path.name != "store.db":
            path.unlink()
    with pytest.raises(MissingKeys):
        decide_for_backup(backup, kept.place, kept.key)
    assert left_in(kept.place) == []


def rekeyed(kept: KeptStore) -> Path:
    header, key, _ = make_other_keys(kept.place.keys.read(), "six loud kitchen chairs", QUICK)
    kept.store.close()
    opened = open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA)
    try:
        return make_rekeyed(opened, kept.place, key, header)
    finally:
        opened.dispose()


def test_a_disk_that_refuses_the_new_encryption_is_told_and_nothing_is_left(
    kept: KeptStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(rekeying, "_sync", refuse)
    with pytest.raises(FullDisk):
        rekeyed(kept)
    assert left_in(kept.place) == []


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (driver.OperationalError("disk I/O error"), FailingDisk),
        (driver.OperationalError("database or disk is full"), FullDisk),
        (driver.OperationalError("no such table: nothing"), driver.OperationalError),
    ],
)
def test_what_the_library_says_of_a_refused_export_is_told_in_our_words(
    kept: KeptStore, monkeypatch: pytest.MonkeyPatch, raised: Exception, told: type[Exception]
) -> None:
    def refuse(*_: object) -> None:
        raise raised

    monkeypatch.setattr(rekeying, "_attach_and_export", refuse)
    with pytest.raises(told):
        rekeyed(kept)
    assert left_in(kept.place) == []


@pytest.mark.parametrize(
    "spoiling",
    [
        "DELETE FROM fresh.store_fact",
        "CREATE TABLE fresh.one_more (a)",
        "PRAGMA fresh.user_version = 0",
    ],
)
def test_a_new_file_that_is_not_what_the_old_one_is_takes_no_place(
    kept: KeptStore, monkeypatch: pytest.MonkeyPatch, spoiling: str
) -> None:
    usual = rekeying._attach_and_export

    class Spoiling:
        """A connection that does one thing more before it lets go of the new file."""

        def __init__(self, real: Any) -> None:  # noqa: ANN401 - of the library
            self._real = real

        def execute(self, statement: str, *values: object) -> object:
            if statement.startswith("DETACH"):
                self._real.execute(spoiling)
            return self._real.execute(statement, *values)

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - handed on
            return getattr(self._real, name)

    def export(connection: object, *others: Any) -> None:  # noqa: ANN401 - handed on
        usual(Spoiling(connection), *others)  # type: ignore[arg-type]  # a connection to all that is asked of it

    monkeypatch.setattr(rekeying, "_attach_and_export", export)
    with pytest.raises(DamagedStore):
        rekeyed(kept)
    assert left_in(kept.place) == []


def test_a_new_file_of_another_store_takes_no_place(kept: KeptStore, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = rekeying._attach_and_export

    def export(connection: Any, fresh: Path, *others: Any) -> None:  # noqa: ANN401 - handed on
        usual(connection, fresh, *others)
        content = bytearray(fresh.read_bytes())
        content[0] ^= 1
        fresh.write_bytes(content)

    monkeypatch.setattr(rekeying, "_attach_and_export", export)
    with pytest.raises(DamagedStore):
        rekeyed(kept)
    assert left_in(kept.place) == []


def test_a_version_that_the_disk_does_not_note_is_told_at_the_next_opening(kept: KeptStore) -> None:
    later = f"1.1.{'x' * 50_000}"  # it takes more room than there is on any page
    kept.store.close()
    opened = open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA)
    with contextlib.closing(_Disposed(opened)):
        bring_up_to_date(opened, kept.place, kept.key, NOON, "1.0", lambda _: None, is_new=True)
        for most, told, noted in ((1, "", "1.0"), (10**6, "1.0", later)):  # pages; the first is full
            with opened.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
                connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")
            assert bring_up_to_date(opened, kept.place, kept.key, NOON, later, lambda _: None) == told
            assert read_last_version(opened) == noted


# The library underneath


class _Answering:
    """The library's own connection, but for what one statement answers."""

    def __init__(self, real: Any, statement: str, answer: tuple[str, ...]) -> None:  # noqa: ANN401 - of the library
        self._real, self._statement, self._answer = real, statement, answer

    def execute(self, statement: str, *values: object) -> Any:  # noqa: ANN401 - of the library
        if statement == self._statement:
            return types.SimpleNamespace(fetchone=lambda: self._answer)
        return self._real.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - handed on
        return getattr(self._real, name)


@pytest.mark.parametrize(
    ("statement", "answer", "told"),
    [
        ("PRAGMA journal_mode = WAL", ("delete",), UnwritableStore),
        ("PRAGMA cipher_status", ("0",), NotEncrypted),
    ],
)
def test_a_library_that_does_not_do_what_was_asked_opens_nothing(
    kept: KeptStore,
    monkeypatch: pytest.MonkeyPatch,
    statement: str,
    answer: tuple[str, ...],
    told: type[StoreError],
) -> None:
    kept.store.close()
    real = import_driver()

    def connect(*given: Any, **named: Any) -> _Answering:  # noqa: ANN401 - handed on
        return _Answering(real.connect(*given, **named), statement, answer)

    other = types.SimpleNamespace(**{**vars(real), "connect": connect})
    monkeypatch.setattr(engines, "import_driver", lambda: other)
    with pytest.raises(told):
        open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA)
    monkeypatch.undo()
    kept.store = open_kept(kept.place, kept.key)


def test_a_library_that_does_not_even_begin_is_told_in_our_words(
    kept: KeptStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.store.close()
    real = import_driver()

    def connect(*_given: object, **_named: object) -> None:
        error = real.OperationalError("disk I/O error")
        error.sqlite_errorcode = 10
        raise error

    other = types.SimpleNamespace(**{**vars(real), "connect": connect})
    monkeypatch.setattr(engines, "import_driver", lambda: other)
    with pytest.raises(StoreError):
        open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA)
    monkeypatch.undo()
    kept.store = open_kept(kept.place, kept.key)


@pytest.mark.skipif(os.name != "posix", reason="Windows loads libraries without such flags")
def test_names_are_bound_deeply_where_that_can_be_and_else_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual, deep, asked = sys.getdlopenflags(), 8, list[int]()
    monkeypatch.setattr(sys, "setdlopenflags", asked.append)
    monkeypatch.setattr(os, "RTLD_DEEPBIND", deep, raising=False)
    assert import_driver() is driver
    assert asked == [os.RTLD_NOW | deep, usual]
    monkeypatch.delattr(os, "RTLD_DEEPBIND")
    assert import_driver() is driver
    assert len(asked) == 2


def test_a_transaction_that_a_refused_commit_left_open_is_ended_before_the_next(kept: KeptStore) -> None:
    kept.store.close()
    opened = open_database(kept.place.database, kept.key, newest_schema=NEWEST_SCHEMA)
    with contextlib.closing(_Disposed(opened)):
        with opened.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
            own = connection.connection.driver_connection
        assert own is not None
        own.execute("BEGIN IMMEDIATE")
        own.execute("DELETE FROM store_fact")
        with opened.begin() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM store_fact").scalar_one()
    assert count > 0


def test_what_points_to_nothing_is_damage(kept: KeptStore) -> None:
    def orphan(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("INSERT INTO record VALUES ('nobody', 'f', '{}')")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")

    outside(kept, orphan)
    with pytest.raises(DamagedStore):
        outside(kept, verify_every_page)


def test_what_a_crash_left_opens_with_the_index_that_lies_beside_it(kept: KeptStore, tmp_path: Path) -> None:
    create(kept.store, kai())
    crashed = tmp_path / "crashed"
    shutil.copytree(kept.place.folder, crashed)
    place = StorePlace(crashed)
    index = place.database.with_name("store.db-shm")
    assert place.database.with_name("store.db-wal").stat().st_size
    index.write_bytes(b"")  # what another process made; it is not ours to delete
    engines._probe(place.database, kept.key, NEWEST_SCHEMA, 0.1)
    assert index.exists()
    with contextlib.closing(open_kept(place, kept.key)) as store:
        assert store.load_child(CHILD_ID).result(10).child.name == "Kai Avery"


def test_a_first_page_that_cannot_be_read_at_all_is_the_disks(tmp_path: Path) -> None:
    assert isinstance(find_what_is_wrong(tmp_path / "gone", b"0" * 16), UnwritableStore)


@pytest.mark.parametrize(
    ("kind", "is_far"),
    [
        *(
            (kind, True)
            for kind in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs")
        ),
        *((f"fuse.{kind}", True) for kind in ("davfs2", "sshfs", "rclone", "gvfsd-fuse", "onedriver")),
        *((kind, True) for kind in ("davfs", "fuse.google-drive-ocamlfuse")),
        *((kind, False) for kind in ("ext4", "btrfs", "xfs", "tmpfs", "fuseblk", "vfat")),
    ],
)
def test_a_folder_that_the_mounts_say_is_on_the_network_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, is_far: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"36 35 0:30 / {tmp_path.resolve().as_posix()} rw - {kind} server:/share rw\n", encoding="utf-8"
    )
    monkeypatch.setattr(placement, "_MOUNTS", mounts)
    assert find_reason_against(tmp_path / "here") == ("it is a folder on the network" if is_far else None)
