"""Whom a new meeting has on its list, and who is proposed as chair."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.chair_proposed import proposed_chair
from cpm_desktop.domain.child import Child, ChildFile, Person
from cpm_desktop.domain.forms import (
    AgendaItem,
    AskedFor,
    Chairing,
    ExpectedRole,
    Invites,
    Question,
    QuestionKind,
    RoleName,
)
from cpm_desktop.domain.inviting import not_invited_by, people_for
from tests.domain.kinds_of_meeting import make_form

ROLES = {
    role: RoleName(id=role, name=role, group=group)
    for role, group in (
        ("child", "child"),
        ("mother", "family"),
        ("foster-carer", "carer"),
        ("social-worker", "authority"),
        ("team-manager", "authority"),
        ("teacher", "professional"),
    )
}
PEOPLE = tuple(Person(id=role, name=role.title(), role_id=role, is_child=role == "child") for role in ROLES)


def invited(**details: Any) -> list[str]:  # noqa: ANN401  # fields of a known class
    people = people_for(make_form(**details), PEOPLE, ROLES)
    return [person.id for person in people if person.is_invited]


def listed(**details: Any) -> list[str]:  # noqa: ANN401  # fields of a known class
    return [person.id for person in people_for(make_form(**details), PEOPLE, ROLES)]


def test_the_network_comes_but_for_who_left_and_who_only_gets_a_copy() -> None:
    form = make_form(expected=(ExpectedRole(role="team-manager", gets_copy=True),))
    gone = Person(id="gone", name="Gone", has_left=True)
    people = people_for(form, (*PEOPLE, gone), ROLES)
    assert {person.id: person.is_invited for person in people} == {
        role: role != "team-manager" for role in ROLES
    }


@pytest.mark.rule("attend.care-team")
def test_a_care_team_falls_back_to_the_network_until_it_is_named() -> None:
    form = make_form(invites=Invites.CARE_TEAM)
    assert len([one for one in people_for(form, PEOPLE, ROLES) if one.is_invited]) == len(PEOPLE)
    members = tuple(
        Person(id=one.id, name=one.name, role_id=one.role_id, is_child=one.is_child, is_care_team_member=True)
        if one.id in ("teacher", "foster-carer")
        else one
        for one in PEOPLE
    )
    people = people_for(form, members, ROLES)
    assert [one.id for one in people if one.is_invited] == ["foster-carer", "teacher"]
    assert {one.id for one in people} == {"child", "mother", "foster-carer", "teacher"}


def test_the_authority_invites_its_own_and_lists_whom_it_asks_about() -> None:
    assert invited(invites=Invites.AUTHORITY) == ["social-worker", "team-manager"]
    assert listed(invites=Invites.AUTHORITY) == ["social-worker", "team-manager"]
    capacity = Question(
        id="capacity", text="Capacity?", kind=QuestionKind.YES_NO, asked_for=AskedFor.EACH_PARENT
    )
    agenda = (AgendaItem(id="item", title="Item", minutes=1, questions=(capacity,)),)
    assert invited(invites=Invites.AUTHORITY, agenda=agenda) == ["social-worker", "team-manager"]
    assert listed(invites=Invites.AUTHORITY, agenda=agenda) == ["mother", "social-worker", "team-manager"]


@given(st.lists(st.sampled_from(PEOPLE), unique=True))
def test_whoever_is_around_no_meeting_of_the_authority_invites_anybody_else(people: list[Person]) -> None:
    form = make_form(invites=Invites.AUTHORITY)
    attendees = people_for(make_form(), people, ROLES)
    dropped = not_invited_by(form, attendees, ROLES)
    assert {one.id for one in attendees} - set(dropped) <= {"social-worker", "team-manager"}
    assert not_invited_by(make_form(), attendees, ROLES) == ()


@pytest.mark.rule("chair.care-team")
@pytest.mark.parametrize(
    ("agreed", "chair"),
    [
        ("", "social-worker"),
        ("team-manager", "team-manager"),
        ("Team-Manager", "team-manager"),
        ("teacher", "teacher"),
        ("Somebody who left", ""),
    ],
)
def test_who_was_agreed_goes_before_the_usual_roles(agreed: str, chair: str) -> None:
    file = ChildFile(id="c", child=Child(id="c"), people=PEOPLE)
    assert proposed_chair(Chairing(usual=("social-worker",)), file, agreed) == chair


def test_the_allocated_social_worker_goes_before_another_one() -> None:
    second = Person(id="second", name="Second", role_id="social-worker")
    file = ChildFile(id="c", child=Child(id="c", social_worker="second"), people=(*PEOPLE, second))
    assert proposed_chair(Chairing(usual=("service-manager", "social-worker")), file) == "second"
    assert proposed_chair(Chairing(usual=("service-manager",)), file) == ""
