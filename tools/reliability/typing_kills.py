"""Kills the running application while somebody types into it, and looks for what was typed half a second before."""

import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from cpm_desktop.services.unlocking import unlock, usual_surroundings
from tests.whole_meeting.seen_application import own_display
from tests.whole_meeting.test_killed_while_typing import PASSPHRASE, WORDS, a_live_meeting, type_and_kill

_ROUNDS_A_STORE = 20  # then a new one: the meeting would grow beyond any meeting


@dataclass
class Found:
    """What the kills found."""

    kills: int = 0
    lost: int = 0
    broken: int = 0
    not_reached: int = 0
    examples: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Return it in words."""
        return (
            f"{self.kills:,} kills of the application while somebody typed: {self.lost} lost what was typed half a "
            f"second before, {self.broken} left a store that is not whole; {self.not_reached} starts took too long"
        )

    def is_good(self) -> bool:
        """Tell whether nothing was lost."""
        return not (self.lost or self.broken)


def kill_while_typing(count: int, seed: int, until: float, *, expects_too_much: bool = False) -> Found:
    """Kill it this often, or until a time (monotonic seconds).

    The control expects the very last key as well, which nothing can have saved, and has to be found out.
    """
    rng, found = random.Random(seed), Found()  # noqa: S311 - chooses moments, guards nothing
    with own_display() as display:
        while found.kills < count and time.monotonic() < until:
            with tempfile.TemporaryDirectory() as folder:
                rounds = min(_ROUNDS_A_STORE, count - found.kills)
                _kill_in_one_store(
                    display, Path(folder) / "store", rounds, rng, until, found, expects_too_much
                )
    return found


def _kill_in_one_store(  # all that a round needs
    display: str,
    store: Path,
    rounds: int,
    rng: random.Random,
    until: float,
    found: Found,
    expects_too_much: bool,  # noqa: FBT001 - handed on by position
) -> None:
    meeting_id = a_live_meeting(store)
    kept: list[str] = []
    for number in range(rounds):
        if time.monotonic() > until:
            return
        text = f"{number} {WORDS}"
        try:
            typed = type_and_kill(display, store, text, pause=0.0 if expects_too_much else rng.random() * 0.4)
        except (
            AssertionError
        ) as error:  # the machine was too loaded for the application to get as far as typing
            found.not_reached += 1
            found.examples.append(f"not reached: {str(error).splitlines()[0]}")
            return
        kept.append(text if expects_too_much else typed)
        found.kills += 1
        if not _look(store, meeting_id, kept, found):
            return  # what is lost stays lost: it is counted once
        if expects_too_much:
            kept[-1] = typed


def _look(store: Path, meeting_id: str, kept: list[str], found: Found) -> bool:
    desk = unlock(store, PASSPHRASE, usual_surroundings())
    try:
        notes = [note.text for note in desk.meeting(meeting_id).value.notes]
        faults = desk.wait(desk.store.check()).faults
    finally:
        desk.close()
    is_there = len(notes) == len(kept) and all(map(str.startswith, notes, kept))
    if not is_there:
        found.lost += 1
        found.examples.append(f"kill {found.kills}: {len(notes)} notes of {len(kept)}")
    if faults:
        found.broken += 1
        found.examples.append(f"kill {found.kills}: {faults[0]}")
    return is_there and not faults
