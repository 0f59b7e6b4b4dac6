"""A disk that refuses while one encryption takes the place of another: whatever was saved then is there afterwards."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record, perform
from cpm_desktop.domain.journal import Entry, EntryKind
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.settling import settle
from cpm_desktop.storage.changing_over import ChangeOverRefused
from cpm_desktop.storage.errors import FailingDisk, StoreError, WrongPassphrase
from cpm_desktop.storage.keys import make_other_keys, unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import Store
from tests.storage.kept_store import (
    MEETING_ID,
    NOON,
    PASSPHRASE,
    QUICK,
    a_meeting,
    create,
    kai,
    make_kept,
    open_kept,
)

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="a folder is asked to be on the disk only on POSIX"
)
NEW = "six loud kitchen chairs"
NEWER = "seven quiet kitchen tables"
LAST_THAT_DECIDES = 5
LAST_THAT_DECIDES_BESIDE_ONE_FROM_BEFORE = 7
STEPS_BESIDE_ONE_FROM_BEFORE = [
    "sync",
    "store.previous becomes .rekeyed",
    "sync",
    "store becomes store.previous",
    "sync",
    ".rekeying becomes store",
    "sync",
    "store.previous becomes .rekeyed",
    "sync",
]
NAME_IS_TAKEN_AWAY = 6


@dataclass
class Refusing:
    """A disk that refuses to change the names in one folder, or to have them on it for certain."""

    folder: Path
    at: int = 0
    for_good: bool = False
    takes_again_after: int = 10**6
    seen: list[str] = field(default_factory=list)

    def refuses(self, what: str) -> None:
        self.seen.append(what)
        last = self.takes_again_after if self.for_good else self.at
        if self.at and self.at <= len(self.seen) <= last:
            raise OSError(errno.EIO, "the disk refuses")

    @contextlib.contextmanager
    def stand_between(self) -> Iterator[None]:
        rename, sync, folder = Path.replace, os.fsync, self.folder.stat()

        def replace(source: Path, target: Path) -> Path:
            if source.parent == self.folder:
                self.refuses(f"{source.name} becomes {Path(target).name}")
            return rename(source, target)

        def fsync(descriptor: int) -> None:
            if os.path.samestat(os.fstat(descriptor), folder):
                self.refuses("sync")
            sync(descriptor)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            patch.setattr(os, "fsync", fsync)
            yield


@dataclass
class Attempt:
    """What a change-over came to: in its session, and at the next start."""

    told: StoreError | None
    has_saved: bool
    opens: list[str]
    notes: int


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = make_kept(tmp_path_factory.mktemp("template") / "place")
    create(kept.store, kai())
    create(kept.store, a_meeting())
    kept.store.close()
    return kept.place.folder


@pytest.fixture(scope="module")
def template_beside_one_from_before(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Encrypted anew already, where the disk did not let the name of the one from before be taken away."""
    place = StorePlace(tmp_path_factory.mktemp("template") / "place")
    shutil.copytree(template, place.folder)
    before = place.keys.read()
    header, key, _ = make_other_keys(before, NEW, QUICK)
    with (
        contextlib.closing(open_kept(place, unlock_with_passphrase(before, PASSPHRASE))) as store,
        Refusing(place.folder, NAME_IS_TAKEN_AWAY).stand_between(),
    ):
        store.rekey(place, key, header, lambda *_: None, lambda: False).result(30)
    assert {path.name for path in place.folder.iterdir()} == {"store", "store.previous"}
    return place.folder


def change_over(
    template: Path, place: StorePlace, disk: Refusing, before: str = PASSPHRASE, after: str = NEW
) -> Attempt:
    shutil.copytree(template, place.folder, dirs_exist_ok=True)
    keys = place.keys.read()
    store = open_kept(place, unlock_with_passphrase(keys, before))
    meeting = store.load_meeting(MEETING_ID).result(10)
    header, key, _ = make_other_keys(keys, after, QUICK)
    told: StoreError | None = None
    has_saved = False
    is_for_good = disk.for_good and disk.takes_again_after > 10**5
    with disk.stand_between():
        try:
            store.rekey(place, key, header, lambda *_: None, lambda: False).result(30)
        except StoreError as error:
            told = error
        with contextlib.suppress(TookTooLong, StoreError):
            note(store, meeting, 0.3 if is_for_good else 30)
            has_saved = True
        with contextlib.suppress(StoreError):
            store.close(0.1 if is_for_good else 10)
    settle(place, NOON)
    return Attempt(told, has_saved, *found(place))


