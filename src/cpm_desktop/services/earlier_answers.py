"""What earlier meetings answered to the questions that a meeting shows again or that its conditions look at."""

import dataclasses
import functools
from collections.abc import Iterator

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.conditions import EARLIER_PREFIX
from cpm_desktop.domain.earlier import EarlierAnswer
from cpm_desktop.domain.forms import Condition, Form
from cpm_desktop.domain.meeting import WAIVER, CarriedItem, Meeting
from cpm_desktop.domain.situation import EARLIER_ANSWER, earlier_answer_id
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.isolation import Wall, source_words


def earlier_answers(desk: Desk, meeting: Meeting, wall: Wall | None = None) -> tuple[CarriedItem, ...]:
    """Return the latest answers to the questions that this kind of meeting asks again or depends on.

    Each question's answers come from the latest ended meeting of the child that answered it, of any kind; what a
    kind keeps to itself stays there (record.previous-actions).
    """
    form = desk.form_of(meeting)
    wanted = questions_looked_back_at(form)
    if not wanted:
        return ()
    wall = wall or Wall(desk, meeting)
    found: dict[str, list[EarlierAnswer]] = {}
    for entry in desk.wait(desk.store.answers_of(meeting.facts.child_id, wanted)):
        if entry.place.id == meeting.id or not entry.answer.value.strip():
            continue
        latest = found.setdefault(entry.answer.question, [])
        is_of_latest = not latest or latest[0].place.id == entry.place.id
        if is_of_latest and wall.lets_through(entry.place.form_id, entry.place.id):
            latest.append(entry)
    return tuple(_carried(desk, form, entry, wall) for entries in found.values() for entry in entries)


def questions_looked_back_at(form: Form) -> frozenset[str]:
    """Return the ids of the questions whose earlier answers a form shows, proposes or depends on."""
    return _looked_back_at(_ThisForm(form))


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _ThisForm:
    """A form that is known again by being the same one: to compare it takes as long as to look it through."""

    form: Form

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisForm) and self.form is other.form

    def __hash__(self) -> int:
        return id(self.form)


@functools.lru_cache(maxsize=64)  # of forms only: nothing of a case is kept
def _looked_back_at(this: _ThisForm) -> frozenset[str]:
    form = this.form
    asked = [*form.preparation, *(question for item in form.agenda for question in item.questions)]
    asked += form.waiver.questions if form.waiver is not None else ()
    shown = {question.id for question in asked if question.is_carried}
    looked_at = {
        condition.fact.removeprefix(EARLIER_PREFIX)
        for condition in _conditions(form)
        if condition.fact.startswith(EARLIER_PREFIX)
    }
    return frozenset({*shown, *looked_at, form.chairing.agreed_by} - {""})


def _conditions(value: object) -> Iterator[Condition]:
    if isinstance(value, Condition):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from _conditions(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _conditions(getattr(value, field.name))


def _carried(desk: Desk, form: Form, entry: EarlierAnswer, wall: Wall) -> CarriedItem:
    answer, place = entry.answer, entry.place
    return CarriedItem(
        id=earlier_answer_id(answer.question, answer.subject),
        what=EARLIER_ANSWER,
        text=answer.value,
        reason=answer.note,
        made_on=place.date,
        source=source_words(desk, place.form_id, place.title),
        source_on=place.date,
        audience=wall.audience_of_said(place.id, answer, _audience(desk, form, entry)),
    )


def _audience(desk: Desk, form: Form, entry: EarlierAnswer) -> Audience:
    """Return who may read an earlier answer: never more people than could where it was given, or where it is asked."""
    question = entry.answer.question
    giving = desk.form(entry.place.form_id)
    if giving is None or not (_is_for_copies(giving, question) and _is_for_copies(form, question)):
        return Audience.FILE_ONLY
    is_preparation = any(each.id == question for each in form.preparation)
    return Audience.PROFESSIONALS if is_preparation or entry.answer.item == WAIVER else Audience.EVERYONE


def _is_for_copies(form: Form, question: str) -> bool:
    known = form.question(question)
    is_advice = any(item.is_advice and known in item.questions for item in form.agenda)
    return known is not None and not known.is_for_file and not is_advice
