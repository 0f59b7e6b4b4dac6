"""Dates of a form: names of days that there are, and frequencies that have what they need."""

from collections.abc import Iterable
from typing import Final

from cpm_desktop.domain.conditions import ANSWER_PREFIX, EARLIER_PREFIX, FACTS, FactKind
from cpm_desktop.domain.forms import FollowUpFor, Form, Frequency, FrequencyKind, QuestionKind
from cpm_desktop.storage.forms.condition_checks import CHILD_PREFIX
from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.form_parts import Asked, numbered, questions_asked

_DATES: Final = tuple(name for name, kind in FACTS.items() if kind is FactKind.DATE)
_CHILD_DATES: Final = tuple(name for name in _DATES if name.startswith(CHILD_PREFIX))
# Keys of a frequency that do something only for some kinds of it.
_ONLY_FOR: Final = {
    "first_period": {FrequencyKind.BETWEEN_REVIEWS},
    "later_periods": {FrequencyKind.BETWEEN_REVIEWS},
    "early_review": {FrequencyKind.BETWEEN_REVIEWS},
    "least_days": {FrequencyKind.EVERY},
    "most_days": {FrequencyKind.EVERY},
    "intervals": {FrequencyKind.EVERY},
    "first": {FrequencyKind.EVERY},
    "before": {FrequencyKind.ONCE_BEFORE},
    "days_before": {FrequencyKind.ONCE_BEFORE},
    "due_by": {FrequencyKind.WHILE_DUE},
}


def check_dates(form: Form, findings: Findings) -> None:
    """Find names that are no dates, days in the wrong order, and frequencies that lack something."""
    _check_names(form, findings)
    _check_orders(form, findings)
    _check_frequency(form.frequency, findings)
    for place, follow_up in numbered(form.follow_ups, "follow_ups"):
        if follow_up.days and follow_up.day_kind is None and not findings.is_spoilt(f"{place}.day_kind"):
            what = "The days are not counted, so it would never be due."
            findings.add_unless_spoilt(f"{place}.days", what, "Add day_kind: calendar or working.")
        if follow_up.each is FollowUpFor.EACH_CONTRIBUTOR and form.waiver is None:
            what = "Agencies contribute to a meeting that is waived, and this kind has no waiver."
            remedy = "Write another “each”, or add a waiver."
            findings.add_unless_spoilt(f"{place}.each", what, remedy, is_warning=True)


def _check_names(form: Form, findings: Findings) -> None:
    asked = questions_asked(form, findings)
    for place, check in numbered(form.date_checks, "date_checks"):
        _check_name(check.other, f"{place}.other", asked, findings)
    for place, proposal in numbered(form.date_proposals, "date_proposals"):
        _check_name(proposal.other, f"{place}.other", asked, findings)
    for place, follow_up in numbered(form.follow_ups, "follow_ups"):
        _check_name(follow_up.after, f"{place}.after", asked, findings)
    frequency = form.frequency
    for key, name in (("before", frequency.before), ("since", frequency.since), ("due_by", frequency.due_by)):
        if name:
            _check_childs_date(name, f"frequency.{key}", findings)
    for place, end in numbered(form.waiver.ends if form.waiver is not None else (), "waiver.ends"):
        if end.after:
            _check_childs_date(end.after, f"{place}.after", findings)
    if frequency.first is not None and frequency.first.after.startswith(CHILD_PREFIX):
        _check_childs_date(frequency.first.after, "frequency.first.after", findings)


