"""What is to be done after a meeting, as the forms say it: owner, day, rule and end; made again without doubles."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.attendance import Attendee, Participation
from cpm_desktop.domain.captures import Decision, Disclosure
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.follow_ups import follow_ups_due, renewed
from cpm_desktop.domain.forms import DayKind, FollowUpFor, FollowUpRule, Form, Procedure
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.domain.meeting import Answer, Meeting, MeetingFacts
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.services.bank_holidays import england_calendar
from cpm_desktop.storage.forms.loading import load_procedure
from tests.domain.kinds_of_meeting import make_form

CALENDAR = england_calendar()
PLANNING = "inter-agency-planning"
DAY = dt.date(2026, 12, 23)  # a Wednesday before Christmas
PEOPLE = (
    Attendee(id="kai", name="Kai Avery", role_id="child", is_child=True),
    Attendee(id="dana", name="Dana Avery", role_id="mother"),
    Attendee(id="priya", name="Priya Nair", role_id="social-worker", is_care_team_member=True),
    Attendee(id="sara", name="Sara Boyd", role_id="service-manager"),
    Attendee(id="tess", name="Tess Hill", role_id="teacher", agency="Hill School", is_care_team_member=True),
)


@pytest.fixture(scope="module")
def procedure() -> Procedure:
    return load_procedure((forms_folder(),))[0]


def held(answers: dict[str, str] | None = None, **parts: object) -> Meeting:
    facts = MeetingFacts(id="m", child_id="c", chair="priya", date=DAY, **parts.pop("facts", {}))  # type: ignore[arg-type]  # known fields
    given = tuple(
        Answer(id=f"x.{key}", item="x", question=key, value=value) for key, value in (answers or {}).items()
    )
    values: dict[str, Any] = {
        "facts": facts,
        "children": (Child(id="c", name="Kai Avery", known_as="Kai"),),
        "attendees": PEOPLE,
        "answers": given,
        **parts,
    }
    return Meeting(id="m", **values)


def due(form: Form, meeting: Meeting, procedure: Procedure) -> dict[str, FollowUp]:
    found = follow_ups_due(form, meeting, situation_of(meeting), procedure.roles, CALENDAR)
    assert len({each.id for each in found}) == len(found)
    return {each.id: each for each in found}


@pytest.mark.rule("after.plan-3-working-days")
def test_the_plan_is_due_in_three_working_days_with_a_copy_for_child_parents_and_care_team(
    procedure: Procedure,
) -> None:
    found = due(procedure.forms[PLANNING], held(), procedure)
    (plan,) = [
        each for each in found.values() if each.rule == "after.plan-3-working-days" and not each.part_of
    ]
    # Christmas Day and Boxing Day, moved to the Monday, and a weekend lie between.
    assert plan.due == dt.date(2026, 12, 30)
    assert (plan.owner, plan.owner_id) == ("Priya Nair", "priya")
    parts = {each.about: each for each in found.values() if each.part_of == plan.id}
    assert set(parts) == {"kai", "dana", "priya", "tess"}
    assert parts["dana"].text == "Copy for Dana Avery"
    assert all(part.due == plan.due for part in parts.values())
    nobody = due(procedure.forms[PLANNING], held(attendees=PEOPLE[2:3]), procedure)
    assert {"Copy for Child", "Copy for Priya Nair"} < {each.text for each in nobody.values()}


@pytest.mark.rule("after.assessment-finalised")
def test_the_assessment_is_to_be_finalised_with_copies_to_child_and_parents(procedure: Procedure) -> None:
    found = due(procedure.forms[PLANNING], held(), procedure)
    whole = [each for each in found.values() if each.rule == "after.assessment-finalised"]
    assert {each.about for each in whole if each.part_of} == {"kai", "dana"}
    waived = due(procedure.forms[PLANNING], held(facts={"is_waiver": True}), procedure)
    assert not [each for each in waived.values() if each.rule == "after.assessment-finalised"]


@pytest.mark.rule("after.authorise-looked-after")
@pytest.mark.parametrize("question", ["needs-care", "care-contingency"])
def test_a_service_manager_authorises_that_a_child_becomes_looked_after(
    question: str, procedure: Procedure
) -> None:
    found = due(procedure.forms[PLANNING], held({question: "yes"}), procedure)
    (task,) = [each for each in found.values() if each.rule == "after.authorise-looked-after"]
    assert task.is_authorisation
    assert task.owner == "Sara Boyd"
    without = due(procedure.forms[PLANNING], held({question: "no"}), procedure)
    assert not [each for each in without.values() if each.rule == "after.authorise-looked-after"]


@pytest.mark.rule("after.authorise-looked-after", "chair.decision-authority")
def test_any_other_plan_that_needs_authorising_gets_the_same_task(procedure: Procedure) -> None:
    beyond = Decision(id="d", text="Fund a place", is_within_authority=False, authoriser="Panel")
    found = due(procedure.forms[PLANNING], held(decisions=(beyond,)), procedure)
    task = found["authorise.d"]
    assert (task.is_authorisation, task.owner, task.text) == (True, "Panel", "Authorise: Fund a place")


@pytest.mark.rule("chair.decision-authority")
def test_in_every_form_a_decision_beyond_those_present_is_to_be_authorised_by_the_day_agreed(
    procedure: Procedure,
) -> None:
    by = dt.date(2027, 1, 15)
    decisions = (
        Decision(id="d1", text="Ours", is_within_authority=True),
        Decision(id="d2", text="Theirs", is_within_authority=False, authoriser="Sara Boyd", authorise_by=by),
        Decision(id="d3", text="Nobody said", is_within_authority=None),
    )
    for form in procedure.forms.values():
        tasks = [
            each for each in due(form, held(decisions=decisions), procedure).values() if each.is_authorisation
        ]
        assert [(each.about, each.owner, each.owner_id, each.due) for each in tasks] == [
            ("d2", "Sara Boyd", "sara", by)
        ], form.id


@pytest.mark.rule("record.care-team-tasks")
@pytest.mark.parametrize("form_id", ["care-team", "core-group"])
def test_the_changed_plan_is_circulated_to_the_members(form_id: str, procedure: Procedure) -> None:
    decisions = (Decision(id="d1", text="One school", is_plan_change=True), Decision(id="d2", text="Other"))
    found = due(procedure.forms[form_id], held(decisions=decisions), procedure)
    tasks = [each for each in found.values() if each.rule == "record.care-team-tasks"]
    assert [each.about for each in tasks] == ["d1", "priya", "tess"]
    assert "One school" in tasks[0].text
    assert "Tess Hill" in tasks[0].text


@pytest.mark.rule("after.adoption-cpr")
def test_with_adoption_as_the_plan_the_record_goes_with_the_permanence_report(procedure: Procedure) -> None:
    form = procedure.forms["final-care-plan"]
    found = due(form, held({"permanence-plan": "adoption"}), procedure)
    (task,) = [each for each in found.values() if each.rule == "after.adoption-cpr"]
    assert "child permanence report" in task.text
    other = due(form, held({"permanence-plan": "long-term-foster"}), procedure)
    assert not [each for each in other.values() if each.rule == "after.adoption-cpr"]


@pytest.mark.rule("after.legal-proceedings-follow")
def test_proceedings_name_the_procedure_that_follows(procedure: Procedure) -> None:
    form = procedure.forms["legal"]
    found = due(form, held({"approach": "proceedings"}), procedure)
    (task,) = [each for each in found.values() if each.rule == "after.legal-proceedings-follow"]
    assert "Public Law Outline" in task.text
    assert "Kai" in task.text
    other = due(form, held({"approach": "support"}), procedure)
    assert not [each for each in other.values() if each.rule == "after.legal-proceedings-follow"]


def test_a_disclosure_and_a_translated_copy_are_followed_up_without_the_words_said(
    procedure: Procedure,
) -> None:
    people = (
        *PEOPLE,
        dataclasses.replace(PEOPLE[1], id="tom", name="Tom", participation=Participation.INTERPRETER),
    )
    meeting = held(attendees=people, disclosures=(Disclosure(id="s", words="canary"),))
    found = due(procedure.forms["cla-standard"], meeting, procedure)
    assert "canary" not in str(found)
    assert found["new-allegation.s"].due == DAY
    assert "Tom" in found["translated-copy.tom"].text


def test_agencies_are_told_of_a_waiver_and_of_nothing_else(procedure: Procedure) -> None:
    form = procedure.forms[PLANNING]
    waived = due(form, held(facts={"is_waiver": True}), procedure)
    assert [each.about for each in waived.values() if "notice" in each.id] == ["tess"]
    assert "Hill School" in waived["waiver-notice.tess"].message
    assert not [each for each in due(form, held(), procedure).values() if "notice" in each.id]


def test_what_is_done_or_added_stays_and_what_is_no_longer_due_goes() -> None:
    one, two = FollowUp(id="a", follow_up="a", text="old"), FollowUp(id="b", follow_up="b")
    done = FollowUp(id="c", follow_up="c", done_on=DAY)
    own = FollowUp(id="d", text="mine")
    after = renewed(
        (one, two, done, own), (dataclasses.replace(one, text="new"), FollowUp(id="e", follow_up="e")), DAY
    )
    assert [(each.id, each.text) for each in after] == [("a", "new"), ("c", ""), ("d", "mine"), ("e", "")]
    assert after[-1].made_on == DAY
    assert (
        renewed(after, (dataclasses.replace(one, text="new"), FollowUp(id="e", follow_up="e")), DAY) == after
    )


days = st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 1))


@given(days, st.integers(-30, 30), st.sampled_from(DayKind))
def test_a_day_before_or_after_is_counted_as_its_kind_says(day: dt.date, count: int, kind: DayKind) -> None:
    rule = FollowUpRule(id="f", text="x", rule="r.r", days=count, day_kind=kind, each=FollowUpFor.MEETING)
    meeting = dataclasses.replace(held(), facts=dataclasses.replace(held().facts, date=day))
    form = make_form(follow_ups=(rule,))
    (made,) = follow_ups_due(form, meeting, situation_of(meeting), {}, CALENDAR)
    assert made.due is not None
    if kind is DayKind.CALENDAR:
        assert made.due == day + dt.timedelta(days=count)
        return
    low, high = sorted((day, made.due))
    between = [low + dt.timedelta(days=number) for number in range((high - low).days + 1)]
    worked = [each for each in between if each != day and CALENDAR.is_working_day(each)]
    assert len(worked) == abs(count)
    assert count == 0 or CALENDAR.is_working_day(made.due)


def test_a_day_that_nobody_can_count_is_no_day() -> None:
    rule = FollowUpRule(id="f", text="x", rule="r.r", days=3, day_kind=DayKind.WORKING)
    far = dataclasses.replace(held(), facts=dataclasses.replace(held().facts, date=dt.date(9999, 12, 30)))
    for meeting in (far, dataclasses.replace(far, facts=dataclasses.replace(far.facts, date=None))):
        (made,) = follow_ups_due(make_form(follow_ups=(rule,)), meeting, situation_of(meeting), {}, CALENDAR)
        assert made.due is None
