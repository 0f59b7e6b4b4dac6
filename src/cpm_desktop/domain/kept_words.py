"""What was prepared under an item or a question that the meeting's form does not have: no word of it is dropped."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import PREPARATION, AgendaProgress, Answer, Meeting


@dataclass(frozen=True, slots=True)
class KeptWords:
    """A note or an answer that has no place on the agenda any more.

    Attributes:
        entity_kind: the kind of entity that holds it: an agenda item's progress, or an answer.
        id: its identity.
        item: the agenda item it was written under.
        question: the question it answers; empty for a note.
        words: all of it, as kept.
    """

    entity_kind: str
    id: str
    item: str
    question: str
    words: str


def kept_words(form: Form, meeting: Meeting, items: Collection[str]) -> Iterator[KeptWords]:
    """Yield what was prepared while it was another kind of meeting: notes, then answers.

    Args:
        form: the kind of meeting that it is now.
        meeting: the whole record.
        items: ids of the agenda items that have a place now.

    Rules: kind.one-form-for-all-cla-types.
    """
    for entry in meeting.agenda:
        if entry.prepared_note and entry.id not in items:
            yield KeptWords(AgendaProgress.kind, entry.id, entry.id, "", entry.prepared_note)
    asked = {(item.id, question.id) for item in form.agenda for question in item.questions}
    asked |= {(PREPARATION, question.id) for question in form.preparation}
    for answer in meeting.answers:
        words = "\n".join(part for part in (answer.value, answer.note) if part)
        if words and (answer.item, answer.question) not in asked:
            yield KeptWords(Answer.kind, answer.id, answer.item, answer.question, words)
