"""What a person does with whole stores: restores, takes over from a backup, encrypts anew, takes a pack, upgrades."""

import dataclasses
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from tools.reliability.further_version import (
    FIXTURES,
    FURTHER,
    PAST_VERSIONS,
    use_further_version,
    what_it_holds,
)
from tools.reliability.use_cases import (
    Files,
    Say,
    UseCase,
    close,
    files_below,
    is_whole,
    opened,
    signed_record,
    surroundings,
    wait_until_saved,
)

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.checking import check_copy
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.encrypting_anew import encrypt_anew
from cpm_desktop.services.pack_people import pack_keys
from cpm_desktop.services.pack_taking import open_pack, read_pack_file, take_pack
from cpm_desktop.services.packing import PackFor, make_pack
from cpm_desktop.services.restoring import key_of_backup, put_in_place, take_over
from cpm_desktop.services.unlocking import unlock, unlock_with_code
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.changing_over import ChangeOverRefused
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.journal_tables import trigger_sql
from cpm_desktop.storage.keys import unlock_with_passphrase
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.refusals import UnknownAggregate
from cpm_desktop.storage.replacing import stores_aside
from cpm_desktop.storage.store import make_tables
from tests.a_desk import FAST, PASSPHRASE, make_desk, open_desk
from tests.kais_meeting import before_the_meeting, meeting_prepared
from tests.storage import kept_store

_NEW_PASSPHRASE = "six loud kitchen chairs"  # noqa: S105 - of a fictional store
_TYPED = "Foster care, typed afterwards"
POWER_LOST = "power lost"
"""Said by the trial itself: the person was not there to the end, so what was not said may be done or not."""
_EITHER = "either passphrase may open it"
_LONGEST = 60.0  # seconds until it is done or told
_UNTIL_TOLD = 0.6  # seconds that it is waited once the header tells


class ToldInTheHeader(CarePlanningError):
    """What goes on beside the window waits for the disk, and the header says so."""


# A store with a child, a backup of it, and a second child who came later


def _backup_and_more() -> tuple[Files, str]:
    with tempfile.TemporaryDirectory() as name:
        place = StorePlace(Path(name) / "store")
        key, _ = create_store(place, PASSPHRASE, FAST, make_tables)
        desk = open_desk(place, key)
        child = add_child(desk, Child(id="", name="Kai Avery", known_as="Kai"))
        desk.store.back_up(place, key, desk.now()).result(60)
        add_child(desk, Child(id="", name="Marlon Tempest"))
        desk.close()
        return files_below(Path(name)), child


def _type(desk: Desk, child_id: str, say: Say) -> None:
    editing = desk.child(child_id)
    edited = editing.perform(change(editing.value.child, placement=_TYPED))
    if edited is not None and wait_until_saved(desk, edited.saved):
        say("typed")


def _names(desk: Desk) -> set[str]:
    return {line.name for line in desk.summaries()}


# Encrypt anew, and go on typing


def _encrypt_anew(folder: Path, child_id: str, say: Say) -> None:
    desk = unlock(folder / "store", PASSPHRASE, surroundings())
    try:
        desk.child(child_id)  # its page is open
        try:
            done = encrypt_anew(
                desk, PASSPHRASE, _NEW_PASSPHRASE, lambda *_: None, lambda: False, forgets_backups=True
            )
            say(f"anew {done.code}")
        except ChangeOverRefused as refused:
            if not refused.is_taken_back:
                say(_EITHER)
            raise
        finally:
            _type(desk, child_id, say)
    finally:
        close(desk)


def _look_after_encrypting(folder: Path, child_id: str, said: list[str]) -> str:
    codes = [each.removeprefix("anew ") for each in said if each.startswith("anew")]
    opens = []
    for passphrase in (PASSPHRASE, _NEW_PASSPHRASE):
        with suppress(CarePlanningError):
            desk = unlock(folder / "store", passphrase, surroundings())
            opens.append(passphrase)
            fault = _fault_of_encrypted(desk, child_id, said)
            desk.close()
            if fault:
                return fault
    may_be_either = not codes and (POWER_LOST in said or _EITHER in said)
    if opens != [_NEW_PASSPHRASE if codes else PASSPHRASE] and not (may_be_either and len(opens) == 1):
        return f"lost: it opens with {opens}"
    if codes:
        unlock_with_code(folder / "store", codes[0], _NEW_PASSPHRASE, surroundings()).close()
    left = [
        path.name for path in (folder / "store").iterdir() if path.name.startswith((".", "store-", "store."))
    ]
    return f"left lying: {left}" if left else ""