def _check_name(name: str, place: str, asked: Asked, findings: Findings) -> None:
    if not name.startswith((ANSWER_PREFIX, EARLIER_PREFIX)):
        if name not in _DATES:
            remedy = suggest(name, _DATES, "Name a fact that is a date.")
            findings.add_unless_spoilt(place, f"{quoted(name)} is no date that is known.", remedy)
        return
    prefix, _, identifier = name.partition(".")
    question = asked.by_id.get(identifier)
    dates = [one.id for one in asked.by_id.values() if one.kind is QuestionKind.DATE]
    if question is None and f"{prefix}." == ANSWER_PREFIX and asked.is_whole:
        remedy = suggest(identifier, dates, "Name a question that asks for a date.")
        findings.add_unless_spoilt(place, f"There is no question {quoted(identifier)}.", remedy)
    elif question is not None and question.kind is not QuestionKind.DATE and identifier not in asked.unsure:
        what = f"The question {quoted(identifier)} does not ask for a date."
        remedy = suggest(identifier, dates, "Name one of the kind “date”.")
        findings.add_unless_spoilt(place, what, remedy)


def _check_childs_date(name: str, place: str, findings: Findings) -> None:
    if name not in _CHILD_DATES:
        what = f"{quoted(name)} is no date on the child’s file."
        findings.add_unless_spoilt(place, what, suggest(name, _CHILD_DATES, "Name one that is."))


def _check_orders(form: Form, findings: Findings) -> None:
    for place, check in numbered(form.date_checks, "date_checks"):
        if check.checked == check.other:
            what = "A date cannot stand to itself."
            findings.add_unless_spoilt(f"{place}.other", what, "Name another date.")
    for place, proposal in numbered(form.date_proposals, "date_proposals"):
        if proposal.proposed == proposal.other:
            what = "A date cannot be proposed from itself."
            findings.add_unless_spoilt(f"{place}.other", what, "Name another date.")
        _check_least(proposal.least_days, proposal.most_days, place, findings)
    frequency = form.frequency
    for place, interval in numbered(frequency.intervals, "frequency.intervals"):
        _check_least(interval.least_days, interval.most_days, place, findings)
        if not interval.when:
            what = "This interval holds always, so those after it and the usual one never do."
            findings.add_unless_spoilt(f"{place}.when", what, "Add a condition, or change most_days instead.")
    _check_least(frequency.least_days, frequency.most_days, "frequency", findings)


def _check_least(least: int, most: int, place: str, findings: Findings) -> None:
    if least > most and not findings.is_spoilt(f"{place}.most_days"):
        what = "It would be due after it is overdue: least_days is more than most_days."
        findings.add_unless_spoilt(f"{place}.least_days", what, "Make least_days the smaller one.")


def _check_frequency(frequency: Frequency, findings: Findings) -> None:
    if findings.is_spoilt("frequency.kind"):
        return
    for key, what, remedy in _missing(frequency):
        findings.add_unless_spoilt(f"frequency.{key}", what, remedy)
    for key, kinds in _ONLY_FOR.items():
        if getattr(frequency, key) and frequency.kind not in kinds:
            kind = " or ".join(quoted(one.value) for one in kinds)
            what = f"“{key}” does nothing for the kind {quoted(frequency.kind.value)}."
            remedy = f"Delete it, or write kind: {kind.strip('“”')}."
            findings.add_unless_spoilt(f"frequency.{key}", what, remedy, is_warning=True)


def _missing(frequency: Frequency) -> Iterable[tuple[str, str, str]]:
    kind = frequency.kind
    if kind is FrequencyKind.EVERY and frequency.most_days < 1:
        yield "most_days", "How often it is held is missing.", "Add most_days, such as 42."
    if kind is FrequencyKind.BETWEEN_REVIEWS and frequency.later_periods < 1:
        what = "How many meetings are held between reviews is missing."
        yield "later_periods", what, "Add later_periods, such as 2."
    if kind is FrequencyKind.ONCE_BEFORE and not frequency.before:
        yield "before", "The date before which it is held is missing.", "Add before: child.filing_on."
    if kind is FrequencyKind.WHILE_DUE and not frequency.due_when:
        what = "When it is due is missing."
        yield "due_when", what, "Add due_when: [child.has_assessment_under_way is yes]."