def note(store: Store, meeting: Meeting, patience: float) -> None:
    after, done = perform(meeting, Record(entity=Note(id="later", text="said afterwards")))
    queued = store.commit(
        meeting.revision, after, Entry(EntryKind.DONE, Record(entity=after.notes[-1]), done.patch)
    )
    queued.saved.result(patience)


def found(place: StorePlace) -> tuple[list[str], int]:
    """Which passphrases open the store, and how many notes the meeting has."""
    opens, notes = [], -1
    for passphrase in (PASSPHRASE, NEW, NEWER):
        with contextlib.suppress(WrongPassphrase):
            store = open_kept(place, unlock_with_passphrase(place.keys.read(), passphrase))
            notes = len(store.load_meeting(MEETING_ID).result(10).notes)
            assert not store.check().result(10).faults
            store.close()
            opens.append(passphrase)
    return opens, notes


def names(steps: list[str]) -> list[str]:
    return [re.sub(r"-[0-9a-f]{8}", "", step) for step in steps]


def test_a_disk_that_takes_all_has_the_new_encryption_and_what_is_entered_after_it(
    template: Path, tmp_path: Path
) -> None:
    disk = Refusing(tmp_path)
    attempt = change_over(template, StorePlace(tmp_path), disk)
    assert attempt == Attempt(None, has_saved=True, opens=[NEW], notes=1)
    assert names(disk.seen) == [
        "sync",
        "store becomes store.previous",
        "sync",
        ".rekeying becomes store",
        "sync",
        "store.previous becomes .rekeyed",
        "sync",
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"store"}


@pytest.mark.parametrize("at", [3, 5, 6])
def test_once_the_disk_refused_what_is_saved_in_the_session_is_there_at_the_next_start(
    template: Path, tmp_path: Path, at: int
) -> None:
    attempt = change_over(template, StorePlace(tmp_path), Refusing(tmp_path, at))
    assert attempt.has_saved
    assert attempt.notes == 1
    if at <= LAST_THAT_DECIDES:
        assert isinstance(attempt.told, ChangeOverRefused)
        assert attempt.told.is_taken_back
        assert "the passphrase and the recovery code from before open the records" in attempt.told.sentence
        assert attempt.opens == [PASSPHRASE]
    else:
        assert attempt.told is None
        assert attempt.opens == [NEW]
    assert {path.name for path in tmp_path.iterdir()} == {"store"}


@pytest.mark.parametrize("at", [4, 5])
def test_a_disk_that_goes_on_refusing_saves_nothing_that_could_be_replaced_and_that_is_told(
    template: Path, tmp_path: Path, at: int
) -> None:
    attempt = change_over(template, StorePlace(tmp_path), Refusing(tmp_path, at, for_good=True))
    assert isinstance(attempt.told, ChangeOverRefused)
    assert not attempt.told.is_taken_back
    assert "try both passphrases" in attempt.told.sentence
    assert not attempt.has_saved
    # Only where the disk refused nothing but the very last word does the new one stand.
    assert attempt.opens == [NEW if at == LAST_THAT_DECIDES else PASSPHRASE]
    assert attempt.notes == 0
    assert {path.name for path in tmp_path.iterdir()} == {"store"}


def test_what_waited_is_saved_once_the_disk_answers_again(template: Path, tmp_path: Path) -> None:
    disk = Refusing(tmp_path, LAST_THAT_DECIDES, for_good=True, takes_again_after=LAST_THAT_DECIDES + 4)
    attempt = change_over(template, StorePlace(tmp_path), disk)
    assert isinstance(attempt.told, ChangeOverRefused)
    assert not attempt.told.is_taken_back
    assert attempt.has_saved
    assert (attempt.opens, attempt.notes) == ([PASSPHRASE], 1)


