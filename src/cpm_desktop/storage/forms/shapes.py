"""The schema of the forms folder: one declaration that reader, checks and the schema for editors all walk."""

import dataclasses
import functools
import inspect
import re
import types
import typing
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.forms import Condition, RoleGroup, WantedPaper

MOST_ENTRIES: Final = 500
IDENTIFIER: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_RULE = rf"[a-z]+\.{IDENTIFIER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShape:
    """A text.

    Attributes:
        most: letters it may have.
        pattern: regular expression that the whole of it must match; empty for any text.
        remedy: what to write, where the pattern does not match.
        is_one_line: line ends are refused.
    """

    most: int = 4000
    pattern: str = ""
    remedy: str = ""
    is_one_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberShape:
    """A whole number between two bounds, both allowed."""

    least: int = 0
    most: int = 9999


@dataclass(frozen=True, slots=True)
class YesNoShape:
    """Yes or no, written as those words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordShape:
    """One of a closed set of words; `made` turns the word into the value."""

    words: tuple[str, ...]
    made: type[str] = str


@dataclass(frozen=True, slots=True)
class DateShape:
    """A date as 2026-11-24, or nothing."""


@dataclass(frozen=True, slots=True)
class ConditionShape:
    """A condition on one line: "child.age under 5"."""


@dataclass(frozen=True, slots=True)
class OptionsShape:
    """The options of a choice: id and text of each, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitledShape:
    """A group of keys that may be written as one line, its title, where nothing else is said.

    Attributes:
        made: the domain's class.
        field: the field that the line is.
    """

    made: type
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShape:
    """A list of things of one shape."""

    of: "Shape"
    least: int = 0
    most: int = MOST_ENTRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShape:
    """A key of a group.

    Attributes:
        name: the field's name in the domain.
        key: as it is written.
        shape: of its value.
        is_required: it must stand there.
        says: what it means, from the domain.
    """

    name: str
    key: str
    shape: "Shape"
    is_required: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShape:
    """Keys and values that make one value of the domain.

    Attributes:
        made: the domain's class.
        says: what it is.
        fields: in the order of the domain.
    """

    made: type
    says: str
    fields: tuple[FieldShape, ...]


Shape = (
    TextShape
    | NumberShape
    | YesNoShape
    | WordShape
    | DateShape
    | ConditionShape
    | OptionsShape
    | TitledShape
    | ListShape
    | GroupShape
)

_ID = TextShape(
    most=60, pattern=IDENTIFIER, remedy="Write small letters and digits, words joined by hyphens."
)
_RULE_ID = TextShape(most=80, pattern=_RULE, remedy="Write a rule’s id, such as record.smart-plan.")
_ROLES = TextShape(
    most=200, pattern=rf"{IDENTIFIER}(?:\|{IDENTIFIER})*", remedy="Write role ids parted by “|”."
)
_CHECKED_DATE = WordShape(words=("meeting.date", "next.date"))
_DATE_NAME = TextShape(
    most=80,
    pattern=rf"(?:answer|earlier)\.{IDENTIFIER}|(?:child|meeting|next)\.[a-z_]+",
    remedy="Write the name of a date, such as child.filing_on or answer.panel-date.",
)
_LINE = TextShape(most=400, is_one_line=True)
_NAME = TextShape(most=120, is_one_line=True)
_FORMS = TextShape(most=60, pattern=rf"{IDENTIFIER}|\*", remedy="Write a form’s id, or * for all.")
CAPTURES: Final = ("view", "decision", "recommendation", "action", "disagreement", "unmet need")
_COPIES = ("professional", "family", "child")

