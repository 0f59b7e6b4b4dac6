"""Changing what opens the records: the passphrase, the recovery code, and the code that the authority may hold.

The records are not encrypted anew: the key is wrapped anew, in both copies of the key file and in the backups.
Losing power at any step leaves what opened them before, or what opens them now. All of it takes about a second.
"""

from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.passphrases import LEAST_LETTERS, PassphraseRefused, passphrase_advice
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.errors import StoreError, WrongPassphrase
from cpm_desktop.storage.event_log import Event
from cpm_desktop.storage.key_header import KeyHeader
from cpm_desktop.storage.keys import (
    StoreKey,
    calibrate,
    change_passphrase,
    replace_authority_code,
    replace_recovery_code,
    unlock_with_passphrase,
    withdraw_authority_code,
)
from cpm_desktop.storage.placement import StorePlace, keys_beside


class NoRecordsHere(CarePlanningError):
    """What opens the records was to be changed where none lie on the disk."""


class PassphraseTooWeak(CarePlanningError):
    """A new passphrase is too short or too easily guessed."""


@dataclass(frozen=True, slots=True)
class ChangedKeys:
    """What changing the keys came to.

    Attributes:
        code: the new code, which is shown once; empty where none was made.
        backups: how many backups open in the new way as well.
        left: how many could not be changed: they open in the way they opened before.
    """

    code: str = ""
    backups: int = 0
    left: int = 0

    def backups_sentence(self) -> str:
        """Say what became of the backups; empty where there are none."""
        if self.left:
            return (
                f"{self.left} of {self.left + self.backups} backups could not be changed and still open "
                "in the way they did before."
            )
        return "The backups on this computer open in the new way, too." if self.backups else ""


def set_passphrase(desk: Desk, current: str, wanted: str) -> ChangedKeys:
    """Have the records open with another passphrase from now on; the codes stay as they are.

    Args:
        desk: open.
        current: the passphrase that opens them now.
        wanted: the new one.

    Raises:
        PassphraseRefused: `current` does not open them.
        PassphraseTooWeak: `wanted` protects nothing.
        CarePlanningError: the disk refuses; the former passphrase still opens them.
    """
    require_good(wanted)
    header, key = opened_keys(desk, current)
    done = _keep(desk, header, change_passphrase(header, key, wanted, desk.derivation_cost or calibrate()))
    desk.note(Event.PASSPHRASE_CHANGED)
    return done


def make_recovery_code(desk: Desk, passphrase: str) -> ChangedKeys:
    """Make a new recovery code; the former one opens the records no longer.

    Raises:
        PassphraseRefused, CarePlanningError: as `set_passphrase`; the former code still opens them.
    """
    header, key = opened_keys(desk, passphrase)
    changed, code = replace_recovery_code(header, key)
    done = _keep(desk, header, changed, code)
    desk.note(Event.RECOVERY_CODE_MADE)
    return done


def make_authority_code(desk: Desk, passphrase: str) -> ChangedKeys:
    """Make a code for the authority to hold, for a worker who is ill or gone; one it held before counts no longer.

    Raises:
        PassphraseRefused, CarePlanningError: as `set_passphrase`.
    """
    header, key = opened_keys(desk, passphrase)
    changed, code = replace_authority_code(header, key)
    done = _keep(desk, header, changed, code)
    desk.note(Event.RECOVERY_CODE_MADE)
    return done


def take_authority_code_back(desk: Desk, passphrase: str) -> ChangedKeys:
    """Have the authority's code open nothing any more.

    Raises:
        PassphraseRefused, CarePlanningError: as `set_passphrase`.
    """
    header, _ = opened_keys(desk, passphrase)
    return _keep(desk, header, withdraw_authority_code(header))


def has_authority_code(desk: Desk) -> bool:
    """Tell whether the authority holds a code.

    Raises:
        CarePlanningError: the key file cannot be read.
    """
    return desk.place is not None and desk.place.keys.read().authority is not None


def require_good(passphrase: str) -> None:
    """Make sure that a new passphrase protects something.

    Raises:
        PassphraseTooWeak: it does not.
    """
    if not passphrase_advice(passphrase).is_long_enough:
        message = (
            f"Use at least {LEAST_LETTERS} letters and spaces that nobody guesses first; four words are easy."
        )
        raise PassphraseTooWeak(message)


def opened_keys(desk: Desk, passphrase: str) -> tuple[KeyHeader, StoreKey]:
    """Return the content of the key file, and the key of the records.

    Raises:
        NoRecordsHere: they lie nowhere.
        PassphraseRefused: the passphrase does not open them.
    """
    header = place_of(desk).keys.read()
    try:
        return header, unlock_with_passphrase(header, passphrase)
    except WrongPassphrase as error:
        message = "That passphrase is not the one that opens your records. Check Caps Lock and try again."
        raise PassphraseRefused(message) from error


def place_of(desk: Desk) -> StorePlace:
    """Return where the records lie.

    Raises:
        NoRecordsHere: nowhere.
    """
    if desk.place is None:
        message = "These records lie nowhere on this computer, so there is nothing to change."
        raise NoRecordsHere(message)
    return desk.place


def _keep(desk: Desk, before: KeyHeader, after: KeyHeader, code: str = "") -> ChangedKeys:
    place = place_of(desk)
    place.keys.write(after)
    if desk.key_header is not None:
        desk.key_header = after
    changed = left = 0
    for folder in list_backups(place):
        if _carry(folder, place, before, after):
            changed += 1
        else:
            left += 1
    return ChangedKeys(code, changed, left)


def _carry(folder: Path, place: StorePlace, before: KeyHeader, after: KeyHeader) -> bool:
    """Write the new key file beside a backup, if it holds the same data key."""
    keys = keys_beside(folder / place.database.name)
    try:
        held = keys.read()
        if held.store_id != before.store_id or not held.shares_a_slot(before):
            return False
        keys.write(after)
    except StoreError:
        return False
    return True