def test_a_change_over_can_be_tried_again(template: Path, tmp_path: Path) -> None:
    change_over(template, StorePlace(tmp_path), Refusing(tmp_path, LAST_THAT_DECIDES))
    shutil.rmtree(tmp_path / "store")
    (tmp_path / "store.previous").mkdir()  # as where the name of one before it could not be taken away
    shutil.copytree(template / "store", tmp_path / "store")
    again = change_over(template, StorePlace(tmp_path), Refusing(tmp_path))
    assert again == Attempt(None, has_saved=True, opens=[NEW], notes=1)


def test_with_one_from_before_lying_there_its_name_is_taken_away_before_anything_else_is_moved(
    template_beside_one_from_before: Path, tmp_path: Path
) -> None:
    disk = Refusing(tmp_path)
    attempt = change_over(template_beside_one_from_before, StorePlace(tmp_path), disk, NEW, NEWER)
    assert attempt == Attempt(None, has_saved=True, opens=[NEWER], notes=1)
    assert names(disk.seen) == STEPS_BESIDE_ONE_FROM_BEFORE
    assert {path.name for path in tmp_path.iterdir()} == {"store"}


@pytest.mark.parametrize("at", range(1, len(STEPS_BESIDE_ONE_FROM_BEFORE) + 1))
@pytest.mark.parametrize("refusals", [1, 3])
def test_whichever_step_is_refused_beside_one_from_before_what_is_entered_is_saved_once_the_disk_answers(
    template_beside_one_from_before: Path, tmp_path: Path, at: int, refusals: int
) -> None:
    disk = Refusing(tmp_path, at, for_good=True, takes_again_after=at + refusals - 1)
    attempt = change_over(template_beside_one_from_before, StorePlace(tmp_path), disk, NEW, NEWER)
    assert len(disk.seen) >= at
    is_changed = at > LAST_THAT_DECIDES_BESIDE_ONE_FROM_BEFORE
    assert (attempt.told is None) == is_changed
    assert attempt.has_saved
    assert (attempt.opens, attempt.notes) == ([NEWER if is_changed else NEW], 1)
    assert {path.name for path in tmp_path.iterdir()} == {"store"}


@pytest.mark.parametrize("at", range(1, len(STEPS_BESIDE_ONE_FROM_BEFORE) + 1))
def test_a_disk_that_goes_on_refusing_beside_one_from_before_never_has_that_one_count_again(
    template_beside_one_from_before: Path, tmp_path: Path, at: int
) -> None:
    disk = Refusing(tmp_path, at, for_good=True)
    attempt = change_over(template_beside_one_from_before, StorePlace(tmp_path), disk, NEW, NEWER)
    assert attempt.opens in ([NEW], [NEWER])
    assert attempt.notes == int(attempt.has_saved)
    assert {path.name for path in tmp_path.iterdir()} == {"store"}


def test_a_change_over_that_was_interrupted_is_taken_back_at_the_next_start_however_often_the_disk_refuses(
    template: Path, tmp_path: Path
) -> None:
    place = StorePlace(tmp_path)
    shutil.copytree(template / "store", place.previous)
    for at in (1, 2):
        with Refusing(tmp_path, at).stand_between(), pytest.raises(FailingDisk):
            settle(place, NOON)
        assert place.exists()
    settle(place, NOON)
    assert found(place) == ([PASSPHRASE], 0)


def test_what_a_new_encryption_took_the_place_of_goes_only_once_that_is_certain(
    template: Path, tmp_path: Path
) -> None:
    place = StorePlace(tmp_path)
    shutil.copytree(template / "store", place.store)
    shutil.copytree(template / "store", place.previous)
    with Refusing(tmp_path, 1).stand_between(), pytest.raises(FailingDisk):
        settle(place, NOON)
    assert place.previous.exists()
    settle(place, NOON)
    assert {path.name for path in tmp_path.iterdir()} == {"store"}
