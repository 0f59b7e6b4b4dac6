"""What bad input gets, as the person meets it at the door: each its own sentence, nothing written, nothing lost."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create, unlock, unlock_with_code
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.errors import (
    DamagedKeys,
    DamagedStore,
    EmptyStoreFile,
    ForeignFile,
    FullDisk,
    MissingKeys,
    MissingStore,
    NewerStore,
    NotSaved,
    PlainDatabase,
    StoreExists,
    StoreInUse,
    UnwritableStore,
    WrongRecoveryCode,
)
from cpm_desktop.storage.keys import LEAST_COST, unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from tests.a_desk import FAST, PASSPHRASE

DETAILS = SetUpDetails(Worker(id="worker", name="Priya Nair", role="Social worker"), "Northbeck Council")
SURROUNDINGS = Surroundings(forms=(forms_folder(),), cost=FAST, backs_up=False)
CHILD = "Kai Avery"


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its path; the log, which tells what was tried, is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".jsonl"
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with one child in it."""
    folder = tmp_path_factory.mktemp("made") / "place"
    desk, _ = create(folder, PASSPHRASE, DETAILS, SURROUNDINGS)
    add_child(desk, Child(id="", name=CHILD, known_as="Kai"))
    desk.close()
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> StorePlace:
    shutil.copytree(made, tmp_path / "place")
    return StorePlace(tmp_path / "place")


def open_it(place: StorePlace) -> Desk:
    return unlock(place.folder, PASSPHRASE, SURROUNDINGS)


def children_of(desk: Desk) -> list[str]:
    return [child.name for child in desk.wait(desk.store.caseload())]


def refusal_of(place: StorePlace, opening: Callable[[StorePlace], Desk] = open_it) -> CarePlanningError:
    """Try to open, and make sure that no file in the folder has changed, come or gone."""
    before = hashes(place.folder)
    with pytest.raises(CarePlanningError) as refusal:
        opening(place)
    assert hashes(place.folder) == before
    assert refusal.value.sentence.endswith(".")
    return refusal.value


def what_opening_says(place: StorePlace) -> CarePlanningError | None:
    """Open, read all there is and close; return the refusal, if there is one."""
    try:
        with contextlib.closing(open_it(place)) as desk:
            assert children_of(desk) == [CHILD]
            assert desk.child(desk.wait(desk.store.caseload())[0].child_id).value.child.name == CHILD
    except CarePlanningError as error:
        return error
    return None


