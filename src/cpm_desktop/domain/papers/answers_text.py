"""Answers to a form's questions of every kind and about everybody, as they stand in the minutes."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from cpm_desktop.domain.asking import (
    answer_in_words,
    chosen_in,
    earlier_in_words,
    stands_from_before,
    subjects_of,
)
from cpm_desktop.domain.blocks import Line, Tone
from cpm_desktop.domain.forms import AgendaItem, AskedFor, Question, QuestionKind
from cpm_desktop.domain.meeting import Answer, Meeting
from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.papers.wording import name_of, sentence

_OF_THE_MEETING = frozenset({AskedFor.MEETING, AskedFor.CHILD})
_BULLET = "•\u00a0"
_LONG = 80  # letters; what was chosen is a list beyond them
NO_ENTRY = "No entry"
NOT_ANSWERED = "Not answered"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked once.

    Attributes:
        question: of the form.
        subject: id of whom it is about; empty for the meeting.
        about: their or their agency's name.
        applies: it is still to be asked.
        answer: as this reader may see it; None without one.
        is_hidden: it is answered, and this reader may not see the answer.
        earlier: what was answered before.
    """

    question: Question
    subject: str
    about: str
    applies: bool
    answer: Answer | None
    is_hidden: bool
    earlier: tuple[Line, ...]

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer, or a word beside it, to print."""
        return self.answer is not None and bool(self.answer.value or self.answer.note)


def asked_in(context: MinutesContext, item: str, questions: Sequence[Question]) -> tuple[Asked, ...]:
    """Return each question of an item as it was asked, of the meeting or about each of those concerned.

    What no longer applies is passed over, unless it was answered all the same, or an earlier answer stands for it.
    """
    if not questions:
        return ()
    found = []
    situation = context.situation
    for question in questions:
        if question.is_for_file and not context.is_file_copy:
            continue
        applies = situation.holds(question.when)
        for subject, about in _subjects(context, item, question):
            answer = _answer(context.meeting, item, question, subject)
            is_hidden = answer is None and _answer(context.whole, item, question, subject) is not None
            is_shown = not is_hidden and (applies or stands_from_before(question, situation))
            earlier = earlier_in_words(context.meeting, question, subject) if is_shown else ""
            if applies or answer is not None or earlier:
                lines = (Line(earlier, Tone.QUIET),) if earlier else ()
                found.append(Asked(question, subject, about, applies, answer, is_hidden, lines))
    return tuple(found)


def _answer(meeting: Meeting, item: str, question: Question, subject: str) -> Answer | None:
    return next(
        (
            answer
            for answer in reversed(meeting.answers)
            if (answer.item, answer.question, answer.subject) == (item, question.id, subject)
        ),
        None,
    )


def _subjects(context: MinutesContext, item: str, question: Question) -> tuple[tuple[str, str], ...]:
    """Return whom a question is about: those whom it is asked about now, and whomever an answer is about.

    Who is left out of this copy is not among them, and neither is their agency.
    """
    found = dict(subjects_of(question, context.meeting, context.roles, context.form))
    for answer in context.meeting.answers:
        if (answer.item, answer.question) == (item, question.id):
            found.setdefault(answer.subject, _name(context, answer.subject))
    return tuple(found.items())


def _name(context: MinutesContext, subject: str) -> str:
    children = {child.id: child.called() for child in context.meeting.children}
    return name_of(context.meeting.attendees, subject) or children.get(subject, "")


def answer_lines(context: MinutesContext, item: AgendaItem) -> tuple[Line, ...]:
    """Return the answers of an item, those about the same people together.

    Unanswered questions are left to the reasons given, but for a round of agencies, where each one without an entry
    is named (record.lived-experience-by-agency).
    """
    lines: list[Line] = []
    asked = asked_in(context, item.id, item.questions)
    for asked_for, run in itertools.groupby(asked, key=lambda entry: entry.question.asked_for):
        entries = [entry for entry in run if _is_shown(entry)]
        if asked_for in _OF_THE_MEETING:
            for entry in entries:
                lines += [
                    Line(question_text(context, entry), Tone.QUIET_STRONG),
                    *answer_block(context, entry),
                ]
        elif len({entry.question.id for entry in entries}) > 1:
            lines += _by_person(context, entries)
        else:
            lines += _by_question(context, entries)
    return tuple(lines)


def _is_shown(asked: Asked) -> bool:
    is_round = asked.question.asked_for is AskedFor.EACH_AGENCY and not asked.is_hidden
    return asked.is_answered or is_round or bool(asked.earlier)


def _by_question(context: MinutesContext, entries: Sequence[Asked]) -> list[Line]:
    """One question about several: its text once, then a line for each of them."""
    lines = [Line(_text_for_all(context, entry), Tone.QUIET_STRONG) for entry in entries[:1]]
    for entry in entries:
        said, *more = answer_block(context, entry)
        apart = "\n" if said.text.startswith(_BULLET) else " "
        lines += [Line(f"{_named(context, entry)}:{apart}{said.text}", said.tone), *more]
    return lines


def _by_person(context: MinutesContext, entries: Sequence[Asked]) -> list[Line]:
    """Several questions about several: each person or child with all that was answered about them."""
    lines: list[Line] = []
    for subject in dict.fromkeys(entry.subject for entry in entries):
        own = [entry for entry in entries if entry.subject == subject]
        lines.append(Line(_named(context, own[0]), Tone.STRONG))
        for entry in own:
            lines += [Line(question_text(context, entry), Tone.QUIET_STRONG), *answer_block(context, entry)]
    return lines


def question_text(context: MinutesContext, asked: Asked) -> str:
    """Return a question as it was asked, with the name of the child whom it is about."""
    is_about_child = asked.question.asked_for is AskedFor.EACH_CHILD
    return context.filled(asked.question.text, asked.about if is_about_child else "")


def _text_for_all(context: MinutesContext, asked: Asked) -> str:
    """Return a question's text where it stands over the answers about several."""
    if asked.question.asked_for is AskedFor.EACH_CHILD and len(context.meeting.children) > 1:
        return context.filled(asked.question.text, "the child")
    return question_text(context, asked)


