"""What the care team's form says, as the people at the meeting see it."""

import datetime as dt
from typing import Any

import pytest

from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.forms import CheckKind, FollowUpFor, Form, Invites, QuestionKind
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.situation import situation_of
from tests.forms.at_a_meeting import (
    DAY,
    IN_NEED,
    LOOKED_AFTER,
    PROTECTED,
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

PROGRESS = [
    "progress-health",
    "progress-education",
    "progress-behaviour",
    "progress-identity",
    "progress-relationships",
    "progress-presentation",
    "progress-home",
    "progress-enjoyment",
]


@pytest.fixture
def care_team() -> Form:
    return form("care-team")


@pytest.fixture
def first(care_team: Form) -> Meeting:
    return meeting(care_team, child(**IN_NEED), is_first=True)


def test_the_child_is_heard_first_after_the_introductions(care_team: Form) -> None:
    assert [item.id for item in care_team.agenda][:2] == ["welcome", "child-views"]
    assert all(item.prompts and item.purpose and item.on_paper and item.minutes for item in care_team.agenda)


@pytest.mark.rule("prepare.arranged-by-social-worker")
@pytest.mark.parametrize("name", ["care-team", "multi-agency", "final-care-plan", "inter-agency-planning"])
def test_the_social_worker_arranges_it(name: str) -> None:
    assert "prepare.arranged-by-social-worker" in form(name).rules


@pytest.mark.rule("prepare.care-team-venue")
def test_the_preparation_asks_for_the_place_the_child_wants_and_whether_the_family_gets_there(
    care_team: Form, first: Meeting
) -> None:
    questions = asked(care_team, first)
    assert {"venue-wanted", "venue-acceptable", "venue-reachable"} <= questions.keys()
    assert all(
        questions[name].is_required for name in ("venue-wanted", "venue-acceptable", "venue-reachable")
    )
    assert "venue-rejected-because" not in questions
    assert "venue-unreachable-because" not in questions


@pytest.mark.rule("prepare.care-team-venue")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
@pytest.mark.parametrize(
    ("given", "challenged"),
    [
        ({"venue-acceptable": "rejected", "venue-reachable": "yes"}, "venue-rejected-because"),
        ({"venue-acceptable": "first-choice", "venue-reachable": "no"}, "venue-unreachable-because"),
    ],
)
def test_a_place_that_is_rejected_or_out_of_reach_is_challenged(
    name: str, given: dict[str, str], challenged: str
) -> None:
    of = form(name)
    held = meeting(of, child(**IN_NEED, **PROTECTED), given=given)
    rules = {debt.key: debt.rule for debt in owed(of, held, CheckKind.PREPARATION_ANSWERED)}
    found = [key for key in rules if key.endswith(challenged)]
    assert [rules[key] for key in found] == ["prepare.care-team-venue"]


@pytest.mark.rule("prepare.assessment-and-chronology")
@pytest.mark.parametrize(
    ("facts", "papers"),
    [
        (IN_NEED, ["Child’s plan", "Chronology"]),
        (LOOKED_AFTER, ["Care plan", "Chronology", "Assessment"]),
    ],
)
def test_plan_and_chronology_are_asked_for_by_the_childs_status(
    care_team: Form, facts: dict[str, Any], papers: list[str]
) -> None:
    held = meeting(care_team, child(**facts))
    situation = situation_of(held)
    wanted = [paper.title for paper in care_team.papers if paper.is_required and situation.holds(paper.when)]
    assert wanted == papers
    owing = {debt.rule for debt in owed(care_team, held, CheckKind.PAPERS_READY)}
    assert owing == {"prepare.assessment-and-chronology"}


@pytest.mark.rule("prepare.assessment-and-chronology")
def test_an_assessment_is_named_and_one_that_is_owed_explained(care_team: Form) -> None:
    core = meeting(care_team, child(**IN_NEED), given={"assessment-kind": "core"})
    assert {"assessment-on", "assessment-agreed-by"} <= asked(care_team, core).keys()
    missing = meeting(care_team, child(**LOOKED_AFTER), given={"assessment-kind": "none"})
    assert "assessment-missing" in asked(care_team, missing)
    assert "assessment-agreed-by" not in asked(care_team, missing)


@pytest.mark.rule("record.roles-confirmed")
def test_the_first_meeting_confirms_each_members_role(care_team: Form, first: Meeting) -> None:
    later = meeting(care_team, child(**IN_NEED))
    assert "roles" in items(care_team, first)
    assert "roles" not in items(care_team, later)
    people = (
        person("Ann Teller", "social-worker", is_care_team_member=True),
        person("Bo Reed", "school-nurse", is_care_team_member=True),
        person("Cy Dunn", "police"),
    )
    held = meeting(care_team, child(**IN_NEED), is_first=True, attendees=people)
    assert subjects(care_team, held, "role-confirmed") == ["Ann Teller", "Bo Reed"]
    assert asked(care_team, held)["role-confirmed"].is_required
    assert dict(asked(care_team, held)["role-confirmed"].options).keys() == {"confirmed", "changed"}


@pytest.mark.rule("attend.care-team")
def test_the_membership_and_its_agreement_are_recorded(care_team: Form, first: Meeting) -> None:
    assert care_team.invites is Invites.CARE_TEAM
    assert asked(care_team, first)["membership-agreed"].is_required
    assert CheckKind.CARE_TEAM_NAMED in {check.kind for check in care_team.checks}
    sentences = [debt.sentence for debt in owed(care_team, first, CheckKind.CARE_TEAM_NAMED)]
    assert sentences == ["Nobody is named as a member of the care team."]


@pytest.mark.rule("attend.care-team")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_child_family_social_worker_and_school_are_expected(name: str) -> None:
    of = form(name)
    pupil = expected(of, meeting(of, child(9)), "attend.care-team")
    assert {"child", "mother|parent", "father|parent", "social-worker"} <= set(pupil)
    assert any(role.startswith("school|") for role in pupil)
    baby = expected(of, meeting(of, child(1)), "attend.care-team")
    assert not any("school" in role for role in baby)


@pytest.mark.rule("record.health-visitor-age")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
@pytest.mark.parametrize(
    ("age", "role"),
    [(4, "health-visitor"), (5, "health-visitor|school-nurse"), (6, "school-nurse|looked-after-nurse|")],
)
def test_a_health_visitor_is_expected_by_age(name: str, age: int, role: str) -> None:
    of = form(name)
    found = expected(of, meeting(of, child(age)), "record.health-visitor-age")
    assert len(found) == 1
    assert found[0].startswith(role)


@pytest.mark.rule("chair.care-team")
def test_the_social_worker_chairs_first_and_the_meeting_agrees_on_the_next(
    care_team: Form, first: Meeting
) -> None:
    assert care_team.chairing.usual == ("social-worker",)
    assert care_team.chairing.complex == ("team-manager", "senior-practitioner")
    assert care_team.chairing.agreed_by == "future-chairing"
    question = asked(care_team, first)["future-chairing"]
    assert (question.is_required, question.kind) == (True, QuestionKind.PERSON)
    keys = [debt.key for debt in owed(care_team, first, CheckKind.QUESTIONS_ANSWERED)]
    assert any(key.endswith("future-chairing") for key in keys)
    assert "future-chairing" not in asked(care_team, meeting(care_team, child(**IN_NEED)))
    assert CheckKind.COMPLEX_DISCUSSED in {check.kind for check in care_team.checks}


@pytest.mark.rule("record.care-team-tasks")
def test_progress_is_asked_for_under_eight_headings(care_team: Form, first: Meeting) -> None:
    questions = asked(care_team, first)
    assert [name for name in questions if name.startswith("progress-")] == PROGRESS
    assert all(questions[name].is_required for name in [*PROGRESS, "plan-works", "change-needed"])


@pytest.mark.rule("record.care-team-tasks")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_each_change_of_the_plan_is_circulated(name: str) -> None:
    follow_up = next(entry for entry in form(name).follow_ups if entry.rule == "record.care-team-tasks")
    assert follow_up.each is FollowUpFor.EACH_PLAN_CHANGE
    assert follow_up.recipients == ("team-members",)


@pytest.mark.rule("record.family-group-conference")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_a_family_group_conference_is_considered_with_the_reason_and_last_answer(name: str) -> None:
    of = form(name)
    question = asked(of, meeting(of, child(**IN_NEED)))["family-group-conference"]
    assert [option for option, _ in question.options] == ["yes", "no", "later"]
    assert (question.note, question.is_note_required, question.is_carried) == ("Reason", True, True)
    half = meeting(of, child(**IN_NEED), given={"family-group-conference": "no"})
    owing = [
        debt.sentence for debt in owed(of, half, CheckKind.QUESTIONS_ANSWERED) if "family-group" in debt.key
    ]
    assert owing == ["“Should there be a family group conference?” has no reason."]


@pytest.mark.rule("record.care-team-next-meeting")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_the_close_asks_for_the_next_meeting_and_makes_it(name: str) -> None:
    of = form(name)
    assert of.next_meeting.rule == "record.care-team-next-meeting"
    assert of.next_meeting.is_created
    rules = [debt.rule for debt in owed(of, meeting(of), CheckKind.NEXT_MEETING)]
    assert rules
    assert set(rules) == {"record.care-team-next-meeting"}


@pytest.mark.rule("record.recorder")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_who_recorded_it_is_asked_for(name: str) -> None:
    of = form(name)
    assert [debt.rule for debt in owed(of, meeting(of), CheckKind.RECORDER_NAMED)] == ["record.recorder"]
    worker = person("Ann Teller", "social-worker")
    both = meeting(of, attendees=(worker,), chair=worker.id, recorder=worker.id)
    assert owed(of, both, CheckKind.RECORDER_NAMED) == []


@pytest.mark.rule("record.manager-oversight")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_what_the_manager_raised_comes_up(name: str) -> None:
    of = form(name)
    assert of.hears_comments
    assert asked(of, meeting(of))["manager-raised"].rule == "record.manager-oversight"


@pytest.mark.rule("after.distribute-care-team")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_the_manager_stands_on_the_list(name: str) -> None:
    of = form(name)
    assert of.distribution.always == ("team-manager|senior-practitioner",)
    copied = [entry.role for entry in of.expected if entry.gets_copy]
    assert copied == ["team-manager|senior-practitioner"]


@pytest.mark.rule("frequency.reviews-by-plan")
@pytest.mark.parametrize(
    ("name", "facts", "reviews"),
    [
        ("care-team", IN_NEED, ["review-of-childs-plan"]),
        ("care-team", LOOKED_AFTER, ["review-looked-after"]),
        ("core-group", PROTECTED, ["review-conference"]),
        ("core-group", {**PROTECTED, **LOOKED_AFTER}, ["review-conference", "review-looked-after"]),
        ("care-team", {**PROTECTED, **LOOKED_AFTER}, ["review-looked-after", "review-conference"]),
    ],
)
def test_which_reviews_apply_is_asked_at_the_end_by_the_plan(
    name: str, facts: dict[str, Any], reviews: list[str]
) -> None:
    of = form(name)
    questions = asked(of, meeting(of, child(**facts)))
    found = [name for name in questions if name.startswith("review-")]
    assert found == reviews
    assert all(questions[name].is_required for name in found)


@pytest.mark.rule("frequency.care-team-first-within-2-weeks")
def test_the_first_is_due_two_weeks_after_the_planning_meeting() -> None:
    thing = due_of("Care team", due(DAY, ("inter-agency-planning", dt.date(2026, 11, 20)), is_in_need=True))
    assert (thing.on, thing.rule) == (dt.date(2026, 12, 4), "frequency.care-team-first-within-2-weeks")


@pytest.mark.rule("frequency.care-team-8-weeks")
def test_after_that_every_eight_weeks() -> None:
    thing = due_of("Care team", due(DAY, ("care-team", dt.date(2026, 9, 28)), is_in_need=True))
    assert (thing.on, thing.rule) == (dt.date(2026, 11, 23), "frequency.care-team-8-weeks")
    assert thing.severity is Severity.OVERDUE


@pytest.mark.rule("frequency.care-team-6-weeks")
def test_every_six_weeks_where_the_child_is_looked_after() -> None:
    thing = due_of("Care team", due(DAY, ("care-team", dt.date(2026, 11, 2)), **LOOKED_AFTER))
    assert (thing.on, thing.rule) == (dt.date(2026, 12, 14), "frequency.care-team-6-weeks")


@pytest.mark.rule("frequency.extra-on-change")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_an_extra_meeting_says_what_changed_and_all_share_the_responsibility(name: str) -> None:
    of = form(name)
    extra = meeting(of, is_extra=True)
    assert "extra-because" in items(of, extra)
    assert "extra-because" not in items(of, meeting(of))
    assert [debt.rule for debt in owed(of, extra, CheckKind.EXTRA_EXPLAINED)] == ["frequency.extra-on-change"]
    assert "shares the responsibility" in " ".join(of.texts.powers.split())


@pytest.mark.rule("prepare.waived-conclusions-to-care-team")
def test_after_a_waived_planning_meeting_the_conclusions_are_used(care_team: Form) -> None:
    grounds = form("inter-agency-planning").question("grounds")
    assert grounds is not None
    assert "became-looked-after" in dict(grounds.options)
    waived = meeting(care_team, child(**LOOKED_AFTER), earlier={"grounds": "became-looked-after"})
    assert "assessment-conclusions" in items(care_team, waived)
    assert asked(care_team, waived)["conclusions-used"].is_required
    other = meeting(care_team, child(**LOOKED_AFTER), earlier={"grounds": "universal-services"})
    assert "assessment-conclusions" not in items(care_team, other)
    used = {"grounds": "became-looked-after", "conclusions-used": "All of them"}
    assert "assessment-conclusions" not in items(care_team, meeting(care_team, earlier=used))


@pytest.mark.rule("kind.care-planning-is-multi-agency")
@pytest.mark.parametrize("name", ["care-team", "core-group", "multi-agency"])
def test_one_agency_alone_is_challenged(name: str) -> None:
    of = form(name)
    worker = person("Ann Teller", "social-worker", agency="Anytown Council")
    mother = person("Dee Hale", "mother")
    alone = meeting(
        of, attendees=(worker, mother), attendance=come(worker, mother), authority="Anytown Council"
    )
    rules = [debt.rule for debt in owed(of, alone, CheckKind.SEVERAL_AGENCIES)]
    assert rules == ["kind.care-planning-is-multi-agency"]
    nurse = person("Bo Reed", "school-nurse", agency="Anytown Health")
    together = (worker, mother, nurse)
    both = meeting(of, attendees=together, attendance=come(*together), authority="Anytown Council")
    assert owed(of, both, CheckKind.SEVERAL_AGENCIES) == []


@pytest.mark.rule("record.how-to-challenge")
@pytest.mark.parametrize("name", ["cla-standard", "cla-specific-issue", "care-team", "core-group"])
def test_an_empty_text_on_how_to_challenge_is_challenged(name: str) -> None:
    of = form(name)
    assert [debt.rule for debt in owed(of, meeting(of), CheckKind.CHALLENGE_TEXT)] == [
        "record.how-to-challenge"
    ]
    told = meeting(of, challenge_text="Write to the complaints officer.")
    assert owed(of, told, CheckKind.CHALLENGE_TEXT) == []


@pytest.mark.rule("attend.family-as-partners")
@pytest.mark.parametrize("name", ["cla-standard", "cla-specific-issue", "care-team", "core-group"])
def test_how_child_and_parents_took_part_is_asked(name: str) -> None:
    of = form(name)
    mother = person("Dee Hale", "mother")
    held = meeting(of, attendees=(mother,))
    assert {debt.rule for debt in owed(of, held, CheckKind.PARTICIPATION)} == {"attend.family-as-partners"}


def test_the_roles_that_forms_name_are_known() -> None:
    assert {
        "drug-and-alcohol-worker",
        "specialist-health",
        "special-needs-officer",
    } <= procedure().roles.keys()
