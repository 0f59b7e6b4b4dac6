"""Conditions of a form: each looks only at what is known where it stands, and at values that there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from cpm_desktop.domain.conditions import ANSWER_PREFIX, EARLIER_PREFIX, FACTS, NO, YES, FactKind
from cpm_desktop.domain.forms import Condition, Form, Question, QuestionKind, Test
from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.form_parts import Asked, conditions_in, numbered, questions_asked

CHILD_PREFIX: Final = "child."
_WITHOUT_VALUE: Final = frozenset({Test.KNOWN, Test.UNKNOWN})
_SIZES: Final = frozenset({Test.AT_LEAST, Test.UNDER})
_CHOICES: Final = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
_CHECK_VALUES: Final = (YES, NO, "n/a")


@dataclass(slots=True)
class _Known:
    """What is known at a place.

    Attributes:
        asked: ids of the questions asked before it.
        remedy: what to do about a question that is asked, but not before.
        has_answers: there is a meeting, with answers now and earlier; without one only the child's facts are known.
    """

    asked: set[str] = field(default_factory=set)
    remedy: str = "Ask it further up in the agenda."
    has_answers: bool = True


def check_conditions(form: Form, findings: Findings) -> None:
    """Find conditions that can never hold, or look at what is not known where they stand."""
    asked = questions_asked(form, findings)
    for place, conditions, known in _all_conditions(form):
        for inner, condition in conditions_in(conditions, place):
            _check_condition(condition, inner, known, asked, findings)


def earlier_answers_in(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the place and id of every question whose answer at an earlier meeting is looked at."""
    for place, conditions, _ in _all_conditions(form):
        for inner, condition in conditions_in(conditions, place):
            if condition.fact.startswith(EARLIER_PREFIX):
                yield inner, condition.fact.removeprefix(EARLIER_PREFIX)
    dates = [(f"{place}.other", one.other) for place, one in numbered(form.date_checks, "date_checks")]
    dates += [(f"{place}.other", one.other) for place, one in numbered(form.date_proposals, "date_proposals")]
    dates += [(f"{place}.after", one.after) for place, one in numbered(form.follow_ups, "follow_ups")]
    for place, name in dates:
        if name.startswith(EARLIER_PREFIX):
            yield place, name.removeprefix(EARLIER_PREFIX)


def _all_conditions(form: Form) -> Iterator[tuple[str, Iterable[Condition], _Known]]:
    """Yield every list of conditions with its place, and what is known there."""
    yield from _of_the_caseload(form)
    known = _Known(remedy="Ask it further up in the preparation.")
    for place, question in numbered(form.preparation, "preparation"):
        yield from _of_question(question, place, known)
        known.asked.add(question.id)
    in_preparation = "Ask it in the preparation; the papers are gathered before the meeting."
    before = _Known(set(known.asked), in_preparation)
    for place, paper in numbered(form.papers, "papers"):
        yield f"{place}.when", paper.when, before
    known.remedy = "Ask it further up in the agenda."
    for place, item in numbered(form.agenda, "agenda"):
        yield f"{place}.when", item.when, known
        for inner, question in numbered(item.questions, f"{place}.questions"):
            yield from _of_question(question, inner, known)
            known.asked.add(question.id)
    yield from _of_waiver(form)
    for place, expected in numbered(form.expected, "expected"):
        yield f"{place}.when", expected.when, known
    if form.waiver is not None:
        known.asked |= {question.id for question in form.waiver.questions}
    for place, follow_up in numbered(form.follow_ups, "follow_ups"):
        yield f"{place}.when", follow_up.when, known
    for place, copy in numbered(form.distribution.marked_copies, "distribution.marked_copies"):
        yield f"{place}.when", copy.when, known


def _of_the_caseload(form: Form) -> Iterator[tuple[str, Iterable[Condition], _Known]]:
    without_meeting = _Known(has_answers=False)
    for place, offer in numbered(form.offers, "offers"):
        yield f"{place}.when", offer.when, without_meeting
    for place, interval in numbered(form.frequency.intervals, "frequency.intervals"):
        yield f"{place}.when", interval.when, without_meeting
    yield "frequency.due_when", form.frequency.due_when, without_meeting


