"""Checks of the agenda: items, the form's questions, prepared notes."""

from collections.abc import Iterator

from cpm_desktop.domain.attendance import Attendee, took_part
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.forms import AgendaItem, AskedFor, Check, Question, QuestionKind
from cpm_desktop.domain.meeting import Answer, ItemState
from cpm_desktop.domain.participation import is_parent
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground, joined, quoted

_DISCUSSED = frozenset({ItemState.DONE, ItemState.OPEN})


def every_item_discussed(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for each item that was not discussed, and bears no reason (kind.standard-follows-set-agenda)."""
    items = ground.items()
    for number, item in enumerate(items, 1):
        if _is_discussed(ground, item) or _has_reason(ground, item):
            continue
        yield ground.owe(
            check,
            item.id,
            f"“{ground.title(item.id)}” was not discussed.",
            Mend.LEAVE_OUT,
            Place(item.id, "agenda_progress", item.id, "reason"),
            joined(f"Item {number} of {len(items)}"),
        )


def questions_answered(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for each required question without an answer; one of an item left out with a reason is not asked."""
    answered = {(entry.item, entry.question, entry.subject): entry.value for entry in ground.meeting.answers}
    for item in ground.items():
        if not _is_discussed(ground, item) and _has_reason(ground, item):
            continue
        for question in item.questions:
            if not question.is_required or not ground.applies(question.when):
                continue
            for subject, about in _subjects(ground, question):
                if answered.get((item.id, question.id, subject), "").strip():
                    continue
                rule = question.rule or check.rule
                words = fill_blanks(question.text, {"child": ground.called()})
                yield ground.owe(
                    Check(kind=check.kind, rule=rule, can_be_reasoned=check.can_be_reasoned),
                    joined_key(item.id, question.id, subject),
                    f"{quoted(words)} is not answered.",
                    Mend.ANSWER_YES_NO if question.kind is QuestionKind.YES_NO else Mend.ANSWER_QUESTION,
                    Place(item.id, Answer.kind, joined_key(item.id, question.id, subject), question.id),
                    joined(ground.title(item.id), about),
                )


def joined_key(*parts: str) -> str:
    """Return the parts that are not empty, joined by full stops."""
    return ".".join(part for part in parts if part)


def prepared_notes_confirmed(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for each note written beforehand that was not confirmed in the room."""
    for note in ground.meeting.notes:
        if note.is_prepared:
            yield ground.owe(
                check,
                note.id,
                f"{quoted(note.text)} was prepared beforehand and not confirmed.",
                Mend.CONFIRM_NOTE,
                Place(note.item, note.kind, note.id, "is_prepared"),
                ground.title(note.item),
            )


def _is_discussed(ground: Ground, item: AgendaItem) -> bool:
    meeting = ground.meeting
    if meeting.progress_of(item.id).state in _DISCUSSED:
        return True
    captures = (
        *meeting.notes,
        *meeting.views,
        *meeting.decisions,
        *meeting.actions,
        *meeting.unmet_needs,
        *meeting.disagreements,
    )
    return any(capture.item == item.id and not getattr(capture, "is_prepared", False) for capture in captures)


def _has_reason(ground: Ground, item: AgendaItem) -> bool:
    progress = ground.meeting.progress_of(item.id)
    return progress.state is ItemState.NOT_DISCUSSED and bool(progress.reason.strip())


def _subjects(ground: Ground, question: Question) -> Iterator[tuple[str, str]]:
    people = [person for person in ground.meeting.attendees if not person.has_left]
    match question.asked_for:
        case AskedFor.MEETING:
            yield "", ""
        case AskedFor.CHILD:
            children = [person for person in people if person.is_child]
            yield from ((person.id, person.name) for person in children)
            if not children:
                yield "", ""
        case AskedFor.EACH_PARENT:
            yield from ((person.id, person.name) for person in people if is_parent(person, ground.roles))
        case AskedFor.EACH_AGENCY:
            yield from _one_for_each_agency(ground, people)


def _one_for_each_agency(ground: Ground, people: list[Attendee]) -> Iterator[tuple[str, str]]:
    seen = set()
    for person in people:
        if person.agency and person.agency not in seen and took_part(ground.meeting.attendance, person.id):
            seen.add(person.agency)
            yield person.id, person.agency
