"""Which kinds of meeting are offered for a child, in what order, and why."""

import datetime as dt

import pytest

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.due import DueKind, Severity, ThingDue
from cpm_desktop.domain.due_ground import ChildFacts
from cpm_desktop.domain.kinds_offered import KindOffered, kinds_offered
from tests.domain.papers.forms_at_hand import procedure

TODAY = dt.date(2026, 11, 25)


def offered(child: Child, *things: ThingDue) -> tuple[KindOffered, ...]:
    return kinds_offered(procedure().forms.values(), ChildFacts(child, TODAY), things)


def fitting(child: Child, *things: ThingDue) -> list[str]:
    return [kind.form.id for kind in offered(child, *things) if kind.fits]


def one(child: Child, form_id: str) -> KindOffered:
    return next(kind for kind in offered(child) if kind.form.id == form_id)


@pytest.mark.rule("kind.core-group-replaces-care-team")
def test_a_protection_plan_offers_the_core_group_in_place_of_the_care_team() -> None:
    protected = Child(id="c", is_in_need=True, protection_plan_since=dt.date(2026, 8, 17))
    assert fitting(protected)[0] == "core-group"
    assert one(protected, "core-group").why == "Because there is a child protection plan."
    team = one(protected, "care-team")
    assert (team.fits, team.why) == (False, "In its place: Core group.")
    in_need = Child(id="c", is_in_need=True)
    assert fitting(in_need)[0] == "care-team"
    assert not one(in_need, "core-group").fits


def test_a_filing_date_offers_the_final_plan_meeting_first() -> None:
    filed = Child(id="c", looked_after_since=dt.date(2026, 5, 18), filing_on=dt.date(2026, 12, 18))
    assert fitting(filed)[0] == "final-care-plan"
    assert one(filed, "final-care-plan").why.startswith("Because the final care plan has a day")
    assert "cla-standard" in fitting(filed)


def test_an_assessment_under_way_offers_the_planning_meeting_first() -> None:
    assessed = Child(id="c", assessment_started_on=dt.date(2026, 10, 28))
    assert fitting(assessed)[0] == "inter-agency-planning"


def test_what_is_due_soon_stands_before_what_merely_fits() -> None:
    child = Child(id="c", looked_after_since=dt.date(2026, 5, 18))
    assert fitting(child)[0] == "cla-standard"
    due = ThingDue(
        kind=DueKind.MEETING,
        on=dt.date(2026, 11, 20),
        text="Multi-agency meeting",
        detail="by Fri 20 Nov",
        rule="frequency.multi-agency-4-to-6-weeks",
        severity=Severity.OVERDUE,
        form_id="multi-agency",
    )
    first = offered(child, due)[0]
    assert (first.form.id, first.due, first.severity) == ("multi-agency", "by Fri 20 Nov", Severity.OVERDUE)
    fine = due._replace(severity=Severity.FINE)
    assert fitting(child, fine)[0] == "cla-standard"


def test_kinds_that_fit_any_child_stand_with_the_others_and_every_kind_is_there_once() -> None:
    kinds = offered(Child(id="c", looked_after_since=dt.date(2026, 5, 18)))
    assert sorted(kind.form.id for kind in kinds) == sorted(procedure().forms)
    fits = [kind.fits for kind in kinds]
    assert fits == sorted(fits, reverse=True)
    assert "case-discussion" not in [kind.form.id for kind in kinds if kind.fits]
