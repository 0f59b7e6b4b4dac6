"""The facts that conditions of a form may look at, and whether one condition holds."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from cpm_desktop.domain.forms import Condition, Test

Fact = str | int | bool | None

Given = Mapping[str, tuple[str, ...]]

ANSWER_PREFIX: Final = "answer."
EARLIER_PREFIX: Final = "earlier."
YES: Final = "yes"
NO: Final = "no"


class FactKind(StrEnum):
    """What a fact may be compared with."""

    YES_OR_NO = "yes or no"
    NUMBER = "whole number"
    TEXT = "text"
    DATE = "date"


# Every fact that a condition may look at, beside answers.
CHILD_FACTS: Final[Mapping[str, FactKind]] = MappingProxyType(
    {
        "child.age": FactKind.NUMBER,
        "child.is_born": FactKind.YES_OR_NO,
        "child.is_looked_after": FactKind.YES_OR_NO,
        "child.weeks_looked_after": FactKind.NUMBER,
        "child.has_protection_plan": FactKind.YES_OR_NO,
        "child.is_matched_long_term": FactKind.YES_OR_NO,
        "child.legal_status": FactKind.TEXT,
        "child.placement": FactKind.TEXT,
        "child.is_accommodated": FactKind.YES_OR_NO,
        "child.is_in_need": FactKind.YES_OR_NO,
        "child.has_assessment_under_way": FactKind.YES_OR_NO,
        "child.has_placement_order": FactKind.YES_OR_NO,
        "child.is_adopted": FactKind.YES_OR_NO,
        "child.looked_after_since": FactKind.DATE,
        "child.protection_plan_since": FactKind.DATE,
        "child.assessment_started_on": FactKind.DATE,
        "child.assessment_due_on": FactKind.DATE,
        "child.significant_change_on": FactKind.DATE,
        "child.filing_on": FactKind.DATE,
        "child.court_on": FactKind.DATE,
        "child.expected_birth": FactKind.DATE,
        "child.last_review_on": FactKind.DATE,
        "child.next_review_on": FactKind.DATE,
    }
)
MEETING_FACTS: Final[Mapping[str, FactKind]] = MappingProxyType(
    {
        "meeting.is_first": FactKind.YES_OR_NO,
        "meeting.is_reconvened": FactKind.YES_OR_NO,
        "meeting.is_extra": FactKind.YES_OR_NO,
        "meeting.is_complex": FactKind.YES_OR_NO,
        "meeting.is_waiver": FactKind.YES_OR_NO,
        "meeting.child_is_here": FactKind.YES_OR_NO,
        "meeting.children": FactKind.NUMBER,
        "meeting.someone_is_remote": FactKind.YES_OR_NO,
        "meeting.date": FactKind.DATE,
        "next.date": FactKind.DATE,
    }
)
FACTS: Final[Mapping[str, FactKind]] = MappingProxyType({**CHILD_FACTS, **MEETING_FACTS})


class FactsOfChild(Protocol):
    """What is known of a child: the child on the file, or as the caseload sums it up."""

    @property
    def date_of_birth(self) -> dt.date | None:
        """None before birth."""

    @property
    def expected_birth(self) -> dt.date | None:
        """Before birth."""

    @property
    def looked_after_since(self) -> dt.date | None:
        """None where not looked after."""

    @property
    def protection_plan_since(self) -> dt.date | None:
        """None without a child protection plan."""

    @property
    def is_matched_long_term(self) -> bool:
        """In a matched long-term placement."""

    @property
    def legal_status(self) -> str:
        """In words."""

    @property
    def placement(self) -> str:
        """Where and with whom."""

    @property
    def is_accommodated(self) -> bool:
        """Under section 20."""

    @property
    def is_in_need(self) -> bool:
        """With a child's plan."""

    @property
    def assessment_started_on(self) -> dt.date | None:
        """The core assessment's first day."""

    @property
    def assessment_due_on(self) -> dt.date | None:
        """By when it is due."""

    @property
    def assessment_finished_on(self) -> dt.date | None:
        """When it was finalised."""

    @property
    def significant_change_on(self) -> dt.date | None:
        """When an assessment called for a significant change of plan."""

    @property
    def filing_on(self) -> dt.date | None:
        """By when the final care plan has to be filed."""

    @property
    def court_on(self) -> dt.date | None:
        """The next court date."""

    @property
    def placement_order_on(self) -> dt.date | None:
        """The day of a placement order."""

    @property
    def adopted_on(self) -> dt.date | None:
        """The day of adoption."""


