"""What the multi-agency meeting's form says, as the people at the meeting see it."""

import datetime as dt

import pytest

from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.forms import CheckKind, Form, QuestionKind
from cpm_desktop.domain.meeting import Answer
from cpm_desktop.domain.meeting_dates import NEXT_DATE, proposed_dates
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.services.titling import title_for
from tests.forms.at_a_meeting import (
    CALENDAR,
    DAY,
    asked,
    child,
    due,
    due_of,
    expected,
    form,
    items,
    meeting,
    owed,
    person,
    subjects,
)

OWN_AGENCY = ["own-needs-assessed", "own-agency-considered", "own-specialists-considered"]


@pytest.fixture
def multi_agency() -> Form:
    return form("multi-agency")


@pytest.mark.rule("kind.mdt-name")
@pytest.mark.parametrize(
    ("chosen", "title"),
    [("care-planning", "Care planning meeting"), ("mdt", "Multi-disciplinary team (MDT) meeting")],
)
def test_its_title_is_chosen_and_stands_on_the_record(multi_agency: Form, chosen: str, title: str) -> None:
    answer = Answer(id="a", item="preparation", question=multi_agency.title_from, value=chosen)
    assert title_for(multi_agency, [answer]) == title


@pytest.mark.rule("kind.mdt-name")
def test_health_or_social_care_leads(multi_agency: Form) -> None:
    question = asked(multi_agency, meeting(multi_agency))["lead-agency"]
    assert question.is_required
    assert [name for name, _ in question.options] == ["social-care", "health"]


@pytest.mark.rule("prepare.own-agency-first")
def test_own_needs_agency_and_specialists_are_checked_each_with_a_note(multi_agency: Form) -> None:
    questions = [question for question in multi_agency.preparation if question.id in OWN_AGENCY]
    assert [question.id for question in questions] == OWN_AGENCY
    assert {question.kind for question in questions} == {QuestionKind.CHECK}
    assert all(question.note and question.is_note_required for question in questions)
    owing = owed(multi_agency, meeting(multi_agency), CheckKind.PREPARATION_ANSWERED)
    rules = [debt.rule for debt in owing if debt.key.split(".")[-1] in OWN_AGENCY]
    assert rules == ["prepare.own-agency-first"] * 3


@pytest.mark.rule("prepare.case-discussion-first")
def test_the_case_discussion_is_asked_for_with_date_position_and_record(multi_agency: Form) -> None:
    held = meeting(multi_agency, given={"case-discussion-held": "yes"})
    questions = asked(multi_agency, held)
    assert questions["case-discussion-on"].kind is QuestionKind.DATE
    assert questions["case-discussion-record"].kind is QuestionKind.MEETING
    assert questions["case-discussion-position"].is_for_file, "it is social care’s own position"
    none = asked(multi_agency, meeting(multi_agency, given={"case-discussion-held": "no"}))
    assert none.keys() & {"case-discussion-on", "case-discussion-without"} == {"case-discussion-without"}


@pytest.mark.rule("frequency.multi-agency-4-to-6-weeks")
def test_it_is_due_from_four_weeks_and_overdue_after_six() -> None:
    last = ("multi-agency", DAY)
    after = {weeks: due(DAY + dt.timedelta(days=days), last) for weeks, days in ((5, 35), (7, 43))}
    thing = due_of("Multi-agency", after[5])
    assert (thing.on, thing.severity) == (DAY + dt.timedelta(days=42), Severity.SOON)
    assert thing.rule == "frequency.multi-agency-4-to-6-weeks"
    assert due_of("Multi-agency", after[7]).severity is Severity.OVERDUE


@pytest.mark.rule("frequency.multi-agency-4-to-6-weeks")
def test_the_next_date_is_proposed_between_four_and_six_weeks(multi_agency: Form) -> None:
    held = meeting(multi_agency)
    (window,) = proposed_dates(multi_agency, held, situation_of(held), NEXT_DATE, CALENDAR)
    assert (window.first, window.last) == (DAY + dt.timedelta(days=28), DAY + dt.timedelta(days=42))
    assert window.rule == "frequency.multi-agency-4-to-6-weeks"


