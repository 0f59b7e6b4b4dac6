"""A whole meeting of any kind as a value: every item discussed, every question answered, one of everything captured."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from cpm_desktop.domain.asking import subjects_of
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    DecisionKind,
    Disagreement,
    Disclosure,
    Note,
    Position,
    Sharing,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child, CopyKind, ParentalResponsibility
from cpm_desktop.domain.forms import Form, Question, QuestionKind
from cpm_desktop.domain.handover import FollowUp, ManagerComment
from cpm_desktop.domain.meeting import (
    PREPARATION,
    AgendaProgress,
    Answer,
    CarriedItem,
    ItemState,
    ItemVisit,
    Meeting,
    MeetingFacts,
    NextMeeting,
    Paper,
    PaperState,
    ReadBackMark,
    Stage,
)
from cpm_desktop.domain.papers.numbering import ASSESSMENT, COMMENT, DECISION
from cpm_desktop.domain.situation import earlier_answer_id
from tests.domain.papers.forms_at_hand import procedure

DAY = dt.date(2026, 11, 24)
MEETING_ID = "5c0ffee1deadbeef8a1c2e3f40516273"
CHALLENGE = "Tell Grace Obi on 01632 960777, or ask for an advocate."
ADDRESS = "14 Mallard Row"
COUNCIL = "Northbeck Council"
ADVICE_NOTE = "Counsel thinks the threshold is arguable"
SAID_IN_ROOM = "He hits me when you are not there"
_CHOSEN = 2


def at(time: str) -> dt.datetime:
    return dt.datetime.combine(DAY, dt.time.fromisoformat(time), dt.UTC)


def person(identifier: str, name: str, role: str, **details: object) -> Attendee:
    role_id = role.casefold().replace(" ", "-")
    return Attendee(id=identifier, name=name, role=role, role_id=role_id, **details)  # type: ignore[arg-type]  # tests name known fields


def people() -> tuple[Attendee, ...]:
    full, family = CopyKind.PROFESSIONAL, CopyKind.FAMILY
    holds = ParentalResponsibility.YES
    return (
        person("kai", "Kai Avery", "Child", is_child=True, copy_kind=CopyKind.CHILD),
        person("dana", "Dana Avery", "Mother", parental_responsibility=holds, copy_kind=family),
        person("tom", "Tom Avery", "Father", parental_responsibility=holds, copy_kind=family),
        person(
            "joy",
            "Joy Okafọ̀",
            "Foster carer",
            copy_kind=full,
            is_care_team_member=True,
            care_team_role="Everyday care and the sleep diary",
        ),
        person(
            "priya",
            "Priya Nair",
            "Social worker",
            agency=COUNCIL,
            copy_kind=full,
            is_care_team_member=True,
            care_team_role="Holds the plan together",
        ),
        person("grace", "Grace Obi", "Service manager", agency=COUNCIL, copy_kind=full),
        person("imran", "Imran Shah", "Legal adviser", agency=COUNCIL, copy_kind=full),
        person("siew", "Dr Siew Lee", "Paediatrician", agency="Northbeck Health Trust", copy_kind=full),
        person("michael", "Michael Byrne", "Designated teacher", agency="Fell Lane Academy", copy_kind=full),
    )


def child() -> Child:
    return Child(
        id="child-kai",
        name="Kai Avery",
        known_as="Kai",
        date_of_birth=dt.date(2014, 3, 9),
        case_number="LL-204417",
        legal_status="Interim care order",
        looked_after_since=dt.date(2025, 11, 17),
        placement="Foster care with Joy Okafọ̀",
        placement_address=f"{ADDRESS}, Northbeck NB4 2QT",
        filing_on=dt.date(2026, 12, 14),
        court_on=dt.date(2026, 12, 18),
        assessment_due_on=dt.date(2026, 12, 1),
        protection_plan_since=dt.date(2026, 8, 3),
    )


def facts(form: Form) -> MeetingFacts:
    return MeetingFacts(
        id=MEETING_ID,
        child_id="child-kai",
        form_id=form.id,
        stage=Stage.ENDED,
        date=DAY,
        venue="Committee room 2",
        chair="grace",
        recorder="priya",
        convenor="Rachel Whitmore",
        started_at=at("10:00"),
        ended_at=at("11:30"),
        next_review=dt.date(2027, 3, 8),
        is_first=True,
        marking="OFFICIAL-SENSITIVE",
        authority=COUNCIL,
        challenge_text=CHALLENGE,
        page_mark=form.distribution.page_mark,
    )


def filled_meeting(form: Form) -> Meeting:
    """Return a meeting of a kind in which everything is recorded that can be."""
    bare = Meeting(
        id=MEETING_ID, facts=facts(form), children=(child(),), attendees=people(), attendance=_attendance()
    )
    item = form.agenda[-2].id
    return dataclasses.replace(
        bare,
        agenda=tuple(AgendaProgress(id=entry.id, state=ItemState.DONE) for entry in form.agenda),
        visits=tuple(
            ItemVisit(id=f"visit-{entry.id}", item=entry.id, opened_at=at("10:02")) for entry in form.agenda
        ),
        answers=tuple(_answers(form, bare)),
        notes=tuple(_notes(form)),
        views=(
            View(id="v-kai", item=item, of="kai", words="I want to stay at Joy’s", sharing=Sharing.EVERYONE),
            View(id="v-dana", item=item, of="dana", words="Nobody asked me"),
        ),
        decisions=_decisions(item),
        actions=(
            Action(
                id="a-1",
                item=item,
                text="Book the health check",
                owner="Priya Nair",
                due=dt.date(2026, 12, 1),
            ),
        ),
        unmet_needs=(UnmetNeed(id="u-1", item=item, need="Help with sleep", why="No service within reach"),),
        disagreements=(Disagreement(id="x-1", item=item, about="Saturdays", is_resolved=False),),
        positions=(Position(id="p-1", disagreement="x-1", who="tom", says="I work <most> Saturdays"),),
        disclosures=(
            Disclosure(
                id="z-1",
                item=item,
                at=at("10:40"),
                said_by="dana",
                words=SAID_IN_ROOM,
                told="Rachel Whitmore",
                told_at=at("10:55"),
                next_step="A strategy discussion today",
            ),
        ),
        carried=tuple(_carried(form, bare)),
        papers=_papers(),
        next_meetings=(
            NextMeeting(id="n", date=dt.date(2027, 1, 12), starts_at=dt.time(14), venue="Garden room"),
        ),
        read_back=(ReadBackMark(id="meeting", at=at("11:28")),),
        follow_ups=(
            FollowUp(
                id="f-1",
                text="Circulate the changed plan",
                owner="Priya Nair",
                due=dt.date(2026, 12, 8),
                rule="record.care-team-tasks",
            ),
        ),
        comments=(ManagerComment(id="c-1", text="Chase the clinic", by="Rachel Whitmore"),),
    )


def _attendance() -> tuple[AttendanceEvent, ...]:
    here = [(who, Presence.PRESENT, "10:00") for who in ("dana", "joy", "priya", "grace", "imran")]
    here += [("siew", Presence.REMOTE, "10:20"), ("siew", Presence.LEFT, "11:00")]
    here += [
        ("michael", Presence.PRESENT, "10:00"),
        ("tom", Presence.APOLOGIES, "10:00"),
        ("kai", Presence.ABSENT, "10:00"),
    ]
    return tuple(
        AttendanceEvent(id=f"event-{number}", position=number, who=who, presence=presence, at=at(time))
        for number, (who, presence, time) in enumerate(here, 1)
    )


def _answers(form: Form, meeting: Meeting) -> Iterator[Answer]:
    asked = [(PREPARATION, question) for question in form.preparation]
    asked += [(item.id, question) for item in form.agenda for question in item.questions]
    for item, question in asked:
        for subject, _ in subjects_of(question, meeting, procedure().roles, form):
            yield Answer(
                id=f"{item}.{question.id}.{subject}",
                item=item,
                question=question.id,
                subject=subject,
                value=_value(question, subject),
                note=f"Beside {question.id} {subject}" if question.note else "",
            )


def _value(question: Question, subject: str) -> str:
    match question.kind:
        case QuestionKind.YES_NO | QuestionKind.CHECK:
            return "yes"
        case QuestionKind.CHOICE:
            return question.options[0][0]
        case QuestionKind.CHOICES:
            return "\n".join(identifier for identifier, _ in question.options[:_CHOSEN])
        case QuestionKind.DATE:
            return "2026-12-07"
        case QuestionKind.PERSON:
            return "priya"
        case _:
            return f"Said to {question.id} <{subject}>"


def _notes(form: Form) -> Iterator[Note]:
    for number, item in enumerate(form.agenda, 1):
        text = ADVICE_NOTE if item.is_advice else f"Talked about {item.id} & what follows"
        yield Note(id=f"note-{item.id}", position=number, item=item.id, at=at("10:05"), text=text)
    first = form.agenda[0].id
    hidden = Audience.FILE_ONLY
    yield Note(
        id="note-file", position=91, item=first, at=at("10:07"), text="Only the file knows", audience=hidden
    )


def _decisions(item: str) -> tuple[Decision, ...]:
    return (
        Decision(
            id="d-1",
            position=1,
            item=item,
            text="Kai chooses a dentist",
            reason="He will go then",
            is_within_authority=True,
        ),
        Decision(
            id="d-2",
            position=2,
            item=item,
            text="Kai comes to live with foster carers for good",
            reason="There is nobody in the family",
            decision_kind=DecisionKind.RECOMMENDATION,
            is_within_authority=False,
            authoriser="the service manager",
            is_proposal_to_review=False,
        ),
        Decision(
            id="d-3",
            position=3,
            item=item,
            text="Football once a month",
            reason="Kai asked for it",
            is_within_authority=True,
            is_plan_change=True,
        ),
    )


def _carried(form: Form, bare: Meeting) -> Iterator[CarriedItem]:
    day = dt.date(2026, 10, 6)
    for what, text in (
        (COMMENT, "The plan says nothing about sleep"),
        (ASSESSMENT, "Kai needs one adult who stays"),
        (DECISION, "Support for eight more weeks"),
    ):
        yield CarriedItem(id=f"carried-{what}", what=what, text=text, source="Core group", source_on=day)
    yield CarriedItem(
        id="carried-action",
        what="action",
        text="Ask the sleep clinic",
        owner="Priya Nair",
        carried=1,
        made_on=day,
    )
    for answer in _answers(form, dataclasses.replace(bare, carried=())):
        question = form.question(answer.question)
        if question is not None and question.is_carried:
            identifier = earlier_answer_id(question.id, answer.subject)
            yield CarriedItem(
                id=identifier, what="answer", text="no", reason=f"Then {identifier}", source_on=day
            )


def _papers() -> tuple[Paper, ...]:
    return (
        Paper(id="paper-1", title="Chronology", state=PaperState.SEEN, note="To October"),
        Paper(id="paper-2", title="Genogram", state=PaperState.ATTACHED, file_name="genogram-2.pdf"),
        Paper(
            id="paper-3",
            title="Assessment of the aunt",
            state=PaperState.MISSING,
            note="The aunt was abroad",
            due=dt.date(2026, 12, 3),
        ),
    )


def took_part(people: tuple[Attendee, ...]) -> tuple[Attendee, ...]:
    """Return people with how each of the family took part."""
    return tuple(
        dataclasses.replace(one, participation=Participation.IN_WRITING) if one.id == "tom" else one
        for one in people
    )
