"""Encrypting all records anew after somebody may have learnt what opens them: none of that opens them then."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.key_care import opened_keys, place_of, require_good
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.event_log import Event
from cpm_desktop.storage.keys import calibrate, make_other_keys

Tell = Callable[[str, int, int], object]


@dataclass(frozen=True, slots=True)
class EncryptedAnew:
    """What it came to.

    Attributes:
        code: the new recovery code, which is shown once.
        fate: what became of the backups, in a sentence.
        lost_authority: a code that the authority held opens nothing any more.
    """

    code: str
    fate: str
    lost_authority: bool


def encrypt_anew(
    desk: Desk,
    current: str,
    wanted: str,
    tell: Tell,
    should_stop: Callable[[], bool],
    *,
    forgets_backups: bool,
) -> EncryptedAnew:
    """Write every page under a new key, and have another passphrase and another code open it; slow, for any thread.

    What is typed meanwhile waits, and is saved after it. Until all is written and checked nothing is changed; losing
    power at any step leaves the records as they were, or as they will be.

    Args:
        desk: open.
        current: the passphrase that opens them now.
        wanted: another one.
        tell: is told what is done, and how far it is.
        should_stop: asked while pages are written.
        forgets_backups: delete the backups that still open in the way they did, once a new one was made and checked.

    Raises:
        PassphraseRefused: `current` does not open them, or is the same as `wanted`.
        CarePlanningError: the disk refuses, or it was stopped; nothing was changed.
    """
    require_good(wanted)
    if wanted == current:
        message = "Choose another passphrase: somebody may know this one."
        raise PassphraseRefused(message)
    place = place_of(desk)
    tell("Checking the passphrase", 0, 1)
    header, _ = opened_keys(desk, current)
    fresh, key, code = make_other_keys(header, wanted, desk.derivation_cost or calibrate())

    def tell_bytes(done: int, of: int) -> None:
        tell("Encrypting every page anew", done, of)

    desk.store.rekey(place, key, fresh, tell_bytes, should_stop).result()
    if desk.key_header is not None:
        desk.key_header = fresh
    desk.note(Event.STORE_REKEYED)
    tell("Making a backup and checking it", 0, 1)
    before = list(list_backups(place))
    if desk.backups is not None:
        desk.backups.use_key(key)
    try:
        desk.store.back_up(place, key, desk.now()).result()
    except CarePlanningError as error:
        fate = f"The backups from before were kept, since no new one could be made. {error.sentence}"
        return EncryptedAnew(code, fate, header.authority is not None)
    old = [folder for folder in before if folder.exists()]
    if not forgets_backups:
        return EncryptedAnew(code, _kept(len(old)), header.authority is not None)
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    left = sum(folder.exists() for folder in old)
    fate = f"{len(old) - left} older backups were deleted, and a new one was made and checked."
    if left:
        fate += f" {left} could not be deleted and still open with what opened them."
    return EncryptedAnew(code, fate, header.authority is not None)


def _kept(count: int) -> str:
    if not count:
        return "A new backup was made and checked; there are no older ones."
    return (
        f"{count} older backups were kept: they still open with the former passphrase and code. Delete them once you "
        "need them no more, and the copies in a second place."
    )
