"""Of whom each question is asked, what was answered last time, and answers in words."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.agencies import agencies_present, agency_of
from cpm_desktop.domain.asking import (
    answer_in_words,
    chosen_in,
    earlier_answers_to,
    earlier_in_words,
    is_answered,
    questions_of_preparation,
    questions_of_waiver,
    subjects_of,
)
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import (
    AskedFor,
    Condition,
    ExpectedRole,
    Question,
    QuestionKind,
    RoleName,
    Waiver,
)
from cpm_desktop.domain.forms import Test as Compare
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting, MeetingFacts
from cpm_desktop.domain.situation import earlier_answer_id, situation_of
from tests.domain.kinds_of_meeting import make_form

ROLES = {
    role.id: role
    for role in (
        RoleName(id="child", name="Child", group="child"),
        RoleName(id="mother", name="Mother", group="family"),
        RoleName(id="foster-carer", name="Foster carer", group="carer"),
        RoleName(id="social-worker", name="Social worker", group="authority"),
        RoleName(id="team-manager", name="Team manager", group="authority"),
        RoleName(id="health-visitor", name="Health visitor", group="professional"),
        RoleName(id="police", name="Police officer", group="professional"),
    )
}
FORM = make_form(expected=(ExpectedRole(role="social-worker"),))
KAI = Attendee(id="kai", name="Kai Avery", role="Child", is_child=True)
MIA = Attendee(id="mia", name="Mia Avery", role="Child", is_child=True)
DANA = Attendee(id="dana", name="Dana Avery", role="Mother")
PRIYA = Attendee(id="priya", name="Priya Nair", role="Social worker", agency="Northbeck Council")
RACHEL = Attendee(id="rachel", name="Rachel Whitmore", role="Team manager")
GRACE = Attendee(id="grace", name="Grace Obi", role="Health visitor", agency="Northbeck Health Trust")
HANA = Attendee(id="hana", name="Hana Sato", role="Health visitor", agency="NORTHBECK health trust")
OLA = Attendee(id="ola", name="Ola Berg", role="Police officer", has_left=True)
FACTS = MeetingFacts(id="m", authority="Northbeck Council", date=dt.date(2026, 11, 24))
CHILDREN = (
    Child(id="c1", name="Kai Avery", known_as="Kai"),
    Child(id="c2", name="Mia Avery", known_as="Mimi"),
)


def came(person: Attendee, presence: Presence = Presence.PRESENT) -> AttendanceEvent:
    return AttendanceEvent(id=f"e-{person.id}", who=person.id, presence=presence)


MEETING = Meeting(
    id="m",
    facts=FACTS,
    children=CHILDREN,
    attendees=(KAI, MIA, DANA, PRIYA, RACHEL, GRACE, HANA, OLA),
    attendance=(
        came(KAI),
        came(PRIYA),
        came(RACHEL, Presence.REMOTE),
        came(RACHEL, Presence.LEFT),
        came(HANA),
        came(GRACE, Presence.APOLOGIES),
    ),
)


def asked(asked_for: AskedFor, **details: object) -> Question:
    return replace(
        Question(id="q", text="?", kind=QuestionKind.TEXT, asked_for=asked_for),
        **details,  # type: ignore[arg-type]  # details of a question
    )


def subjects(asked_for: AskedFor, meeting: Meeting = MEETING) -> list[tuple[str, str]]:
    return list(subjects_of(asked(asked_for), meeting, ROLES, FORM))


@pytest.mark.parametrize(
    ("asked_for", "wanted"),
    [
        (AskedFor.MEETING, [("", "")]),
        (AskedFor.CHILD, [("kai", "Kai"), ("mia", "Mimi")]),
        (AskedFor.EACH_PARENT, [("dana", "Dana Avery")]),
        (AskedFor.EACH_AGENCY, [("priya", "Northbeck Council"), ("hana", "NORTHBECK health trust")]),
        (AskedFor.EACH_CHILD, [("c1", "Kai"), ("c2", "Mimi")]),
        (AskedFor.EACH_OTHER_PROFESSIONAL, [("rachel", "Rachel Whitmore"), ("hana", "Hana Sato")]),
        (AskedFor.EACH_REMOTE, [("rachel", "Rachel Whitmore")]),
        (AskedFor.EACH_MEMBER, []),
    ],
)
def test_of_whom_a_question_is_asked(asked_for: AskedFor, wanted: list[tuple[str, str]]) -> None:
    assert subjects(asked_for) == wanted


def test_every_way_of_asking_has_an_answer_before_anybody_came() -> None:
    prepared = replace(MEETING, attendance=(), children=())
    found = {each: subjects(each, prepared) for each in AskedFor}
    assert found[AskedFor.CHILD] == [("kai", "Kai Avery"), ("mia", "Mia Avery")]
    assert found[AskedFor.EACH_AGENCY] == [
        ("priya", "Northbeck Council"),
        ("grace", "Northbeck Health Trust"),
    ]
    assert found[AskedFor.EACH_CHILD] == found[AskedFor.EACH_REMOTE] == []
    known = subjects_of(asked(AskedFor.EACH_CHILD), prepared, ROLES, FORM, CHILDREN)
    assert known == (("c1", "Kai"), ("c2", "Mimi"))
    assert subjects(AskedFor.CHILD, Meeting(id="m", facts=FACTS)) == [("", "")]


def test_an_agencys_answer_stays_its_own_when_a_colleague_comes_later() -> None:
    given_by = Answer(id="a", item="i", question="q", subject="hana", value="We know the family.")
    later = replace(MEETING, answers=(given_by,), attendance=(*MEETING.attendance, came(GRACE)))
    assert subjects(AskedFor.EACH_AGENCY, later)[1] == ("hana", "NORTHBECK health trust")


def test_who_chairs_and_records_is_asked_for_no_ground_to_attend() -> None:
    led = replace(MEETING, facts=replace(FACTS, chair="rachel", recorder="hana"))
    assert subjects(AskedFor.EACH_OTHER_PROFESSIONAL, led) == []


def test_a_member_of_the_care_team_is_asked_as_such() -> None:
    member = replace(GRACE, is_care_team_member=True)
    people = (*MEETING.attendees[:5], member)
    assert subjects(AskedFor.EACH_MEMBER, replace(MEETING, attendees=people)) == [("grace", "Grace Obi")]


@pytest.mark.parametrize(
    ("role", "agency", "wanted"),
    [
        ("Mother", "Tesco", ""),
        ("Foster carer", "Sunrise Fostering", ""),
        ("Social worker", "", "Northbeck Council"),
        ("Social worker", "Children’s services, Northbeck Council", "Northbeck Council"),
        ("Social worker", "Leeds City Council", "Leeds City Council"),
        ("Health visitor", "", "Health visitor"),
        ("Dance teacher", "", ""),
        ("Dance teacher", "northbeck council", "Northbeck Council"),
    ],
)
def test_for_which_agency_somebody_speaks(role: str, agency: str, wanted: str) -> None:
    person = Attendee(id="x", name="X", role=role, agency=agency)
    assert agency_of(person, MEETING, ROLES) == wanted


def test_agencies_present_are_counted_once() -> None:
    assert agencies_present(MEETING, ROLES) == ("Northbeck Council", "NORTHBECK health trust")
    assert agencies_present(replace(MEETING, attendance=()), ROLES) == ()


def test_preparation_and_waiver_ask_what_their_conditions_let_through() -> None:
    first = asked(AskedFor.MEETING, id="first")
    second = asked(
        AskedFor.MEETING,
        id="second",
        when=(Condition(fact="answer.first", test=Compare.IS, value="yes"),),
    )
    waiver = Waiver(title="Not required", deciders=(), questions=(first, second), notice="", rule="")
    form = make_form(preparation=(first, second), waiver=waiver)
    situation = situation_of(MEETING)
    assert questions_of_preparation(form, situation) == questions_of_waiver(form, situation) == (first,)
    told = situation_of(replace(MEETING, answers=(Answer(id="a", question="first", value="yes"),)))
    assert questions_of_preparation(form, told) == questions_of_waiver(form, told) == (first, second)
    assert questions_of_waiver(FORM, situation) == ()


def test_the_last_answer_is_told_with_its_day_and_reason() -> None:
    question = asked(
        AskedFor.MEETING,
        id="conference",
        kind=QuestionKind.CHOICE,
        options=(("later", "Later"),),
        note="Reason",
        is_carried=True,
    )
    carried = CarriedItem(
        id=earlier_answer_id("conference"),
        what="answer",
        text="later",
        reason="Dana wants\nto wait",
        source_on=dt.date(2026, 5, 12),
    )
    meeting = replace(MEETING, carried=(carried,))
    assert earlier_answers_to(meeting, question) == (carried,)
    assert earlier_in_words(meeting, question).replace("\u00a0", " ") == (
        "Last time, 12 May 2026: Later. Reason: Dana wants to wait."
    )
    assert earlier_in_words(meeting, replace(question, is_carried=False)) == ""
    assert earlier_in_words(meeting, replace(question, id="other")) == ""
    assert earlier_answers_to(meeting, question, "dana") == ()


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (QuestionKind.YES_NO, "yes", "Yes"),
        (QuestionKind.CHECK, "n/a", "Not applicable"),
        (QuestionKind.CHOICE, "a", "Alpha"),
        (QuestionKind.CHOICES, "b\na", "Beta, Alpha"),
        (QuestionKind.DATE, "2026-05-12", "12 May 2026"),
        (QuestionKind.DATE, "in May", "in May"),
        (QuestionKind.PERSON, "grace", "Grace Obi"),
        (QuestionKind.PERSON, "Somebody else", "Somebody else"),
        (QuestionKind.TEXT, "As typed", "As typed"),
    ],
)
def test_an_answer_in_words(kind: QuestionKind, value: str, words: str) -> None:
    question = Question(id="q", text="?", kind=kind, options=(("a", "Alpha"), ("b", "Beta")))
    assert answer_in_words(question, value, MEETING.attendees).replace("\u00a0", " ") == words


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1)))
def test_chosen_options_are_read_back_as_they_were_kept(chosen: list[str]) -> None:
    kept = [one for one in chosen if one.strip()]
    assert chosen_in("\n".join(chosen)) == tuple(kept)


def test_an_answer_is_whole_with_the_note_it_needs() -> None:
    question = asked(AskedFor.MEETING, note="Reason", is_note_required=True)
    assert not is_answered(question, "yes", " ")
    assert is_answered(question, "yes", "Because")
    assert is_answered(asked(AskedFor.MEETING), "yes", "")
    assert not is_answered(question, " ", "Because")
