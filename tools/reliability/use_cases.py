"""What a person does that ends on the disk, each with the store it begins with and what must be there afterwards."""

import hashlib
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

# Before the product's own import, which binds deeply: what is preloaded would not be asked then.
from sqlcipher3 import dbapi2 as _driver  # noqa: F401 - as said above

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.handover import SignedDocument, SigningStep
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.workplace import Worker
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.forms_reader import FormsReader
from cpm_desktop.services.handing_over import document_bytes, export, verify_bytes
from cpm_desktop.services.setting_up import end_set_up
from cpm_desktop.services.signing import SigningRun, TypedName, resume_signings
from cpm_desktop.services.unlocking import SetUpDetails, Surroundings, create, unlock, unlock_with_code
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.engine import OUTSIDE_TRANSACTION_OPTION, open_database, verify_every_page
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace, keys_beside
from cpm_desktop.storage.store import make_tables
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from tests.a_desk import FAST, PASSPHRASE, make_desk, open_desk, set_clock
from tests.services import a_meeting

Say = Callable[[str], None]
Files = Mapping[str, bytes]
FORMS = (forms_folder(),)
READER = FormsReader(FORMS)
WORKER = "Priya Nair"
_NEW_PASSPHRASE = "seven slow orange trams"  # noqa: S105 - of a fictional store
_EDITS = 6
_PATIENCE = 0.6  # seconds that is waited once it is told; longer than the first waits of the writer
_LONGEST = 60.0  # seconds until it must be saved or told; a loaded machine is slow


class NotTold(Exception):
    """A change was not saved, and nobody was told."""


@dataclass(frozen=True, slots=True)
class UseCase:
    """Something a person does.

    Attributes:
        name: of it.
        begin: gives the files of the store it begins with, by path; and the id of what it is about.
        do: does it in a folder with those files, and says what it was told is done.
        look: in a new process, gives what is wrong afterwards, in words; nothing where nothing is.
    """

    name: str
    begin: Callable[[], tuple[Files, str]]
    do: Callable[[Path, str, Say], None]
    look: Callable[[Path, str, list[str]], str]


def surroundings(*, backs_up: bool = False) -> Surroundings:
    """What a store is opened with: a quick key, the forms that were read already."""
    return Surroundings(forms=FORMS, clock=set_clock(), cost=FAST, backs_up=backs_up, reader=READER)


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Desk:
    """Open the store in a folder."""
    place = StorePlace(folder / "store")
    return open_desk(
        place, unlock_with_passphrase(place.keys.read(), passphrase), set_clock("2026-11-24", "16:00")
    )


def is_whole(desk: Desk) -> str:
    """Say what is wrong with a store, by its journal and by every page; nothing where nothing is."""
    desk.store.writer.maintain(verify_every_page).result(30)
    faults = desk.wait(desk.store.check()).faults
    return faults[0] if faults else ""


def wait_until_saved(desk: Desk, saved: Future[Any]) -> bool:
    """Wait for a change; where it is not saved, the person must be told why."""
    end, told_at = time.monotonic() + _LONGEST, float("inf")
    while time.monotonic() < min(end, told_at + _PATIENCE):
        with suppress(TimeoutError):
            saved.result(0.05)
            return True
        if desk.saving.latest.problem:
            told_at = min(told_at, time.monotonic())
    if told_at > end:
        raise NotTold
    return False


def close(desk: Desk) -> None:
    """Close it; what the disk still refuses is given up soon."""
    desk.store.close(0.3)


# Set up


def _nothing() -> tuple[Files, str]:
    return {}, ""


_CODE_SHOWN = "the recovery code is shown"


def _begin_set_up(folder: Path) -> Desk:
    details = SetUpDetails(Worker(id="worker", name=WORKER, role="Social worker"))
    around = replace(surroundings(), shows_code=True)
    return create(folder / "store", PASSPHRASE, details, around)[0]


def _set_up(folder: Path, _: str, say: Say) -> None:
    desk = _begin_set_up(folder)
    try:
        say(_CODE_SHOWN)
        end_set_up(desk)
        say("made")
    finally:
        close(desk)


def _look_after_set_up(folder: Path, _: str, said: list[str]) -> str:
    place = StorePlace(folder / "store")
    if place.exists() and not said:
        return "a store was left behind whose code nobody has seen"
    if not place.exists():
        if "made" in said:
            return "lost: the store"
        desk = _begin_set_up(folder)  # it begins anew, whatever was left
        end_set_up(desk)
        desk.close()
    desk = unlock(place.folder, PASSPHRASE, surroundings())
    left = [path.name for path in place.folder.iterdir() if path.name.startswith(".")]
    is_there = desk.workplace().value.worker.name == WORKER
    fault = is_whole(desk) if is_there else "lost: the person's name"
    desk.close()
    return fault or (f"left lying: {left}" if left else "")


