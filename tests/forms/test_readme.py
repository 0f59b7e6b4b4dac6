"""What the forms' README teaches holds: its tenth kind of meeting, built from nothing, works as it says."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Decision
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.conditions import FACTS
from cpm_desktop.domain.due_ground import ChildFacts, is_offered
from cpm_desktop.domain.forms import CheckKind, Form, FrequencyKind, Procedure
from cpm_desktop.domain.forms import Test as Comparison
from cpm_desktop.domain.meeting_dates import NEXT_DATE, proposed_dates
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.holding import DateRefused, agenda_items, start
from cpm_desktop.services.item_work import answer, preparation_questions
from cpm_desktop.storage.forms.loading import check_forms, load_procedure
from cpm_desktop.storage.forms.shapes import GroupShape, ListShape, Shape, TitledShape, WordShape, group_of
from tests.a_desk import make_desk, set_clock
from tests.forms.at_a_meeting import CALENDAR, DAY, asked, child, items, meeting

KIND = "placement-stability"


def readme(checkout: Path) -> str:
    return (checkout / "forms" / "README.md").read_text(encoding="utf-8")


def boxes(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def taught(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an authority's folder with what the README says to put there."""
    folder = tmp_path_factory.mktemp("authority")
    section = readme(checkout).partition("## A kind of your own")[2].partition("\n## ")[0]
    (folder / "rules.toml").write_text("\n".join(boxes(section, "toml")), encoding="utf-8")
    (folder / f"{KIND}.yaml").write_text("".join(boxes(section, "yaml")), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def procedure(taught: Path, checkout: Path) -> Procedure:
    return load_procedure([taught, checkout / "forms"])[0]


@pytest.fixture(scope="module")
def stability(procedure: Procedure) -> Form:
    return procedure.forms[KIND]


def test_the_tenth_kind_has_no_mistake_and_nothing_odd(taught: Path) -> None:
    report = check_forms(taught)
    assert [problem.sentence() for problem in report.problems] == []
    assert [form.id for form in report.forms] == [KIND]


def test_it_stands_beside_the_nine(procedure: Procedure) -> None:
    assert len(procedure.forms) == 10
    assert procedure.rules["stability.call-early"].is_for(KIND)
    assert procedure.sources["L1"].owner == "Fostering service"


def test_it_asks_and_owes_as_it_says(stability: Form) -> None:
    held = meeting(stability, child(9), given={"strains": "school"})
    assert items(stability, held) == [
        "welcome",
        "child-views",
        "last-meeting",
        "worries",
        "decisions",
        "close",
    ]
    assert "other-strain" not in asked(stability, held)
    baby = meeting(stability, child(1), given={"strains": "other"})
    assert "baby" in items(stability, baby)
    assert "other-strain" in asked(stability, baby)
    unborn = meeting(stability, child(-1, expected_birth=DAY + dt.timedelta(days=30)))
    assert "baby" in items(stability, unborn)
    kinds = {check.kind for check in stability.checks}
    assert {CheckKind.DECISION_MATTER, CheckKind.DATES_IN_ORDER} <= kinds
    money = stability.matter(Decision(id="d", matter="money").matter)
    assert money is not None
    assert money.is_recommendation_only


def test_its_dates_are_those_it_says(stability: Form) -> None:
    held = meeting(stability)
    (window,) = proposed_dates(stability, held, situation_of(held), NEXT_DATE, CALENDAR)
    assert (window.last - window.first).days == 7
    assert stability.frequency.kind is FrequencyKind.EVERY
    assert is_offered(stability, ChildFacts(child(looked_after_since=dt.date(2026, 1, 5)), DAY))
    assert not is_offered(stability, ChildFacts(child(), DAY))


def test_a_meeting_is_held_with_its_agenda(taught: Path, checkout: Path, tmp_path: Path) -> None:
    desk = make_desk(tmp_path, set_clock("2026-11-24", "10:00"), (taught, checkout / "forms"))
    robin = add_child(desk, Child(id="", name="Robin Hale", date_of_birth=dt.date(2017, 3, 9)))
    meeting_id = new_meeting(desk, robin, KIND, DAY, dt.time(10), "Town hall")
    asked_first = [entry.question.id for entry in preparation_questions(desk, desk.meeting(meeting_id).value)]
    assert asked_first == ["at-risk", "worry-since", "earlier-meeting", "own-support-tried"]
    answer(desk, meeting_id, "preparation", "worry-since", "2026-11-02")
    with pytest.raises(DateRefused, match="more than 10 days after the first worry"):
        start(desk, meeting_id)
    answer(desk, meeting_id, "preparation", "worry-since", "2026-11-20")
    answer(desk, meeting_id, "preparation", "at-risk", "fostering")
    assert desk.meeting(meeting_id).value.facts.title == "Stability meeting about a foster home"
    start(desk, meeting_id)
    held = desk.meeting(meeting_id).value
    assert [item.id for item in agenda_items(desk, held)][:3] == ["welcome", "child-views", "last-meeting"]
    assert {paper.title for paper in held.papers} == {"Placement plan"}
    desk.close()


def shapes(shape: Shape, seen: set[type]) -> Iterator[tuple[str, Shape]]:
    """Yield every key that a form can have, with the shape of what stands behind it."""
    if isinstance(shape, TitledShape):
        shape = group_of(shape.made)
    if isinstance(shape, ListShape):
        yield from shapes(shape.of, seen)
    elif isinstance(shape, GroupShape) and shape.made not in seen:
        seen.add(shape.made)
        for field in shape.fields:
            yield field.key, field.shape
            yield from shapes(field.shape, seen)


def words_of(shape: Shape) -> tuple[str, ...]:
    inner = shape.of if isinstance(shape, ListShape) else shape
    return inner.words if isinstance(inner, WordShape) else ()


def test_it_names_every_key_and_every_word(checkout: Path) -> None:
    text = readme(checkout)
    found = list(shapes(group_of(Form), set()))
    assert len(found) > 100
    assert [key for key, _ in found if not re.search(rf"(?<![a-z_]){key}(?![a-z_])", text)] == []
    words = [word for _, shape in found for word in words_of(shape)]
    assert [word for word in words if not re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text)] == []


def test_it_names_every_fact_and_comparison(checkout: Path) -> None:
    text = readme(checkout)
    assert [fact for fact in FACTS if f"`{fact}`" not in text] == []
    assert [test.value for test in Comparison if f"`{test.value}`" not in text] == []


def test_what_it_shows_uses_most_of_what_there_is(stability: Form) -> None:
    """A part that is at its default shows nothing; only a few are left for the box at the end."""
    shown = {
        entry.name
        for entry in dataclasses.fields(Form)
        if entry.default is dataclasses.MISSING or getattr(stability, entry.name) != entry.default
    }
    left = {entry.name for entry in dataclasses.fields(Form)} - shown
    assert left <= {
        "has_set_agenda",
        "copies",
        "replaces",
        "invites",
        "is_isolated",
        "isolated_rule",
        "waiver",
    }
