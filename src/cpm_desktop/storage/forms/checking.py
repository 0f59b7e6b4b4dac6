"""What the parts of a form must be to each other: names that exist, ids of their own, checks that find something."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from cpm_desktop.domain.forms import (
    CheckKind,
    DateStrictness,
    Form,
    FrequencyKind,
    Looks,
    Question,
    QuestionKind,
    Reach,
    RoleName,
    Rule,
)
from cpm_desktop.domain.meeting import PREPARATION, WAIVER
from cpm_desktop.storage.forms.condition_checks import check_conditions
from cpm_desktop.storage.forms.date_checks import check_dates
from cpm_desktop.storage.forms.findings import Findings, quoted, suggest
from cpm_desktop.storage.forms.form_parts import Asked, numbered, questions_asked, questions_in, rules_in
from cpm_desktop.storage.forms.text_checks import check_texts

rules_named = rules_in
# Who is no role, and may be named where roles are.
_CHAIR: Final = "chair"
_CARE_TEAM: Final = "team-members"
_GROUNDS: Final = "grounds"
_CHOICES: Final = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})


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
    """Find what does not fit together in a form.

    Args:
        form: as read; where a value could not be read, something stands in for it.
        known: what it may refer to.
        findings: of its file, which tell what could not be read: nothing is said of that a second time.
    """
    _check_identifiers(form, findings)
    _check_rules(form, known.rules, findings)
    _check_roles(form, known.roles, findings)
    _check_questions(form, findings)
    _check_named_questions(form, findings)
    check_conditions(form, findings)
    check_texts(form, findings)
    check_dates(form, findings)
    _check_sense(form, findings)


def _check_identifiers(form: Form, findings: Findings) -> None:
    def check(entries: Iterable[tuple[str, Any]], name: Callable[[Any], str], field: str) -> None:
        seen: dict[str, str] = {}
        for place, entry in entries:
            if name(entry) in seen and not findings.is_spoilt(f"{place}.{field}"):
                first = findings.line_of(f"{seen[name(entry)]}.{field}")
                what = f"{quoted(name(entry))} is taken; line {first} has it."
                findings.add_unless_spoilt(f"{place}.{field}", what, "Give each one of its own.")
            if not findings.is_spoilt(f"{place}.{field}"):
                seen.setdefault(name(entry), place)

    check(numbered(form.agenda, "agenda"), lambda item: item.id, "id")
    check(questions_in(form), lambda question: question.id, "id")
    check(numbered(form.checks, "checks"), lambda entry: entry.kind.value, "kind")
    check(numbered(form.expected, "expected"), lambda entry: entry.role, "role")
    check(numbered(form.papers, "papers"), lambda paper: paper.title, "title")
    check(numbered(form.distribution.marked_copies, "distribution.marked_copies"), lambda copy: copy.id, "id")
    for key in ("deadlines", "follow_ups", "matters", "date_checks"):
        check(numbered(getattr(form, key), key), lambda entry: entry.id, "id")
    for place, item in numbered(form.agenda, "agenda"):
        if item.id in (PREPARATION, WAIVER):
            what = f"{quoted(item.id)} is what answers given outside the agenda are kept under."
            findings.add_unless_spoilt(f"{place}.id", what, "Give the item another id.")


def _check_rules(form: Form, rules: Mapping[str, Rule], findings: Findings) -> None:
    if not rules:
        return
    for place, name in rules_named(form):
        if name not in rules:
            remedy = suggest(name, rules, "Name a rule of rules.toml, or add this one there.")
            findings.add_unless_spoilt(place, f"There is no rule {quoted(name)}.", remedy)
        elif not rules[name].is_for(form.id) and not findings.is_spoilt("id"):
            findings.add_unless_spoilt(
                place,
                f"The rule {quoted(name)} is not for this kind of meeting.",
                f"Name another, or add “{form.id}” to its also_in in rules.toml.",
                is_warning=True,
            )


def _check_roles(form: Form, roles: Mapping[str, RoleName], findings: Findings) -> None:
    if not roles:
        return
    for place, names, others in _roles_in(form):
        for role in names.split("|"):
            if role not in roles and role not in others:
                remedy = suggest(role, [*roles, *others], "Name a role of roles.yaml, or add this one there.")
                findings.add_unless_spoilt(place, f"There is no role {quoted(role)}.", remedy)


def _roles_in(form: Form) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the place of each role named, the role or several parted by "|", and what else may be named there."""
    for place, expected in numbered(form.expected, "expected"):
        yield f"{place}.role", expected.role, ()
    distribution = form.distribution
    lists: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
        ("chairing.usual", form.chairing.usual, ()),
        ("chairing.complex", form.chairing.complex, ()),
        ("distribution.permitted_by", distribution.permitted_by, (_CHAIR,)),
        ("distribution.parties", distribution.parties, ()),
        ("distribution.always", distribution.always, ()),
        ("waiver.deciders", form.waiver.deciders if form.waiver else (), ()),
    ]
    for place, follow_up in numbered(form.follow_ups, "follow_ups"):
        if follow_up.owner:
            yield f"{place}.owner", follow_up.owner, ()
        lists.append((f"{place}.recipients", follow_up.recipients, (_CARE_TEAM,)))
    for place, matter in numbered(form.matters, "matters"):
        if matter.authoriser:
            yield f"{place}.authoriser", matter.authoriser, ()
    for key, names, others in lists:
        for place, name in numbered(names, key):
            yield place, name, others


