"""Values as rows and back: one compiled reading for each dataclass, so that opening a meeting stays cheap."""

import dataclasses
import datetime as dt
import functools
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from cpm_desktop.domain.codec import Plain, field_types, plain_value

T = TypeVar("T")
Cell = str | int | bytes | None
_Reading = Callable[[Any], Any] | None


def cell(value: Plain) -> str | int | None:
    """A plain value as a table holds it: lists become JSON, the rest stays as it is."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def row_of(value: object) -> dict[str, Cell]:
    """A dataclass as a row, its fields by name; what stands inside it becomes JSON."""
    fields = dataclasses.fields(typing.cast("Any", value))
    return {field.name: cell(plain_value(getattr(value, field.name))) for field in fields}


def cells(plain: Mapping[str, Plain]) -> dict[str, Cell]:
    """The plain values of a dataclass as a row."""
    return {name: cell(value) for name, value in plain.items()}


def values_of(cls: type[T], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[T, ...]:
    """Rows as values.

    Args:
        cls: the dataclass.
        columns: the field that each place of a row holds.
        rows: as the database gives them.
    """
    readings = _plan(typing.cast("Any", cls), tuple(columns))
    found = []
    for row in rows:
        parts = list(row)
        for place, reading in readings:
            part = parts[place]
            if part is not None:
                parts[place] = reading(part)
        found.append(cls(**dict(zip(columns, parts, strict=True))))
    return tuple(found)


@functools.cache
def _plan(cls: Any, columns: tuple[str, ...]) -> tuple[tuple[int, Callable[[Any], Any]], ...]:  # noqa: ANN401  # any dataclass
    # Only the columns that hold something else than their field does have to be read at all.
    hints = field_types(cls)
    readings = [(place, _reading(hints[name])) for place, name in enumerate(columns)]
    return tuple((place, reading) for place, reading in readings if reading is not None)


def _reading(hint: Any) -> _Reading:  # noqa: ANN401  # any type hint
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return _tuple_reading(typing.get_args(hint)[0])
    if hint in (str, int):
        return None
    if hint in (dt.date, dt.time, dt.datetime):
        reading: _Reading = hint.fromisoformat
        return reading
    if hint is bool:
        return bool
    if dataclasses.is_dataclass(hint):
        return lambda part: _from_objects(hint, [json.loads(part)])[0] if isinstance(part, str) else part
    if issubclass(hint, Enum):
        members: dict[str, object] = dict(hint._value2member_map_)
        return members.__getitem__
    raise TypeError(hint)


def _tuple_reading(inner: Any) -> _Reading:  # noqa: ANN401  # any type hint
    if dataclasses.is_dataclass(inner):
        return lambda part: _from_objects(inner, json.loads(part)) if isinstance(part, str) else part
    return lambda text: tuple(json.loads(text)) if text != "[]" else ()


def _from_objects(cls: Any, objects: list[dict[str, Any]]) -> tuple[Any, ...]:  # noqa: ANN401  # any dataclass
    if not objects:
        return ()
    columns = tuple(objects[0])
    return values_of(cls, columns, ([one[name] for name in columns] for one in objects))