def _fault_of_encrypted(desk: Desk, child_id: str, said: list[str]) -> str:
    if _names(desk) != {"Kai Avery", "Marlon Tempest"}:
        return "lost: a child"
    if "typed" in said and desk.child(child_id).value.child.placement != _TYPED:
        return "lost: what was typed afterwards"
    return is_whole(desk)


# Have a backup take the place of all records, at the next opening


def _restore(folder: Path, child_id: str, say: Say) -> None:
    place = StorePlace(folder / "store")
    (backup,) = list_backups(place)  # the first start of a version makes another
    desk = unlock(place.folder, PASSPHRASE, surroundings())
    try:
        put_in_place(desk, backup, key_of_backup(desk, backup))
        say("decided")
    finally:
        _type(desk, child_id, say)
        close(desk)
    desk = unlock(place.folder, PASSPHRASE, surroundings())
    say("restored")
    close(desk)


def _look_after_restoring(folder: Path, child_id: str, said: list[str]) -> str:
    place = StorePlace(folder / "store")
    desk = unlock(place.folder, PASSPHRASE, surroundings())
    names, fault = _names(desk), is_whole(desk)
    has_typed = desk.child(child_id).value.child.placement == _TYPED
    desk.close()
    is_restored = names == {"Kai Avery"}
    if "decided" in said and not is_restored:
        return "lost: that the backup takes the place"
    if not is_restored and (names != {"Kai Avery", "Marlon Tempest"} or ("typed" in said and not has_typed)):
        return "lost: the records that were here"
    if is_restored and not fault:
        fault = _fault_of_aside(place, folder / "aside", child_id, has_typed="typed" in said)
    if not list_backups(place):
        return "lost: the backup itself"
    return fault


def _fault_of_aside(place: StorePlace, folder: Path, child_id: str, *, has_typed: bool) -> str:
    """What is wrong with the store that the backup took the place of."""
    aside = stores_aside(place)
    if len(aside) != 1:
        return f"lost: the records that were here: {len(aside)} stores aside"
    shutil.copytree(aside[0], folder / "store")
    with closing(unlock(folder, PASSPHRASE, surroundings())) as desk:
        is_there = _names(desk) == {"Kai Avery", "Marlon Tempest"}
        if not is_there or (has_typed and desk.child(child_id).value.child.placement != _TYPED):
            return "lost: what was typed here"
        return is_whole(desk)


# Take over from a backup what is missing here


def _backup_elsewhere() -> tuple[Files, str]:
    files, meeting_id = signed_record()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_desk(folder / "here").close()
        found = files_below(folder / "here")
    backup = {
        path.replace("store/store/", "backup/"): content
        for path, content in files.items()
        if path.startswith("store/store/")
    }
    return {**found, **backup}, meeting_id


def _take_over(folder: Path, meeting_id: str, say: Say) -> None:
    desk = opened(folder)
    backup = folder / "backup"
    try:
        key = key_of_backup(desk, backup, PASSPHRASE)
        do_beside(desk, lambda: take_over(desk, backup, key, (meeting_id,)))
        say("taken over")
    finally:
        close(desk)


def _look_after_taking_over(folder: Path, meeting_id: str, said: list[str]) -> str:
    with closing(opened(folder)) as desk:
        if "taken over" in said and not _has(desk, meeting_id):
            return "lost: the meeting"
        backup = folder / "backup"
        take_over(desk, backup, key_of_backup(desk, backup, PASSPHRASE), (meeting_id,))
        if not check_copy(desk, meeting_id, "").is_valid:
            return "the signed file is not whole"
        return is_whole(desk)


def _has(desk: Desk, meeting_id: str) -> bool:
    try:
        desk.meeting(meeting_id)
    except UnknownAggregate:
        return False
    return True


