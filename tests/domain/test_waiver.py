"""Who may decide that a meeting is not required."""

import pytest

from cpm_desktop.domain.forms import RoleName, Waiver
from cpm_desktop.domain.waiver import deciders_in_words, may_decide

ROLES = {
    role: RoleName(id=role, name=role.replace("-", " ").capitalize(), group=group, grade=grade)
    for role, group, grade in (
        ("social-worker", "authority", 1),
        ("advanced-practitioner", "authority", 2),
        ("senior-practitioner", "authority", 2),
        ("team-manager", "authority", 4),
        ("director", "authority", 8),
        ("police", "professional", 0),
    )
}
WAIVER = Waiver(
    title="Not required",
    deciders=("team-manager", "senior-practitioner"),
    questions=(),
    notice="",
    rule="prepare.inter-agency-waiver",
)


@pytest.mark.rule("prepare.inter-agency-waiver")
@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("team-manager", True),
        ("senior-practitioner", True),
        ("director", True),
        ("advanced-practitioner", False),
        ("social-worker", False),
        ("police", False),
        ("nobody", False),
    ],
)
def test_the_deciders_or_a_higher_grade(role: str, may: bool) -> None:
    assert may_decide(WAIVER, role, ROLES) is may


def test_a_waiver_without_deciders_is_decided_by_nobody() -> None:
    waiver = Waiver(title="", deciders=(), questions=(), notice="", rule="")
    assert not any(may_decide(waiver, role, ROLES) for role in ROLES)
    assert deciders_in_words(WAIVER, ROLES) == "a team manager or a senior practitioner"
