"""Opening the records: the first start, the passphrase, the recovery code. All of it is slow."""

import datetime as dt
import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from cpm_desktop import __version__
from cpm_desktop.domain.commands import Put, change
from cpm_desktop.domain.device_policy import NO_POLICY, DevicePolicy
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.workplace import Setting, Worker
from cpm_desktop.services.backing_up import Backups
from cpm_desktop.services.bank_holidays import EXTRA_DAYS_SETTING, calendar_for
from cpm_desktop.services.clearing import finish_at_opening
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.forms_reader import FormsReader
from cpm_desktop.services.phrases import enter_usual_phrases
from cpm_desktop.services.record_safety import second_place
from cpm_desktop.services.saving_feed import SavingFeed
from cpm_desktop.services.saving_log import SavingLog
from cpm_desktop.services.setting_up import end_set_up
from cpm_desktop.services.settling import settle
from cpm_desktop.services.signing_key import make_signing_key
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.device_policy import read_device_policy
from cpm_desktop.storage.engine import open_database
from cpm_desktop.storage.errors import WrongPassphrase, WrongRecoveryCode
from cpm_desktop.storage.event_log import Event, EventLog, Field
from cpm_desktop.storage.forms.places import forms_folders
from cpm_desktop.storage.key_header import DerivationCost
from cpm_desktop.storage.keys import (
    StoreKey,
    calibrate,
    change_passphrase,
    unlock_with_passphrase,
    unlock_with_recovery_code,
)
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.set_up_mark import confirm_store, put_unfinished_away
from cpm_desktop.storage.store import Store, make_tables
from cpm_desktop.storage.tables import NEWEST_SCHEMA
from cpm_desktop.storage.upgrading import bring_up_to_date

_STEPS = 3
Tell = Callable[[str, int, int], object]


def _tell_nobody(_words: str, _done: int, _of: int) -> None:
    """Pass over how far something is."""


