"""Conditions of forms against a child, a day and answers."""

import datetime as dt
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.child import Child, Review
from cpm_desktop.domain.conditions import CHILD_FACTS, FactKind, age_on, facts_of
from cpm_desktop.domain.forms import Condition
from cpm_desktop.domain.forms import Test as Comparison
from cpm_desktop.domain.listing import ChildSummary
from cpm_desktop.domain.meeting import Answer, Meeting, MeetingFacts
from cpm_desktop.domain.situation import situation_of

DAY = dt.date(2026, 11, 24)
CHILD = Child(
    id="c",
    name="Kai Avery",
    date_of_birth=dt.date(2014, 3, 9),
    legal_status="Care order (section 31)",
    looked_after_since=dt.date(2025, 11, 17),
)


def all_met(
    conditions: Iterable[Condition], child: Child, on: dt.date, answers: Iterable[Answer] = ()
) -> bool:
    facts = MeetingFacts(id="m", date=on)
    return situation_of(Meeting(id="m", facts=facts, answers=tuple(answers)), child).holds(conditions)


def answer(question: str, value: str, number: int = 1) -> Answer:
    return Answer(id=f"{question}-{number}", question=question, value=value)


@pytest.mark.parametrize(
    ("fact", "test", "value", "is_met"),
    [
        ("child.age", Comparison.AT_LEAST, "12", True),
        ("child.age", Comparison.AT_LEAST, "13", False),
        ("child.age", Comparison.UNDER, "13", True),
        ("child.age", Comparison.UNDER, "12", False),
        ("child.age", Comparison.IS, "12", True),
        ("child.age", Comparison.IS_NOT, "12", False),
        ("child.age", Comparison.KNOWN, "", True),
        ("child.is_born", Comparison.IS, "yes", True),
        ("child.is_looked_after", Comparison.IS, "yes", True),
        ("child.weeks_looked_after", Comparison.AT_LEAST, "53", True),
        ("child.weeks_looked_after", Comparison.AT_LEAST, "54", False),
        ("child.has_protection_plan", Comparison.IS, "no", True),
        ("child.legal_status", Comparison.IS, "care order (Section 31)", True),
        ("child.legal_status", Comparison.KNOWN, "", True),
        ("child.placement", Comparison.KNOWN, "", False),
        ("child.placement", Comparison.IS_NOT, "Somewhere", True),
        ("answer.issue", Comparison.IS, "school", True),
        ("answer.issue", Comparison.IS_NOT, "school", False),
        ("answer.not-asked", Comparison.IS, "school", False),
        ("answer.not-asked", Comparison.IS_NOT, "school", True),
        ("answer.left-empty", Comparison.KNOWN, "", False),
        ("answer.agrees", Comparison.IS, "partly", True),
        ("answer.words", Comparison.UNDER, "5", False),
    ],
)
def test_a_condition_compares(fact: str, test: Comparison, value: str, is_met: bool) -> None:
    answers = [
        answer("issue", "school"),
        answer("left-empty", ""),
        answer("agrees", "agrees"),
        answer("agrees", "partly", 2),
        answer("words", "five"),
    ]
    assert all_met([Condition(fact=fact, test=test, value=value)], CHILD, DAY, answers) is is_met


def test_of_conditions_parted_by_or_one_is_enough() -> None:
    asked = Condition(
        fact="answer.stage",
        test=Comparison.IS,
        value="gateway",
        alternatives=(Condition(fact="earlier.threshold", test=Comparison.UNKNOWN),),
    )
    never = Condition(fact="child.age", test=Comparison.UNDER, value="5", alternatives=())
    assert all_met([asked], CHILD, DAY, [answer("stage", "after")])
    assert all_met([asked], CHILD, DAY, [answer("stage", "gateway")])
    assert not all_met([asked, never], CHILD, DAY, [answer("stage", "gateway")])


def test_all_conditions_must_hold() -> None:
    holds = Condition(fact="child.age", test=Comparison.UNDER, value="18")
    fails = Condition(fact="child.age", test=Comparison.UNDER, value="5")
    assert all_met([], CHILD, DAY)
    assert all_met([holds], CHILD, DAY)
    assert not all_met([holds, fails], CHILD, DAY)


@pytest.mark.parametrize("test", [Comparison.AT_LEAST, Comparison.UNDER, Comparison.IS, Comparison.KNOWN])
def test_an_age_that_is_not_known_is_no_age(test: Comparison) -> None:
    assert not all_met([Condition(fact="child.age", test=test, value="5")], Child(id="c"), DAY)


def test_a_child_before_birth_is_not_born_and_has_no_age() -> None:
    facts = facts_of(Child(id="c", expected_birth=dt.date(2027, 1, 2)), DAY)
    assert facts["child.is_born"] is False
    assert facts["child.age"] is None


def test_facts_follow_the_day() -> None:
    before = facts_of(CHILD, dt.date(2025, 11, 16))
    assert before["child.is_looked_after"] is False
    assert before["child.weeks_looked_after"] is None
    assert facts_of(CHILD, dt.date(2025, 11, 17))["child.weeks_looked_after"] == 0


def test_every_fact_is_of_its_kind() -> None:
    child = ChildSummary(
        child_id="c",
        date_of_birth=dt.date(2014, 3, 9),
        looked_after_since=DAY,
        legal_status="Section 20",
        placement="With Joy",
        protection_plan_since=DAY,
        assessment_started_on=DAY,
        assessment_due_on=DAY,
        significant_change_on=DAY,
        filing_on=DAY,
        court_on=DAY,
        expected_birth=DAY,
        last_review=Review(id="r1", date=DAY),
        next_review=Review(id="r2", date=DAY, is_planned=True),
    )
    kinds = {FactKind.NUMBER: int, FactKind.YES_OR_NO: bool, FactKind.TEXT: str, FactKind.DATE: str}
    facts = facts_of(child, DAY)
    assert facts.keys() == CHILD_FACTS.keys()
    assert {name: type(value) for name, value in facts.items()} == {
        name: kinds[kind] for name, kind in CHILD_FACTS.items()
    }


@given(born=st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)), days=st.integers(0, 9000))
def test_a_year_is_added_on_the_birthday_and_on_no_other_day(born: dt.date, days: int) -> None:
    day = born + dt.timedelta(days=days)
    older = age_on(born, day + dt.timedelta(days=1)) - age_on(born, day)
    next_day = day + dt.timedelta(days=1)
    leap_born = (born.month, born.day) == (2, 29)
    is_birthday = (next_day.month, next_day.day) == (born.month, born.day)
    if leap_born and (next_day.month, next_day.day) == (3, 1):
        is_birthday = day != dt.date(next_day.year, 2, 28) + dt.timedelta(days=1)
    assert older == (1 if is_birthday else 0)


def test_who_was_born_on_29_february_is_older_on_1_march() -> None:
    born = dt.date(2016, 2, 29)
    assert age_on(born, dt.date(2027, 2, 28)) == 10
    assert age_on(born, dt.date(2027, 3, 1)) == 11
    assert age_on(born, dt.date(2028, 2, 29)) == 12