# Edit


def _one_child() -> tuple[Files, str]:
    import tempfile  # noqa: PLC0415 - begins in a process of its own

    with tempfile.TemporaryDirectory() as name:
        place = StorePlace(Path(name) / "store")
        key, _ = create_store(place, PASSPHRASE, FAST, make_tables)
        desk = open_desk(place, key)
        child = add_child(desk, Child(id="", name="Kai Avery", known_as="Kai"))
        desk.close()
        return files_below(Path(name)), child


def _edit(folder: Path, child_id: str, say: Say) -> None:
    _edit_and_say(folder, child_id, say, says_too_early=False)


def _edit_and_say(folder: Path, child_id: str, say: Say, *, says_too_early: bool) -> None:
    desk = opened(folder)
    try:
        for number in range(_EDITS):
            editing = desk.child(child_id)
            wanted = f"Foster care, house {number}. " * (1 + 90 * (number % 3))
            edited = editing.perform(change(editing.value.child, placement=wanted))
            assert editing.value.child.placement == wanted  # noqa: S101 - typing goes on whatever the disk does
            if edited is not None and (says_too_early or wait_until_saved(desk, edited.saved)):
                say(wanted)
    finally:
        close(desk)


def _look_after_edits(folder: Path, child_id: str, said: list[str]) -> str:
    with closing(opened(folder)) as desk:
        placement = desk.child(child_id).value.child.placement
        later = [f"Foster care, house {number}. " * (1 + 90 * (number % 3)) for number in range(_EDITS)]
        wanted = later[later.index(said[-1]) :] if said else ["", *later]
        return is_whole(desk) if placement in wanted else "lost: what was said to be saved"


# Sign


def complete_record() -> tuple[Files, str]:
    """Return the files of a store with a meeting that can be signed, by path, and the meeting's id."""
    played = a_meeting._complete()  # noqa: SLF001 - a store that other tests begin with
    return {f"store/{path}": content for path, content in played.files.items()}, played.subject


def _sign(folder: Path, meeting_id: str, say: Say) -> None:
    desk = opened(folder)
    try:
        SigningRun(desk, meeting_id).run(PASSPHRASE, TypedName(WORKER))
        say("signed")
    finally:
        close(desk)


def _look_after_signing(folder: Path, meeting_id: str, said: list[str]) -> str:
    with closing(opened(folder)) as desk:
        resume_signings(desk)
        meeting = desk.meeting(meeting_id).value
        if meeting.facts.stage is not Stage.SIGNED:
            return "lost: the signature" if said else is_whole(desk)
        if [each.step for each in meeting.signings] != [SigningStep.FINISHED]:
            return "a signing was not gone on with"
        if len(meeting.documents) != 1 or not _is_document_whole(desk, meeting.documents[0]):
            return "the signed file is not whole"
        return is_whole(desk)


def _is_document_whole(desk: Desk, document: SignedDocument) -> bool:
    return document.is_verified and verify_bytes(document_bytes(desk, document), document.file_hash).is_whole


# Export


def signed_record() -> tuple[Files, str]:
    """Return the files of the same store after the signature, and the meeting's id."""
    played = a_meeting._signed()  # noqa: SLF001 - as above
    return {f"store/{path}": content for path, content in played.files.items()}, played.subject


def _signed_and_a_folder() -> tuple[Files, str]:
    files, meeting_id = signed_record()
    return {**files, "papers/.cpm-here": b""}, meeting_id


def _export(folder: Path, meeting_id: str, say: Say) -> None:
    desk = opened(folder)
    try:
        path = export(desk, desk.meeting(meeting_id).value.documents[0], folder / "papers")
        say(path.name)
    finally:
        close(desk)


def _look_after_export(folder: Path, meeting_id: str, said: list[str]) -> str:
    with closing(opened(folder)) as desk:
        document = desk.meeting(meeting_id).value.documents[0]
        found = {
            path.name: path for path in (folder / "papers").glob("*") if not path.name.startswith(".cpm-")
        }
        if set(found) - {document.file_name} or (said and not found):
            return f"lost: the file, or others came: {sorted(found)}"
        for path in found.values():
            if hashlib.sha256(path.read_bytes()).hexdigest() != document.file_hash:
                return "a file that is not whole has the name of the minutes"
        return is_whole(desk)


# Back up


