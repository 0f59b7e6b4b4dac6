"""Days are counted as people count them, and never past what is known."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.forms import DayKind
from cpm_desktop.domain.working_days import (
    BeyondCalendar,
    HolidayCalendar,
    add_days,
    add_months,
    is_weekend,
    next_working_day,
    working_days_between,
)

CHRISTMAS = {dt.date(2026, 12, 25): "Christmas Day", dt.date(2026, 12, 28): "Boxing Day (observed)"}
CALENDAR = HolidayCalendar(dt.date(2026, 1, 1), dt.date(2027, 12, 31), CHRISTMAS)
days = st.dates(dt.date(2026, 1, 1), dt.date(2027, 9, 30))


@pytest.mark.rule("after.distribute-5-days")
def test_calendar_days_take_every_day() -> None:
    assert add_days(dt.date(2026, 11, 24), 5, DayKind.CALENDAR, CALENDAR) == dt.date(2026, 11, 29)


@pytest.mark.rule("after.distribute-10-working-days")
def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    assert add_days(dt.date(2026, 12, 24), 1, DayKind.WORKING, CALENDAR) == dt.date(2026, 12, 29)
    assert add_days(dt.date(2026, 12, 18), 10, DayKind.WORKING, CALENDAR) == dt.date(2027, 1, 5)


def test_beyond_the_calendar_it_says_so() -> None:
    with pytest.raises(
        BeyondCalendar, match="known only from 1\u00a0January\u00a02026 to 31\u00a0December\u00a02027"
    ):
        add_days(dt.date(2027, 12, 31), 1, DayKind.WORKING, CALENDAR)
    with pytest.raises(BeyondCalendar):
        CALENDAR.is_working_day(dt.date(2025, 12, 31))
    with pytest.raises(BeyondCalendar):
        add_days(dt.date.max, 1, DayKind.CALENDAR, CALENDAR)
    with pytest.raises(BeyondCalendar):
        add_months(dt.date.max, 1)


def test_a_calendar_of_holidays_only_does_not_search_for_ever() -> None:
    first = dt.date(2026, 1, 1)
    closed = HolidayCalendar(
        first, dt.date(2026, 12, 31), {first + dt.timedelta(days=n): "Closed" for n in range(365)}
    )
    with pytest.raises(BeyondCalendar, match="No working day"):
        next_working_day(first, closed)


@given(days, st.integers(0, 40))
def test_counting_back_gives_the_same_number(start: dt.date, number: int) -> None:
    end = add_days(start, number, DayKind.WORKING, CALENDAR)
    assert working_days_between(start, end, CALENDAR) == number
    assert number == 0 or CALENDAR.is_working_day(end)


@given(days)
def test_the_next_working_day_skips_no_working_day(day: dt.date) -> None:
    found = next_working_day(day, CALENDAR)
    assert CALENDAR.is_working_day(found)
    assert not is_weekend(found)
    assert not any(CALENDAR.is_working_day(day + dt.timedelta(days=n)) for n in range((found - day).days))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2026, 9, 8), 6, dt.date(2027, 3, 8)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 31), 6, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 15), 1, dt.date(2027, 1, 15)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
    ],
)
def test_months_end_with_the_month(day: dt.date, months: int, expected: dt.date) -> None:
    assert add_months(day, months) == expected
