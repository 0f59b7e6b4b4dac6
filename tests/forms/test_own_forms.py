"""The forms that come with the application: complete, sound, and in the words of the procedure."""

import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml
from tools.make_form_schemas import make_schemas

from cpm_desktop.domain.blanks import blanks_in
from cpm_desktop.domain.form_problems import FormsReport
from cpm_desktop.domain.form_text import canonical_form_text, read_form_text
from cpm_desktop.domain.forms import CheckKind, DayKind, Form, FrequencyKind, ItemPart, Procedure
from cpm_desktop.domain.roles import find_role
from cpm_desktop.storage.forms.loading import check_forms, load_procedure

SET_AGENDA = [
    "welcome",
    "child-views",
    "family-views",
    "last-meeting",
    "changes",
    "legal-status",
    "placement",
    "health",
    "education",
    "development-and-safety",
    "identity",
    "family-time",
    "permanence",
    "unmet-needs",
    "decisions",
    "disagreements",
    "close",
]


@pytest.fixture(scope="module")
def folder(checkout: Path) -> Path:
    return checkout / "forms"


@pytest.fixture(scope="module")
def loaded(folder: Path) -> tuple[Procedure, FormsReport]:
    return load_procedure([folder])


@pytest.fixture(scope="module")
def procedure(loaded: tuple[Procedure, FormsReport]) -> Procedure:
    return loaded[0]


@pytest.fixture(scope="module")
def standard(procedure: Procedure) -> Form:
    return procedure.forms["cla-standard"]


@pytest.fixture(scope="module")
def specific(procedure: Procedure) -> Form:
    return procedure.forms["cla-specific-issue"]


