"""Single values: what the text of a form means by its shape."""

import dataclasses
import datetime as dt
import functools
import re
from typing import Final

from cpm_desktop.domain.conditions import ANSWER_PREFIX, EARLIER_PREFIX, FACTS
from cpm_desktop.domain.forms import Condition, Test
from cpm_desktop.storage.forms.findings import quoted, suggest
from cpm_desktop.storage.forms.shapes import (
    ConditionShape,
    DateShape,
    NumberShape,
    TextShape,
    WordShape,
    YesNoShape,
)

ScalarShape = TextShape | NumberShape | YesNoShape | WordShape | DateShape | ConditionShape
_TESTS: Final = "|".join(sorted((test.value for test in Test), key=len, reverse=True))
_CONDITION = re.compile(rf"([a-z_.0-9-]+) ({_TESTS})(?: (\S.*))?")
_OR = re.compile(r" or (?=(?:child|meeting|next|answer|earlier)\.)")
_LINE_END = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f]")
_WHOLE_NUMBER = re.compile(r"-?\d{1,6}")

Trouble = tuple[str, str]


def read_text(text: str, shape: ScalarShape) -> tuple[Trouble | None, object]:
    """Return the value that a text means, or what is wrong with it and the remedy."""
    if isinstance(shape, TextShape):
        return _check_text(text, shape), text
    if isinstance(shape, NumberShape):
        return _read_number(text, shape)
    if isinstance(shape, YesNoShape):
        return _check_yes_no(text), text == "yes"
    if isinstance(shape, WordShape):
        return _read_word(text, shape)
    if isinstance(shape, DateShape):
        return _check_date(text), text
    return _read_condition(text)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _check_yes_no(text: str) -> Trouble | None:
    return None if text in {"yes", "no"} else (f"{quoted(text)} is neither yes nor no.", "Write yes or no.")


def _read_word(text: str, shape: WordShape) -> tuple[Trouble | None, object]:
    if text not in shape.words:
        remedy = suggest(text, shape.words, "See the schema for the words there are.")
        return (f"{quoted(text)} is not known here.", remedy), None
    return None, shape.made(text)


def _check_text(text: str, shape: TextShape) -> Trouble | None:
    if len(text) > shape.most:
        return f"The text has {len(text):,} letters; {shape.most:,} are the most.", "Shorten it."
    if shape.is_one_line and _LINE_END.search(text) and len(text.splitlines()) > 1:
        return "The text has several lines.", "Write it on one line, or fold it with “>-”."
    if _UNPRINTABLE.search(text):
        return "The text holds a character that cannot be printed.", "Delete it."
    if shape.pattern and not _compiled(shape.pattern).fullmatch(text):
        return f"{quoted(text)} cannot stand here.", shape.remedy
    return None


def _read_number(text: str, shape: NumberShape) -> tuple[Trouble | None, int]:
    remedy = f"Write a whole number from {shape.least} to {shape.most}."
    if not _WHOLE_NUMBER.fullmatch(text) or not text.isascii():
        return (f"{quoted(text)} is no whole number.", remedy), 0
    number = int(text)
    if not shape.least <= number <= shape.most:
        return (f"{number} is out of bounds.", remedy), 0
    return None, number


def _check_date(text: str) -> Trouble | None:
    try:
        is_date = not text or dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_date = False
    return None if is_date else (f"{quoted(text)} is no date.", "Write it as 2026-11-24.")


def _read_condition(text: str) -> tuple[Trouble | None, object]:
    """Read a condition, or several parted by "or", each with its own fact."""
    read = [_read_one_condition(part) for part in _OR.split(text)]
    trouble = next((found for found, _ in read if found is not None), None)
    made = [condition for _, condition in read if condition is not None]
    if trouble is not None:
        return trouble, None
    return None, dataclasses.replace(made[0], alternatives=tuple(made[1:]))


def _read_one_condition(text: str) -> tuple[Trouble | None, Condition | None]:
    remedy = "Write a fact, how it compares and a value: “child.age under 5”, “answer.contact is yes”."
    found = _CONDITION.fullmatch(text)
    if not found:
        return (f"{quoted(text)} is no condition.", remedy), None
    fact, test, value = found.group(1), Test(found.group(2)), found.group(3) or ""
    if fact not in FACTS and not fact.startswith((ANSWER_PREFIX, EARLIER_PREFIX)):
        return (f"{quoted(fact)} is no fact.", suggest(fact, FACTS, remedy)), None
    if (test in {Test.KNOWN, Test.UNKNOWN}) == bool(value):
        what = f"“{test.value}” takes no value." if value else f"“{test.value}” needs a value."
        return (what, remedy), None
    return None, Condition(fact=fact, test=test, value=value)
