"""What is left to do before a meeting, as tasks; none of them stands in the way of starting."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.asking import is_answered
from cpm_desktop.domain.attendance import Attendee, Participation, Reply
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.forms import CheckKind, ItemPart
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, PaperState
from cpm_desktop.domain.naming import first_name
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.preparation_checks import what_is_unanswered
from cpm_desktop.domain.typography import day_text, time_text
from cpm_desktop.services.carrying import brought_over
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, child_of, children_of
from cpm_desktop.services.item_work import participants_of, preparation_questions
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.meeting_days import remarks_now
from cpm_desktop.services.preparing import expected_lines, invitations, paper_lines


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to get ready.

    Attributes:
        id: permanent.
        title: what it is.
        detail: how far it is.
        is_done: nothing is left of it.
    """

    id: str
    title: str
    detail: str
    is_done: bool


def tasks(desk: Desk, meeting_id: str) -> tuple[Task, ...]:
    """Return what there is to get ready, in the order in which it is done."""
    meeting = desk.meeting(meeting_id).value
    called = child_of(desk, meeting).called()
    found = [_details(desk, meeting), *_questions(desk, meeting), _agenda(desk, meeting)]
    found += [_people(desk, meeting), _papers(desk, meeting)]
    found.append(_carried(desk, meeting))
    form = desk.form_of(meeting)
    if any(item.part is ItemPart.CHILD_VIEWS for item in form.agenda):
        gathered = _views_gathered(desk, meeting)
        detail = gathered or "Nothing noted yet"
        found.append(Task("views", f"{called}’s views gathered", detail, bool(gathered)))
    if any(check.kind is CheckKind.PARTICIPATION for check in form.checks):
        found.append(_participation(desk, meeting))
    if meeting.facts.is_complex:
        held = meeting.facts.manager_discussion
        detail = held or "Complex: talk with the team manager first"
        found.append(Task("complex", "Talk with the manager", detail, bool(held.strip())))
    return tuple(found)


def left_before_start(desk: Desk, meeting_id: str) -> tuple[Debt, ...]:
    """Return what the form asks for before the start and is not there: answers, and reasons for a date it refuses.

    It is listed before the meeting starts and stands in nobody's way (prepare.own-agency-first).
    """
    meeting = desk.meeting(meeting_id).value
    form = desk.form_of(meeting)
    unanswered = what_is_unanswered(
        form, replace(meeting, children=children_of(desk, meeting)), desk.procedure
    )
    place = Place("", MeetingFacts.kind, meeting.facts.id, "date")
    refused = (
        Debt(
            key=remark.key,
            check=CheckKind.DATES_IN_ORDER,
            sentence=f"{remark.sentence.rstrip('.')}, and it is not said why.",
            detail="Date",
            place=place,
            rule=remark.rule,
            can_be_reasoned=True,
            mend=Mend.ADD_REASON,
        )
        for remark in remarks_now(desk, meeting)
        if remark.is_refused
    )
    return (*unanswered, *refused)


def _questions(desk: Desk, meeting: Meeting) -> tuple[Task, ...]:
    asked = preparation_questions(desk, meeting)
    if not asked:
        return ()
    answered = sum(is_answered(one.question, one.value, one.note) for one in asked)
    owed = sum(
        one.question.is_required and not is_answered(one.question, one.value, one.note) for one in asked
    )
    done = f"{answered} of {len(asked)} answered" if answered else "None has to be answered"
    words = f"{owed} still to be answered" if owed else done
    return (Task("questions", "Questions before the meeting", words, is_done=not owed),)


def _details(desk: Desk, meeting: Meeting) -> Task:
    facts = meeting.facts
    refused = next((remark for remark in remarks_now(desk, meeting) if remark.is_refused), None)
    if refused is not None:
        return Task("details", "Date, place and chair", refused.sentence, is_done=False)
    if facts.is_extra and not facts.extra_because.strip():
        return Task("details", "Date, place and chair", "Not said yet what changed", is_done=False)
    chair = meeting.attendee(facts.chair)
    lacking = [
        word
        for word, is_there in (
            ("date", facts.date is not None),
            ("time", facts.starts_at is not None),
            ("place", bool(facts.venue.strip())),
            ("chair", chair is not None),
        )
        if not is_there
    ]
    if lacking:
        return Task("details", "Date, place and chair", f"No {' or '.join(lacking)} yet", is_done=False)
    day = day_text(facts.date) if facts.date else ""
    time = time_text(facts.starts_at) if facts.starts_at else ""
    return Task("details", "Date, place and chair", f"{day}, {time} · {facts.venue}", is_done=True)


def _agenda(desk: Desk, meeting: Meeting) -> Task:
    items = agenda_items(desk, meeting)
    notes = sum(bool(meeting.progress_of(item.id).prepared_note.strip()) for item in items)
    words = f"{notes} of {len(items)} items have a note" if notes else "No notes yet"
    return Task("agenda", "Agenda and notes", words, is_done=notes > 0)


