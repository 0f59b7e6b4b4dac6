"""A meeting that does not count: inquorate, a case discussion, abandoned; and who else took part after all."""

import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Presence, took_part
from cpm_desktop.domain.captures import Disclosure
from cpm_desktop.domain.errors import CarePlanningError, WrongStage
from cpm_desktop.domain.forms import CheckKind
from cpm_desktop.domain.meeting import Meeting, Stage, Validity
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.readiness import Debt
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.capturing import keep_capture
from cpm_desktop.services.closing import end, owed, take_up_again
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.following_up import follow_ups_now
from cpm_desktop.services.holding import mark_presence, start
from cpm_desktop.services.papers import minutes_paper
from cpm_desktop.services.validity import (
    abandon,
    count_again,
    keep_as_inquorate,
    record_as_case_discussion,
    say_who_took_part,
    who_may_have_come,
)

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def alone(desk: Desk, child_id: str) -> str:
    """A multi-agency meeting to which only the authority came."""
    identifier = new_meeting(desk, child_id, "multi-agency", DAY, dt.time(14))
    start(desk, identifier)
    for person in held(desk, identifier).attendees:
        is_own = person.role_id in ("social-worker", "child", "mother")
        mark_presence(desk, identifier, person.id, Presence.PRESENT if is_own else Presence.APOLOGIES)
    return identifier


def held(desk: Desk, identifier: str) -> Meeting:
    return desk.meeting(identifier).value


def challenge(desk: Desk, identifier: str) -> list[Debt]:
    return [debt for debt in owed(desk, identifier).debts if debt.check is CheckKind.SEVERAL_AGENCIES]


@pytest.mark.rule("kind.care-planning-is-multi-agency")
@pytest.mark.parametrize(
    ("judge", "validity", "label"),
    [
        (keep_as_inquorate, Validity.INQUORATE, "keep the meeting as inquorate"),
        (record_as_case_discussion, Validity.CASE_DISCUSSION, "record it as a case discussion"),
    ],
)
def test_one_agency_alone_is_kept_for_what_it_is_with_a_reason(
    desk: Desk, alone: str, judge: object, validity: Validity, label: str
) -> None:
    assert len(challenge(desk, alone)) == 1
    with pytest.raises(CarePlanningError, match="reason"):
        judge(desk, alone, " ")  # type: ignore[operator]  # one of the two above
    judge(desk, alone, "Health could not come at all.")  # type: ignore[operator]  # one of the two above
    facts = held(desk, alone).facts
    assert (facts.validity, facts.validity_reason) == (validity, "Health could not come at all.")
    assert challenge(desk, alone) == []
    editing = desk.meeting(alone)
    assert editing.undo_label() == label
    editing.undo()
    assert len(challenge(desk, alone)) == 1


@pytest.mark.rule("kind.care-planning-is-multi-agency")
def test_saying_who_else_took_part_settles_it(desk: Desk, alone: str) -> None:
    may = who_may_have_come(desk, held(desk, alone))
    joy = next(person for person in may if person.role_id == "designated-teacher")
    say_who_took_part(desk, alone, joy.id, joy.name, "", "")
    assert took_part(held(desk, alone).attendance, joy.id)
    assert held(desk, alone).attendee(joy.id) is not None
    assert challenge(desk, alone) == []
    assert joy.id not in [person.id for person in who_may_have_come(desk, held(desk, alone))]


def test_a_guest_who_took_part_has_a_name_and_a_role_or_agency(desk: Desk, alone: str) -> None:
    with pytest.raises(CarePlanningError, match="role or agency"):
        say_who_took_part(desk, alone, "", "Sam Ferro", "", " ")
    say_who_took_part(desk, alone, "", "Sam Ferro", "School nurse", "Northbeck Health Trust")
    guest = held(desk, alone).attendees[-1]
    assert (guest.name, guest.role_id, guest.agency) == (
        "Sam Ferro",
        "school-nurse",
        "Northbeck Health Trust",
    )
    assert challenge(desk, alone) == []


def test_an_abandoned_meeting_ends_and_can_be_taken_up_again(desk: Desk, alone: str) -> None:
    abandon(desk, alone, "The fire alarm.")
    facts = held(desk, alone).facts
    assert (facts.stage, facts.validity) == (Stage.ENDED, Validity.ABANDONED)
    assert facts.ended_at is not None
    assert CheckKind.EVERY_ITEM_DISCUSSED not in {debt.check for debt in owed(desk, alone).debts}
    take_up_again(desk, alone)
    facts = held(desk, alone).facts
    assert (facts.stage, facts.validity, facts.validity_reason) == (Stage.LIVE, Validity.COUNTS, "")


def test_what_follows_from_an_abandoned_meeting_is_listed_at_once(desk: Desk, alone: str) -> None:
    told = Disclosure(id="told", item="health", words="It hurts at night", told="Priya Nair")
    keep_capture(desk, alone, told)
    abandon(desk, alone, "The fire alarm.")
    kept = desk.wait(desk.store.load_meeting(alone))
    assert [each.about for each in kept.follow_ups if each.about] == ["told"]
    assert kept.follow_ups == follow_ups_now(desk, alone)
    take_up_again(desk, alone)
    abandon(desk, alone, "The fire alarm, again.")
    assert [each.about for each in held(desk, alone).follow_ups if each.about] == ["told"]


def test_a_meeting_that_ended_can_count_again(desk: Desk, alone: str) -> None:
    assert count_again(desk, alone) is None
    end(desk, alone)
    keep_as_inquorate(desk, alone, "Nobody came.")
    count_again(desk, alone)
    assert held(desk, alone).facts.validity is Validity.COUNTS


def test_before_it_starts_a_meeting_is_cancelled_and_not_judged(desk: Desk, child_id: str) -> None:
    identifier = new_meeting(desk, child_id, "multi-agency", DAY, dt.time(14))
    with pytest.raises(WrongStage):
        keep_as_inquorate(desk, identifier, "Nobody came.")


def test_the_change_is_kept_whole(desk: Desk, alone: str) -> None:
    keep_as_inquorate(desk, alone, "Nobody came.")
    kept = desk.wait(desk.store.load_meeting(alone))
    assert kept.facts.validity_reason == "Nobody came."
    assert desk.wait(desk.store.check()).faults == ()


@pytest.mark.rule("frequency.cla-between-six-monthly-reviews")
def test_a_record_that_does_not_count_is_not_among_those_it_says_were_held(desk: Desk, child_id: str) -> None:
    identifier = new_meeting(desk, child_id, "cla-standard", DAY, dt.time(14))
    start(desk, identifier)
    facts = held(desk, identifier).facts
    assert facts.held_in_period is not None

    def said(number: int) -> bool:
        paper = minutes_paper(desk, held(desk, identifier), Reader(ReaderKind.FILE))
        return f"Meetings held since the last: {number} of {facts.required_in_period} required" in str(paper)

    assert said(facts.held_in_period)
    keep_as_inquorate(desk, identifier, "Only we came.")
    assert said(facts.held_in_period - 1)
    count_again(desk, identifier)
    assert said(facts.held_in_period)
