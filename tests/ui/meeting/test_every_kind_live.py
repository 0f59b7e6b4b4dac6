"""The live meeting of every kind: marks, conditional items, round tables, care teams, powers, changes of the plan."""

import datetime as dt
from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.captures import DecisionKind
from cpm_desktop.domain.child import EarlierMeeting
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.meeting import PREPARATION, CarriedItem, ItemState, Meeting
from cpm_desktop.domain.situation import earlier_answer_id
from cpm_desktop.domain.typography import NO_BREAK
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.closing import end
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import captured, mark_presence, start
from cpm_desktop.services.item_work import answer
from cpm_desktop.ui.kit.choices import Pills
from cpm_desktop.ui.kit.question_editors import QuestionEditor
from cpm_desktop.ui.meeting.decision_form import DecisionForm
from cpm_desktop.ui.meeting.item_head import ADVICE
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Workspace
from tests.ui.meeting.at_item import go_to, step
from tests.ui.meeting.conftest import open_page

DAY = dt.date(2026, 11, 24)


class Live:
    """A meeting of a kind that has just been started, on its page."""

    def __init__(self, desk: Desk, workspace: Workspace, child_id: str) -> None:
        self._desk, self._workspace, self._child = desk, workspace, child_id

    def prepare(self, form_id: str) -> str:
        return new_meeting(self._desk, self._child, form_id, DAY, dt.time(14))

    def open(self, form_id: str, answers: Iterable[tuple[str, str]] = ()) -> MeetingPage:
        meeting_id = self.prepare(form_id)
        for question, value in answers:
            answer(self._desk, meeting_id, PREPARATION, question, value)
        return self.start(meeting_id)

    def start(self, meeting_id: str) -> MeetingPage:
        start(self._desk, meeting_id)
        return open_page(self._workspace, meeting_id)


@pytest.fixture
def live(desk: Desk, workspace: Workspace, child_id: str) -> Live:
    return Live(desk, workspace, child_id)


def held(page: MeetingPage) -> Meeting:
    return page.desk.meeting(page.meeting_id).value


def titles(page: MeetingPage) -> list[str]:
    return [page.agenda_select.itemText(place) for place in range(page.agenda_select.count())]


def on_agenda(page: MeetingPage, words: str) -> bool:
    return any(words in title for title in titles(page))


def editors(page: MeetingPage, question: str) -> list[QuestionEditor]:
    return [one for one in page.item_pane.questions.editors if one.asked.question.id == question]


def press(page: MeetingPage, qtbot: QtBot, question: str, value: str) -> None:
    """Press an answer of a question that has pills."""
    control = editors(page, question)[0].control
    assert isinstance(control, Pills)
    qtbot.mouseClick(control.button(value), Qt.MouseButton.LeftButton)


def person(page: MeetingPage, name: str) -> str:
    return next(one.id for one in held(page).attendees if one.name == name)


@pytest.mark.rule("record.legal-advice-overview")
def test_legal_advice_is_marked_and_the_adviser_is_named(live: Live, qtbot: QtBot) -> None:
    page = live.open("legal")
    assert page.marking.isVisible()
    assert page.marking.mark == "Legally privileged"
    go_to(page, "advice")
    assert page.item_pane.head.is_marked_advice
    assert "stays out of copies" in ADVICE
    whose, overview = editors(page, "adviser")[0], editors(page, "advice-overview")[0]
    assert whose.asked.question.is_required
    qtbot.keyClicks(overview.control, "The threshold is met")
    overview.flush()
    given = next(one for one in held(page).answers if one.question == "advice-overview")
    assert (given.item, given.value) == ("advice", "The threshold is met")
    step(page, -1)
    assert not page.item_pane.head.is_marked_advice


def test_a_final_plan_says_that_it_is_not_filed(live: Live) -> None:
    page = live.open("final-care-plan")
    assert page.marking.mark == "Formulated, not filed"


def test_a_standard_meeting_bears_no_mark(live: Live) -> None:
    assert not live.open("cla-standard").marking.isVisible()


@pytest.mark.rule("record.legal-pre-birth")
def test_the_items_before_a_birth_appear_with_the_switch(live: Live) -> None:
    page = live.open("legal", [("pre-birth", "no")])
    assert not on_agenda(page, "Before the birth")
    assert on_agenda(page, "Earlier proceedings")
    answer(page.desk, page.meeting_id, PREPARATION, "pre-birth", "yes")
    assert on_agenda(page, "Before the birth")
    place = next(item.id for item in page._items if item.title == "Before the birth")
    go_to(page, place)
    required = [
        one.asked.question for one in page.item_pane.questions.editors if one.asked.question.is_required
    ]
    assert len(required) > 5
    assert {question.rule for question in required} == {"record.legal-pre-birth"}


