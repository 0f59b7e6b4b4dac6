"""What the form of the inter-agency planning meeting says, as the people at the meeting see it."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from cpm_desktop.domain.captures import Decision, DecisionKind
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.expected_roles import roles_expected
from cpm_desktop.domain.forms import CheckKind, DayKind, Form, FrequencyKind, ItemPart, QuestionKind
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Meeting, NextMeeting
from cpm_desktop.domain.meeting_dates import date_remarks
from cpm_desktop.domain.situation import situation_of
from tests.forms.at_a_meeting import (
    DAY,
    IN_NEED,
    LOOKED_AFTER,
    PROTECTED,
    all_follow_ups,
    asked,
    child,
    come,
    due,
    due_of,
    expected,
    form,
    items,
    meeting,
    owed,
    person,
    procedure,
    subjects,
)

OUTCOMES = {
    "conclusions": ["assessment-conclusions"],
    "options": ["overall-plan", "options-considered"],
    "plan": ["childs-plan", "contingency-plan"],
    "care-team": ["care-team-roles"],
    "monitoring": ["monitoring-method"],
    "dates": ["care-team-dates", "review-of-childs-plan"],
}
IF_LOOKED_AFTER = {
    "placement-purpose",
    "placement-objectives",
    "placement-timescale",
    "placement-type",
    "placement-alternative",
    "support-if-not-approved",
}
AS_CONTINGENCY = {
    "contingency-triggers",
    "contingency-purpose",
    "contingency-objectives",
    "contingency-timescale",
    "contingency-type",
    "contingency-alternative",
}


@pytest.fixture
def planning() -> Form:
    return form("inter-agency-planning")


def follow_ups(of: Form, held: Meeting) -> dict[str, FollowUp]:
    """Return what is to be done after a meeting, by its id; parts for each recipient included."""
    return {each.id: each for each in all_follow_ups(of, held)}


def test_every_item_says_what_it_is_for(planning: Form) -> None:
    assert all(item.prompts and item.purpose and item.on_paper and item.minutes for item in planning.agenda)


@pytest.mark.rule("prepare.inter-agency-in-assessment-timescale")
def test_the_assessments_due_day_is_asked_for_and_held_against_the_meetings(planning: Form) -> None:
    assert asked(planning, meeting(planning))["assessment-due"].is_required
    on_file = meeting(planning, child(assessment_due_on=dt.date(2026, 11, 20)))
    assert "assessment-due" not in asked(planning, on_file)
    for held in (on_file, meeting(planning, given={"assessment-due": "2026-11-20"})):
        (remark,) = date_remarks(planning, held, situation_of(held))
        assert (remark.rule, remark.is_refused) == ("prepare.inter-agency-in-assessment-timescale", False)
    in_time = meeting(planning, child(assessment_due_on=DAY))
    assert date_remarks(planning, in_time, situation_of(in_time)) == ()


@pytest.mark.rule("prepare.inter-agency-required")
def test_it_is_due_while_an_assessment_is_under_way(planning: Form) -> None:
    assert planning.frequency.kind is FrequencyKind.WHILE_DUE
    facts = {"assessment_started_on": dt.date(2026, 10, 20), "assessment_due_on": dt.date(2026, 12, 20)}
    thing = due_of("Inter-agency", due(DAY, **facts))
    assert (thing.on, thing.rule) == (dt.date(2026, 12, 20), "prepare.inter-agency-required")
    held = due(DAY, ("inter-agency-planning", dt.date(2026, 11, 10)), **facts)
    assert not [thing for thing in held if thing.text.startswith("Inter-agency")]


@pytest.mark.rule("prepare.assessment-and-chronology")
@pytest.mark.parametrize(("facts", "plan"), [(IN_NEED, "Child’s plan"), (LOOKED_AFTER, "Care plan")])
def test_assessment_plan_and_chronology_are_asked_for_by_the_childs_status(
    planning: Form, facts: dict[str, Any], plan: str
) -> None:
    held = meeting(planning, child(**facts))
    owing = owed(planning, held, CheckKind.PAPERS_READY)
    assert {debt.rule for debt in owing} == {"prepare.assessment-and-chronology"}
    assert [debt.key.partition(".")[2] for debt in owing] == ["Core assessment", "Chronology", plan]
    core = asked(planning, meeting(planning, child(**facts), given={"assessment-kind": "core"}))
    assert "assessment-on" in core
    assert ("assessment-agreed-by" in core) is (facts is IN_NEED)
    none = asked(planning, meeting(planning, child(**facts), given={"assessment-kind": "none"}))
    assert ("assessment-missing" in none) is (facts is LOOKED_AFTER)


@pytest.mark.rule("chair.inter-agency")
def test_a_role_that_does_not_chair_needs_a_reason(planning: Form) -> None:
    challenged = []
    for role in ("social-worker", "senior-practitioner", "team-manager", "service-manager", "teacher"):
        chair = person("Ann Teller", role)
        held = meeting(planning, attendees=(chair,), chair=chair.id)
        challenged += [(role, debt.rule) for debt in owed(planning, held, CheckKind.CHAIR_ROLE)]
    assert challenged == [("service-manager", "chair.inter-agency"), ("teacher", "chair.inter-agency")]


@pytest.mark.rule("attend.inter-agency")
def test_child_parents_worker_and_school_are_expected_by_age(planning: Form) -> None:
    pupil = expected(planning, meeting(planning, child(9)), "attend.inter-agency")
    assert {"child", "mother|parent", "father|parent", "assessing-social-worker|social-worker"} <= set(pupil)
    assert any(role.startswith("school|") for role in pupil)
    infant = expected(planning, meeting(planning, child(1)), "attend.inter-agency")
    assert not any("school" in role for role in infant)
    unborn = Child(id="c", name="", expected_birth=dt.date(2027, 1, 10))
    assert "child" not in expected(planning, meeting(planning, unborn), "attend.inter-agency")
    assert {"next-worker", "household-workers"} <= asked(planning, meeting(planning)).keys()


@pytest.mark.rule("attend.inter-agency")
def test_that_the_child_does_not_attend_needs_a_reason(planning: Form) -> None:
    robin = person("Robin Hale", "child", is_child=True)
    away = meeting(planning, attendees=(robin,))
    assert asked(planning, away)["child-not-here"].is_required
    assert asked(planning, away)["child-not-here"].is_for_file
    here = meeting(planning, attendees=(robin,), attendance=come(robin))
    assert "child-not-here" not in asked(planning, here)


@pytest.mark.rule("record.health-visitor-age")
@pytest.mark.parametrize(
    ("age", "will_do"),
    [
        (1, {"health-visitor"}),
        (4, {"health-visitor"}),
        (5, {"health-visitor", "school-nurse", "other-health"}),
        (6, {"school-nurse", "other-health"}),
        (12, {"school-nurse", "other-health"}),
    ],
)
def test_health_is_expected_by_age_and_the_two_readings_are_told(
    planning: Form, age: int, will_do: set[str]
) -> None:
    held = meeting(planning, child(age))
    found = [
        entry.expected
        for entry in roles_expected(planning, held, procedure().roles)
        if entry.expected.rule == "record.health-visitor-age"
    ]
    assert len(found) == 1
    assert will_do <= set(found[0].role.split("|"))
    assert ("health-visitor" in found[0].role.split("|")) is (age < 6)
    assert ("five or under in another" in found[0].hint) is (age < 6)


@pytest.mark.rule("record.powers")
@pytest.mark.parametrize("matter", ["looked-after", "resources", "beyond-authority"])
def test_what_is_beyond_its_powers_can_only_be_recommended(planning: Form, matter: str) -> None:
    found = planning.matter(matter)
    assert found is not None
    assert found.is_recommendation_only
    decided = Decision(id="d", text="So be it.", reason="Because.", is_within_authority=True, matter=matter)
    owing = [
        debt.rule
        for debt in owed(planning, meeting(planning, decisions=(decided,)), CheckKind.DECISION_MATTER)
    ]
    assert owing == ["record.powers"]
    recommended = dataclasses.replace(
        decided,
        decision_kind=DecisionKind.RECOMMENDATION,
        is_within_authority=None,
        authoriser="Service manager",
        authorise_by=DAY,
    )
    held = meeting(planning, decisions=(recommended,))
    assert owed(planning, held, CheckKind.DECISION_MATTER) == []


@pytest.mark.rule("record.powers")
def test_each_decision_says_what_it_is_about_and_the_powers_are_read_out(planning: Form) -> None:
    of_nothing = Decision(id="d", text="So be it.", reason="Because.", is_within_authority=True)
    assert owed(planning, meeting(planning, decisions=(of_nothing,)), CheckKind.DECISION_MATTER)
    looked_after = planning.matter("looked-after")
    assert looked_after is not None
    assert looked_after.authoriser == "service-manager"
    assert "cannot decide that a child becomes looked after" in " ".join(planning.texts.powers.split())


@pytest.mark.rule("record.inter-agency-purposes")
@pytest.mark.parametrize("item", OUTCOMES)
def test_each_purpose_is_an_item_with_its_outcome(planning: Form, item: str) -> None:
    held = meeting(planning, child(**IN_NEED))
    assert item in items(planning, held)
    owing = [
        debt.place.field
        for debt in owed(planning, held, CheckKind.QUESTIONS_ANSWERED)
        if debt.place.item == item and debt.rule == "record.inter-agency-purposes"
    ]
    assert owing == OUTCOMES[item]


@pytest.mark.rule("record.inter-agency-purposes")
def test_the_care_team_is_named_and_a_family_group_conference_is_an_item(planning: Form) -> None:
    owing = [debt.rule for debt in owed(planning, meeting(planning), CheckKind.CARE_TEAM_NAMED)]
    assert owing == ["record.inter-agency-purposes"]
    assert "family-group" in items(planning, meeting(planning))


@pytest.mark.rule("record.inter-agency-looked-after")
@pytest.mark.parametrize(
    ("question", "item", "fields"),
    [
        ("needs-care", "becoming-looked-after", IF_LOOKED_AFTER),
        ("care-contingency", "care-as-contingency", AS_CONTINGENCY),
    ],
)
def test_what_a_placement_would_be_for_is_owed_where_the_answer_says_so(
    planning: Form, question: str, item: str, fields: set[str]
) -> None:
    assert asked(planning, meeting(planning))[question].is_required
    assert item not in items(planning, meeting(planning, given={question: "no"}))
    held = meeting(planning, given={question: "yes"})
    assert item in items(planning, held)
    found = {
        name: entry
        for name, entry in asked(planning, held).items()
        if entry.rule == "record.inter-agency-looked-after"
    }
    assert fields <= found.keys()
    assert all(found[name].is_required for name in fields)


@pytest.mark.rule("record.family-group-conference")
def test_a_family_group_conference_is_considered_with_its_reason(planning: Form) -> None:
    question = asked(planning, meeting(planning))["family-group-conference"]
    assert [option for option, _ in question.options] == ["yes", "no", "later"]
    assert (question.note, question.is_note_required, question.is_carried) == ("Reason", True, True)


@pytest.mark.rule("attend.care-team", "chair.care-team")
def test_the_care_team_is_agreed_with_child_and_family_and_so_is_who_chairs_it(planning: Form) -> None:
    questions = asked(planning, meeting(planning))
    assert questions["care-team-agreed"].is_required
    assert questions["care-team-agreed"].rule == "attend.care-team"
    assert "future-chairing" not in questions
    chairing = asked(planning, meeting(planning, given={"complex-chairing": "yes"}))["future-chairing"]
    assert (chairing.kind, chairing.is_required) == (QuestionKind.PERSON, True)
    assert chairing.id == form("care-team").chairing.agreed_by


@pytest.mark.rule("frequency.reviews-by-plan")
@pytest.mark.parametrize(
    ("facts", "reviews"),
    [
        (LOOKED_AFTER, ["review-looked-after"]),
        (PROTECTED, ["review-conference"]),
        ({**PROTECTED, **LOOKED_AFTER}, ["review-looked-after", "review-conference"]),
    ],
)
def test_the_review_that_applies_is_asked_for(
    planning: Form, facts: dict[str, Any], reviews: list[str]
) -> None:
    questions = asked(planning, meeting(planning, child(**facts)))
    found = [name for name in questions if name.startswith("review-")]
    assert found == reviews
    assert {questions[name].rule for name in found} == {"frequency.reviews-by-plan"}


@pytest.mark.rule("frequency.care-team-first-within-2-weeks")
def test_the_first_care_team_meeting_is_asked_for_within_two_weeks(planning: Form) -> None:
    assert planning.next_meeting.form == "care-team"
    rule = "frequency.care-team-first-within-2-weeks"
    assert [debt.rule for debt in owed(planning, meeting(planning), CheckKind.NEXT_MEETING)] == [rule]
    for days, found in ((14, []), (15, [rule])):
        following = NextMeeting(
            id="n", date=DAY + dt.timedelta(days=days), starts_at=dt.time(10), venue="Hub"
        )
        held = meeting(planning, next_meetings=(following,))
        assert [debt.rule for debt in owed(planning, held, CheckKind.DATES_IN_ORDER)] == found


@pytest.mark.rule("after.plan-3-working-days")
def test_the_plan_is_due_in_three_working_days_with_three_copies(planning: Form) -> None:
    made = follow_ups(planning, meeting(planning, date=dt.date(2026, 11, 26)))
    plan = made["childs-plan"]
    assert (plan.due, plan.rule) == (dt.date(2026, 12, 1), "after.plan-3-working-days")
    rule = next(entry for entry in planning.follow_ups if entry.id == "childs-plan")
    assert (rule.days, rule.day_kind) == (3, DayKind.WORKING)
    parts = [each for each in made.values() if each.part_of == "childs-plan"]
    assert len(parts) == 3
    assert rule.recipients[0] == "child"
    assert rule.recipients[2] == "team-members"
    assert {"mother", "father", "foster-carer"} <= set(rule.recipients[1].split("|"))


@pytest.mark.rule("after.authorise-looked-after")
@pytest.mark.parametrize("question", ["needs-care", "care-contingency"])
def test_becoming_looked_after_is_authorised_by_a_service_manager(planning: Form, question: str) -> None:
    assert "authorise-looked-after" not in follow_ups(planning, meeting(planning, given={question: "no"}))
    made = follow_ups(planning, meeting(planning, given={question: "yes"}))["authorise-looked-after"]
    assert (made.is_authorisation, made.owner) == (True, "Service manager")
    assert made.rule == "after.authorise-looked-after"


@pytest.mark.rule("after.authorise-looked-after")
def test_any_other_plan_gets_the_same_task_with_its_authoriser(planning: Form) -> None:
    decision = Decision(
        id="d", text="Pay for respite.", matter="resources", authoriser="Panel", authorise_by=DAY
    )
    made = follow_ups(planning, meeting(planning, decisions=(decision,)))["authorise.d"]
    assert (made.text, made.owner, made.is_authorisation) == ("Authorise: Pay for respite.", "Panel", True)


@pytest.mark.rule("after.assessment-finalised")
def test_the_assessment_is_finalised_with_copies(planning: Form) -> None:
    made = follow_ups(planning, meeting(planning))
    assert made["assessment-finalised"].rule == "after.assessment-finalised"
    assert len([each for each in made.values() if each.part_of == "assessment-finalised"]) == 2


@pytest.mark.rule("after.distribute-10-working-days")
def test_copies_are_due_within_ten_working_days(planning: Form) -> None:
    deadline = planning.deadline("distribute")
    assert deadline is not None
    assert (deadline.days, deadline.day_kind) == (10, DayKind.WORKING)
    assert deadline.rule == "after.distribute-10-working-days"


@pytest.mark.rule("kind.care-planning-is-multi-agency")
def test_one_agency_alone_is_challenged(planning: Form) -> None:
    assert planning.is_care_planning
    worker = person("Ann Teller", "social-worker", agency="Anytown Council")
    held = meeting(planning, attendees=(worker,), attendance=come(worker), authority="Anytown Council")
    owing = [debt.rule for debt in owed(planning, held, CheckKind.SEVERAL_AGENCIES)]
    assert owing == ["kind.care-planning-is-multi-agency"]


@pytest.mark.rule("kind.reconvened-is-linked")
def test_a_reconvened_meeting_says_what_changed(planning: Form) -> None:
    again = meeting(planning, reconvenes="an-earlier-one")
    assert asked(planning, again)["changed-since"].is_required
    assert "changed-since" not in asked(planning, meeting(planning))
    assert [debt.rule for debt in owed(planning, again, CheckKind.EXTRA_EXPLAINED)] == [
        "kind.reconvened-is-linked"
    ]


@pytest.mark.rule("record.how-to-challenge")
def test_the_family_is_told_how_to_challenge(planning: Form) -> None:
    assert asked(planning, meeting(planning))["told-how-to-challenge"].is_required
    assert [debt.rule for debt in owed(planning, meeting(planning), CheckKind.CHALLENGE_TEXT)] == [
        "record.how-to-challenge"
    ]


@pytest.mark.rule("attend.family-as-partners")
def test_parents_are_asked_and_sharing_is_agreed_or_grounded(planning: Form) -> None:
    mother = person("Dee Hale", "mother")
    held = meeting(planning, attendees=(mother,), given={"information-sharing": "not-agreed"})
    assert subjects(planning, held, "parent-agrees") == ["Dee Hale"]
    assert asked(planning, held)["sharing-ground"].is_required
    owing = [debt.rule for debt in owed(planning, held, CheckKind.PARTICIPATION)]
    assert owing == ["attend.family-as-partners"]


@pytest.mark.rule("record.unmet-need", "record.unresolved-disagreement", "record.decision-with-reason")
def test_unmet_needs_and_disagreements_are_asked_for_aloud(planning: Form) -> None:
    parts = {item.part for item in planning.agenda}
    assert {ItemPart.UNMET_NEEDS, ItemPart.DISAGREEMENTS} <= parts
    bare = Decision(id="d", text="So be it.", is_within_authority=True, matter="plan")
    held = meeting(planning, decisions=(bare,))
    for kind, rule in (
        (CheckKind.UNMET_NEED_ASKED, "record.unmet-need"),
        (CheckKind.DISAGREEMENT_ASKED, "record.unresolved-disagreement"),
        (CheckKind.DECISION_REASON, "record.decision-with-reason"),
    ):
        assert [debt.rule for debt in owed(planning, held, kind)] == [rule]


@pytest.mark.rule("record.child-centred")
def test_the_child_is_heard_first_after_the_introductions(planning: Form) -> None:
    assert [item.part for item in planning.agenda][:2] == [ItemPart.WELCOME, ItemPart.CHILD_VIEWS]
    assert "sixteen-attendance" in asked(planning, meeting(planning, child(16)))
    assert "sixteen-attendance" not in asked(planning, meeting(planning, child(15)))


def test_it_is_offered_while_an_assessment_is_under_way(planning: Form) -> None:
    under_way = meeting(planning, child(assessment_started_on=dt.date(2026, 10, 20)))
    assert situation_of(under_way).holds(planning.offers[0].when)
    assert not situation_of(meeting(planning)).holds(planning.offers[0].when)
