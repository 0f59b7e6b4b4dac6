"""What a prepared meeting still holds from before it became another kind: read, moved to an item, or removed."""

from collections.abc import Iterator
from dataclasses import dataclass

from cpm_desktop.domain.asking import answer_in_words
from cpm_desktop.domain.commands import Put, Withdraw
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import Form, Question
from cpm_desktop.domain.item_commands import MoveKeptWords
from cpm_desktop.domain.kept_words import KeptWords, kept_words
from cpm_desktop.domain.meeting import PREPARATION, AgendaProgress, Meeting, Stage
from cpm_desktop.domain.meeting_commands import as_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, called_of, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBefore:
    """A note or an answer that the agenda has no place for.

    Attributes:
        id: identity of what holds it.
        entity_kind: its kind.
        about: the item or question it was written for, as it was called there.
        words: as people read them.
    """

    id: str
    entity_kind: str
    about: str
    words: str


def kept_before(desk: Desk, meeting: Meeting) -> tuple[KeptBefore, ...]:
    """Return what was prepared under another kind of meeting and has no place on this one's agenda."""
    form = desk.form_of(meeting)
    items = {item.id for item in (*form.agenda, *agenda_items(desk, meeting))}
    return tuple(_shown(desk, meeting, kept) for kept in kept_words(form, meeting, items))


def move_kept(desk: Desk, meeting_id: str, kept: KeptBefore, item: str) -> None:
    """Add it to the note of an item of this agenda, and take it from where it stood: one step for undo.

    Raises:
        InvalidDetail: that item is not on the agenda.
        WrongStage: the meeting has started.
        UnknownEntity: it stands there no more.
    """
    editing = desk.meeting(meeting_id)
    meeting = as_meeting(editing.value, Stage.PREPARED)
    if item not in {each.id for each in agenda_items(desk, meeting)}:
        raise InvalidDetail("That item is not on the agenda. Choose another one.")
    held = meeting.progress_of(item).prepared_note
    moved = f"{kept.about}\n{kept.words}" if kept.entity_kind != AgendaProgress.kind else kept.words
    editing.perform(
        MoveKeptWords(
            from_kind=kept.entity_kind,
            from_id=kept.id,
            item=item,
            note="\n\n".join(part for part in (held, moved) if part.strip()),
            noted_by=desk.workplace().value.worker.name,
            noted_on=desk.today(),
        )
    )


def remove_kept(desk: Desk, meeting_id: str, kept: KeptBefore) -> None:
    """Take it out of the record; undo brings it back.

    Raises:
        WrongStage: the meeting has started.
    """
    editing = desk.meeting(meeting_id)
    meeting = as_meeting(editing.value, Stage.PREPARED)
    if kept.entity_kind == AgendaProgress.kind:
        editing.perform(Put(entity=meeting.progress_of(kept.id).unprepared()))
    else:
        editing.perform(Withdraw(entity_kind=kept.entity_kind, id=kept.id))


def _shown(desk: Desk, meeting: Meeting, kept: KeptWords) -> KeptBefore:
    about, words = "An item that is not on this agenda", kept.words
    if not kept.question:
        called = called_of(desk, meeting)
        about = next((title_of(found, called) for of in _forms(desk) if (found := of.item(kept.item))), about)
    elif (question := _question(desk, kept)) is not None:
        about = question.text.replace("{child}", called_of(desk, meeting))
        answer = next(one for one in meeting.answers if one.id == kept.id)
        said = answer_in_words(question, answer.value, meeting.attendees)
        words = "\n".join(part for part in (said, answer.note) if part)
    return KeptBefore(id=kept.id, entity_kind=kept.entity_kind, about=about, words=words)


def _question(desk: Desk, kept: KeptWords) -> Question | None:
    asked = (
        question
        for form in _forms(desk)
        for item, questions in (
            (PREPARATION, form.preparation),
            *((item.id, item.questions) for item in form.agenda),
        )
        for question in questions
        if (item, question.id) == (kept.item, kept.question)
    )
    return next(asked, None)


def _forms(desk: Desk) -> Iterator[Form]:
    yield from desk.procedure.forms.values()