def age_on(born: dt.date, on: dt.date) -> int:
    """Return the age in whole years on a day; who was born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def facts_of(child: FactsOfChild, on: dt.date) -> dict[str, Fact]:
    """Return the facts of a child on a day, by their names in conditions; None where not known."""
    born = child.date_of_birth
    is_born = born is not None and born <= on
    since = child.looked_after_since
    is_looked_after = since is not None and since <= on
    protected = child.protection_plan_since
    return {
        "child.age": age_on(born, on) if born is not None and is_born else None,
        "child.is_born": is_born or (born is None and child.expected_birth is None),
        "child.is_looked_after": is_looked_after,
        "child.weeks_looked_after": (on - since).days // 7 if since is not None and is_looked_after else None,
        "child.has_protection_plan": protected is not None and protected <= on,
        "child.is_matched_long_term": child.is_matched_long_term,
        "child.legal_status": child.legal_status or None,
        "child.placement": child.placement or None,
        "child.is_accommodated": child.is_accommodated,
        "child.is_in_need": child.is_in_need,
        "child.has_assessment_under_way": child.assessment_started_on is not None
        and child.assessment_started_on <= on
        and (child.assessment_finished_on is None or child.assessment_finished_on > on),
        "child.has_placement_order": child.placement_order_on is not None and child.placement_order_on <= on,
        "child.is_adopted": child.adopted_on is not None and child.adopted_on <= on,
        "child.looked_after_since": _iso(since),
        "child.protection_plan_since": _iso(protected),
        "child.assessment_started_on": _iso(child.assessment_started_on),
        "child.assessment_due_on": _iso(child.assessment_due_on),
        "child.significant_change_on": _iso(child.significant_change_on),
        "child.filing_on": _iso(child.filing_on),
        "child.court_on": _iso(child.court_on),
        "child.expected_birth": _iso(child.expected_birth),
        # Reviews are known of the caseload's summary; a meeting has the days of its own.
        "child.last_review_on": _iso(getattr(child, "last_review_on", None)),
        "child.next_review_on": _iso(getattr(child, "next_review_on", None)),
    }


def is_met(condition: Condition, facts: Mapping[str, Fact], answers: Given, earlier: Given) -> bool:
    """Tell whether one condition holds.

    What is not known is nothing in particular: only "is not" and "unknown" hold for it. Where a question was
    asked of several people, or several options were chosen, one answer that fits is enough.

    Args:
        condition: what must hold.
        facts: facts by name.
        answers: values given at this meeting, by question id.
        earlier: values given at earlier meetings, by question id.
    """
    if condition.alternatives and any(
        is_met(other, facts, answers, earlier) for other in condition.alternatives
    ):
        return True
    given: tuple[Fact, ...]
    if condition.fact.startswith(ANSWER_PREFIX):
        given = answers.get(condition.fact.removeprefix(ANSWER_PREFIX), ())
    elif condition.fact.startswith(EARLIER_PREFIX):
        given = earlier.get(condition.fact.removeprefix(EARLIER_PREFIX), ())
    else:
        given = (facts.get(condition.fact),)
    known = [value for value in given if value not in {None, ""}]
    if condition.test is Test.UNKNOWN:
        return not known
    if condition.test is Test.IS_NOT:
        return not any(_compares(Test.IS, value, condition.value) for value in known)
    return any(_compares(condition.test, value, condition.value) for value in known)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _compares(test: Test, value: Fact, wanted: str) -> bool:
    if test is Test.KNOWN:
        return True
    if test is Test.IS:
        return _as_text(value).casefold() == wanted.casefold()
    try:
        number, limit = int(_as_text(value)), int(wanted)
    except ValueError:
        return False
    return number >= limit if test is Test.AT_LEAST else number < limit


def _as_text(value: Fact) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)
