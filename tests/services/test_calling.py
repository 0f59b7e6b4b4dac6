"""Calling every kind of meeting: who arranges, chairs, records and is invited, and what it is called."""

import datetime as dt
from dataclasses import replace

import pytest

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.child import EarlierMeeting
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.errors import InvalidDetail, WrongStage
from cpm_desktop.domain.meeting import PREPARATION, Meeting, PaperState, Stage
from cpm_desktop.domain.meeting_commands import EndMeeting
from cpm_desktop.domain.roles import is_of_authority
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.calling_again import call_extra, cancel, reconvene, say_extra
from cpm_desktop.services.child_overview import overview
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.getting_ready import say_paper
from cpm_desktop.services.holding import start
from cpm_desktop.services.item_work import answer
from cpm_desktop.services.keeping import keep
from cpm_desktop.services.rule_source import sourced_rule
from cpm_desktop.services.shaping_agenda import add_line

DAY, TIME = dt.date(2026, 11, 24), dt.time(14)


def called(desk: Desk, child_id: str, form_id: str) -> Meeting:
    return desk.meeting(new_meeting(desk, child_id, form_id, DAY, TIME)).value


def person_id(desk: Desk, child_id: str, name: str) -> str:
    return next(one.id for one in desk.child(child_id).value.people if one.name == name)


def join_team(desk: Desk, child_id: str, name: str, role: str) -> None:
    person = next(one for one in desk.child(child_id).value.people if one.name == name)
    wanted = replace(person, is_care_team_member=True, care_team_role=role)
    keep(desk.child(child_id), wanted)


def hold(desk: Desk, meeting_id: str) -> None:
    start(desk, meeting_id)
    desk.meeting(meeting_id).perform(EndMeeting(at=desk.now()))


@pytest.mark.rule("prepare.arranged-by-social-worker")
@pytest.mark.parametrize("form_id", ["multi-agency", "final-care-plan", "inter-agency-planning", "care-team"])
def test_the_allocated_social_worker_arranges_it_and_another_name_is_kept(
    desk: Desk, child_id: str, form_id: str
) -> None:
    child = desk.child(child_id)
    child.perform(change(child.value.child, social_worker=person_id(desk, child_id, "Priya Nair")))
    meeting = called(desk, child_id, form_id)
    assert meeting.facts.convenor == "Priya Nair"
    assert "prepare.arranged-by-social-worker" in desk.form_of(meeting).rules
    assert sourced_rule(desk, "prepare.arranged-by-social-worker") is not None
    keep(desk.meeting(meeting.id), replace(meeting.facts, convenor="Grace Bello"))
    assert desk.wait(desk.store.load_meeting(meeting.id)).facts.convenor == "Grace Bello"


@pytest.mark.rule("record.recorder", "chair.care-team")
@pytest.mark.parametrize("form_id", ["care-team", "core-group"])
def test_the_social_worker_records_it_and_may_chair_too(desk: Desk, child_id: str, form_id: str) -> None:
    worker = person_id(desk, child_id, "Priya Nair")
    desk.child(child_id).perform(change(desk.child(child_id).value.child, social_worker=worker))
    facts = called(desk, child_id, form_id).facts
    assert (facts.recorder, facts.chair) == (worker, worker)


@pytest.mark.rule("chair.care-team")
def test_later_meetings_propose_the_chair_that_was_agreed(desk: Desk, child_id: str) -> None:
    first = called(desk, child_id, "care-team")
    assert first.facts.is_first
    rachel = person_id(desk, child_id, "Rachel Whitmore")
    answer(desk, first.id, "team", "future-chairing", rachel)
    assert called(desk, child_id, "care-team").facts.chair != rachel
    hold(desk, first.id)
    second = called(desk, child_id, "care-team")
    assert (second.facts.chair, second.facts.is_first) == (rachel, False)
    assert second.attendee(rachel) is not None


def test_whether_it_is_the_first_is_told_anew_when_it_starts(desk: Desk, child_id: str) -> None:
    first, second = called(desk, child_id, "care-team"), called(desk, child_id, "care-team")
    assert second.facts.is_first
    hold(desk, first.id)
    start(desk, second.id)
    assert desk.meeting(first.id).value.facts.is_first
    assert not desk.meeting(second.id).value.facts.is_first


def test_a_meeting_held_elsewhere_makes_the_next_not_the_first(desk: Desk, child_id: str) -> None:
    earlier = EarlierMeeting(id="e", form_id="care-team", date=dt.date(2026, 9, 1))
    desk.child(child_id).perform(Record(entity=earlier))
    assert not called(desk, child_id, "care-team").facts.is_first
    assert called(desk, child_id, "core-group").facts.is_first


@pytest.mark.rule("attend.care-team")
@pytest.mark.parametrize("form_id", ["care-team", "core-group"])
def test_the_agreed_members_are_carried_into_every_meeting(desk: Desk, child_id: str, form_id: str) -> None:
    everybody = called(desk, child_id, form_id)
    assert sum(person.is_invited for person in everybody.attendees) > 5
    join_team(desk, child_id, "Joy Okafọ̀", "Day-to-day care")
    join_team(desk, child_id, "Dr Siew Lee", "Sleep clinic")
    meeting = called(desk, child_id, form_id)
    invited = {person.name: person.care_team_role for person in meeting.attendees if person.is_invited}
    assert invited["Joy Okafọ̀"] == "Day-to-day care"
    assert invited["Dr Siew Lee"] == "Sleep clinic"
    assert "Michael Byrne" not in {person.name for person in meeting.attendees}
    assert any(person.is_child and not person.is_invited for person in meeting.attendees)


