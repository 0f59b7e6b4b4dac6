import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.child import Child, EarlierMeeting, Person, Review
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.caseload import (
    add_child,
    age_text,
    called_short,
    caseload,
    drift_note,
    due_by_child,
    due_of,
    initials_of,
)
from cpm_desktop.services.child_due import due_lines
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.timeliness import timeliness
from cpm_desktop.services.week import EntryKind, week
from tests.a_desk import make_desk, set_clock

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path, set_clock("2026-11-25"))
    yield desk
    desk.close()


def _looked_after(desk: Desk, name: str, *reviews: tuple[str, bool], held: tuple[str, ...] = ()) -> str:
    child = Child(
        id=new_identifier(),
        name=name,
        date_of_birth=dt.date(2014, 3, 9),
        legal_status="Care order (section 31)",
        looked_after_since=dt.date(2025, 11, 17),
        case_number="LL-204417",
    )
    child_id = add_child(desk, child)
    editing = desk.child(child_id)
    for number, (day, is_planned) in enumerate(reviews, start=1):
        review = Review(
            id=new_identifier(), number=number, date=dt.date.fromisoformat(day), is_planned=is_planned
        )
        editing.perform(Record(entity=review))
    for day in held:
        meeting = EarlierMeeting(id=new_identifier(), form_id="cla-standard", date=dt.date.fromisoformat(day))
        editing.perform(Record(entity=meeting))
    return child_id


def test_a_new_child_stands_in_the_list(desk: Desk) -> None:
    add_child(desk, Child(id="", name="Zofia Wiśniewska", date_of_birth=dt.date(2017, 1, 2)))
    (line,) = caseload(desk)
    assert (line.called_short, line.initials, line.about) == ("Zofia W.", "ZW", "9")
    assert (line.due_text, line.severity, line.standing) == ("Nothing due", Severity.FINE, "Fine")
    assert line.required is None


def test_a_child_needs_a_name_or_an_expected_birth(desk: Desk) -> None:
    with pytest.raises(InvalidDetail):
        add_child(desk, Child(id="", name="  "))
    add_child(desk, Child(id="", expected_birth=dt.date(2027, 1, 30)))
    (line,) = caseload(desk)
    assert line.about.replace("\u00a0", " ") == "unborn, due 30 Jan"


@pytest.mark.rule("frequency.cla-between-six-monthly-reviews")
def test_meetings_held_are_counted_between_reviews(desk: Desk) -> None:
    _looked_after(
        desk,
        "Kai Avery",
        ("2025-12-12", False),
        ("2026-09-08", False),
        ("2027-03-08", True),
        held=("2026-09-22",),
    )
    (line,) = caseload(desk)
    assert (line.held, line.required, line.count_note) == (1, 2, "before 8 March")
    assert line.count_rule == "frequency.cla-between-six-monthly-reviews"
    assert line.about == "12 · Care order"


def test_the_overdue_come_first_and_then_the_soonest(desk: Desk) -> None:
    _looked_after(desk, "Fine Child", ("2026-06-01", False), ("2026-11-20", False), ("2027-05-20", True))
    _looked_after(desk, "Soon Child", ("2026-06-01", False), ("2026-12-01", True), held=("2026-08-01",))
    _looked_after(desk, "Late Child", ("2026-03-01", False), ("2026-11-20", True))
    assert [line.name for line in caseload(desk)] == ["Late Child", "Soon Child", "Fine Child"]


def test_drift_turns_amber_at_the_third_time(desk: Desk) -> None:
    child_id = _looked_after(desk, "Kai Avery")
    for carried in (0, 2):
        action = Action(id=new_identifier(), text="Chase", carried_before=carried)
        desk.child(child_id).perform(Record(entity=action))
    (line,) = caseload(desk)
    assert (line.open_count, line.drift_note, line.is_drifting) == (2, "1 carried twice", False)
    desk.child(child_id).perform(Record(entity=Action(id=new_identifier(), text="Ring", carried_before=3)))
    (line,) = caseload(desk)
    assert (line.drift_note, line.is_drifting) == ("1 carried 3 times", True)


def test_the_week_tells_meetings_actions_and_what_is_late(desk: Desk) -> None:
    child_id = _looked_after(desk, "Kai Avery", ("2026-03-01", False), ("2026-11-20", True))
    new_meeting(desk, child_id, "cla-standard", dt.date(2026, 11, 27), dt.time(14), "The garden room")
    action = Action(id=new_identifier(), text="Book it", owner="Priya Nair", due=dt.date(2026, 12, 2))
    desk.child(child_id).perform(Record(entity=action))
    shown = week(desk)
    assert [day.day.weekday() for day in shown.days] == list(range(7))
    today, friday = shown.days[2], shown.days[4]
    assert {entry.kind for entry in today.entries} == {EntryKind.OVERDUE}
    assert [entry.detail for entry in friday.entries] == ["14:00, The garden room"]
    assert [entry.text for day in shown.following for entry in day.entries] == ["Kai A. · Book it"]


