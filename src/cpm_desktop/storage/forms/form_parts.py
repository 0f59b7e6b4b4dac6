"""The parts of a form with the places where they stand in the file."""

import dataclasses
import functools
from collections.abc import Hashable, Iterable, Iterator
from enum import Enum, auto
from typing import Any, Final, cast

from cpm_desktop.domain.forms import Condition, Form, Question
from cpm_desktop.storage.forms.findings import Findings
from cpm_desktop.storage.forms.shapes import (
    FieldShape,
    GroupShape,
    ListShape,
    OptionsShape,
    TextShape,
    TitledShape,
    group_of,
)

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


def texts_with_braces_in(form: Form) -> Iterator[tuple[str, str]]:
    """Yield every text of a form that has a brace, with its place; the others have nothing to fill."""
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


class _Holds(Enum):
    """What a key of a group holds, as far as it matters to walking through a form."""

    TEXT = auto()
    TEXTS = auto()
    RULE = auto()
    RULES = auto()
    OPTIONS = auto()
    GROUP = auto()
    GROUPS = auto()


def _plan_of(value: object) -> tuple[tuple[str, str, _Holds], ...]:
    """Return name, key and kind of each field of a value that is worth looking into."""
    return _plan_of_class(cast("Hashable", value.__class__))


@functools.cache
def _plan_of_class(made: Hashable) -> tuple[tuple[str, str, _Holds], ...]:
    found = ((field.name, field.key, _held_by(field)) for field in group_of(cast("type", made)).fields)
    return tuple((name, key, holds) for name, key, holds in found if holds is not None)


def _held_by(field: FieldShape) -> _Holds | None:
    is_rule = field.name in {"rule", "rules"} or field.name.endswith("_rule")
    match field.shape:
        case TextShape():
            return _Holds.RULE if is_rule else _Holds.TEXT
        case ListShape(of=TextShape()):
            return _Holds.RULES if is_rule else _Holds.TEXTS
        case ListShape(of=GroupShape() | TitledShape()):
            return _Holds.GROUPS
        case GroupShape():
            return _Holds.GROUP
        case OptionsShape():
            return _Holds.OPTIONS
    return None


def _texts_in(value: object, key: str) -> Iterator[tuple[str, str]]:
    for name, written, holds in _plan_of(value):
        part = getattr(value, name)
        if part and holds in _GROUPED:
            for place, group in _groups_of(part, _inside(key, written), holds):
                yield from _texts_in(group, place)
        elif part and holds in _WORDED:
            for ending, text in _worded(part, holds):
                if "{" in text or "}" in text:
                    yield f"{_inside(key, written)}{ending}", text


def _worded(part: Any, holds: _Holds) -> Iterable[tuple[str, str]]:  # noqa: ANN401 - one text or several
    """Return the texts of a part, each with the end of its place."""
    if holds is _Holds.TEXT:
        return (("", part),)
    if holds is _Holds.OPTIONS:
        return ((f".{option}", text) for option, text in part)
    return ((f"[{place}]", text) for place, text in enumerate(part, 1))


def _rules_in(value: object, key: str) -> Iterator[tuple[str, str]]:
    for name, written, holds in _plan_of(value):
        part = getattr(value, name)
        if not part:
            continue
        if holds is _Holds.RULE:
            yield _inside(key, written), part
        elif holds is _Holds.RULES:
            yield from numbered(part, _inside(key, written))
        elif holds in _GROUPED:
            for place, group in _groups_of(part, _inside(key, written), holds):
                yield from _rules_in(group, place)


def _groups_of(part: Any, key: str, holds: _Holds) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - one or several
    return numbered(part, key) if holds is _Holds.GROUPS else iter(((key, part),))


def _inside(key: str, written: str) -> str:
    return f"{key}.{written}" if key else written


_GROUPED: Final = frozenset({_Holds.GROUP, _Holds.GROUPS})
_WORDED: Final = frozenset({_Holds.TEXT, _Holds.TEXTS, _Holds.OPTIONS})
