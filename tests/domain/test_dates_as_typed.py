"""Dates and times as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.dates_as_typed import DateGround, WarningKind, parse_date
from cpm_desktop.domain.times_as_typed import parse_time
from cpm_desktop.domain.typography import day_text, long_day_text, short_day_text, weekday_text
from cpm_desktop.domain.working_days import HolidayCalendar

TUESDAY = dt.date(2026, 11, 24)
CALENDAR = HolidayCalendar(
    dt.date(2026, 1, 1),
    dt.date(2028, 12, 31),
    {
        dt.date(2026, 12, 28): "Boxing Day (observed)",
        dt.date(2027, 3, 26): "Good Friday",
        dt.date(2027, 3, 29): "Easter Monday",
    },
)
GROUND = DateGround(
    TUESDAY, calendar=CALENDAR, next_meeting=dt.date(2027, 1, 26), next_review=dt.date(2027, 3, 8)
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("today", "2026-11-24"),
        ("tomorrow", "2026-11-25"),
        ("the day after tomorrow", "2026-11-26"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("by Fri.", "2026-11-27"),
        ("tue", "2026-12-01"),
        ("this tuesday", "2026-11-24"),
        ("next fri", "2026-12-04"),
        ("next Mon", "2026-11-30"),
        ("last friday", "2026-11-20"),
        ("friday week", "2026-12-04"),
        ("a week on Friday", "2026-12-04"),
        ("2w", "2026-12-08"),
        ("2 wks", "2026-12-08"),
        ("in 3 weeks", "2026-12-15"),
        ("three weeks", "2026-12-15"),
        ("in a week's time", "2026-12-01"),
        ("in a fortnight", "2026-12-08"),
        ("10 days", "2026-12-04"),
        ("5d", "2026-11-29"),
        ("5 working days", "2026-12-01"),
        ("2 months", "2027-01-24"),
        ("1y", "2027-11-24"),
        ("18 Dec", "2026-12-18"),
        ("18th December", "2026-12-18"),
        ("18 of december 2026", "2026-12-18"),
        ("the 18th of December", "2026-12-18"),
        ("Fri 18 Dec", "2026-12-18"),
        ("Friday, 18 December 2026", "2026-12-18"),
        ("December 18", "2026-12-18"),
        ("18dec", "2026-12-18"),
        ("18/12", "2026-12-18"),
        ("18.12", "2026-12-18"),
        ("14/3/27", "2027-03-14"),
        ("14-03-2027", "2027-03-14"),
        ("3/2", "2027-02-03"),
        ("29/2", "2028-02-29"),
        ("the 18th", "2026-12-18"),
        ("30th", "2026-11-30"),
        ("2026-12-18", "2026-12-18"),
        ("end of the week", "2026-11-27"),
        ("end of next week", "2026-12-04"),
        ("next week", "2026-12-04"),
        ("end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of January", "2027-01-31"),
        ("end of November", "2026-11-30"),
        ("end of the year", "2026-12-31"),
        ("before Christmas", "2026-12-24"),
        ("Good Friday", "2027-03-26"),
        ("Easter Monday", "2027-03-29"),
        ("by Easter", "2027-03-25"),
        ("Boxing Day", "2026-12-26"),
        ("New Year’s Day", "2027-01-01"),
        ("2/52", "2026-12-08"),
        ("next meeting", "2027-01-26"),
        ("the next meeting", "2027-01-26"),
        ("before the review", "2027-03-08"),
        ("  18\u00a0Dec  ", "2026-12-18"),
    ],
)
def test_dates_are_read_as_they_are_written(typed: str, expected: str) -> None:
    found = parse_date(typed, GROUND)
    assert found is not None
    assert found.date == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "asap",
        "31/2",
        "32 Dec",
        "0w",
        "half term",
        "18 Decade",
        "1/2/3/4",
        "week",
        "99999999",
        "2026-13-01",
    ],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    found = parse_date(typed, GROUND)
    assert found is None or typed == "0w"


def test_a_meeting_without_a_day_keeps_its_words() -> None:
    found = parse_date("by next meeting", DateGround(TUESDAY))
    assert found is not None
    assert (found.date, found.words) == (None, "by next meeting")


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("Fri 18 Dec", []),
        ("Thu 18 Dec", [WarningKind.WRONG_WEEKDAY]),
        ("19 Dec", [WarningKind.WEEKEND]),
        ("28 Dec", [WarningKind.BANK_HOLIDAY]),
        ("20/11/26", [WarningKind.PAST]),
        ("9 March", [WarningKind.AFTER_NEXT_REVIEW]),
        ("3 Nov", [WarningKind.AFTER_NEXT_REVIEW, WarningKind.FAR_AHEAD]),
        ("yesterday", [WarningKind.PAST]),
        ("3/1/2030", [WarningKind.AFTER_NEXT_REVIEW, WarningKind.FAR_AHEAD]),
    ],
)
def test_warnings_stand_beside_the_date(typed: str, kinds: list[WarningKind]) -> None:
    found = parse_date(typed, GROUND)
    assert found is not None
    assert [warning.kind for warning in found.warnings] == kinds
    assert all(warning.sentence.endswith(".") for warning in found.warnings)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("20 Nov", "2026-11-20"), ("fri", "2026-11-20"), ("tue", "2026-11-24"), ("3/12", "2025-12-03")],
)
def test_looking_back_takes_the_last_one(typed: str, expected: str) -> None:
    found = parse_date(typed, DateGround(TUESDAY, is_looking_back=True))
    assert found is not None
    assert found.date == dt.date.fromisoformat(expected)
    assert found.warnings == ()


@given(st.dates(dt.date(2026, 11, 24), dt.date(2027, 11, 23)))
def test_every_way_we_write_a_date_is_read_again(day: dt.date) -> None:
    ways = (
        day_text(day),
        long_day_text(day),
        weekday_text(day),
        short_day_text(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year % 100:02d}",
    )
    for way in ways:
        found = parse_date(way, GROUND)
        assert found is not None, way
        assert found.date == day, way


@given(st.text(max_size=40), st.dates())
def test_no_text_and_no_day_fails(text: str, today: dt.date) -> None:
    parse_date(text, DateGround(today, calendar=CALENDAR))
    parse_time(text)


@given(
    st.sampled_from(["999 weeks", "999m", "999y", "next fri", "end of next month", "999 working days"]),
    st.dates(),
)
def test_the_ends_of_the_calendar_do_no_harm(text: str, today: dt.date) -> None:
    parse_date(text, DateGround(today, calendar=CALENDAR))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2pm", "14:00"),
        ("2 p.m.", "14:00"),
        ("2.30pm", "14:30"),
        ("14.30", "14:30"),
        ("14:30", "14:30"),
        ("1430", "14:30"),
        ("0900", "09:00"),
        ("at 9am", "09:00"),
        ("9", "09:00"),
        ("2", "14:00"),
        ("2.30", "14:30"),
        ("02:30", "02:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("noon", "12:00"),
        ("2 o'clock", "14:00"),
    ],
)
def test_times_are_read_as_they_are_written(typed: str, expected: str) -> None:
    assert parse_time(typed) == dt.time.fromisoformat(expected)


@pytest.mark.parametrize("typed", ["", "25:00", "14:60", "13pm", "0pm", "later", "1:2"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert parse_time(typed) is None


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_a_time_with_its_nought_is_itself(time: dt.time) -> None:
    assert parse_time(f"{time.hour:02d}:{time.minute:02d}") == time
