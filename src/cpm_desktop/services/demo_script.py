"""A meeting as a script: what people brought and said, read from a file of fictional data."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cpm_desktop.domain.errors import CarePlanningError


class ScriptUnreadable(CarePlanningError):
    """A script of a demonstration cannot be read."""


@dataclass(frozen=True, slots=True)
class Script:
    """A meeting's script.

    Attributes:
        authority: the authority's settings.
        child: facts, as typed.
        people: the child's network.
        earlier_meetings: held before.
        open_actions: agreed before and still open.
        specific_issue: a specific-issue meeting since the last standard one; empty for none.
        siblings: other children whom the meeting concerns, as typed.
        prepare: the meeting as prepared.
        live: what happened, in order.
        distribution: names by the kind of copy.
        close: answers and reasons given at the close.
        expect: what must come of it.
        waiver: why the meeting is not required; empty where it is held.
        after: what happens once the record is signed: follow-ups done, permissions, releases, comments.
    """

    authority: Mapping[str, str]
    child: Mapping[str, Any]
    people: tuple[Mapping[str, Any], ...]
    earlier_meetings: tuple[Mapping[str, Any], ...] = ()
    open_actions: tuple[Mapping[str, Any], ...] = ()
    specific_issue: Mapping[str, Any] = field(default_factory=dict)
    prepare: Mapping[str, Any] = field(default_factory=dict)
    live: tuple[Mapping[str, Any], ...] = ()
    distribution: Mapping[str, list[str]] = field(default_factory=dict)
    close: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)
    siblings: tuple[Mapping[str, Any], ...] = ()
    waiver: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def read_scripts(path: Path) -> tuple[Script, ...]:
    """Read the scripts of a file, one a YAML document.

    Raises:
        ScriptUnreadable: it is missing or is no script.
    """
    try:
        with path.open(encoding="utf-8") as stream:
            documents = list(yaml.safe_load_all(stream))
        return tuple(_script(document) for document in documents if document)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        message = (
            f"The script “{path.name}” of the demonstration cannot be read. Install the application again."
        )
        raise ScriptUnreadable(message) from error


def _script(document: Mapping[str, Any]) -> Script:
    return Script(
        authority={name: str(value).strip() for name, value in document.get("authority", {}).items()},
        child=document["child"],
        people=tuple(document.get("people", ())),
        earlier_meetings=tuple(document.get("earlier_meetings", ())),
        open_actions=tuple(document.get("open_actions_before", ())),
        specific_issue=document.get("specific_issue_since_last_standard", {}),
        prepare=document.get("prepare", {}),
        live=tuple(document.get("live", ())),
        distribution=document.get("distribution", {}),
        close=document.get("close", {}),
        expect=document.get("expect", {}),
        siblings=tuple(document.get("siblings", ())),
        waiver=document.get("waiver", {}),
        after=document.get("after", {}),
    )


def said_sentences(script: Script) -> Iterator[str]:
    """Yield every text of a script that the file copy must hold unchanged."""
    for event in script.live:
        yield from _texts_of(event)


_SAID = (
    "words",
    "note",
    "text",
    "reason",
    "need",
    "why",
    "meanwhile",
    "about",
    "says",
    "next",
    "not_discussed",
)


def _texts_of(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, str) and name in _SAID:
        yield from (line.strip() for line in value.strip().splitlines() if line.strip())
    elif isinstance(value, Mapping):
        for inner_name, inner in value.items():
            yield from _texts_of(inner, str(inner_name))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_of(inner, name)


def as_date(value: object) -> dt.date | None:
    """Read a date of a script."""
    if isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None


def needed_date(value: object) -> dt.date:
    """Read a date that a script must give.

    Raises:
        ScriptUnreadable: it gives none.
    """
    day = as_date(value)
    if day is None:
        message = "The script of the demonstration lacks a date. Install the application again."
        raise ScriptUnreadable(message)
    return day


def as_time(value: str) -> dt.time:
    """Read a time of day of a script."""
    return dt.time.fromisoformat(value)