@pytest.mark.rule("attend.legal-views-sought")
def test_the_carer_s_and_the_conference_chair_s_views_are_asked_where_they_apply(
    live: Live, qtbot: QtBot
) -> None:
    page = live.open("legal", [("in-foster-care", "yes"), ("protection-chair-involved", "no")])
    assert on_agenda(page, "What the foster carer says")
    assert not on_agenda(page, "What the child protection chair says")
    go_to(page, "carer-views")
    assert not editors(page, "carer-on-progress")
    press(page, qtbot, "carer-asked", "yes")
    asked = {one.asked.question.id for one in page.item_pane.questions.editors}
    assert {"carer-asked-on", "carer-on-progress", "carer-on-family-time"} <= asked
    note = editors(page, "carer-asked")[0].note_field
    assert note.isVisibleTo(page)
    qtbot.keyClicks(note, "Mrs Obi, by telephone")
    page.leave()
    given = next(one for one in held(page).answers if one.question == "carer-asked")
    assert (given.value, given.note) == ("yes", "Mrs Obi, by telephone")
    answer(page.desk, page.meeting_id, PREPARATION, "protection-chair-involved", "yes")
    assert on_agenda(page, "What the child protection chair says")


@pytest.mark.rule("record.inter-agency-looked-after")
def test_entering_care_asks_its_own_questions_at_once(live: Live, qtbot: QtBot) -> None:
    page = live.open("inter-agency-planning")
    go_to(page, "options")
    before = len(titles(page))
    press(page, qtbot, "needs-care", "yes")
    press(page, qtbot, "care-contingency", "yes")
    assert len(titles(page)) == before + 2
    go_to(page, "becoming-looked-after")
    asked = {
        one.asked.question.id for one in page.item_pane.questions.editors if one.asked.question.is_required
    }
    assert asked == {
        "placement-purpose",
        "placement-objectives",
        "placement-timescale",
        "placement-type",
        "placement-alternative",
        "support-if-not-approved",
    }
    go_to(page, "care-as-contingency")
    asked = {
        one.asked.question.id for one in page.item_pane.questions.editors if one.asked.question.is_required
    }
    assert "contingency-triggers" in asked
    go_to(page, "options")
    press(page, qtbot, "needs-care", "no")
    assert len(titles(page)) == before + 1


@pytest.mark.rule("record.powers")
def test_a_matter_beyond_the_meeting_s_powers_stands_as_a_recommendation(live: Live, qtbot: QtBot) -> None:
    page = live.open("inter-agency-planning")
    page.capture.choose("decision")
    form = page.capture.form
    assert isinstance(form, DecisionForm)
    qtbot.keyClicks(form.fields["text"], "Kai comes into care")
    matter = form.fields["matter"]
    matter.choose("looked-after")  # type: ignore[attr-defined]  # a select
    matter.chosen.emit("looked-after")  # type: ignore[attr-defined]  # as when chosen by hand
    decision = held(page).decisions[0]
    assert (decision.decision_kind, decision.matter) == (DecisionKind.RECOMMENDATION, "looked-after")
    assert decision.is_within_authority is False
    assert decision.authoriser == page.desk.procedure.roles["service-manager"].name
    assert form.fields["authoriser"].text() == decision.authoriser  # type: ignore[attr-defined]  # a line
    page.capture.add()
    qtbot.waitUntil(lambda: bool(page.capture.cards.cards))
    assert page.capture.cards.cards[0].accessibleName().startswith("Recommendation")
    qtbot.keyClicks(form.fields["text"], "The plan is agreed")
    matter.choose("plan")  # type: ignore[attr-defined]  # a select
    matter.chosen.emit("plan")  # type: ignore[attr-defined]  # as when chosen by hand
    page.capture.add()
    assert held(page).decisions[1].decision_kind is DecisionKind.DECISION


def test_a_meeting_without_limits_to_its_powers_asks_for_no_matter(live: Live) -> None:
    page = live.open("cla-standard")
    page.capture.choose("decision")
    assert not page.capture.form.fields["matter"].isVisible()


