"""Mistakes in what only larger forms say: each is told with its file, line, key, and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cpm_desktop.domain.form_problems import FormProblem
from cpm_desktop.storage.forms.loading import check_forms

Put = Callable[[str, str | bytes], Path]

# what is added to the sound form, key, what is said, remedy
WAIVER = (
    "waiver:\n  title: Not needed\n  deciders: [team-manager]\n  rule: record.powers\n  questions:\n"
    "    - {id: grounds, text: Why, kind: choices, options: {a: One, b: Two}}\n  ends:\n"
)
ADDED = {
    "the end of a ground that is none": (
        f"{WAIVER}    - {{option: c, because: it is over, rule: record.powers, when: [child.is_adopted is no]}}\n",
        "waiver.ends[1].option",
        "“c” is no ground",
        "one of: a, b",
    ),
    "a ground that would never stand": (
        f"{WAIVER}    - {{option: a, because: it is over, rule: record.powers}}\n",
        "waiver.ends[1]",
        "never stand",
        "Add when or after",
    ),
    "the end of a ground after what is no date": (
        f"{WAIVER}    - {{option: a, because: it is over, rule: record.powers, after: child.age}}\n",
        "waiver.ends[1].after",
        "no date on the child’s file",
        "",
    ),
    "the end of a ground by an answer": (
        f"{WAIVER}    - {{option: a, because: it is over, rule: record.powers, when: [answer.grounds is a]}}\n",
        "waiver.ends[1].when[1]",
        "there is no meeting yet",
        "fact of the child",
    ),
    "preparation looks ahead": (
        "preparation:\n  - id: first\n    text: One?\n    kind: text\n    when: [answer.issue is school]\n",
        "preparation[1].when[1]",
        "not asked before",
        "further up in the preparation",
    ),
    "waiver without grounds": (
        (
            "waiver:\n  title: None needed\n  deciders: [team-manager]\n  questions: []\n  notice: Dear {agency}\n"
            "  rule: record.smart-plan\n"
        ),
        "waiver.questions",
        "question “grounds”",
        "grounds",
    ),
    "waiver decided by nobody known": (
        (
            "waiver:\n  title: None needed\n  deciders: [team-manger]\n  questions: []\n  notice: Dear {agency}\n"
            "  rule: record.smart-plan\n"
        ),
        "waiver.deciders[1]",
        "no role “team-manger”",
        "“team-manager”?",
    ),
    "title of no question": ("title_from: isue\n", "title_from", "no question “isue”", "“issue”?"),
    "becomes itself": ("becomes: [small]\n", "becomes", "stand for itself", "another form"),
    "replaces itself": ("replaces: small\n", "replaces", "stand for itself", "another form"),
    "offer looks at a meeting": (
        "offers:\n  - because: it fits\n    when: [meeting.is_first is yes]\n",
        "offers[1].when[1]",
        "no meeting yet",
        "child.is_looked_after",
    ),
    "offer looks at an answer": (
        "offers:\n  - because: it fits\n    when: [answer.issue is school]\n",
        "offers[1].when[1]",
        "no meeting yet",
        "child.is_looked_after",
    ),
    "offer with a blank": (
        'offers:\n  - because: "{child} is small"\n',
        "offers[1].because",
        "{child}",
        "no blanks",
    ),
    "date check of no date": (
        (
            "date_checks:\n  - id: in-time\n    checked: meeting.date\n    relation: before\n"
            "    other: child.filed_on\n    says: Too late.\n    rule: record.smart-plan\n"
        ),
        "date_checks[1].other",
        "“child.filed_on” is no date",
        "“child.filing_on”?",
    ),
    "date check of an answer that is none": (
        (
            "date_checks:\n  - id: in-time\n    checked: meeting.date\n    relation: before\n"
            "    other: answer.issue\n    says: Too late.\n    rule: record.smart-plan\n"
        ),
        "date_checks[1].other",
        "does not ask for a date",
        "kind “date”",
    ),
    "date stands to itself": (
        (
            "date_checks:\n  - id: in-time\n    checked: meeting.date\n    relation: before\n"
            "    other: meeting.date\n    says: Too late.\n    rule: record.smart-plan\n"
        ),
        "date_checks[1].other",
        "to itself",
        "another date",
    ),
    "proposal the wrong way round": (
        (
            "date_proposals:\n  - proposed: next.date\n    other: meeting.date\n    least_days: 42\n"
            "    most_days: 28\n    rule: record.smart-plan\n"
        ),
        "date_proposals[1].least_days",
        "more than most_days",
        "smaller",
    ),
    "proposal from itself": (
        (
            "date_proposals:\n  - proposed: next.date\n    other: next.date\n    least_days: 28\n"
            "    most_days: 42\n    rule: record.smart-plan\n"
        ),
        "date_proposals[1].other",
        "proposed from itself",
        "another date",
    ),
    "date check of a question that is not there": (
        (
            "date_checks:\n  - id: in-time\n    checked: meeting.date\n    relation: before\n"
            "    other: answer.isue\n    says: Too late.\n    rule: record.smart-plan\n"
        ),
        "date_checks[1].other",
        "There is no question “isue”",
        "asks for a date",
    ),
    "follow-up without its days": (
        "follow_ups:\n  - id: tell\n    text: Tell them\n    rule: record.smart-plan\n    days: 3\n",
        "follow_ups[1].days",
        "never be due",
        "day_kind",
    ),
    "follow-up to nobody": (
        (
            "follow_ups:\n  - id: tell\n    text: Tell {who}\n    rule: record.smart-plan\n"
            "    recipients: [team-membres]\n"
        ),
        "follow_ups[1].recipients[1]",
        "no role “team-membres”",
        "“team-members”?",
    ),
    "follow-up of nobody": (
        "follow_ups:\n  - id: tell\n    text: Tell\n    rule: record.smart-plan\n    owner: social-wroker\n",
        "follow_ups[1].owner",
        "no role",
        "“social-worker”?",
    ),
    "follow-up id taken": (
        (
            "follow_ups:\n  - {id: tell, text: Tell, rule: record.smart-plan}\n"
            "  - {id: tell, text: Ask, rule: record.smart-plan}\n"
        ),
        "follow_ups[2].id",
        "is taken",
        "its own",
    ),
    "follow-up with a strange blank": (
        "follow_ups:\n  - id: tell\n    text: Tell {whom}\n    rule: record.smart-plan\n",
        "follow_ups[1].text",
        "{whom}",
        "“who”?",
    ),
    "matter with nobody to authorise": (
        "matters:\n  - id: money\n    text: Money\n    authoriser: service-manger\n",
        "matters[1].authoriser",
        "no role",
        "“service-manager”?",
    ),
    "distribution to nobody": (
        "distribution:\n  always: [team-manager|seniour-practitioner]\n",
        "distribution.always[1]",
        "“seniour-practitioner”",
        "“senior-practitioner”?",
    ),
    "permission by nobody": (
        "distribution:\n  reach: the authority only\n  permitted_by: [the-chair]\n",
        "distribution.permitted_by[1]",
        "no role “the-chair”",
        "",
    ),
    "isolated without a rule": ("isolated: yes\n", "isolated", "rule behind", "isolated_rule"),
    "unknown reach": ("distribution:\n  reach: everyone\n", "distribution.reach", "“everyone”", "everybody"),
    "next meeting that is no form’s": (
        "next_meeting:\n  form: Small Meeting\n",
        "next_meeting.form",
        "cannot stand",
        "hyphens",
    ),
}
# what stands in the sound form, what is put in its place, key, what is said, remedy
INSTEAD = {
    "item under a kept id": ("id: opening", "id: preparation", "agenda[1].id", "kept under", "another id"),
    "paper twice": ("papers: []", "papers: [Plan, Plan]", "papers[2].title", "is taken", "its own"),
    "paper waits for the meeting": (
        "papers: []",
        "papers:\n  - title: Plan\n    when: [answer.issue is school]",
        "papers[1].when[1]",
        "not asked before",
        "gathered before",
    ),
    "note owed without a name": (
        "required: yes\n        rule",
        "note_required: yes\n        rule",
        "agenda[1].questions[1].note_required",
        "nothing says what it is called",
        "note: Reason",
    ),
    "two options alike": (
        "home: Home",
        "home: school",
        "agenda[1].questions[1].options",
        "Two options",
        "otherwise",
    ),
    "barred option that is none": (
        "required: yes\n        rule",
        "barred:\n          - {option: shcool, when: [child.age under 4], says: Too young.}\n        rule",
        "agenda[1].questions[1].barred[1].option",
        "no option",
        "“school”?",
    ),
    "chair agreed by no question": (
        "  usual: [social-worker]\n",
        "  usual: [social-worker]\n  agreed_by: future-chair\n",
        "chairing.agreed_by",
        "no question",
        "issue",
    ),
    "a choice compared by size": (
        "answer.issue is school",
        "answer.issue at least 3",
        "agenda[2].when[1]",
        "no number",
        "“is”",
    ),
    "a condition on a question that is asked later": (
        "    questions:\n      - id: issue",
        "    when: [answer.issue is school]\n    questions:\n      - id: issue",
        "agenda[1].when[1]",
        "is not asked before this",
        "",
    ),
    "a condition on a question that is not there": (
        "answer.issue is school",
        "answer.isue is school",
        "agenda[2].when[1]",
        "There is no question “isue”",
        "“issue”?",
    ),
    "an age that is no number": (
        "child.age under 16",
        "child.age under sixteen",
        "agenda[2].when[2]",
        "no whole number",
        "such as 5",
    ),
    "yes or no compared by size": (
        "child.age under 16",
        "child.is_adopted at least 1",
        "agenda[2].when[2]",
        "is yes or no",
        "is yes",
    ),
    "a date compared with a word": (
        "child.age under 16",
        "child.filing_on is tomorrow",
        "agenda[2].when[2]",
        "is a date",
        "“known”",
    ),
    "one of several conditions": (
        "child.age under 16",
        "child.age under 16 or answer.issue is hoem",
        "agenda[2].when[2]",
        "“hoem” is no option",
        "“home”?",
    ),
    "interval that always holds": (
        "  most_days: 42\n",
        "  most_days: 42\n  intervals:\n    - {when: [], most_days: 28, rule: record.smart-plan}\n",
        "frequency.intervals[1].when",
        "holds always",
        "condition",
    ),
    "interval by an answer": (
        "  most_days: 42\n",
        (
            "  most_days: 42\n  intervals:\n"
            "    - {when: [answer.issue is school], most_days: 28, rule: record.smart-plan}\n"
        ),
        "frequency.intervals[1].when[1]",
        "no meeting yet",
        "child.",
    ),
    "first after no date": (
        "  most_days: 42\n",
        "  most_days: 42\n  first: {after: child.plan_since, days: 10, day_kind: working, rule: record.smart-plan}\n",
        "frequency.first.after",
        "no date on the child’s file",
        "child.protection_plan_since",
    ),
    "before nothing": (
        "kind: every\n  most_days: 42",
        "kind: once before",
        "frequency.before",
        "is missing",
        "child.filing_on",
    ),
    "due while nothing": (
        "kind: every\n  most_days: 42",
        "kind: while due",
        "frequency.due_when",
        "is missing",
        "due_when",
    ),
    "between no reviews": (
        "kind: every\n  most_days: 42",
        "kind: between reviews",
        "frequency.later_periods",
        "is missing",
        "later_periods",
    ),
}
WARNED = {
    "follow-up for each agency without a waiver": (
        "follow_ups:\n  - {id: tell, text: Tell, rule: record.smart-plan, each: each contributing agency}\n",
        "follow_ups[1].each",
        "no waiver",
        "add a waiver",
    ),
    "becomes an unknown form": ("becomes: [cla-standrad]\n", "becomes[1]", "no form", "“cla-standard”?"),
    "replaces an unknown form": ("replaces: care-taem\n", "replaces", "no form", "“care-team”?"),
    "next meeting of an unknown form": (
        "next_meeting:\n  form: care-taem\n",
        "next_meeting.form",
        "no form",
        "“care-team”?",
    ),
    "earlier answer that nobody gives": (
        (
            "follow_ups:\n  - id: tell\n    text: Tell\n    rule: record.smart-plan\n"
            "    when: [earlier.famly-group-conference known]\n"
        ),
        "follow_ups[1].when[1]",
        "No kind of meeting asks",
        "“family-group-conference”?",
    ),
    "nobody may permit": (
        "distribution:\n  reach: the authority only\n",
        "distribution.reach",
        "Nobody could",
        "permitted_by",
    ),
    "several agencies that nothing asks for": (
        "care_planning: yes\n",
        "checks",
        "several agencies must take part",
        "“several agencies”",
    ),
    "a date to be reasoned that nothing asks for": (
        (
            "date_checks:\n  - id: in-time\n    checked: meeting.date\n    relation: before\n"
            "    other: child.filing_on\n    strictness: reason\n    says: Too late.\n    rule: record.powers\n"
        ),
        "checks",
        "wait for a reason",
        "“dates in order”",
    ),
    "a limit of the next meeting that nothing asks for": (
        "next_meeting:\n  most_days: 14\n",
        "checks",
        "wait for a reason",
        "“dates in order”",
    ),
    "a question of no date that looks back": (
        "preparation:\n  - {id: q, text: Who came, kind: text, looks: back}\n",
        "preparation[1].looks",
        "“looks” does nothing",
        "Delete it",
    ),
    "grounds that end where nothing comes due again": (
        f"{WAIVER}    - {{option: a, because: it is over, rule: record.powers, when: [child.is_adopted is no]}}\n",
        "waiver.ends",
        "does nothing here",
        "while due",
    ),
    "matters that nothing asks for": (
        "matters:\n  - {id: money, text: Money}\n",
        "checks",
        "powers",
        "“decision matter”",
    ),
}


def problems_of(put: Put, text: str) -> tuple[FormProblem, ...]:
    return check_forms(put("small.yaml", text).parent).problems


@pytest.mark.parametrize("name", ADDED)
def test_a_mistake_in_what_is_added_is_told(put: Put, small_form: str, name: str) -> None:
    added, key, what, remedy = ADDED[name]
    told = [problem for problem in problems_of(put, small_form + added) if problem.key == key]
    assert told
    assert what in told[0].what
    assert remedy in told[0].remedy
    assert told[0].line > small_form.count("\n")
    assert not told[0].is_warning


@pytest.mark.parametrize("name", INSTEAD)
def test_a_mistake_put_in_place_of_something_is_told(put: Put, small_form: str, name: str) -> None:
    before, after, key, what, remedy = INSTEAD[name]
    assert small_form.count(before) == 1, "the test spoils one place"
    told = [problem for problem in problems_of(put, small_form.replace(before, after)) if problem.key == key]
    assert told
    assert what in told[0].what
    assert remedy in told[0].remedy
    assert told[0].line
    assert not told[0].is_warning


@pytest.mark.parametrize("name", WARNED)
def test_what_does_nothing_is_a_warning(put: Put, small_form: str, name: str) -> None:
    added, key, what, remedy = WARNED[name]
    told = [problem for problem in problems_of(put, small_form + added) if problem.key == key]
    assert told
    assert what in told[0].what
    assert remedy in told[0].remedy
    assert told[0].is_warning


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("preparation answered", "preparation"),
        ("papers ready", "required: yes"),
        ("several agencies", "care_planning"),
        ("decision matter", "matters"),
        ("dates in order", "date_checks"),
    ],
)
def test_a_check_that_finds_nothing_is_a_warning(put: Put, small_form: str, kind: str, key: str) -> None:
    checked = small_form.replace("kind: read back", f"kind: {kind}")
    (told,) = problems_of(put, checked)
    assert (told.key, told.is_warning) == ("checks[1].kind", True)
    assert key in told.remedy


def test_what_cannot_be_read_hides_nothing_of_the_rest_and_is_told_once(put: Put, small_form: str) -> None:
    """A typing mistake and a wrong reference stand in one report; nothing is told that follows from the typing."""
    spoilt = (
        small_form.replace("kind: choice", "kind: chioce")
        .replace("minutes: 5\n    captures", "minuts: 5\n    captures")
        .replace("usual: [social-worker]", "usual: [social-wroker]")
        .replace("most_days: 42", "most_days: often")
        .replace("child.age under 16", "child.age under ten")
    )
    assert [problem.key for problem in problems_of(put, spoilt)] == [
        "agenda[1].minutes",
        "agenda[1].minuts",
        "agenda[1].questions[1].kind",
        "agenda[2].when[2]",
        "chairing.usual[1]",
        "frequency.most_days",
    ]
