"""Deciding that another store takes the place of the one that is there, on a disk that refuses."""

import errno
import os
from pathlib import Path

import pytest

from cpm_desktop.storage.errors import FailingDisk
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.replacing import NotCertainlyDecided, Replacing, decide

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
