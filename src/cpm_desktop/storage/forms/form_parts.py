"""The parts of a form with the places where they stand in the file."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from cpm_desktop.domain.forms import Condition, Form, Question
from cpm_desktop.storage.forms.findings import Findings
from cpm_desktop.storage.forms.shapes import group_of

QUESTION_LISTS = ("preparation", "agenda", "waiver")


def numbered(entries: Iterable[Any], key: str) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a list, each with its place."""
    for number, entry in enumerate(entries, 1):
        yield f"{key}[{number}]", entry


def questions_in(form: Form) -> Iterator[tuple[str, Question]]:
    """Yield every question with its place, in the order in which they are asked."""
    yield from numbered(form.preparation, "preparation")
    for place, item in numbered(form.agenda, "agenda"):
        yield from numbered(item.questions, f"{place}.questions")
    if form.waiver is not None:
        yield from numbered(form.waiver.questions, "waiver.questions")


def texts_in(form: Form) -> Iterator[tuple[str, str]]:
    """Yield every text of a form with its place."""
    yield from _texts_in(form, "")


def rules_in(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the place and id of every rule that a form names."""
    yield from _rules_in(form, "")


def conditions_in(conditions: Iterable[Condition], key: str) -> Iterator[tuple[str, Condition]]:
    """Yield every condition of a list with its place; those parted by "or" one by one."""
    for place, condition in numbered(conditions, key):
        yield from ((place, part) for part in (condition, *condition.alternatives))


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """The questions that something may refer to.

    Attributes:
        by_id: those that are asked; of two with one id the first.
        is_whole: every question could be read, so that one that is missing here is missing indeed.
        unsure: ids of those of which a part could not be read.
    """

    by_id: dict[str, Question]
    is_whole: bool
    unsure: frozenset[str]


def questions_asked(form: Form, findings: Findings) -> Asked:
    """Return every question of a form, and how far they could be read."""
    by_id: dict[str, Question] = {}
    unsure: set[str] = set()
    is_whole = not any(findings.is_spoilt_itself(key) for key in (*QUESTION_LISTS, "waiver.questions"))
    for place, question in questions_in(form):
        by_id.setdefault(question.id, question)
        if findings.is_spoilt(place):
            unsure.add(question.id)
        is_whole = is_whole and not any(
            findings.is_spoilt_itself(key) for key in (place, f"{place}.id", place.rpartition("[")[0])
        )
    for place, _ in numbered(form.agenda, "agenda"):
        is_whole = is_whole and not any(
            findings.is_spoilt_itself(key) for key in (place, f"{place}.questions")
        )
    return Asked(by_id, is_whole, frozenset(unsure))


def _texts_in(value: object, key: str) -> Iterator[tuple[str, str]]:
    for field in group_of(value.__class__).fields:
        part = getattr(value, field.name)
        place = f"{key}.{field.key}" if key else field.key
        yield from _texts_of(part, place)


def _texts_of(part: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, Condition):
        return
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, tuple):
        for inner, entry in numbered(part, place):
            yield from _texts_of(entry, inner)
    elif dataclasses.is_dataclass(part):
        yield from _texts_in(part, place)


def _rules_in(value: object, key: str) -> Iterator[tuple[str, str]]:
    for field in group_of(value.__class__).fields:
        part = getattr(value, field.name)
        place = f"{key}.{field.key}" if key else field.key
        if field.name == "rule" or field.name.endswith("_rule"):
            yield from [(place, part)] if part else []
        elif field.name == "rules":
            yield from numbered(part, place)
        elif isinstance(part, tuple):
            for inner, entry in numbered(part, place):
                if dataclasses.is_dataclass(entry) and not isinstance(entry, Condition):
                    yield from _rules_in(entry, inner)
        elif dataclasses.is_dataclass(part):
            yield from _rules_in(part, place)
