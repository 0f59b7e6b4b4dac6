"""Find and replace over a whole meeting: what was prepared, noted, captured and answered."""

from collections.abc import Iterable

from cpm_desktop.domain.forms import QuestionKind
from cpm_desktop.domain.meeting import Answer, Meeting
from cpm_desktop.domain.meeting_texts import MeetingText, meeting_texts
from cpm_desktop.domain.text import clean_text
from cpm_desktop.domain.word_search import Found, Sought, find_all, replacing
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import agenda_items

_FREE = frozenset({QuestionKind.TEXT, QuestionKind.LONG_TEXT})


def find_words(desk: Desk, meeting_id: str, sought: Sought) -> tuple[Found, ...]:
    """Return every place in a meeting where the words stand, in the order of its agenda."""
    meeting = desk.meeting(meeting_id).value
    return find_all(texts_of(desk, meeting), sought)


def texts_of(desk: Desk, meeting: Meeting) -> tuple[MeetingText, ...]:
    """Return what people wrote in a meeting, in the order of its agenda."""
    form = desk.form_of(meeting)

    def is_free(answer: Answer) -> bool:
        question = form.question(answer.question)
        return question is not None and question.kind in _FREE

    items = [item.id for item in agenda_items(desk, meeting)]
    return tuple(meeting_texts(meeting, items, is_free))


def replace_words(
    desk: Desk, meeting_id: str, found: Iterable[Found], sought: Sought, by: str
) -> Edited | None:
    """Put other words in place of what was found, all in one step of undo.

    Returns:
        What changed; None where nothing did.

    Raises:
        RecordIsSigned: the record is signed.
        InvalidDetail: other words stand there by now.
    """
    wanted = tuple(found)
    return desk.meeting(meeting_id).perform(replacing(wanted, sought, clean_text(by))) if wanted else None
