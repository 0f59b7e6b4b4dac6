"""The demonstration's whole caseload with its meeting, played to the stage at which each screen is used."""

import functools

from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.services.closing import mark_read_back, read_back
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing import SigningRun, TypedName
from cpm_desktop.services.signing_key import make_signing_key
from tests.a_desk import PASSPHRASE, SetClock, set_clock
from tests.kais_meeting import before_the_meeting, enter_authority, kais_script
from tests.played_store import PlayedStore, play_in_store

_BEFORE = {"meeting": "prepare", "close": "meeting", "after": "close"}


@functools.cache
def played_to(page: str) -> PlayedStore:
    """Return the demonstration at the stage at which a page is used; its subject is the meeting."""
    if page not in _BEFORE:
        return prepared()
    before = played_to(_BEFORE[page])
    clock = before_the_meeting()

    def play(desk: Desk, clock: SetClock) -> str:
        _hold_to(page, desk, before.subject, clock)
        return before.subject

    return play_in_store(play, clock, before)


@functools.cache
def prepared() -> PlayedStore:
    """Return the whole caseload, with a meeting prepared and about to begin."""

    def play(desk: Desk, clock: SetClock) -> str:
        script, others = demo_scripts()
        enter_authority(desk)
        make_signing_key(desk)
        for other in others:
            enter_child(desk, other)
        meeting_id = prepare_meeting(desk, enter_child(desk, script), script)
        clock.set_moment(before_the_meeting().moment)
        return meeting_id

    return play_in_store(play, set_clock())


def _hold_to(page: str, desk: Desk, meeting_id: str, clock: SetClock) -> None:
    play = MeetingPlay(desk, meeting_id, kais_script(), clock.set_moment)
    events = kais_script().live
    end = next(place for place, event in enumerate(events) if "end" in event)
    health = next(place for place, event in enumerate(events) if "unmet_need" in event)
    if page == "meeting":
        play.hold(until=health)
    elif page == "close":
        play.hold(since=health, until=end)
    else:
        for thing in read_back(desk, meeting_id):
            mark_read_back(desk, meeting_id, thing.key, ReadBackResult.AGREED)
        play.hold(since=end)
        play.close()
        SigningRun(desk, meeting_id).run(PASSPHRASE, TypedName("Priya Nair"))
