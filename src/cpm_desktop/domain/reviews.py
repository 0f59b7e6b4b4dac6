"""Review periods: the time from one looked-after review to the next, in which meetings are counted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cpm_desktop.domain.child import Review
from cpm_desktop.domain.working_days import add_months

USUAL_MONTHS_TO_SECOND = 3
USUAL_MONTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPeriod:
    """The time between two reviews: after the day of the first, up to and including the day of the second.

    Attributes:
        opens: the review it begins with.
        closes: the review it ends with; None while none is planned.
        starts: day of the one.
        ends: day of the other, or the latest day it may be held where none is planned.
        is_first: between a child's first and second review.
    """

    opens: Review
    closes: Review | None
    starts: dt.date
    ends: dt.date
    is_first: bool

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day lies in it."""
        return self.starts < day <= self.ends

    def is_open_ended(self) -> bool:
        """Tell whether no review is planned at its end."""
        return self.closes is None

    def is_shortened(self, early_by_days: int) -> bool:
        """Tell whether its last review is earlier than the usual six months (frequency.cla-early-review).

        Args:
            early_by_days: a review counts as early when it is more than these days before six months are up.
        """
        if self.closes is None or self.is_first:
            return False
        usual = add_months(self.starts, USUAL_MONTHS)
        return self.closes.is_brought_forward or (usual - self.ends).days > early_by_days


def review_periods(reviews: Iterable[Review]) -> tuple[ReviewPeriod, ...]:
    """Return the periods between reviews in order, the last one from the last review held.

    Reviews without a date are left out.
    """
    dated = sorted(((review.date, review) for review in reviews if review.date), key=lambda pair: pair[0])
    ordered = [review for _, review in dated]
    periods = []
    for place, opens in enumerate(ordered):
        closes = ordered[place + 1] if place + 1 < len(ordered) else None
        if closes is None and opens.is_planned:
            continue
        periods.append(
            period_from(opens, closes, is_first=opens.number == 1 or (not opens.number and place == 0))
        )
    return tuple(periods)


def period_from(opens: Review, closes: Review | None, *, is_first: bool) -> ReviewPeriod:
    """Return the period from one review to the next, or to the latest day for it where none is planned.

    Both reviews have dates.
    """
    starts = opens.date or dt.date.min
    usual = USUAL_MONTHS_TO_SECOND if is_first else USUAL_MONTHS
    ends = closes.date if closes is not None and closes.date is not None else add_months(starts, usual)
    return ReviewPeriod(opens=opens, closes=closes, starts=starts, ends=ends, is_first=is_first)


def period_on(reviews: Iterable[Review], day: dt.date) -> ReviewPeriod | None:
    """Return the period that a day lies in; None before the day after the first review.

    A planned review that was missed still ends its period: the day after it lies in the same one, overdue.
    """
    periods = review_periods(reviews)
    for period in periods:
        if period.holds(day):
            return period
    passed = [period for period in periods if period.starts < day]
    return passed[-1] if passed else None
