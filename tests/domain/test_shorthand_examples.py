"""The examples of the sheet of keys are understood as it says."""

import datetime as dt

import pytest

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.dates_as_typed import DateGround
from cpm_desktop.domain.shorthand import parse_line
from cpm_desktop.domain.shorthand_examples import SHORTHAND, ShorthandExample
from cpm_desktop.domain.typed_line import LineKind
from cpm_desktop.domain.working_days import HolidayCalendar

PEOPLE = (Person(id="priya", name="Priya Nair"), Person(id="kai", name="Kai Avery"))
CALENDAR = HolidayCalendar(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
GROUND = DateGround(today=dt.date(2026, 11, 24), calendar=CALENDAR)


@pytest.mark.parametrize("example", SHORTHAND, ids=lambda example: example.says)
def test_an_example_is_understood_as_the_sheet_says(example: ShorthandExample) -> None:
    line = parse_line(example.typed, PEOPLE, GROUND)
    assert line.kind is example.kind
    assert not line.unknown
    assert line.people or "@" not in example.typed
    assert line.because or "because" not in example.typed
    assert line.due or " by " not in example.typed


def test_every_kind_has_an_example() -> None:
    assert {example.kind for example in SHORTHAND} == set(LineKind) - {LineKind.NOTE}
