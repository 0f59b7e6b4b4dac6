"""What the form of the final care plan meeting says, as the people at the meeting see it."""

import datetime as dt
from typing import Any

import pytest

from cpm_desktop.domain.captures import Decision
from cpm_desktop.domain.distribution import may_have, needs_leave
from cpm_desktop.domain.forms import CheckKind, Form, FrequencyKind, Invites, ItemPart, Reach
from cpm_desktop.domain.meeting import GivenReason
from cpm_desktop.domain.meeting_dates import MEETING_DATE, date_remarks, proposed_dates
from cpm_desktop.domain.situation import situation_of
from tests.forms.at_a_meeting import (
    CALENDAR,
    DAY,
    asked,
    child,
    come,
    due,
    due_of,
    expected,
    follow_ups,
    form,
    items,
    meeting,
    owed,
    person,
    procedure,
)

CONSIDERED = {
    "parents": ["parents-conclusion"],
    "connected-persons": ["connected-conclusion", "support-plan"],
    "outside-family": ["outside-family-issues"],
    "family-time": ["family-time-proposed", "family-time-lessens"],
    "final-evidence": ["final-evidence"],
}
EXPECTED = [
    "social-worker",
    "team-manager",
    "fostering-representative|supervising-social-worker",
    "parenting-assessor",
    "contact-centre-manager|contact-worker",
]


@pytest.fixture
def final() -> Form:
    return form("final-care-plan")


def filed_on(day: dt.date) -> dict[str, Any]:
    return {"filing_on": day}


def test_every_item_says_what_it_is_for(final: Form) -> None:
    assert all(item.prompts and item.purpose and item.on_paper and item.minutes for item in final.agenda)


@pytest.mark.rule("prepare.final-plan-after-assessments")
def test_the_preparation_lists_the_assessments_with_their_days(final: Form) -> None:
    wanted = {"own-assessment-done", "parent-assessments", "connected-assessments", "expert-assessments"}
    owing = owed(final, meeting(final), CheckKind.PREPARATION_ANSWERED)
    found = {debt.place.field for debt in owing if debt.rule == "prepare.final-plan-after-assessments"}
    assert wanted <= found
    done = asked(final, meeting(final, given={"own-assessment-done": "yes", "expert-assessments": "all"}))
    assert {"own-assessment-on", "expert-assessments-received"} <= done.keys()
    papers = {debt.rule for debt in owed(final, meeting(final), CheckKind.PAPERS_READY)}
    assert papers == {"prepare.final-plan-after-assessments"}


@pytest.mark.rule("prepare.final-plan-after-assessments")
def test_what_is_outstanding_is_said_before_and_in_the_meeting(final: Form) -> None:
    given = {
        "own-assessment-done": "no",
        "expert-assessments": "some",
        "assessments-outstanding": "yes",
    }
    questions = asked(final, meeting(final, given=given))
    wanted = (
        "own-assessment-outstanding",
        "expert-assessments-outstanding",
        "assessments-outstanding-which",
    )
    assert all(questions[name].is_required for name in wanted)


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
def test_the_day_of_filing_is_asked_for_where_the_file_does_not_have_it(final: Form) -> None:
    assert asked(final, meeting(final))["filing-date"].is_required
    assert "filing-date" not in asked(final, meeting(final, child(**filed_on(DAY))))


