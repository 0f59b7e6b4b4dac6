"""Preparing a meeting: its day and place, who comes, notes for the agenda, papers, and the invitations."""

from dataclasses import dataclass, replace

from cpm_desktop.domain.attendance import Attendee, Reply
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.commands import Put, Record, change
from cpm_desktop.domain.distribution import is_limited, is_party, may_have
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.expected_roles import name_of_roles
from cpm_desktop.domain.meeting import Meeting, Paper
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.domain.roles import find_role, satisfies
from cpm_desktop.exchange.invitation import InvitationFacts, make_invitation, starts_and_ends
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import agenda_items, situation_now
from cpm_desktop.services.inviting import organiser_for, venue_for

LARGEST_PAPER = 20 * 1024 * 1024  # bytes


class PaperUnreadable(CarePlanningError):
    """A file cannot be attached."""


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """An expected role.

    Attributes:
        role: its name.
        rule: the rule it comes from.
        person: who of those invited has it; empty where missing.
        is_missing: nobody invited has it.
        is_required: whoever has it has to come or send apologies; others are offered.
        hint: a line of help.
    """

    role: str
    rule: str
    person: str
    is_missing: bool
    is_required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation ready to be saved or sent.

    Attributes:
        attendee_id: to whom.
        recipient: their name, for the screen.
        file_name: names nobody.
        content: an iCalendar file.
    """

    attendee_id: str
    recipient: str
    file_name: str
    content: bytes


def expected_lines(desk: Desk, meeting: Meeting) -> tuple[ExpectedLine, ...]:
    """Return the roles the form expects, with who has them and what is missing."""
    situation = situation_now(desk, meeting)
    lines = []
    for expected in desk.form_of(meeting).expected:
        if expected.gets_copy or not situation.holds(expected.when):
            continue
        names = [
            person.name
            for person in meeting.attendees
            if person.is_invited and satisfies(expected.role, person.role_id)
        ]
        lines.append(
            ExpectedLine(
                name_of_roles(expected.role, desk.procedure.roles),
                expected.rule,
                ", ".join(names),
                is_missing=not names,
                is_required=expected.is_required,
                hint=expected.hint,
            )
        )
    return tuple(lines)


def roles_offered(desk: Desk, meeting: Meeting) -> tuple[str, ...]:
    """Return the roles offered when inviting: those of the form first, then all others (attend.multi-agency)."""
    roles, situation = desk.procedure.roles, situation_now(desk, meeting)
    expected = [one.role.split("|") for one in desk.form_of(meeting).expected if situation.holds(one.when)]
    wanted = [names[0] for names in expected] + [name for names in expected for name in names[1:]]
    named = [roles[role].name for role in (*wanted, *roles) if role in roles and role != "child"]
    return tuple(dict.fromkeys(named))


def agencies_offered(desk: Desk, meeting: Meeting) -> tuple[str, ...]:
    """Return the agencies offered when inviting: those of the people around the child and on the list."""
    people = (*meeting.attendees, *desk.child(meeting.facts.child_id).value.people)
    own = meeting.facts.authority.strip()
    return tuple(dict.fromkeys(name for name in (*(one.agency.strip() for one in people), own) if name))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper on the list.

    Attributes:
        paper: as it stands.
        is_required: it has to be there, or missing with a reason and a date.
        rule: the rule that wants it; empty where none does.
    """

    paper: Paper
    is_required: bool
    rule: str


def paper_lines(desk: Desk, meeting: Meeting) -> tuple[PaperLine, ...]:
    """Return the papers of a meeting, with which of them have to be there (prepare.legal-documents)."""
    situation = situation_now(desk, meeting)
    wanted = {one.title: one for one in desk.form_of(meeting).papers if situation.holds(one.when)}
    lines = []
    for paper in meeting.papers:
        known = wanted.get(paper.title)
        is_required = known is not None and known.is_required
        lines.append(PaperLine(paper, is_required, known.rule if known is not None else ""))
    return tuple(lines)


def list_wanted_papers(desk: Desk, meeting_id: str) -> None:
    """Put papers on the list that the form wants by now, after an answer or the child's status called for them."""
    meeting = desk.meeting(meeting_id).value
    listed, situation = {paper.title for paper in meeting.papers}, situation_now(desk, meeting)
    for wanted in desk.form_of(meeting).papers:
        if wanted.title not in listed and situation.holds(wanted.when):
            add_paper(desk, meeting_id, wanted.title)


def known_or_guest(
    desk: Desk, meeting_id: str, person_id: str, name: str, role: str, agency: str = ""
) -> Person:
    """Return somebody of the child's network by id; where it is nobody's, a guest by name, role and agency in words."""
    file = desk.child(desk.meeting(meeting_id).value.facts.child_id).value
    known = next((one for one in file.people if one.id == person_id), None)
    role_id = find_role(desk.procedure.roles, role)
    return known or Attendee(id=new_identifier(), name=name, role=role, role_id=role_id, agency=agency)


