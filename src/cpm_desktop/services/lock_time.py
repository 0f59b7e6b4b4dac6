"""After how many minutes without a key the records lock: what the person chose, within what the authority allows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import AuthoritySettings
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.services.desk import Desk

if TYPE_CHECKING:
    from cpm_desktop.services.editing import Edited

LEAST_MINUTES = 5
_STEP = 5
_SETTING = "lock.minutes"


@dataclass(frozen=True, slots=True)
class LockTime:
    """When the records lock by themselves.

    Attributes:
        minutes: without a key or the mouse, while no meeting is live.
        longest: the most that the authority allows; it holds while a meeting is live.
        choices: what may be chosen, in minutes.
    """

    minutes: int
    longest: int
    choices: tuple[int, ...]


def lock_time(desk: Desk) -> LockTime:
    """Return when the records lock by themselves, as the person chose or else as the authority has it."""
    return lock_time_of(desk.procedure.authority, desk.workplace().value.setting(_SETTING))


def lock_time_of(authority: AuthoritySettings, chosen: str) -> LockTime:
    """Return the same of the authority's settings and of what was chosen, which may be nothing or nonsense."""
    longest = max(LEAST_MINUTES, authority.longest_lock_minutes)
    wanted = int(chosen) if chosen.isascii() and chosen.isdigit() else authority.lock_minutes
    minutes = min(max(wanted, LEAST_MINUTES), longest)
    steps = {*range(LEAST_MINUTES, longest, _STEP), minutes, longest}
    return LockTime(minutes, longest, tuple(sorted(steps)))


def minutes_now(desk: Desk) -> int:
    """Return after how many minutes the records lock now: while a meeting is live, the longest time there is."""
    found = lock_time(desk)
    return found.longest if desk.has_live_meeting() else found.minutes


def set_lock_time(desk: Desk, minutes: int) -> "Edited | None":
    """Choose another time for this computer.

    Raises:
        InvalidDetail: it is shorter or longer than may be chosen.
    """
    found = lock_time(desk)
    if not LEAST_MINUTES <= minutes <= found.longest:
        message = f"Choose between {LEAST_MINUTES} and {found.longest} minutes: your authority allows no other time."
        raise InvalidDetail(message)
    return desk.workplace().perform(Put(entity=Setting(id=_SETTING, value=str(minutes))), is_final=True)


def status_sentence(desk: Desk) -> str:
    """Return what the foot of the window says of it."""
    found = lock_time(desk)
    return f"Encrypted on this laptop. Locks after {found.minutes} minutes idle."
