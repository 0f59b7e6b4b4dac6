import dataclasses
import datetime as dt
import functools
from collections.abc import Sequence
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.aggregate import entity_classes
from cpm_desktop.domain.child import Review
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.listing import ChildSummary, HeldMeeting
from cpm_desktop.storage.mapping import row_of, values_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def values(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401  # any type hint
    """Anything that a field of that type may hold."""
    inner = getattr(hint, "__args__", ())
    if type(None) in inner:
        return st.none() | values(next(part for part in inner if part is not type(None)))
    if inner:
        return st.lists(TEXTS, max_size=3).map(tuple)
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    by_type: dict[type, st.SearchStrategy[Any]] = {
        str: TEXTS,
        bool: st.booleans(),
        int: st.integers(0, 2**40),
        dt.date: st.dates(),
        dt.time: st.times(),
        dt.datetime: st.datetimes(timezones=st.just(dt.UTC)),
    }
    return by_type[hint]


@functools.cache  # built anew for each example it takes longer than the example
def entities(kind: str) -> st.SearchStrategy[Entity]:
    cls = entity_classes()[kind]
    return st.builds(cls, **{name: values(hint) for name, hint in field_types(cls).items()})


@pytest.mark.parametrize("kind", sorted(entity_classes()))
@given(data=st.data())
def test_what_is_kept_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    cls = entity_classes()[kind]
    entity = data.draw(entities(kind))
    row = row_of(entity)
    (read,) = values_of(cls, tuple(row), [tuple(row.values())])
    assert read == entity
    assert {name: type(getattr(read, name)) for name in row} == {
        name: type(getattr(entity, name)) for name in row
    }


def test_values_within_a_value_come_back() -> None:
    day = dt.date(2026, 9, 8)
    summary = ChildSummary(
        child_id="kai",
        last_review=Review(id="r", number=2, date=day),
        held=(HeldMeeting(form_id="standard", date=day, title="Zoë’s “room”"),),
    )
    row = row_of(summary)
    (read,) = values_of(ChildSummary, tuple(row), [tuple(row.values())])
    assert read == summary


def _as_read(cls: type[Any], columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> tuple[Any, ...]:
    return tuple(value for row in rows for value in values_of(cls, columns, [row]))


def summaries() -> st.SearchStrategy[ChildSummary]:
    held = st.builds(HeldMeeting, form_id=TEXTS, date=st.dates(), title=TEXTS, is_waiver=st.booleans())
    review = st.none() | st.builds(Review, id=TEXTS, number=st.integers(0, 9), date=st.none() | st.dates())
    return st.builds(
        ChildSummary,
        child_id=TEXTS,
        date_of_birth=st.none() | st.dates(),
        last_review=review,
        held=st.lists(held, max_size=3).map(tuple),
        is_in_need=st.booleans(),
    )


@given(kept=st.lists(summaries(), min_size=30, max_size=40))
def test_many_rows_read_as_each_of_them_alone(kept: list[ChildSummary]) -> None:
    rows = [tuple(row_of(summary).values()) for summary in kept]
    columns = tuple(row_of(kept[0]))
    read = values_of(ChildSummary, columns, rows)
    assert read == tuple(kept)
    assert read == _as_read(ChildSummary, columns, rows)
    assert all(type(summary.is_in_need) is bool for summary in read)


def test_rows_kept_before_a_field_was_added_are_read_with_those_after() -> None:
    old, new = '{"form_id":"a","date":"2026-09-08"}', '{"form_id":"b","date":"2026-10-08","title":"Room"}'
    rows = [(f"child {number}", f"[{old if number % 2 else new}]") for number in range(40)]
    read = values_of(ChildSummary, ("child_id", "held"), rows)
    assert read == _as_read(ChildSummary, ("child_id", "held"), rows)
    assert [summary.held[0].title for summary in read[:2]] == ["Room", ""]


@pytest.mark.parametrize("broken", ["[]] , [[]", "[],[]", "[", ""])
def test_what_is_no_json_of_ours_is_refused_among_many_as_it_is_alone(broken: str) -> None:
    good = '[{"form_id":"a","date":"2026-09-08"}]'
    rows = [(f"child {number}", broken if number == 7 else good) for number in range(40)]
    with pytest.raises(ValueError):  # noqa: PT011 - of json or ours, neither names the text
        values_of(ChildSummary, ("child_id", "held"), rows)


def test_a_list_that_is_one_already_is_taken_as_it_is_among_many_as_alone() -> None:
    held = (HeldMeeting(form_id="a", date=dt.date(2026, 9, 8)),)
    rows: list[tuple[object, ...]] = [
        (f"child {number}", held if number == 7 else '[{"form_id":"a","date":"2026-09-08"}]')
        for number in range(40)
    ]
    assert {one.held for one in values_of(ChildSummary, ("child_id", "held"), rows)} == {held}


def test_a_thing_that_is_one_already_is_taken_as_it_is_among_many_as_alone() -> None:
    review = Review(id="r", number=2, date=dt.date(2026, 9, 8))
    kept = row_of(ChildSummary(child_id="kai", last_review=review))["last_review"]
    assert isinstance(kept, str)
    rows: list[tuple[object, ...]] = [
        (f"child {number}", review if number == 7 else None if number == 8 else kept) for number in range(40)
    ]
    read = values_of(ChildSummary, ("child_id", "last_review"), rows)
    assert [one.last_review for one in read] == [review] * 8 + [None] + [review] * 31


def test_what_no_row_can_be_read_into_is_a_mistake_of_ours_and_told_at_once() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Counted:
        id: str
        made: list[str] = dataclasses.field(default_factory=list)

    @dataclasses.dataclass(frozen=True, slots=True)
    class Weighed:
        id: str
        weight: float = 0.0

    with pytest.raises(TypeError):
        values_of(Counted, ("id",), [("a",)])
    with pytest.raises(TypeError):
        values_of(Weighed, ("id", "weight"), [("a", 1.5)])
    assert values_of(Weighed, ("id",), [("a",)]) == (Weighed("a"),)
