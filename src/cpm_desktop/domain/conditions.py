"""Whether the conditions of a form hold for a child, on a day, with the answers given so far."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import Condition, Test
from cpm_desktop.domain.meeting import Answer

Fact = str | int | bool | None

ANSWER_PREFIX: Final = "answer."
YES: Final = "yes"
NO: Final = "no"


class FactKind(StrEnum):
    """What a fact may be compared with."""

    YES_OR_NO = "yes or no"
    NUMBER = "whole number"
    TEXT = "text"


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
    }
)


def age_on(born: dt.date, on: dt.date) -> int:
    """Return the age in whole years on a day; who was born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def facts_of(child: Child, on: dt.date) -> dict[str, Fact]:
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
    }


def is_met(condition: Condition, facts: Mapping[str, Fact], answers: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether one condition holds.

    What is not known is nothing in particular: only "is not" holds for it. Where a question was asked of
    several people one answer that fits is enough.

    Args:
        condition: what must hold.
        facts: facts by name.
        answers: values given, by question id.
    """
    if condition.fact.startswith(ANSWER_PREFIX):
        given: tuple[Fact, ...] = answers.get(condition.fact.removeprefix(ANSWER_PREFIX), ())
    else:
        given = (facts.get(condition.fact),)
    known = [value for value in given if value not in {None, ""}]
    if condition.test is Test.IS_NOT:
        return not any(_compares(Test.IS, value, condition.value) for value in known)
    return any(_compares(condition.test, value, condition.value) for value in known)


def all_met(
    conditions: Iterable[Condition], child: Child, on: dt.date, answers: Iterable[Answer] = ()
) -> bool:
    """Tell whether all conditions hold for a child on a day; with none given, they do."""
    wanted = tuple(conditions)
    if not wanted:
        return True
    facts = facts_of(child, on)
    given: dict[str, tuple[str, ...]] = {}
    for answer in answers:
        given[answer.question] = (*given.get(answer.question, ()), answer.value)
    return all(is_met(condition, facts, given) for condition in wanted)


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
