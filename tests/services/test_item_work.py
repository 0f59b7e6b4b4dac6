"""Questions, what was carried over, parking and leaving out, and the next meeting."""

import dataclasses
import datetime as dt
import re

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Participation, Presence
from cpm_desktop.domain.captures import Status
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.forms import Looks, QuestionKind
from cpm_desktop.domain.meeting import ItemState, Meeting
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_by
from cpm_desktop.services.capturing import capture_line
from cpm_desktop.services.date_reading import date_reader, readers_by_looks
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.getting_ready import tasks
from cpm_desktop.services.holding import start
from cpm_desktop.services.item_work import (
    answer,
    discuss_after_all,
    go_to_next,
    leave_out,
    next_meeting_of,
    note_no_disagreement,
    note_no_unmet_need,
    outcome_of,
    park,
    participants_of,
    questions_of,
    review_carried,
    set_next_meeting,
    set_participation,
    to_review,
)
from cpm_desktop.services.soft_checks import soft_checks


@pytest.fixture
def live(desk: Desk, meeting_id: str) -> str:
    start(desk, meeting_id)
    return meeting_id


def held(desk: Desk, meeting_id: str) -> Meeting:
    return desk.meeting(meeting_id).value


def asked(desk: Desk, meeting_id: str, item: str) -> list[tuple[str, str, str]]:
    meeting = held(desk, meeting_id)
    found = desk.form_of(meeting).item(item)
    assert found is not None
    return [(one.question.id, one.about, one.value) for one in questions_of(desk, meeting, found)]


def test_an_answer_opens_and_closes_the_questions_that_hang_on_it(desk: Desk, live: str) -> None:
    before = asked(desk, live, "changes")
    answer(desk, live, "changes", "significant-event", "yes")
    assert len(asked(desk, live, "changes")) == len(before) + 1
    answer(desk, live, "changes", "significant-event", "")
    assert asked(desk, live, "changes") == before
    assert held(desk, live).answers == ()


@pytest.mark.rule("attend.family-as-partners")
def test_a_question_for_each_parent_is_asked_of_each(desk: Desk, live: str) -> None:
    names = [about for _, about, _ in asked(desk, live, "family-views")]
    assert names == ["Dana Avery", "Tom Avery"]
    tom = next(one for one in held(desk, live).attendees if one.name == "Tom Avery")
    answer(desk, live, "family-views", "parent-agrees", "disagrees", tom.id)
    assert [value for _, _, value in asked(desk, live, "family-views")] == ["", "disagrees"]


@pytest.mark.rule("record.previous-actions")
def test_what_became_of_an_action_is_said_once_and_changed(desk: Desk, live: str) -> None:
    thing = to_review(held(desk, live))[0]
    review_carried(desk, live, thing.id, status=Status.NOT_DONE, note="No answer")
    review_carried(desk, live, thing.id, status=Status.IN_PROGRESS, escalated_to="Rachel Whitmore")
    outcomes = held(desk, live).outcomes
    assert [(one.status, one.note, one.escalated_to) for one in outcomes] == [
        (Status.IN_PROGRESS, "", "Rachel Whitmore")
    ]
    assert outcome_of(held(desk, live), thing.id) == outcomes[0]


def test_what_was_only_fed_back_asks_for_nothing(desk: Desk, live: str) -> None:
    assert {thing.what for thing in to_review(held(desk, live))} == {"action"}
    assert len(held(desk, live).carried) == len(to_review(held(desk, live))) + 1


def test_a_parked_item_comes_back_after_the_last(desk: Desk, live: str) -> None:
    first = held(desk, live).facts.current_item
    park(desk, live, first)
    assert held(desk, live).progress_of(first).state is ItemState.PARKED
    came = []
    while (item := go_to_next(desk, live)) is not None:
        came.append(item.id)
    assert came[-1] == first


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_an_item_left_out_can_be_taken_up_again(desk: Desk, live: str) -> None:
    leave_out(desk, live, "identity", "Kai asked to leave it")
    progress = held(desk, live).progress_of("identity")
    assert (progress.state, progress.reason) == (ItemState.NOT_DISCUSSED, "Kai asked to leave it")
    discuss_after_all(desk, live, "identity")
    assert held(desk, live).progress_of("identity").state is ItemState.TO_COME


@pytest.mark.rule("record.unresolved-disagreement", "record.unmet-need")
def test_none_voiced_and_none_named_are_noted_and_taken_back(desk: Desk, live: str) -> None:
    note_no_disagreement(desk, live, "disagreements", is_none=True)
    note_no_unmet_need(desk, live, "unmet-needs", is_none=True)
    assert held(desk, live).progress_of("disagreements").no_disagreement_at is not None
    assert held(desk, live).progress_of("unmet-needs").no_unmet_need_at is not None
    note_no_disagreement(desk, live, "disagreements", is_none=False)
    assert held(desk, live).progress_of("disagreements").no_disagreement_at is None


