"""Conditions of a form: a fact or an answer against a value."""

from dataclasses import dataclass
from enum import StrEnum


class Test(StrEnum):
    """How a condition compares."""

    IS = "is"
    IS_NOT = "is not"
    AT_LEAST = "at least"
    UNDER = "under"
    KNOWN = "known"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that must hold: a fact or an answer against a value.

    A fact is "child.age" or "meeting.is_first"; "answer.<question id>" is an answer given at this meeting,
    "earlier.<question id>" one that an earlier meeting gave.

    Attributes:
        fact: what is looked at.
        test: how it compares.
        value: against what, as text.
        alternatives: further conditions, written after "or"; one of them or this one is enough.
    """

    fact: str
    test: Test
    value: str = ""
    alternatives: "tuple[Condition, ...]" = ()
