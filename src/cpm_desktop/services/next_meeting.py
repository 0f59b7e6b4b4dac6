"""The next meeting, prepared from what was agreed about it at this one (record.care-team-next-meeting)."""

import hashlib
from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee, Participation, Reply
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.forms import Form, Invites
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Meeting, NextMeeting, Stage
from cpm_desktop.domain.meeting_commands import CancelMeeting
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.services.calling import drafted, kept
from cpm_desktop.services.desk import Desk

_WITHDRAWN = "The meeting before it agreed on no date after all."
_MOST_TRIES = 50


def next_meeting_id(desk: Desk, meeting_id: str) -> str:
    """Return the id of the meeting that is prepared from what was agreed; empty where none is.

    It is the one linked already, one of the same kind prepared for the same day, or one still to be made, whose id
    follows from this meeting's: however often it is asked, there is one.
    """
    meeting = desk.meeting(meeting_id).value
    planned, form = _planned(meeting), _form_of_next(desk, meeting)
    if planned is None or planned.date is None or form is None:
        return ""
    lines = {line.id: line for line in desk.wait(desk.store.meetings_of(meeting.facts.child_id))}
    linked = lines.get(planned.meeting_id)
    if linked is not None and linked.stage is not Stage.CANCELLED:
        return linked.id
    same = (
        line.id
        for line in lines.values()
        if line.stage is Stage.PREPARED and line.form_id == form.id and line.date == planned.date
    )
    return next(same, "") or _fresh_id(meeting, lines)


def follow_next_meeting(desk: Desk, meeting_id: str) -> None:
    """Let the next meeting be as it was agreed: made once, moved while nobody held it, cancelled where withdrawn.

    Before the record is signed the link is kept with it; afterwards nothing is linked anew.
    """
    editing = desk.meeting(meeting_id)
    planned = _planned(editing.value)
    if planned is None or editing.value.facts.stage is not Stage.ENDED:
        return
    wanted = next_meeting_id(desk, meeting_id)
    if planned.meeting_id and planned.meeting_id != wanted:
        _withdraw(desk, editing.value, planned.meeting_id)
    if planned.meeting_id != wanted:
        editing.perform(change(planned, meeting_id=wanted))
    if wanted:
        _make_or_move(desk, editing.value, wanted, planned)


def _planned(meeting: Meeting) -> NextMeeting | None:
    return next(iter(meeting.next_meetings), None)


def _form_of_next(desk: Desk, meeting: Meeting) -> Form | None:
    own = desk.form_of(meeting)
    if not own.next_meeting.is_created or meeting.facts.is_waiver:
        return None
    return desk.form(own.next_meeting.form or own.id)


def _fresh_id(meeting: Meeting, lines: dict[str, MeetingLine]) -> str:
    for number in range(1, _MOST_TRIES):
        digest = hashlib.sha256(f"next meeting {number} of {meeting.id}".encode()).hexdigest()[:32]
        if digest not in lines or lines[digest].stage is Stage.PREPARED:
            return digest
    return ""


def _withdraw(desk: Desk, meeting: Meeting, identifier: str) -> None:
    """Cancel the draft that was made for a day which no longer holds; one that was held stays."""
    lines = desk.wait(desk.store.meetings_of(meeting.facts.child_id))
    if any(line.id == identifier and line.stage is Stage.PREPARED for line in lines):
        desk.meeting(identifier).perform(CancelMeeting(reason=_WITHDRAWN))


def _make_or_move(desk: Desk, meeting: Meeting, identifier: str, planned: NextMeeting) -> None:
    lines = {line.id: line for line in desk.wait(desk.store.meetings_of(meeting.facts.child_id))}
    line = lines.get(identifier)
    if line is None:
        _make(desk, meeting, identifier, planned)
    elif line.stage is Stage.PREPARED:
        editing = desk.meeting(identifier)
        facts = editing.value.facts
        was, agreed = (facts.date, facts.starts_at, facts.venue), _agreed(planned, facts.venue)
        if was != agreed:
            day, time, venue = agreed
            editing.perform(change(facts, date=day, starts_at=time or facts.starts_at, venue=venue))


def _agreed(planned: NextMeeting, venue: str) -> tuple[object, object, str]:
    return planned.date, planned.starts_at, planned.venue or venue


def _make(desk: Desk, meeting: Meeting, identifier: str, planned: NextMeeting) -> None:
    form = _form_of_next(desk, meeting)
    if form is None:
        return
    file = desk.child(meeting.facts.child_id).value
    draft = drafted(desk, file.id, form)
    people, siblings = draft.attendees, draft.facts.siblings
    if form.id == meeting.facts.form_id:  # brothers and sisters stay together
        siblings = meeting.facts.siblings
    if form.id == meeting.facts.form_id and form.invites is not Invites.CARE_TEAM:
        people = _same_people(meeting, file, draft)
    facts = replace(
        draft.facts,
        id=identifier,
        date=planned.date,
        starts_at=planned.starts_at,
        venue=planned.venue,
        siblings=siblings,
        is_first=False if form.id == meeting.facts.form_id else draft.facts.is_first,
    )
    kept(desk, replace(draft, id=identifier, facts=facts, attendees=people))


def _same_people(meeting: Meeting, file: ChildFile, draft: Meeting) -> tuple[Attendee, ...]:
    """Return who stood on this meeting's list, as the file knows them now, and whom the form adds."""
    known = {person.id: person for person in file.people}
    found: dict[str, Attendee] = {}
    for person in meeting.attendees:
        on_file = known.get(person.id)
        if person.has_left or (on_file is not None and on_file.has_left):
            continue
        found[person.id] = (
            attendee_from(on_file, is_invited=person.is_invited)
            if on_file is not None
            else replace(person, reply=Reply.NO_ANSWER, participation=Participation.NOT_ANSWERED)
        )
    for person in draft.attendees:
        found.setdefault(person.id, person)
    return tuple(replace(each, position=place) for place, each in enumerate(found.values(), start=1))