# What a field's type does not say. Without an entry a text is free, a number is from 0 to 9999.
_FIELDS: Final[Mapping[str, Shape]] = {
    "Form.id": _ID,
    "Form.version": NumberShape(least=1),
    "Form.name": _NAME,
    "Form.short_name": TextShape(most=40, is_one_line=True),
    "Form.sentence": _LINE,
    "Form.rules": ListShape(of=_RULE_ID),
    "Form.papers": ListShape(of=TitledShape(made=WantedPaper, field="title"), most=60),
    "Form.title_from": _ID,
    "Form.becomes": ListShape(of=_ID, most=60),
    "Form.replaces": _ID,
    "Form.isolated_rule": _RULE_ID,
    "WantedPaper.title": _NAME,
    "WantedPaper.rule": _RULE_ID,
    "Offer.because": _LINE,
    "Offer.likelihood": NumberShape(most=100),
    "Waiver.title": _NAME,
    "Waiver.deciders": ListShape(of=_ID, least=1, most=40),
    "Waiver.rule": _RULE_ID,
    "Waiver.notice_rule": _RULE_ID,
    "GroundEnd.option": _ID,
    "GroundEnd.because": _LINE,
    "GroundEnd.rule": _RULE_ID,
    "GroundEnd.after": _DATE_NAME,
    "DecisionMatter.id": _ID,
    "DecisionMatter.text": _NAME,
    "DecisionMatter.authoriser": _ID,
    "DateCheck.id": _ID,
    "DateCheck.checked": _CHECKED_DATE,
    "DateCheck.other": _DATE_NAME,
    "DateCheck.days": NumberShape(most=400),
    "DateCheck.says": _LINE,
    "DateCheck.rule": _RULE_ID,
    "DateProposal.proposed": _CHECKED_DATE,
    "DateProposal.other": _DATE_NAME,
    "DateProposal.least_days": NumberShape(least=-400, most=400),
    "DateProposal.most_days": NumberShape(least=-400, most=400),
    "DateProposal.rule": _RULE_ID,
    "Interval.least_days": NumberShape(most=400),
    "Interval.most_days": NumberShape(least=1, most=400),
    "Interval.rule": _RULE_ID,
    "FirstWithin.after": TextShape(
        most=60,
        pattern=rf"{IDENTIFIER}|child\.[a-z_]+",
        remedy="Write a form’s id, or a fact that is a date.",
    ),
    "FirstWithin.days": NumberShape(least=1, most=400),
    "FirstWithin.rule": _RULE_ID,
    "FollowUpRule.id": _ID,
    "FollowUpRule.text": _LINE,
    "FollowUpRule.rule": _RULE_ID,
    "FollowUpRule.owner": _ROLES,
    "FollowUpRule.days": NumberShape(least=-400, most=400),
    "FollowUpRule.after": _DATE_NAME,
    "FollowUpRule.recipients": ListShape(of=_ROLES, most=40),
    "Distribution.rule": _RULE_ID,
    "Distribution.permitted_by": ListShape(of=_ID, most=40),
    "Distribution.parties": ListShape(of=_ID, most=60),
    "Distribution.always": ListShape(of=_ROLES, most=40),
    "Distribution.page_mark": _NAME,
    "MarkedCopy.id": _ID,
    "MarkedCopy.title": _NAME,
    "MarkedCopy.mark": _NAME,
    "MarkedCopy.rule": _RULE_ID,
    "BarredOption.option": _ID,
    "BarredOption.says": _LINE,
    "NextMeetingRule.form": _ID,
    "NextMeetingRule.rule": _RULE_ID,
    "NextMeetingRule.most_days": NumberShape(most=400),
    "NextMeetingRule.most_days_rule": _RULE_ID,
    "Chairing.agreed_by": _ID,
    "Question.note": _NAME,
    "Frequency.before": _DATE_NAME,
    "Frequency.since": _DATE_NAME,
    "Frequency.due_by": _DATE_NAME,
    "Frequency.days_before": NumberShape(most=400),
    "Form.counts_for": ListShape(of=_ID, most=60),
    "Form.feeds_back_to": ListShape(of=_ID, most=60),
    "Form.copies": ListShape(of=WordShape(words=_COPIES), most=3),
    "Source.document": _LINE,
    "Source.owner": _LINE,
    "Source.version": _LINE,
    "Source.review_due": DateShape(),
    "Rule.id": _RULE_ID,
    "Rule.applies": ListShape(of=_FORMS, least=1),
    "Rule.also_in": ListShape(of=_FORMS),
    "Question.id": _ID,
    "Question.text": _LINE,
    "Question.options": OptionsShape(),
    "Question.rule": _RULE_ID,
    "Question.hint": _LINE,
    "AgendaItem.id": _ID,
    "AgendaItem.title": _NAME,
    "AgendaItem.minutes": NumberShape(most=240),
    "AgendaItem.purpose": _LINE,
    "AgendaItem.prompts": ListShape(of=_LINE, most=40),
    "AgendaItem.captures": ListShape(of=WordShape(words=CAPTURES), most=len(CAPTURES)),
    "AgendaItem.rules": ListShape(of=_RULE_ID, most=40),
    "AgendaItem.on_paper": _LINE,
    "ExpectedRole.role": _ROLES,
    "ExpectedRole.rule": _RULE_ID,
    "ExpectedRole.hint": _LINE,
    "Check.rule": _RULE_ID,
    "Deadline.id": _ID,
    "Deadline.text": _LINE,
    "Deadline.days": NumberShape(most=400),
    "Deadline.rule": _RULE_ID,
    "Frequency.rule": _RULE_ID,
    "Frequency.first_period_rule": _RULE_ID,
    "Frequency.early_review_rule": _RULE_ID,
    "Frequency.reduced_rule": _RULE_ID,
    "Frequency.early_by_days": NumberShape(most=180),
    "Frequency.least_days": NumberShape(most=400),
    "Frequency.most_days": NumberShape(most=400),
    "Chairing.usual": ListShape(of=_ID, least=1, most=40),
    "Chairing.complex": ListShape(of=_ID, most=40),
    "Chairing.rule": _RULE_ID,
    "Texts.file_name": TextShape(
        most=80,
        pattern=r'[^\\/:*?"<>|\r\n]*[^\\/:*?"<>|\r\n. ]',
        remedy='Leave out \\ / : * ? " < > | and a dot at the end.',
    ),
    "RoleName.id": _ID,
    "RoleName.name": _NAME,
    "RoleName.group": WordShape(words=tuple(group.value for group in RoleGroup)),
    "RoleName.grade": NumberShape(most=20),
    "RoleName.also": ListShape(of=_NAME, most=40),
    "AuthoritySettings.name": _NAME,
    "AuthoritySettings.service": _NAME,
    "AuthoritySettings.case_system": _NAME,
    "AuthoritySettings.marking": _NAME,
    "AuthoritySettings.time_zone": _NAME,
    "AuthoritySettings.kinds_on": ListShape(of=_ID, most=60),
    "AuthoritySettings.legal_filing": _NAME,
    "AuthoritySettings.correction_days": NumberShape(most=400),
    "AuthoritySettings.time_server": TextShape(
        most=300, pattern=r"https?://[^\s]+", remedy="Give the server’s whole address: https://…"
    ),
    "AuthoritySettings.extra_holidays": ListShape(of=DateShape(), most=60),
    "AuthoritySettings.need_categories": ListShape(of=_NAME, most=40),
    "AuthoritySettings.lock_minutes": NumberShape(least=5, most=30),
    "AuthoritySettings.longest_lock_minutes": NumberShape(least=5, most=30),
    "AuthoritySettings.clear_after_days": NumberShape(most=3650),
    "VaguePhrase.words": _NAME,
    "VaguePhrase.ask": _NAME,
}
# Keys as people write them, where the domain's own names are a programmer's.
_KEYS: Final[Mapping[str, str]] = {
    "is_required": "required",
    "has_set_agenda": "set_agenda",
    "can_be_reasoned": "reason_allowed",
    "is_for_file": "file_copy_only",
    "is_note_required": "note_required",
    "is_carried": "carried",
    "is_advice": "advice",
    "is_recommendation_only": "recommendation_only",
    "is_authorisation": "authorisation",
    "is_isolated": "isolated",
    "is_care_planning": "care_planning",
    "is_created": "created",
}
_LEFT_OUT: Final = frozenset({"Form.hash"})


