"""What follows a meeting: listed at its end, done by name and day, and never sent without approval or the manager."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Decision
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import change
from cpm_desktop.domain.copies_progress import copies_progress
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.follow_ups import APPROVAL
from cpm_desktop.domain.handover import Signing
from cpm_desktop.domain.meeting import NextMeeting, Stage
from cpm_desktop.domain.meeting_commands import LockRecord
from cpm_desktop.services.addendum import record_comment
from cpm_desktop.services.closing import end, take_up_again
from cpm_desktop.services.copy_list import decide_copy, mark_sent
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.following_up import (
    NotApprovedYet,
    add_follow_up,
    close_with_reason,
    follow_up_lines,
    follow_ups_now,
    mark_done,
    remove_follow_up,
    reopen,
)
from cpm_desktop.services.handing_over import handover
from cpm_desktop.services.holding import start
from cpm_desktop.services.item_work import next_meeting_of, set_next_meeting
from cpm_desktop.services.next_meeting import follow_next_meeting
from tests.services.a_record import a_desk, enter_kai, prepare, sign, value_of

TODAY = dt.date(2026, 11, 20)
BEYOND = Decision(id="d", text="Fund a place", is_within_authority=False, authoriser="Sara Boyd")
NEXT = dt.date(2026, 12, 11)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def child_id(desk: Desk) -> str:
    return enter_kai(desk, is_in_need=True)


def live(desk: Desk, child_id: str, form_id: str = "care-team", **parts: object) -> str:
    meeting_id = prepare(desk, child_id, form_id, TODAY, **parts)
    start(desk, meeting_id)
    return meeting_id


def ids(desk: Desk, meeting_id: str) -> set[str]:
    return {each.id for each in value_of(desk, meeting_id).follow_ups}


@pytest.mark.rule("chair.decision-authority")
def test_an_authorisation_is_listed_at_the_end_and_done_by_name_and_day_only(
    desk: Desk, child_id: str
) -> None:
    meeting_id = live(desk, child_id, decisions=(BEYOND,))
    end(desk, meeting_id)
    (line,) = [each for each in follow_up_lines(desk, meeting_id) if each.follow_up.is_authorisation]
    assert (line.follow_up.owner, line.follow_up.made_on) == ("Sara Boyd", TODAY)
    with pytest.raises(InvalidDetail):
        mark_done(desk, meeting_id, line.follow_up.id, TODAY)
    with pytest.raises(InvalidDetail):
        mark_done(desk, meeting_id, line.follow_up.id, TODAY + dt.timedelta(days=2), "Sara Boyd")
    assert follow_up_lines(desk, meeting_id)[0].follow_up.is_open()
    mark_done(desk, meeting_id, line.follow_up.id, TODAY, "Sara Boyd, service manager")
    done = follow_up_lines(desk, meeting_id)[-1].follow_up
    assert (done.done_on, done.done_by) == (TODAY, "Sara Boyd, service manager")
    assert desk.meeting(meeting_id).undo_label() == "set follow-up"
    reopen(desk, meeting_id, done.id)
    assert follow_up_lines(desk, meeting_id)[0].follow_up.is_open()


def test_ending_twice_lists_nothing_twice_and_undo_takes_the_list_with_the_end(
    desk: Desk, child_id: str
) -> None:
    meeting_id = live(desk, child_id, decisions=(BEYOND,))
    end(desk, meeting_id)
    listed = ids(desk, meeting_id)
    add_follow_up(desk, meeting_id, "Ring the dentist", "Tess Hill", NEXT)
    mark_done(desk, meeting_id, "authorise.d", TODAY, "Sara Boyd")
    take_up_again(desk, meeting_id)
    end(desk, meeting_id)
    assert len(value_of(desk, meeting_id).follow_ups) == len(listed) + 1
    assert not next(
        each for each in value_of(desk, meeting_id).follow_ups if each.id == "authorise.d"
    ).is_open()
    desk.meeting(meeting_id).undo()
    assert value_of(desk, meeting_id).facts.stage is Stage.LIVE


@pytest.mark.rule("after.plan-3-working-days")
def test_leaving_the_child_or_a_parent_out_of_the_plans_copies_needs_a_reason(
    desk: Desk, child_id: str
) -> None:
    meeting_id = live(desk, child_id, "inter-agency-planning")
    end(desk, meeting_id)
    (plan,) = [
        each for each in follow_up_lines(desk, meeting_id) if each.follow_up.follow_up == "childs-plan"
    ]
    with pytest.raises(InvalidDetail, match="Kai Avery"):
        mark_done(desk, meeting_id, plan.follow_up.id, TODAY)
    with pytest.raises(InvalidDetail):
        close_with_reason(desk, meeting_id, plan.parts[0].follow_up.id, " ")
    for part in plan.parts:
        close_with_reason(desk, meeting_id, part.follow_up.id, "Contrary to his interests now.")
    mark_done(desk, meeting_id, plan.follow_up.id, TODAY)
    (plan,) = [
        each for each in follow_up_lines(desk, meeting_id) if each.follow_up.follow_up == "childs-plan"
    ]
    assert plan.follow_up.done_by == "Priya Nair"
    assert plan.parts[0].follow_up.closed_because == "Contrary to his interests now."


def test_closing_the_whole_closes_what_is_open_of_it(desk: Desk, child_id: str) -> None:
    meeting_id = live(desk, child_id, "inter-agency-planning")
    end(desk, meeting_id)
    close_with_reason(desk, meeting_id, "childs-plan", "The family moved away.")
    assert not [
        each
        for each in value_of(desk, meeting_id).follow_ups
        if each.part_of == "childs-plan" and each.is_open()
    ]


def test_what_one_added_can_be_removed_and_what_the_form_lists_can_not(desk: Desk, child_id: str) -> None:
    meeting_id = live(desk, child_id, decisions=(BEYOND,))
    end(desk, meeting_id)
    with pytest.raises(InvalidDetail):
        add_follow_up(desk, meeting_id, " ")
    add_follow_up(desk, meeting_id, "Ring the dentist", "Tess Hill", dt.date(2026, 11, 1))
    own = next(each for each in follow_up_lines(desk, meeting_id) if not each.follow_up.follow_up)
    assert own.is_late
    assert own.follow_up.owner_id == "tess"
    remove_follow_up(desk, meeting_id, own.follow_up.id)
    with pytest.raises(InvalidDetail):
        remove_follow_up(desk, meeting_id, "authorise.d")


def test_where_the_authority_wants_it_nothing_is_sent_before_a_manager_approved(
    desk: Desk, child_id: str
) -> None:
    desk.procedure = replace(desk.procedure, authority=replace(desk.procedure.authority, needs_approval=True))
    meeting_id = live(desk, child_id)
    end(desk, meeting_id)
    assert APPROVAL in ids(desk, meeting_id)
    with pytest.raises(NotApprovedYet, match="manager"):
        mark_sent(desk, meeting_id, "tess", TODAY)
    close_with_reason(desk, meeting_id, APPROVAL, "No manager here.")
    with pytest.raises(NotApprovedYet):
        mark_sent(desk, meeting_id, "tess", TODAY)
    mark_done(desk, meeting_id, APPROVAL, TODAY, "Rachel Moss")
    mark_sent(desk, meeting_id, "tess", TODAY)
    assert value_of(desk, meeting_id).copies[-1].sent_on == TODAY


@pytest.mark.rule("after.distribute-care-team")
@pytest.mark.parametrize("form_id", ["care-team", "core-group"])
def test_without_the_manager_the_record_is_not_distributed(form_id: str, desk: Desk, child_id: str) -> None:
    meeting_id = sign(desk, child_id, form_id)
    for person in value_of(desk, meeting_id).attendees:
        if person.id != "rachel":
            mark_sent(desk, meeting_id, person.id, TODAY)

    def is_done() -> bool:
        meeting = value_of(desk, meeting_id)
        return copies_progress(meeting, desk.form_of(meeting), desk.procedure.roles).is_done()

    assert not is_done()
    with pytest.raises(InvalidDetail, match="gets every record"):
        decide_copy(desk, meeting_id, "rachel", CopyKind.NONE, "Has no time")
    mark_sent(desk, meeting_id, "rachel", TODAY)
    assert is_done()
    assert handover(desk, meeting_id).missing == ()


@pytest.mark.rule("after.distribute-care-team")
def test_the_manager_stands_on_the_list_though_nobody_thought_of_them(desk: Desk, child_id: str) -> None:
    without = tuple(
        each for each in value_of(desk, prepare(desk, child_id, "care-team")).attendees if each.id != "rachel"
    )
    meeting_id = live(desk, child_id, attendees=without)
    end(desk, meeting_id)
    rachel = value_of(desk, meeting_id).attendee("rachel")
    assert rachel is not None
    assert (rachel.copy_kind, rachel.is_invited) == (CopyKind.PROFESSIONAL, False)
    file = desk.child(child_id)
    file.perform(change(next(each for each in file.value.people if each.id == "rachel"), has_left=True))
    nobody = live(desk, child_id, attendees=without)
    end(desk, nobody)
    added = value_of(desk, nobody).attendees[-1]
    assert (added.name, added.role_id) == ("Team manager", "team-manager")


@pytest.mark.rule("record.care-team-next-meeting")
@pytest.mark.parametrize("form_id", ["care-team", "core-group"])
def test_the_next_meeting_is_prepared_once_and_follows_what_was_agreed(
    form_id: str, desk: Desk, child_id: str
) -> None:
    meeting_id = live(desk, child_id, form_id)
    wanted = replace(
        next_meeting_of(value_of(desk, meeting_id)), date=NEXT, starts_at=dt.time(15, 30), venue="Hill School"
    )
    set_next_meeting(desk, meeting_id, wanted)
    end(desk, meeting_id)
    (agreed,) = value_of(desk, meeting_id).next_meetings
    following = value_of(desk, agreed.meeting_id).facts
    assert (following.form_id, following.stage) == (form_id, Stage.PREPARED)
    assert (following.date, following.starts_at, following.venue) == (NEXT, dt.time(15, 30), "Hill School")
    assert following.is_first is False
    take_up_again(desk, meeting_id)
    moved = NEXT + dt.timedelta(days=7)
    set_next_meeting(desk, meeting_id, replace(agreed, date=moved))
    end(desk, meeting_id)
    assert value_of(desk, agreed.meeting_id).facts.date == moved
    prepared = [line for line in desk.wait(desk.store.meetings_of(child_id)) if line.stage is Stage.PREPARED]
    assert [line.id for line in prepared] == [agreed.meeting_id]


@pytest.mark.rule("record.care-team-next-meeting")
def test_a_next_meeting_that_is_withdrawn_is_cancelled_while_nobody_held_it(
    desk: Desk, child_id: str
) -> None:
    meeting_id = live(desk, child_id)
    agreed = replace(next_meeting_of(value_of(desk, meeting_id)), date=NEXT)
    set_next_meeting(desk, meeting_id, agreed)
    end(desk, meeting_id)
    first = value_of(desk, meeting_id).next_meetings[0].meeting_id
    set_next_meeting(
        desk,
        meeting_id,
        replace(value_of(desk, meeting_id).next_meetings[0], date=None, none_because="Moved away"),
    )
    follow_next_meeting(desk, meeting_id)
    assert value_of(desk, first).facts.stage is Stage.CANCELLED
    assert value_of(desk, meeting_id).next_meetings[0].meeting_id == ""
    set_next_meeting(desk, meeting_id, replace(value_of(desk, meeting_id).next_meetings[0], date=NEXT))
    follow_next_meeting(desk, meeting_id)
    second = value_of(desk, meeting_id).next_meetings[0].meeting_id
    assert second != first
    assert value_of(desk, second).facts.date == NEXT


@pytest.mark.rule("record.care-team-next-meeting")
def test_with_no_further_meeting_none_is_made(desk: Desk, child_id: str) -> None:
    meeting_id = live(desk, child_id)
    set_next_meeting(
        desk, meeting_id, NextMeeting(id=f"next-{meeting_id}", none_because="The plan has ended.")
    )
    end(desk, meeting_id)
    assert not [line for line in desk.wait(desk.store.meetings_of(child_id)) if line.stage is Stage.PREPARED]
    case = live(desk, child_id, "case-discussion")
    set_next_meeting(desk, case, NextMeeting(id=f"next-{case}", date=NEXT))
    end(desk, case)
    assert not [line for line in desk.wait(desk.store.meetings_of(child_id)) if line.stage is Stage.PREPARED]


def test_after_a_planning_meeting_the_first_care_team_meeting_is_prepared(desk: Desk, child_id: str) -> None:
    meeting_id = live(desk, child_id, "inter-agency-planning")
    set_next_meeting(desk, meeting_id, NextMeeting(id=f"next-{meeting_id}", date=dt.date(2026, 12, 1)))
    end(desk, meeting_id)
    following = value_of(desk, value_of(desk, meeting_id).next_meetings[0].meeting_id)
    assert following.facts.form_id == "care-team"
    assert following.facts.is_first


@pytest.mark.rule("record.manager-oversight")
def test_a_managers_comment_stands_beside_the_finished_record(desk: Desk, child_id: str) -> None:
    meeting_id = sign(desk, child_id, "care-team")
    record_comment(desk, meeting_id, "Who looks after his teeth?", "Rachel Moss", "Team manager")
    (comment,) = value_of(desk, meeting_id).comments
    assert (comment.by, comment.on) == ("Rachel Moss", TODAY)
    with pytest.raises(InvalidDetail):
        record_comment(desk, live(desk, child_id), "Too early", "Rachel Moss")


@pytest.mark.rule("after.iro-consulted")
@pytest.mark.parametrize("form_id", ["cla-standard", "cla-specific-issue"])
def test_the_officer_has_a_name_and_a_text_that_names_no_child(
    form_id: str, desk: Desk, child_id: str
) -> None:
    from cpm_desktop.domain.child import Person  # noqa: PLC0415 - only this test needs it
    from cpm_desktop.domain.commands import Record  # noqa: PLC0415 - the same

    iro = Person(id="iro", name="Ines Ward", role="IRO", role_id="independent-reviewing-officer")
    desk.child(child_id).perform(Record(entity=iro))
    meeting_id = sign(desk, child_id, form_id, facts={"officer_needed": True})
    standing = handover(desk, meeting_id)
    assert standing.officer_due
    assert standing.officer == "Ines Ward"
    assert standing.officer_text.startswith("Ines Ward – at the ")
    assert "16 November 2026" in standing.officer_text
    assert "Avery" not in standing.officer_text


def test_what_nobody_has_to_authorise_any_more_is_not_listed_once_signed(desk: Desk, child_id: str) -> None:
    meeting_id = live(desk, child_id, "case-discussion", decisions=(BEYOND,))
    end(desk, meeting_id)
    assert ids(desk, meeting_id) == {"authorise.d"}
    editing = desk.meeting(meeting_id)
    editing.perform(change(editing.value.decisions[0], is_within_authority=True, authoriser=""))
    editing.perform(LockRecord(signing=Signing(id="s"), follow_ups=follow_ups_now(desk, meeting_id)))
    assert ids(desk, meeting_id) == set()
