"""What the checks of forms meet seldom: questions that cannot be read, and files and folders at their bounds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cpm_desktop.domain.form_problems import FormProblem
from cpm_desktop.storage.forms.checking import Known
from cpm_desktop.storage.forms.findings import Findings
from cpm_desktop.storage.forms.loading import check_forms, load_procedure, read_one_form
from cpm_desktop.storage.forms.nodes import Mapping, Text, UnreadableFile
from cpm_desktop.storage.forms.shapes import _what_fields_mean
from cpm_desktop.storage.forms.yaml_text import compose_yaml

Put = Callable[[str, str | bytes], Path]

SPOILT_QUESTIONS = ("    questions:\n      - id: issue", "    questions:\n      - id: [issue]")
HOME, OPTIONS = "          home: Home\n", "agenda[1].questions[1].options"
ROLE_TWICE = "roles:\n  - {id: a, name: A, group: family}\n  - {id: a, name: B, group: family}\n"


def told_of(put: Put, text: str) -> list[FormProblem]:
    return list(check_forms(put("small.yaml", text).parent).problems)


def asking(form: str, question: str, condition: str) -> str:
    """Ask one more question in the first item, and make the second depend on the answer."""
    more = f"          home: Home\n        required: yes\n        rule: record.smart-plan\n{question}"
    asked = form.replace(
        "          home: Home\n        required: yes\n        rule: record.smart-plan\n", more
    )
    return asked.replace("when: [answer.issue is school, child.age under 16]", f"when: [{condition}]")


def question(kind: str) -> str:
    return f"      - id: extra\n        text: What else?\n        kind: {kind}\n"


@pytest.mark.parametrize(
    ("kind", "condition", "what", "remedy"),
    [
        ("yes, no or not applicable", "answer.extra is perhaps", "“perhaps” is no option of “extra”", "n/a"),
        ("yes, no or not applicable", "answer.extra under 5", "“extra” is a choice, and no number", "is not"),
        ("yes or no", "answer.extra is perhaps", "“answer.extra” is yes or no", "is yes"),
        ("date", "answer.extra is never", "“answer.extra” is a date", "known"),
    ],
)
def test_a_condition_on_an_answer_that_is_never_given_is_told(
    put: Put, small_form: str, kind: str, condition: str, what: str, remedy: str
) -> None:
    kind = f'"{kind}"' if "," in kind else kind
    told = [
        one
        for one in told_of(put, asking(small_form, question(kind), condition))
        if one.key.startswith("agenda[2].when")
    ]
    assert [what in one.what for one in told] == [True]
    assert remedy in told[0].remedy


@pytest.mark.parametrize(
    "condition", ["answer.extra known", "answer.extra is anything", "answer.extra is n/a"]
)
def test_a_condition_that_may_come_true_is_none(put: Put, small_form: str, condition: str) -> None:
    kind = '"yes, no or not applicable"' if "n/a" in condition else "text"
    assert told_of(put, asking(small_form, question(kind), condition)) == []


def test_a_text_has_no_size(put: Put, small_form: str) -> None:
    (told,) = told_of(put, small_form.replace("child.age under 16", "child.legal_status under 16"))
    assert (told.key, "is text" in told.what) == ("agenda[2].when[2]", True)


@pytest.mark.parametrize(
    "added",
    [
        "title_from: another\n",
        "date_checks:\n  - {checked: meeting.date, other: answer.another, least_days: 1, rule: record.smart-plan}\n",
    ],
)
def test_of_questions_that_cannot_be_read_nothing_more_is_said(put: Put, small_form: str, added: str) -> None:
    before, after = SPOILT_QUESTIONS
    assert small_form.count(before) == 1
    whole, spoilt = told_of(put, small_form + added), told_of(put, small_form.replace(before, after) + added)
    assert any("There is no question" in one.what for one in whole)
    assert not any("There is no question" in one.what for one in spoilt)
    assert {one.key for one in spoilt} >= {"agenda[1].questions[1].id"}


def test_a_question_of_another_kind_gives_no_title(put: Put, small_form: str) -> None:
    text = small_form + "title_from: extra\n"
    (told,) = told_of(put, asking(text, question("text"), "answer.issue is school"))
    assert (told.key, told.what) == ("title_from", "The question “extra” is of the kind “text”.")


def test_a_question_that_asks_for_no_date_is_none_to_count_from(put: Put, small_form: str) -> None:
    text = small_form + (
        "date_checks:\n  - {checked: meeting.date, other: answer.issue, least_days: 1, rule: record.smart-plan}\n"
    )
    told = [one for one in told_of(put, text) if one.key == "date_checks[1].other"]
    assert [one.what for one in told] == ["The question “issue” does not ask for a date."]


def test_where_no_roles_and_rules_are_known_nothing_is_said_of_them(small_form: str) -> None:
    spoilt = small_form.replace("social-worker", "nobody-known").replace("record.smart-plan", "no.rule")
    form, findings = read_one_form(spoilt.encode(), Path("small.yaml"), Known(rules={}, roles={}))
    assert form is not None
    assert findings.problems() == ()


def test_one_form_that_is_no_form_is_told_with_its_line(small_form: str) -> None:
    form, findings = read_one_form(
        f"{small_form}name: 'Small\n".encode(), Path("small.yaml"), Known(rules={}, roles={})
    )
    assert form is None
    assert [one.file for one in findings.problems()] == ["small.yaml"]
    assert findings.problems()[0].line >= small_form.count("\n")


def test_a_hundred_mistakes_are_enough(put: Put, small_form: str) -> None:
    many = "".join(f"unknown-{number}: 1\n" for number in range(150))
    told = told_of(put, small_form + many)
    assert len([one for one in told if not one.is_warning]) == 100


def test_a_mistake_said_twice_is_told_once() -> None:
    _, findings = read_one_form(b"- one\n", Path("small.yaml"), Known(rules={}, roles={}))
    (told,) = findings.problems()
    findings.add(told.key, told.what, told.remedy, line=told.line)
    assert findings.problems() == (told,)


def test_a_folder_of_too_many_files_is_told_and_the_first_are_read(put: Put, small_form: str) -> None:
    put("a.yaml", small_form)
    for number in range(200):
        put(f"b{number:03}.yaml", "# nothing\n")
    told = check_forms(put("b000.yaml", "# nothing\n").parent).problems
    assert "The folder holds 201 files; 200 are read." in {one.what for one in told}
    assert "b199.yaml" not in {one.file for one in told}
    assert "b198.yaml" in {one.file for one in told}


def test_a_folder_that_the_disk_does_not_give_is_told(
    policy_folder: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Path.iterdir

    def iterdir(folder: Path) -> object:
        if folder == policy_folder:
            raise OSError(5, "Input/output error")
        return usual(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    procedure, report = load_procedure((policy_folder, checkout / "forms"))
    assert procedure.forms
    assert check_forms(policy_folder).problems == report.problems
    (told,) = report.problems
    assert told.what == "The folder cannot be read (Input/output error)."
    assert report.unread == (str(policy_folder),)


@pytest.mark.parametrize(
    ("name", "content", "key", "what"),
    [
        ("rules.toml", "[[rules]]\nid = 'a'\n", "rules", "“rules” is no key here"),
        ("rules.toml", "rule = 5\n", "rule", "A list belongs here"),
        ("rules.toml", "[[rule]]\nid = 'a'\n[rule.other]\nk = [1]\n[[rule]]\n", "rule[1].other", "no key"),
        ("rules.toml", "rule = true\n", "rule", "A list belongs here"),
        ("rules.toml", "rule = [5]\n", "rule[1]", "A group"),
        ("roles.yaml", "role: []\n", "role", "“role” is no key here"),
        ("roles.yaml", ROLE_TWICE, "roles[2].id", "“a” is taken"),
        ("roles.yaml", "roles:\n" + "  - x\n" * 2001, "roles", "2000 are the most"),
    ],
)
def test_mistakes_in_rules_and_roles_are_told(put: Put, name: str, content: str, key: str, what: str) -> None:
    told = [one for one in check_forms(put(name, content).parent).problems if one.key == key]
    assert [what in one.what for one in told][:1] == [True]


def test_a_date_that_is_none_is_told(put: Put) -> None:
    told = told_of_authority(put, "name: Northbeck\nextra_holidays: [2026-11-24, 2026-13-01, soon]\n")
    assert [(one.key, one.what) for one in told] == [
        ("extra_holidays[2]", "“2026-13-01” is no date."),
        ("extra_holidays[3]", "“soon” is no date."),
    ]


def told_of_authority(put: Put, text: str) -> list[FormProblem]:
    problems = check_forms(put("authority.yaml", text).parent).problems
    return [one for one in problems if "date" in one.what]


@pytest.mark.parametrize(
    ("frequency", "told"),
    [
        ("kind: evry\n  before: child.filing_on", ["frequency.kind"]),
        ("kind: when needed\n  most_days: 42", ["frequency.most_days"]),
        ("kind: every\n  most_days: 42\n  before: child.filing_on", ["frequency.before"]),
    ],
)
def test_what_a_frequency_has_no_use_for_is_told_where_its_kind_is_known(
    put: Put, small_form: str, frequency: str, told: list[str]
) -> None:
    text = small_form.replace("kind: every\n  most_days: 42", frequency)
    assert [one.key for one in told_of(put, text)] == told


def test_an_answer_of_an_earlier_meeting_that_a_date_stands_to_must_be_asked_somewhere(
    put: Put, small_form: str
) -> None:
    check = "{checked: meeting.date, other: earlier.nowhere, least_days: 1, rule: record.smart-plan}"
    told = told_of(put, f"{small_form}date_checks:\n  - {check}\n")
    assert "date_checks[1].other" in {one.key for one in told}


def test_what_fields_mean_is_read_past_an_empty_line() -> None:
    class Made:
        """Something.

        Attributes:

            one: the first, which goes
                on.

            two: the second.
        """

    assert _what_fields_mean(Made) == {"one": "The first, which goes on.", "two": "The second."}


def test_authority_settings_that_cannot_be_read_set_nothing(put: Put, checkout: Path) -> None:
    folder = put("authority.yaml", "name: 'Unclosed\n").parent
    procedure, report = load_procedure((folder, checkout / "forms"))
    usual, _ = load_procedure((checkout / "forms",))
    assert procedure.authority == usual.authority
    assert [one.file for one in report.problems] == ["authority.yaml"]


def test_what_holds_a_strange_key_is_not_used(put: Put, checkout: Path) -> None:
    put("roles.yaml", "roles:\n  - {id: harbour-master, name: Harbour master, group: family, colour: blue}\n")
    folder = put("authority.yaml", "name: Seaborough Council\ncolour: blue\n").parent
    procedure, report = load_procedure((folder, checkout / "forms"))
    usual, _ = load_procedure((checkout / "forms",))
    assert procedure.authority == usual.authority
    assert procedure.roles == usual.roles
    assert [(one.file, one.key) for one in report.mistakes()] == [
        ("authority.yaml", "colour"),
        ("roles.yaml", "roles[1].colour"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "key", "what"),
    [
        ("rules:\n  - record.smart-plan\n", "rules:\n", "rules", "Nothing stands here"),
        ("usual: [social-worker]", "usual: []", "chairing.usual", "The list is empty"),
        (HOME, f"{HOME}          Bad Id: x\n", OPTIONS, "cannot be an option"),
        (HOME, "          home:\n", f"{OPTIONS}.home", "text is missing"),
        ("name: Small meeting\n", f"name: {'x' * 2000}\n", "name", "letters;"),
        ("name: Small meeting\n", 'name: "a\\0b"\n', "name", "cannot be printed"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told(
    put: Put, small_form: str, before: str, after: str, key: str, what: str
) -> None:
    assert small_form.count(before) == 1
    told = [one for one in told_of(put, small_form.replace(before, after)) if one.key == key]
    assert [what in one.what for one in told][:1] == [True]


@pytest.mark.parametrize("key", ["rules", "agenda", "expected", "checks", "deadlines", "papers"])
def test_a_list_of_which_nothing_was_written_is_told_and_the_rest_is_read(
    put: Put, small_form: str, key: str
) -> None:
    kept = re.sub(rf"^{key}:.*\n([ ].*\n)*", f"{key}:\n", small_form, flags=re.MULTILINE)
    told = told_of(put, f"{kept}strange: yes\n")
    assert ("Nothing stands here" in told[0].what) == (told[0].key == key)
    assert {key, "strange"} <= {one.key for one in told}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("texts:\n\tfile_name: x\n", "never with tabs"),
        ("name: Small: meeting\n", "whole text in quotation marks"),
        ("name: `small`\n", "text in quotation marks"),
        ("name: 'small\n", "close each quotation"),
        ('name: "\\q"\n', "special marks"),
    ],
)
def test_what_yaml_cannot_read_is_told_with_a_remedy_that_fits(put: Put, written: str, said: str) -> None:
    told = told_of(put, written)
    assert said in told[0].remedy


def test_what_no_reader_of_yaml_begins_with_is_told() -> None:
    with pytest.raises(UnreadableFile) as told:
        compose_yaml("\x01", Findings(Path("small.yaml")))
    assert told.value.what == "The file is no YAML."


def test_an_alias_stands_for_nothing() -> None:
    assert compose_yaml("name: *other\n", Findings(Path("small.yaml"))) == Mapping(
        ((Text("name", 1), Text("", 1)),), 1
    )


def test_a_second_document_is_told(put: Put, small_form: str) -> None:
    told = told_of(put, f"{small_form}---\nname: another\n")
    assert "second document" in told[0].what
    assert told[0].line == small_form.count("\n") + 1