def _back_up(folder: Path, _: str, say: Say) -> None:
    place = StorePlace(folder / "store")
    desk = opened(folder)
    try:
        key = unlock_with_passphrase(place.keys.read(), PASSPHRASE)
        say(desk.store.back_up(place, key, desk.now()).result(30).name)
    finally:
        close(desk)


def _look_after_backup(folder: Path, child_id: str, said: list[str]) -> str:
    backups = list_backups(StorePlace(folder / "store"))
    if said and said[0] not in {backup.name for backup in backups}:
        return "lost: the backup"
    for backup in backups:
        fault = _look_at_backup(backup / "store.db")
        if fault:
            return fault
    with closing(opened(folder)) as desk:
        return is_whole(desk) if desk.child(child_id).value.child.name == "Kai Avery" else "lost: the child"


def _look_at_backup(database: Path) -> str:
    key = unlock_with_passphrase(keys_beside(database).read(), PASSPHRASE)
    engine = open_database(database, key, newest_schema=NEWEST_SCHEMA)
    with engine.connect().execution_options(**{OUTSIDE_TRANSACTION_OPTION: True}) as connection:
        verify_every_page(connection)
        count = connection.exec_driver_sql("SELECT count(*) FROM child").scalar_one()
    engine.dispose()
    return "" if count == 1 else "a backup without the child"


# Open with the recovery code, and have another passphrase from then on


def _one_child_with_code() -> tuple[Files, str]:
    import tempfile  # noqa: PLC0415 - begins in a process of its own

    with tempfile.TemporaryDirectory() as name:
        place = StorePlace(Path(name) / "store")
        _, code = create_store(place, PASSPHRASE, FAST, make_tables)
        return files_below(Path(name)), code


def _take_new_passphrase(folder: Path, code: str, say: Say) -> None:
    desk = unlock_with_code(folder / "store", code, _NEW_PASSPHRASE, surroundings())
    say("new passphrase")
    close(desk)


def _look_after_new_passphrase(folder: Path, _: str, said: list[str]) -> str:
    opens = []
    for passphrase in (PASSPHRASE, _NEW_PASSPHRASE):
        with suppress(CarePlanningError):
            desk = unlock(folder / "store", passphrase, surroundings())
            fault = is_whole(desk)
            desk.close()
            if fault:
                return fault
            opens.append(passphrase)
    if not opens:
        return "neither passphrase opens the store"
    return "lost: the new passphrase" if said and opens != [_NEW_PASSPHRASE] else ""


# Open, with the backup that is due and the migration that may be


def _open(folder: Path, _: str, say: Say) -> None:
    desk = unlock(folder / "store", PASSPHRASE, surroundings(backs_up=True))
    try:
        say("opened")
    finally:
        close(desk)


# Open what a crash left: what was saved last lies in the log beside the database still


_LAST_WORDS = "Foster care, saved a moment before the crash"


def _left_by_a_crash() -> tuple[Files, str]:
    import tempfile  # noqa: PLC0415 - begins in a process of its own

    with tempfile.TemporaryDirectory() as name:
        desk = make_desk(Path(name))
        child = add_child(desk, Child(id="", name="Kai Avery", known_as="Kai"))
        editing = desk.child(child)
        edited = editing.perform(change(editing.value.child, placement=_LAST_WORDS))
        if edited is not None:
            edited.saved.result(30)
        files = files_below(Path(name))  # as they lie while it is open
        desk.close()
    return {path: content for path, content in files.items() if not path.endswith("-shm")}, child


def _look_after_recovering(folder: Path, child_id: str, _: list[str]) -> str:
    desk = unlock(folder / "store", PASSPHRASE, surroundings())
    is_there = desk.child(child_id).value.child.placement == _LAST_WORDS
    fault = is_whole(desk) if is_there else "lost: what was saved before the crash"
    desk.close()
    return fault


USE_CASES = (
    UseCase("set up", _nothing, _set_up, _look_after_set_up),
    UseCase("edit", _one_child, _edit, _look_after_edits),
    UseCase("sign", complete_record, _sign, _look_after_signing),
    UseCase("export", _signed_and_a_folder, _export, _look_after_export),
    UseCase("back up", _one_child, _back_up, _look_after_backup),
    UseCase("new passphrase", _one_child_with_code, _take_new_passphrase, _look_after_new_passphrase),
    UseCase("recover", _left_by_a_crash, _open, _look_after_recovering),
    UseCase("open", _one_child, _open, lambda folder, child, _: _look_after_backup(folder, child, [])),
)
CONTROL = UseCase(
    "edit, said too early",
    _one_child,
    lambda folder, child, say: _edit_and_say(folder, child, say, says_too_early=True),
    _look_after_edits,
)


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the content of all files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
