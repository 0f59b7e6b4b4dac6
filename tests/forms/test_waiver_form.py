"""The record that a planning meeting is not required, as its form asks for it."""

import dataclasses
from typing import Any

import pytest

from cpm_desktop.domain.asking import questions_of_waiver
from cpm_desktop.domain.blanks import blanks_in
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import Form, QuestionKind
from cpm_desktop.domain.meeting import WAIVER, Answer, Meeting
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.domain.waiver import may_decide, waiver_owes
from tests.forms.at_a_meeting import all_follow_ups, form, meeting, person, procedure


@pytest.fixture
def planning() -> Form:
    return form("inter-agency-planning")


def waived(of: Form, who: Child | None = None, **given: str) -> Meeting:
    """Return the record that the meeting is not required, with what was answered."""
    answers = tuple(
        Answer(id=f"w{n}", position=n, item=WAIVER, question=name.replace("_", "-"), value=value)
        for n, (name, value) in enumerate(given.items(), 1)
    )
    return dataclasses.replace(
        meeting(of, who, is_waiver=True, challenge_text="Ask the team manager."), answers=answers
    )


def waiver_asks(of: Form, held: Meeting) -> dict[str, Any]:
    return {question.id: question for question in questions_of_waiver(of, situation_of(held))}


@pytest.mark.rule("prepare.inter-agency-waiver")
def test_four_grounds_and_the_reasoning_are_asked_for(planning: Form) -> None:
    questions = waiver_asks(planning, waived(planning))
    assert questions["grounds"].kind is QuestionKind.CHOICES
    assert [option for option, _ in questions["grounds"].options] == [
        "universal",
        "conference",
        "consent-refused",
        "became-looked-after",
    ]
    assert questions["grounds"].is_required
    assert questions["reasoning"].is_required
    assert {"conference-on", "assessment-finalised-on"} <= waiver_asks(
        planning, waived(planning, grounds="conference")
    ).keys()
    assert "refused-by" in waiver_asks(planning, waived(planning, grounds="universal\nconsent-refused"))


@pytest.mark.rule("prepare.inter-agency-waiver")
def test_the_fourth_ground_asks_whether_to_meet_again_and_then_falls(planning: Form) -> None:
    assert "meet-again" not in waiver_asks(planning, waived(planning, looked_after_meanwhile="no"))
    asks = waiver_asks(planning, waived(planning, looked_after_meanwhile="yes"))
    assert {"planning-meeting-on", "meet-again"} <= asks.keys()
    assert asks["meet-again"].is_required
    roles = procedure().roles
    for again, is_barred in (("no", False), ("yes", True)):
        held = waived(
            planning, looked_after_meanwhile="yes", meet_again=again, grounds="universal\nbecame-looked-after"
        )
        owes = waiver_owes(planning, held, situation_of(held), roles)
        assert any("is to be held again and is due" in sentence for sentence in owes) is is_barred
    other = waived(planning, looked_after_meanwhile="yes", meet_again="yes", grounds="universal")
    owes = waiver_owes(planning, other, situation_of(other), roles)
    assert not any("held again" in sentence for sentence in owes), "other grounds remain"


@pytest.mark.rule("prepare.inter-agency-waiver")
@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("team-manager", True),
        ("senior-practitioner", True),
        ("service-manager", True),
        ("social-worker", False),
        ("teacher", False),
    ],
)
def test_a_team_manager_or_senior_practitioner_or_above_decides(planning: Form, role: str, may: bool) -> None:
    assert planning.waiver is not None
    assert planning.waiver.deciders == ("team-manager", "senior-practitioner")
    assert may_decide(planning.waiver, role, procedure().roles) is may


@pytest.mark.rule("prepare.inter-agency-waiver-notice")
def test_each_agency_is_told_the_reasoning_and_how_to_challenge(planning: Form) -> None:
    assert planning.waiver is not None
    assert planning.waiver.notice_rule == "prepare.inter-agency-waiver-notice"
    assert set(blanks_in(planning.waiver.notice)) == {"agency", "child", "date", "reasoning", "challenge"}
    teacher = person("Fay Long", "teacher", agency="Fell Lane School")
    nurse = person("Gil Ross", "school-nurse", agency="Anytown Health")
    held = dataclasses.replace(waived(planning, grounds="universal"), attendees=(teacher, nurse))
    owes = waiver_owes(planning, held, situation_of(held), procedure().roles)
    assert sum("never copied from the file" in sentence for sentence in owes) == 2
    made = all_follow_ups(planning, held)
    assert [each.rule for each in made] == ["prepare.inter-agency-waiver-notice"] * 2
    assert "waiver-notice" not in {each.follow_up for each in all_follow_ups(planning, meeting(planning))}


@pytest.mark.rule("prepare.waived-conclusions-to-care-team")
def test_the_conclusions_are_put_down_for_the_care_team(planning: Form) -> None:
    held = waived(planning, looked_after_meanwhile="yes", grounds="became-looked-after")
    question = waiver_asks(planning, held)["conclusions-for-team"]
    assert (question.is_required, question.rule) == (True, "prepare.waived-conclusions-to-care-team")
    assert "conclusions-for-team" not in waiver_asks(planning, waived(planning, grounds="universal"))
    grounds = planning.question("grounds")
    assert grounds is not None
    assert grounds.is_carried, "the care team’s form looks at it"
