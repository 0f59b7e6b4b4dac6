"""Entities and commands as plain JSON values and back, by their declared types."""

import dataclasses
import datetime as dt
import functools
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum

from cpm_desktop.domain.errors import InvalidDetail

T = typing.TypeVar("T")
type_hints = functools.cache(typing.get_type_hints)

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
Row = dict[str, Plain]


def field_types(cls: type) -> dict[str, object]:
    """Return the declared type of each field of a dataclass, in order."""
    hints = type_hints(cls)
    return {entry.name: hints[entry.name] for entry in dataclasses.fields(cls)}


def plain_value(value: object) -> Plain:
    """Return one field's value as JSON: dates and times as ISO 8601, enums as their text, tuples as lists.

    Raises:
        InvalidDetail: the value is of no kind that a field may hold.
    """
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain_value(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dict(to_plain(value))
    message = f"{type(value).__name__} cannot be kept."
    raise InvalidDetail(message)


def to_plain(value: object) -> Row:
    """Return a dataclass's fields as plain JSON values, in the order of declaration."""
    fields = dataclasses.fields(typing.cast("typing.Any", value))
    return {entry.name: plain_value(getattr(value, entry.name)) for entry in fields}


def from_plain(cls: type[T], row: Mapping[str, Plain]) -> T:
    """Read a dataclass from plain values; what is missing takes its default, what is unknown is refused.

    Raises:
        InvalidDetail: a value does not fit its field, or a field is unknown.
    """
    known = field_types(cls)
    unknown = [name for name in row if name not in known]
    if unknown:
        message = f"“{unknown[0]}” is no detail of {cls.__name__}."
        raise InvalidDetail(message)
    return cls(**{name: read_value(known[name], value, name) for name, value in row.items()})


def read_value(hint: object, value: Plain, name: str) -> object:
    """Read one field's value by its declared type.

    Raises:
        InvalidDetail: it does not fit.
    """
    try:
        return _reader(hint)(value)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        message = f"“{name}” cannot be {value!r:.80}."
        raise InvalidDetail(message) from error


def _exactly(expected: type) -> Callable[[typing.Any], object]:
    def read(value: object) -> object:
        if type(value) is not expected:
            raise TypeError(expected.__name__)
        return value

    return read


@functools.cache
def _reader(hint: typing.Any) -> Callable[[typing.Any], object]:  # noqa: ANN401  # any type hint
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _optional_reader(hint)
    if origin is tuple:
        inner = _reader(typing.get_args(hint)[0])
        return lambda value: tuple(inner(part) for part in value)
    if hint in (str, int, bool):
        return _exactly(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint in (dt.datetime, dt.date, dt.time):
        return hint.fromisoformat  # type: ignore[no-any-return]  # one of three known classes
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return functools.partial(from_plain, hint)
    raise TypeError(hint)


def _optional_reader(hint: typing.Any) -> Callable[[typing.Any], object]:  # noqa: ANN401  # any type hint
    inner = [part for part in typing.get_args(hint) if part is not types.NoneType]
    if len(inner) != 1:
        raise TypeError(hint)
    read = _reader(inner[0])
    return lambda value: None if value is None else read(value)
