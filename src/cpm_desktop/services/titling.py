"""A record's own title, where the form takes it from a choice (kind.mdt-name)."""

from collections.abc import Iterable

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Answer
from cpm_desktop.services.desk import Desk

_IN_WORDS = "-other"
_AT_THE_MEETING = "-today"


def title_for(form: Form, answers: Iterable[Answer]) -> str:
    """Return the title that the answers give a record; empty where it bears the form's name.

    What was chosen is the title. Where the preparation left it open and the meeting asks for it (a question named
    after the choice, "issue-today"), that answer counts. Where it is the option "other" and the form asks for it in
    words ("issue-other"), those words are the title.
    """
    given = {answer.question: answer.value.strip() for answer in answers}
    question = form.question(form.title_from) if form.title_from else None
    chosen = given.get(form.title_from, "") or given.get(f"{form.title_from}{_AT_THE_MEETING}", "")
    if question is None or not chosen:
        return ""
    in_words = given.get(f"{form.title_from}{_IN_WORDS}", "")
    if in_words and chosen == _IN_WORDS.strip("-"):
        return in_words
    return dict(question.options).get(chosen, chosen)


def retitle(desk: Desk, meeting_id: str, question: str) -> None:
    """Give the record the title that follows from its answers, after one of them changed.

    Args:
        desk: the desk.
        meeting_id: the meeting.
        question: id of the question that was just answered; any that gives no title changes nothing.
    """
    editing = desk.meeting(meeting_id)
    form = desk.form_of(editing.value)
    giving = {f"{form.title_from}{ending}" for ending in ("", _AT_THE_MEETING, _IN_WORDS)}
    if not form.title_from or question not in giving:
        return
    title = title_for(form, editing.value.answers)
    if title != editing.value.facts.title:
        editing.perform(change(editing.value.facts, title=title))
