"""What a meeting hears of before it begins: earlier answers, comments, conclusions, what is reconvened."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Audience, Decision
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import AgendaItem
from cpm_desktop.domain.handover import ManagerComment
from cpm_desktop.domain.meeting import WAIVER, Answer, CarriedItem
from cpm_desktop.services.addendum import record_comment
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.calling_again import reconvene
from cpm_desktop.services.carrying import brought_over, carried_items
from cpm_desktop.services.closing import end
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, start
from cpm_desktop.services.item_work import AskedQuestion, answer, questions_of
from cpm_desktop.services.siblings import add_sibling
from cpm_desktop.services.splitting import part_records
from tests.services.a_record import a_desk, enter_kai, hold, prepare, sign, value_of

BEFORE = dt.date(2026, 9, 1)
LATER = dt.date(2026, 10, 1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def child_id(desk: Desk) -> str:
    return enter_kai(desk, looked_after_since=dt.date(2026, 1, 5))


def said(item: str, question: str, value: str, note: str = "", subject: str = "") -> Answer:
    key = ".".join(part for part in (item, question, subject) if part)
    return Answer(id=key, item=item, question=question, subject=subject, value=value, note=note)


def asked(desk: Desk, meeting_id: str, question: str) -> AskedQuestion:
    meeting = value_of(desk, meeting_id)
    return next(
        each
        for item in agenda_items(desk, meeting)
        for each in questions_of(desk, meeting, item)
        if each.question.id == question
    )


def item_that_asks(desk: Desk, form_id: str, question: str) -> AgendaItem:
    form = desk.form(form_id)
    assert form is not None
    return next(item for item in form.agenda for each in item.questions if each.id == question)


def carried(desk: Desk, meeting_id: str) -> dict[str, CarriedItem]:
    return {item.id: item for item in carried_items(desk, value_of(desk, meeting_id))}


@pytest.mark.rule("record.family-group-conference")
@pytest.mark.parametrize("form_id", ["care-team", "core-group", "inter-agency-planning"])
def test_the_last_answer_about_a_family_group_conference_is_shown_each_time(
    form_id: str, desk: Desk, child_id: str
) -> None:
    question = "family-group-conference"
    planning = item_that_asks(desk, "inter-agency-planning", question)
    team = item_that_asks(desk, "care-team", question)
    answers = (said(planning.id, question, "later", "Ruth is ill."),)
    sign(desk, child_id, "inter-agency-planning", BEFORE, answers=answers)
    hold(desk, child_id, "care-team", LATER, answers=(said(team.id, question, "no", "Ruth said no."),))
    meeting_id = prepare(desk, child_id, form_id)
    assert not [item for item in brought_over(desk, value_of(desk, meeting_id)) if item.what == "answer"]
    shown = asked(desk, meeting_id, question).earlier
    assert " ".join(shown.split()) == "Last time, 1 October 2026: No. Reason: Ruth said no."
    start(desk, meeting_id)
    assert asked(desk, meeting_id, question).earlier == shown


@pytest.mark.rule("record.family-group-conference")
def test_the_last_answer_for_each_child_is_shown_and_goes_to_that_child_s_record(
    desk: Desk, child_id: str
) -> None:
    question = "family-group-conference"
    item = item_that_asks(desk, "care-team", question).id
    mia = add_child(desk, Child(id="", name="Mia Avery", known_as="Mia"))
    hold(desk, child_id, "care-team", LATER, answers=(said(item, question, "no", "Ruth said no."),))
    hold(desk, mia, "care-team", BEFORE, answers=(said(item, question, "later", "Lee is away."),))
    meeting_id = prepare(desk, child_id, "care-team")
    add_sibling(desk, meeting_id, mia)
    of_kai = "Last time, 1 October 2026: No. Reason: Ruth said no."
    of_mia = "Last time, 1 September 2026: Later. Reason: Lee is away."
    shown = " ".join(asked(desk, meeting_id, question).earlier.split())
    assert shown == f"{of_kai} Mia: {of_mia}"
    start(desk, meeting_id)
    assert " ".join(asked(desk, meeting_id, question).earlier.split()) == shown
    end(desk, meeting_id)
    (other,) = part_records(desk, meeting_id)
    for record, own in ((meeting_id, of_kai), (other, of_mia)):
        kept = desk.wait(desk.store.load_meeting(record))
        assert [one.child_id for one in kept.carried if one.what == "answer"] == [""]
        assert " ".join(asked(desk, record, question).earlier.split()) == own


@pytest.mark.rule("record.legal-threshold")
def test_after_the_gateway_the_earlier_threshold_is_shown_and_not_asked_again(
    desk: Desk, child_id: str
) -> None:
    question = "threshold-proceedings"
    item = item_that_asks(desk, "legal", question)
    answers = (said(item.id, question, "met", "Two injuries.", child_id),)
    sign(desk, child_id, "legal", BEFORE, answers=answers)
    meeting_id = prepare(desk, child_id, "legal")
    answer(desk, meeting_id, "preparation", "stage", "after")
    start(desk, meeting_id)
    again = asked(desk, meeting_id, question)
    assert again.is_only_shown
    assert " ".join(again.earlier.split()) == "Last time, 1 September 2026: Met. Reason: Two injuries."
    elsewhere = prepare(desk, child_id, "cla-standard")
    assert not [key for key in carried(desk, elsewhere) if question in key]


@pytest.mark.rule("prepare.waived-conclusions-to-care-team")
def test_the_conclusions_of_a_waived_assessment_come_to_the_next_care_team_once(
    desk: Desk, child_id: str
) -> None:
    conclusions = "He needs one school and one home."
    answers = (
        said(WAIVER, "grounds", "became-looked-after"),
        said(WAIVER, "conclusions-for-team", conclusions),
    )
    facts = {"is_waiver": True}
    sign(desk, child_id, "inter-agency-planning", BEFORE, answers=answers, facts=facts)
    meeting_id = prepare(desk, child_id, "care-team", LATER)
    titles = [item.title for item in agenda_items(desk, value_of(desk, meeting_id))]
    assert "The assessment’s conclusions" in titles
    start(desk, meeting_id)
    assert conclusions in asked(desk, meeting_id, "conclusions-for-team").earlier
    item = item_that_asks(desk, "care-team", "conclusions-used")
    hold(desk, child_id, "care-team", LATER, answers=(said(item.id, "conclusions-used", "One school."),))
    after = prepare(desk, child_id, "care-team")
    assert "The assessment’s conclusions" not in [
        each.title for each in agenda_items(desk, value_of(desk, after))
    ]


@pytest.mark.rule("prepare.waived-conclusions-to-care-team")
def test_a_waiver_on_another_ground_brings_nothing_to_the_care_team(desk: Desk, child_id: str) -> None:
    answers = (said(WAIVER, "grounds", "universal"),)
    sign(desk, child_id, "inter-agency-planning", BEFORE, answers=answers, facts={"is_waiver": True})
    meeting_id = prepare(desk, child_id, "care-team")
    assert "The assessment’s conclusions" not in [
        item.title for item in agenda_items(desk, value_of(desk, meeting_id))
    ]


@pytest.mark.rule("kind.reconvened-is-linked")
@pytest.mark.parametrize("form_id", ["inter-agency-planning", "legal"])
def test_a_reconvened_meeting_starts_from_what_the_first_one_decided(
    form_id: str, desk: Desk, child_id: str
) -> None:
    decisions = (
        Decision(id="d1", text="Kai stays with Joy", reason="He asked to."),
        Decision(id="d2", text="for the file", audience=Audience.FILE_ONLY),
    )
    first = sign(desk, child_id, form_id, BEFORE, decisions=decisions)
    again = reconvene(desk, first, "Joy gave notice.")
    found = carried(desk, again)
    assert (found["d1"].what, found["d1"].text, found["d1"].source_on) == (
        "decision",
        "Kai stays with Joy",
        BEFORE,
    )
    assert found["d2"].audience is Audience.FILE_ONLY
    assert value_of(desk, again).facts.reconvenes == first
    assert value_of(desk, again).facts.reconvened_because == "Joy gave notice."
    assert "d1" not in carried(desk, prepare(desk, child_id, form_id))


@pytest.mark.rule("record.manager-oversight", "after.distribute-care-team")
def test_what_the_manager_raised_comes_up_at_the_next_meeting_once(desk: Desk, child_id: str) -> None:
    finished = sign(desk, child_id, "care-team", BEFORE)
    raised = record_comment(desk, finished, "Who looks after his teeth?", "Rachel Moss", "Team manager")
    private = record_comment(
        desk, finished, "For us alone", "Rachel Moss", "Team manager", is_management_only=True
    )
    found = carried(desk, prepare(desk, child_id, "core-group"))
    assert found[raised.id].what == "comment"
    assert found[raised.id].text == "Who looks after his teeth?"
    assert found[raised.id].owner == "Rachel Moss, Team manager"
    assert private.id not in found
    assert raised.id not in carried(desk, prepare(desk, child_id, "cla-standard"))
    heard = prepare(desk, child_id, "care-team")
    start(desk, heard)
    assert raised.id in carried(desk, heard)
    assert raised.id not in carried(desk, prepare(desk, child_id, "care-team"))


@pytest.mark.rule("record.manager-oversight")
def test_a_comment_on_a_record_that_keeps_to_itself_stays_there(desk: Desk, child_id: str) -> None:
    comment = ManagerComment(id="c", text="SECRET", by="Rachel Moss")
    sign(desk, child_id, "case-discussion", BEFORE, comments=(comment,))
    assert "c" not in carried(desk, prepare(desk, child_id, "care-team"))


@pytest.mark.rule("chair.care-team")
def test_whoever_was_agreed_to_chair_is_proposed(desk: Desk, child_id: str) -> None:
    item = item_that_asks(desk, "care-team", "future-chairing")
    hold(desk, child_id, "care-team", BEFORE, answers=(said(item.id, "future-chairing", "rachel"),))
    following = new_meeting(desk, child_id, "care-team", None, None)
    assert value_of(desk, following).facts.chair == "rachel"


def test_an_answer_for_the_file_stays_there_when_it_is_shown_again(desk: Desk, child_id: str) -> None:
    form = desk.form("care-team")
    assert form is not None
    for item in form.agenda:
        for question in item.questions:
            if question.is_carried:
                hold(desk, child_id, "care-team", BEFORE, answers=(said(item.id, question.id, "x"),))
    found = carried(desk, prepare(desk, child_id, "care-team"))
    kept = {each.id: each.is_for_file for item in form.agenda for each in item.questions}
    shown = [item for item in found.values() if item.what == "answer"]
    assert shown
    for each in shown:
        assert (each.audience is Audience.FILE_ONLY) == kept[each.id.split(".")[1]]
