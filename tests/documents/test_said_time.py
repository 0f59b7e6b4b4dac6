from datetime import UTC, datetime

import pytest

from cpm_desktop.documents.said_time import say_date, say_moment


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 24, 16, 40, tzinfo=UTC), "24 November 2026 at 16:40"),
        (datetime(2026, 7, 31, 23, 30, tzinfo=UTC), "1 August 2026 at 00:30"),
    ],
)
def test_moments_are_said_in_london_time(moment: datetime, said: str) -> None:
    assert say_moment(moment) == said
    assert say_moment(moment).startswith(say_date(moment))