def _people(desk: Desk, meeting: Meeting) -> Task:
    invited = [person for person in meeting.attendees if person.is_invited]
    me = desk.workplace().value.worker.name
    open_replies = sum(person.reply is Reply.NO_ANSWER and person.name != me for person in invited)
    missing = sum(line.is_missing and line.is_required for line in expected_lines(desk, meeting))
    parts = []
    if missing:
        parts.append(f"{missing} expected {'role' if missing == 1 else 'roles'} not invited")
    if open_replies:
        parts.append(f"{open_replies} {'has' if open_replies == 1 else 'have'} not answered")
    return Task("people", "People", ", ".join(parts) or f"{len(invited)} invited, all answered", not parts)


def _papers(desk: Desk, meeting: Meeting) -> Task:
    required = {line.paper.id for line in paper_lines(desk, meeting) if line.is_required}
    missing = [paper for paper in meeting.papers if paper.state is PaperState.MISSING]
    unticked = [paper for paper in meeting.papers if paper.state is PaperState.NOT_TICKED]
    unsaid = [
        paper for paper in missing if not paper.note.strip() or (paper.id in required and paper.due is None)
    ]
    if unticked or unsaid:
        count = len(unticked) + len(unsaid)
        return Task("papers", "Papers", f"{count} not here, and no reason yet", is_done=False)
    there = len(meeting.papers) - len(missing)
    return Task("papers", "Papers", f"{there} of {len(meeting.papers)} here", is_done=True)


def _carried(desk: Desk, meeting: Meeting) -> Task:
    carried = brought_over(desk, meeting)
    words = f"{len(carried)} brought over by itself" if carried else "Nothing is open from before"
    return Task("carried", "Carried over", words, is_done=True)


def _views_gathered(desk: Desk, meeting: Meeting) -> str:
    for item in agenda_items(desk, meeting):
        note = meeting.progress_of(item.id)
        if item.part is ItemPart.CHILD_VIEWS and note.prepared_note.strip():
            return ", ".join(part for part in (note.prepared_by, _short(note.prepared_on)) if part) or "Noted"
    heard = [view for view in meeting.views if view.words.strip()]
    return "Words recorded" if heard else ""


def _participation(desk: Desk, meeting: Meeting) -> Task:
    people = participants_of(desk, meeting)
    part = Participation.NOT_ANSWERED
    open_ = [
        first_name(person.name)
        for person in people
        if person.participation is part and person.reply is Reply.NO_ANSWER
    ]
    detail = f"Not known for {', '.join(open_)}" if open_ else "Known for everybody"
    return Task("participation", "How each person takes part", detail, not open_)


def _short(day: dt.date | None) -> str:
    return day_text(day) if day is not None else ""


def change_details(desk: Desk, meeting_id: str, wanted: MeetingFacts) -> None:
    """Keep day, time, place, chair, recorder, and whether the meeting is complex (chair.cla)."""
    keep(desk.meeting(meeting_id), wanted)


def set_invited(desk: Desk, meeting_id: str, person: Attendee, *, is_invited: bool) -> None:
    """Invite somebody on the list, or leave them with a copy only."""
    if person.is_invited != is_invited:
        desk.meeting(meeting_id).perform(change(person, is_invited=is_invited))


def say_paper(
    desk: Desk, meeting_id: str, paper_id: str, state: PaperState, note: str, due: dt.date | None = None
) -> None:
    """Say whether a paper is there, or why it is missing and by when it comes (prepare.legal-documents)."""
    editing = desk.meeting(meeting_id)
    paper = next((entry for entry in editing.value.papers if entry.id == paper_id), None)
    if paper is not None and (paper.state, paper.note, paper.due) != (state, note, due):
        editing.perform(change(paper, state=state, note=note, due=due))


def say_paper_about(desk: Desk, meeting_id: str, paper_id: str, child_id: str) -> None:
    """Say which of several children a paper is about; empty for all of them. It then stands in that record only."""
    editing = desk.meeting(meeting_id)
    paper = next((entry for entry in editing.value.papers if entry.id == paper_id), None)
    if paper is not None and paper.child_id != child_id:
        editing.perform(change(paper, child_id=child_id))


def save_invitations(desk: Desk, meeting_id: str, folder: Path) -> tuple[Path, ...]:
    """Write an invitation for each invited person into a folder.

    Raises:
        InvalidDetail: the meeting has no date or time yet.
        DocumentNotWritten: a file could not be written.
    """
    paths = []
    for invitation in invitations(desk, meeting_id):
        path = folder / invitation.file_name
        write_atomically(path, invitation.content)
        paths.append(path)
    return tuple(paths)
