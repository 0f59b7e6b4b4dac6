import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.domain.written_dates import read_written_date

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "9 March 2014", "9 mar 2014", "9th March 2014", "9/3/2014", "9.3.14", "09-03-2014", "2014-03-09",
        "  9\u00a0March\u00a02014 ", "Sunday 9 March 2014", "Sun 9 Mar 2014",
    ],
)  # fmt: skip
def test_the_ways_people_write_a_day(text: str) -> None:
    assert read_written_date(text, TODAY) == dt.date(2014, 3, 9)


def test_without_a_year_it_is_this_year() -> None:
    assert read_written_date("9 March", TODAY) == dt.date(2026, 3, 9)


def test_two_digits_reach_fifty_years_ahead() -> None:
    assert read_written_date("1/1/75", TODAY) == dt.date(2075, 1, 1)
    assert read_written_date("1/1/85", TODAY) == dt.date(1985, 1, 1)


@pytest.mark.parametrize(
    "text", ["31 June 2026", "29/2/2025", "0/0/0", "soon", "9 Foo 2014", "", "9", "1/2/3/4"]
)
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read_written_date(text, TODAY)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_reads_back_as_it_is_written(day: dt.date) -> None:
    assert read_written_date(long_day_text(day), TODAY) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(read_written_date(text, TODAY), dt.date)
