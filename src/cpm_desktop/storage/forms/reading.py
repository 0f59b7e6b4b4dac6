"""Nodes read into values of the domain by their shapes; whatever does not fit is found, with its place."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

from cpm_desktop.domain.conditions import ANSWER_PREFIX, CHILD_FACTS
from cpm_desktop.domain.forms import Condition, Test
from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.nodes import Listing, Mapping, Node, Text
from cpm_desktop.storage.forms.shapes import (
    IDENTIFIER,
    ConditionShape,
    DateShape,
    GroupShape,
    ListShape,
    NumberShape,
    OptionsShape,
    Shape,
    TextShape,
    WordShape,
    YesNoShape,
)


class _NotThere:
    """Stands for a value that could not be read; why is among the findings."""


_INVALID: Final = _NotThere()
_TESTS = "|".join(sorted((test.value for test in Test), key=len, reverse=True))
_CONDITION = re.compile(rf"([a-z_.0-9-]+) ({_TESTS})(?: (\S.*))?")
_WHOLE_NUMBER = re.compile(r"\d{1,6}")


def read_group(node: Node, shape: GroupShape, findings: Findings, key: str = "") -> Any:
    """Return the value of the domain's class that the shape makes, or None where something does not fit."""
    value = _read_group(node, shape, findings, key)
    return None if value is _INVALID else value


def read_entries(node: Node, shape: GroupShape, findings: Findings, key: str) -> tuple[tuple[str, Any], ...]:
    """Return the entries of a list that fit, each with its place; those that do not are found."""
    if not isinstance(node, Listing):
        findings.add(key, "A list belongs here.", _LIST_REMEDY, line=node.line)
        return ()
    _say_too_many(node, ListShape(of=shape, most=_MOST_NAMED), findings, key)
    read = []
    for place, entry in _placed(node, findings, key):
        value = _read_group(entry, shape, findings, place)
        if value is not _INVALID:
            read.append((place, value))
    return tuple(read)


_MOST_NAMED = 2000
_LIST_REMEDY = "Begin each entry on a line of its own with a hyphen and a space."


def pairs_of(node: Node, findings: Findings, key: str, what: str) -> dict[str, tuple[Text, Node]] | None:
    """Return the keys of a mapping; one that stands there twice is found."""
    if not isinstance(node, Mapping):
        findings.add(
            key,
            f"{what} belongs here.",
            "Write keys, each followed by a colon and its value.",
            line=node.line,
        )
        return None
    found: dict[str, tuple[Text, Node]] = {}
    for name, value in node.pairs:
        if name.text in found:
            first = found[name.text][0].line
            findings.add(
                _join(key, name.text),
                f"{quoted(name.text)} stands here a second time; it is on line {first} already.",
                "Delete one of them.",
                line=name.line,
            )
            continue
        found[name.text] = (name, value)
    return found


def _join(key: str, name: str) -> str:
    plain = quoted(name)[1:-1]
    return f"{key}.{plain}" if key else plain


def _read_group(node: Node, shape: GroupShape, findings: Findings, key: str) -> Any:
    findings.note_line(key, node.line)
    written = pairs_of(node, findings, key, "A group of keys")
    if written is None:
        return _INVALID
    known = {field.key: field for field in shape.fields}
    is_whole = True
    for name, (place, _) in written.items():
        if name not in known:
            remedy = suggest(
                name, set(known) - set(written), "Delete it; see form.schema.json for the keys there are."
            )
            findings.add(_join(key, name), f"{quoted(name)} is no key here.", remedy, line=place.line)
            is_whole = False
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name not in written:
            if field.is_required:
                remedy = f"Add it: {field.says[:1].lower()}{field.says[1:]}" if field.says else "Add it."
                findings.add(_join(key, name), f"“{name}” is missing.", remedy, line=node.line)
                is_whole = False
            continue
        place, value = written[name]
        findings.note_line(_join(key, name), place.line)
        values[field.name] = _read(value, field.shape, findings, _join(key, name))
        if field.is_required and values[field.name] == "":
            findings.add(_join(key, name), f"“{name}” is empty.", "Fill it.", line=place.line)
            is_whole = False
    if not is_whole or any(value is _INVALID for value in values.values()):
        return _INVALID
    return shape.made(**values)


def _read(node: Node, shape: Shape, findings: Findings, key: str) -> Any:
    if isinstance(shape, GroupShape):
        return _read_group(node, shape, findings, key)
    if isinstance(shape, ListShape):
        return _read_list(node, shape, findings, key)
    if isinstance(shape, OptionsShape):
        return _read_options(node, findings, key)
    if not isinstance(node, Text):
        findings.add(
            key, "One value belongs here, not a list or a group.", "Write it after the colon.", line=node.line
        )
        return _INVALID
    trouble, value = _read_text(node.text, shape)
    if trouble is not None:
        findings.add(key, *trouble, line=node.line)
        return _INVALID
    return value


