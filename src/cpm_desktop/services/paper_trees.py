"""Builds the trees of invitations, attendance sheets, letters and slips, each from what its reader may see."""

from collections.abc import Collection
from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blocks import Paper
from cpm_desktop.domain.captures import UnmetNeed
from cpm_desktop.domain.child import CopyKind, children_called
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.attendance_sheet import build_attendance_sheet
from cpm_desktop.domain.papers.follow_up_letter import actions_of, build_follow_up_letter
from cpm_desktop.domain.papers.invitation_letter import InvitationGround, build_invitation
from cpm_desktop.domain.papers.unmet_need_slip import build_unmet_need_slip
from cpm_desktop.domain.reader import PrivilegedRecord, Reader, ReaderKind, seen_by, seen_in_room
from cpm_desktop.domain.roles import group_of
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.unnamed_venue import venue_without_names
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import children_of
from cpm_desktop.services.inviting import organiser_for, venue_for
from cpm_desktop.services.left_out import reader_for
from cpm_desktop.services.preparing import planned_minutes, refuse_inviting_parties

_MESSAGE = "A message for you"
_NO_COPY = (CopyKind.NONE, CopyKind.UNDECIDED)


def invitation_paper(desk: Desk, meeting: Meeting, attendee_id: str) -> Paper:
    """Build one person's invitation.

    Raises:
        InvalidDetail: they are not invited, or the meeting has no date or time yet.
        PrivilegedRecord: a party is invited to a meeting whose record may not reach them.
    """
    refuse_inviting_parties(desk, meeting)
    person = _person(meeting, attendee_id)
    if not person.is_invited:
        raise InvalidDetail(f"{person.name} is not invited. Invite them first.")
    if meeting.facts.date is None or meeting.facts.starts_at is None:
        raise InvalidDetail("Give the meeting a date and a time first; then the invitations can be made.")
    worker = organiser_for(desk, meeting, person)
    ground = InvitationGround(
        called=children_called(children_of(desk, meeting)),
        group=group_of(person, desk.procedure.roles),
        minutes=planned_minutes(desk, meeting),
        venue=venue_for(desk, meeting, person),
        organiser=worker.name,
        telephone=worker.telephone,
        email=worker.email,
    )
    return build_invitation(desk.form_of(meeting), meeting, person, ground)


def attendance_paper(desk: Desk, meeting: Meeting) -> Paper:
    """Build the attendance sheet.

    Raises:
        PrivilegedRecord: somebody who is invited, or was there, may not have a record whose reach is limited.
    """
    form = desk.form_of(meeting)
    children = children_of(desk, meeting)
    seen = seen_in_room(replace(meeting, children=children), form, desk.procedure.roles)
    names = [name for child in children for name in (child.name, child.known_as)]
    guests = (person.name for person in meeting.attendees if not person.is_child)
    venue = venue_without_names(seen.facts.venue, names, guests)
    return build_attendance_sheet(form, seen, children_called(children), venue)


def letter_paper(desk: Desk, meeting: Meeting, attendee_id: str) -> Paper:
    """Build the letter to one person after the meeting.

    Raises:
        InvalidDetail: no copy was decided for them, or nothing is theirs to do.
        PrivilegedRecord: the record may not reach them.
    """
    person, form, roles = _person(meeting, attendee_id), desk.form_of(meeting), desk.procedure.roles
    reader = reader_for(person, copy_plan_of(meeting, person).copy_kind)
    seen = seen_by(meeting, reader, form, roles)
    actions = actions_of(form, meeting, reader, person, roles)
    messages = _messages(meeting, seen, person)
    if not actions and not messages:
        raise InvalidDetail(f"Nothing is {person.name}’s to do, so there is no letter to write.")
    return build_follow_up_letter(form, seen, seen.attendee(person.id) or person, actions, messages)


def people_with_letters(desk: Desk, meeting: Meeting) -> tuple[Attendee, ...]:
    """Return who gets a letter: those with a copy who took something on; the child's own copy tells the child."""
    form, roles = desk.form_of(meeting), desk.procedure.roles
    found = []
    for person in meeting.attendees:
        kind = copy_plan_of(meeting, person).copy_kind
        if person.is_child or kind in _NO_COPY:
            continue
        reader = reader_for(person, kind)
        try:
            seen = seen_by(meeting, reader, form, roles)
        except PrivilegedRecord:
            continue
        if actions_of(form, meeting, reader, person, roles) or _messages(meeting, seen, person):
            found.append(person)
    return tuple(found)


def slip_paper(desk: Desk, meeting: Meeting, need_id: str) -> Paper:
    """Build the slip about one unmet need.

    Raises:
        InvalidDetail: there is no such need that may leave the file.
        PrivilegedRecord: the record goes to named persons only.
    """
    seen = _as_professional(desk, meeting)
    need = next((entry for entry in seen.unmet_needs if entry.id == need_id), None)
    if need is None:
        raise InvalidDetail("This unmet need stands on the file only, or no longer.")
    children = children_of(desk, meeting)
    child = next((each for each in children if each.id == need.child_id), children[0])
    return build_unmet_need_slip(desk.form_of(meeting), seen, need, child)


def needs_with_slips(desk: Desk, meeting: Meeting) -> tuple[UnmetNeed, ...]:
    """Return the unmet needs that may be told to those who plan services."""
    try:
        return _as_professional(desk, meeting).unmet_needs
    except PrivilegedRecord:
        return ()


def _as_professional(desk: Desk, meeting: Meeting) -> Meeting:
    return seen_by(meeting, Reader(ReaderKind.PROFESSIONAL), desk.form_of(meeting), desk.procedure.roles)


def _messages(meeting: Meeting, seen: Meeting, person: Attendee) -> tuple[FollowUp, ...]:
    """Return the texts to send to a person; what is about a decision or a disclosure that they may not see is not.

    Of a text that goes to several the heading names them all: not where one of them is not named on this copy, and
    nothing is sent that names such a person in itself.
    """
    told = {each.id for each in (*seen.decisions, *seen.disclosures)}
    kept_back = {each.id for each in (*meeting.decisions, *meeting.disclosures)} - told
    by_id = {each.id: each for each in meeting.follow_ups}
    unnamed = {each.name for each in meeting.attendees if each.name} - {each.name for each in seen.attendees}
    found = []
    for each in meeting.follow_ups:
        whole = by_id.get(each.part_of, each)
        is_theirs = each.message and each.about == person.id and each.is_open()
        if is_theirs and whole.about not in kept_back and not _names(unnamed, each.message):
            found.append(replace(each, text=_MESSAGE if _names(unnamed, whole.text) else whole.text))
    return tuple(found)


def _names(people: Collection[str], text: str) -> bool:
    return any(fold(name) in fold(text) for name in people)


def _person(meeting: Meeting, attendee_id: str) -> Attendee:
    person = meeting.attendee(attendee_id)
    if person is None:
        raise InvalidDetail("This person is not on the list of this meeting.")
    return person