def plain(value: object) -> object:
    """Return a value read by YAML's bare loader as an editor's YAML 1.2 has it: numbers are numbers, yes is text."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else value


def test_nothing_is_wrong_or_odd_with_them(loaded: tuple[Procedure, FormsReport]) -> None:
    _, report = loaded
    assert [problem.sentence() for problem in report.problems] == []
    assert report.refused == ()


def test_checking_their_own_folder_finds_nothing(folder: Path) -> None:
    report = check_forms(folder)
    assert report.problems == ()
    assert {form.id for form in report.forms} >= {"cla-standard", "cla-specific-issue"}


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_the_standard_meeting_has_the_set_agenda_in_order(standard: Form) -> None:
    assert [item.id for item in standard.agenda] == SET_AGENDA
    assert standard.has_set_agenda
    assert standard.agenda[1].part is ItemPart.CHILD_VIEWS
    assert all(item.prompts and item.purpose and item.on_paper and item.minutes for item in standard.agenda)
    assert CheckKind.EVERY_ITEM_DISCUSSED in {check.kind for check in standard.checks}
    assert not [item.id for item in standard.agenda if item.when], "an item of the set agenda is always there"


@pytest.mark.rule("after.feed-back-to-standard")
def test_the_specific_issue_meeting_feeds_back_and_does_not_count(standard: Form, specific: Form) -> None:
    assert specific.feeds_back_to == (standard.id,)
    assert standard.counts_for == (standard.id,)
    assert standard.id not in specific.counts_for
    assert specific.frequency.kind is FrequencyKind.WHEN_NEEDED


@pytest.mark.rule(
    "frequency.cla-between-first-and-second-review",
    "frequency.cla-between-six-monthly-reviews",
    "frequency.cla-early-review",
    "frequency.cla-matched-long-term",
)
def test_the_frequency_is_that_of_the_procedure(standard: Form) -> None:
    frequency = standard.frequency
    assert (frequency.first_period, frequency.later_periods, frequency.early_review) == (1, 2, 1)
    assert frequency.early_by_days == 14
    assert frequency.reduced_rule == "frequency.cla-matched-long-term"


@pytest.mark.rule("after.distribute-5-days")
@pytest.mark.parametrize("name", ["cla-standard", "cla-specific-issue"])
def test_copies_are_due_five_calendar_days_after(procedure: Procedure, name: str) -> None:
    deadline = procedure.forms[name].deadline("distribute")
    assert deadline is not None
    assert (deadline.days, deadline.day_kind) == (5, DayKind.CALENDAR)


@pytest.mark.rule("record.permanence")
def test_permanence_asks_for_the_plan_the_contingency_and_the_trigger(standard: Form) -> None:
    item = standard.item("permanence")
    assert item is not None
    required = {question.id: question.rule for question in item.questions if question.is_required}
    assert required == dict.fromkeys(("primary-plan", "contingency", "trigger"), "record.permanence")


@pytest.mark.rule("chair.cla")
def test_the_social_worker_chairs_and_a_manager_where_it_is_complex(standard: Form) -> None:
    assert standard.chairing.usual == ("social-worker",)
    assert "team-manager" in standard.chairing.complex
    assert CheckKind.COMPLEX_DISCUSSED in {check.kind for check in standard.checks}


@pytest.mark.rule("kind.local-names-and-sources")
def test_forms_and_rules_name_their_sources(procedure: Procedure) -> None:
    assert all(form.source.document for form in procedure.forms.values())
    numbers = {number.strip() for rule in procedure.rules.values() for number in rule.source.split(",")}
    assert numbers == set(procedure.sources)
    past = {
        number for number, source in procedure.sources.items() if source.is_past_review(dt.date(2026, 11, 21))
    }
    assert past == {"002", "003"}
    assert not procedure.sources["002"].is_past_review(dt.date(2022, 2, 28))


def test_every_rule_is_there_with_its_meaning(procedure: Procedure, folder: Path) -> None:
    assert len(procedure.rules) == 99
    written = tomllib.loads((folder / "rules.toml").read_text(encoding="utf-8"))["rule"]
    assert [rule["id"] for rule in written] == list(procedure.rules)
    assert all(rule.says and rule.does and rule.applies for rule in procedure.rules.values())


@pytest.mark.rule("record.decision-with-reason", "record.unresolved-disagreement", "record.unmet-need")
def test_what_every_form_carries_out_may_be_named_by_every_form(procedure: Procedure) -> None:
    for name in ("record.decision-with-reason", "record.unresolved-disagreement", "record.unmet-need"):
        rule = procedure.rules[name]
        assert "cla-standard" not in rule.applies
        assert rule.is_for("cla-standard")


def test_the_authority_is_nobody_in_particular(procedure: Procedure) -> None:
    assert procedure.authority.name == "Your council"
    assert procedure.authority.challenge_text == "", "so that the close asks for it"
    assert procedure.authority.marking == "OFFICIAL-SENSITIVE"


@pytest.mark.rule("after.file-and-case-note")
@pytest.mark.parametrize("name", ["cla-standard", "cla-specific-issue"])
def test_texts_that_leave_the_house_name_no_person(procedure: Procedure, name: str) -> None:
    texts = procedure.forms[name].texts
    assert set(blanks_in(texts.file_name)) == {"case_number", "date", "kind"}
    assert set(blanks_in(texts.invitation)) == set()
    assert "care" not in texts.invitation.lower(), "no reason either"
    assert "Documents" in texts.case_note
    assert "child" not in blanks_in(texts.case_note)


@pytest.mark.parametrize("name", ["cla-standard", "cla-specific-issue"])
def test_a_form_outlives_its_file_as_canonical_text(procedure: Procedure, name: str) -> None:
    form = procedure.forms[name]
    assert read_form_text(canonical_form_text(form)) == form
    assert re.fullmatch(r"[0-9a-f]{64}", form.hash)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Child", "child"),
        ("Mother", "mother"),
        ("Father", "father"),
        ("Foster carer", "foster-carer"),
        ("Social worker", "social-worker"),
        ("Team manager", "team-manager"),
        ("Designated teacher", "designated-teacher"),
        ("Community paediatrician", "paediatrician"),
        ("Independent reviewing officer", "independent-reviewing-officer"),
        ("Advocate", "advocate"),
        ("IRO", "independent-reviewing-officer"),
        ("mum", "mother"),
        ("Mum’s solicitor", "solicitor"),
        ("Youth Offending Worker", "youth-justice-worker"),
        ("Lollipop lady", ""),
    ],
)
def test_roles_are_found_by_the_words_people_type(procedure: Procedure, words: str, role: str) -> None:
    assert find_role(procedure.roles, words) == role


def test_no_two_roles_answer_to_the_same_word(procedure: Procedure) -> None:
    for role in procedure.roles.values():
        for words in (role.name, *role.also):
            assert find_role(procedure.roles, words) == role.id, words


def test_the_schemas_for_editors_are_current(folder: Path) -> None:
    for name, text in make_schemas().items():
        assert (folder / name).read_text(encoding="utf-8") == text, "run tools/make_form_schemas.py"


def test_the_files_pass_the_schemas_for_editors(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        schema = path.name if path.name in {"roles.yaml", "authority.yaml"} else "form.yaml"
        rules = json.loads((folder / schema.replace(".yaml", ".schema.json")).read_text(encoding="utf-8"))
        jsonschema.Draft7Validator.check_schema(rules)
        content = plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - a loader that makes text only
        errors = [error.message for error in jsonschema.Draft7Validator(rules).iter_errors(content)]
        assert errors == [], path.name


def test_what_people_read_is_set_with_care(folder: Path) -> None:
    """Typographic apostrophes, no double spaces, none of the words that the field does not use."""
    for path in folder.glob("*.yaml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not re.search(r"[a-z]'[a-z]|\S  +\S", line), f"{path.name}:{number}"