def test_the_chart_has_six_months_and_counts_nothing_that_is_not_there(desk: Desk) -> None:
    months = timeliness(desk)
    assert [month.label for month in months] == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert sum(month.on_time + month.late for month in months) == 0


@pytest.mark.parametrize(
    ("born", "text"),
    [("2014-11-26", "11"), ("2014-11-25", "12"), ("2026-06-26", "4 months"), ("2026-10-25", "1 month")],
)
def test_ages(born: str, text: str) -> None:
    assert age_text(dt.date.fromisoformat(born), None, TODAY) == text


def test_short_names_and_initials() -> None:
    assert called_short("Kai Avery", "Kai") == "Kai A."
    assert called_short("Cher", "Cher") == "Cher"
    assert initials_of("Ruby-Mae Hope Hartley", "Ruby") == "RH"
    assert initials_of("", "") == "?"
    assert drift_note(0, 0) == "none carried"


def test_minutes_sent_elsewhere_count_where_it_is_known(desk: Desk) -> None:
    child_id = add_child(desk, Child(id="", name="Zofia Wiśniewska"))
    for day, sent in (("2026-10-05", "2026-10-10"), ("2026-10-06", "2026-10-12"), ("2026-11-02", None)):
        meeting = EarlierMeeting(
            id=new_identifier(),
            form_id="cla-standard",
            date=dt.date.fromisoformat(day),
            minutes_sent_on=dt.date.fromisoformat(sent) if sent else None,
        )
        desk.child(child_id).perform(Record(entity=meeting))
    october, november = timeliness(desk)[-2:]
    assert (october.on_time, october.late, october.late_meetings) == (1, 1, ())
    assert (november.on_time, november.late) == (0, 0)


def test_a_day_of_the_week_names_so_many_things_and_says_how_many_more(desk: Desk) -> None:
    child_id = add_child(desk, Child(id="", name="Zofia Wiśniewska"))
    for number in range(25):
        action = Action(id=new_identifier(), text=f"Ring {number}", due=dt.date(2026, 11, 26))
        desk.child(child_id).perform(Record(entity=action))
    thursday = week(desk).days[3]
    assert len(thursday.entries) == 21
    assert thursday.entries[-1].text == "and 5 more"


def test_what_is_due_is_worked_out_again_after_a_change(desk: Desk) -> None:
    child_id = add_child(desk, Child(id="", name="Poppy Lindqvist", is_in_need=True))
    before = due_by_child(desk)
    assert due_by_child(desk) is before
    assert [thing.text for thing in due_of(desk, child_id)] == ["Name the care team"]
    member = Person(id=new_identifier(), name="Maja Lindqvist", is_care_team_member=True)
    desk.child(child_id).perform(Record(entity=member))
    assert due_of(desk, child_id) == ()
    assert due_of(desk, "nobody") == ()


@pytest.mark.rule("frequency.reviews-by-plan", "frequency.care-team-6-weeks")
def test_the_childs_file_says_what_is_due_by_which_rule_and_which_reviews_apply(desk: Desk) -> None:
    both = Child(
        id="",
        name="Ayaan Siddiqui",
        looked_after_since=dt.date(2026, 9, 1),
        protection_plan_since=dt.date(2026, 8, 17),
    )
    child_id = add_child(desk, both)
    meeting = EarlierMeeting(id=new_identifier(), form_id="core-group", date=dt.date(2026, 10, 9))
    desk.child(child_id).perform(Record(entity=meeting))
    group, reviews = due_lines(desk, child_id)
    assert (group.text, group.standing) == ("Core group", "Overdue 5 days")
    assert group.rule is not None
    assert group.rule.id == "frequency.care-team-6-weeks"
    assert reviews.text == "The plan is reviewed by a looked-after review and a child protection conference"
    assert reviews.rule is not None


def test_a_record_of_a_limited_kind_is_told_as_privileged(desk: Desk) -> None:
    child_id = add_child(desk, Child(id="", expected_birth=dt.date(2027, 1, 30), legal_status="Pre-birth"))
    new_meeting(desk, child_id, "legal", dt.date(2026, 12, 3), dt.time(10))
    (line,) = caseload(desk)
    assert (line.is_privileged, line.due_text) == (True, "Legal Care Planning Meeting")
