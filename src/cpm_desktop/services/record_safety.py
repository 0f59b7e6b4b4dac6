"""Where the records and their copies lie, in words; and the second place for copies."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.backup import list_backups
from cpm_desktop.storage.errors import UnsuitablePlace
from cpm_desktop.storage.second_backup import is_same_disk, refuse_second_place

SECOND_PLACE = "backup.second_place"


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup in a list.

    Attributes:
        folder: where it lies.
        made_at: when it was made (UTC).
        title: "Fri 20 Nov 2026, 09:12".
    """

    folder: Path
    made_at: dt.datetime
    title: str


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """How the backups stand, in sentences.

    Attributes:
        last: when the last one was made, and that it was opened and checked.
        where: the folder they lie in.
        second: what is known of the second place.
        problem: what went wrong; empty where nothing did.
        lines: all there are, the newest first.
    """

    last: str
    where: str
    second: str
    problem: str
    lines: tuple[BackupLine, ...]


def backup_standing(desk: Desk) -> BackupStanding:
    """Return how the backups stand now."""
    if desk.place is None or desk.backups is None:
        return BackupStanding("No backups are made of these records.", "", "", "", ())
    lines = tuple(
        BackupLine(folder, made_at, moment_text(desk, made_at))
        for folder, made_at in list_backups(desk.place).items()
    )
    news = desk.backups.news
    last = f"Last made {lines[0].title}, opened and checked." if lines else "None has been made yet."
    if news.is_making:
        last += " One is being made as soon as nothing else is asked of the disk."
    problem = " ".join(part for part in (news.problem, news.second_problem) if part)
    return BackupStanding(last, str(desk.place.backups), _second_sentence(desk), problem, lines)


def second_place(desk: Desk) -> Path | None:
    """Return the second place for backups, the authority's before one's own; None where none is set."""
    if desk.policy.backup_folder is not None:
        return Path(desk.policy.backup_folder)
    chosen = desk.workplace().value.setting(SECOND_PLACE)
    return Path(chosen) if chosen else None


def is_set_by_policy(desk: Desk) -> bool:
    """Tell whether the authority's IT has set the second place, so that nobody can choose another one here."""
    return desk.policy.backup_folder is not None


def set_second_place(desk: Desk, folder: Path | None) -> None:
    """Copy each backup to another disk as well from now on, or to none.

    Raises:
        UnsuitablePlace: the folder is synchronised, on the network, in the records' own folder, or not there, or the
            authority's IT has set one.
    """
    if is_set_by_policy(desk):
        message = "Your authority’s IT has set the second place for backups of this computer. Ask them for another one."
        raise UnsuitablePlace(message)
    if desk.place is None or desk.backups is None:
        message = "No backups are made of these records, so there is nothing to copy."
        raise UnsuitablePlace(message)
    if folder is not None:
        refuse_second_place(folder, desk.place)
    desk.workplace().perform(
        Put(entity=Setting(id=SECOND_PLACE, value=str(folder) if folder is not None else "")), is_final=True
    )
    desk.backups.second = folder


def moment_text(desk: Desk, moment: dt.datetime) -> str:
    """Return day and time as the clock on the wall showed them."""
    at = desk.local(moment)
    return f"{day_text(at.date())}, {time_text(at)}"


def _second_sentence(desk: Desk) -> str:
    second = second_place(desk)
    if second is None or desk.backups is None or desk.place is None:
        return (
            "No second place is set. A copy on the same disk does not outlive the disk: choose a memory stick or "
            "another disk, or ask your council to back up the folder."
        )
    at = desk.backups.news.second_at
    sentence = f"Each is also copied to {second}"
    sentence += f"; last {moment_text(desk, at)}." if at is not None else "."
    if is_set_by_policy(desk):  # it may be a share, and one that does not answer would hold the window up
        return f"{sentence} Your authority has set that folder."
    if is_same_disk(second, desk.place):
        sentence += " That folder is on the same disk, and would be lost with it."
    return sentence
