"""What the form of the Legal Care Planning Meeting says, as the people at the meeting see it."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from cpm_desktop.domain.asking import earlier_in_words, stands_from_before
from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.captures import Decision
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.distribution import may_have, needs_leave
from cpm_desktop.domain.forms import CheckKind, FollowUpFor, Form, Invites, ItemPart, QuestionKind, Reach
from cpm_desktop.domain.meeting import Answer, CarriedItem, Paper, PaperState
from cpm_desktop.domain.meeting_dates import date_remarks
from cpm_desktop.domain.situation import earlier_answer_id, situation_of
from tests.forms.at_a_meeting import (
    DAY,
    asked,
    child,
    come,
    expected,
    follow_ups,
    form,
    items,
    meeting,
    owed,
    person,
    procedure,
    subjects,
)

GATEWAY = {"stage": "gateway"}
AFTER = {"stage": "after", "gateway-on": "2026-09-01"}
THRESHOLDS = {"threshold-pre-proceedings", "threshold-proceedings"}
SECTION_20: dict[str, Any] = {"is_accommodated": True}
# Printed in the order of the source; what only a birth brings is asked for nowhere else.
NOT_ABOUT_A_BIRTH = {
    "plan-achieved",
    "adoption-panel",
    "expert-needed",
    "earlier-proceedings",
    "statement-on",
}
BIRTH = {
    "birth-decided-before",
    "birth-plan",
    "birth-identity",
    "birth-contingency",
    "birth-consulted",
    "birth-carers",
    "birth-family-time",
    "birth-families-together",
}


@pytest.fixture
def legal() -> Form:
    return form("legal")


def about(question: str, item: str, subject: str, value: str) -> Answer:
    return Answer(id=f"{question}-{subject}", item=item, question=question, subject=subject, value=value)


def test_every_item_says_what_it_is_for(legal: Form) -> None:
    assert all(item.prompts and item.purpose and item.on_paper and item.minutes for item in legal.agenda)


@pytest.mark.rule("kind.legal-is-titled-legal")
def test_the_title_is_fixed_and_the_variant_is_asked_for(legal: Form) -> None:
    assert {legal.name, legal.short_name} == {"Legal Care Planning Meeting"}
    assert (legal.title_from, legal.becomes) == ("", ()), "nothing puts another title in its place"
    stage = asked(legal, meeting(legal))["stage"]
    assert [option for option, _ in stage.options] == ["gateway", "after"]
    assert stage.is_required
    assert "gateway-on" not in asked(legal, meeting(legal, given=GATEWAY))
    gateway_on = asked(legal, meeting(legal, given={"stage": "after"}))["gateway-on"]
    assert (gateway_on.kind, gateway_on.is_required) == (QuestionKind.DATE, True)


@pytest.mark.parametrize("name", ["cla-standard", "cla-specific-issue"])
def test_a_draft_may_become_legal_and_never_another_kind_again(legal: Form, name: str) -> None:
    assert legal.id in form(name).becomes
    assert legal.becomes == ()


@pytest.mark.rule("prepare.legal-convened-by-manager")
def test_the_manager_who_called_it_is_asked_for_with_role_and_day(legal: Form) -> None:
    questions = asked(legal, meeting(legal))
    wanted = [questions[name] for name in ("convened-by", "convened-by-role", "convened-on")]
    assert all(question.is_required for question in wanted)
    assert {"team-manager", "service-manager"} <= dict(wanted[1].options).keys()
    assert wanted[2].kind is QuestionKind.DATE
    owing = owed(legal, meeting(legal), CheckKind.PREPARATION_ANSWERED)
    assert sum(debt.rule == "prepare.legal-convened-by-manager" for debt in owing) == len(wanted)


@pytest.mark.rule("prepare.legal-when")
@pytest.mark.parametrize(
    ("ground", "is_agreed_above"),
    [
        ("no-agreement", True),
        ("plan-needs-order", True),
        ("order-too-weak", False),
        ("emergency-order", False),
        ("permanence", False),
        ("emergency-order\nplan-needs-order", True),
    ],
)
def test_some_grounds_ask_who_in_senior_management_agreed(
    legal: Form, ground: str, is_agreed_above: bool
) -> None:
    questions = asked(legal, meeting(legal, given={"grounds": ground}))
    assert questions["grounds"].kind is QuestionKind.CHOICES
    assert len(questions["grounds"].options) == 5
    assert questions["grounds-in-words"].is_required
    assert ({"senior-agreed-by", "senior-agreed-on"} <= questions.keys()) is is_agreed_above


@pytest.mark.rule("prepare.legal-documents")
def test_six_papers_are_owed_until_each_is_there_or_missing_with_a_reason_and_a_day(legal: Form) -> None:
    wanted = [paper.title for paper in legal.papers if paper.is_required]
    assert len(wanted) == 6
    listed = [Paper(id=f"p{n}", position=n, title=title) for n, title in enumerate(wanted, 1)]
    held = meeting(legal, papers=tuple(listed))
    assert len(owed(legal, held, CheckKind.PAPERS_READY)) == 6
    seen = [
        Paper(id=paper.id, position=paper.position, title=paper.title, state=PaperState.SEEN)
        for paper in listed[1:]
    ]
    missing = Paper(id="p1", position=1, title=wanted[0], state=PaperState.MISSING)
    half = meeting(legal, papers=(missing, *seen))
    assert [debt.place.field for debt in owed(legal, half, CheckKind.PAPERS_READY)] == ["note", "due"]
    assert {debt.rule for debt in owed(legal, half, CheckKind.PAPERS_READY)} == {"prepare.legal-documents"}


@pytest.mark.rule("prepare.legal-urgency")
def test_the_next_date_in_court_is_asked_for_and_held_against_the_day(legal: Form) -> None:
    assert asked(legal, meeting(legal))["next-court-date"].kind is QuestionKind.DATE
    for held in (
        meeting(legal, given={"next-court-date": "2026-11-20"}),
        meeting(legal, child(court_on=dt.date(2026, 11, 20))),
    ):
        (remark,) = date_remarks(legal, held, situation_of(held))
        assert (remark.rule, remark.is_refused) == ("prepare.legal-urgency", False)
    early = meeting(legal, given={"next-court-date": "2026-12-20"})
    assert date_remarks(legal, early, situation_of(early)) == ()


@pytest.mark.rule("prepare.section-20-no-delay")
def test_under_section_20_nothing_waits(legal: Form) -> None:
    decided = {"approach": "proceedings"}
    assert "section-20-delay" not in asked(legal, meeting(legal, given=decided))
    accommodated = asked(legal, meeting(legal, child(**SECTION_20)))
    assert "no delay" in accommodated["section-20-delay"].text
    assert "issue-by" not in accommodated
    held = meeting(legal, child(**SECTION_20), given=decided | {"issue-by": "2026-12-01"})
    assert asked(legal, held)["issue-by"].is_required
    made = follow_ups(legal, held)["issue-proceedings"]
    assert (made.due, made.rule) == (dt.date(2026, 12, 1), "prepare.section-20-no-delay")


@pytest.mark.rule("chair.legal")
def test_three_roles_chair_and_any_other_needs_a_reason(legal: Form) -> None:
    challenged = []
    for role in ("assistant-director", "head-of-service", "service-manager", "team-manager", "social-worker"):
        chair = person("Ann Teller", role)
        held = meeting(legal, attendees=(chair,), chair=chair.id)
        challenged += [(role, debt.rule) for debt in owed(legal, held, CheckKind.CHAIR_ROLE)]
    assert challenged == [("team-manager", "chair.legal"), ("social-worker", "chair.legal")]


@pytest.mark.rule("attend.legal")
def test_without_worker_or_adviser_the_close_is_challenged(legal: Form) -> None:
    assert expected(legal, meeting(legal), "attend.legal") == ["social-worker", "legal-adviser"]
    worker, adviser = person("Ann Teller", "social-worker"), person("Bo Reed", "legal-adviser")
    both = (worker, adviser)
    alone = meeting(legal, attendees=both, attendance=come(worker))
    assert [debt.rule for debt in owed(legal, alone, CheckKind.EXPECTED_PRESENT)] == ["attend.legal"]
    assert (
        owed(legal, meeting(legal, attendees=both, attendance=come(*both)), CheckKind.EXPECTED_PRESENT) == []
    )


@pytest.mark.rule("attend.legal")
def test_each_other_professional_says_what_they_are_here_for(legal: Form) -> None:
    people = (
        person("Ann Teller", "social-worker"),
        person("Bo Reed", "legal-adviser"),
        person("Cy Dunn", "health-visitor"),
        person("Di Moss", "police"),
    )
    held = meeting(legal, attendees=people, attendance=come(*people))
    assert subjects(legal, held, "attends-because") == ["Cy Dunn", "Di Moss"]
    question = asked(legal, held)["attends-because"]
    assert [option for option, _ in question.options] == [
        "knows-the-family",
        "first-hand",
        "provides-services",
    ]
    assert question.is_required


@pytest.mark.rule("attend.legal-views-sought")
@pytest.mark.parametrize(
    ("switch", "item", "questions"),
    [
        ("in-foster-care", "carer-views", {"carer-asked-on", "carer-on-progress", "carer-on-family-time"}),
        (
            "protection-chair-involved",
            "protection-chair-views",
            {"protection-chair-asked-on", "protection-chair-says"},
        ),
    ],
)
def test_carer_and_conference_chair_are_heard_where_there_are_any(
    legal: Form, switch: str, item: str, questions: set[str]
) -> None:
    assert item not in items(legal, meeting(legal, given={switch: "no"}))
    held = meeting(legal, given={switch: "yes"})
    assert item in items(legal, held)
    was_asked = next(
        name for name in asked(legal, held) if name.endswith("-asked") and name in str(legal.item(item))
    )
    assert asked(legal, held)[was_asked].is_note_required, "why not is said too"
    heard = asked(legal, meeting(legal, given={switch: "yes", was_asked: "yes"}))
    assert questions <= heard.keys()


@pytest.mark.rule("record.child-centred")
def test_each_childs_view_is_heard_as_the_child_is_considered(legal: Form) -> None:
    item = next(item for item in legal.agenda if item.part is ItemPart.CHILD_VIEWS)
    assert item.id == "children"
    assert owed(legal, meeting(legal), CheckKind.CHILD_VIEW)
    unborn = Child(id="c", name="Baby Hale", expected_birth=dt.date(2027, 1, 10))
    assert owed(legal, meeting(legal, unborn), CheckKind.CHILD_VIEW) == []


@pytest.mark.rule("record.legal-threshold")
def test_threshold_and_approach_are_answered_child_by_child_with_the_reason(legal: Form) -> None:
    younger = Child(id="d", name="Sky Hale", date_of_birth=dt.date(2023, 5, 1))
    two = dataclasses.replace(meeting(legal), children=(child(), younger))
    for name in (*THRESHOLDS, "approach"):
        question = asked(legal, two)[name]
        assert (question.note, question.is_note_required, question.is_required) == ("Reason", True, True)
        assert subjects(legal, two, name) == ["Robin", "Sky"]
    assert dict(asked(legal, two)["threshold-proceedings"].options).keys() == {"met", "not-met", "cannot-say"}
    assert dict(asked(legal, two)["approach"].options).keys() == {"support", "pre-proceedings", "proceedings"}
    assert subjects(legal, two, "lived-experience") == ["Robin", "Sky"]
    owing = {debt.key for debt in owed(legal, two, CheckKind.QUESTIONS_ANSWERED)}
    assert any(key.endswith("risk-analysis") for key in owing)
    assert sum("lived-experience" in key for key in owing) == 2


@pytest.mark.rule("record.legal-threshold")
def test_the_other_children_of_the_household_are_not_forgotten(legal: Form) -> None:
    assert asked(legal, meeting(legal))["other-children-there"].is_required
    there = asked(legal, meeting(legal, given={"other-children-there": "yes"}))
    assert there["other-children"].is_required
    assert there["other-children-decision"].is_required


@pytest.mark.rule("record.legal-threshold")
def test_after_the_gateway_the_threshold_is_shown_and_not_asked_again(legal: Form) -> None:
    carried = CarriedItem(
        id=earlier_answer_id("threshold-proceedings", "c"),
        what="answer",
        text="met",
        reason="Injuries in March.",
        source_on=dt.date(2026, 9, 1),
    )
    question = legal.question("threshold-proceedings")
    assert question is not None
    after = dataclasses.replace(meeting(legal, given=AFTER), carried=(carried,))
    assert "threshold-proceedings" not in asked(legal, after)
    assert stands_from_before(question, situation_of(after))
    assert earlier_in_words(after, question, "c").endswith("Met. Reason: Injuries in March.")
    assert "threshold-pre-proceedings" in asked(legal, after), "nobody has answered that yet"
    again = dataclasses.replace(meeting(legal, given=GATEWAY), carried=(carried,))
    assert asked(legal, again).keys() >= THRESHOLDS, "a gateway decides anew"
    assert asked(legal, meeting(legal, given=AFTER)).keys() >= THRESHOLDS, "nobody decided before"
    assert not stands_from_before(question, situation_of(again))


@pytest.mark.rule("record.legal-gaps-and-draft-plan")
def test_gaps_assessments_and_a_draft_plan_are_items_that_make_actions(legal: Form) -> None:
    for item, question in (
        ("gaps", "evidence-gaps"),
        ("further-assessments", "assessments-needed"),
        ("draft-plan", "draft-care-plan"),
    ):
        found = legal.item(item)
        assert found is not None
        assert "action" in found.captures
        assert {entry.id for entry in found.questions if entry.is_required} >= {question}


@pytest.mark.rule("record.legal-considerations")
def test_what_is_to_be_considered_is_asked_for(legal: Form) -> None:
    present = items(legal, meeting(legal))
    assert {"concerns", "steps-taken", "why-proceedings", "pre-proceedings"} <= set(present)
    questions = asked(legal, meeting(legal))
    wanted = {"reasons-for-concern", "harm-evidence", "steps-so-far", "experts-involved", "documents-ready"}
    wanted |= {"why-needed", "aim", "checklist-met", "notice-sent"}
    assert all(questions[name].is_required for name in wanted)


@pytest.mark.rule("record.legal-considerations")
def test_the_notice_to_parents_has_a_day(legal: Form) -> None:
    sent = asked(legal, meeting(legal, given={"notice-sent": "sent"}))
    assert (sent["notice-on"].kind, sent["notice-on"].is_required) == (QuestionKind.DATE, True)
    held = meeting(legal, given={"notice-sent": "to-send", "notice-by": "2026-12-02"})
    assert asked(legal, held)["notice-by"].is_required
    assert follow_ups(legal, held)["send-notice"].due == dt.date(2026, 12, 2)


@pytest.mark.rule("record.legal-pre-birth")
def test_before_birth_the_switch_adds_what_a_birth_brings(legal: Form) -> None:
    born = meeting(legal, given={"pre-birth": "no"})
    assert "before-birth" not in items(legal, born)
    assert not BIRTH & asked(legal, born).keys()
    assert asked(legal, born).keys() >= NOT_ABOUT_A_BIRTH, "these are asked in every legal meeting"
    unborn = Child(id="c", name="", expected_birth=dt.date(2027, 1, 10))
    held = meeting(legal, unborn, given={"pre-birth": "yes"})
    assert "before-birth" in items(legal, held)
    assert asked(legal, held).keys() >= BIRTH | NOT_ABOUT_A_BIRTH
    assert all(asked(legal, held)[name].is_required for name in BIRTH | NOT_ABOUT_A_BIRTH)


@pytest.mark.rule("record.legal-pre-birth")
def test_expert_panel_papers_and_statement_ask_what_follows(legal: Form) -> None:
    given = {
        "expert-needed": "yes",
        "adoption-panel": "yes",
        "earlier-proceedings": "yes",
        "statement-on": "2026-12-11",
    }
    held = meeting(legal, given=given)
    questions = asked(legal, held)
    assert {"expert-instruction", "adoption-panel-on", "earlier-proceedings-papers"} <= questions.keys()
    assert follow_ups(legal, held)["statement"].due == dt.date(2026, 12, 11)


@pytest.mark.rule("record.legal-capacity")
def test_capacity_is_asked_of_each_parent_and_the_next_step_of_whom_it_concerns(legal: Form) -> None:
    people = (person("Dee Hale", "mother"), person("Eli Hale", "father"))
    answers = (
        about("capacity-issue", "capacity", "Dee Hale", "to-assess"),
        about("capacity-issue", "capacity", "Eli Hale", "no"),
    )
    held = meeting(legal, attendees=people)
    assert subjects(legal, held, "capacity-issue") == ["Dee Hale", "Eli Hale"]
    assert "capacity-next-step" not in asked(legal, held)
    told = dataclasses.replace(held, answers=answers)
    assert subjects(legal, told, "capacity-next-step") == ["Dee Hale"]
    assert follow_ups(legal, told)["capacity"].rule == "record.legal-capacity"


@pytest.mark.rule("record.legal-advice-overview")
def test_the_advice_stands_apart_and_bears_the_advisers_name(legal: Form) -> None:
    item = legal.item("advice")
    assert item is not None
    assert item.is_advice
    assert [entry.id for entry in legal.agenda if entry.is_advice] == ["advice"]
    assert {entry.id: entry.kind for entry in item.questions if entry.is_required} == {
        "adviser": QuestionKind.PERSON,
        "advice-overview": QuestionKind.LONG_TEXT,
    }


@pytest.mark.rule("frequency.legal-further-meeting")
def test_whether_to_meet_again_is_the_last_thing_asked_and_owed(legal: Form) -> None:
    assert [question.id for question in legal.agenda[-1].questions][:1] == ["further-meeting"]
    assert asked(legal, meeting(legal))["further-meeting"].is_required
    assert asked(legal, meeting(legal, given={"further-meeting": "yes"}))["further-meeting-on"].is_required


@pytest.mark.rule("kind.reconvened-is-linked")
def test_a_reconvened_meeting_says_what_the_news_means(legal: Form) -> None:
    assert "new-information-means" not in asked(legal, meeting(legal))
    again = meeting(legal, reconvenes="an-earlier-one")
    assert asked(legal, again)["new-information-means"].is_required
    owing = [debt.rule for debt in owed(legal, again, CheckKind.EXTRA_EXPLAINED)]
    assert owing == ["kind.reconvened-is-linked"]


@pytest.mark.rule("record.previous-actions")
def test_what_it_agrees_stays_with_it(legal: Form) -> None:
    assert (legal.is_isolated, legal.isolated_rule) == (True, "record.previous-actions")


@pytest.mark.rule("after.distribute-legal")
def test_no_party_has_it_without_permission(legal: Form) -> None:
    assert legal.distribution.reach is Reach.NOT_PARTIES
    assert legal.distribution.permitted_by == ("director", "chair")
    assert legal.distribution.page_mark == "Legally privileged"
    assert legal.distribution.asks_about_advice
    assert legal.invites is Invites.AUTHORITY
    roles = procedure().roles
    parties = [person(role, role) for role in ("mother", "father", "guardian", "solicitor", "grandparent")]
    worker = person("Ann Teller", "social-worker")
    held = meeting(legal, attendees=(*parties, worker))
    assert [one.name for one in parties if not needs_leave(one, legal, roles)] == []
    assert not needs_leave(worker, legal, roles)
    assert not may_have(held, legal, parties[0], roles).is_allowed


@pytest.mark.rule("after.legal-proceedings-follow")
def test_proceedings_are_followed_by_the_procedure_of_that_name(legal: Form) -> None:
    assert "proceedings" not in follow_ups(legal, meeting(legal, given={"approach": "support"}))
    made = follow_ups(legal, meeting(legal, given={"approach": "proceedings"}))["proceedings"]
    assert "Public Law Outline procedure" in made.text
    assert made.rule == "after.legal-proceedings-follow"


@pytest.mark.rule("chair.decision-authority")
def test_what_others_must_authorise_is_followed_up(legal: Form) -> None:
    held = meeting(
        legal,
        decisions=(Decision(id="d", text="Fund an expert.", authoriser="Head of service", authorise_by=DAY),),
    )
    made = follow_ups(legal, held)["authorise"]
    assert (made.text, made.is_authorisation, made.due) == ("Authorise: Fund an expert.", True, DAY)
    assert FollowUpFor.EACH_DISCLOSURE in {rule.each for rule in legal.follow_ups}


@pytest.mark.rule("after.file-and-case-note")
def test_the_case_note_says_only_that_it_was_held_and_where_it_is(legal: Form) -> None:
    note = legal.texts.case_note
    assert note == "Legal Care Planning Meeting held on {date}. Its record is in {legal_filing}."
    deadline = legal.deadline("file")
    assert deadline is not None
    assert deadline.rule == "after.file-and-case-note"


@pytest.mark.rule("after.copy-for-each-reader")
def test_copies_are_decided_and_who_is_remote_is_asked_whether_alone(legal: Form) -> None:
    adviser = person("Bo Reed", "legal-adviser")
    held = meeting(legal, attendees=(adviser,), attendance=come(adviser, presence=Presence.REMOTE))
    assert subjects(legal, held, "alone-and-private") == ["Bo Reed"]
    assert [debt.rule for debt in owed(legal, held, CheckKind.COPIES_DECIDED)] == [
        "after.copy-for-each-reader"
    ]


def test_it_fits_where_an_order_may_be_needed(legal: Form) -> None:
    found = {
        offer.because
        for offer in legal.offers
        if situation_of(meeting(legal, child(court_on=DAY, **SECTION_20))).holds(offer.when)
    }
    assert {"there is a date in court", "the child is accommodated under section 20"} <= found