def do_beside(desk: Desk, work: Callable[[], object]) -> None:
    """Do what goes on beside the window; where it waits for the disk, the header has to tell."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            raised.append(error)

    beside = threading.Thread(target=run, daemon=True)
    beside.start()
    end, told_at = time.monotonic() + _LONGEST, float("inf")
    while beside.is_alive() and time.monotonic() < min(end, told_at + _UNTIL_TOLD):
        beside.join(0.05)
        told_at = min(told_at, time.monotonic()) if desk.saving.latest.problem else float("inf")
    if raised:
        raise raised[0]
    if beside.is_alive():
        raise ToldInTheHeader(desk.saving.latest.problem or "nothing")


# Take a pack


def _store_and_pack() -> tuple[Files, str]:
    played = meeting_prepared()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        worker = played.open(folder / "worker", before_the_meeting())
        chair = make_desk(folder / "chair")
        content = make_pack(worker, played.subject, PackFor(address=pack_keys(chair).address))
        worker.close()
        chair.close()
        return {**files_below(folder / "chair"), "meeting.cpmpack": content}, played.subject


def _take_pack(folder: Path, _: str, say: Say) -> None:
    desk = opened(folder)
    try:
        pack = open_pack(desk, read_pack_file(folder / "meeting.cpmpack"))
        do_beside(desk, lambda: take_pack(desk, pack))
        say("taken")
    finally:
        close(desk)


def _look_after_taking(folder: Path, meeting_id: str, said: list[str]) -> str:
    with closing(opened(folder)) as desk:
        pack = open_pack(desk, read_pack_file(folder / "meeting.cpmpack"))
        if "taken" in said and not (_has(desk, meeting_id) and _names(desk)):
            return "lost: what the pack brought"
        if "taken" not in said:
            take_pack(desk, pack)  # it can be taken again, however far it came
        come = desk.meeting(meeting_id).value
        sent = dataclasses.replace(pack.meeting.value, carried=come.carried, revision=come.revision)
        return is_whole(desk) if come == sent else "what the pack brought is not whole"


# Open a store of a past version with a version that came after it


def _past_store(version: int) -> tuple[Files, str]:
    files = files_below(FIXTURES / f"version-{version}")
    return {f"store/{path}": content for path, content in files.items()}, str(version)


def _migrate(folder: Path, _: str, say: Say, and_then: tuple[str, ...] = ()) -> None:
    with use_further_version(*and_then):
        desk = unlock(folder / "store", kept_store.PASSPHRASE, surroundings())
        say("opened")
        close(desk)


def _look_after_migrating(folder: Path, past: str, said: list[str]) -> str:
    place = StorePlace(folder / "store")
    key = unlock_with_passphrase(place.keys.read(), kept_store.PASSPHRASE)
    version, rows, made = what_it_holds(place.database, key)
    if "opened" in said and version != FURTHER:
        return "lost: the migration"
    if version not in {int(past), FURTHER}:
        return f"between: version {version}"
    _, rows_before, made_before = what_it_holds(FIXTURES / f"version-{past}" / "store" / "store.db", key)
    if (rows, made) != (rows_before, made_before):
        return f"lost: version {version} does not hold what was there"
    if version == FURTHER and not list_backups(place):
        return "lost: the backup of before the migration"
    with use_further_version():
        desk = unlock(place.folder, kept_store.PASSPHRASE, surroundings())
        fault = is_whole(desk)
        desk.close()
    return fault


STORE_CASES = (
    UseCase("encrypt anew", _backup_and_more, _encrypt_anew, _look_after_encrypting),
    UseCase("restore", _backup_and_more, _restore, _look_after_restoring),
    UseCase("take over", _backup_elsewhere, _take_over, _look_after_taking_over),
    UseCase("take a pack", _store_and_pack, _take_pack, _look_after_taking),
    *(
        UseCase(f"migrate {version}", partial(_past_store, version), _migrate, _look_after_migrating)
        for version in PAST_VERSIONS
    ),
)

_IN_TWO = (
    "DROP TRIGGER blob_refuses_update",
    "COMMIT",
    "BEGIN",
    trigger_sql("blob", "update"),
    # Much to write, so that power is lost in the middle of it.
    "INSERT INTO mood SELECT hex(randomblob(50000)) FROM journal",
)
HALF_MIGRATED = UseCase(
    "migrate in two transactions",
    partial(_past_store, PAST_VERSIONS[-1]),
    partial(_migrate, and_then=_IN_TWO),
    _look_after_migrating,
)
