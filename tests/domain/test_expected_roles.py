"""Who is expected, who fills it, and who is missing."""

import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.expected_roles import name_of_roles, roles_expected
from cpm_desktop.domain.forms import Condition, ExpectedRole, RoleName
from cpm_desktop.domain.forms import Test as Compare
from cpm_desktop.domain.meeting import Meeting, MeetingFacts
from tests.domain.kinds_of_meeting import make_form

ROLES = {
    "social-worker": RoleName(id="social-worker", name="Social worker", group="authority"),
    "school": RoleName(id="school", name="School representative", group="professional"),
    "teacher": RoleName(id="teacher", name="Teacher", group="professional", also=("Head of year",)),
    "team-manager": RoleName(id="team-manager", name="Team manager", group="authority"),
}
FORM = make_form(
    expected=(
        ExpectedRole(role="child", is_required=True),
        ExpectedRole(role="social-worker", is_required=True),
        ExpectedRole(
            role="school|teacher", when=(Condition(fact="child.age", test=Compare.AT_LEAST, value="5"),)
        ),
        ExpectedRole(role="team-manager", gets_copy=True),
    )
)
KAI = Attendee(id="kai", name="Kai", is_child=True)
TEACHER = Attendee(id="t", name="Michael Byrne", role="Head of year")
MANAGER = Attendee(id="m", name="Rachel Whitmore", role="Team manager", is_invited=False)


def meeting(born: dt.date) -> Meeting:
    facts = MeetingFacts(id="m", date=dt.date(2026, 11, 24))
    return Meeting(
        id="m", facts=facts, attendees=(KAI, TEACHER, MANAGER), children=(Child(id="c", date_of_birth=born),)
    )


@pytest.mark.rule("attend.family-as-partners")
def test_roles_follow_the_childs_age_and_name_who_fills_them() -> None:
    found = roles_expected(FORM, meeting(dt.date(2014, 3, 9)), ROLES)
    assert [(entry.name, [person.name for person in entry.people]) for entry in found] == [
        ("child", ["Kai"]),
        ("Social worker", []),
        ("School representative or teacher", ["Michael Byrne"]),
        ("Team manager", ["Rachel Whitmore"]),
    ]
    assert [entry.is_missing() for entry in found] == [False, True, False, False]
    young = roles_expected(FORM, meeting(dt.date(2024, 3, 9)), ROLES)
    assert "school|teacher" not in {entry.expected.role for entry in young}


def test_of_many_roles_two_are_named() -> None:
    assert (
        name_of_roles("school|teacher|team-manager", ROLES) == "School representative or teacher, or the like"
    )
