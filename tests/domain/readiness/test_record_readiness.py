"""Each check finds what is owed, says it plainly, and is satisfied by what mends it or by a reason."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Participation, Presence
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    DecisionKind,
    Disagreement,
    Note,
    Outcome,
    Position,
    Sharing,
    Status,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.child import Child, CopyKind, ParentalResponsibility
from cpm_desktop.domain.forms import (
    AgendaItem,
    AskedFor,
    AuthoritySettings,
    Chairing,
    Check,
    CheckKind,
    Condition,
    ExpectedRole,
    Form,
    ItemPart,
    Procedure,
    Question,
    QuestionKind,
    RoleName,
)
from cpm_desktop.domain.forms import (
    Test as Compare,
)
from cpm_desktop.domain.forms.procedure import VaguePhrase
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import (
    AgendaProgress,
    Answer,
    CarriedItem,
    GivenReason,
    ItemState,
    Meeting,
    MeetingFacts,
    NextMeeting,
    ReadBackMark,
    ReadBackResult,
)
from cpm_desktop.domain.readiness import Debt, Mend, checks_in_order, debts, missing_on_item
from cpm_desktop.domain.readiness.record_readiness import CHECKERS
from tests.domain.kinds_of_meeting import make_form

AT = dt.datetime(2026, 11, 24, 14, 2, tzinfo=dt.UTC)
ROLES = {
    role.id: role
    for role in (
        RoleName(id="child", name="Child", group="child"),
        RoleName(id="mother", name="Mother", group="family"),
        RoleName(id="father", name="Father", group="family"),
        RoleName(id="grandparent", name="Grandparent", group="family", also=("Grandmother",)),
        RoleName(id="social-worker", name="Social worker", group="authority", grade=1),
        RoleName(id="team-manager", name="Team manager", group="authority", grade=4),
        RoleName(id="independent-reviewing-officer", name="Independent reviewing officer", group="authority"),
        RoleName(id="designated-teacher", name="Designated teacher", group="professional"),
        RoleName(id="school", name="School representative", group="professional"),
    )
}
PROCEDURE = Procedure(forms={}, rules={}, roles=ROLES, authority=AuthoritySettings())
AGENDA = (
    AgendaItem(id="welcome", title="Welcome", minutes=3, part=ItemPart.WELCOME),
    AgendaItem(id="views", title="{child}’s views", minutes=5, part=ItemPart.CHILD_VIEWS),
    AgendaItem(id="family", title="Parents", minutes=5, part=ItemPart.FAMILY_VIEWS),
    AgendaItem(id="last", title="Last meeting", minutes=5, part=ItemPart.SINCE_LAST),
    AgendaItem(id="health", title="Health", minutes=5),
    AgendaItem(
        id="baby",
        title="Feeding",
        minutes=5,
        when=(Condition(fact="child.age", test=Compare.UNDER, value="2"),),
    ),
    AgendaItem(
        id="permanence",
        title="Permanence",
        minutes=5,
        questions=(
            Question(
                id="plan",
                text="Plan for {child}?",
                kind=QuestionKind.TEXT,
                is_required=True,
                rule="record.permanence",
            ),
            Question(
                id="why",
                text="Why not home?",
                kind=QuestionKind.TEXT,
                is_required=True,
                when=(Condition(fact="answer.plan", test=Compare.IS, value="adoption"),),
            ),
            Question(id="idea", text="Any idea?", kind=QuestionKind.TEXT),
            Question(
                id="agrees",
                text="Does this parent agree?",
                kind=QuestionKind.YES_NO,
                asked_for=AskedFor.EACH_PARENT,
                is_required=True,
            ),
        ),
    ),
    AgendaItem(id="needs", title="Unmet needs", minutes=2, part=ItemPart.UNMET_NEEDS),
    AgendaItem(id="different", title="Disagreements", minutes=3, part=ItemPart.DISAGREEMENTS),
    AgendaItem(id="close", title="Close", minutes=4, part=ItemPart.CLOSE),
)
EXPECTED = (
    ExpectedRole(role="social-worker", is_required=True, rule="chair.cla"),
    ExpectedRole(
        role="designated-teacher|school",
        is_required=True,
        when=(Condition(fact="child.age", test=Compare.AT_LEAST, value="5"),),
    ),
    ExpectedRole(role="team-manager", gets_copy=True),
)
FORM = make_form(
    agenda=AGENDA,
    expected=EXPECTED,
    checks=tuple(Check(kind=kind, rule=f"rule of {kind.value}") for kind in CheckKind),
)
KAI = Attendee(id="kai", name="Kai Avery", role="Child", is_child=True, copy_kind=CopyKind.CHILD)
DANA = Attendee(id="dana", name="Dana Avery", role="Mother", copy_kind=CopyKind.FAMILY)
PRIYA = Attendee(
    id="priya",
    name="Priya Nair",
    role="Social worker",
    copy_kind=CopyKind.PROFESSIONAL,
    is_care_team_member=True,
    care_team_role="Keeps the plan going",
)
MICHAEL = Attendee(
    id="michael", name="Michael Byrne", role="Designated teacher", copy_kind=CopyKind.PROFESSIONAL
)
AGNES = Attendee(
    id="agnes", name="Agnieszka Wójcik", role="Independent reviewing officer", copy_kind=CopyKind.PROFESSIONAL
)
PEOPLE = (KAI, DANA, PRIYA, MICHAEL, AGNES)
CHILD = Child(id="c", name="Kai Avery", known_as="Kai", date_of_birth=dt.date(2014, 3, 9))


def came(who: str, presence: Presence = Presence.PRESENT) -> AttendanceEvent:
    return AttendanceEvent(id=f"event-{who}", who=who, presence=presence, at=AT)


def progress(item: str, state: ItemState = ItemState.DONE, **details: object) -> AgendaProgress:
    values: dict[str, Any] = {"id": item, "state": state, **details}
    return AgendaProgress(**values)


def complete(**changes: object) -> Meeting:
    """Return a meeting that owes nothing, with some of it changed."""
    values: dict[str, Any] = {
        "facts": MeetingFacts(
            id="m",
            date=dt.date(2026, 11, 24),
            chair="priya",
            recorder="priya",
            officer_needed=False,
            challenge_text="Tell us.",
        ),
        "children": (CHILD,),
        "attendees": PEOPLE,
        "attendance": (
            came("kai"),
            came("dana"),
            came("priya"),
            came("michael"),
            came("agnes", Presence.APOLOGIES),
        ),
        "agenda": (
            *(progress(item.id) for item in AGENDA if item.id not in ("baby", "different", "needs")),
            progress("different", no_disagreement_at=AT),
            progress("needs", no_unmet_need_at=AT),
        ),
        "views": (View(id="v", item="views", of="kai", words="I want to stay.", sharing=Sharing.EVERYONE),),
        "answers": (
            Answer(id="1", item="permanence", question="plan", value="home"),
            Answer(id="2", item="permanence", question="agrees", subject="dana", value="yes"),
        ),
        "next_meetings": (
            NextMeeting(id="next", date=dt.date(2027, 1, 26), starts_at=dt.time(14), venue="The garden room"),
        ),
        "read_back": (ReadBackMark(id="meeting", at=AT),),
        **changes,
    }
    return Meeting(id="m", **values)


def owed(record: Meeting, form: Form = FORM) -> list[Debt]:
    return list(debts(form, record, PROCEDURE))


def the_one(record: Meeting, form: Form = FORM) -> Debt:
    found = owed(record, form)
    assert len(found) == 1, [debt.sentence for debt in found]
    return found[0]


def facts(**details: object) -> MeetingFacts:
    changed: dict[str, Any] = details
    return dataclasses.replace(complete().facts, **changed)


def with_person(person: Attendee) -> tuple[Attendee, ...]:
    return tuple(person if other.id == person.id else other for other in PEOPLE)


ACTION = Action(
    id="a", item="health", text="book it", owner="Priya Nair", due=dt.date(2026, 12, 18), purpose="it is done"
)
DECISION = Decision(id="d", item="health", text="A new dentist", reason="He asked", is_within_authority=True)
NEED = UnmetNeed(id="u", item="health", need="Sleep", why="No service", asked=("Trust",), meanwhile="A diary")
VIEW = Disagreement(id="x", item="different", about="Saturdays", is_resolved=False, goes_on="To the review")
POSITION = Position(id="p", disagreement="x", who="dana", says="No.")
OLD = CarriedItem(id="old", text="Ask the dentist", owner="Joy Okafọ̀", due=dt.date(2026, 10, 2))
DONE = Outcome(id="o", of_item="old", status=Status.DONE)


def changed(entity: Any, **details: Any) -> Any:  # noqa: ANN401 - any entity, any detail: a test's shorthand
    return dataclasses.replace(entity, **details)


def test_every_kind_of_check_is_carried_out() -> None:
    assert set(CHECKERS) == set(CheckKind)


def test_a_complete_record_owes_nothing() -> None:
    full = complete(
        actions=(ACTION,),
        decisions=(DECISION,),
        unmet_needs=(NEED,),
        disagreements=(VIEW,),
        positions=(POSITION,),
        carried=(OLD,),
        outcomes=(DONE,),
    )
    assert owed(full) == []
    assert {entry.check for entry in checks_in_order(FORM, full, PROCEDURE)} == set(CheckKind)


CASES: list[tuple[str, dict[str, Any], str, Mend]] = [
    ("kind.standard-follows-set-agenda", {"agenda": (*complete().agenda[:4], *complete().agenda[5:])},
     "“Health” was not discussed.", Mend.LEAVE_OUT),
    ("record.child-centred", {"views": ()}, "No view of Kai Avery is recorded.", Mend.RECORD_VIEW),
    ("record.child-centred", {"views": (View(id="v", item="views", of="kai", words="I want to stay."),)},
     "Nobody has said who may read Kai Avery’s words “I want to stay.”.", Mend.SAY_WHO_MAY_READ),
    ("record.child-centred", {"views": (*complete().views, View(id="w", item="views", words="It is loud."))},
     "It is not said whose view this is: “It is loud.”.", Mend.SAY_WHOSE),
    ("attend.family-as-partners", {"attendance": (*complete().attendance[:1], *complete().attendance[2:],
     came("dana", Presence.APOLOGIES))}, "It is not said how Dana Avery took part.", Mend.SAY_HOW_TOOK_PART),
    ("attend.family-as-partners", {"attendees": with_person(changed(DANA, participation=Participation.NOT_ASKED))},
     "Dana Avery was not asked, and it is not said why.", Mend.ADD_REASON),
    ("attend.family-as-partners", {"attendees": with_person(changed(DANA, participation=Participation.INTERPRETER))},
     "It is not said who interpreted for Dana Avery, and in which language.", Mend.ADD_DETAIL),
    ("attend.who-attended", {"attendance": complete().attendance[:4]},
     "It is not said whether Agnieszka Wójcik came.", Mend.MARK_ATTENDANCE),
    ("attend.family-as-partners", {"attendance": (*complete().attendance[:3], complete().attendance[4],
     came("michael", Presence.ABSENT))}, "Designated teacher or school representative: nobody came or sent apologies.",
     Mend.MARK_ATTENDANCE),
    ("record.previous-actions", {"carried": (OLD,)}, "It is not said what became of “Ask the dentist”.",
     Mend.SAY_WHAT_BECAME),
    ("record.previous-actions",
     {"carried": (changed(OLD, carried=1),), "outcomes": (changed(DONE, status=Status.NOT_DONE),)},
     "“Ask the dentist” is carried over for the second time, and goes to nobody.", Mend.ESCALATE),
    ("record.smart-plan", {"actions": (changed(ACTION, due=None),)}, "“book it” has no date.", Mend.ADD_DATE),
    ("record.smart-plan", {"actions": (changed(ACTION, owner=""),)}, "“book it” has nobody to do it.", Mend.ADD_OWNER),
    ("record.smart-plan", {"actions": (changed(ACTION, purpose="", measure="A letter"),)},
     "“book it” does not say what it is to achieve.", Mend.ADD_PURPOSE),
    ("record.smart-plan", {"actions": (changed(ACTION, text=" "),)}, "An action does not say what will happen.",
     Mend.ADD_WORDING),
    ("record.decision-with-reason", {"decisions": (changed(DECISION, reason=""),)}, "“A new dentist” has no reason.",
     Mend.ADD_REASON),
    ("record.decision-with-reason", {"decisions": (changed(DECISION, text=""),)}, "A decision does not say what it is.",
     Mend.ADD_WORDING),
    ("chair.decision-authority", {"decisions": (changed(DECISION, is_within_authority=None),)},
     "“A new dentist” does not say whether those present may decide it.", Mend.ANSWER_YES_NO),
    ("chair.decision-authority", {"decisions": (changed(DECISION, is_within_authority=False),)},
     "“A new dentist” does not say who has to authorise it.", Mend.NAME_AUTHORISER),
    ("chair.decision-authority", {"decisions": (changed(DECISION, is_within_authority=False, authoriser="Head"),)},
     "“A new dentist” does not say by when it is authorised.", Mend.ADD_DATE),
    ("record.permanence", {"answers": complete().answers[1:]},
     "“Plan for Kai?” is not answered.", Mend.ANSWER_QUESTION),
    ("record.permanence",
     {"answers": (changed(complete().answers[0], value="adoption"), complete().answers[1])},
     "“Why not home?” is not answered.", Mend.ANSWER_QUESTION),
    ("attend.family-as-partners", {"answers": complete().answers[:1]},
     "“Does this parent agree?” is not answered for Dana Avery.", Mend.ANSWER_YES_NO),
    ("record.unresolved-disagreement",
     {"agenda": (*complete().agenda[:-2], progress("different"), complete().agenda[-1])},
     "Nobody was asked for a different view.", Mend.NONE_VOICED),
    ("record.unmet-need", {"agenda": (*complete().agenda[:-1], progress("needs"))},
     "Nobody was asked about unmet needs.", Mend.NONE_VOICED),
    ("record.unresolved-disagreement", {"disagreements": (VIEW,)}, "“Saturdays” does not say who holds which view.",
     Mend.ADD_POSITION),
    ("record.unresolved-disagreement",
     {"disagreements": (VIEW,), "positions": (POSITION, changed(POSITION, id="p2", who=""))},
     "“Saturdays” does not say who holds which view.", Mend.ADD_POSITION),
    ("record.unresolved-disagreement",
     {"disagreements": (changed(VIEW, is_resolved=None),), "positions": (POSITION,)},
     "“Saturdays” does not say whether it was resolved.", Mend.ANSWER_YES_NO),
    ("record.unresolved-disagreement", {"disagreements": (changed(VIEW, goes_on=""),), "positions": (POSITION,)},
     "“Saturdays” does not say how it goes on.", Mend.ADD_DETAIL),
    ("record.unresolved-disagreement", {"disagreements": (changed(VIEW, about=""),), "positions": (POSITION,)},
     "A different view does not say what it is about.", Mend.ADD_WORDING),
    ("record.unmet-need", {"unmet_needs": (changed(NEED, asked=(), meanwhile=""),)},
     "“Sleep” does not say who was asked and what happens meanwhile.", Mend.ADD_DETAIL),
    ("record.unmet-need", {"unmet_needs": (changed(NEED, need="", why=""),)},
     "An unmet need does not say what the need is and why nothing can be offered.", Mend.ADD_DETAIL),
    ("after.iro-consulted", {"facts": facts(officer_needed=None)},
     "Does the reviewing officer need to hear of this before the review?", Mend.ANSWER_YES_NO),
    ("chair.cla", {"facts": facts(is_complex=True)},
     "The meeting is marked complex, and the discussion with the team manager is not recorded.", Mend.ADD_DETAIL),
    ("chair.cla", {"facts": facts(chair="")}, "It is not said who chaired.", Mend.CHOOSE_CHAIR),
    ("record.care-team-next-meeting", {"next_meetings": ()}, "The next meeting has no date, time and place.",
     Mend.SET_NEXT_MEETING),
    ("record.care-team-next-meeting", {"next_meetings": (NextMeeting(id="next", date=dt.date(2027, 1, 26)),)},
     "The next meeting has no time and place.", Mend.SET_NEXT_MEETING),
    ("record.previous-actions", {"read_back": ()}, "Nothing has been read back.", Mend.READ_BACK),
    ("record.previous-actions", {"read_back": (ReadBackMark(id="next"),), "decisions": (DECISION,)},
     "1 of 2 things have not been read back.", Mend.READ_BACK),
    ("record.previous-actions", {"read_back": (ReadBackMark(id="meeting", result=ReadBackResult.NOT_AGREED),)},
     "It is not said who did not agree when it was read back.", Mend.ADD_OWNER),
    ("record.how-to-challenge", {"facts": facts(challenge_text=" ")},
     "The record does not say how to challenge a decision and where to find help.", Mend.ADD_CHALLENGE_TEXT),
    ("after.copy-for-each-reader", {"attendees": with_person(changed(DANA, copy_kind=CopyKind.UNDECIDED))},
     "It is not decided which copy Dana Avery gets.", Mend.DECIDE_COPY),
    ("after.copy-for-each-reader", {"copies": (CopyPlan(id="dana", copy_kind=CopyKind.NONE),)},
     "Dana Avery gets no copy, and it is not said why.", Mend.ADD_REASON),
    ("after.copy-for-each-reader",
     {"notes": (Note(id="n", item="health", text="Secret", audience=Audience.FILE_ONLY),)},
     "“Secret” is kept for the file, and it is not said why.", Mend.ADD_REASON),
    ("record.whole-discussion", {"notes": (Note(id="n", item="health", text="Booked", is_prepared=True),)},
     "“Booked” was prepared beforehand and not confirmed.", Mend.CONFIRM_NOTE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence", "mend"),
    [pytest.param(*case[1:], marks=pytest.mark.rule(case[0]), id=case[2]) for case in CASES],
)
def test_what_is_missing_is_said_and_a_reason_settles_it(
    changes: dict[str, Any], sentence: str, mend: Mend
) -> None:
    record = complete(**changes)
    debt = the_one(record)
    assert (debt.sentence, debt.mend) == (sentence, mend)
    settled_by = GivenReason(id=debt.key, text="There was no time.")
    settled = dataclasses.replace(record, given_reasons=(settled_by,))
    assert owed(settled) == []
    reasons = [text for entry in checks_in_order(FORM, settled, PROCEDURE) for text in entry.reasons]
    assert reasons in (["There was no time."], [])
    assert (
        len(owed(dataclasses.replace(record, given_reasons=(dataclasses.replace(settled_by, text=" "),))))
        == 1
    )


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_an_item_left_out_needs_its_reason() -> None:
    others = (*complete().agenda[:4], *complete().agenda[5:])
    without = complete(agenda=(*others, progress("health", ItemState.NOT_DISCUSSED)))
    assert the_one(without).place.field == "reason"
    reasoned = complete(agenda=(*others, progress("health", ItemState.NOT_DISCUSSED, reason="Kai asked.")))
    assert owed(reasoned) == []
    parked = complete(agenda=(*others, progress("health", ItemState.PARKED)), decisions=(DECISION,))
    assert owed(parked) == []


def test_questions_of_an_item_left_out_are_not_asked() -> None:
    kept = tuple(entry for entry in complete().agenda if entry.id != "permanence")
    left_out = progress("permanence", ItemState.NOT_DISCUSSED, reason="Kai asked.")
    assert owed(complete(agenda=(*kept, left_out), answers=())) == []


def test_a_debt_that_takes_no_reason_stays() -> None:
    strict = make_form(
        agenda=AGENDA,
        checks=(Check(kind=CheckKind.OFFICER_ASKED, rule="after.iro-consulted", can_be_reasoned=False),),
    )
    record = complete(facts=facts(officer_needed=None))
    debt = the_one(record, strict)
    assert not debt.can_be_reasoned
    assert debt.detail == "Agnieszka Wójcik sent apologies"
    reasoned = dataclasses.replace(record, given_reasons=(GivenReason(id=debt.key, text="No."),))
    assert owed(reasoned, strict) == [debt]


@pytest.mark.rule("record.proposals-to-review", "chair.decision-authority")
def test_a_proposal_goes_to_the_review_and_a_recommendation_to_somebody() -> None:
    proposal = changed(DECISION, is_within_authority=False, is_proposal_to_review=True)
    assert owed(complete(decisions=(proposal,))) == []
    advice = changed(DECISION, decision_kind=DecisionKind.RECOMMENDATION, is_within_authority=None)
    assert the_one(complete(decisions=(advice,))).mend is Mend.NAME_AUTHORISER


@pytest.mark.rule("attend.family-as-partners")
@pytest.mark.parametrize(
    ("role", "responsibility", "is_asked"),
    [
        ("Father", ParentalResponsibility.NO, True),
        ("Grandmother", ParentalResponsibility.NO, False),
        ("Grandmother", ParentalResponsibility.LIMITED, True),
        ("Social worker", ParentalResponsibility.YES, False),
    ],
)
def test_a_parent_is_asked_with_or_without_responsibility(
    role: str, responsibility: ParentalResponsibility, is_asked: bool
) -> None:
    person = Attendee(
        id="tom",
        name="Tom Avery",
        role=role,
        parental_responsibility=responsibility,
        is_invited=False,
        copy_kind=CopyKind.FAMILY,
    )
    record = complete(
        attendees=(*PEOPLE, person),
        answers=(
            *complete().answers,
            Answer(id="3", item="permanence", question="agrees", subject="tom", value="yes"),
        ),
    )
    assert bool(owed(record)) is is_asked


@pytest.mark.rule("record.child-centred")
def test_nothing_is_asked_of_a_child_before_birth() -> None:
    unborn = Child(id="c", expected_birth=dt.date(2027, 2, 1))
    record = complete(
        children=(unborn,), views=(), attendance=complete().attendance[1:], attendees=PEOPLE[1:]
    )
    form = make_form(
        agenda=AGENDA,
        checks=tuple(
            Check(kind=kind, rule="")
            for kind in (CheckKind.CHILD_VIEW, CheckKind.PARTICIPATION, CheckKind.EXPECTED_PRESENT)
        ),
    )
    assert owed(record, form) == []


@pytest.mark.rule("chair.cla", "chair.final-care-plan")
def test_another_role_in_the_chair_needs_a_reason_where_the_form_says_so() -> None:
    strict = dataclasses.replace(
        FORM, chairing=Chairing(usual=("service-manager",), complex=("team-manager",), needs_reason=True)
    )
    assert "chaired as Social worker" in the_one(complete(), strict).sentence
    nobody_in_particular = complete(attendees=with_person(changed(PRIYA, role="", role_id="social-worker")))
    assert the_one(nobody_in_particular).mend is Mend.ADD_DETAIL


def test_where_to_go_is_said() -> None:
    debt = the_one(complete(actions=(changed(ACTION, due=None),)))
    assert (debt.place.item, debt.place.entity_kind, debt.place.id, debt.place.field) == (
        "health",
        "action",
        "a",
        "due",
    )
    assert debt.detail == "Health · action for Priya Nair · Timed"
    assert debt.rule == "rule of action complete"


def test_long_texts_are_cut_at_a_word() -> None:
    text = "ring the clinic and ask whether the appointment can be brought forward before the holidays"
    sentence = the_one(complete(actions=(changed(ACTION, text=text, due=None),))).sentence
    assert sentence == "“ring the clinic and ask whether the appointment can be …” has no date."


def test_keys_are_unique_and_permanent() -> None:
    empty = Meeting(
        id="m", facts=MeetingFacts(id="m"), attendees=PEOPLE, children=(CHILD,), actions=(Action(id="a"),)
    )
    found = owed(empty)
    assert len({debt.key for debt in found}) == len(found) > 20
    assert found == owed(empty)
    assert all(debt.sentence.endswith((".", "?")) for debt in found)


def test_the_live_line_keeps_to_the_item_and_advises_kindly() -> None:
    vague = changed(ACTION, text="support Kai with sleep", due=None, due_words="ASAP")
    record = complete(actions=(vague, changed(ACTION, id="b", item="last", due=None)), read_back=())
    found = missing_on_item(FORM, record, "health", PROCEDURE)
    assert [(debt.mend, debt.is_advice) for debt in found] == [
        (Mend.ADD_DATE, False),
        (Mend.REWORD, True),
        (Mend.REWORD, True),
    ]
    assert found[1].sentence.startswith("“support” in “support Kai with sleep” can mean different things.")
    assert missing_on_item(FORM, record, "close", PROCEDURE) == ()
    assert not any(debt.is_advice for debt in owed(record))


def test_the_live_line_points_at_the_authoritys_own_vague_words() -> None:
    record = complete(actions=(changed(ACTION, text="touch base with Tom"),), read_back=())
    assert missing_on_item(FORM, record, "health", PROCEDURE) == ()
    own = AuthoritySettings(vague_words=(VaguePhrase(words="Touch base", ask="About what?"),))
    found = missing_on_item(FORM, record, "health", dataclasses.replace(PROCEDURE, authority=own))
    assert [debt.sentence for debt in found] == [
        "“touch base” in “touch base with Tom” can mean different things. About what?"
    ]


@pytest.mark.parametrize("part", [ItemPart.CHILD_VIEWS, ItemPart.SINCE_LAST, ItemPart.CLOSE])
def test_a_form_without_an_item_for_it_still_asks(part: ItemPart) -> None:
    form = dataclasses.replace(FORM, agenda=tuple(item for item in AGENDA if item.part is not part))
    records = {
        ItemPart.CHILD_VIEWS: complete(views=()),
        ItemPart.SINCE_LAST: complete(carried=(OLD,)),
        ItemPart.CLOSE: complete(next_meetings=()),
    }
    assert the_one(records[part], form).place.item == ""
