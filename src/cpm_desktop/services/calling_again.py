"""Calling a meeting again because something changed, and calling one off."""

import datetime as dt
from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee, Participation, Reply
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import PREPARATION, Meeting, PaperState, Stage
from cpm_desktop.domain.meeting_commands import CancelMeeting
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.services.calling import drafted, form_for, kept
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.siblings import attendees_at_start

_FINISHED = (Stage.ENDED, Stage.SIGNED)


def reconvene(
    desk: Desk, meeting_id: str, because: str, day: dt.date | None = None, time: dt.time | None = None
) -> str:
    """Start a meeting that is linked to a finished one, says why, and starts from its record.

    It takes over whom it concerned and who was on the list, the agenda as shaped, what was said while preparing, and
    the papers; what was decided is brought over when it starts. Rules: kind.reconvened-is-linked,
    frequency.legal-further-meeting.

    Returns:
        The new meeting's id.

    Raises:
        InvalidDetail: the first has not ended, it is not said what is new, or its kind is no longer there.
    """
    first = desk.meeting(meeting_id).value
    if first.facts.stage not in _FINISHED:
        message = "Only a finished meeting can be reconvened. This one has not ended."
        raise InvalidDetail(message)
    if not because.strip():
        message = "Say what is new. The record of the meeting names it."
        raise InvalidDetail(message)
    meeting = drafted(desk, first.facts.child_id, form_for(desk, first.facts.form_id))
    facts = replace(
        meeting.facts,
        title="" if first.facts.is_waiver else first.facts.title,
        date=day,
        starts_at=time,
        reconvenes=first.id,
        reconvened_because=because.strip(),
    )
    meeting = replace(meeting, facts=facts)
    if first.facts.is_waiver:
        return kept(desk, meeting)
    made, file = _from_record(desk, meeting, first), desk.child(first.facts.child_id).value
    people = attendees_at_start(desk, made, file)
    numbered = tuple(replace(person, position=place) for place, person in enumerate(people, start=1))
    return kept(desk, replace(made, attendees=numbered))


def _from_record(desk: Desk, meeting: Meeting, first: Meeting) -> Meeting:
    people = {person.id: person for person in desk.child(first.facts.child_id).value.people}
    attendees = [_again(person, people.get(person.id)) for person in first.attendees if not person.has_left]
    known = {person.id for person in attendees}
    attendees += [person for person in meeting.attendees if person.id not in known]
    chair = first.facts.chair if first.facts.chair in known else meeting.facts.chair
    recorder = first.facts.recorder if first.facts.recorder in known else meeting.facts.recorder
    return replace(
        meeting,
        facts=replace(
            meeting.facts,
            venue=first.facts.venue,
            chair=chair,
            recorder=recorder,
            siblings=first.facts.siblings,
        ),
        attendees=tuple(replace(person, position=place) for place, person in enumerate(attendees, start=1)),
        answers=tuple(answer for answer in first.answers if answer.item == PREPARATION),
        agenda_entries=first.agenda_entries,
        papers=tuple(
            replace(paper, state=PaperState.NOT_TICKED, note="", due=None)
            if paper.state is PaperState.MISSING
            else paper
            for paper in first.papers
        ),
    )


def _again(person: Attendee, on_file: Person | None) -> Attendee:
    fresh = attendee_from(on_file, is_invited=person.is_invited) if on_file is not None else person
    return replace(
        fresh,
        access_needs=person.access_needs,
        reply=Reply.NO_ANSWER,
        participation=Participation.NOT_ANSWERED,
        participation_note="",
        is_participation_note_shared=False,
    )


def call_extra(
    desk: Desk,
    child_id: str,
    form_id: str,
    because: str,
    day: dt.date | None = None,
    time: dt.time | None = None,
) -> str:
    """Start one more meeting of a kind, called because something changed (frequency.extra-on-change).

    Returns:
        The new meeting's id.

    Raises:
        InvalidDetail: it is not said what changed, or there is no such kind.
    """
    _require_change(because)
    meeting = drafted(desk, child_id, form_for(desk, form_id))
    facts = replace(meeting.facts, date=day, starts_at=time, is_extra=True, extra_because=because.strip())
    return kept(desk, replace(meeting, facts=facts))


def say_extra(desk: Desk, meeting_id: str, *, is_extra: bool, because: str) -> None:
    """Say whether a meeting is called because something changed, and what (frequency.extra-on-change)."""
    facts = desk.meeting(meeting_id).value.facts
    keep(
        desk.meeting(meeting_id), replace(facts, is_extra=is_extra, extra_because=because if is_extra else "")
    )


def cancel(desk: Desk, meeting_id: str, reason: str) -> Edited | None:
    """Cancel a meeting that has not started; it counts as nothing and stays on the file with the reason.

    Raises:
        InvalidDetail: no reason is given.
        WrongStage: it has started already.
    """
    if not reason.strip():
        message = "Say why the meeting is cancelled. It stays on the child’s file with the reason."
        raise InvalidDetail(message)
    return desk.meeting(meeting_id).perform(CancelMeeting(reason=reason.strip()))


def _require_change(because: str) -> None:
    if not because.strip():
        message = "Say what changed. The record of the meeting names it."
        raise InvalidDetail(message)
