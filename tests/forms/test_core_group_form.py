"""What the core group's form says, as the people at the meeting see it."""

import datetime as dt

import pytest

from cpm_desktop.domain.due_ground import ChildFacts, is_offered
from cpm_desktop.domain.forms import CheckKind, Form
from tests.forms.at_a_meeting import (
    DAY,
    asked,
    child,
    due,
    due_of,
    form,
    items,
    meeting,
    owed,
    person,
    subjects,
)

CONFERENCE = dt.date(2026, 11, 20)


@pytest.fixture
def core_group() -> Form:
    return form("core-group")


@pytest.mark.rule("kind.core-group-replaces-care-team")
def test_it_is_offered_in_place_of_the_care_team_where_there_is_a_protection_plan(core_group: Form) -> None:
    protected = ChildFacts(child(protection_plan_since=CONFERENCE, is_in_need=True), DAY)
    in_need = ChildFacts(child(is_in_need=True), DAY)
    assert core_group.replaces == "care-team"
    assert [is_offered(form(name), protected) for name in ("core-group", "care-team")] == [True, False]
    assert [is_offered(form(name), in_need) for name in ("core-group", "care-team")] == [False, True]
    assert core_group.offers[0].because == "there is a child protection plan"


@pytest.mark.rule("kind.core-group-replaces-care-team")
def test_it_asks_for_the_initial_conference_and_works_through_the_protection_plan(core_group: Form) -> None:
    held = meeting(core_group, child(protection_plan_since=CONFERENCE))
    questions = asked(core_group, held)
    assert questions["initial-conference"].is_required
    assert "protection-plan" in items(core_group, held)
    assert questions["plan-points"].is_required
    owing = owed(core_group, held, CheckKind.PREPARATION_ANSWERED)
    assert any(debt.key.endswith("initial-conference") for debt in owing)


@pytest.mark.rule("frequency.care-team-local-variation")
def test_the_first_is_due_ten_working_days_after_the_conference() -> None:
    thing = due_of("Core group", due(DAY, protection_plan_since=CONFERENCE))
    assert (thing.on, thing.rule) == (dt.date(2026, 12, 4), "frequency.care-team-local-variation")


@pytest.mark.rule("frequency.care-team-6-weeks")
def test_later_ones_are_due_after_six_weeks_and_no_care_team_beside_them() -> None:
    last = dt.date(2026, 11, 23)
    things = due(
        DAY, ("core-group", last), ("care-team", dt.date(2026, 8, 3)), protection_plan_since=CONFERENCE
    )
    thing = due_of("Core group", things)
    assert (thing.on, thing.rule) == (dt.date(2027, 1, 4), "frequency.care-team-6-weeks")
    assert not [thing for thing in things if thing.text.startswith("Care team")]


@pytest.mark.rule("frequency.care-team-local-variation")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_interval_and_members_are_values_of_the_form(name: str) -> None:
    of = form(name)
    assert "frequency.care-team-local-variation" in of.rules
    assert of.frequency.first is not None
    intervals = [interval.most_days for interval in of.frequency.intervals] or [of.frequency.most_days]
    assert set(intervals) == {42}


def test_each_child_is_looked_at_alone(core_group: Form) -> None:
    held = meeting(core_group, child(protection_plan_since=CONFERENCE))
    assert subjects(core_group, held, "daily-life") == ["Robin"]
    assert subjects(core_group, held, "seen-alone") == ["Robin"]


def test_each_agency_says_what_it_has_seen(core_group: Form) -> None:
    people = (
        person("Ann Teller", "social-worker", agency="Anytown Council"),
        person("Bo Reed", "school-nurse", agency="Anytown Health"),
    )
    held = meeting(core_group, attendees=people)
    assert subjects(core_group, held, "agency-update") == ["Anytown Council", "Anytown Health"]


@pytest.mark.rule("record.roles-confirmed")
def test_the_first_confirms_roles(core_group: Form) -> None:
    assert "roles" in items(core_group, meeting(core_group, is_first=True))
    assert "roles" not in items(core_group, meeting(core_group))


@pytest.mark.rule("prepare.assessment-and-chronology")
def test_a_core_assessment_a_chronology_and_the_protection_plan_are_owed(core_group: Form) -> None:
    held = meeting(core_group, child(protection_plan_since=CONFERENCE), given={"core-assessment": "none"})
    assert "core-assessment-missing" in asked(core_group, held)
    titles = [debt.sentence for debt in owed(core_group, held, CheckKind.PAPERS_READY)]
    for paper in ("Child protection plan", "Chronology", "Core assessment"):
        assert any(f"“{paper}”" in title for title in titles)


@pytest.mark.rule("record.care-team-tasks")
def test_it_works_on_progress_changes_and_what_is_needed_now(core_group: Form) -> None:
    questions = asked(core_group, meeting(core_group))
    for name in ("agency-update", "plan-works", "change-needed", "contingency", "steps-needed"):
        assert questions[name].is_required, name
        assert questions[name].rule == "record.care-team-tasks"
