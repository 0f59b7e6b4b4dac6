"""The demonstration's meeting in a store of its own, held and answered, for as long as a benchmark needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cpm_desktop.services.closing import agree_to_all
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_store import make_demo
from cpm_desktop.services.desk import Desk
from cpm_desktop.storage.key_header import DerivationCost


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting with the desk it lies on.

    Attributes:
        desk: open.
        meeting_id: the meeting.
        passphrase: that opens the store.
    """

    desk: Desk
    meeting_id: str
    passphrase: str


CHEAP: Final = DerivationCost(memory=64, passes=1, lanes=1)  # so that no figure holds the derivation of a key


@contextmanager
def open_held_meeting(
    folder: Path, *, is_live: bool = False, cost: DerivationCost = CHEAP
) -> Iterator[HeldMeeting]:
    """Hold the scripted meeting: up to its end, or only until everything but the end was said."""
    demo = make_demo(folder / "demo", with_caseload=False, cost=cost)
    try:
        play = MeetingPlay(demo.desk, demo.meeting_id, demo.script, demo.clock.set)
        if is_live:
            play.hold(until=next(i for i, event in enumerate(demo.script.live) if "end" in event))
        else:
            play.hold()
            play.close()
            agree_to_all(demo.desk, demo.meeting_id)
        yield HeldMeeting(demo.desk, demo.meeting_id, demo.passphrase)
    finally:
        demo.desk.close()
