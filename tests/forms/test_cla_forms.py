"""What the two meetings of children looked after say, and what practice adds to every kind."""

import pytest

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.forms import AskedFor, CheckKind, FollowUpFor, Form
from cpm_desktop.domain.meeting import ItemState
from cpm_desktop.services.titling import title_for
from tests.forms.at_a_meeting import (
    asked,
    child,
    come,
    form,
    items,
    meeting,
    owed,
    person,
    procedure,
    subjects,
)

MODULES = {
    "education": "education-provision",
    "placement": "placement-stability",
    "reunification": "reunification",
    "contact": "family-time",
}


@pytest.fixture
def standard() -> Form:
    return form("cla-standard")


@pytest.fixture
def specific() -> Form:
    return form("cla-specific-issue")


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_every_item_of_the_set_agenda_is_there_and_left_out_with_a_reason_only(standard: Form) -> None:
    assert standard.has_set_agenda
    assert len(items(standard, meeting(standard))) == len(standard.agenda) == 17
    owing = owed(standard, meeting(standard), CheckKind.EVERY_ITEM_DISCUSSED)
    assert {debt.rule for debt in owing} == {"kind.standard-follows-set-agenda"}
    assert len(owing) == 17


@pytest.mark.rule("kind.specific-issue-free-agenda")
@pytest.mark.parametrize("question", ["issue", "issue-today"])
@pytest.mark.parametrize("issue", MODULES)
def test_the_issue_brings_its_own_item_whether_chosen_beforehand_or_at_the_welcome(
    specific: Form, question: str, issue: str
) -> None:
    assert not specific.has_set_agenda
    held = meeting(specific, given={question: issue})
    assert [item for item in items(specific, held) if item in MODULES.values()] == [MODULES[issue]]


@pytest.mark.rule("kind.specific-issue-free-agenda")
def test_the_issue_is_asked_for_at_the_welcome_where_it_is_open_and_another_one_typed(specific: Form) -> None:
    open_still = asked(specific, meeting(specific))
    assert open_still["issue-today"].is_required
    assert not [item for item in items(specific, meeting(specific)) if item in MODULES.values()]
    assert "issue-today" not in asked(specific, meeting(specific, given={"issue": "contact"}))
    assert asked(specific, meeting(specific, given={"issue": "other"}))["issue-other"].is_required


@pytest.mark.rule("kind.specific-issue-free-agenda")
@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({}, ""),
        ({"issue": "contact"}, "Family time"),
        ({"issue-today": "education"}, "Education"),
        ({"issue-today": "other", "issue-other": "A passport"}, "A passport"),
    ],
)
def test_the_record_says_which_issue(specific: Form, given: dict[str, str], title: str) -> None:
    assert title_for(specific, meeting(specific, given=given).answers) == title


@pytest.mark.rule("kind.one-form-for-all-cla-types")
def test_a_draft_may_become_the_other_or_legal_and_a_legal_one_nothing_else(
    standard: Form, specific: Form
) -> None:
    assert set(standard.becomes) == {"cla-specific-issue", "legal"}
    assert set(specific.becomes) == {"cla-standard", "legal"}
    assert form("legal").becomes == ()
    assert all("kind.one-form-for-all-cla-types" in of.rules for of in (standard, specific, form("legal")))


@pytest.mark.rule("chair.cla")
@pytest.mark.parametrize("name", ["cla-standard", "cla-specific-issue"])
def test_a_complex_meeting_is_talked_over_with_the_team_manager(name: str) -> None:
    of = form(name)
    assert of.chairing.usual == ("social-worker",)
    assert set(of.chairing.complex) == {"team-manager", "advanced-practitioner"}
    rules = [debt.rule for debt in owed(of, meeting(of, is_complex=True), CheckKind.COMPLEX_DISCUSSED)]
    assert rules
    assert set(rules) == {"chair.cla"}
    assert owed(of, meeting(of), CheckKind.COMPLEX_DISCUSSED) == []


@pytest.mark.rule("record.permanence")
def test_main_plan_contingency_and_trigger_are_owed(standard: Form) -> None:
    held = meeting(standard)
    owing = [
        debt for debt in owed(standard, held, CheckKind.QUESTIONS_ANSWERED) if debt.place.item == "permanence"
    ]
    assert [debt.key.rpartition(".")[2] for debt in owing] == ["primary-plan", "contingency", "trigger"]
    assert {debt.rule for debt in owing} == {"record.permanence"}
    assert held.progress_of("permanence").state is ItemState.TO_COME


@pytest.mark.rule("frequency.cla-more-allowed")
def test_nothing_is_said_against_an_extra_meeting(standard: Form) -> None:
    assert "frequency.cla-more-allowed" in standard.rules
    assert standard.date_checks == ()


@pytest.mark.parametrize(
    "name",
    ["cla-standard", "cla-specific-issue", "care-team", "core-group", "multi-agency", "case-discussion"],
)
class TestWhatPracticeAdds:
    def test_a_disclosure_is_told_and_followed_up(self, name: str) -> None:
        of = form(name)
        assert CheckKind.DISCLOSURE_TOLD in {check.kind for check in of.checks}
        made = [entry for entry in of.follow_ups if entry.each is FollowUpFor.EACH_DISCLOSURE]
        assert [(entry.days, entry.owner) for entry in made] == [(0, "social-worker")]

    def test_what_needs_authorising_is_followed_up(self, name: str) -> None:
        made = [entry for entry in form(name).follow_ups if entry.is_authorisation]
        assert [entry.each for entry in made] == [FollowUpFor.EACH_DECISION_TO_AUTHORISE]

    def test_an_interpreted_person_gets_a_translated_copy(self, name: str) -> None:
        if name == "case-discussion":
            return
        made = [entry.each for entry in form(name).follow_ups]
        assert FollowUpFor.EACH_INTERPRETED in made

    def test_who_joins_remotely_is_asked_whether_they_are_alone(self, name: str) -> None:
        if name == "case-discussion":
            return
        of = form(name)
        here, away = person("Ann Teller", "social-worker"), person("Dee Hale", "mother")
        events = (*come(here), *come(away, presence=Presence.REMOTE))
        held = meeting(of, attendees=(here, away), attendance=events)
        assert subjects(of, held, "alone-and-private") == ["Dee Hale"]
        assert asked(of, held)["alone-and-private"].asked_for is AskedFor.EACH_REMOTE
        assert "alone-and-private" not in asked(of, meeting(of, attendees=(here,), attendance=come(here)))

    @pytest.mark.parametrize(("age", "is_asked"), [(15, False), (16, True)])
    def test_from_sixteen_the_young_persons_wishes_are_asked(
        self, name: str, age: int, is_asked: bool
    ) -> None:
        if name == "case-discussion":
            return
        questions = asked(form(name), meeting(form(name), child(age)))
        assert ({"sixteen-attendance", "sixteen-copies"} <= questions.keys()) is is_asked

    def test_it_is_offered_with_a_reason(self, name: str) -> None:
        assert all(offer.because for offer in form(name).offers)
        assert form(name).offers


def test_every_rule_of_a_form_is_carried_by_something_in_it() -> None:
    """A rule that a source gives for a kind of meeting stands somewhere in that kind's form."""
    for name, of in procedure().forms.items():
        text = repr(of)
        applying = [rule.id for rule in procedure().rules.values() if {name, "*"} & set(rule.applies)]
        excused = {"record.child-centred"} if name == "case-discussion" else set()
        assert [rule for rule in applying if f"'{rule}'" not in text and rule not in excused] == [], name
