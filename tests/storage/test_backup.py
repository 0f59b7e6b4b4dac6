import random
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from cpm_desktop.storage.backup import (
    KEPT_DAYS,
    KEPT_MONTHS,
    KEPT_NEWEST,
    KEPT_WEEKS,
    choose_kept,
    is_backup_due,
    list_backups,
    make_backup,
    thin_backups,
)
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.errors import BackupFailed, DamagedStore
from cpm_desktop.storage.keys import StoreKey, unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace, keys_beside
from cpm_desktop.storage.writer import StoreWriter
from tests.storage.conftest import PASSPHRASE, make_store

Store = tuple[StorePlace, StoreKey]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOON = 20.0  # seconds
LATEST = datetime(2029, 1, 1, tzinfo=UTC)


@pytest.fixture
def writer(store: Store) -> Iterator[StoreWriter]:
    place, key = store
    with StoreWriter(open_database(place.database, key, newest_schema=1)) as running:
        yield running


def fill(connection: Connection, rows: int = 300) -> None:
    insert = text("INSERT INTO edit (body) VALUES (:body)")
    connection.execute(insert, [{"body": f"CANARYzebra {number}" * 20} for number in range(rows)])


def back_up(writer: StoreWriter, store: Store, now: datetime = NOON) -> Path:
    place, key = store
    return writer.maintain(lambda connection: make_backup(connection, place, key, now)).result(SOON)


def test_a_backup_opens_with_the_passphrase_and_holds_everything(store: Store, writer: StoreWriter) -> None:
    writer.submit(fill)
    folder = back_up(writer, store)
    assert folder.name == "2026-11-20T12-00-00Z"
    assert sorted(path.name for path in folder.iterdir()) == ["store.db", "store.keys", "store.keys.copy"]
    key = unlock_with_passphrase(keys_beside(folder / "store.db").read(), PASSPHRASE)
    engine = open_database(folder / "store.db", key, newest_schema=1)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM edit").scalar() == 300
    engine.dispose()


def test_a_backup_is_encrypted_and_private(store: Store, writer: StoreWriter) -> None:
    writer.submit(fill)
    folder = back_up(writer, store)
    content = (folder / "store.db").read_bytes()
    assert b"CANARY" not in content
    assert b"SQLite format" not in content
    assert {path.stat().st_mode & 0o077 for path in (folder.parent, folder, *folder.iterdir())} == {0}


def test_two_backups_of_one_second_both_stay(store: Store, writer: StoreWriter) -> None:
    place, _ = store
    first, second = back_up(writer, store), back_up(writer, store)
    assert list(list_backups(place)) == [second, first]


def test_the_store_goes_on_after_a_backup(store: Store, writer: StoreWriter) -> None:
    writer.submit(fill)
    back_up(writer, store)
    writer.submit(fill)
    read = writer.read(lambda connection: connection.exec_driver_sql("SELECT count(*) FROM edit").scalar())
    assert read.result(SOON) == 600


def test_a_full_disk_leaves_no_unfinished_backup(small_disk: Path) -> None:
    place, key = make_store(small_disk / "place")
    with StoreWriter(open_database(place.database, key, newest_schema=1)) as writer:
        writer.submit(lambda connection: fill(connection, 3_000)).result(SOON)
        with pytest.raises(BackupFailed) as failure:
            back_up(writer, (place, key))
        assert failure.value.sentence == "No backup could be made. The disk is full. Free some space on it."
        assert list(place.backups.iterdir()) == []
        writer.submit(lambda connection: fill(connection, 1)).result(SOON)


def test_a_damaged_store_gives_no_backup(store: Store, writer: StoreWriter) -> None:
    place, key = store
    writer.submit(fill).result(SOON)
    writer.close()
    content = bytearray(place.database.read_bytes())
    content[len(content) // 2] ^= 1
    place.database.write_bytes(content)
    with (
        StoreWriter(open_database(place.database, key, newest_schema=1)) as damaged,
        pytest.raises(DamagedStore),
    ):
        back_up(damaged, store)
    assert list_backups(place) == {}
    assert list(place.backups.iterdir()) == []


def test_backups_are_thinned_and_leftovers_put_away(store: Store, writer: StoreWriter) -> None:
    place, _ = store
    first = back_up(writer, store)
    for hours in range(1, 60):
        shutil.copytree(first, place.backups / f"{NOON - timedelta(hours=hours):%Y-%m-%dT%H-%M-%SZ}")
    (place.backups / ".unfinished-0a").mkdir()
    (place.backups / "a person's own folder").mkdir()
    deleted = thin_backups(place, first)
    kept = list_backups(place)
    assert len(deleted) + len(kept) == 60
    assert list(kept.values())[:KEPT_NEWEST] == [NOON - timedelta(hours=hours) for hours in range(3)]
    names = {folder.name for folder in place.backups.iterdir()}
    assert names == {folder.name for folder in kept} | {"a person's own folder"}
    assert thin_backups(place, first) == []


@given(
    st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), max_size=200)  # noqa: DTZ001 - the strategy adds the zone
)
def test_the_newest_are_always_kept_and_the_number_is_bounded(times: list[datetime]) -> None:
    kept = choose_kept(times, LATEST)
    assert kept <= set(times)
    assert set(sorted(set(times))[-KEPT_NEWEST:]) <= kept
    assert len(kept) <= KEPT_NEWEST + KEPT_DAYS + KEPT_WEEKS + KEPT_MONTHS
    assert choose_kept(kept, LATEST) == kept