def invite(desk: Desk, meeting_id: str, person: Person, *, is_invited: bool = True) -> Edited | None:
    """Invite somebody of the child's network, or a guest."""
    editing = desk.meeting(meeting_id)
    known = editing.value.attendee(person.id)
    if known is not None:
        return editing.perform(change(known, is_invited=is_invited))
    return editing.perform(Record(entity=attendee_from(person, is_invited=is_invited)))


def note_reply(desk: Desk, meeting_id: str, attendee_id: str, reply: Reply) -> Edited | None:
    """Note what an invited person answered.

    Raises:
        InvalidDetail: that person is not on the list.
    """
    editing = desk.meeting(meeting_id)
    attendee = editing.value.attendee(attendee_id)
    if attendee is None:
        message = "This person is not on the invitation list."
        raise InvalidDetail(message)
    return editing.perform(change(attendee, reply=reply))


def set_prepared_note(desk: Desk, meeting_id: str, item: str, text: str) -> Edited | None:
    """Keep the note that was written for an item beforehand."""
    editing = desk.meeting(meeting_id)
    progress = editing.value.progress_of(item)
    if progress.prepared_note == text:
        return None
    worker = desk.workplace().value.worker.name
    noted = replace(progress, prepared_note=text, prepared_by=worker, prepared_on=desk.today())
    return editing.perform(Put(entity=noted))


def add_paper(desk: Desk, meeting_id: str, title: str) -> str:
    """Put one more paper on the list.

    Returns:
        The paper's id.
    """
    paper = Paper(id=new_identifier(), title=title)
    desk.meeting(meeting_id).perform(Record(entity=paper))
    return paper.id


def paper_bytes(desk: Desk, paper: Paper) -> bytes:
    """Return the file attached to a paper."""
    return desk.wait(desk.store.get_blob(paper.file_hash))


def planned_minutes(desk: Desk, meeting: Meeting) -> int:
    """Return how long the agenda takes, by the form."""
    return sum(item.minutes for item in agenda_items(desk, meeting))


def invitations(desk: Desk, meeting_id: str) -> tuple[Invitation, ...]:
    """Return an invitation for each invited person: no child's name, no reason, no other guests.

    Raises:
        InvalidDetail: the meeting has no date or time yet.
        PrivilegedRecord: a party is invited to a meeting whose record may not reach them.
    """
    meeting = desk.meeting(meeting_id).value
    facts = meeting.facts
    refuse_inviting_parties(desk, meeting)
    if facts.date is None or facts.starts_at is None:
        message = "Give the meeting a date and a time first; then the invitations can be made."
        raise InvalidDetail(message)
    minutes = planned_minutes(desk, meeting)
    starts, ends = starts_and_ends(facts.date, facts.starts_at, minutes, desk.zone)
    made = []
    invited = [person for person in meeting.attendees if person.is_invited]
    for number, person in enumerate(invited, start=1):
        organiser, text = _said_by(desk, meeting, person)
        content = make_invitation(
            InvitationFacts(
                uid=f"{meeting.id}-{person.id}@cpm-desktop",
                summary="Meeting",
                starts_at=starts,
                ends_at=ends,
                venue=venue_for(desk, meeting, person),
                text=text,
                organiser=organiser,
                made_at=desk.now(),
            )
        )
        made.append(
            Invitation(person.id, person.name, f"invitation-{facts.date:%Y-%m-%d}-{number}.ics", content)
        )
    return tuple(made)


def _said_by(desk: Desk, meeting: Meeting, invited: Attendee) -> tuple[str, str]:
    """Return who invites somebody, and the invitation's text, as this person may be told."""
    worker, facts = organiser_for(desk, meeting, invited), meeting.facts
    blanks = {
        "organiser": worker.name,
        "telephone": worker.telephone,
        "email": worker.email,
        "authority": facts.authority,
    }
    organiser = ", ".join(part for part in (worker.name, facts.service, facts.authority) if part)
    return organiser, fill_blanks(desk.form_of(meeting).texts.invitation, blanks)


def refuse_inviting_parties(desk: Desk, meeting: Meeting) -> None:
    """Refuse to ask a party to a meeting whose record is limited (after.distribute-legal).

    Raises:
        PrivilegedRecord: one of those invited is a party, and nobody has permitted them the record.
    """
    form, roles = desk.form_of(meeting), desk.procedure.roles
    for person in meeting.attendees if is_limited(form) else ():
        if person.is_invited and is_party(person, form, roles):
            leave = may_have(meeting, form, person, roles)
            if not leave.is_allowed:
                message = f"{leave.sentence} Or take them off the invitations."
                raise PrivilegedRecord(message)
