"""Checks of who makes the meeting what it is: several agencies, a care team that was named, a recorder."""

from collections.abc import Iterator
from dataclasses import replace

from cpm_desktop.domain.agencies import agencies_present
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.forms import AskedFor, Check
from cpm_desktop.domain.meeting import MeetingFacts, Validity
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground

_SEVERAL = 2


def several_agencies(ground: Ground, check: Check) -> Iterator[Debt]:
    """Challenge care planning by one agency alone (kind.care-planning-is-multi-agency).

    No reason makes such a meeting count: it says who else took part, or that it is a case discussion or inquorate.
    """
    facts = ground.meeting.facts
    if facts.validity is not Validity.COUNTS:
        if not facts.validity_reason.strip():
            place = Place("", MeetingFacts.kind, facts.id, "validity_reason")
            sentence = f"This meeting stands as {_as_kept(facts.validity)}, and it is not said why."
            yield ground.owe(check, "validity-reason", sentence, Mend.ADD_DETAIL, place)
        return
    agencies = agencies_present(ground.meeting, ground.roles)
    if not ground.form.is_care_planning or len(agencies) >= _SEVERAL:
        return
    alone = f"Only one agency took part: {agencies[0]}." if agencies else "No agency took part."
    yield ground.owe(
        replace(check, can_be_reasoned=False),
        "one",
        f"{alone} A care planning meeting brings several together.",
        Mend.SAY_WHO_ELSE,
        Place("", MeetingFacts.kind, facts.id, "validity"),
        "Family and carers are no agency",
    )


def care_team_named(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask who the members of the care team are, and what each is there for (attend.care-team)."""
    asked = {
        question.id
        for item in ground.form.agenda
        for question in item.questions
        if question.asked_for is AskedFor.EACH_MEMBER
    }
    answers = (
        answer for answer in ground.meeting.answers if answer.question in asked and answer.value.strip()
    )
    said = {answer.subject for answer in answers}
    members = [person for person in ground.meeting.attendees if person.is_care_team_member]
    if not members:
        sentence = "Nobody is named as a member of the care team."
        yield ground.owe(
            check, "nobody", sentence, Mend.NAME_CARE_TEAM, Place("", Attendee.kind, "", "care_team")
        )
    for person in members:
        if not person.care_team_role.strip() and person.id not in said:
            sentence = f"It is not said what {person.name} does in the care team."
            place = Place("", Attendee.kind, person.id, "care_team_role")
            yield ground.owe(check, person.id, sentence, Mend.ADD_DETAIL, place, person.role)


def recorder_named(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask who recorded the meeting; it may be whoever chaired it (record.recorder)."""
    facts = ground.meeting.facts
    if ground.meeting.attendee(facts.recorder) is None:
        place = Place("", MeetingFacts.kind, facts.id, "recorder")
        sentence = "It is not said who recorded the meeting."
        yield ground.owe(
            check, "nobody", sentence, Mend.CHOOSE_RECORDER, place, "One person may chair and record"
        )


def _as_kept(validity: Validity) -> str:
    return {Validity.CASE_DISCUSSION: "a case discussion"}.get(validity, validity.value)
