from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Status, UnmetNeed
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.child_overview import close_item, overview
from cpm_desktop.services.child_timeline import TimelineKind
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from tests.a_desk import make_desk, set_clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path, set_clock("2026-11-23"))
    yield desk
    desk.close()


@pytest.fixture
def kai(desk: Desk) -> str:
    return enter_child(desk, demo_scripts()[0])


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_who_the_child_is(desk: Desk, kai: str) -> None:
    shown = overview(desk, kai)
    assert shown.called_line == "likes to be called Kai · he/him"
    assert _plain(shown.about_line) == "Born 9 March 2014, 12 years · LL-204417 · English, Yoruba"
    facts = dict(shown.facts)
    assert facts["Social worker"] == "Priya Nair"
    assert facts["Reviewing officer"] == "Agnieszka Wójcik"
    assert facts["Looked after since"] == "17 Nov 2025 · 53 weeks"


def test_nobody_by_that_id_is_said(desk: Desk) -> None:
    with pytest.raises(CarePlanningError):
        overview(desk, "nobody")


@pytest.mark.rule(
    "frequency.cla-between-first-and-second-review", "frequency.cla-between-six-monthly-reviews"
)
def test_each_period_says_held_of_required(desk: Desk, kai: str) -> None:
    bands = overview(desk, kai).timeline.periods
    assert [(band.held, band.required) for band in bands] == [(1, 1), (1, 2), (1, 2)]
    assert [band.severity for band in bands] == [Severity.FINE, Severity.OVERDUE, Severity.SOON]
    assert bands[-1].is_current
    assert bands[-1].label == "This period: 1 of 2 held"


def test_time_holds_reviews_meetings_and_what_is_not_counted(desk: Desk, kai: str) -> None:
    prepare_meeting(desk, kai, demo_scripts()[0])
    entries = overview(desk, kai).timeline.entries
    kinds = [entry.kind for entry in entries]
    assert kinds[0] is TimelineKind.START
    assert kinds.count(TimelineKind.REVIEW) == 3
    assert kinds.count(TimelineKind.PLANNED_REVIEW) == 1
    assert kinds.count(TimelineKind.PLANNED) == 1
    issue = next(entry for entry in entries if entry.kind is TimelineKind.SPECIFIC)
    assert (issue.label, _plain(issue.detail)) == ("Contact issue", "20 Oct, not counted")
    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)


@pytest.mark.rule("record.previous-actions")
def test_open_actions_say_how_late_and_how_often_carried(desk: Desk, kai: str) -> None:
    lines = {line.text: line for line in overview(desk, kai).actions}
    clinic = lines["Chase the sleep clinic about the waiting list"]
    assert clinic.is_late
    assert _plain(clinic.due) == "was due 9 Oct, 6 weeks late"
    assert (clinic.standing, clinic.owner) == ("Carried twice", "Priya Nair")


@pytest.mark.rule("record.previous-actions")
def test_an_outcome_between_meetings_closes_an_action_and_undo_opens_it(desk: Desk, kai: str) -> None:
    first = overview(desk, kai).actions[0]
    close_item(desk, kai, first.id, Status.DONE, "Seen on Monday")
    shown = overview(desk, kai)
    assert first.id not in {line.id for line in shown.actions}
    assert [line.detail for line in shown.closed] == ["Joy Okafọ̀ · done 23 Nov"]
    desk.child(kai).undo()
    assert first.id in {line.id for line in overview(desk, kai).actions}


@pytest.mark.rule("record.unmet-need")
def test_unmet_needs_stay_until_they_are_met(desk: Desk, kai: str) -> None:
    need = UnmetNeed(id=new_identifier(), need="Help with sleep", made_on=desk.today())
    desk.child(kai).perform(Record(entity=need))
    close_item(desk, kai, need.id, Status.STILL_UNMET, "")
    assert [line.text for line in overview(desk, kai).needs] == ["Help with sleep"]
    close_item(desk, kai, need.id, Status.MET, "")
    assert overview(desk, kai).needs == ()


@pytest.mark.rule("after.copy-for-each-reader")
def test_people_stand_under_the_copy_they_get(desk: Desk, kai: str) -> None:
    groups = {
        group.copy_kind: [person.name for person in group.people] for group in overview(desk, kai).people
    }
    assert groups[CopyKind.CHILD] == ["Kai Avery"]
    assert groups[CopyKind.FAMILY] == ["Dana Avery", "Tom Avery"]
    assert len(groups[CopyKind.PROFESSIONAL]) == 7


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_is_kept_off_is_said(desk: Desk, kai: str) -> None:
    tom = next(person for person in desk.child(kai).value.people if person.name == "Tom Avery")
    desk.child(kai).perform(change(tom, contact_restriction="No telephone calls.", copy_kind=CopyKind.NONE))
    kept = overview(desk, kai).kept_off
    assert kept[0].startswith("Where the child lives")
    assert "Tom Avery: No telephone calls – on the file copy only." in kept
    assert any(line.startswith("Tom Avery gets no copy") for line in kept)


def test_a_prepared_meeting_is_the_next_thing_and_a_record_to_open(desk: Desk, kai: str) -> None:
    meeting_id = prepare_meeting(desk, kai, demo_scripts()[0])
    shown = overview(desk, kai)
    assert shown.planned is not None
    assert shown.planned.id == meeting_id
    assert [record.standing for record in shown.records] == ["Being prepared"]
    assert _plain(shown.next_sentence).startswith(
        "Next: standard meeting on Tue 24 Nov, then review 4 on Mon 8 March"
    )
