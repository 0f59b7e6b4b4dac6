"""Deciding that another store takes the place of the one that is there, on a disk that refuses."""

import datetime as dt
import errno
import os
from pathlib import Path

import pytest

from cpm_desktop.storage.errors import FailingDisk
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.replacing import (
    NotCertainlyDecided,
    Replacing,
    decide,
    finish_replacing,
    stores_aside,
)

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="a folder is asked to be on the disk only on POSIX"
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StorePlace:
    """A place with a store that was made ready, on a disk that refuses to have names on it for certain."""
    (tmp_path / ".ready").mkdir()

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "the disk refuses")

    monkeypatch.setattr(os, "fsync", refuse)
    return StorePlace(tmp_path)


def test_a_decision_that_the_disk_refuses_is_taken_back(place: StorePlace) -> None:
    with pytest.raises(FailingDisk):
        decide(place.folder / ".ready", place, Replacing.RESTORE)
    assert [path.name for path in place.folder.iterdir()] == [".ready"]


def test_a_decision_that_cannot_be_taken_back_is_told_as_what_it_is(
    place: StorePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def refuse_to_go_back(source: Path, target: Path) -> Path:
        if source.name != ".ready":
            raise OSError(errno.EIO, "the disk refuses")
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", refuse_to_go_back)
    with pytest.raises(NotCertainlyDecided, match="may take the place of these records then"):
        decide(place.folder / ".ready", place, Replacing.RESTORE)


NOON = dt.datetime(2026, 11, 24, 13, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def decided(folder: Path, words: str) -> StorePlace:
    """A place where another store is to take the place of the one that is there."""
    ready = folder / ".ready"
    ready.mkdir()
    (ready / "store.db").write_text(words, encoding="utf-8")
    place = StorePlace(folder)
    decide(ready, place, Replacing.RESTORE)
    return place


def words_in(folder: Path) -> str:
    return (folder / "store.db").read_text(encoding="utf-8")


def test_what_was_decided_is_carried_out_and_each_store_from_before_is_kept(tmp_path: Path) -> None:
    place = decided(tmp_path, "first")
    assert place.exists()
    assert finish_replacing(place, NOON) is None  # there was none before
    assert words_in(place.store) == "first"
    kept = []
    for words, was in (("second", "first"), ("third", "second"), ("fourth", "third")):
        aside = finish_replacing(decided(tmp_path, words), NOON)
        assert aside is not None
        assert (words_in(place.store), words_in(aside)) == (words, was)
        kept.append(aside)
    name = "store-before-restore-2026-11-24T12-00-00Z"
    assert [each.name for each in kept] == [name, f"{name}-2", f"{name}-3"]
    assert finish_replacing(place, NOON) is None  # nothing is left to do
    later = finish_replacing(decided(tmp_path, "fifth"), NOON + dt.timedelta(hours=1))
    assert stores_aside(place) == [later, *reversed(kept)]


def test_a_disk_that_refuses_to_carry_it_out_is_told_and_it_is_done_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_replacing(decided(tmp_path, "first"), NOON)
    place = decided(tmp_path, "second")

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "the disk refuses")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", refuse)
        with pytest.raises(FailingDisk):
            finish_replacing(place, NOON)
    assert words_in(place.store) == "first"
    finish_replacing(place, NOON)
    assert words_in(place.store) == "second"
