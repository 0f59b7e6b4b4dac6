"""Each kind of mistake in a form is told with its file, line, key, and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cpm_desktop.domain.form_problems import FormProblem
from cpm_desktop.storage.forms.loading import check_forms

Put = Callable[[str, str | bytes], Path]

ASKS_LATER = """\
  - id: last
    title: Last
    minutes: 1
    when: [answer.why known]
    questions:
      - id: why
        text: Why?
        kind: text
expected:
"""

# what stands in the sound form, what is put in its place, line, key, what is said, remedy
MISTAKES = {
    "unknown key": (
        "minutes: 5\n    captures",
        "minuts: 5\n    captures",
        13,
        "agenda[1].minuts",
        "no key",
        "“minutes”?",
    ),
    "missing key": ("short_name: Small\n", "", 1, "short_name", "is missing", "Add it"),
    "empty": ("name: Small meeting\n", "name:\n", 3, "name", "is empty", "Fill it"),
    "no number": (
        "minutes: 5\n    captures",
        "minutes: five\n    captures",
        13,
        "agenda[1].minutes",
        "“five”",
        "240",
    ),
    "a fraction": (
        "minutes: 5\n    captures",
        "minutes: 2.5\n    captures",
        13,
        "agenda[1].minutes",
        "“2.5”",
        "whole",
    ),
    "too large": ("most_days: 42", "most_days: 4200", 45, "frequency.most_days", "out of bounds", "400"),
    "not yes or no": (
        "required: yes",
        "required: true",
        22,
        "agenda[1].questions[1].required",
        "neither",
        "yes or no",
    ),
    "unknown word": (
        "day_kind: working",
        "day_kind: workdays",
        41,
        "deadlines[1].day_kind",
        "“workdays”",
        "calendar, working",
    ),
    "unknown check": (
        "kind: read back",
        "kind: read bck",
        35,
        "checks[1].kind",
        "“read bck”",
        "“read back”?",
    ),
    "unknown capture": ("[action]", "[actoin]", 14, "agenda[1].captures[1]", "“actoin”", "“action”?"),
    "bad id": ("id: closing", "id: Closing Item", 24, "agenda[2].id", "cannot stand", "hyphens"),
    "id taken": ("id: closing", "id: opening", 24, "agenda[2].id", "line 11", "its own"),
    "no list": (
        "rules:\n  - record.smart-plan",
        "rules: record.smart-plan",
        8,
        "rules",
        "list belongs",
        "hyphen",
    ),
    "list for text": ("name: Small meeting", "name: [Small, meeting]", 3, "name", "One value", "colon"),
    "text for group": (
        "source:\n  document: A leaflet",
        "source: A leaflet",
        6,
        "source",
        "group of keys",
        "colon",
    ),
    "unknown rule": (
        "    rule: record.smart-plan\ndeadlines",
        "    rule: record.smart-plans\ndeadlines",
        36,
        "checks[1].rule",
        "no rule “record.smart-plans”",
        "“record.smart-plan”?",
    ),
    "unknown role": (
        "usual: [social-worker]",
        "usual: [social-wroker]",
        33,
        "chairing.usual[1]",
        "no role",
        "“social-worker”?",
    ),
    "unknown role of several": (
        "|team-manager",
        "|tea-lady",
        29,
        "expected[1].role",
        "“tea-lady”",
        "roles.yaml",
    ),
    "unknown fact": (
        "child.age under",
        "child.aeg under",
        27,
        "agenda[2].when[2]",
        "“child.aeg”",
        "“child.age”?",
    ),
    "no condition": (
        "child.age under 16",
        "older than 16",
        27,
        "agenda[2].when[2]",
        "no condition",
        "child.age under 5",
    ),
    "no value": (
        "child.age under 16",
        "child.age under",
        27,
        "agenda[2].when[2]",
        "needs a value",
        "a value",
    ),
    "value at known": (
        "child.age under 16",
        "child.age known 3",
        27,
        "agenda[2].when[2]",
        "takes no value",
        "fact",
    ),
    "value of another kind": (
        "child.age under 16",
        "child.age under ten",
        27,
        "agenda[2].when[2]",
        "“ten”",
        "such as 5",
    ),
    "unknown option": (
        "issue is school",
        "issue is scool",
        27,
        "agenda[2].when[1]",
        "no option",
        "“school”?",
    ),
    "unknown question": (
        "answer.issue is",
        "answer.isue is",
        27,
        "agenda[2].when[1]",
        "no question “isue”",
        "“issue”?",
    ),
    "question asked later": (
        "expected:\n",
        ASKS_LATER,
        31,
        "agenda[3].when[1]",
        "not asked before",
        "further up",
    ),
    "one option only": (
        "          home: Home\n",
        "",
        19,
        "agenda[1].questions[1].options",
        "two options",
        "Add them",
    ),
    "options without a choice": (
        "kind: choice",
        "kind: text",
        19,
        "agenda[1].questions[1].options",
        "Options stand",
        "choice",
    ),
    "bad option": (
        "home: Home",
        "At Home: Home",
        21,
        "agenda[1].questions[1].options",
        "“At Home”",
        "hyphens",
    ),
    "unknown blank": (
        "Held on {date}.",
        "Held about {child}.",
        48,
        "texts.case_note",
        "{child}",
        "Write one of",
    ),
    "stray brace": ("title: Close", "title: Close {it", 25, "agenda[2].title", "brace", "{child}"),
    "file name of a drive": (
        "{date} {kind}",
        "{date}: {kind}",
        47,
        "texts.file_name",
        "cannot stand",
        "Leave out",
    ),
    "how often": ("  most_days: 42\n", "", 44, "frequency.most_days", "How often", "most_days"),
    "due after overdue": (
        "most_days: 42",
        "most_days: 42\n  least_days: 50",
        46,
        "frequency.least_days",
        "due after",
        "smaller",
    ),
    "several lines": (
        "sentence: For what is small.",
        "sentence: |\n  One.\n  Two.",
        5,
        "sentence",
        "several lines",
        ">-",
    ),
    "key twice": (
        "version: 1\n",
        "version: 1\nversion: 2\n",
        3,
        "version",
        "second time; it is on line 2",
        "Delete",
    ),
    "alias": ("name: Small meeting", "name: *other", 3, "", "alias", "quotation marks"),
    "anchor": ("name: Small meeting", "name: &other Small", 3, "", "anchor", "quotation marks"),
    "tag": ("version: 1", "version: !!int 1", 2, "", "tag", "quotation marks"),
    "tab": ("  document:", "\tdocument:", 7, "", "cannot be read", "tabs"),
    "colon in a text": (
        "name: Small meeting",
        "name: Small: meeting",
        3,
        "",
        "cannot be read",
        "quotation marks",
    ),
    "unclosed quote": ('"{child}’s day"', '"{child}’s day', 47, "", "cannot be read", "begun at line 11"),
    "second document": ("agenda:\n", "---\nagenda:\n", 10, "", "second document", "---"),
    "control character": ("Small meeting", "Small\x07meeting", 3, "", "U+0007", "Delete it"),
    "escaped NUL": ("Small meeting", '"Small\\0meeting"', 3, "name", "cannot be printed", "Delete it"),
}


def problems_of(put: Put, text: str | bytes) -> tuple[FormProblem, ...]:
    path = put("small.yaml", text)
    return check_forms(path.parent).problems


def test_the_sound_form_is_sound(put: Put, small_form: str) -> None:
    assert problems_of(put, small_form) == ()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_its_remedy(put: Put, small_form: str, name: str) -> None:
    before, after, line, key, what, remedy = MISTAKES[name]
    assert small_form.count(before) == 1, "the test spoils one place"
    problems = problems_of(put, small_form.replace(before, after))
    told = [problem for problem in problems if (problem.line, problem.key) == (line, key)]
    assert told, [problem.sentence() for problem in problems]
    assert what in told[0].what
    assert remedy in told[0].remedy
    assert told[0].file == "small.yaml"
    assert not told[0].is_warning
    assert all(sentence.endswith((".", "?", "…")) for sentence in (told[0].what, told[0].remedy))


def test_all_mistakes_are_told_at_once(put: Put, small_form: str) -> None:
    spoilt = small_form
    for name in ("unknown key", "no number", "unknown word", "unknown check", "no condition", "bad id"):
        before, after = MISTAKES[name][:2]
        spoilt = spoilt.replace(before, after)
    problems = problems_of(put, spoilt)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert {"agenda[1].minuts", "deadlines[1].day_kind", "checks[1].kind", "agenda[2].id"} <= {
        problem.key for problem in problems
    }


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"# nothing but a comment\n", "empty"),
        ("name: Small".encode("utf-16"), "not UTF-8"),
        (b"name: caf\xe9\n", "not UTF-8"),
        (b"a" * 1_000_001, "1,000,001 bytes"),
        (b"[" * 5000, "too deep"),
        (b"{a: " * 5000, "too deep"),
        (b"- x\n" * 70_000, "60,000 values"),
        (b"- one\n- two\n", "A group of keys"),
        (b"just words", "A group of keys"),
        (b"? [a, b]\n: c\n", "key belongs"),
        (b"name: Small\n&a ", "cannot be read"),
        (b"name: 'Small\n", "cannot be read"),
    ],
)
def test_what_is_no_form_at_all_is_told(put: Put, content: bytes, what: str) -> None:
    problems = problems_of(put, content)
    assert len(problems) == 1
    assert what in problems[0].what


def test_a_list_has_an_end(put: Put, small_form: str) -> None:
    items = "".join(f"  - id: item-{number}\n    title: Item\n    minutes: 1\n" for number in range(501))
    problems = problems_of(put, small_form.replace("expected:\n", f"{items}expected:\n"))
    assert [problem.key for problem in problems] == ["agenda"]
    assert "503 entries; 500 are the most" in problems[0].what


def test_a_rule_of_another_kind_is_a_warning(put: Put, small_form: str) -> None:
    spoilt = small_form.replace("    rule: record.smart-plan\ndeadlines", "    rule: chair.legal\ndeadlines")
    path = put("small.yaml", spoilt)
    report = check_forms(path.parent)
    assert [problem.key for problem in report.warnings()] == ["checks[1].rule"]
    assert report.mistakes() == ()
    assert [form.id for form in report.forms] == ["small"]


def test_a_sentence_tells_all_of_it(put: Put, small_form: str) -> None:
    problems = problems_of(put, small_form.replace("most_days: 42", "most_days: often"))
    assert problems[0].sentence() == (
        "small.yaml, line 45, frequency.most_days: “often” is no whole number. "
        "Write a whole number from 0 to 400."
    )
