"""When a kind of meeting is held, and what is due after it."""

from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.forms.condition import Condition


class DayKind(StrEnum):
    """How days are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class FrequencyKind(StrEnum):
    """How a kind of meeting is counted."""

    BETWEEN_REVIEWS = "between reviews"
    EVERY = "every"
    WHEN_NEEDED = "when needed"
    ONCE_BEFORE = "once before"
    WHILE_DUE = "while due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something due after the meeting.

    Attributes:
        id: "distribute" for the distribution of copies; others are follow-ups.
        text: what is due.
        days: how many days after the meeting's date.
        day_kind: how they are counted.
        rule: the rule it comes from.
    """

    id: str
    text: str
    days: int
    day_kind: DayKind
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval that holds for a child's status.

    Attributes:
        when: all of these must hold.
        least_days: due from so many days after the last.
        most_days: overdue after so many.
        rule: the rule it comes from.
    """

    when: tuple[Condition, ...]
    least_days: int = 0
    most_days: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWithin:
    """When the first meeting of a kind is due.

    Attributes:
        after: id of the form after whose meeting it is due, or a fact that is a date ("child.protection_plan_since").
        days: within so many days.
        day_kind: how they are counted.
        rule: the rule it comes from.
    """

    after: str
    days: int
    day_kind: DayKind
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often this kind of meeting is held.

    Attributes:
        kind: counted between reviews, at an interval, or when needed.
        rule: the rule of the ordinary count.
        first_period: meetings required between the first and the second review.
        first_period_rule: its rule.
        later_periods: meetings required between later reviews.
        early_review: meetings required where a review is brought forward.
        early_review_rule: its rule.
        early_by_days: a review more than these days before six months are up counts as brought forward.
        reduced_rule: the rule that lets a review agree on fewer.
        least_days: for an interval, due from so many days after the last.
        most_days: overdue after so many.
        intervals: other intervals by the child's status; the first whose conditions hold goes before the two above.
        first: when the first one is due.
        before: for "once before", the fact that is a date, such as "child.filing_on".
        days_before: it is proposed so many days before that date.
        due_when: for "while due", it is due while these hold and neither it nor its waiver was held since `since`.
        since: the fact that is the date from which that counts; while it is not known, nothing is due.
        due_by: the fact that is the date by which it is due.
    """

    kind: FrequencyKind
    rule: str = ""
    first_period: int = 0
    first_period_rule: str = ""
    later_periods: int = 0
    early_review: int = 0
    early_review_rule: str = ""
    early_by_days: int = 14
    reduced_rule: str = ""
    least_days: int = 0
    most_days: int = 0
    intervals: tuple[Interval, ...] = ()
    first: FirstWithin | None = None
    before: str = ""
    days_before: int = 0
    due_when: tuple[Condition, ...] = ()
    since: str = ""
    due_by: str = ""


class DateRelation(StrEnum):
    """How a date of the meeting stands to another."""

    AT_LEAST_BEFORE = "at least before"
    NOT_AFTER = "not after"
    BEFORE = "before"


class DateStrictness(StrEnum):
    """What follows where a date does not stand as it should."""

    WARN = "warn"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCheck:
    """Where the meeting's date, or the next meeting's, must stand to another date.

    Attributes:
        id: permanent within the form.
        checked: "meeting.date" or "next.date".
        relation: at least `days` before the other date, not after it (`days` later at most), or before it.
        other: a fact ("child.filing_on") or an answer ("answer.assessment-due") that is a date, or "meeting.date".
        days: how many days.
        strictness: warn, or refuse until a reason is given.
        says: one sentence that tells what is wrong.
        rule: the rule it comes from.
    """

    id: str
    checked: str
    relation: DateRelation
    other: str
    days: int = 0
    strictness: DateStrictness = DateStrictness.WARN
    says: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateProposal:
    """A date proposed for the meeting, or for the next one.

    Attributes:
        proposed: "meeting.date" or "next.date".
        other: the fact or answer that is a date, or "meeting.date".
        least_days: from so many days after it; negative before it.
        most_days: to so many.
        rule: the rule it comes from.
    """

    proposed: str
    other: str
    least_days: int
    most_days: int
    rule: str