@pytest.mark.rule("record.lived-experience-by-agency")
def test_the_round_table_has_an_entry_for_each_agency_and_shows_who_has_none(
    live: Live, qtbot: QtBot
) -> None:
    page = live.open("multi-agency")
    for one in held(page).attendees:
        if one.agency:
            mark_presence(page.desk, page.meeting_id, one.id, Presence.PRESENT)
    item = next(one.id for one in page._items if any(q.id == "agency-knows" for q in one.questions))
    go_to(page, item)
    entries = editors(page, "agency-knows")
    agencies = [one.asked.about for one in entries]
    assert len(agencies) == len(set(agencies)) > 1
    group = page.item_pane.questions.groups["agency-knows"]
    assert group.open_line == f"No entry yet: {', '.join(agencies)}"
    qtbot.keyClicks(entries[0].control, "Sees Kai every month")
    entries[0].flush()
    assert group.open_line == f"No entry yet: {', '.join(agencies[1:])}"
    assert editors(page, "lived-experience")[0].asked.question.is_required


@pytest.mark.rule("record.roles-confirmed")
def test_the_first_care_team_meeting_confirms_each_member_s_role(live: Live, qtbot: QtBot) -> None:
    page = live.open("care-team")
    assert on_agenda(page, "Who does what in the care team")
    go_to(page, "roles")
    before = len(editors(page, "role-confirmed"))
    row = page.item_pane.care_team.rows[person(page, "Tom Avery")]
    qtbot.keyClick(row.tick, Qt.Key.Key_Space)
    qtbot.keyClicks(row.words, "Has Kai on Saturdays")
    page.leave()
    member = held(page).attendee(person(page, "Tom Avery"))
    assert member is not None
    assert (member.is_care_team_member, member.care_team_role) == (True, "Has Kai on Saturdays")
    asked = editors(page, "role-confirmed")
    assert len(asked) == before + 1
    assert all(one.asked.question.is_required for one in asked)
    tom = next(one for one in asked if one.asked.about == "Tom Avery")
    assert isinstance(tom.control, Pills)
    qtbot.mouseClick(tom.control.button("changed"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(tom.note_field, "Has Kai at weekends")
    page.leave()
    end(page.desk, page.meeting_id)
    file = page.desk.child(held(page).facts.child_id).value
    on_file = next(one for one in file.people if one.name == "Tom Avery")
    assert (on_file.is_care_team_member, on_file.care_team_role) == (True, "Has Kai at weekends")


def test_a_later_care_team_meeting_does_not_go_through_the_roles(
    live: Live, desk: Desk, child_id: str
) -> None:
    first = EarlierMeeting(id="first", form_id="care-team", date=dt.date(2026, 10, 1))
    desk.child(child_id).perform(Record(entity=first))
    assert not on_agenda(live.open("care-team"), "Who does what")


def test_the_planning_meeting_names_the_care_team_in_one_place(live: Live, qtbot: QtBot) -> None:
    page = live.open("inter-agency-planning")
    shown = []
    for item in [one.id for one in page._items]:
        go_to(page, item)
        if page.item_pane.care_team.isVisibleTo(page):
            shown.append(item)
    assert shown == ["care-team"]
    go_to(page, "care-team")
    line = page.item_pane.care_team.rows[person(page, "Dana Avery")]
    qtbot.keyClick(line.tick, Qt.Key.Key_Space)
    assert held(page).attendee(line.person_id).is_care_team_member  # type: ignore[union-attr]  # she is there


@pytest.mark.rule("record.care-team-tasks")
def test_a_change_of_the_plan_awaits_the_manager_s_agreement(live: Live, qtbot: QtBot) -> None:
    page = live.open("care-team")
    go_to(page, "plan-changes")
    page.capture.choose("decision")
    form = page.capture.form
    qtbot.keyClicks(form.fields["text"], "Mentoring twice a week")
    tick = form.fields["is_plan_change"]
    assert tick.isVisible()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    page.leave()
    assert held(page).decisions[0].is_plan_change
    page.capture.add()
    qtbot.waitUntil(lambda: bool(page.capture.cards.cards))
    card = page.capture.cards.cards[0]
    assert "awaiting agreement" in captured(page.desk, held(page))[0].meta
    card.edit_button.click()
    qtbot.keyClicks(form.fields["agreed_by"], "Rachel Whitmore")
    qtbot.keyClicks(form.fields["agreed_on"], "24 nov")
    page.leave()
    decision = held(page).decisions[0]
    assert (decision.agreed_by, decision.agreed_on) == ("Rachel Whitmore", DAY)
    assert "awaiting agreement" not in captured(page.desk, held(page))[0].meta
    tasks = {one.asked.question.id for one in page.item_pane.questions.editors}
    go_to(page, "progress")
    tasks |= {one.asked.question.id for one in page.item_pane.questions.editors}
    assert any(task.startswith("progress-") for task in tasks)


@pytest.mark.rule("record.family-group-conference")
@pytest.mark.parametrize("form_id", ["inter-agency-planning", "care-team"])
def test_the_last_answer_about_a_family_group_conference_is_shown(
    live: Live, desk: Desk, form_id: str, qtbot: QtBot
) -> None:
    page = live.open(form_id)
    earlier = CarriedItem(
        id=earlier_answer_id("family-group-conference"),
        what="answer",
        text="later",
        reason="The grandparents move in spring",
        source_on=dt.date(2026, 6, 2),
    )
    desk.meeting(page.meeting_id).perform(Record(entity=earlier))
    item = next(
        one.id for one in page._items if any(q.id == "family-group-conference" for q in one.questions)
    )
    go_to(page, item)
    asked = editors(page, "family-group-conference")[0]
    assert {key for key, _ in asked.asked.question.options} >= {"yes", "no", "later"}
    assert "Last time, 2 June 2026: Later." in asked.last_time.replace(NO_BREAK, " ")
    assert "The grandparents move in spring" in asked.last_time
    press(page, qtbot, "family-group-conference", "no")
    assert asked.note_field.isVisibleTo(page)
    assert asked.asked.question.is_note_required
    assert not page.item_pane.carried.isVisibleTo(page)


@pytest.mark.rule("record.whole-discussion")
@pytest.mark.parametrize("form_id", ["legal", "care-team", "multi-agency"])
def test_a_long_discussion_is_kept_to_the_last_word(live: Live, qtbot: QtBot, form_id: str) -> None:
    page = live.open(form_id)
    said = "\n".join(f"{number}: what was said, as it was said." for number in range(900))
    editor = page.item_pane.notes.rows[-1].editor
    editor.setPlainText(said)
    page.leave()
    assert held(page).notes[0].text == said
    step(page, 1)
    step(page, -1)
    assert page.item_pane.notes.rows[0].editor.text == said
    qtbot.wait(1)


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_the_set_agenda_is_whole_and_an_item_is_left_out_only_with_a_reason(live: Live, qtbot: QtBot) -> None:
    page = live.open("cla-standard")
    form = page.desk.form_of(held(page))
    shown = [item.id for item in page._items]
    assert shown == [item.id for item in form.agenda if item.id in shown]
    assert len(shown) >= 15
    assert not page.rail.add_button.isVisible()
    page.ask_line()
    assert not page.add_line.isVisible()
    foot = page.item_pane.foot
    foot.ask_reason()
    qtbot.keyClick(foot.reason, Qt.Key.Key_Return)
    assert held(page).progress_of(shown[0]).state is ItemState.OPEN
    qtbot.keyClicks(foot.reason, "The room was needed")
    qtbot.keyClick(foot.reason, Qt.Key.Key_Return)
    progress = held(page).progress_of(shown[0])
    assert (progress.state, progress.reason) == (ItemState.NOT_DISCUSSED, "The room was needed")
    assert [item.id for item in page._items] == shown


def test_a_line_is_added_to_a_free_agenda_while_it_is_live(live: Live, qtbot: QtBot) -> None:
    page = live.open("cla-specific-issue")
    before = titles(page)
    assert page.rail.add_button.isVisible()
    page.rail.add_button.click()
    assert page.add_line.isVisible()
    qtbot.keyClicks(page.add_line.name, "The school bus")
    qtbot.keyClick(page.add_line.name, Qt.Key.Key_Return)
    assert not page.add_line.isVisible()
    assert len(titles(page)) == len(before) + 1
    assert "The school bus" in titles(page)[1]
    assert held(page).facts.current_item == page.item_pane.item_id
    page.editing().undo()
    page.editing().undo()
    assert len(titles(page)) == len(before)


def test_expected_roles_that_nobody_fills_are_told_calmly(live: Live) -> None:
    page = live.open("legal")
    assert "nobody is named" in page.roles.words
    assert page.roles.isVisible()


def test_people_who_join_remotely_are_asked_at_once_whether_they_are_alone(live: Live) -> None:
    page = live.open("care-team")
    assert not editors(page, "alone-and-private")
    who = next(one for one in held(page).attendees if one.is_invited)
    page.attending.mark(who.id, Presence.REMOTE)
    assert [one.asked.subject for one in editors(page, "alone-and-private")] == [who.id]


def test_what_is_told_from_before_stands_where_it_belongs(live: Live, desk: Desk) -> None:
    page = live.open("care-team")
    for what in ("comment", "assessment", "decision"):
        thing = CarriedItem(id=what, what=what, text=f"The {what} of before")
        desk.meeting(page.meeting_id).perform(Record(entity=thing))
    go_to(page, "last-meeting")
    assert set(page.item_pane.carried.rows) >= {"comment", "assessment", "decision"}
    go_to(page, "welcome")
    assert not page.item_pane.carried.isVisibleTo(page)
