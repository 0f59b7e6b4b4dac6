"""The rules as nodes with lines: TOML itself keeps none, so they are found in the text."""

import re
import tomllib
from typing import Any

from cpm_desktop.storage.forms.nodes import Listing, Mapping, Node, Text, UnreadableFile

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*([A-Za-z0-9_-]+)[ \t]*\]\]", re.MULTILINE)
_KEY = re.compile(r"[ \t]*(?:\[\[|(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=.]+))[ \t]*[=.])")
_NEXT_TABLE = "[["


def compose_toml(text: str) -> Node:
    """Take a TOML text apart.

    Raises:
        UnreadableFile: it is no TOML.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line = int(found.group(1)) if found else 0
        reason = _PLACE.sub("", str(error)).strip()
        raise UnreadableFile(
            f"The file cannot be read here: {reason}.", "Check quotation marks and brackets.", line
        ) from error
    keys = [_key_of(line) for line in text.splitlines()]
    starts: dict[str, list[int]] = {}
    for found in _HEADING.finditer(text):
        starts.setdefault(found.group(1), []).append(text.count("\n", 0, found.start()) + 1)
    pairs = [
        (Text(name, (starts.get(name) or [1])[0]), _node(value, name, starts.get(name, []), keys))
        for name, value in content.items()
    ]
    return Mapping(tuple(pairs), 1)


def _node(value: object, name: str, starts: list[int], keys: list[str]) -> Node:
    """Return a value's node; tables of an array begin at the lines of their headings."""
    if (
        isinstance(value, list)
        and len(value) == len(starts)
        and all(isinstance(entry, dict) for entry in value)
    ):
        return Listing(
            tuple(_table(entry, start, keys) for entry, start in zip(value, starts, strict=True)), starts[0]
        )
    return _plain(value, starts[0] if starts else _line_with(name, 1, keys))


def _table(table: dict[str, Any], start: int, keys: list[str]) -> Mapping:
    pairs = []
    for name, value in table.items():
        line = _line_with(name, start, keys)
        pairs.append((Text(name, line), _plain(value, line)))
    return Mapping(tuple(pairs), start)


def _key_of(line: str) -> str:
    """Return the key that a line begins with, two brackets for the heading of a table, or nothing."""
    found = _KEY.match(line)
    if found is None:
        return ""
    return next((key for key in found.groups() if key is not None), _NEXT_TABLE)


def _line_with(name: str, start: int, keys: list[str]) -> int:
    for number in range(start, len(keys)):
        if keys[number] == _NEXT_TABLE:
            break
        if keys[number] == name:
            return number + 1
    return start


def _plain(value: object, line: int) -> Node:
    if isinstance(value, list):
        return Listing(tuple(_plain(entry, line) for entry in value), line)
    if isinstance(value, dict):
        return Mapping(tuple((Text(name, line), _plain(entry, line)) for name, entry in value.items()), line)
    if isinstance(value, bool):
        return Text("yes" if value else "no", line)
    return Text(str(value), line)