@pytest.mark.parametrize("form_id", ["legal", "case-discussion"])
def test_a_meeting_of_the_authority_invites_nobody_else(desk: Desk, child_id: str, form_id: str) -> None:
    meeting = called(desk, child_id, form_id)
    invited = [person for person in meeting.attendees if person.is_invited]
    assert invited
    assert all(is_of_authority(person, desk.procedure.roles) for person in invited)
    assert not any(person.role == "Foster carer" for person in meeting.attendees)


@pytest.mark.rule("kind.mdt-name")
def test_the_chosen_title_is_the_records_and_stands_in_the_list(desk: Desk, child_id: str) -> None:
    meeting_id = called(desk, child_id, "multi-agency").id
    answer(desk, meeting_id, PREPARATION, "meeting-title", "mdt")
    title = "Multi-disciplinary team (MDT) meeting"
    assert desk.meeting(meeting_id).value.facts.title == title
    assert any(record.title.startswith(title) for record in overview(desk, child_id).records)
    answer(desk, meeting_id, PREPARATION, "meeting-title", "")
    assert desk.meeting(meeting_id).value.facts.title == ""


@pytest.mark.rule("kind.legal-is-titled-legal")
def test_a_legal_meeting_is_called_so_in_every_list(desk: Desk, child_id: str) -> None:
    meeting = called(desk, child_id, "legal")
    assert desk.form_of(meeting).title_from == ""
    (record,) = (each for each in overview(desk, child_id).records if each.meeting_id == meeting.id)
    assert record.title.startswith("Legal Care Planning Meeting")


@pytest.mark.rule("kind.reconvened-is-linked", "frequency.legal-further-meeting")
@pytest.mark.parametrize("form_id", ["legal", "inter-agency-planning"])
def test_a_reconvened_meeting_is_linked_says_why_and_starts_from_the_record(
    desk: Desk, child_id: str, form_id: str
) -> None:
    first = called(desk, child_id, form_id)
    keep(desk.meeting(first.id), replace(first.facts, venue="The small room"))
    answer(desk, first.id, PREPARATION, "anything", "as it was said")
    say_paper(desk, first.id, first.papers[0].id, PaperState.SEEN, "of 3 October")
    with pytest.raises(InvalidDetail, match="has not ended"):
        reconvene(desk, first.id, "A new assessment came in")
    hold(desk, first.id)
    with pytest.raises(InvalidDetail, match="Say what is new"):
        reconvene(desk, first.id, "  ")
    again = desk.meeting(reconvene(desk, first.id, "A new assessment came in", DAY, TIME)).value
    assert (again.facts.reconvenes, again.facts.reconvened_because) == (first.id, "A new assessment came in")
    assert (again.facts.venue, again.facts.stage) == ("The small room", Stage.PREPARED)
    assert again.facts.form_id == form_id
    assert [(one.question, one.value) for one in again.answers] == [("anything", "as it was said")]
    assert (again.papers[0].state, again.papers[0].note) == (PaperState.SEEN, "of 3 October")
    before = {person.id: person.is_invited for person in desk.meeting(first.id).value.attendees}
    assert {person.id: person.is_invited for person in again.attendees} == before
    (record,) = (each for each in overview(desk, child_id).records if each.meeting_id == again.id)
    assert "A new assessment came in" not in record.detail


def test_a_shaped_agenda_comes_over_when_reconvened(desk: Desk, child_id: str) -> None:
    first = called(desk, child_id, "cla-specific-issue")
    line = add_line(desk, first.id, "The school bus")
    hold(desk, first.id)
    again = desk.meeting(reconvene(desk, first.id, "The bus company answered")).value
    assert line in [entry.id for entry in again.agenda_entries]


@pytest.mark.rule("frequency.extra-on-change")
@pytest.mark.parametrize("form_id", ["care-team", "core-group"])
def test_an_extra_meeting_records_what_changed(desk: Desk, child_id: str, form_id: str) -> None:
    with pytest.raises(InvalidDetail, match="Say what changed"):
        call_extra(desk, child_id, form_id, " ")
    meeting_id = call_extra(desk, child_id, form_id, "Tom moved back to the area", DAY)
    facts = desk.meeting(meeting_id).value.facts
    assert (facts.is_extra, facts.extra_because) == (True, "Tom moved back to the area")
    assert "frequency.extra-on-change" in {
        check.rule for check in desk.form_of(desk.meeting(meeting_id).value).checks
    }
    say_extra(desk, meeting_id, is_extra=False, because="")
    assert not desk.meeting(meeting_id).value.facts.is_extra


def test_a_cancelled_meeting_keeps_its_reason_and_counts_as_nothing(desk: Desk, child_id: str) -> None:
    meeting_id = called(desk, child_id, "care-team").id
    with pytest.raises(InvalidDetail, match="Say why"):
        cancel(desk, meeting_id, "")
    cancel(desk, meeting_id, "Snow")
    facts = desk.wait(desk.store.load_meeting(meeting_id)).facts
    assert (facts.stage, facts.validity_reason) == (Stage.CANCELLED, "Snow")
    assert called(desk, child_id, "care-team").facts.is_first
    with pytest.raises(WrongStage):
        cancel(desk, meeting_id, "Again")


def test_nothing_of_a_note_is_taken_over_when_reconvened(desk: Desk, child_id: str) -> None:
    first = called(desk, child_id, "legal")
    start(desk, first.id)
    desk.meeting(first.id).perform(Record(entity=Note(id="n", item="welcome", text="Privileged")))
    desk.meeting(first.id).perform(EndMeeting(at=desk.now()))
    assert desk.meeting(reconvene(desk, first.id, "New facts")).value.notes == ()