def change_a_byte(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x10
    path.write_bytes(bytes(content))


def test_a_wrong_passphrase_is_a_plain_no_and_the_right_one_opens_afterwards(place: StorePlace) -> None:
    said = refusal_of(place, lambda place: unlock(place.folder, PASSPHRASE + " ", SURROUNDINGS))
    assert isinstance(said, PassphraseRefused)
    assert "does not open" in said.sentence
    desk = open_it(place)
    assert children_of(desk) == [CHILD]
    desk.close()


def test_a_wrong_passphrase_is_as_slow_as_the_right_one(tmp_path: Path) -> None:
    place = StorePlace(tmp_path / "place")
    create_store(place, PASSPHRASE, LEAST_COST, make_tables)
    took = []
    for passphrase in (PASSPHRASE, "not the passphrase"):
        begun = time.perf_counter()
        with contextlib.suppress(CarePlanningError):
            unlock_with_passphrase(place.keys.read(), passphrase)
        took.append(time.perf_counter() - begun)
    assert min(took) > 0.02  # 64 MiB, three times over: no computer does that at once


@pytest.mark.parametrize("code", ["", "no code", "AAAAA-" * 8, "0" * 40, "ä\0\ud800"])
def test_a_wrong_recovery_code_is_a_plain_no(place: StorePlace, code: str) -> None:
    said = refusal_of(
        place, lambda place: unlock_with_code(place.folder, code, "a new long phrase", SURROUNDINGS)
    )
    assert isinstance(said, WrongRecoveryCode)


def test_one_damaged_copy_of_the_key_file_is_mended_at_the_next_opening(place: StorePlace) -> None:
    whole = place.keys.first.read_bytes()
    for path in (place.keys.first, place.keys.second):
        path.write_bytes(whole[:100])
        open_it(place).close()
        assert path.read_bytes() == whole


def test_both_copies_of_the_key_file_damaged(place: StorePlace) -> None:
    for path in (place.keys.first, place.keys.second):
        change_a_byte(path, 150)
    assert isinstance(refusal_of(place), DamagedKeys)


def test_no_key_file_at_all(place: StorePlace) -> None:
    place.keys.first.unlink()
    place.keys.second.unlink()
    assert isinstance(refusal_of(place), MissingKeys)


def test_a_key_file_of_a_newer_version(place: StorePlace) -> None:
    for path in (place.keys.first, place.keys.second):
        path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert isinstance(refusal_of(place), NewerStore)


@pytest.mark.parametrize("content", [b"", b"\0" * 400, b"[]", b"{", b"9" * 60_000, b"[" * 60_000])
def test_a_key_file_that_is_nothing_of_the_kind(place: StorePlace, content: bytes) -> None:
    for path in (place.keys.first, place.keys.second):
        path.write_bytes(content)
    assert isinstance(refusal_of(place), DamagedKeys | ForeignFile)


def test_a_damaged_first_page(place: StorePlace) -> None:
    change_a_byte(place.database, 2000)
    said = refusal_of(place)
    assert isinstance(said, DamagedStore)
    assert "restore the newest backup" in said.sentence


def test_a_damaged_page_anywhere_is_told_as_damage_and_never_as_an_empty_caseload(
    made: Path, tmp_path: Path
) -> None:
    pages = (made / "store" / "store.db").stat().st_size // 4096
    for page in range(1, pages, max(1, pages // 25)):
        folder = tmp_path / str(page)
        shutil.copytree(made, folder)
        place = StorePlace(folder)
        change_a_byte(place.database, page * 4096 + 1000)
        said = what_opening_says(place)
        assert said is None or isinstance(said, DamagedStore), page


def test_a_database_cut_short(place: StorePlace) -> None:
    os.truncate(place.database, place.database.stat().st_size // 2 // 4096 * 4096)
    assert isinstance(what_opening_says(place), DamagedStore)


def test_an_empty_file_is_not_an_empty_caseload(place: StorePlace) -> None:
    os.truncate(place.database, 0)
    assert isinstance(refusal_of(place), EmptyStoreFile)


def test_no_database_beside_its_keys(place: StorePlace) -> None:
    place.database.unlink()
    assert isinstance(refusal_of(place), MissingStore)


@pytest.mark.parametrize("content", [b"\0" * 8192, os.urandom(8192), b"PK\x03\x04" * 4096, b"x"])
def test_a_foreign_file_in_place_of_the_store(place: StorePlace, content: bytes) -> None:
    place.database.write_bytes(content)
    assert type(refusal_of(place)) is ForeignFile


def test_a_database_that_anyone_can_read(place: StorePlace) -> None:
    place.database.unlink()
    with sqlite3.connect(place.database) as plain:
        plain.execute("CREATE TABLE child (name TEXT)")
    plain.close()
    assert isinstance(refusal_of(place), PlainDatabase)


def test_another_store_s_database_under_these_keys(place: StorePlace, tmp_path: Path) -> None:
    other = StorePlace(tmp_path / "other")
    create_store(other, PASSPHRASE, FAST, make_tables)
    shutil.copy(other.database, place.database)
    assert type(refusal_of(place)) is ForeignFile


def test_a_store_of_a_newer_version(place: StorePlace) -> None:
    key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
    engine = open_database(place.database, key, newest_schema=NEWEST_SCHEMA)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST_SCHEMA + 1}")
    engine.dispose()
    said = refusal_of(place)
    assert isinstance(said, NewerStore)
    assert "newer version" in said.sentence


def test_a_second_start_is_told_and_the_first_goes_on(place: StorePlace) -> None:
    first = open_it(place)
    program = (
        "import sys; from pathlib import Path; from tests.test_bad_input import SURROUNDINGS, PASSPHRASE\n"
        "from cpm_desktop.services.unlocking import unlock\n"
        "from cpm_desktop.storage.errors import StoreInUse\n"
        "try: unlock(Path(sys.argv[1]), PASSPHRASE, SURROUNDINGS)\n"
        "except StoreInUse as error: print(error.sentence)"
    )
    second = subprocess.run(
        [sys.executable, "-c", program, str(place.folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert second.stdout.strip() == StoreInUse().sentence, second.stderr
    add_child(first, Child(id="", name="Bo Dunne", known_as="Bo"))
    assert children_of(first) == ["Bo Dunne", CHILD]
    first.close()


def test_a_second_set_up_in_the_same_folder_changes_nothing(place: StorePlace) -> None:
    before = hashes(place.folder)
    with pytest.raises(StoreExists):
        create(place.folder, PASSPHRASE, DETAILS, SURROUNDINGS)
    assert hashes(place.folder) == before


@pytest.mark.parametrize("name", ["OneDrive - Northbeck", "Dropbox"])
def test_a_folder_that_is_synchronised_takes_no_store(tmp_path: Path, name: str) -> None:
    with pytest.raises(CarePlanningError, match="synchronise"):
        create(tmp_path / name / "records", PASSPHRASE, DETAILS, SURROUNDINGS)
    assert list(tmp_path.iterdir()) == []


def test_a_store_cannot_be_set_up_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "records").write_bytes(b"mine")
    with pytest.raises(UnwritableStore):
        create(tmp_path / "records", PASSPHRASE, DETAILS, SURROUNDINGS)
    assert hashes(tmp_path) == {"records": hashlib.sha256(b"mine").hexdigest()}


def mounted(folder: Path, size: str) -> bool:
    """Mount a small disk in memory, where the system lets the tests do so."""
    mount = shutil.which("mount")
    if mount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    folder.mkdir()
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    if not mounted(folder, "2m"):
        pytest.skip("only root may mount a small disk, and only where the machine lets it")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_read_only_folder(made: Path, small_disk: Path) -> None:
    shutil.copytree(made, small_disk / "place")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    said = refusal_of(StorePlace(small_disk / "place"))
    assert isinstance(said, UnwritableStore)
    with pytest.raises(UnwritableStore):
        create(small_disk / "other", PASSPHRASE, DETAILS, SURROUNDINGS)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    desk = open_it(StorePlace(small_disk / "place"))
    assert children_of(desk) == [CHILD]
    desk.close()


def fill(disk: Path, leaving: int = 0) -> Path:
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    ballast.write_bytes(b"\0" * (free - leaving))
    return ballast


def test_a_full_disk_is_told_and_what_was_typed_is_saved_once_there_is_room(
    made: Path, small_disk: Path
) -> None:
    shutil.copytree(made, small_disk / "place")
    place = StorePlace(small_disk / "place")
    desk = open_it(place)
    problems: list[str] = []
    desk.listen_saving(lambda news: problems.append(news.problem))
    ballast = fill(small_disk)
    child = desk.child(desk.wait(desk.store.caseload())[0].child_id)
    edited = child.perform(change(child.value.child, placement="Foster care. " * 2000))
    assert edited is not None
    end = time.monotonic() + 20
    while not any(problems) and time.monotonic() < end:
        time.sleep(0.02)
    assert problems[-1] == FullDisk().sentence
    assert child.value.child.placement.startswith("Foster care.")  # typing goes on meanwhile
    ballast.unlink()
    edited.saved.result(20)
    assert desk.saving.latest.is_saved
    assert not problems[-1]
    desk.close()
    again = open_it(place)
    assert len(again.child(again.wait(again.store.caseload())[0].child_id).value.child.placement) == 26_000
    again.close()


def test_closing_on_a_full_disk_says_what_was_not_saved_and_loses_nothing_that_was(
    made: Path, small_disk: Path
) -> None:
    shutil.copytree(made, small_disk / "place")
    place = StorePlace(small_disk / "place")
    desk = open_it(place)
    child = desk.child(desk.wait(desk.store.caseload())[0].child_id)
    saved = child.perform(change(child.value.child, case_number="LL-1"))
    assert saved is not None
    saved.saved.result(10)
    ballast = fill(small_disk)
    child.perform(change(child.value.child, placement="Foster care. " * 20_000))
    with pytest.raises(NotSaved):
        desk.store.close(0.5)
    ballast.unlink()
    again = open_it(place)
    kept = again.child(again.wait(again.store.caseload())[0].child_id).value.child
    assert (kept.name, kept.case_number, kept.placement) == (CHILD, "LL-1", "")
    assert again.wait(again.store.check()).is_whole()
    again.close()


@pytest.mark.parametrize("leaving", [0, 60_000, 300_000, 530_000, 800_000])
def test_setting_up_on_a_full_disk_leaves_nothing_behind(small_disk: Path, leaving: int) -> None:
    ballast = fill(small_disk, leaving)
    with pytest.raises(FullDisk):
        create(small_disk / "place", PASSPHRASE, DETAILS, SURROUNDINGS)
    assert not StorePlace(small_disk / "place").exists()
    ballast.unlink()
    desk, _ = create(small_disk / "place", PASSPHRASE, DETAILS, SURROUNDINGS)
    desk.close()


def broken_forms(folder: Path) -> Path:
    shutil.copytree(forms_folder(), folder)
    form = folder / "cla-standard.yaml"
    form.write_text(form.read_text("utf-8").replace("\nagenda:", "\nagendaa:", 1), "utf-8")
    return folder


def test_with_a_mistake_in_a_form_the_desk_opens_says_which_and_offers_the_others(
    place: StorePlace, tmp_path: Path
) -> None:
    forms = broken_forms(tmp_path / "forms")
    desk = unlock(place.folder, PASSPHRASE, Surroundings(forms=(forms,), cost=FAST, backs_up=False))
    assert "cla-standard" not in desk.procedure.forms
    assert {"cla-specific-issue", "care-team", "legal"} <= desk.procedure.forms.keys()
    assert desk.forms_report.refused == ("cla-standard.yaml",)
    sentence = desk.forms_report.mistakes()[0].sentence()
    assert sentence.startswith("cla-standard.yaml, line ")
    assert "“agenda” is missing" in sentence
    assert children_of(desk) == [CHILD]
    desk.close()


def test_a_broken_form_of_one_s_own_leaves_the_one_that_came_along(place: StorePlace, tmp_path: Path) -> None:
    forms = broken_forms(tmp_path / "forms")
    both = Surroundings(forms=(forms, forms_folder()), cost=FAST, backs_up=False)
    desk = unlock(place.folder, PASSPHRASE, both)
    assert {"cla-specific-issue", "cla-standard", "care-team"} <= desk.procedure.forms.keys()
    assert desk.forms_report.refused == ("cla-standard.yaml",)
    desk.close()