def test_thinning_day_by_day_for_two_years_keeps_some_of_each_age() -> None:
    backups: set[datetime] = set()
    now = NOON
    for _ in range(730 * 2):
        now += timedelta(hours=12)
        made_at = now + timedelta(days=secrets.choice([0, 0, 0, -1]))
        backups = choose_kept(backups | {made_at}, made_at)
    ages = sorted((now - made_at).days for made_at in backups)
    assert sum(age <= 14 for age in ages) >= 10
    assert any(25 <= age <= 65 for age in ages)
    assert any(age >= 180 for age in ages)


def test_of_a_backup_a_day_the_last_twelve_ten_sundays_and_nine_ends_of_months_are_kept() -> None:
    days = [NOON - timedelta(days=ago) for ago in range(400)]  # 20 November 2026 is a Friday
    kept = choose_kept(days, NOON)
    sundays = [day for day in days if day.isoweekday() == 7]
    ends = [day for day in days if (day + timedelta(days=1)).month != day.month]
    assert kept == {*days[:12], *sundays[:9], *ends[:8]}  # this week and this month have today's


def test_of_many_backups_an_hour_the_three_newest_are_kept() -> None:
    minutes = [NOON - timedelta(minutes=ago) for ago in range(60)]
    assert choose_kept(minutes, NOON) == set(minutes[:3])


def test_in_ten_thousand_days_what_was_made_last_is_there_whatever_the_clock_says() -> None:
    chance = random.Random(8)  # noqa: S311 - days of a clock, no secret
    backups: set[datetime] = set()
    wrong, left, most = timedelta(0), 0, 0
    for day in range(10_000):
        left -= 1
        if left == 0:
            wrong = timedelta(0)
        elif left < 0 and chance.random() < 0.02:  # a dead battery, another's hand, a year too far
            wrong, left = (
                timedelta(days=chance.choice([-9000, -400, -31, -1, 1, 40, 400])),
                chance.randint(1, 90),
            )
        made_at = NOON + timedelta(days=day, minutes=chance.randint(0, 400)) + wrong
        backups = choose_kept(backups | {made_at}, made_at)
        assert made_at in backups, day
        most = max(most, len(backups))
    assert most <= 2 * (KEPT_NEWEST + KEPT_DAYS + KEPT_WEEKS + KEPT_MONTHS)


def test_a_backup_made_by_a_clock_that_was_set_back_is_not_deleted_as_it_is_made(
    store: Store, writer: StoreWriter
) -> None:
    place, _ = store
    first = back_up(writer, store)
    for days in range(1, 400):
        shutil.copytree(first, place.backups / f"{NOON + timedelta(days=days):%Y-%m-%dT%H-%M-%SZ}")
    thin_backups(place, first)
    assert first in list_backups(place)


def test_a_copy_that_lacks_a_row_is_no_backup(
    store: Store, writer: StoreWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _ = store
    writer.submit(fill).result(SOON)
    counted = iter((299, 300))  # the copy, then the store
    monkeypatch.setattr("cpm_desktop.storage.backup.count_rows", lambda _: {"edit": next(counted)})
    with pytest.raises(DamagedStore):
        back_up(writer, store)
    assert list(place.backups.iterdir()) == []


def test_a_store_without_its_keys_gives_no_backup_and_says_why(store: Store, writer: StoreWriter) -> None:
    place, _ = store
    for path in (place.keys.first, place.keys.second):
        path.unlink()
    with pytest.raises(BackupFailed, match=r"No backup could be made\. The key file"):
        back_up(writer, store)
    assert list(place.backups.iterdir()) == []


def test_a_mistake_of_ours_is_not_told_as_the_disks(store: Store, writer: StoreWriter) -> None:
    with pytest.raises(AttributeError):
        back_up(writer, store, now="noon")  # type: ignore[arg-type]  # the mistake
    assert list(store[0].backups.iterdir()) == []


def test_a_place_without_backups_has_none_to_thin(tmp_path: Path) -> None:
    assert thin_backups(StorePlace(tmp_path), tmp_path / "2026-11-20T12-00-00Z") == []


def test_a_backup_is_due_when_the_newest_is_old(store: Store, writer: StoreWriter) -> None:
    place, _ = store
    half_an_hour = timedelta(minutes=30)
    assert is_backup_due(place, NOON, half_an_hour)
    back_up(writer, store)
    assert not is_backup_due(place, NOON, half_an_hour)
    assert not is_backup_due(place, NOON + timedelta(minutes=29), half_an_hour)
    assert is_backup_due(place, NOON + half_an_hour, half_an_hour)
    assert is_backup_due(place, NOON + timedelta(minutes=31), half_an_hour)
    assert is_backup_due(place, NOON - timedelta(days=1), half_an_hour), "the clock was set back"
