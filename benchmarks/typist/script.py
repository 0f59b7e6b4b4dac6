"""What the typist types: a meeting's worth of notes and captures, with slips that are put right at once."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Press(StrEnum):
    """A press that is not a letter; the value is the chord in Qt's words."""

    NEW_NOTE = "Alt+N"
    END_NOTE = "Return"
    NEXT_ITEM = "Ctrl+Down"
    FINISH_CAPTURE = "Ctrl+Shift+Return"
    TAB = "Tab"
    BACKSPACE = "Backspace"
    LEFT = "Left"
    RIGHT = "Right"
    DECISION = "Alt+1"
    ACTION = "Alt+2"
    DIFFERENT_VIEW = "Alt+3"
    UNMET_NEED = "Alt+4"
    RECOMMENDATION = "Alt+5"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One press of a key.

    Attributes:
        letter: the letter typed; empty where it is another key.
        press: the other key.
    """

    letter: str = ""
    press: Press | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Something to be minuted: a note, a capture, or a step along the agenda.

    Attributes:
        kind: "note", "item", or the kind of capture.
        text: as it has to stand in the record when it was typed; empty for a step.
        strokes: what is pressed for it, in order.
    """

    kind: str
    text: str
    strokes: tuple[Stroke, ...]


SENTENCES: Final = (
    "School say that mornings go better since the breakfast club began",
    "The carer told us sleep is settled apart from Sunday nights",
    "There was one call in the week and it went on for half an hour",
    "The new reading book is a success and comes home every day",
    "Grandmother would like to know the dates of the holidays earlier",
    "The dentist has not written back, so nobody knows about the brace",
    "He asked whether the cat could be seen on a video call",
    "The health assessment was done late and its report is still missing",
    "Swimming goes on at the leisure centre, paid for until the summer",
    "Everybody agreed that the plan for transport does not work on Fridays",
    "The brothers met twice, once in the park and once at the library",
    "The teacher described two quarrels and how they were made up again",
)
ACTIONS: Final = (
    "@PN write to the school about the taxi by 18 Dec so that Fridays are covered",
    "@PN ask the dentist for the letter by next fri so that the brace is decided",
    "@PN book the health assessment by 14/1 so that it is in time for the review",
)
DECISIONS: Final = (
    ("Family time on Saturdays goes on at the library", "it suits everybody and the room is free"),
    ("The breakfast club is paid for until Easter", "mornings go better since it began"),
)
DIFFERENT_VIEWS: Final = ("Whether the phone stays downstairs at night", "How long Sunday calls last")
NEEDS: Final = ("A group for children who look after someone", "Help with sleep near home")
_SLIPS: Final = "qwzxkj"
_WORDS_TO_SLIP: Final = 9  # one word in so many is mistyped and put right
NOTES_TO_CAPTURE: Final = 3
_CAPTURE_KINDS: Final = (
    Press.ACTION,
    Press.DECISION,
    Press.UNMET_NEED,
    Press.RECOMMENDATION,
    Press.DIFFERENT_VIEW,
)


def passages(seed: int, items: int, to_item: int) -> Iterator[Passage]:
    """Give passages without end: notes, a capture after every few, and a step along the agenda after `to_item`.

    Each note and capture bears a number of its own, so that every single one can be found again. On the last item
    the typist stays.

    Args:
        seed: of the choice of words and slips.
        items: how many items the agenda has.
        to_item: how many notes are taken under an item.
    """
    chance, number, item = random.Random(seed), 0, 1  # noqa: S311 - a script, no secret
    while True:
        for place in range(1, to_item + 1):
            number += 1
            text = f"{chance.choice(SENTENCES)}. No {number}."
            opening = (Stroke(press=Press.NEW_NOTE),)
            yield Passage("note", text, (*opening, *_typed(text, chance), Stroke(press=Press.END_NOTE)))
            if place % NOTES_TO_CAPTURE == 0:
                number += 1
                yield _capture(chance, number)
        if item < items:
            item += 1
            yield Passage("item", "", (Stroke(press=Press.NEXT_ITEM),))


def captures_only(seed: int) -> Iterator[Passage]:
    """Give captures without end, of each kind in turn."""
    chance, number = random.Random(seed), 100_000  # noqa: S311 - a script, no secret
    while True:
        number += 1
        yield _capture(chance, number)


def _capture(chance: random.Random, number: int) -> Passage:
    kind = _CAPTURE_KINDS[number % len(_CAPTURE_KINDS)]
    end = Stroke(press=Press.FINISH_CAPTURE)
    if kind is Press.ACTION:
        line = chance.choice(ACTIONS)
        who, rest = line.split(" ", 1)
        what, when = rest.split(" by ", 1)
        text = f"{what} (no {number})"
        typed = f"{who} {text} by {when}"
        return Passage("action", text, (Stroke(press=kind), *_typed(typed, chance), end))
    if kind in (Press.DECISION, Press.RECOMMENDATION):
        what, why = chance.choice(DECISIONS)
        text = f"{what}, no {number}"
        reason = (Stroke(press=Press.TAB), *_typed(why, chance))
        name = "decision" if kind is Press.DECISION else "recommendation"
        return Passage(name, text, (Stroke(press=kind), *_typed(text, chance), *reason, end))
    texts, name = (NEEDS, "unmet need") if kind is Press.UNMET_NEED else (DIFFERENT_VIEWS, "different view")
    text = f"{chance.choice(texts)}, no {number}"
    return Passage(name, text, (Stroke(press=kind), *_typed(text, chance), end))


def _typed(text: str, chance: random.Random) -> tuple[Stroke, ...]:
    """Return the strokes that leave a text behind; now and then a slip, put right by Backspace or by going back."""
    strokes: list[Stroke] = []
    for place, word in enumerate(text.split(" ")):
        if place:
            strokes.append(Stroke(" "))
        letters = [Stroke(letter) for letter in word]
        if len(word) > 2 and chance.randrange(_WORDS_TO_SLIP) == 0 and not word.startswith("@"):
            letters = _slipped(word, chance)
        strokes += letters
    return tuple(strokes)


def _slipped(word: str, chance: random.Random) -> list[Stroke]:
    at = chance.randrange(1, len(word))
    slip, right = chance.choice(_SLIPS), [Stroke(letter) for letter in word]
    if chance.randrange(2):  # seen at once
        return [*right[:at], Stroke(slip), Stroke(press=Press.BACKSPACE), *right[at:]]
    back = len(word) - at  # seen at the end of the word: back to it, out with it, and on
    steps = [Stroke(press=Press.LEFT)] * back
    forward = [Stroke(press=Press.RIGHT)] * back
    return [*right[:at], Stroke(slip), *right[at:], *steps, Stroke(press=Press.BACKSPACE), *forward]
