"""Checks of the agenda: items, the form's questions, prepared notes."""

from collections.abc import Iterator
from dataclasses import replace

from cpm_desktop.domain.asking import is_answered, subjects_of
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.forms import AgendaItem, AskedFor, Check, Question, QuestionKind
from cpm_desktop.domain.meeting import Answer, ItemState
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
    for item in ground.items():
        if not _is_discussed(ground, item) and _has_reason(ground, item):
            continue
        for question in item.questions:
            if ground.applies(question.when):
                yield from unanswered(ground, check, item.id, question)


def unanswered(ground: Ground, check: Check, item: str, question: Question) -> Iterator[Debt]:
    """Ask for the answers that a required question still lacks, and for the note where it is owed with an answer.

    Args:
        ground: what is looked at.
        check: what asks for it; the question's own rule goes before the check's.
        item: agenda item, or where else the question is asked.
        question: of the form.
    """
    if not question.is_required and not question.is_note_required:
        return
    given = ground.answers_to(item, question.id)
    own = replace(check, rule=question.rule or check.rule)
    for subject, about in subjects_of(question, ground.meeting, ground.roles, ground.form):
        held = given.get(subject, Answer(id=""))
        if is_answered(question, held.value, held.note) or not (question.is_required or held.value.strip()):
            continue
        words = quoted(fill_blanks(question.text, {"child": about_or_called(ground, question, about)}))
        key = joined_key(item, question.id, subject)
        whose = f" for {about}" if about and about not in words else ""
        detail = joined(ground.title(item), about)
        place = Place(item, Answer.kind, key, question.id)
        if held.value.strip():
            sentence = f"{words} has no {_lowered(question.note or 'note')}{whose}."
            yield ground.owe(own, f"{key}.note", sentence, Mend.ADD_NOTE, place, detail)
            continue
        mend = Mend.ANSWER_YES_NO if question.kind is QuestionKind.YES_NO else Mend.ANSWER_QUESTION
        yield ground.owe(own, key, f"{words} is not answered{whose}.", mend, place, detail)


def about_or_called(ground: Ground, question: Question, about: str) -> str:
    """Return whom "{child}" stands for in a question: the child it is about, or the children of the meeting."""
    return about if question.asked_for is AskedFor.EACH_CHILD and about else ground.called()


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


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
    return ground.progress_of(item.id).state in _DISCUSSED or item.id in ground.items_with_captures


def _has_reason(ground: Ground, item: AgendaItem) -> bool:
    progress = ground.progress_of(item.id)
    return progress.state is ItemState.NOT_DISCUSSED and bool(progress.reason.strip())
