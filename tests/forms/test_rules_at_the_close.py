"""What the close of each kind of meeting asks for, by the forms that come with the application."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.attendance import Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    DecisionKind,
    Disagreement,
    Sharing,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.chair_proposed import proposed_chair
from cpm_desktop.domain.child import Child, ChildFile
from cpm_desktop.domain.forms import CheckKind, Form, QuestionKind
from cpm_desktop.domain.meeting import (
    PREPARATION,
    Answer,
    CarriedItem,
    GivenReason,
    Meeting,
    NextMeeting,
    Paper,
    PaperState,
    Validity,
)
from cpm_desktop.domain.meeting_dates import MEETING_DATE, NEXT_DATE, date_remarks, proposed_dates
from cpm_desktop.domain.people import attendee_from
from cpm_desktop.domain.powers import within_powers
from cpm_desktop.domain.readiness import Debt, Mend, debts, what_is_unanswered
from cpm_desktop.domain.situation import situation_of
from tests.forms.at_a_meeting import (
    CALENDAR,
    DAY,
    asked,
    child,
    come,
    form,
    meeting,
    owed,
    person,
    procedure,
)

ALL = sorted(procedure().forms)
CARE_PLANNING = sorted(each.id for each in procedure().forms.values() if each.is_care_planning)
FAMILY_FORMS = ["care-team", "cla-specific-issue", "cla-standard", "core-group", "inter-agency-planning"]
WORKER = person("Priya Nair", "social-worker", agency="Northbeck Council")
MANAGER = person("Rachel Whitmore", "team-manager")
VISITOR = person("Grace Obi", "health-visitor", agency="Northbeck Health Trust")
MOTHER = person("Dana Hale", "mother")
ROBIN = person("Robin Hale", "child", is_child=True)
OLD = CarriedItem(id="old", text="Ask the dentist", owner="Grace Obi", due=dt.date(2026, 10, 2))


def sentences(found: list[Debt]) -> list[str]:
    return [debt.sentence.replace("\u00a0", " ") for debt in found]


@pytest.fixture(params=ALL)
def each(request: pytest.FixtureRequest) -> Form:
    return form(request.param)


@pytest.fixture(params=FAMILY_FORMS)
def with_family(request: pytest.FixtureRequest) -> Form:
    return form(request.param)


# ── In every form ──


@pytest.mark.rule("record.smart-plan")
def test_an_action_without_who_when_and_what_for_is_challenged(each: Form) -> None:
    held = meeting(each, actions=(Action(id="a", text="Book the dentist"),))
    found = owed(each, held, CheckKind.ACTION_COMPLETE)
    assert [(debt.mend, debt.rule) for debt in found] == [
        (Mend.ADD_OWNER, "record.smart-plan"),
        (Mend.ADD_DATE, "record.smart-plan"),
        (Mend.ADD_PURPOSE, "record.smart-plan"),
    ]
    assert [debt.detail.rpartition(" · ")[2] for debt in found] == ["Achievable", "Timed", "Relevant"]


@pytest.mark.rule("record.decision-with-reason")
def test_a_decision_without_a_reason_is_challenged(each: Form) -> None:
    held = meeting(each, decisions=(Decision(id="d", text="A new dentist", is_within_authority=True),))
    assert sentences(owed(each, held, CheckKind.DECISION_REASON)) == ["“A new dentist” has no reason."]


@pytest.mark.rule("record.unresolved-disagreement")
def test_different_views_are_asked_for_and_told_in_full(each: Form) -> None:
    assert owed(each, meeting(each), CheckKind.DISAGREEMENT_ASKED) or each.id == "case-discussion"
    held = meeting(each, disagreements=(Disagreement(id="x", about="Saturdays", is_resolved=False),))
    assert owed(each, held, CheckKind.DISAGREEMENT_ASKED) == []
    assert sentences(owed(each, held, CheckKind.DISAGREEMENT_COMPLETE)) == [
        "“Saturdays” does not say who holds which view.",
        "“Saturdays” does not say how it goes on.",
    ]


@pytest.mark.rule("record.unmet-need")
def test_unmet_needs_are_asked_for_and_told_in_full(each: Form) -> None:
    held = meeting(each, unmet_needs=(UnmetNeed(id="u", need="Help with sleep"),))
    assert owed(each, held, CheckKind.UNMET_NEED_ASKED) == []
    assert sentences(owed(each, held, CheckKind.UNMET_NEED_COMPLETE)) == [
        "“Help with sleep” does not say why nothing can be offered, who was asked and what happens meanwhile."
    ]


@pytest.mark.rule("record.previous-actions")
def test_what_is_open_from_before_is_reviewed(each: Form) -> None:
    held = dataclasses.replace(meeting(each), carried=(OLD,))
    (debt,) = owed(each, held, CheckKind.CARRIED_REVIEWED)
    assert debt.mend is Mend.SAY_WHAT_BECAME
    assert "overdue since" in debt.detail


@pytest.mark.rule("attend.who-attended")
def test_of_everybody_invited_it_is_said_whether_they_came(each: Form) -> None:
    held = meeting(each, attendees=(WORKER, VISITOR), attendance=come(WORKER))
    (debt,) = owed(each, held, CheckKind.ATTENDANCE)
    assert debt.sentence == "It is not said whether Grace Obi came."
    assert not debt.can_be_reasoned


@pytest.mark.rule("record.child-centred")
@pytest.mark.parametrize("name", [one for one in ALL if one != "case-discussion"])
def test_without_the_childs_view_the_close_is_challenged(name: str) -> None:
    of = form(name)
    held = meeting(of, attendees=(ROBIN,), attendance=come(ROBIN))
    assert sentences(owed(of, held, CheckKind.CHILD_VIEW)) == ["No view of Robin Hale is recorded."]
    view = View(id="v", of=ROBIN.id, words="I want to stay.")
    heard = dataclasses.replace(held, views=(view,))
    assert owed(of, heard, CheckKind.CHILD_VIEW) == []
    assert owed(of, heard, CheckKind.CHILD_VIEW_SHARING), "who may read it has to be asked"
    shared = dataclasses.replace(heard, views=(dataclasses.replace(view, sharing=Sharing.EVERYONE),))
    assert owed(of, shared, CheckKind.CHILD_VIEW_SHARING) == []
    unborn = meeting(of, Child(id="c", expected_birth=dt.date(2027, 1, 1)))
    assert owed(of, unborn, CheckKind.CHILD_VIEW) == []


@pytest.mark.rule("record.how-to-challenge")
def test_families_are_told_how_to_challenge(with_family: Form) -> None:
    (debt,) = owed(with_family, meeting(with_family), CheckKind.CHALLENGE_TEXT)
    assert debt.mend is Mend.ADD_CHALLENGE_TEXT
    told = meeting(with_family, challenge_text="Talk to us, or to the ombudsman.")
    assert owed(with_family, told, CheckKind.CHALLENGE_TEXT) == []


@pytest.mark.rule("attend.family-as-partners")
def test_how_child_and_parents_took_part_is_recorded(with_family: Form) -> None:
    sent = come(MOTHER, presence=Presence.APOLOGIES)
    held = meeting(with_family, attendees=(MOTHER,), attendance=sent)
    assert sentences(owed(with_family, held, CheckKind.PARTICIPATION)) == [
        "It is not said how Dana Hale took part."
    ]
    not_asked = dataclasses.replace(MOTHER, participation=Participation.NOT_ASKED)
    held = meeting(with_family, attendees=(not_asked,), attendance=sent)
    assert sentences(owed(with_family, held, CheckKind.PARTICIPATION)) == [
        "Dana Hale was not asked, and it is not said why."
    ]


# ── Several agencies ──


@pytest.mark.rule("kind.care-planning-is-multi-agency")
@pytest.mark.parametrize("name", ["care-team", "core-group", "inter-agency-planning", "multi-agency"])
def test_one_agency_alone_is_no_care_planning(name: str) -> None:
    of = form(name)
    alone = meeting(
        of,
        attendees=(WORKER, MANAGER, MOTHER, VISITOR),
        attendance=(*come(WORKER, MANAGER, MOTHER), *come(VISITOR, presence=Presence.APOLOGIES)),
        authority="Northbeck Council",
    )
    (debt,) = owed(of, alone, CheckKind.SEVERAL_AGENCIES)
    assert debt.sentence.startswith("Only one agency took part: Northbeck Council.")
    assert debt.mend is Mend.SAY_WHO_ELSE
    assert not debt.can_be_reasoned
    together = dataclasses.replace(alone, attendance=come(WORKER, VISITOR))
    assert owed(of, together, CheckKind.SEVERAL_AGENCIES) == []
    for validity in (Validity.INQUORATE, Validity.CASE_DISCUSSION):
        facts = dataclasses.replace(alone.facts, validity=validity)
        (debt,) = owed(of, dataclasses.replace(alone, facts=facts), CheckKind.SEVERAL_AGENCIES)
        assert debt.place.field == "validity_reason"
        facts = dataclasses.replace(facts, validity_reason="Everybody else was ill.")
        assert owed(of, dataclasses.replace(alone, facts=facts), CheckKind.SEVERAL_AGENCIES) == []


@pytest.mark.parametrize("name", sorted(set(ALL) - set(CARE_PLANNING)))
def test_the_other_kinds_may_be_held_within_one_agency(name: str) -> None:
    of = form(name)
    held = meeting(of, attendees=(WORKER,), attendance=come(WORKER))
    assert owed(of, held, CheckKind.SEVERAL_AGENCIES) == []


# ── Dates ──


def remarked(of: Form, held: Meeting) -> list[tuple[str, bool]]:
    return [(one.rule, one.is_refused) for one in date_remarks(of, held, situation_of(held))]


@pytest.mark.rule("prepare.final-plan-two-weeks-before-filing")
@pytest.mark.parametrize(("gap", "refused"), [(14, []), (13, [False]), (1, [False]), (0, [False, True])])
def test_the_final_plan_meeting_is_two_weeks_before_the_filing(gap: int, refused: list[bool]) -> None:
    of, filing = form("final-care-plan"), DAY + dt.timedelta(days=gap)
    on_file = meeting(of, child(filing_on=filing))
    answered = meeting(of, given={"filing-date": filing.isoformat()})
    for held in (on_file, answered):
        found = remarked(of, held)
        assert found == [("prepare.final-plan-two-weeks-before-filing", each) for each in refused]
        owing = owed(of, held, CheckKind.DATES_IN_ORDER)
        assert len(owing) == refused.count(True)
        reasons = tuple(GivenReason(id=debt.key, text="The court moved it.") for debt in owing)
        assert owed(of, dataclasses.replace(held, given_reasons=reasons), CheckKind.DATES_IN_ORDER) == []
    (proposed,) = proposed_dates(of, on_file, situation_of(on_file), MEETING_DATE, CALENDAR)
    assert proposed.first == filing - dt.timedelta(days=14)


@pytest.mark.rule("prepare.inter-agency-in-assessment-timescale")
def test_the_planning_meeting_is_within_the_assessments_time() -> None:
    of = form("inter-agency-planning")
    question = asked(of, meeting(of))["assessment-due"]
    assert (question.kind, question.is_required) == (QuestionKind.DATE, True)
    late = (DAY - dt.timedelta(days=1)).isoformat()
    assert remarked(of, meeting(of, given={"assessment-due": DAY.isoformat()})) == []
    warned = [("prepare.inter-agency-in-assessment-timescale", False)]
    assert remarked(of, meeting(of, given={"assessment-due": late})) == warned
    on_file = meeting(of, child(assessment_due_on=DAY - dt.timedelta(days=1)))
    assert remarked(of, on_file) == warned
    assert owed(of, on_file, CheckKind.DATES_IN_ORDER) == [], "a warning never blocks"


@pytest.mark.rule("frequency.care-team-first-within-2-weeks")
def test_the_first_care_team_meeting_is_within_two_weeks_of_planning() -> None:
    of = form("inter-agency-planning")

    def planned(days: int) -> Meeting:
        day = DAY + dt.timedelta(days=days)
        return meeting(
            of, next_meetings=(NextMeeting(id="n", date=day, starts_at=dt.time(10), venue="Here"),)
        )

    assert owed(of, meeting(of), CheckKind.NEXT_MEETING), "its date is asked for"
    assert owed(of, planned(14), CheckKind.DATES_IN_ORDER) == []
    (debt,) = owed(of, planned(15), CheckKind.DATES_IN_ORDER)
    assert debt.rule == "frequency.care-team-first-within-2-weeks"
    assert "more than 14 days after this one" in debt.sentence
    reasoned = dataclasses.replace(planned(15), given_reasons=(GivenReason(id=debt.key, text="Half term."),))
    assert owed(of, reasoned, CheckKind.DATES_IN_ORDER) == []
    (proposed,) = proposed_dates(of, planned(15), situation_of(planned(15)), NEXT_DATE, CALENDAR)
    assert proposed.last == DAY + dt.timedelta(days=14)


# ── Preparation and papers ──


@pytest.mark.rule("prepare.own-agency-first")
def test_own_agency_first_is_listed_until_answered_with_a_note() -> None:
    of = form("multi-agency")
    wanted = ["own-needs-assessed", "own-agency-considered", "own-specialists-considered"]

    def listed(*answers: Answer) -> list[str]:
        found = what_is_unanswered(of, dataclasses.replace(meeting(of), answers=answers), procedure())
        return [debt.sentence for debt in found if debt.place.field in wanted]

    assert len(listed()) == len(wanted)
    bare = [Answer(id=name, item=PREPARATION, question=name, value="n/a") for name in wanted]
    assert [sentence.partition("” has no ")[1] for sentence in listed(*bare)] == ["” has no "] * len(wanted)
    assert listed(*(dataclasses.replace(answer, note="In May, by Priya Nair") for answer in bare)) == []


@pytest.mark.rule("prepare.legal-documents")
def test_each_of_the_six_papers_is_there_or_missing_with_reason_and_date() -> None:
    of = form("legal")
    wanted = [paper.title for paper in of.papers if paper.rule == "prepare.legal-documents"]
    assert len(wanted) == 6
    lying = tuple(Paper(id=title, title=title) for title in wanted)

    def owing(state: PaperState, **details: str | dt.date) -> list[Mend]:
        papers = tuple(dataclasses.replace(paper, state=state, **details) for paper in lying)  # type: ignore[arg-type]  # a note or a day
        held = meeting(of, papers=papers)
        found = owed(of, held, CheckKind.PAPERS_READY)
        return [debt.mend for debt in found if debt.rule == "prepare.legal-documents"]

    assert owing(PaperState.NOT_TICKED) == [Mend.SAY_IF_PAPER_IS_HERE] * 6
    assert owing(PaperState.MISSING) == [Mend.ADD_REASON, Mend.ADD_DATE] * 6
    assert owing(PaperState.MISSING, note="Not written yet", due=DAY) == []
    assert owing(PaperState.SEEN) == owing(PaperState.ATTACHED) == []


# ── Powers ──


@pytest.mark.rule("record.powers")
def test_becoming_looked_after_can_only_be_recommended() -> None:
    of = form("inter-agency-planning")
    decision = Decision(id="d", text="Robin comes into care", reason="No other way")
    (debt,) = owed(of, meeting(of, decisions=(decision,)), CheckKind.DECISION_MATTER)
    assert debt.mend is Mend.CHOOSE_MATTER
    decided = dataclasses.replace(decision, matter="looked-after")
    (debt,) = owed(of, meeting(of, decisions=(decided,)), CheckKind.DECISION_MATTER)
    assert (debt.mend, debt.can_be_reasoned) == (Mend.MAKE_RECOMMENDATION, False)
    recommended = within_powers(decided, of, procedure().roles)
    assert recommended.decision_kind is DecisionKind.RECOMMENDATION
    assert (recommended.is_within_authority, recommended.authoriser) == (False, "Service manager")
    assert owed(of, meeting(of, decisions=(recommended,)), CheckKind.DECISION_MATTER) == []
    money = within_powers(dataclasses.replace(decision, matter="resources"), of, procedure().roles)
    (debt,) = owed(of, meeting(of, decisions=(money,)), CheckKind.DECISION_MATTER)
    assert (debt.mend, debt.can_be_reasoned) == (Mend.NAME_AUTHORISER, False)
    plan = dataclasses.replace(decision, matter="plan")
    assert within_powers(plan, of, procedure().roles) == plan
    assert owed(of, meeting(of, decisions=(plan,)), CheckKind.DECISION_MATTER) == []


# ── Who chairs ──


def chaired_by(of: Form, role: str) -> list[Debt]:
    chair = person("Alex Moss", role)
    held = meeting(of, attendees=(chair,), attendance=come(chair), chair=chair.id)
    return owed(of, held, CheckKind.CHAIR_ROLE)


@pytest.mark.rule("chair.final-care-plan")
def test_a_service_manager_chairs_the_final_plan_meeting() -> None:
    of = form("final-care-plan")
    assert chaired_by(of, "service-manager") == []
    (debt,) = chaired_by(of, "team-manager")
    assert (debt.mend, debt.can_be_reasoned) == (Mend.ADD_REASON, True)


@pytest.mark.rule("chair.legal")
def test_three_roles_chair_a_legal_meeting_and_another_needs_a_reason() -> None:
    of = form("legal")
    for role in ("assistant-director", "head-of-service", "service-manager"):
        assert chaired_by(of, role) == []
    (debt,) = chaired_by(of, "team-manager")
    assert debt.sentence == "Alex Moss chaired as Team manager; the procedure names another role."


@pytest.mark.rule("chair.inter-agency")
def test_the_social_worker_chairs_planning_or_a_manager_where_it_is_complex() -> None:
    of = form("inter-agency-planning")
    for role in ("social-worker", "senior-practitioner", "team-manager"):
        assert chaired_by(of, role) == []
    assert [debt.mend for debt in chaired_by(of, "health-visitor")] == [Mend.ADD_REASON]
    assert owed(of, meeting(of, is_complex=True), CheckKind.COMPLEX_DISCUSSED)
    assert (of.chairing.usual[0], set(of.chairing.complex)) == (
        "social-worker",
        {"senior-practitioner", "team-manager"},
    )


@pytest.mark.rule("chair.multi-agency")
def test_a_complex_multi_agency_meeting_is_for_a_higher_manager() -> None:
    of = form("multi-agency")
    assert owed(of, meeting(of, is_complex=True), CheckKind.COMPLEX_DISCUSSED)
    assert {"team-manager", "service-manager"} <= set(of.chairing.complex)
    people = (attended(MANAGER), attended(person("Ola Berg", "practice-manager")))
    assert proposed_chair(of.chairing, ChildFile(id="c", child=child(), people=people)) == "Ola Berg"
    assert chaired_by(of, "health-visitor") == [], "another role is accepted"


@pytest.mark.rule("chair.care-team")
def test_later_care_team_meetings_propose_the_chair_that_was_agreed() -> None:
    of = form("care-team")
    first = asked(of, meeting(of, is_first=True))
    assert first[of.chairing.agreed_by].is_required
    file = ChildFile(
        id="c",
        child=child(social_worker=WORKER.id),
        people=(attended(WORKER), attended(VISITOR)),
    )
    assert proposed_chair(of.chairing, file) == WORKER.id
    assert proposed_chair(of.chairing, file, VISITOR.id) == VISITOR.id


@pytest.mark.rule("record.recorder")
@pytest.mark.parametrize("name", ["care-team", "core-group"])
def test_who_recorded_it_is_a_field_of_its_own(name: str) -> None:
    of = form(name)
    held = meeting(of, attendees=(WORKER,), attendance=come(WORKER), chair=WORKER.id)
    assert [debt.mend for debt in owed(of, held, CheckKind.RECORDER_NAMED)] == [Mend.CHOOSE_RECORDER]
    both = dataclasses.replace(held, facts=dataclasses.replace(held.facts, recorder=WORKER.id))
    assert owed(of, both, CheckKind.RECORDER_NAMED) == []


def attended(one: Attendee) -> Attendee:
    return attendee_from(one)


# ── Allegations, extra meetings, abandoned meetings ──


def test_an_abandoned_meeting_owes_only_what_was_said(each: Form) -> None:
    left = meeting(each, validity=Validity.ABANDONED, validity_reason="The alarm rang.", chair=WORKER.id)
    kinds = {debt.check for debt in debts(each, left, procedure())}
    assert not kinds & {
        CheckKind.EVERY_ITEM_DISCUSSED,
        CheckKind.QUESTIONS_ANSWERED,
        CheckKind.NEXT_MEETING,
        CheckKind.READ_BACK,
        CheckKind.SEVERAL_AGENCIES,
        CheckKind.CHILD_VIEW,
    }
    held = dataclasses.replace(left, actions=(Action(id="a", text="Call everybody"),))
    assert owed(each, held, CheckKind.ACTION_COMPLETE)