def group_of(made: type[object]) -> GroupShape:
    """Return the shape of a class of the domain."""
    return _group_of(typing.cast("Hashable", made))


@functools.cache
def _group_of(hashable: Hashable) -> GroupShape:
    made = typing.cast("type", hashable)
    said = _what_fields_mean(made)
    types_of_fields = field_types(made)
    fields = [
        FieldShape(
            name=entry.name,
            key=_KEYS.get(entry.name, entry.name),
            shape=_FIELDS.get(f"{made.__name__}.{entry.name}") or _shape_of(types_of_fields[entry.name]),
            is_required=entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING,
            says=said.get(entry.name, ""),
        )
        for entry in dataclasses.fields(made)
        if f"{made.__name__}.{entry.name}" not in _LEFT_OUT
    ]
    return GroupShape(made=made, says=(made.__doc__ or "").partition("\n")[0], fields=tuple(fields))


def _shape_of(hint: object) -> Shape:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return ListShape(of=_shape_of(typing.get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return WordShape(words=tuple(member.value for member in hint), made=hint)
    if hint is Condition:
        return ConditionShape()
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return group_of(hint)
    if hint is bool:
        return YesNoShape()
    return NumberShape() if hint is int else TextShape()


def _what_fields_mean(made: type) -> dict[str, str]:
    """Return what each field means, from the class's own docstring."""
    said: dict[str, str] = {}
    name = ""
    # Python 3.13 strips the indentation of docstrings, older ones keep it.
    for line in inspect.cleandoc(made.__doc__ or "").partition("Attributes:\n")[2].splitlines():
        found = re.match(r"^ {4}(\w+): (.*)$", line)
        if found:
            name = found.group(1)
            said[name] = found.group(2)
        elif name and line.strip():
            said[name] += f" {line.strip()}"
    return {field: f"{text[:1].upper()}{text[1:]}" for field, text in said.items()}
