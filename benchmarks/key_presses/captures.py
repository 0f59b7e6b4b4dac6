"""The ten captures: the words that have to stand in the record, the same wherever they are typed."""

from dataclasses import dataclass
from typing import Final

KINDS: Final = (
    "a note of the discussion",
    "a note under the mother’s name",
    "the child’s own words, with who heard them",
    "a decision with its reason",
    "a recommendation",
    "an action with owner, date and purpose",
    "an action with two owners",
    "an unmet need",
    "a different view in the speaker’s words",
    "somebody leaves the room",
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, by what it is."""

    note: str = "School say that mornings go better since the breakfast club began"
    mothers: str = "He looks well and he sleeps through when he stays with me"
    childs: str = "I want to stay here and see Dad at football"
    decision: str = "Family time moves to Saturday mornings"
    reason: str = "Kai plays football on Sundays"
    recommended: str = "The council pays for the football club until the summer"
    action: str = "book the dentist near the school"
    purpose: str = "Kai is seen before the holidays"
    shared: str = "agree who takes Kai to football"
    need: str = "A group for young people who sleep badly"
    about: str = "how often family time is"
    different: str = "Once a month is not enough for a boy of his age"


SPOKEN: Final = Spoken()
