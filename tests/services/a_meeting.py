"""The standard meeting of the demonstration on a real store: prepared, held, and answered to the last question."""

import functools
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.services.closing import agree_to_all
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_script import Script
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing import SigningRun, TypedName
from cpm_desktop.services.signing_key import make_signing_key
from tests.a_desk import PASSPHRASE, SetClock, set_clock
from tests.kais_meeting import enter_authority, kais_script
from tests.played_store import PlayedStore, play_in_store


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting that was held, with the desk it lies on."""

    desk: Desk
    meeting_id: str
    clock: SetClock
    script: Script
    play: MeetingPlay


def hold_meeting(folder: Path, *, is_complete: bool = True) -> HeldMeeting:
    """Open a store where it was prepared and held; where not complete, what is asked at the close is still owed."""
    return _open(_complete() if is_complete else _held(), folder)


def sign_meeting(folder: Path) -> HeldMeeting:
    """Open a store where it was held and signed by the typed name."""
    return _open(_signed(), folder)


def _open(played: PlayedStore, folder: Path) -> HeldMeeting:
    clock = set_clock()
    desk = played.open(folder, clock)
    play = MeetingPlay(desk, played.subject, kais_script(), clock.set_moment)
    return HeldMeeting(desk, played.subject, clock, kais_script(), play)


@functools.cache
def _held() -> PlayedStore:
    def play(desk: Desk, clock: SetClock) -> str:
        script = kais_script()
        enter_authority(desk)
        make_signing_key(desk)
        meeting_id = prepare_meeting(desk, enter_child(desk, script), script)
        MeetingPlay(desk, meeting_id, script, clock.set_moment).hold()
        return meeting_id

    return play_in_store(play, set_clock("2026-11-20", "09:00"))


@functools.cache
def _complete() -> PlayedStore:
    held = _held()

    def play(desk: Desk, clock: SetClock) -> str:
        MeetingPlay(desk, held.subject, kais_script(), clock.set_moment).close()
        agree_to_all(desk, held.subject)
        return held.subject

    return play_in_store(play, set_clock(), held)


@functools.cache
def _signed() -> PlayedStore:
    complete = _complete()

    def play(desk: Desk, _: SetClock) -> str:
        SigningRun(desk, complete.subject).run(PASSPHRASE, TypedName("Priya Nair"))
        return complete.subject

    return play_in_store(play, set_clock(), complete)
