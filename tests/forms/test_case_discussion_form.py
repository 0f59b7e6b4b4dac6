"""What the case discussion's form says: one agency alone, apart from everything else."""

import pytest

from cpm_desktop.domain.forms import CheckKind, Form, FrequencyKind, Invites, Reach
from tests.forms.at_a_meeting import DAY, asked, due, form, meeting, owed, procedure


@pytest.fixture
def discussion() -> Form:
    return form("case-discussion")


@pytest.mark.rule("kind.care-planning-is-multi-agency")
def test_it_counts_as_no_care_planning(discussion: Form) -> None:
    assert not discussion.is_care_planning
    assert discussion.frequency.kind is FrequencyKind.WHEN_NEEDED
    assert not any("case-discussion" in of.counts_for for of in procedure().forms.values())
    assert due(DAY, ("case-discussion", DAY)) == []
    assert CheckKind.SEVERAL_AGENCIES not in {check.kind for check in discussion.checks}


@pytest.mark.rule("record.previous-actions")
def test_what_it_holds_stays_with_it(discussion: Form) -> None:
    assert discussion.is_isolated
    assert discussion.isolated_rule == "record.previous-actions"
    assert discussion.distribution.reach is Reach.AUTHORITY
    assert discussion.invites is Invites.AUTHORITY
    assert discussion.copies == ("professional",)


@pytest.mark.rule("record.child-centred")
def test_it_alone_of_all_kinds_has_no_childs_view() -> None:
    without = [
        name
        for name, of in procedure().forms.items()
        if CheckKind.CHILD_VIEW not in {check.kind for check in of.checks}
    ]
    assert without == ["case-discussion"]


@pytest.mark.rule("prepare.case-discussion-first", "prepare.own-agency-first")
def test_it_asks_what_the_agency_can_do_and_which_position_it_takes(discussion: Form) -> None:
    held = meeting(discussion)
    questions = asked(discussion, held)
    assert {"what-we-can-do", "agreed-position", "prepares"} <= questions.keys()
    rules = {debt.rule for debt in owed(discussion, held, CheckKind.QUESTIONS_ANSWERED)}
    assert rules == {"prepare.own-agency-first", "prepare.case-discussion-first"}