def _check_questions(form: Form, findings: Findings) -> None:
    for place, question in questions_in(form):
        if not findings.is_spoilt(f"{place}.kind"):
            _check_options(question, place, findings)
        if question.is_note_required and not question.note:
            what = "A note is owed, and nothing says what it is called."
            findings.add_unless_spoilt(f"{place}.note_required", what, "Add note, such as “note: Reason”.")
        if question.looks is not Looks.AHEAD and question.kind is not QuestionKind.DATE:
            what = "“looks” does nothing here; only a question of the kind “date” looks back or ahead."
            findings.add_unless_spoilt(f"{place}.looks", what, "Delete it.", is_warning=True)
        options = [name for name, _ in question.options]
        for inner, barred in numbered(question.barred, f"{place}.barred"):
            if barred.option not in options and not findings.is_spoilt(f"{place}.options"):
                remedy = suggest(barred.option, options, "Name one of its options.")
                what = f"{quoted(barred.option)} is no option of this question."
                findings.add_unless_spoilt(f"{inner}.option", what, remedy)


def _check_options(question: Question, place: str, findings: Findings) -> None:
    is_choice = question.kind in _CHOICES
    if is_choice and len(question.options) < 2:  # noqa: PLR2004 - a choice is between two at least
        what = "A choice needs two options or more."
        findings.add_unless_spoilt(f"{place}.options", what, "Add them: id, colon, text.")
    if question.options and not is_choice:
        what = f"Options stand at a question of the kind {quoted(question.kind.value)}."
        findings.add_unless_spoilt(f"{place}.options", what, "Delete them, or write “kind: choice”.")
    texts = [text.strip().casefold() for _, text in question.options]
    for number, text in enumerate(texts):
        if text in texts[:number]:
            what = f"Two options are called {quoted(question.options[number][1])}."
            findings.add_unless_spoilt(f"{place}.options", what, "Call each otherwise.")


def _check_named_questions(form: Form, findings: Findings) -> None:
    asked = questions_asked(form, findings)
    if form.title_from:
        _check_named(form.title_from, "title_from", asked, findings, {QuestionKind.CHOICE})
    if form.chairing.agreed_by:
        kinds = set(QuestionKind) - {QuestionKind.DATE, QuestionKind.MEETING, QuestionKind.YES_NO}
        _check_named(form.chairing.agreed_by, "chairing.agreed_by", asked, findings, kinds)
    if form.waiver is None or findings.is_spoilt("waiver.questions"):
        return
    grounds = next((question for question in form.waiver.questions if question.id == _GROUNDS), None)
    if grounds is None or grounds.kind is not QuestionKind.CHOICES:
        what = "A waiver has a question “grounds” of the kind “choices”, and this one has none."
        findings.add_unless_spoilt("waiver.questions", what, "Add it; its options are the grounds.")
        return
    options = [name for name, _ in grounds.options]
    for place, end in numbered(form.waiver.ends, "waiver.ends"):
        if end.option not in options:
            remedy = suggest(end.option, options, "Name one of the options of “grounds”.")
            what = f"{quoted(end.option)} is no ground of this waiver."
            findings.add_unless_spoilt(f"{place}.option", what, remedy)
        if not end.when and not end.after:
            what = "This ground would never stand, because nothing is asked for its end."
            findings.add_unless_spoilt(place, what, "Add when or after.")
    if form.waiver.ends and form.frequency.kind is not FrequencyKind.WHILE_DUE:
        what = "“ends” does nothing here; a meeting comes due again only for the kind “while due”."
        remedy = "Delete it, or write “kind: while due” at the frequency."
        findings.add_unless_spoilt("waiver.ends", what, remedy, is_warning=True)


