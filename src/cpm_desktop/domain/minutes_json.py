"""The minutes as data, written as JSON and read again."""

import dataclasses
import json
from typing import Any

from cpm_desktop.domain.codec import Plain, from_plain, plain_value
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.minutes_data import SCHEMA, MinutesData


class DataUnreadable(CarePlanningError):
    """The data inside a file are damaged, or of a form that this version does not know."""


def minutes_json(data: MinutesData) -> str:
    """Return data as JSON with a line feed at its end; what is empty is left out, the same data give the same text."""
    return json.dumps(_plain(data), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


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


def _plain(value: object) -> Plain:
    """Return a value as JSON without what is as if nothing were known of it."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return plain_value(value)
    kept: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        found = getattr(value, field.name)
        if found != field.default or field.name == "schema":
            kept[field.name] = _plain(found)
    return kept
