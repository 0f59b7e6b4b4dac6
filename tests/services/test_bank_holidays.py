"""England's bank holidays, and the days an authority adds or takes away."""

import datetime as dt

import pytest

from cpm_desktop.domain.forms import AuthoritySettings
from cpm_desktop.domain.working_days import BeyondCalendar
from cpm_desktop.services.bank_holidays import (
    EnglandCalendar,
    ExtraDay,
    ExtraDaysUnreadable,
    calendar_for,
    england_calendar,
    read_extra_days,
    write_extra_days,
)


@pytest.fixture(scope="module")
def england() -> EnglandCalendar:
    return england_calendar()


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (dt.date(2026, 12, 25), False),  # Friday, Christmas Day
        (dt.date(2026, 12, 28), False),  # Monday in place of Boxing Day
        (dt.date(2026, 12, 29), True),
        (dt.date(2027, 3, 29), False),  # Easter Monday
        (dt.date(2026, 3, 17), True),  # a bank holiday in Northern Ireland only
        (dt.date(2026, 11, 30), True),  # a bank holiday in Scotland only
        (dt.date(2023, 5, 8), False),  # the coronation
        (dt.date(2026, 11, 21), False),  # a Saturday
    ],
)
def test_england_works_when_england_works(england: EnglandCalendar, day: dt.date, is_working: bool) -> None:
    assert england.is_working_day(day) is is_working


def test_holidays_have_names(england: EnglandCalendar) -> None:
    assert england.holiday_name(dt.date(2026, 12, 25)) == "Christmas Day"


def test_the_calendar_refuses_years_it_does_not_know(england: EnglandCalendar) -> None:
    assert england.is_working_day(dt.date(2100, 12, 31))
    with pytest.raises(BeyondCalendar, match="2101"):
        england.is_working_day(dt.date(2101, 12, 25))


def test_days_can_be_added_and_taken_away() -> None:
    calendar = england_calendar(read_extra_days("2027-05-10 Day of thanks\n\nnot 2027-05-03 # moved"))
    assert calendar.holiday_name(dt.date(2027, 5, 10)) == "Day of thanks"
    assert not calendar.is_working_day(dt.date(2027, 5, 10))
    assert calendar.is_working_day(dt.date(2027, 5, 3))


def test_the_list_is_written_as_it_is_read() -> None:
    days = (
        ExtraDay(dt.date(2027, 5, 10), "Day of thanks"),
        ExtraDay(dt.date(2027, 5, 3), "Bank holiday", is_holiday=False),
    )
    assert read_extra_days(write_extra_days(days)) == days


@pytest.mark.parametrize("line", ["10 May 2027", "2027-13-01 Nothing", "2027-02-30", "Coronation"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ExtraDaysUnreadable, match="Line 2"):
        read_extra_days(f"2027-05-10 Day of thanks\n{line}")


def test_the_authoritys_one_off_holidays_are_no_working_days() -> None:
    authority = AuthoritySettings(extra_holidays=("2027-06-01", "2027-06-02"))
    calendar = calendar_for(authority, "not 2027-06-02")
    assert not calendar.is_working_day(dt.date(2027, 6, 1))
    assert calendar.is_working_day(dt.date(2027, 6, 2))  # what this laptop says goes before
    assert calendar_for(AuthoritySettings()).is_working_day(dt.date(2027, 6, 1))
