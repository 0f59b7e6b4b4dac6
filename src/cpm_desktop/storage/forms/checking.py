"""What the parts of a form must be to each other: names that exist, ids of their own, blanks that fill."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from cpm_desktop.domain.blanks import blanks_in, stray_braces
from cpm_desktop.domain.conditions import ANSWER_PREFIX, EARLIER_PREFIX, FACTS, NO, YES, FactKind
from cpm_desktop.domain.forms import (
    Condition,
    Form,
    FrequencyKind,
    Question,
    QuestionKind,
    RoleName,
    Rule,
    Test,
)
from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.shapes import group_of

# The blanks that each text may have; every other text of a form has "{child}" at most.
BLANKS: Final[Mapping[str, frozenset[str]]] = {
    "waiver.notice": frozenset({"agency", "child", "date", "reasoning", "challenge"}),
    "texts.file_name": frozenset({"case_number", "date", "kind"}),
    "texts.case_note": frozenset({"date", "kind", "next", "case_system", "legal_filing"}),
    "texts.invitation": frozenset({"date", "kind"}),
    "texts.powers": frozenset(),
    "texts.confidentiality": frozenset(),
    "name": frozenset(),
    "short_name": frozenset(),
    "sentence": frozenset(),
}
_FOLLOW_UP_BLANKS: Final = frozenset({"child", "what", "who"})
_WITHOUT_VALUE: Final = frozenset({Test.KNOWN, Test.UNKNOWN})
_OF_THE_CHILD: Final = frozenset({"child"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What forms may refer to.

    Attributes:
        rules: by id; empty where no file of rules could be read, so that nothing can be said of them.
        roles: by id; the same.
    """

    rules: Mapping[str, Rule]
    roles: Mapping[str, RoleName]


def check_form(form: Form, known: Known, findings: Findings) -> None:
    """Find what does not fit together in a form."""
    _check_identifiers(form, findings)
    _check_rules(form, known.rules, findings)
    _check_roles(form, known.roles, findings)
    _check_questions(form, findings)
    _check_conditions(form, findings)
    _check_blanks(form, findings)
    _check_frequency(form, findings)


def _numbered(entries: Iterable[Any], key: str) -> Iterator[tuple[str, Any]]:
    for number, entry in enumerate(entries, 1):
        yield f"{key}[{number}]", entry


def _questions(form: Form) -> Iterator[tuple[str, Question]]:
    """Yield every question with its place, in the order in which they are asked."""
    yield from _numbered(form.preparation, "preparation")
    for place, item in _numbered(form.agenda, "agenda"):
        yield from _numbered(item.questions, f"{place}.questions")
    if form.waiver is not None:
        yield from _numbered(form.waiver.questions, "waiver.questions")


def _check_identifiers(form: Form, findings: Findings) -> None:
    def check(entries: Iterable[tuple[str, Any]], name: Callable[[Any], str], field: str) -> None:
        seen: dict[str, str] = {}
        for place, entry in entries:
            if name(entry) in seen:
                first = findings.line_of(f"{seen[name(entry)]}.{field}")
                what = f"{quoted(name(entry))} is taken; line {first} has it."
                findings.add(f"{place}.{field}", what, "Give each one of its own.")
            seen.setdefault(name(entry), place)

    check(_numbered(form.agenda, "agenda"), lambda item: item.id, "id")
    check(_questions(form), lambda question: question.id, "id")
    check(_numbered(form.deadlines, "deadlines"), lambda deadline: deadline.id, "id")
    check(_numbered(form.checks, "checks"), lambda entry: entry.kind.value, "kind")
    check(_numbered(form.expected, "expected"), lambda entry: entry.role, "role")


def rules_named(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the place and id of every rule that a form names."""
    yield from _rules_named(form, "")


def _rules_named(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Yield the place and id of every rule that a value names."""
    for field in group_of(value.__class__).fields:
        part = getattr(value, field.name)
        place = f"{key}.{field.key}" if key else field.key
        if field.name == "rule" or field.name.endswith("_rule"):
            yield from [(place, part)] if part else []
        elif field.name == "rules":
            yield from _numbered(part, place)
        elif isinstance(part, tuple):
            for inner, entry in _numbered(part, place):
                if dataclasses.is_dataclass(entry):
                    yield from _rules_named(entry, inner)
        elif dataclasses.is_dataclass(part):
            yield from _rules_named(part, place)


def _check_rules(form: Form, rules: Mapping[str, Rule], findings: Findings) -> None:
    if not rules:
        return
    for place, name in rules_named(form):
        if name not in rules:
            remedy = suggest(name, rules, "Name a rule of rules.toml, or add this one there.")
            findings.add(place, f"There is no rule {quoted(name)}.", remedy)
        elif not rules[name].is_for(form.id):
            findings.add(
                place,
                f"The rule {quoted(name)} is not for this kind of meeting.",
                f"Name another, or add “{form.id}” to its also_in in rules.toml.",
                is_warning=True,
            )


def _check_roles(form: Form, roles: Mapping[str, RoleName], findings: Findings) -> None:
    if not roles:
        return
    named = [
        (f"{place}.role", role)
        for place, entry in _numbered(form.expected, "expected")
        for role in entry.role.split("|")
    ]
    named += _numbered(form.chairing.usual, "chairing.usual")
    named += _numbered(form.chairing.complex, "chairing.complex")
    for place, role in named:
        if role not in roles:
            remedy = suggest(role, roles, "Name a role of roles.yaml, or add this one there.")
            findings.add(place, f"There is no role {quoted(role)}.", remedy)


def _check_questions(form: Form, findings: Findings) -> None:
    for place, question in _questions(form):
        is_choice = question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}
        if is_choice and len(question.options) < 2:  # noqa: PLR2004 - a choice is between two at least
            findings.add(
                f"{place}.options", "A choice needs two options or more.", "Add them: id, colon, text."
            )
        if question.options and not is_choice:
            what = f"Options stand at a question of the kind {quoted(question.kind.value)}."
            findings.add(f"{place}.options", what, "Delete them, or write “kind: choice”.")


