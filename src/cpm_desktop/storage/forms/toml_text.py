"""The rules as nodes with lines: TOML itself keeps none, so they are found in the text."""

import re
import tomllib
from typing import Any

from cpm_desktop.storage.forms.nodes import Listing, Mapping, Node, Text, UnreadableFile

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*([A-Za-z0-9_-]+)[ \t]*\]\]", re.MULTILINE)


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
    lines = text.splitlines()
    starts: dict[str, list[int]] = {}
    for found in _HEADING.finditer(text):
        starts.setdefault(found.group(1), []).append(text.count("\n", 0, found.start()) + 1)
    pairs = [
        (Text(name, (starts.get(name) or [1])[0]), _node(value, name, starts.get(name, []), lines))
        for name, value in content.items()
    ]
    return Mapping(tuple(pairs), 1)


def _node(value: object, name: str, starts: list[int], lines: list[str]) -> Node:
    """Return a value's node; tables of an array begin at the lines of their headings."""
    if (
        isinstance(value, list)
        and len(value) == len(starts)
        and all(isinstance(entry, dict) for entry in value)
    ):
        return Listing(
            tuple(_table(entry, start, lines) for entry, start in zip(value, starts, strict=True)), starts[0]
        )
    return _plain(value, starts[0] if starts else _line_with(name, 1, lines))


def _table(table: dict[str, Any], start: int, lines: list[str]) -> Mapping:
    pairs = []
    for name, value in table.items():
        line = _line_with(name, start, lines)
        pairs.append((Text(name, line), _plain(value, line)))
    return Mapping(tuple(pairs), start)


def _line_with(name: str, start: int, lines: list[str]) -> int:
    key = re.compile(rf"^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=.]")
    for number in range(start, len(lines)):
        if lines[number].lstrip().startswith("[[") and number >= start:
            break
        if key.match(lines[number]):
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