def _read_list(node: Node, shape: ListShape, findings: Findings, key: str) -> Any:
    if isinstance(node, Text) and not node.text:
        node = Listing((), node.line)
    if not isinstance(node, Listing):
        findings.add(key, "A list belongs here.", _LIST_REMEDY, line=node.line)
        return _INVALID
    if len(node.entries) < shape.least:
        findings.add(key, "The list is empty.", "Add at least one entry.", line=node.line)
        return _INVALID
    if _say_too_many(node, shape, findings, key):
        return _INVALID
    values = [_read(entry, shape.of, findings, place) for place, entry in _placed(node, findings, key)]
    return _INVALID if any(value is _INVALID for value in values) else tuple(values)


def _say_too_many(node: Listing, shape: ListShape, findings: Findings, key: str) -> bool:
    if len(node.entries) <= shape.most:
        return False
    what = f"The list has {len(node.entries)} entries; {shape.most} are the most."
    findings.add(key, what, "Shorten it.", line=node.line)
    return True


def _placed(node: Listing, findings: Findings, key: str) -> Iterator[tuple[str, Node]]:
    for number, entry in enumerate(node.entries, 1):
        place = f"{key}[{number}]"
        findings.note_line(place, entry.line)
        yield place, entry


def _read_options(node: Node, findings: Findings, key: str) -> Any:
    written = pairs_of(node, findings, key, "A group of ids and texts")
    if written is None:
        return _INVALID
    options = []
    for name, (place, value) in written.items():
        if not re.fullmatch(IDENTIFIER, name):
            what = f"{quoted(name)} cannot be an option’s id."
            findings.add(
                key, what, "Write small letters and digits, words joined by hyphens.", line=place.line
            )
        elif not isinstance(value, Text) or not value.text.strip():
            findings.add(
                _join(key, name),
                "The option’s text is missing.",
                "Write it after the colon.",
                line=place.line,
            )
        else:
            options.append((name, value.text))
    return tuple(options) if len(options) == len(written) else _INVALID


Trouble = tuple[str, str]


def _read_text(text: str, shape: Shape) -> tuple[Trouble | None, Any]:
    if isinstance(shape, TextShape):
        return _check_text(text, shape), text
    if isinstance(shape, NumberShape):
        return _read_number(text, shape)
    if isinstance(shape, YesNoShape):
        trouble = (
            None if text in {"yes", "no"} else (f"{quoted(text)} is neither yes nor no.", "Write yes or no.")
        )
        return trouble, text == "yes"
    if isinstance(shape, WordShape):
        if text not in shape.words:
            remedy = suggest(text, shape.words, "See form.schema.json for the words there are.")
            return (f"{quoted(text)} is not known here.", remedy), None
        return None, shape.made(text)
    if isinstance(shape, DateShape):
        return _check_date(text), text
    if isinstance(shape, ConditionShape):
        return _read_condition(text)
    raise TypeError(shape)


def _check_text(text: str, shape: TextShape) -> Trouble | None:
    if len(text) > shape.most:
        return f"The text has {len(text):,} letters; {shape.most:,} are the most.", "Shorten it."
    if shape.is_one_line and len(text.splitlines()) > 1:
        return "The text has several lines.", "Write it on one line, or fold it with “>-”."
    if any(ord(letter) < ord(" ") and letter != "\n" for letter in text):
        return "The text holds a character that cannot be printed.", "Delete it."
    if shape.pattern and not re.fullmatch(shape.pattern, text):
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


def _read_condition(text: str) -> tuple[Trouble | None, Any]:
    remedy = "Write a fact, how it compares and a value: “child.age under 5”, “answer.contact is yes”."
    found = _CONDITION.fullmatch(text)
    if not found:
        return (f"{quoted(text)} is no condition.", remedy), None
    fact, test, value = found.group(1), Test(found.group(2)), found.group(3) or ""
    if fact not in CHILD_FACTS and not fact.startswith(ANSWER_PREFIX):
        return (f"{quoted(fact)} is no fact.", suggest(fact, CHILD_FACTS, remedy)), None
    if (test is Test.KNOWN) == bool(value):
        what = "“known” takes no value." if value else f"“{test.value}” needs a value."
        return (what, remedy), None
    return None, Condition(fact=fact, test=test, value=value)