def _check_conditions(form: Form, findings: Findings) -> None:
    asked: dict[str, Question] = {}
    later = {question.id for _, question in _questions(form)}
    for place, question in _numbered(form.preparation, "preparation"):
        _check_each(question.when, f"{place}.when", asked, later, findings)
        asked.setdefault(question.id, question)
    for place, item in _numbered(form.agenda, "agenda"):
        _check_each(item.when, f"{place}.when", asked, later, findings)
        for inner, question in _numbered(item.questions, f"{place}.questions"):
            _check_each(question.when, f"{inner}.when", asked, later, findings)
            asked.setdefault(question.id, question)
    for place, entry in _numbered(form.expected, "expected"):
        _check_each(entry.when, f"{place}.when", asked, later, findings)


def _check_each(
    conditions: Iterable[Condition],
    key: str,
    asked: Mapping[str, Question],
    later: set[str],
    findings: Findings,
) -> None:
    parted = (
        (place, part)
        for place, condition in _numbered(conditions, key)
        for part in (condition, *condition.alternatives)
    )
    for place, condition in parted:
        if condition.fact.startswith(ANSWER_PREFIX):
            name = condition.fact.removeprefix(ANSWER_PREFIX)
            if name in asked:
                _check_answer(condition, asked[name], place, findings)
            elif name in later:
                what = f"The question {quoted(name)} is not asked before this."
                findings.add(place, what, "Ask it further up in the agenda.")
            else:
                remedy = suggest(name, asked, "Name the id of a question asked before.")
                findings.add(place, f"There is no question {quoted(name)}.", remedy)
        elif not condition.fact.startswith(EARLIER_PREFIX) and condition.test not in _WITHOUT_VALUE:
            _check_value(condition, FACTS[condition.fact], place, findings)


def _check_answer(condition: Condition, question: Question, place: str, findings: Findings) -> None:
    if condition.test in _WITHOUT_VALUE:
        return
    options = [name for name, _ in question.options]
    if question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES} and condition.value not in options:
        remedy = suggest(condition.value, options, "Name one of its options.")
        findings.add(place, f"{quoted(condition.value)} is no option of {quoted(question.id)}.", remedy)
    elif question.kind is QuestionKind.YES_NO:
        _check_value(condition, FactKind.YES_OR_NO, place, findings)


def _check_value(condition: Condition, kind: FactKind, place: str, findings: Findings) -> None:
    compares_size = condition.test in {Test.AT_LEAST, Test.UNDER}
    if kind is FactKind.NUMBER and not (condition.value.isascii() and condition.value.isdigit()):
        findings.add(place, f"{quoted(condition.value)} is no whole number.", "Write one, such as 5.")
    elif kind is FactKind.YES_OR_NO and (compares_size or condition.value not in {YES, NO}):
        findings.add(place, f"{quoted(condition.fact)} is yes or no.", "Write “is yes” or “is no”.")
    elif kind is FactKind.DATE:
        findings.add(place, f"{quoted(condition.fact)} is a date.", "Write “known” or “unknown”.")
    elif kind is FactKind.TEXT and compares_size:
        findings.add(place, f"{quoted(condition.fact)} is text.", "Write “is”, “is not” or “known”.")


def _texts_in(value: object, key: str) -> Iterator[tuple[str, str]]:
    for field in group_of(value.__class__).fields:
        part = getattr(value, field.name)
        place = f"{key}.{field.key}" if key else field.key
        yield from _texts_of(part, place)


def _texts_of(part: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, tuple):
        for inner, entry in _numbered(part, place):
            yield from _texts_of(entry, inner)
    elif dataclasses.is_dataclass(part):
        yield from _texts_in(part, place)


def _check_blanks(form: Form, findings: Findings) -> None:
    for place, text in _texts_in(form, ""):
        allowed = _FOLLOW_UP_BLANKS if place.startswith("follow_ups[") else BLANKS.get(place, _OF_THE_CHILD)
        for name in blanks_in(text):
            if name not in allowed:
                remedy = suggest(name, allowed, "Delete it; this text has no blanks.")
                findings.add(place, f"The blank {{{name}}} cannot stand here.", remedy)
        if any(stray_braces(text)):
            findings.add(
                place, "A brace { or } stands here alone.", "Braces are for blanks such as {child} only."
            )
    if "date" not in blanks_in(form.texts.file_name):
        what = "The files of two meetings would have the same name."
        findings.add("texts.file_name", what, "Add the blank {date}.", is_warning=True)


def _check_frequency(form: Form, findings: Findings) -> None:
    frequency = form.frequency
    if frequency.kind is FrequencyKind.EVERY and frequency.most_days < 1:
        findings.add("frequency.most_days", "How often it is held is missing.", "Add most_days, such as 42.")
    if frequency.least_days > frequency.most_days:
        what = "It would be due after it is overdue: least_days is more than most_days."
        findings.add("frequency.least_days", what, "Make least_days the smaller one.")
    if frequency.kind is FrequencyKind.BETWEEN_REVIEWS and frequency.later_periods < 1:
        what = "How many meetings are held between reviews is missing."
        findings.add("frequency.later_periods", what, "Add later_periods, such as 2.")
