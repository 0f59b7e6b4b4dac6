"""Restoring from a backup: it is looked into beside the store; nothing here is ever overwritten.

What is missing here can be taken over, child by child and meeting by meeting. Or the backup takes the place of the
whole store when that is next opened; the store that was there is kept aside under a name that says so.
"""

from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.passphrases import PassphraseRefused
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.caseload import form_name
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.key_care import NoRecordsHere, place_of
from cpm_desktop.services.window_thread import OnWindowThread, at_once
from cpm_desktop.storage.comparing import Difference, Differs, MeetingsHere, compare, read_revisions
from cpm_desktop.storage.errors import WrongPassphrase
from cpm_desktop.storage.event_log import Event, Field
from cpm_desktop.storage.keys import StoreKey, unlock_with_passphrase
from cpm_desktop.storage.looking import opened_copy
from cpm_desktop.storage.placement import DATABASE_NAME, keys_beside
from cpm_desktop.storage.restoring import decide_for_backup
from cpm_desktop.storage.whole_things import WholeThing, read_whole

_STATES = {
    Differs.ONLY_THERE: "is missing here",
    Differs.ONLY_HERE: "was added since",
    Differs.NEWER_HERE: "was changed here since",
    Differs.NEWER_THERE: "is newer in the backup",
    Differs.APART: "was changed in both",
}


class BackupPassphraseWanted(CarePlanningError):
    """The backup opens with the passphrase of its day, not with the one of today."""


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """Something that is not the same in a backup.

    Attributes:
        id: of the child's file or the meeting.
        title: "Kai Avery: meeting of 24 November 2026".
        state: "is missing here".
        can_take_over: it is missing here.
    """

    id: str
    title: str
    state: str
    can_take_over: bool


def key_of_backup(desk: Desk, backup: Path, passphrase: str = "") -> StoreKey:
    """Return what opens a backup; the passphrase is wanted only where its key is not today's.

    Raises:
        BackupPassphraseWanted: it opens with another passphrase, which was not given.
        PassphraseRefused: that passphrase does not open it.
        CarePlanningError: its key files cannot be read.
    """
    header = keys_beside(backup / DATABASE_NAME).read()
    if desk.backups is not None and header.shares_a_slot(place_of(desk).keys.read()):
        return desk.backups.key
    if not passphrase:
        message = "This backup opens with the passphrase that opened the records on its day. Type that one."
        raise BackupPassphraseWanted(message)
    try:
        return unlock_with_passphrase(header, passphrase)
    except WrongPassphrase as error:
        message = "That passphrase does not open this backup. It is the one of its day."
        raise PassphraseRefused(message) from error


def differences(
    desk: Desk, backup: Path, key: StoreKey, on_window_thread: OnWindowThread = at_once
) -> tuple[DifferenceLine, ...]:
    """Say what is not the same in a backup; slow, for any thread. The backup is only read.

    Raises:
        CarePlanningError: the backup is damaged or newer, or the disk is full.
    """
    here = desk.store.writer.read(read_revisions).result()
    names = on_window_thread(lambda: {each.child_id: each.name for each in desk.summaries()})
    with opened_copy(backup, place_of(desk), key) as there:
        found = compare(there, here, names, _meetings_here(desk))
    return on_window_thread(lambda: tuple(_line(desk, each) for each in found))


def take_over(desk: Desk, backup: Path, key: StoreKey, wanted: tuple[str, ...]) -> int:
    """Take what is missing here over from a backup, with its signed files and papers; slow, for any thread.

    A meeting brings the child's file along where that is missing, too. Its history stays in the backup.

    Returns:
        How many children's files and meetings were taken over.

    Raises:
        CarePlanningError: the backup or the disk refuses; what was taken over until then stays.
    """
    here = desk.store.writer.read(read_revisions).result()
    with opened_copy(backup, place_of(desk), key) as there:
        others = read_revisions(there)
        chosen = [each for each in wanted if each in others and each not in here]
        children = {others[each][1] for each in chosen}
        missing_children = [each for each in sorted(children) if each in others and each not in here]
        meetings = [each for each in chosen if others[each][0] == Meeting.name]
        for child_id in missing_children:
            _keep(desk, read_whole(there, ChildFile, child_id))
        for meeting_id in meetings:
            _keep(desk, read_whole(there, Meeting, meeting_id))
    count = len(missing_children) + len(meetings)
    desk.note(Event.BACKUP_RESTORED, {Field.COUNT: count})
    return count


def put_in_place(desk: Desk, backup: Path, key: StoreKey) -> None:
    """Have a backup take the place of all records when they are next opened: lock at once afterwards.

    What is here now is kept aside in a folder "store-before-restore-…" beside it.

    Raises:
        CarePlanningError: the backup is damaged, or the disk refuses; nothing was changed.
    """
    decide_for_backup(backup, place_of(desk), key)
    desk.note(Event.BACKUP_RESTORED)


def backup_folder(chosen: Path) -> Path:
    """Return the folder of a backup from what a person chose: the folder itself, or the one that holds its store.

    Raises:
        NoRecordsHere: there is no backup in it.
    """
    for folder in (chosen, chosen / "store"):
        if (folder / DATABASE_NAME).is_file():
            return folder
    message = f"There is no backup in {chosen}. Choose a folder whose name is a day and a time, with “store.db” in it."
    raise NoRecordsHere(message)


def _meetings_here(desk: Desk) -> MeetingsHere:
    return lambda child_id: desk.store.meetings_of(child_id).result()


def _line(desk: Desk, difference: Difference) -> DifferenceLine:
    child = difference.child or "A child"
    line = difference.meeting
    title = f"{child}: the child’s file"
    if line is not None:
        day = f" of {long_day_text(line.date)}" if line.date else ""
        title = f"{child}: {line.title or form_name(desk, line.form_id)}{day}"
    can_take_over = difference.differs is Differs.ONLY_THERE
    return DifferenceLine(difference.id, title, _STATES[difference.differs], can_take_over)


def _keep(desk: Desk, whole: WholeThing) -> None:
    """Keep a child's file or a meeting with all that belongs to it; what it needs comes first."""
    for content in whole.files:
        desk.store.put_blob(content).result()
    if whole.form is not None:
        desk.store.keep_form(*whole.form).result()
    _, queued = desk.store.create(whole.aggregate)
    queued.saved.result()
    if whole.record is not None:
        desk.store.keep_record(whole.aggregate.id, *whole.record).result()