def test_two_weeks_before_is_in_time(final: Form) -> None:
    held = meeting(final, child(**filed_on(DAY + dt.timedelta(days=14))))
    assert date_remarks(final, held, situation_of(held)) == ()


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
@pytest.mark.parametrize(
    ("days", "remarks"),
    [
        (13, ["less than two weeks"]),
        (1, ["less than two weeks"]),
        (0, ["less than two weeks", "not before the day"]),
        (-3, ["less than two weeks", "not before the day"]),
    ],
)
def test_less_than_two_weeks_is_warned_of_and_the_day_itself_refused(
    final: Form, days: int, remarks: list[str]
) -> None:
    filing = DAY + dt.timedelta(days=days)
    for held in (
        meeting(final, child(**filed_on(filing))),
        meeting(final, given={"filing-date": filing.isoformat()}),
    ):
        found = date_remarks(final, held, situation_of(held))
        assert [words in remark.sentence for words, remark in zip(remarks, found, strict=True)] == [
            True
        ] * len(remarks)
        assert [remark.is_refused for remark in found] == [False, True][: len(remarks)]
        assert {remark.rule for remark in found} <= {"prepare.final-plan-two-weeks-before-filing"}


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
def test_with_a_reason_the_day_stands(final: Form) -> None:
    late = meeting(final, child(**filed_on(DAY)))
    (debt,) = owed(final, late, CheckKind.DATES_IN_ORDER)
    reason = GivenReason(id=debt.key, text="The court brought the hearing forward.")
    told = meeting(final, child(**filed_on(DAY)), given_reasons=(reason,))
    assert owed(final, told, CheckKind.DATES_IN_ORDER) == []


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
def test_the_meeting_is_proposed_two_weeks_before(final: Form) -> None:
    held = meeting(final, child(**filed_on(dt.date(2026, 12, 15))), date=None)
    (proposed,) = proposed_dates(final, held, situation_of(held), MEETING_DATE, CALENDAR)
    assert (proposed.best, proposed.rule) == (
        dt.date(2026, 12, 1),
        "prepare.final-plan-two-weeks-before-filing",
    )
    for today, said in (
        (dt.date(2026, 12, 5), "The day for it, 1 December 2026, has passed. Choose the soonest day"),
        (
            dt.date(2026, 12, 20),
            "has passed, and so has 15 December 2026, before which it was to be. Check that",
        ),
    ):
        (late,) = proposed_dates(final, held, situation_of(held), MEETING_DATE, CALENDAR, today)
        assert late.best is None
        assert said in late.sentence.replace("\u00a0", " ")
    assert final.frequency.kind is FrequencyKind.ONCE_BEFORE
    thing = due_of("Final care plan", due(DAY, filing_on=dt.date(2026, 12, 15)))
    assert (thing.on, thing.rule) == (dt.date(2026, 12, 1), "prepare.final-plan-two-weeks-before-filing")


@pytest.mark.rule("chair.final-care-plan")
def test_a_service_manager_chairs_and_another_role_needs_a_reason(final: Form) -> None:
    for role, is_challenged in (("service-manager", False), ("team-manager", True), ("social-worker", True)):
        chair = person("Ann Teller", role)
        held = meeting(final, attendees=(chair,), chair=chair.id)
        found = [debt.rule for debt in owed(final, held, CheckKind.CHAIR_ROLE)]
        assert found == ["chair.final-care-plan"] * is_challenged


@pytest.mark.rule("attend.final-care-plan")
def test_those_expected_are_challenged_where_they_neither_came_nor_sent_apologies(final: Form) -> None:
    assert expected(final, meeting(final), "attend.final-care-plan") == EXPECTED
    adoption = meeting(final, given={"adoption-considered": "yes"})
    assert "adoption-manager" in expected(final, adoption, "attend.final-care-plan")
    people = (person("Ann Teller", "social-worker"), person("Bo Reed", "contact-centre-manager"))
    held = meeting(final, attendees=people, attendance=come(*people))
    owing = [
        debt.sentence
        for debt in owed(final, held, CheckKind.EXPECTED_PRESENT)
        if debt.rule == "attend.final-care-plan"
    ]
    assert len(owing) == 3


@pytest.mark.rule("record.final-plan-proposals")
@pytest.mark.parametrize("item", CONSIDERED)
def test_each_consideration_is_an_item_that_is_owed(final: Form, item: str) -> None:
    assert item in items(final, meeting(final))
    owing = owed(final, meeting(final), CheckKind.QUESTIONS_ANSWERED)
    found = [debt.place.field for debt in owing if debt.place.item == item]
    assert found == CONSIDERED[item]
    first = asked(final, meeting(final))[CONSIDERED[item][0]]
    assert "Not applicable, because" in first.hint


@pytest.mark.rule("record.final-plan-proposals")
def test_order_and_permanence_plan_are_fields_of_their_own(final: Form) -> None:
    questions = asked(final, meeting(final))
    for name in ("order-sought", "permanence-plan"):
        assert questions[name].is_required
        assert questions[name].is_note_required
    assert questions["contingency"].is_required
    assert "order-other" in asked(final, meeting(final, given={"order-sought": "other"}))
    assert "family-time-steps" in asked(final, meeting(final, given={"family-time-lessens": "yes"}))
    item = final.item("proposals")
    assert item is not None
    assert item.part is ItemPart.DECISIONS