@pytest.mark.rule("chair.multi-agency")
def test_the_practice_manager_chairs_or_a_more_senior_one(multi_agency: Form) -> None:
    assert multi_agency.chairing.usual == ("practice-manager",)
    assert {"team-manager", "service-manager"} <= set(multi_agency.chairing.complex)
    assert not multi_agency.chairing.needs_reason
    assert CheckKind.CHAIR_ROLE not in {check.kind for check in multi_agency.checks}


@pytest.mark.rule("attend.multi-agency")
def test_the_agencies_are_offered(multi_agency: Form) -> None:
    offered = expected(multi_agency, meeting(multi_agency, child(12)), "attend.multi-agency")
    roles = {role for entry in offered for role in entry.split("|")}
    assert roles >= {
        "fostering-representative",
        "adoption-manager",
        "youth-justice-worker",
        "guardian",
        "school",
        "housing-officer",
        "police",
        "probation-officer",
        "mental-health-worker",
        "drug-and-alcohol-worker",
        "specialist-health",
        "other-professional",
    }
    young = expected(multi_agency, meeting(multi_agency, child(2)), "attend.multi-agency")
    assert "health-visitor" in young
    assert not any("youth-justice-worker" in entry for entry in young)


@pytest.mark.rule("record.lived-experience-by-agency")
def test_each_agency_has_an_entry_and_one_without_is_shown(multi_agency: Form) -> None:
    people = (
        person("Ann Teller", "social-worker", agency="Anytown Council"),
        person("Bo Reed", "paediatrician", agency="Anytown Health"),
        person("Dee Hale", "mother"),
    )
    held = meeting(multi_agency, attendees=people)
    assert subjects(multi_agency, held, "agency-knows") == ["Anytown Council", "Anytown Health"]
    owing = owed(multi_agency, held, CheckKind.QUESTIONS_ANSWERED)
    by_rule = [debt.detail for debt in owing if debt.rule == "record.lived-experience-by-agency"]
    assert [detail.rpartition(" · ")[2] for detail in by_rule[:2]] == ["Anytown Council", "Anytown Health"]
    assert asked(multi_agency, held)["lived-experience"].is_required


@pytest.mark.rule("record.range-of-sources")
def test_the_risk_item_names_its_sources(multi_agency: Form) -> None:
    held = meeting(multi_agency)
    assert "risks" in items(multi_agency, held)
    question = asked(multi_agency, held)["risk-sources"]
    assert (question.kind, question.is_required) == (QuestionKind.CHOICES, True)
    assert len(question.options) >= 6
    keys = {debt.rule for debt in owed(multi_agency, held, CheckKind.QUESTIONS_ANSWERED)}
    assert "record.range-of-sources" in keys


@pytest.mark.rule("record.unmet-needs-plan")
def test_unmet_needs_are_gone_through_and_asked_for(multi_agency: Form) -> None:
    item = multi_agency.item("last-meeting")
    assert item is not None
    assert "record.unmet-needs-plan" in item.rules
    rules = [debt.rule for debt in owed(multi_agency, meeting(multi_agency), CheckKind.UNMET_NEED_ASKED)]
    assert rules == ["record.unmet-needs-plan"]


def test_sharing_is_agreed_or_a_lawful_ground_given_and_never_called_consent() -> None:
    for name in ("multi-agency", "care-team", "core-group"):
        of = form(name)
        questions = asked(of, meeting(of, given={"information-sharing": "not-agreed"}))
        assert questions["sharing-ground"].is_required
        assert "consent" not in questions["information-sharing"].text + questions["sharing-ground"].text
        agreed = asked(of, meeting(of, given={"information-sharing": "agreed"}))
        assert "sharing-ground" not in agreed
