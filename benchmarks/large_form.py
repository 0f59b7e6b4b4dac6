"""A form of sixty items with two hundred conditions: loaded and checked, and what is owed after each answer."""

import cProfile
import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.measured import Measured
from benchmarks.profiles import top_of
from benchmarks.rounds import compare
from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.attendance import AttendanceEvent, Attendee
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import Condition, Form, Procedure
from cpm_desktop.domain.meeting import AgendaProgress, Answer, ItemState, Meeting, MeetingFacts
from cpm_desktop.domain.readiness.record_readiness import debts
from cpm_desktop.storage.forms.checking import Known
from cpm_desktop.storage.forms.loading import load_procedure, read_one_form

ITEMS: Final = 60
CONDITIONS: Final = 200
_TO_LOAD: Final = 0.050
_TO_ANSWER: Final = 0.005
_PATH: Final = Path("large.yaml")
_HEAD: Final = """\
id: large
version: 1
name: Large meeting
short_name: Large
sentence: For measuring.
source:
  document: Nothing in particular
rules: [record.whole-discussion]
expected:
  - {role: child, rule: record.child-centred, required: yes}
  - {role: social-worker, rule: record.child-centred, required: yes}
papers: [Plan]
chairing:
  usual: [social-worker]
deadlines:
  - {id: distribute, text: Send every copy, days: 5, day_kind: calendar, rule: after.copy-for-each-reader}
frequency:
  kind: when needed
texts:
  file_name: "{case_number} {date} {kind}"
  case_note: Held on {date}.
checks:
  - {kind: attendance, rule: attend.who-attended}
  - {kind: expected present, rule: attend.who-attended}
  - {kind: every item discussed, rule: record.whole-discussion}
  - {kind: questions answered, rule: record.whole-discussion}
  - {kind: action complete, rule: record.smart-plan}
  - {kind: decision reason, rule: record.decision-with-reason}
  - {kind: copies decided, rule: after.copy-for-each-reader}
agenda:
"""


def measure(*, is_short: bool) -> Measured:
    """Load and check the form beside the bare parser; then answer its questions one after the other."""
    procedure, _ = load_procedure((forms_folder(),))
    known = Known(rules=procedure.rules, roles=procedure.roles)
    content = large_form().encode("utf-8")
    form, findings = read_one_form(content, _PATH, known)
    if form is None or findings.problems():
        message = (
            f"The large form has mistakes: {[problem.sentence() for problem in findings.problems()][:3]}"
        )
        raise RuntimeError(message)
    number = sum(len(lines) for lines in _conditions_of(form))
    if (len(form.agenda), number) != (ITEMS, CONDITIONS):
        message = f"The large form has {len(form.agenda)} items and {number} conditions."
        raise RuntimeError(message)
    rounds = 5 if is_short else 100
    loading = compare(
        f"load and check a form of {ITEMS} items and {CONDITIONS} conditions",
        "the C parser alone, its events thrown away",
        _parsing(content.decode("utf-8")),
        lambda: read_one_form(content, _PATH, known),
        rounds,
        warm=3,
    )
    owing = compare(
        "what is owed after one more answer, in such a form",
        "its conditions compared once each, bare",
        _comparing(form),
        _answering(form, procedure),
        rounds,
        warm=3,
    )
    return Measured(
        (
            dataclasses.replace(loading, limit=_TO_LOAD),
            dataclasses.replace(owing, limit=_TO_ANSWER),
        ),
        (
            "Loading and checking the large form:\n\n"
            + _profile(lambda: read_one_form(content, _PATH, known)),
            "What is owed in the large form:\n\n" + _profile(_answering(form, procedure)),
        ),
    )


def _profile(doing: Callable[[], object]) -> str:
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(5):
        doing()
    profile.disable()
    return top_of(profile, 30)


def large_form() -> str:
    """Return the form's text: each item asks three questions, and looks back at what was answered before it."""
    return _HEAD + "".join(_item(number) for number in range(ITEMS))


def _item(number: int) -> str:
    ask = f"answer.choice-{number - 1} is first or answer.text-{number - 1} known" if number else ""
    extra = ", child.is_looked_after is yes" if 0 < number <= CONDITIONS - 3 * (ITEMS - 1) - 1 else ""
    lines = [
        f"  - id: item-{number}",
        f"    title: Item {number}",
        "    minutes: 2",
        "    purpose: So that there is something to read.",
        "    prompts:",
        "      - What was planned, what was done, and what is different for {child}?",
        "      - Who saw it, when, and what do we do next?",
        "    captures: [action, decision]",
        "    rules: [record.whole-discussion]",
        *([f"    when: [child.age under 18{extra}]"] if number else []),
        "    questions:",
        f"      - id: choice-{number}",
        "        text: Which of these?",
        "        kind: choice",
        "        options: {first: The first, second: The second, third: The third}",
        "        required: yes",
        "        rule: record.whole-discussion",
        f"      - id: text-{number}",
        "        text: Why?",
        "        kind: long text",
        "        required: yes",
        "        rule: record.whole-discussion",
        f"        when: [answer.choice-{number} is second]",
        f"      - id: person-{number}",
        "        text: Who does it?",
        "        kind: person",
        "        rule: record.whole-discussion",
        *([f"        when: [{ask}]"] if ask else []),
        "    on_paper: Planned, done, different.",
    ]
    return "\n".join(lines) + "\n"


def _conditions_of(form: Form) -> list[tuple[Condition, ...]]:
    found = [item.when for item in form.agenda]
    return found + [question.when for item in form.agenda for question in item.questions]


def _parsing(text: str) -> Callable[[], None]:
    loader: Any = yaml.CSafeLoader

    def parse() -> None:
        for _ in yaml.parse(text, Loader=loader):
            pass

    return parse


def _comparing(form: Form) -> Callable[[], int]:
    pairs = [(line.fact, line.value) for lines in _conditions_of(form) for line in lines]
    facts = dict(pairs[::2])

    def run() -> int:
        return sum(facts.get(fact) == value for fact, value in pairs)

    return run


def _answering(form: Form, procedure: Procedure) -> Callable[[], object]:
    """Return a function that answers one question and works out everything that is owed."""
    people = tuple(
        Attendee(id=f"p{n}", position=n, name=f"Person {n}", role="Social worker", role_id="social-worker")
        for n in range(12)
    )
    day = dt.date(2026, 11, 24)
    held = Meeting(
        id="m",
        facts=MeetingFacts(id="m", form_id=form.id, date=day, chair="p0", recorder="p0"),
        children=(Child(id="c", date_of_birth=dt.date(2017, 3, 9), looked_after_since=dt.date(2026, 1, 5)),),
        attendees=people,
        attendance=tuple(AttendanceEvent(id=f"e{n}", position=n, who=f"p{n}") for n in range(12)),
        agenda=tuple(AgendaProgress(id=item.id, state=ItemState.DONE) for item in form.agenda),
        answers=tuple(
            Answer(
                id=f"a{n}",
                position=n,
                item=f"item-{n}",
                question=f"choice-{n}",
                value=("first", "second")[n % 2],
            )
            for n in range(ITEMS)
        ),
    )
    turn = [0]

    def answer() -> object:
        turn[0] += 1
        number = turn[0] % ITEMS
        told = dataclasses.replace(held.answers[number], value=("second", "third")[turn[0] % 2])
        answers = (*held.answers[:number], told, *held.answers[number + 1 :])
        return debts(form, dataclasses.replace(held, answers=answers), procedure)

    return answer
