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
_DECODER = json.JSONDecoder()
_NO_LIST = "[]"


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
    plan = _plan(typing.cast("Any", cls), tuple(columns))
    readings, setters, rest, new = plan.readings, plan.setters, plan.rest, object.__new__
    found = []
    for row in rows:
        parts = list(row)
        for place, reading in readings:
            part = parts[place]
            if part is not None:
                parts[place] = reading(part)
        made = new(cls)
        for put, part in zip(setters, parts, strict=True):
            put(made, part)
        for put, default in rest:
            put(made, default)
        found.append(made)
    return tuple(found)


@dataclasses.dataclass(frozen=True, slots=True)
class _Plan:
    """How rows become values of a dataclass.

    Attributes:
        readings: for each place of a row that holds something else than its field does, how to read it.
        setters: puts each place of a row into its field.
        rest: puts the defaults into the fields that no place holds.
    """

    readings: tuple[tuple[int, Callable[[Any], Any]], ...]
    setters: tuple[Callable[[Any, Any], None], ...]
    rest: tuple[tuple[Callable[[Any, Any], None], Any], ...]


@functools.cache
def _plan(cls: Any, columns: tuple[str, ...]) -> _Plan:  # noqa: ANN401  # any dataclass
    # Only the columns that hold something else than their field does have to be read at all. A frozen dataclass
    # sets its fields one by one through object.__setattr__; its slots take them in half the time.
    hints = field_types(cls)
    readings = [(place, _reading(hints[name])) for place, name in enumerate(columns)]
    left = [field for field in dataclasses.fields(cls) if field.name not in columns]
    if hasattr(cls, "__post_init__") or any(not _is_fixed(field) for field in left):
        raise TypeError(cls)
    return _Plan(
        readings=tuple((place, reading) for place, reading in readings if reading is not None),
        setters=tuple(getattr(cls, name).__set__ for name in columns),
        rest=tuple((getattr(cls, field.name).__set__, field.default) for field in left),
    )


def _is_fixed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is not dataclasses.MISSING


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
        return lambda part: _from_object(hint, _parsed(part)) if isinstance(part, str) else part
    if issubclass(hint, Enum):
        members: dict[str, object] = dict(hint._value2member_map_)
        return members.__getitem__
    raise TypeError(hint)


def _tuple_reading(inner: Any) -> _Reading:  # noqa: ANN401  # any type hint
    if dataclasses.is_dataclass(inner):
        return lambda part: _objects_in(inner, part) if isinstance(part, str) else part
    # What stands inside a JSON object is a list already.
    return lambda part: tuple(_parsed(part) if part.__class__ is str else part) if part != _NO_LIST else ()


def _objects_in(cls: Any, part: str) -> tuple[Any, ...]:  # noqa: ANN401  # any dataclass
    objects = _parsed(part) if part != _NO_LIST else ()
    if not objects:
        return ()
    columns = tuple(objects[0])
    return values_of(cls, columns, (one.values() for one in objects))


def _from_object(cls: Any, found: dict[str, Any]) -> Any:  # noqa: ANN401  # any dataclass
    (value,) = values_of(cls, tuple(found), (tuple(found.values()),))
    return value


def _parsed(text: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    # What the application wrote itself has nothing around it, so that nothing has to be looked for there.
    value, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise ValueError(text)
    return value
