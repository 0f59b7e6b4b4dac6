"""A script's meeting prepared: day, place, people, papers, notes, and the answers given beforehand."""

from collections.abc import Mapping
from typing import Any

from cpm_desktop.domain.asking import subjects_of
from cpm_desktop.domain.attendance import Reply
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import Form, QuestionKind
from cpm_desktop.domain.meeting import PREPARATION, AgendaEntry, Meeting, PaperState
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.demo_script import Script, as_date, as_time
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.item_work import answer
from cpm_desktop.services.preparing import invite, note_reply, set_prepared_note


def item_id(words: str) -> str:
    """Return the id of an agenda item as a script names it ("child's views")."""
    return words.lower().replace("’", "'").replace("'s", "").replace(" ", "-")


def prepare_meeting(desk: Desk, child_id: str, script: Script, siblings: tuple[str, ...] = ()) -> str:
    """Prepare a script's meeting.

    Args:
        desk: the desk.
        child_id: whose meeting it is.
        script: what is prepared.
        siblings: ids of further children whom it concerns.

    Returns:
        The meeting's id.
    """
    plan = script.prepare
    day, time = as_date(plan["date"]), as_time(plan["time"])
    meeting_id = new_meeting(desk, child_id, plan["form"], day, time, plan.get("venue", ""))
    editing = desk.meeting(meeting_id)
    if siblings:
        editing.perform(change(editing.value.facts, siblings=siblings))
    _invite(desk, meeting_id, child_id, plan)
    for row in plan.get("answers", ()):
        give_answer(desk, meeting_id, row, item=PREPARATION)
    _shape_agenda(desk, meeting_id, plan.get("agenda", ()))
    for item, note in plan.get("notes_for_items", {}).items():
        set_prepared_note(desk, meeting_id, item_id(item), note)
    for name, reply in plan.get("replies", {}).items():
        note_reply(desk, meeting_id, person_named(editing.value, name), Reply(reply))
    for title, note in plan.get("papers", {}).items():
        _note_paper(desk, meeting_id, title, note)
    return meeting_id


def person_named(meeting: Meeting, name: str) -> str:
    """Return an attendee's id.

    Raises:
        InvalidDetail: nobody of that name is on the list.
    """
    found = next((person.id for person in meeting.attendees if person.name == name), None)
    if found is None:
        message = f"The script names somebody who is not on the list: “{name}”."
        raise InvalidDetail(message)
    return found


def give_answer(desk: Desk, meeting_id: str, row: Mapping[str, Any], item: str = "") -> None:
    """Answer a question as a script does: question, value, and where needed about whom, and a note."""
    meeting = desk.meeting(meeting_id).value
    asked_in = item or _item_asking(desk.form_of(meeting), row["question"])
    value = row.get("value", "")
    question = desk.form_of(meeting).question(row["question"])
    names_somebody = question is not None and question.kind is QuestionKind.PERSON
    words = person_named(meeting, value) if names_somebody else as_answer(value)
    subject = _subject(desk, meeting, row) if row.get("about") else ""
    answer(desk, meeting_id, asked_in, row["question"], words, subject, note=row.get("note"))


def as_answer(value: object) -> str:
    """Return an answer as it is kept: yes or no, chosen options on a line each, or the text."""
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def _item_asking(form: Form, question: str) -> str:
    for item in form.agenda:
        if any(asked.id == question for asked in item.questions):
            return item.id
    if any(asked.id == question for asked in form.preparation):
        return PREPARATION
    message = f"The script answers a question that the form does not ask: “{question}”."
    raise InvalidDetail(message)


def _subject(desk: Desk, meeting: Meeting, row: Mapping[str, Any]) -> str:
    """Return of whom a question is asked, named as the question names them: a person, a child or an agency."""
    form = desk.form_of(meeting)
    question = form.question(row["question"])
    if question is not None:
        for subject, about in subjects_of(question, meeting, desk.procedure.roles, form):
            if about == row["about"]:
                return subject
    child = next((child.id for child in meeting.children if child.name == row["about"]), "")
    return child or person_named(meeting, row["about"])


def _invite(desk: Desk, meeting_id: str, child_id: str, plan: Mapping[str, Any]) -> None:
    editing = desk.meeting(meeting_id)
    people = {person.name: person for person in desk.child(child_id).value.people}
    for name in plan.get("invited", ()):
        if name not in people:
            message = f"The script invites somebody who is not on the child’s file: “{name}”."
            raise InvalidDetail(message)
        invite(desk, meeting_id, people[name])
    not_invited = set(plan.get("not_invited", ()))
    for person in editing.value.attendees:
        if person.name in not_invited:
            editing.perform(change(person, is_invited=False))
    for field in ("chair", "recorder"):
        if plan.get(field):
            who = person_named(editing.value, plan[field])
            if getattr(editing.value.facts, field) != who:
                editing.perform(change(editing.value.facts, **{field: who}))


def _shape_agenda(desk: Desk, meeting_id: str, lines: tuple[Mapping[str, Any], ...]) -> None:
    editing = desk.meeting(meeting_id)
    for line in lines:
        entry = AgendaEntry(
            id=line.get("item") or new_identifier(),
            item=line.get("item", ""),
            title=line.get("title", ""),
            minutes=line.get("minutes", 5),
            prompts=tuple(line.get("prompts", ())),
        )
        editing.perform(Record(entity=entry))


def _note_paper(desk: Desk, meeting_id: str, title: str, note: str | Mapping[str, Any]) -> None:
    editing = desk.meeting(meeting_id)
    paper = next((entry for entry in editing.value.papers if entry.title == title), None)
    if paper is None:
        message = f"The script names a paper that the form does not: “{title}”."
        raise InvalidDetail(message)
    if isinstance(note, str):
        state = PaperState.MISSING if note.startswith("missing") else PaperState.SEEN
        editing.perform(change(paper, state=state, note=note))
    else:
        missing = PaperState.MISSING
        editing.perform(change(paper, state=missing, note=note["missing"], due=as_date(note.get("due"))))
