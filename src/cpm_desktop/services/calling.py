"""Calling a meeting of any kind: who arranges, chairs, records and is invited, and which papers it wants."""

import datetime as dt
from dataclasses import replace

from cpm_desktop.domain.chair_proposed import proposed_chair
from cpm_desktop.domain.child import ChildFile
from cpm_desktop.domain.due import DueKind, ThingDue
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.inviting import people_for
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, Paper
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.services.caseload import due_of
from cpm_desktop.services.creating import create_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_records import is_first_of_kind, last_answer


def form_for(desk: Desk, form_id: str) -> Form:
    """Return a kind of meeting as the forms folder holds it now.

    Raises:
        InvalidDetail: there is no such kind of meeting.
    """
    form = desk.form(form_id)
    if form is None:
        message = (
            "This kind of meeting is not in the forms folder. Choose another, or ask who keeps the forms."
        )
        raise InvalidDetail(message)
    return form


def drafted(desk: Desk, child_id: str, form: Form) -> Meeting:
    """Return a meeting that nobody keeps yet: no day, no place, but everybody and everything the form says.

    The allocated social worker arranges it and records it; the chair is whom the last meeting agreed on, else the
    first of the usual roles (prepare.arranged-by-social-worker, record.recorder, chair.care-team, attend.care-team).
    """
    file, settings, identifier = desk.child(child_id).value, desk.authority(), new_identifier()
    people = people_for(form, file.people, desk.procedure.roles)
    worker = _social_worker(desk, file)
    chair = _chair(desk, file, form)
    known = {person.id for person in people}
    missing = [person for person in file.people if person.id in {chair, worker} - known]
    joined = [replace(attendee_from(one), position=len(people) + n) for n, one in enumerate(missing, start=1)]
    facts = MeetingFacts(
        id=identifier,
        position=1,
        child_id=child_id,
        form_id=form.id,
        form_version=form.version,
        form_hash=form.hash,
        chair=chair,
        recorder=worker,
        convenor=next((person.name for person in file.people if person.id == worker), "")
        or desk.workplace().value.worker.name,
        marking=settings.marking,
        authority=settings.name,
        service=settings.service,
        challenge_text=settings.challenge_text,
        is_first=is_first_of_kind(desk, child_id, form.id),
        page_mark=form.distribution.page_mark,
    )
    return Meeting(id=identifier, facts=facts, attendees=(*people, *joined))


def kept(desk: Desk, meeting: Meeting) -> str:
    """Keep a drafted meeting with the papers that it wants by now; return its id."""
    form, child = desk.form_of(meeting), desk.child(meeting.facts.child_id).value.child
    situation = situation_of(meeting, child, desk.today())
    listed = {paper.title for paper in meeting.papers}
    wanted = [paper for paper in form.papers if paper.title not in listed and situation.holds(paper.when)]
    last = max((paper.position for paper in meeting.papers), default=0)
    papers = (
        Paper(id=new_identifier(), position=place, title=paper.title)
        for place, paper in enumerate(wanted, start=last + 1)
    )
    create_meeting(desk, replace(meeting, papers=(*meeting.papers, *papers)))
    return meeting.id


def new_meeting(
    desk: Desk, child_id: str, form_id: str, day: dt.date | None, time: dt.time | None, venue: str = ""
) -> str:
    """Begin to prepare a meeting: people are invited as the form says, and its papers are listed.

    One that is due because its waiver stands no more is linked to the waiver's record, and says why
    (kind.reconvened-is-linked).

    Returns:
        The meeting's id.

    Raises:
        InvalidDetail: there is no such kind of meeting.
    """
    meeting = drafted(desk, child_id, form_for(desk, form_id))
    facts = replace(meeting.facts, date=day, starts_at=time, venue=venue)
    again = _due_again(desk, child_id, form_id)
    if again is not None:
        because = f"It had been waived, but {again.because}."
        facts = replace(facts, reconvenes=again.meeting_id, reconvened_because=because)
    return kept(desk, replace(meeting, facts=facts))


def _due_again(desk: Desk, child_id: str, form_id: str) -> ThingDue | None:
    """Return the meeting of a kind that is due because its waiver stands no more, if it is."""
    things = (thing for thing in due_of(desk, child_id) if thing.kind is DueKind.MEETING)
    return next((one for one in things if one.form_id == form_id and one.because and one.meeting_id), None)


def _social_worker(desk: Desk, file: ChildFile) -> str:
    """Return the allocated social worker, else whoever works at this laptop, as a person id."""
    known = {person.id for person in file.people if not person.has_left}
    if file.child.social_worker in known:
        return file.child.social_worker
    me = desk.workplace().value.worker.name
    return next((person.id for person in file.people if person.name == me and person.id in known), "")


def _chair(desk: Desk, file: ChildFile, form: Form) -> str:
    agreed = last_answer(desk, file.id, form.chairing.agreed_by) if form.chairing.agreed_by else None
    value = agreed.value if agreed is not None else ""
    return proposed_chair(form.chairing, file, value) or proposed_chair(form.chairing, file)
