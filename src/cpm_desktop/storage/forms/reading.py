"""Nodes read into values of the domain by their shapes; whatever does not fit is found, with its place."""

import functools
import re
from collections.abc import Hashable, Iterator
from typing import Final, TypeVar, cast

from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.nodes import Listing, Mapping, Node, Text
from cpm_desktop.storage.forms.scalars import read_text
from cpm_desktop.storage.forms.shapes import (
    IDENTIFIER,
    FieldShape,
    GroupShape,
    ListShape,
    OptionsShape,
    Shape,
    TitledShape,
    group_of,
)
from cpm_desktop.storage.forms.stand_ins import stand_in

T = TypeVar("T")
_MOST_NAMED = 2000
_LIST_REMEDY: Final = "Begin each entry on a line of its own with a hyphen and a space."


def read_group(node: Node, made: type[T], findings: Findings) -> T | None:
    """Return a value of a class of the domain, or None where something does not fit."""
    before = findings.spoilt()
    value = _read_group(node, group_of(made), findings, "")
    return cast("T", value) if findings.spoilt() == before else None


def read_with_stand_ins(node: Node, made: type[T], findings: Findings) -> T | None:
    """Return a value of a class of the domain; where something does not fit, something stands in for it.

    So that what can be read is checked all the same, and everything wrong is told at once. The findings know what
    is spoilt. None where nothing of it can be read.
    """
    if not isinstance(node, Mapping):
        pairs_of(node, findings, "", "A group of keys")
        return None
    return cast("T", _read_group(node, group_of(made), findings, ""))


def read_entries(node: Node, made: type[T], findings: Findings, key: str) -> tuple[tuple[str, T], ...]:
    """Return the entries of a list that fit, each with its place; those that do not are found."""
    if not isinstance(node, Listing):
        findings.add(key, "A list belongs here.", _LIST_REMEDY, line=node.line)
        return ()
    shape = group_of(made)
    if _say_too_many(node, ListShape(of=shape, most=_MOST_NAMED), findings, key):
        return ()
    values = [
        (place, _read_group(entry, shape, findings, place)) for place, entry in _placed(node, findings, key)
    ]
    return tuple((place, cast("T", value)) for place, value in values if not findings.is_spoilt(place))


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
    plain = name if name.isidentifier() else quoted(name)[1:-1]
    return f"{key}.{plain}" if key else plain


def _read_group(node: Node, shape: GroupShape, findings: Findings, key: str) -> object:
    findings.note_line(key, node.line)
    written = pairs_of(node, findings, key, "A group of keys")
    if written is None:
        findings.spoil(key)
        return stand_in(shape)
    known = _fields_by_key(cast("Hashable", shape.made))
    if not written.keys() <= known.keys():
        _tell_of_strange(written, known, findings, key)
    values: dict[str, object] = {}
    for name, field in known.items():
        if name in written:
            values[field.name] = _read_field(*written[name], field, findings, _join(key, name))
        elif field.is_required:
            remedy = f"Add it: {field.says[:1].lower()}{field.says[1:]}" if field.says else "Add it."
            findings.add(_join(key, name), f"“{name}” is missing.", remedy, line=node.line)
            findings.spoil(_join(key, name))
            values[field.name] = stand_in(field.shape)
    return shape.made(**values)


@functools.cache
def _fields_by_key(made: Hashable) -> dict[str, FieldShape]:
    return {field.key: field for field in group_of(cast("type", made)).fields}


def _tell_of_strange(
    written: dict[str, tuple[Text, Node]], known: dict[str, FieldShape], findings: Findings, key: str
) -> None:
    strange = {name: place for name, (place, _) in written.items() if name not in known}
    for name, place in strange.items():
        remedy = suggest(name, set(known) - set(written), "Delete it; the schema names the keys there are.")
        findings.add(_join(key, name), f"{quoted(name)} is no key here.", remedy, line=place.line)
        findings.spoil(_join(key, name))


def _read_field(place: Text, value: Node, field: FieldShape, findings: Findings, key: str) -> object:
    findings.note_line(key, place.line)
    read = _read(value, field.shape, findings, key)
    if field.is_required and isinstance(read, str) and not read.strip() and not findings.is_spoilt(key):
        findings.add(key, f"“{field.key}” is empty.", "Fill it.", line=place.line)
        findings.spoil(key)
    return read


def _read(node: Node, shape: Shape, findings: Findings, key: str) -> object:
    if isinstance(shape, TitledShape):
        if isinstance(node, Text):
            node = Mapping(((Text(shape.field, node.line), node),), node.line)
        shape = group_of(shape.made)
    if isinstance(shape, GroupShape):
        return _read_group(node, shape, findings, key)
    if isinstance(shape, ListShape):
        return _read_list(node, shape, findings, key)
    if isinstance(shape, OptionsShape):
        return _read_options(node, findings, key)
    if not isinstance(node, Text):
        what = "One value belongs here, not a list or a group."
        findings.add(key, what, "Write it after the colon.", line=node.line)
        findings.spoil(key)
        return stand_in(shape)
    trouble, value = read_text(node.text, shape)
    if trouble is not None:
        findings.add(key, *trouble, line=node.line)
        findings.spoil(key)
        return stand_in(shape)
    return value


def _read_list(node: Node, shape: ListShape, findings: Findings, key: str) -> object:
    if isinstance(node, Text) and not node.text.strip():
        what = "Nothing stands here, so it would be an empty list."
        findings.add(key, what, "Delete the key, or write [] where an empty list is meant.", line=node.line)
        findings.spoil(key)
        return ()
    if not isinstance(node, Listing):
        findings.add(key, "A list belongs here.", _LIST_REMEDY, line=node.line)
        findings.spoil(key)
        return ()
    if len(node.entries) < shape.least:
        findings.add(key, "The list is empty.", "Add at least one entry.", line=node.line)
        findings.spoil(key)
        return ()
    if _say_too_many(node, shape, findings, key):
        findings.spoil(key)
        return ()
    return tuple(_read(entry, shape.of, findings, place) for place, entry in _placed(node, findings, key))


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


def _read_options(node: Node, findings: Findings, key: str) -> object:
    written = pairs_of(node, findings, key, "A group of ids and texts")
    options = []
    for name, (place, value) in (written or {}).items():
        if not re.fullmatch(IDENTIFIER, name):
            what = f"{quoted(name)} cannot be an option’s id."
            remedy = "Write small letters and digits, words joined by hyphens."
            findings.add(key, what, remedy, line=place.line)
        elif not isinstance(value, Text) or not value.text.strip():
            what = "The option’s text is missing."
            findings.add(_join(key, name), what, "Write it after the colon.", line=place.line)
        else:
            options.append((name, value.text))
    if written is None or len(options) < len(written):
        findings.spoil(key)
    return tuple(options)