class StoreState(StrEnum):
    """What stands in a folder."""

    NEW = "new"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class SetUpDetails:
    """Who works here.

    Attributes:
        worker: name and role, as they stand under minutes.
        authority: the council's name; empty keeps what the forms folder says.
        service: the team; empty keeps what the forms folder says.
    """

    worker: Worker
    authority: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a store: tests put their own in.

    Attributes:
        forms: folders of forms, the most telling first.
        clock: gives the time (UTC).
        cost: of deriving the key of a new passphrase; None measures this computer, which takes a second.
        backs_up: a backup is made at opening where one is due.
        reader: has read those folders already, or will; None reads them at opening.
        policy: what the authority's IT has set for this computer.
        shows_code: a new store counts as set up only once `end_set_up` was called, after its code was shown and kept.
    """

    forms: tuple[Path, ...]
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    cost: DerivationCost | None = None
    backs_up: bool = True
    reader: FormsReader | None = None
    policy: DevicePolicy = NO_POLICY
    shows_code: bool = False


def usual_surroundings() -> Surroundings:
    """Return the forms folders in order: the authority's on this computer, the person's own, those that came along."""
    policy = read_device_policy()
    return Surroundings(forms=forms_folders(policy.forms_folder), policy=policy, shows_code=True)


def get_ready(surroundings: Surroundings) -> None:
    """Do beforehand what opening would wait for: read the forms, and leave what is there out of the search for garbage.

    What is there before anything is opened stays as long as the process; searched no more, it no longer holds up
    the first list. Nothing is collected here: it may be another thread than the window's. After a lock it is not done
    again: what was open until then would never be collected.
    """
    reader = surroundings.reader
    is_first = reader is None or not reader.has_read
    if reader is not None:
        reader.read()
    if is_first:
        gc.freeze()


def state_of(folder: Path) -> StoreState:
    """Return whether a store was set up in a folder."""
    return StoreState.LOCKED if StorePlace(folder).exists() else StoreState.NEW


def create(
    folder: Path,
    passphrase: str,
    details: SetUpDetails,
    surroundings: Surroundings,
    tell: Tell = _tell_nobody,
) -> tuple[Desk, str]:
    """Set up a store with the person's details and signing key; where anything fails, nothing is left of it.

    A disk that refuses everything may keep it; then it is told at the next start by its mark, and set up anew.

    Returns:
        The open desk, and the recovery code, which is shown once.

    Raises:
        CarePlanningError: the folder is unsuitable, the disk full, or a store is there already.
    """
    place = StorePlace(folder)
    tell("Measuring this computer", 0, _STEPS)
    cost = surroundings.cost or calibrate()
    tell("Making the encrypted store", 1, _STEPS)
    key, code = create_store(place, passphrase, cost, make_tables, is_ended_later=True)
    try:
        # No backup yet: of a set-up that was not ended nothing is kept.
        desk = _open(place, key, replace(surroundings, backs_up=False), tell, is_new=True)
        try:
            _enter_details(desk, details)
            tell("Making your signing key", 2, _STEPS)
            make_signing_key(desk)
            if not surroundings.shows_code:
                end_set_up(desk, backs_up=surroundings.backs_up)
        except BaseException:
            desk.close()
            raise
    except BaseException:
        with suppress(CarePlanningError):
            put_unfinished_away(place)  # nothing was entered yet, and nobody has the code
        raise
    desk.note(Event.STORE_CREATED, {Field.SCHEMA: NEWEST_SCHEMA})
    return desk, code


def unlock(folder: Path, passphrase: str, surroundings: Surroundings, tell: Tell = _tell_nobody) -> Desk:
    """Open the store.

    Raises:
        PassphraseRefused: the passphrase does not open it.
        CarePlanningError: the store is damaged, foreign, newer, in use or cannot be written.
    """
    place = StorePlace(folder)
    tell("Checking the passphrase", 0, _STEPS)
    settle(place, surroundings.clock())
    try:
        key = unlock_with_passphrase(place.keys.read(), passphrase)
    except WrongPassphrase as error:
        EventLog(place.log, surroundings.clock).note(Event.PASSPHRASE_REFUSED)
        raise PassphraseRefused(error.sentence) from error
    return _opened(_open(place, key, surroundings, tell), place)


def unlock_with_code(
    folder: Path, code: str, passphrase: str, surroundings: Surroundings, tell: Tell = _tell_nobody
) -> Desk:
    """Open the store by its recovery code; from then on the new passphrase opens it.

    Raises:
        CarePlanningError: as for `unlock`, and where the code is wrong or the passphrase unsuitable.
    """
    place = StorePlace(folder)
    tell("Checking the recovery code", 0, _STEPS)
    settle(place, surroundings.clock())
    header = place.keys.read()
    try:
        key = unlock_with_recovery_code(header, code)
    except WrongRecoveryCode:
        EventLog(place.log, surroundings.clock).note(Event.PASSPHRASE_REFUSED)
        raise
    desk = _open(place, key, surroundings, tell)
    try:
        place.keys.write(change_passphrase(header, key, passphrase, surroundings.cost or calibrate()))
    except BaseException:
        desk.close()
        raise
    return _opened(desk, place)


def _opened(desk: Desk, place: StorePlace) -> Desk:
    """Note what was opened, and how many of the forms were refused."""
    try:
        confirm_store(place)  # before anything is entered
    except BaseException:
        desk.close()
        raise
    desk.note(Event.STORE_OPENED, {Field.SCHEMA: NEWEST_SCHEMA, Field.VERSION: f"v{__version__}"})
    refused = sum(not problem.is_warning for problem in desk.forms_report.problems)
    if refused:
        desk.note(Event.FORM_REFUSED, {Field.COUNT: refused})
    finish_at_opening(desk)
    return desk


def _open(
    place: StorePlace, key: StoreKey, surroundings: Surroundings, tell: Tell, *, is_new: bool = False
) -> Desk:
    tell("Opening the store", 1, _STEPS)
    engine = open_database(place.database, key, newest_schema=NEWEST_SCHEMA)
    feed, log = SavingFeed(), EventLog(place.log, surroundings.clock)
    feed.listen(SavingLog(log))
    try:
        upgraded_from = bring_up_to_date(
            engine,
            place,
            key,
            surroundings.clock(),
            __version__,
            lambda words: tell(words, 1, _STEPS),
            is_new=is_new,
        )
        store = Store(engine, feed.tell, surroundings.clock)
    except BaseException:
        engine.dispose()
        raise
    try:
        tell("Reading the forms", 2, _STEPS)
        procedure, report = (surroundings.reader or FormsReader(surroundings.forms)).read()
        procedure = replace(procedure, authority=surroundings.policy.bind(procedure.authority))
        calendar = calendar_for(procedure.authority)
        desk = Desk(store, feed, procedure, report, calendar, surroundings.clock, place, log=log)
        desk.policy, desk.upgraded_from = surroundings.policy, upgraded_from
        extra = desk.workplace().value.setting(EXTRA_DAYS_SETTING)
        if extra:
            desk.calendar = calendar_for(procedure.authority, extra)
        store.prepare_caseload()  # the list will ask for it next; meanwhile the window is built
        place.keys.mend()  # the passphrase has shown which copy of the key file is whole
        desk.backups = backups = Backups(store, place, key, surroundings.clock, log)
        desk.derivation_cost = surroundings.cost
        backups.second = second_place(desk)
        backups.is_seconds_authoritys = surroundings.policy.backup_folder is not None
        if surroundings.backs_up:
            backups.start_if_due()
    except BaseException:
        store.close()
        raise
    return desk


def _enter_details(desk: Desk, details: SetUpDetails) -> None:
    workplace = desk.workplace()
    changes = {"name": details.worker.name, "role": details.worker.role}
    workplace.perform(change(workplace.value.worker, **changes))
    for name, value in (("authority.name", details.authority), ("authority.service", details.service)):
        if value.strip():
            workplace.perform(Put(entity=Setting(id=name, value=value.strip())))
    enter_usual_phrases(workplace)
