"""Values as rows and back: one compiled reading for each dataclass, so that opening a meeting stays cheap."""

import collections
import dataclasses
import datetime as dt
import functools
import itertools
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from cpm_desktop.domain.codec import Plain, field_types, plain_value

T = TypeVar("T")
Cell = str | int | bytes | None
_DECODER = json.JSONDecoder()
_NO_LIST = "[]"
_MANY = 12  # rows, from which on field by field is quicker than row by row


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
    found = rows if isinstance(rows, Sequence) else list(rows)
    return _field_by_field(cls, plan, found) if len(found) >= _MANY else _row_by_row(cls, plan, found)


@dataclasses.dataclass(frozen=True, slots=True)
class _Reading:
    """How to read what a row holds for a field: of one row, and of many at once, where None stays None."""

    one: Callable[[Any], Any]
    many: Callable[[Sequence[Any]], Iterable[Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class _Plan:
    """How rows become values of a dataclass.

    Attributes:
        readings: for each place of a row that holds something else than its field does, how to read it.
        setters: puts each place of a row into its field.
        rest: puts the defaults into the fields that no place holds.
    """

    readings: tuple[tuple[int, _Reading], ...]
    setters: tuple[Callable[[Any, Any], None], ...]
    rest: tuple[tuple[Callable[[Any, Any], None], Any], ...]


def _row_by_row(cls: type[T], plan: _Plan, rows: Iterable[Sequence[object]]) -> tuple[T, ...]:
    readings, setters, rest, new = plan.readings, plan.setters, plan.rest, object.__new__
    found = []
    for row in rows:
        parts = list(row)
        for place, reading in readings:
            part = parts[place]
            if part is not None:
                parts[place] = reading.one(part)
        made = new(cls)
        for put, part in zip(setters, parts, strict=True):
            put(made, part)
        for put, default in rest:
            put(made, default)
        found.append(made)
    return tuple(found)


def _field_by_field(cls: type[T], plan: _Plan, rows: Sequence[Sequence[object]]) -> tuple[T, ...]:
    """The same for many rows: one field of all of them at once, in loops that are not Python's own."""
    found = tuple(map(object.__new__, itertools.repeat(cls, len(rows))))
    readings = dict(plan.readings)
    columns: Iterable[tuple[object, ...]] = zip(*rows, strict=True)
    for place, (put, column) in enumerate(zip(plan.setters, columns, strict=True)):
        reading = readings.get(place)
        parts: Iterable[object] = column
        if reading is not None and column.count(None) < len(column):
            parts = reading.many(column)
        _exhaust(map(put, found, parts))
    for put, default in plan.rest:
        _exhaust(map(put, found, itertools.repeat(default)))
    return found


def _exhaust(doing: Iterable[object]) -> None:
    collections.deque(doing, maxlen=0)


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


def _reading(hint: Any) -> _Reading | None:  # noqa: ANN401  # any type hint
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return _tuple_reading(typing.get_args(hint)[0])
    if hint in (str, int):
        return None
    if hint in (dt.date, dt.time, dt.datetime):
        return _alike(hint.fromisoformat)
    if hint is bool:
        return _alike(bool)
    if dataclasses.is_dataclass(hint):
        return _Reading(lambda part: _object_in(hint, part), lambda column: _objects_of_column(hint, column))
    if issubclass(hint, Enum):
        members: dict[str, object] = dict(hint._value2member_map_)
        return _alike(members.__getitem__)
    raise TypeError(hint)


def _tuple_reading(inner: Any) -> _Reading:  # noqa: ANN401  # any type hint
    if dataclasses.is_dataclass(inner):
        return _Reading(lambda part: _objects_in(inner, part), lambda column: _lists_of_column(inner, column))
    # What stands inside a JSON object is a list already.
    return _alike(
        lambda part: tuple(_parsed(part) if part.__class__ is str else part) if part != _NO_LIST else ()
    )


def _alike(one: Callable[[Any], Any]) -> _Reading:
    return _Reading(one, lambda column: [None if part is None else one(part) for part in column])


def _object_in(cls: Any, part: Any) -> Any:  # noqa: ANN401  # any dataclass
    if not isinstance(part, str):
        return part
    (value,) = _values_of_objects(cls, (_parsed(part),))
    return value


def _objects_in(cls: Any, part: Any) -> Any:  # noqa: ANN401  # any dataclass
    if not isinstance(part, str):
        return part
    return _values_of_objects(cls, _parsed(part)) if part != _NO_LIST else ()


def _objects_of_column(cls: Any, column: Sequence[Any]) -> Iterable[Any]:  # noqa: ANN401  # any dataclass
    objects = _parsed_column(column)
    if objects is None:
        return [None if part is None else _object_in(cls, part) for part in column]
    made = iter(_values_of_objects(cls, objects))
    return [None if part is None else next(made) for part in column]


def _lists_of_column(cls: Any, column: Sequence[Any]) -> Iterable[Any]:  # noqa: ANN401  # any dataclass
    lists = _parsed_column(column)
    if lists is None:
        return [None if part is None else _objects_in(cls, part) for part in column]
    made = iter(_values_of_objects(cls, list(itertools.chain.from_iterable(lists))))
    each = iter(lists)
    return [None if part is None else tuple(itertools.islice(made, len(next(each)))) for part in column]


def _values_of_objects(cls: Any, objects: Sequence[dict[str, Any]]) -> tuple[Any, ...]:  # noqa: ANN401  # any dataclass
    if not objects:
        return ()
    names = tuple(objects[0])
    if all(tuple(one) == names for one in objects):
        return values_of(cls, names, [tuple(one.values()) for one in objects])
    # Some were kept before a field was added.
    return tuple(values_of(cls, tuple(one), (tuple(one.values()),))[0] for one in objects)


def _parsed(text: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    # What the application wrote itself has nothing around it, so that nothing has to be looked for there.
    value, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise ValueError(text)
    return value


def _parsed_column(column: Sequence[Any]) -> list[Any] | None:
    """What the texts of a column hold, parsed at once; None where it holds something else than texts."""
    texts = [part for part in column if part is not None]
    if not all(isinstance(part, str) for part in texts):
        return None
    found: list[Any] = _parsed(f"[{','.join(texts)}]")
    if len(found) != len(texts):
        raise ValueError(column)
    return found
