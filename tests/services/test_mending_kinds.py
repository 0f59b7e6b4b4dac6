"""What the kinds of meeting owe beside the standard one is settled where it is listed."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from cpm_desktop.domain.captures import Decision, DecisionKind, Disclosure
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.errors import CarePlanningError, InvalidDetail
from cpm_desktop.domain.forms import CheckKind
from cpm_desktop.domain.meeting import PREPARATION, WAIVER, Meeting, PaperState
from cpm_desktop.domain.meeting_dates import MEETING_DATE
from cpm_desktop.domain.readiness import Debt, Mend
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.capturing import choose_matter, keep_capture
from cpm_desktop.services.closing import end, owed
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import DateRefused, start
from cpm_desktop.services.item_work import answer, preparation_questions, questions_of, waiver_questions
from cpm_desktop.services.meeting_days import remarks_now, say_why_day
from cpm_desktop.services.mend_fields import MendKind, field_for
from cpm_desktop.services.mending import Value, mend

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def call(desk: Desk, child_id: str) -> Callable[[str], str]:
    def started(form_id: str) -> str:
        identifier = new_meeting(desk, child_id, form_id, DAY, dt.time(14))
        start(desk, identifier)
        return identifier

    return started


def held(desk: Desk, identifier: str) -> Meeting:
    return desk.meeting(identifier).value


def debt_of(desk: Desk, identifier: str, kind: CheckKind, mends: Mend, words: str = "") -> Debt:
    return next(
        debt
        for debt in owed(desk, identifier).debts
        if debt.check is kind and debt.mend is mends and words in debt.sentence
    )


def settle(desk: Desk, identifier: str, debt: Debt, value: Value) -> None:
    mend(desk, identifier, debt, value)
    assert debt.key not in [other.key for other in owed(desk, identifier).debts]


@pytest.mark.rule("prepare.legal-documents")
def test_a_paper_is_missing_with_a_reason_and_a_date(desk: Desk, call: Callable[[str], str]) -> None:
    legal, kind = call("legal"), CheckKind.PAPERS_READY
    debt = debt_of(desk, legal, kind, Mend.SAY_IF_PAPER_IS_HERE)
    assert field_for(desk, legal, debt).kind is MendKind.CHOICE
    settle(desk, legal, debt, PaperState.MISSING.value)
    why = debt_of(desk, legal, kind, Mend.ADD_REASON)
    assert field_for(desk, legal, why).label == "Why it is missing"
    settle(desk, legal, why, "The panel meets on Friday")
    due = debt_of(desk, legal, kind, Mend.ADD_DATE)
    assert field_for(desk, legal, due).kind is MendKind.DATE
    settle(desk, legal, due, dt.date(2026, 12, 4))
    paper = next(one for one in held(desk, legal).papers if one.id == debt.place.id)
    assert (paper.note, paper.due) == ("The panel meets on Friday", dt.date(2026, 12, 4))


def test_a_paper_that_is_not_on_the_list_comes_onto_it(desk: Desk, call: Callable[[str], str]) -> None:
    legal = call("legal")
    title = held(desk, legal).papers[0].title
    others = held(desk, legal).papers[1:]
    assert title not in [paper.title for paper in others]
    debt = dataclasses.replace(
        debt_of(desk, legal, CheckKind.PAPERS_READY, Mend.SAY_IF_PAPER_IS_HERE), detail="Paper"
    )
    place = dataclasses.replace(debt.place, id="A new assessment")
    mend(desk, legal, dataclasses.replace(debt, place=place), PaperState.SEEN.value)
    added = held(desk, legal).papers[-1]
    assert (added.title, added.state) == ("A new assessment", PaperState.SEEN)


@pytest.mark.rule("prepare.own-agency-first")
def test_the_preparation_is_answered_at_the_close_with_its_note(
    desk: Desk, call: Callable[[str], str]
) -> None:
    multi, kind = call("multi-agency"), CheckKind.PREPARATION_ANSWERED
    asked = debt_of(desk, multi, kind, Mend.ANSWER_QUESTION, "our own agency can do")
    assert [key for key, _ in field_for(desk, multi, asked).options] == ["yes", "no", "n/a"]
    settle(desk, multi, asked, "n/a")
    note = debt_of(desk, multi, kind, Mend.ADD_NOTE, "our own agency can do")
    assert field_for(desk, multi, note).label == "What it can do, and what it cannot"
    settle(desk, multi, note, "Everything we have was tried")
    given = next(one for one in held(desk, multi).answers if one.question == "own-agency-considered")
    assert (given.item, given.value, given.note) == (PREPARATION, "n/a", "Everything we have was tried")


@pytest.mark.rule("record.powers")
def test_a_matter_beyond_the_powers_makes_a_recommendation(desk: Desk, call: Callable[[str], str]) -> None:
    planning = call("inter-agency-planning")
    keep_capture(desk, planning, Decision(id="d", text="Kai comes into care", reason="No other way"))
    debt = debt_of(desk, planning, CheckKind.DECISION_MATTER, Mend.CHOOSE_MATTER)
    assert ("looked-after", "The child becomes looked after") in field_for(desk, planning, debt).options
    settle(desk, planning, debt, "looked-after")
    (decision,) = held(desk, planning).decisions
    assert (decision.decision_kind, decision.authoriser) == (DecisionKind.RECOMMENDATION, "Service manager")
    assert decision.is_within_authority is False
    wanted = dataclasses.replace(decision, decision_kind=DecisionKind.DECISION, is_within_authority=True)
    keep_capture(desk, planning, wanted)
    assert held(desk, planning).decisions[0].decision_kind is DecisionKind.RECOMMENDATION


def test_a_decision_that_slipped_past_the_powers_is_turned_at_the_close(
    desk: Desk, call: Callable[[str], str]
) -> None:
    planning = call("inter-agency-planning")
    decided = Decision(id="d", text="Kai gets a place", reason="He needs it", matter="resources")
    desk.meeting(planning).perform(Record(entity=decided))
    debt = debt_of(desk, planning, CheckKind.DECISION_MATTER, Mend.MAKE_RECOMMENDATION)
    assert field_for(desk, planning, debt).kind is MendKind.PRESS
    settle(desk, planning, debt, "yes")
    name = debt_of(desk, planning, CheckKind.DECISION_MATTER, Mend.NAME_AUTHORISER)
    settle(desk, planning, name, "Head of resources")
    choose_matter(desk, planning, "d", "plan")
    assert held(desk, planning).decisions[0].matter == "plan"


def test_the_care_team_is_named_and_each_members_part_said(desk: Desk, call: Callable[[str], str]) -> None:
    planning, kind = call("inter-agency-planning"), CheckKind.CARE_TEAM_NAMED
    debt = debt_of(desk, planning, kind, Mend.NAME_CARE_TEAM)
    field = field_for(desk, planning, debt)
    assert field.kind is MendKind.CHOICES
    chosen = tuple(key for key, text in field.options if "teacher" in text)
    with pytest.raises(InvalidDetail):
        mend(desk, planning, debt, ())
    settle(desk, planning, debt, chosen)
    part = debt_of(desk, planning, kind, Mend.ADD_DETAIL)
    settle(desk, planning, part, "Keeps school going")
    members = [one for one in held(desk, planning).attendees if one.is_care_team_member]
    assert [one.care_team_role for one in members] == ["Keeps school going"]


@pytest.mark.rule("attend.care-team")
def test_a_care_team_named_only_once_the_meeting_is_over_is_written_to_the_file(
    desk: Desk, call: Callable[[str], str], child_id: str
) -> None:
    planning, kind = call("inter-agency-planning"), CheckKind.CARE_TEAM_NAMED
    end(desk, planning)
    worker = next(one for one in desk.child(child_id).value.people if one.role_id == "social-worker")
    desk.child(child_id).perform(change(worker, is_care_team_member=True))  # meanwhile, on the file
    debt = debt_of(desk, planning, kind, Mend.NAME_CARE_TEAM)
    chosen = tuple(key for key, text in field_for(desk, planning, debt).options if "teacher" in text)
    settle(desk, planning, debt, chosen)
    settle(desk, planning, debt_of(desk, planning, kind, Mend.ADD_DETAIL), "Keeps school going")
    team = {
        one.role_id: one.care_team_role
        for one in desk.child(child_id).value.people
        if one.is_care_team_member
    }
    assert team == {"social-worker": "", "designated-teacher": "Keeps school going"}


def test_who_was_told_of_a_disclosure_and_when(desk: Desk, call: Callable[[str], str]) -> None:
    multi, kind = call("multi-agency"), CheckKind.DISCLOSURE_TOLD
    desk.meeting(multi).perform(Record(entity=Disclosure(id="x", words="He hit me.")))
    settle(desk, multi, debt_of(desk, multi, kind, Mend.SAY_WHO_WAS_TOLD), "Rachel Whitmore")
    when = debt_of(desk, multi, kind, Mend.ADD_DATE)
    assert field_for(desk, multi, when).kind is MendKind.MOMENT
    settle(desk, multi, when, dt.datetime(2026, 11, 24, 15, 30))  # noqa: DTZ001 - as the clock on the wall showed it
    (told,) = held(desk, multi).disclosures
    assert told.told_at == dt.datetime(2026, 11, 24, 15, 30, tzinfo=dt.UTC)


@pytest.mark.rule("record.recorder")
def test_the_recorder_is_chosen(desk: Desk, call: Callable[[str], str]) -> None:
    team = call("care-team")
    desk.meeting(team).perform(change(held(desk, team).facts, recorder=""))
    debt = debt_of(desk, team, CheckKind.RECORDER_NAMED, Mend.CHOOSE_RECORDER)
    who = field_for(desk, team, debt).options[0][0]
    settle(desk, team, debt, who)
    assert held(desk, team).facts.recorder == who


@pytest.mark.rule("after.copy-for-each-reader")
def test_after_a_placement_order_every_copy_is_decided_again(desk: Desk, child_id: str) -> None:
    child = desk.child(child_id)
    child.perform(change(child.value.child, placement_order_on=dt.date(2026, 11, 2)))
    decided = next(one for one in child.value.people if one.name == "Dana Avery")
    child.perform(change(decided, copy_decided_on=dt.date(2026, 11, 1)))
    identifier = new_meeting(desk, child_id, "cla-standard", DAY, dt.time(14))
    start(desk, identifier)
    words = "Dana Avery’s copy was decided before the placement order"
    debt = debt_of(desk, identifier, CheckKind.COPIES_DECIDED, Mend.DECIDE_COPY, words)
    settle(desk, identifier, debt, "family")
    fresh = next(one for one in child.value.people if one.name == "Joy Okafọ̀")
    desk.meeting(identifier).perform(
        change(
            next(one for one in held(desk, identifier).attendees if one.id == fresh.id),
            copy_decided_on=dt.date(2026, 11, 2),
        )
    )
    assert not [debt for debt in owed(desk, identifier).debts if "Joy Okafọ̀’s copy was" in debt.sentence]


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
def test_a_meeting_on_the_day_of_filing_starts_only_with_a_reason(desk: Desk, child_id: str) -> None:
    child = desk.child(child_id)
    child.perform(change(child.value.child, filing_on=DAY))
    identifier = new_meeting(desk, child_id, "final-care-plan", DAY, dt.time(14))
    with pytest.raises(DateRefused, match="record why it has to be this one") as refused:
        start(desk, identifier)
    remark = refused.value.remark
    assert remark.check.checked == MEETING_DATE
    say_why_day(desk, identifier, remark.key, "The court brought the filing forward.")
    start(desk, identifier)
    (kept,) = [one for one in remarks_now(desk, held(desk, identifier)) if one.key == remark.key]
    assert (kept.is_refused, kept.reason) == (False, "The court brought the filing forward.")
    settled = owed(desk, identifier).in_order
    assert ("The court brought the filing forward.",) in [entry.reasons for entry in settled]


def test_several_options_and_a_note_are_kept_in_one_answer(desk: Desk, child_id: str) -> None:
    legal = new_meeting(desk, child_id, "legal", DAY, dt.time(14))
    several = next(
        one for one in preparation_questions(desk, held(desk, legal)) if "choices" in one.question.kind
    )
    chosen = "\n".join(key for key, _ in several.question.options[:2])
    answer(desk, legal, PREPARATION, several.question.id, chosen, note="As the manager said")
    again = {one.question.id: one for one in preparation_questions(desk, held(desk, legal))}
    shown = again[several.question.id]
    assert (shown.value, shown.note, shown.item) == (chosen, "As the manager said", PREPARATION)
    answer(desk, legal, PREPARATION, several.question.id, "")
    assert held(desk, legal).answers[0].note == "As the manager said", "what was typed stays"
    answer(desk, legal, PREPARATION, several.question.id, "", note="")
    assert held(desk, legal).answers == ()


def test_the_waivers_questions_are_asked_for_its_record(desk: Desk, child_id: str) -> None:
    planning = new_meeting(desk, child_id, "inter-agency-planning", DAY, dt.time(14))
    asked = waiver_questions(desk, held(desk, planning))
    assert {one.item for one in asked} == {WAIVER}
    assert "grounds" in [one.question.id for one in asked]
    legal = new_meeting(desk, child_id, "legal", DAY, dt.time(14))
    assert waiver_questions(desk, held(desk, legal)) == ()


def test_each_member_of_the_care_team_is_asked(desk: Desk, call: Callable[[str], str], child_id: str) -> None:
    team = call("care-team")
    item = desk.form_of(held(desk, team)).item("roles")
    assert item is not None
    teacher = next(one for one in held(desk, team).attendees if "teacher" in one.role.casefold())
    desk.meeting(team).perform(change(teacher, is_care_team_member=True))
    asked = [one.about for one in questions_of(desk, held(desk, team), item) if one.about]
    assert asked == [teacher.name]
    assert child_id


def test_nothing_entered_settles_nothing(desk: Desk, call: Callable[[str], str]) -> None:
    legal = call("legal")
    debt = debt_of(desk, legal, CheckKind.PAPERS_READY, Mend.SAY_IF_PAPER_IS_HERE)
    with pytest.raises(CarePlanningError, match="Fill this in first"):
        mend(desk, legal, debt, " ")