def _of_waiver(form: Form) -> Iterator[tuple[str, Iterable[Condition], _Known]]:
    known = _Known(remedy="Ask it further up in the waiver.")
    for place, end in numbered(form.waiver.ends if form.waiver else (), "waiver.ends"):
        yield f"{place}.when", end.when, _Known(has_answers=False)
    for place, question in numbered(form.waiver.questions if form.waiver else (), "waiver.questions"):
        yield from _of_question(question, place, known)
        known.asked.add(question.id)


def _of_question(
    question: Question, place: str, known: _Known
) -> Iterator[tuple[str, Iterable[Condition], _Known]]:
    yield f"{place}.when", question.when, known
    for inner, barred in numbered(question.barred, f"{place}.barred"):
        yield f"{inner}.when", barred.when, known


def _check_condition(
    condition: Condition, place: str, known: _Known, asked: Asked, findings: Findings
) -> None:
    fact = condition.fact
    if not known.has_answers and not fact.startswith(CHILD_PREFIX):
        what = f"{quoted(fact)} is not known here; there is no meeting yet."
        findings.add_unless_spoilt(place, what, "Look at a fact of the child, such as child.is_looked_after.")
    elif fact.startswith(ANSWER_PREFIX):
        _check_reference(condition, place, known, asked, findings)
    elif fact.startswith(EARLIER_PREFIX):
        _check_answer(condition, asked.by_id.get(fact.removeprefix(EARLIER_PREFIX)), place, asked, findings)
    elif condition.test not in _WITHOUT_VALUE:
        _check_value(condition, FACTS[fact], place, findings)


def _check_reference(
    condition: Condition, place: str, known: _Known, asked: Asked, findings: Findings
) -> None:
    name = condition.fact.removeprefix(ANSWER_PREFIX)
    if name in known.asked:
        _check_answer(condition, asked.by_id.get(name), place, asked, findings)
    elif name in asked.by_id:
        what = f"The question {quoted(name)} is not asked before this."
        findings.add_unless_spoilt(place, what, known.remedy)
    elif asked.is_whole:
        remedy = suggest(name, known.asked, "Name the id of a question asked before.")
        findings.add_unless_spoilt(place, f"There is no question {quoted(name)}.", remedy)


def _check_answer(
    condition: Condition, question: Question | None, place: str, asked: Asked, findings: Findings
) -> None:
    if question is None or condition.test in _WITHOUT_VALUE or question.id in asked.unsure:
        return
    if question.kind in _CHOICES:
        _check_one_of(condition, [name for name, _ in question.options], question, place, findings)
    elif question.kind is QuestionKind.CHECK:
        _check_one_of(condition, _CHECK_VALUES, question, place, findings)
    elif question.kind is QuestionKind.YES_NO:
        _check_value(condition, FactKind.YES_OR_NO, place, findings)
    elif question.kind is QuestionKind.DATE:
        _check_value(condition, FactKind.DATE, place, findings)


def _check_one_of(
    condition: Condition, values: Iterable[str], question: Question, place: str, findings: Findings
) -> None:
    options = list(values)
    if condition.test in _SIZES:
        what = f"{quoted(question.id)} is a choice, and no number."
        findings.add_unless_spoilt(place, what, "Write “is”, “is not”, “known” or “unknown”.")
    elif condition.value not in options:
        remedy = suggest(condition.value, options, "Name one of its options.")
        what = f"{quoted(condition.value)} is no option of {quoted(question.id)}."
        findings.add_unless_spoilt(place, what, remedy)


def _check_value(condition: Condition, kind: FactKind, place: str, findings: Findings) -> None:
    value, name = condition.value, quoted(condition.fact)
    compares_size = condition.test in _SIZES
    if kind is FactKind.NUMBER and not (value.isascii() and value.isdigit()):
        findings.add_unless_spoilt(place, f"{quoted(value)} is no whole number.", "Write one, such as 5.")
    elif kind is FactKind.YES_OR_NO and (compares_size or value not in {YES, NO}):
        findings.add_unless_spoilt(place, f"{name} is yes or no.", "Write “is yes” or “is no”.")
    elif kind is FactKind.DATE:
        findings.add_unless_spoilt(place, f"{name} is a date.", "Write “known” or “unknown”.")
    elif kind is FactKind.TEXT and compares_size:
        findings.add_unless_spoilt(place, f"{name} is text.", "Write “is”, “is not” or “known”.")