def test_the_record_says_that_the_plan_is_not_filed(final: Form) -> None:
    assert "formulated here and not filed" in " ".join(final.texts.powers.split())
    assert "has not been filed" in final.texts.case_note
    item = final.item("proposals")
    assert item is not None
    assert any("has not been filed" in prompt for prompt in item.prompts)


@pytest.mark.rule("after.distribute-final-care-plan")
def test_nobody_outside_has_it_until_chair_and_adviser_release_it(final: Form) -> None:
    distribution = final.distribution
    assert (distribution.reach, distribution.needs_all) == (Reach.AUTHORITY, True)
    assert distribution.permitted_by == ("chair", "legal-adviser")
    assert distribution.page_mark == "Formulated, not filed"
    assert final.invites is Invites.AUTHORITY
    roles = procedure().roles
    mother, teacher = person("Dee Hale", "mother"), person("Fay Long", "teacher", agency="Fell Lane School")
    worker = person("Ann Teller", "social-worker")
    held = meeting(final, attendees=(mother, teacher, worker))
    assert [needs_leave(one, final, roles) for one in (mother, teacher, worker)] == [True, True, False]
    assert not may_have(held, final, mother, roles).is_allowed


@pytest.mark.rule("after.adoption-cpr")
def test_with_adoption_the_record_goes_to_the_permanence_report(final: Form) -> None:
    assert "permanence-report" not in follow_ups(final, meeting(final, given={"permanence-plan": "home"}))
    held = meeting(final, given={"permanence-plan": "adoption"})
    made = follow_ups(final, held)["permanence-report"]
    assert "child permanence report" in made.text
    assert "assistant director" in made.text
    assert made.rule == "after.adoption-cpr"
    (copy,) = final.distribution.marked_copies
    assert (copy.rule, copy.mark) == ("after.adoption-cpr", "For the child permanence report")
    assert situation_of(held).holds(copy.when)
    assert not situation_of(meeting(final, given={"permanence-plan": "home"})).holds(copy.when)
    assert [item.id for item in final.agenda if item.is_advice] == ["advice"], "which that copy leaves out"


@pytest.mark.rule("after.file-mosaic")
def test_the_record_goes_onto_the_childs_file_in_the_case_system(final: Form) -> None:
    deadline = final.deadline("file")
    assert deadline is not None
    assert deadline.rule == "after.file-mosaic"
    assert "{case_system}" in final.texts.case_note


@pytest.mark.rule("record.previous-actions")
def test_what_it_agrees_stays_with_it(final: Form) -> None:
    assert (final.is_isolated, final.isolated_rule) == (True, "record.previous-actions")


@pytest.mark.rule("chair.decision-authority")
def test_what_others_must_authorise_is_followed_up(final: Form) -> None:
    decision = Decision(id="d", text="Pay for the support plan.", authoriser="Panel", authorise_by=DAY)
    made = follow_ups(final, meeting(final, decisions=(decision,)))["authorise"]
    assert (made.text, made.is_authorisation) == ("Authorise: Pay for the support plan.", True)


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
def test_filing_is_followed_up_by_its_day(final: Form) -> None:
    filing = dt.date(2026, 12, 15)
    known = follow_ups(final, meeting(final, child(**filed_on(filing))))
    assert (known["file-plan"].due, "file-plan-by" in known) == (filing, False)
    told = follow_ups(final, meeting(final, given={"filing-date": filing.isoformat()}))
    assert (told["file-plan-by"].due, "file-plan" in told) == (filing, False)


@pytest.mark.rule("record.child-centred")
def test_the_child_is_heard_first_after_the_introductions(final: Form) -> None:
    assert [item.part for item in final.agenda][:2] == [ItemPart.WELCOME, ItemPart.CHILD_VIEWS]
    assert [debt.rule for debt in owed(final, meeting(final), CheckKind.CHILD_VIEW)] == [
        "record.child-centred"
    ]


def test_it_is_offered_where_there_is_a_day_of_filing(final: Form) -> None:
    (offer,) = final.offers
    assert situation_of(meeting(final, child(**filed_on(DAY)))).holds(offer.when)
    assert not situation_of(meeting(final)).holds(offer.when)
