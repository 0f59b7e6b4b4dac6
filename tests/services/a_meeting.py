"""The standard meeting of the demonstration on a real store: prepared, held, and answered to the last question."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.data_files import resources_folder
from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.workplace import Setting
from cpm_desktop.services.closing import agree_to_all
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_meeting import MeetingPlay, prepare_meeting
from cpm_desktop.services.demo_script import Script, read_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing_key import make_signing_key
from tests.a_desk import SetClock, make_desk, set_clock


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting that was held, with the desk it lies on."""

    desk: Desk
    meeting_id: str
    clock: SetClock
    script: Script
    play: MeetingPlay


def hold_meeting(
    folder: Path, *, is_complete: bool = True, with_key: bool = True, until: int | None = None
) -> HeldMeeting:
    """Prepare and hold it; where not complete, what is asked at the close is still owed."""
    clock = set_clock("2026-11-20", "09:00")
    desk = make_desk(folder, clock)
    script = read_scripts(resources_folder() / "demo" / "standard-meeting.yaml")[0]
    for name, value in script.authority.items():
        desk.workplace().perform(Put(entity=Setting(id=f"authority.{name}", value=value)))
    if with_key:
        make_signing_key(desk)
    child_id = enter_child(desk, script)
    meeting_id = prepare_meeting(desk, child_id, script)

    def set_time(moment: dt.datetime) -> None:
        clock.moment = moment

    play = MeetingPlay(desk, meeting_id, script, set_time)
    play.hold(until)
    if is_complete:
        play.close()
        agree_to_all(desk, meeting_id)
    return HeldMeeting(desk, meeting_id, clock, script, play)
