"""The minutes as data, written as JSON and read again."""

import dataclasses
import functools
import json
from typing import Any

from cpm_desktop.domain.codec import Plain, Row, from_plain, plain_value
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.minutes_data import SCHEMA, MinutesData


class DataUnreadable(CarePlanningError):
    """The data inside a file are damaged, or of a form that this version does not know."""


def minutes_json(data: MinutesData) -> str:
    """Return data as JSON, a line for each part; what is empty is left out, the same data give the same text."""
    plain = _plain(data)
    parts = (f"{_json(name)}: {_json(part)}" for name, part in plain.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(plain: Plain) -> str:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False)


def read_minutes(text: str) -> MinutesData:
    """Read data from JSON.

    Raises:
        DataUnreadable: it is no such JSON, or of another form.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataUnreadable("The data inside the file are damaged: they are no JSON.") from error
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise DataUnreadable(f"The data inside the file are of another form than “{SCHEMA}”.")
    try:
        return from_plain(MinutesData, plain)
    except (InvalidDetail, TypeError, RecursionError) as error:
        raise DataUnreadable(
            "The data inside the file are damaged: a detail is missing, or not known."
        ) from error


def _plain(data: object) -> Row:
    """Return data as plain values without what is as if nothing were known of it."""
    kept: Row = {}
    part: Any = type(data)
    for name, default in _defaults(part):
        found = getattr(data, name)
        if found != default or name == "schema":
            kept[name] = _plain_value(found)
    return kept


@functools.cache
def _defaults(part: Any) -> tuple[tuple[str, object], ...]:  # noqa: ANN401 - the cache's stub refuses a class
    return tuple((field.name, field.default) for field in dataclasses.fields(part))


def _plain_value(value: object) -> Plain:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_plain_value(part) for part in value]
    return _plain(value) if dataclasses.is_dataclass(value) else plain_value(value)
