"""The next meeting, prepared from what was agreed about it at this one (record.care-team-next-meeting).

Brothers and sisters who were at one meeting meet again at one: it is prepared on the first child's file and stands on
the list of each. Once each has a record of their own, a child for whom another day was agreed gets a meeting of their
own and leaves the others'.
"""

import hashlib
from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee, Participation, Reply
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.forms import Form, Invites
from cpm_desktop.domain.inviting import people_for
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Meeting, NextMeeting, Stage
from cpm_desktop.domain.meeting_commands import CancelMeeting
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.services.calling import drafted, kept
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.siblings import attendees_at_start, remove_sibling
from cpm_desktop.services.splitting import records_of_siblings

_WITHDRAWN = "The meeting before it agreed on no date after all."
_MOST_TRIES = 50


def next_meeting_id(desk: Desk, meeting_id: str) -> str:
    """Return the id of the meeting that is prepared from what was agreed; empty where none is.

    It is the one linked already, one of the same kind prepared for the same day (a shared one, too), or one still to
    be made, whose id follows from this meeting's: however often it is asked, there is one.
    """
    meeting = desk.meeting(meeting_id).value
    planned, form = _planned(meeting), _form_of_next(desk, meeting)
    if planned is None or planned.date is None or form is None:
        return ""
    lines = _lines(desk, meeting.facts.child_id)
    linked = lines.get(planned.meeting_id)
    if (
        linked is not None
        and linked.stage is not Stage.CANCELLED
        and (_is_own(linked, meeting) or linked.date == planned.date)
    ):
        return linked.id
    same = (
        line.id
        for line in lines.values()
        if line.stage is Stage.PREPARED and line.form_id == form.id and line.date == planned.date
    )
    return next(same, "") or _fresh_id(meeting, lines)


def follow_next_meeting(desk: Desk, meeting_id: str) -> None:
    """Let the next meeting be as it was agreed: made once, moved while nobody held it, cancelled where withdrawn.

    Before the record is signed the link is kept with it; afterwards nothing is linked anew. The records of brothers
    and sisters follow: whoever meets on another day meets alone.
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
    _leave_shared(desk, editing.value, wanted)
    for _, record in records_of_siblings(desk, editing.value):
        follow_next_meeting(desk, record)


def _lines(desk: Desk, child_id: str) -> dict[str, MeetingLine]:
    """Return a child's meetings by id, with those still to be held that stand on a brother's or sister's file."""
    own, shared = desk.store.meetings_of(child_id), desk.store.shared_with(child_id)
    return {line.id: line for line in (*desk.wait(own), *desk.wait(shared))}


def _is_own(line: MeetingLine, meeting: Meeting) -> bool:
    return line.child_id == meeting.facts.child_id


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
    line = _lines(desk, meeting.facts.child_id).get(identifier)
    if line is not None and line.stage is Stage.PREPARED and _is_own(line, meeting):
        desk.meeting(identifier).perform(CancelMeeting(reason=_WITHDRAWN))


def _leave_shared(desk: Desk, meeting: Meeting, wanted: str) -> None:
    """Take a child off the meeting that the others agreed on, where this child's record agreed on another."""
    if not meeting.facts.split_from:
        return
    others = _planned(desk.meeting(meeting.facts.split_from).value)
    shared = _lines(desk, meeting.facts.child_id).get(others.meeting_id) if others is not None else None
    if shared is not None and shared.id != wanted and shared.is_shared() and shared.stage is Stage.PREPARED:
        remove_sibling(desk, shared.id, meeting.facts.child_id)


def _make_or_move(desk: Desk, meeting: Meeting, identifier: str, planned: NextMeeting) -> None:
    line = _lines(desk, meeting.facts.child_id).get(identifier)
    if line is None:
        _make(desk, meeting, identifier, planned)
    elif line.stage is Stage.PREPARED and _is_own(line, meeting):
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
    people = draft.attendees
    if form.id == meeting.facts.form_id and form.invites is not Invites.CARE_TEAM:
        people = _same_people(meeting, file, draft)
    facts = replace(
        draft.facts,
        id=identifier,
        date=planned.date,
        starts_at=planned.starts_at,
        venue=planned.venue,
        siblings=_together_again(desk, meeting, form, planned),
        is_first=False if form.id == meeting.facts.form_id else draft.facts.is_first,
    )
    made = replace(draft, id=identifier, facts=facts, attendees=people)
    kept(desk, replace(made, attendees=_with_siblings_people(desk, made, form, file)))


def _together_again(desk: Desk, meeting: Meeting, form: Form, planned: NextMeeting) -> tuple[str, ...]:
    """Return the brothers and sisters who meet with the child again, by whatever kind of meeting.

    Left out is a child whose own record agreed on another day, or who has a meeting of that kind on that day already.
    """
    records = (desk.meeting(record).value for _, record in records_of_siblings(desk, meeting))
    elsewhere = {
        record.facts.child_id
        for record in records
        if (own := _planned(record)) is not None and own.date != planned.date
    }
    return tuple(
        sibling
        for sibling in meeting.facts.siblings
        if sibling not in elsewhere
        and not any(
            line.stage is Stage.PREPARED and line.form_id == form.id and line.date == planned.date
            for line in _lines(desk, sibling).values()
        )
    )


def _with_siblings_people(desk: Desk, meeting: Meeting, form: Form, file: ChildFile) -> tuple[Attendee, ...]:
    """Return who stands on a meeting's list, every child whom it concerns and the care team of each among them."""
    found = list(attendees_at_start(desk, meeting, file))
    names = {person.name.casefold() for person in found}
    for sibling in meeting.facts.siblings if form.invites is Invites.CARE_TEAM else ():
        theirs = people_for(form, desk.child(sibling).value.people, desk.procedure.roles)
        new = [person for person in theirs if person.name.casefold() not in names]
        names |= {person.name.casefold() for person in new}
        found += new
    return tuple(replace(each, position=place) for place, each in enumerate(found, start=1))


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
