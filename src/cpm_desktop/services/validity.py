"""Saying that a meeting does not count as one of its kind: inquorate, a case discussion, or abandoned.

None of them counts towards any frequency; each bears its reason (kind.care-planning-is-multi-agency).
"""

from dataclasses import replace

from cpm_desktop.domain.attendance import IN_THE_MEETING, AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.commands import Put, Record
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import Meeting, Stage, Validity
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.domain.roles import find_role
from cpm_desktop.domain.validity_commands import JudgeValidity
from cpm_desktop.services.closing import ending_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.next_meeting import follow_next_meeting


def keep_as_inquorate(desk: Desk, meeting_id: str, reason: str) -> Edited | None:
    """Keep the kind of a meeting that not enough agencies came to; it counts towards nothing.

    Raises:
        InvalidDetail: no reason is given.
        WrongStage: it has not started, or is signed.
    """
    return _judge(desk, meeting_id, Validity.INQUORATE, reason)


def record_as_case_discussion(desk: Desk, meeting_id: str, reason: str) -> Edited | None:
    """Record a meeting of one agency as the case discussion that it was; it counts towards nothing.

    Raises:
        InvalidDetail: no reason is given.
        WrongStage: it has not started, or is signed.
    """
    return _judge(desk, meeting_id, Validity.CASE_DISCUSSION, reason)


def abandon(desk: Desk, meeting_id: str, reason: str) -> Edited | None:
    """Break a meeting off: it ends now, keeps what was said, and counts towards nothing.

    What follows from what was said is done as at any other end: a disclosure is listed at once to be passed on.

    Raises:
        InvalidDetail: no reason is given.
        WrongStage: it has not started, or is signed.
    """
    if desk.meeting(meeting_id).value.facts.stage is not Stage.LIVE:
        return _judge(desk, meeting_id, Validity.ABANDONED, reason)
    said = _reason(reason)
    ending = ending_of(desk, meeting_id)
    edited = desk.meeting(meeting_id).perform(
        JudgeValidity(
            validity=Validity.ABANDONED,
            reason=said,
            at=ending.at,
            follow_ups=ending.follow_ups,
            next_meeting_id=ending.next_meeting_id,
        )
    )
    follow_next_meeting(desk, meeting_id)
    return edited


def count_again(desk: Desk, meeting_id: str) -> Edited | None:
    """Let a meeting count as one of its kind after all."""
    if desk.meeting(meeting_id).value.facts.validity is Validity.COUNTS:
        return None
    return desk.meeting(meeting_id).perform(JudgeValidity(validity=Validity.COUNTS))


def who_may_have_come(desk: Desk, meeting: Meeting) -> tuple[Person, ...]:
    """Return those of the child's network and of the list who are not said to have taken part."""
    here = {event.who for event in meeting.attendance if event.presence in IN_THE_MEETING}
    listed = {person.id: person for person in meeting.attendees}
    network = (person for person in desk.child(meeting.facts.child_id).value.people if not person.has_left)
    everybody: dict[str, Person] = {**{person.id: person for person in network}, **listed}
    return tuple(person for person in everybody.values() if person.id not in here and not person.is_child)


def say_who_took_part(desk: Desk, meeting_id: str, person_id: str, name: str, role: str, agency: str) -> None:
    """Say that somebody else took part: of the list or the network, or a guest.

    Args:
        desk: the desk.
        meeting_id: the meeting.
        person_id: of the list or the child's network; empty for a guest.
        name: of a guest.
        role: in words; an empty one leaves what is known.
        agency: likewise.

    Raises:
        InvalidDetail: a guest has no name, or neither role nor agency.
    """
    editing = desk.meeting(meeting_id)
    meeting = editing.value
    known = next((one for one in who_may_have_come(desk, meeting) if one.id == person_id), None)
    if known is None and not (name.strip() and (role.strip() or agency.strip())):
        message = "Give the name, and the role or agency. The record says who attended, and for whom."
        raise InvalidDetail(message)
    if isinstance(known, Attendee):
        person = known
    elif known is not None:
        person = attendee_from(known)
    else:
        person = Attendee(id=new_identifier(), name=name.strip())
    details = {key: value.strip() for key, value in (("role", role), ("agency", agency)) if value.strip()}
    if "role" in details:
        details["role_id"] = find_role(desk.procedure.roles, details["role"])
    editing.perform(Put(entity=_with(person, details)))
    at = meeting.facts.started_at or desk.now()
    event = AttendanceEvent(id=new_identifier(), who=person.id, presence=Presence.PRESENT, at=at)
    editing.perform(Record(entity=event))


def _with(person: Attendee, details: dict[str, str]) -> Attendee:
    return replace(person, **details)  # type: ignore[arg-type]  # text details of a person


def _judge(desk: Desk, meeting_id: str, validity: Validity, reason: str) -> Edited | None:
    judged = JudgeValidity(validity=validity, reason=_reason(reason), at=desk.now())
    return desk.meeting(meeting_id).perform(judged)


def _reason(reason: str) -> str:
    if not reason.strip():
        message = "Write the reason first; it stands in the record."
        raise InvalidDetail(message)
    return reason.strip()