def test_how_somebody_took_part_is_kept_with_the_reason(desk: Desk, live: str) -> None:
    tom = next(one for one in participants_of(desk, held(desk, live)) if one.name == "Tom Avery")
    set_participation(desk, live, tom.id, Participation.NOT_ASKED, "Number not in service")
    tom = next(one for one in held(desk, live).attendees if one.id == tom.id)
    assert (tom.participation, tom.participation_note) == (Participation.NOT_ASKED, "Number not in service")


def test_the_next_meeting_is_kept(desk: Desk, live: str) -> None:
    wanted = dataclasses.replace(next_meeting_of(held(desk, live)), date=dt.date(2027, 1, 26), venue="Here")
    set_next_meeting(desk, live, wanted)
    assert next_meeting_of(held(desk, live)).date == dt.date(2027, 1, 26)


def test_a_typed_line_becomes_what_its_sign_says(desk: Desk, live: str) -> None:
    for line in (
        "@PN book it by 18 Dec",
        "= Kai chooses because he asked",
        "? Help with sleep",
        "x Saturdays",
    ):
        capture_line(desk, live, "health", line)
    meeting = held(desk, live)
    assert (meeting.actions[0].owner, meeting.actions[0].due) == ("Priya Nair", dt.date(2026, 12, 18))
    assert (meeting.decisions[0].text, meeting.decisions[0].reason) == ("Kai chooses", "he asked")
    assert meeting.unmet_needs[0].need == "Help with sleep"
    assert meeting.disagreements[0].about == "Saturdays"
    capture_line(desk, live, "health", "Only said")
    assert held(desk, live).notes[0].text == "Only said"


def test_a_date_that_cannot_be_read_says_how_to_write_one(desk: Desk, live: str) -> None:
    read = date_reader(desk, live)
    assert read("18 dec")[0] == dt.date(2026, 12, 18)
    with pytest.raises(ValueError, match="18 Dec"):
        read("31 foo")


def test_a_day_that_has_passed_is_only_remarked_on_where_the_question_looks_ahead(
    desk: Desk, live: str
) -> None:
    readers = readers_by_looks(desk, live)
    passed = desk.today() - dt.timedelta(days=4)
    said = {looks: " ".join(read(passed.isoformat())[1]) for looks, read in readers.items()}
    assert "has passed" in said[Looks.AHEAD]
    assert "has passed" not in said[Looks.BACK] + said[Looks.EITHER]
    assert readers[Looks.BACK]("18 dec")[0] == dt.date(2025, 12, 18), "the last one, not the next"
    asks_of_the_past = re.compile(r"(When|On which day) (was|were|did)\b")
    questions = [
        question
        for form in desk.procedure.forms.values()
        for group in (form.preparation, *(item.questions for item in form.agenda))
        for question in (*group, *(form.waiver.questions if form.waiver is not None else ()))
        if question.kind is QuestionKind.DATE and asks_of_the_past.match(question.text)
    ]
    assert len({question.id for question in questions}) > 10
    assert [one.id for one in questions if one.looks is Looks.AHEAD] == []


def test_the_ticks_follow_what_is_there(desk: Desk, live: str) -> None:
    item = desk.form_of(held(desk, live)).item("health")
    assert item is not None
    capture_line(desk, live, "health", "@PN book it")
    checks = {check.text: check.is_met for check in soft_checks(desk, held(desk, live), item)}
    assert checks == {
        "What was said": False,
        "A name for every action": True,
        "A date for every action": False,
    }


def test_tasks_tell_what_is_left(desk: Desk, meeting_id: str) -> None:
    found = {task.id: task for task in tasks(desk, meeting_id)}
    assert found["details"].is_done
    assert found["agenda"].is_done
    assert not found["people"].is_done
    assert "4" in found["carried"].detail


@pytest.mark.rule("after.copy-for-each-reader")
def test_words_added_to_an_answer_while_somebody_is_asked_to_leave_stay_off_their_copy(
    desk: Desk, live: str
) -> None:
    tom, dana = (
        next(one.id for one in held(desk, live).attendees if one.name == name)
        for name in ("Tom Avery", "Dana Avery")
    )

    def read_by(who: str) -> list[str]:
        reader, meeting = Reader(ReaderKind.FAMILY, who), held(desk, live)
        seen = seen_by(meeting, reader, desk.form_of(meeting), desk.procedure.roles)
        return [one.value for one in seen.answers]

    answer(desk, live, "permanence", "permanence-delay", "The court.")
    assert read_by(tom) == ["The court."]
    event = AttendanceEvent(id="out", who=tom, presence=Presence.ASKED_OUT, at=desk.now())
    desk.meeting(live).perform(Record(entity=event))
    answer(desk, live, "permanence", "permanence-delay", "The court. Dana has moved to the refuge.")
    assert read_by(tom) == []
    assert read_by(dana) == ["The court. Dana has moved to the refuge."]