def _named(context: MinutesContext, asked: Asked) -> str:
    """Return whom an answer is about; a member of the care team with what they are there for."""
    person = context.meeting.attendee(asked.subject)
    if person is not None and asked.question.asked_for is AskedFor.EACH_MEMBER and person.care_team_role:
        return f"{asked.about} ({person.care_team_role})"
    return asked.about or "Not named"


def answer_block(context: MinutesContext, asked: Asked) -> tuple[Line, ...]:
    """Return an answer in words, the note beside it, and what was answered before."""
    answer = asked.answer
    if answer is None or not (answer.value or answer.note):
        if not asked.applies:
            return asked.earlier
        is_round = asked.question.asked_for is AskedFor.EACH_AGENCY
        return (Line(NO_ENTRY if is_round else NOT_ANSWERED, Tone.QUIET), *asked.earlier)
    value = _in_words(context, asked.question, answer)
    note = f"\n{asked.question.note or 'Note'}: {sentence(answer.note)}" if answer.note else ""
    return (Line(f"{value or NOT_ANSWERED}{note}", Tone.LEAD), *asked.earlier)


def _in_words(context: MinutesContext, question: Question, answer: Answer) -> str:
    """Return an answer in words; several chosen options stand as a list where they are long together."""
    words = answer_in_words(question, answer.value, context.meeting.attendees)
    chosen = chosen_in(answer.value) if question.kind is QuestionKind.CHOICES else ()
    if len(chosen) < 2 or len(words) <= _LONG:  # noqa: PLR2004 - one alone is no list
        return words
    options = dict(question.options)
    return "\n".join(f"{_BULLET}{options.get(one, one)}" for one in chosen)