def _check_named(name: str, place: str, asked: Asked, findings: Findings, kinds: set[QuestionKind]) -> None:
    fitting = [question.id for question in asked.by_id.values() if question.kind in kinds]
    remedy = suggest(name, fitting, "Name the id of a question that this form asks.")
    if name not in asked.by_id:
        if asked.is_whole:
            findings.add_unless_spoilt(place, f"There is no question {quoted(name)}.", remedy)
    elif asked.by_id[name].kind not in kinds and name not in asked.unsure:
        what = f"The question {quoted(name)} is of the kind {quoted(asked.by_id[name].kind.value)}."
        findings.add_unless_spoilt(place, what, remedy)


def _check_sense(form: Form, findings: Findings) -> None:
    """Find what would do nothing, or leave something out that it needs."""
    if form.is_isolated and not form.isolated_rule:
        what = "The rule behind “isolated” is missing."
        findings.add_unless_spoilt("isolated", what, "Add isolated_rule.")
    if form.distribution.reach is not Reach.EVERYBODY and not form.distribution.permitted_by:
        what = "Nobody could ever permit a copy to anyone else."
        findings.add_unless_spoilt("distribution.reach", what, "Add permitted_by.", is_warning=True)
    for key, names in (("replaces", (form.replaces,)), ("becomes", form.becomes)):
        if form.id in names and not findings.is_spoilt("id"):
            findings.add_unless_spoilt(key, "A kind cannot stand for itself.", "Name another form.")
    for place, check in numbered(form.checks, "checks"):
        if check.kind in _NEEDS and not _NEEDS[check.kind][0](form):
            what = f"The check {quoted(check.kind.value)} would find nothing."
            remedy = f"Delete it, or add {_NEEDS[check.kind][1]}."
            findings.add_unless_spoilt(f"{place}.kind", what, remedy, is_warning=True)
    for kind, what in _OWED_WITH.items():
        is_there = _refuses_dates if kind is CheckKind.DATES_IN_ORDER else _NEEDS[kind][0]
        if is_there(form) and kind not in {check.kind for check in form.checks}:
            findings.add_unless_spoilt(
                "checks",
                f"Nothing asks for it at the close: {what}",
                f"Add a check of the kind “{kind.value}”.",
                is_warning=True,
            )


def _refuses_dates(form: Form) -> bool:
    """Tell whether a date may stand wrong only for a reason; one that is only warned of is not owed."""
    checks = (check.strictness is DateStrictness.REASON for check in form.date_checks)
    return any(checks) or form.next_meeting.most_days > 0


# What a check looks at, and how it is called; without it the check finds nothing.
_NEEDS: Final[Mapping[CheckKind, tuple[Callable[[Form], bool], str]]] = {
    CheckKind.PREPARATION_ANSWERED: (lambda form: bool(form.preparation), "questions to the preparation"),
    CheckKind.PAPERS_READY: (
        lambda form: any(paper.is_required for paper in form.papers),
        "“required: yes” to a paper",
    ),
    CheckKind.SEVERAL_AGENCIES: (lambda form: form.is_care_planning, "“care_planning: yes”"),
    CheckKind.DECISION_MATTER: (lambda form: bool(form.matters), "matters"),
    CheckKind.DATES_IN_ORDER: (
        lambda form: bool(form.date_checks or form.next_meeting.most_days),
        "date_checks, or most_days to next_meeting",
    ),
}
_OWED_WITH: Final[Mapping[CheckKind, str]] = {
    CheckKind.PREPARATION_ANSWERED: "the preparation has required questions.",
    CheckKind.PAPERS_READY: "papers are required.",
    CheckKind.SEVERAL_AGENCIES: "several agencies must take part.",
    CheckKind.DECISION_MATTER: "the powers of the meeting are limited.",
    CheckKind.DATES_IN_ORDER: "a date that stands wrong is to wait for a reason.",
}
