"""Somebody types into the running application, which is then killed; what had been promised by that moment."""

import json
import random
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tests.whole_meeting.observed_application import BEAT
from tests.whole_meeting.seen_application import SeenApplication

PASSPHRASE = "four quiet garden rooms"
WORDS = "Kai sleeps better since he has a key of his own and tells Joy about it every evening "
HALF_A_SECOND = 0.5  # of the application's own running, in which the header does not say "Saving"
_LONGEST = 2.5  # seconds of typing
_LETTERS_A_LINE = 15


class Manner(Enum):
    """How somebody types."""

    WITHOUT_A_PAUSE = "without a pause"
    WITH_PAUSES = "with pauses"
    ALL_AT_ONCE = "all at once"
    LINE_AFTER_LINE = "line after line"


@dataclass(frozen=True, slots=True)
class Beat:
    """What stood on the screen, and in memory, at one moment of the application's own time.

    Attributes:
        beat: the moment.
        typed: the text of the note with the keyboard.
        kept: the text of every note in memory: handed over to be saved.
        header: what it says of saving.
    """

    beat: int
    typed: str
    kept: tuple[str, ...]
    header: str

    @property
    def says_saved(self) -> bool:
        return self.header.startswith("Saved")


def type_and_kill(application: SeenApplication, rng: random.Random, name: str) -> Manner:
    """Unlock, type in some manner for some time, and kill; `name` begins what is typed."""
    application.wait_focus("Passphrase", 60)
    application.write(PASSPHRASE)
    application.press("Enter")
    application.wait_for("Quick capture", 60)
    application.press("Alt+N")
    application.wait_focus("New note", 60)
    manner, end = rng.choice(list(Manner)), time.monotonic() + rng.uniform(0.3, _LONGEST)
    for number, letter in enumerate(f"{name} {WORDS * 2}", 1):
        if time.monotonic() >= end:
            break
        application.keyboard.press(letter)
        if manner is Manner.LINE_AFTER_LINE and number % _LETTERS_A_LINE == 0:
            application.keyboard.press("Enter")
        time.sleep(_gap(manner, rng))
    time.sleep(max(0.0, end - time.monotonic()))
    application.kill()
    return manner


def _gap(manner: Manner, rng: random.Random) -> float:
    if manner is Manner.ALL_AT_ONCE:
        return 0.0
    if manner is Manner.WITH_PAUSES and rng.random() < 0.1:
        return 0.6
    return rng.uniform(0.04, 0.14)


def read_witness(path: Path) -> list[Beat]:
    """Read what the application wrote down until it was killed."""
    whole = path.read_bytes().rpartition(b"\n")[0].splitlines() if path.exists() else []
    told = map(json.loads, whole)
    return [Beat(each["beat"], each["typed"], tuple(each["kept"]), each["header"]) for each in told]


def promised(beats: list[Beat], age: float = HALF_A_SECOND) -> tuple[set[str], set[str]]:
    """Return what must be there after a kill.

    Args:
        beats: until the kill.
        age: seconds after which what was typed must be there.

    Returns:
        What was in memory when the header last said "Saved"; and every text that had stood in a note for `age`. What
        a disk takes while the header says "Saving" does not count as age: nothing is promised meanwhile.
    """
    said = next((set(each.kept) for each in reversed(beats) if each.says_saved), set[str]())
    typed, own_time, after = set[str](), 0.0, beats[-1].beat if beats else 0
    for each in reversed(beats):
        if own_time >= age:
            typed.add(each.typed.rstrip())
        if each.header != "Saving" and not each.header.startswith("Not saved"):
            own_time += (after - each.beat) * BEAT
        after = each.beat
    return said - {""}, typed - {""}


def missing(texts: set[str], notes: list[str]) -> list[str]:
    """Return which texts no note begins with."""
    return sorted(text for text in texts if not any(note.startswith(text.rstrip()) for note in notes))
