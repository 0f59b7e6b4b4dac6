"""Two other authorities' procedures, in forms alone: what people see follows them, and no code knows of either."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cpm_desktop.data_files import forms_folder
from cpm_desktop.domain.child import Child, Review
from cpm_desktop.domain.copies_progress import deadline_day
from cpm_desktop.domain.due import Severity, things_due
from cpm_desktop.domain.due_ground import ChildFacts, due_ground
from cpm_desktop.domain.expected_roles import roles_expected
from cpm_desktop.domain.follow_ups import follow_ups_due
from cpm_desktop.domain.forms import CheckKind, Form, Procedure
from cpm_desktop.domain.kinds_offered import kinds_offered
from cpm_desktop.domain.listing import ChildSummary, HeldMeeting
from cpm_desktop.domain.meeting_dates import MEETING_DATE, date_remarks, proposed_dates
from cpm_desktop.domain.readiness.record_readiness import debts
from cpm_desktop.domain.situation import situation_of
from cpm_desktop.domain.typography import NO_BREAK
from cpm_desktop.services.bank_holidays import calendar_for
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.creating import add_child
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items, start
from cpm_desktop.storage.creation import create_store
from cpm_desktop.storage.forms.loading import check_forms, load_procedure
from cpm_desktop.storage.placement import StorePlace
from cpm_desktop.storage.store import make_tables
from tests.a_desk import FAST, PASSPHRASE, open_desk, set_clock
from tests.forms.at_a_meeting import CALENDAR, child, items, meeting, person

HERE = Path(__file__).parent
DAY = dt.date(2026, 11, 24)
LAST_REVIEW = Review(id="r3", number=3, date=dt.date(2026, 9, 8))
NEXT_REVIEW = Review(id="r4", number=4, date=dt.date(2027, 3, 8), is_planned=True)
IN_CARE = dt.date(2025, 11, 17)
REVIEWS: dict[str, Any] = {
    "looked_after_since": IN_CARE,
    "last_review": LAST_REVIEW,
    "next_review": NEXT_REVIEW,
}


@dataclass(frozen=True)
class Authority:
    """An authority's folder, and the procedure that comes of it over the application's own."""

    folder: Path
    procedure: Procedure

    def form(self, name: str) -> Form:
        return self.procedure.forms[name]

    def due(self, *last: tuple[str, dt.date], today: dt.date = DAY, **details: Any) -> list[str]:  # noqa: ANN401 - facts of a child
        """Return what the caseload shows: what, by when, and by which rule."""
        held = tuple(HeldMeeting(form_id=name, date=day) for name, day in last)
        summary = ChildSummary(child_id="c", held=held, last_held=held, **details)
        kinds = self.procedure.authority.kinds_on
        things = things_due(summary, due_ground(self.procedure.forms, today, CALENDAR, kinds))
        return [
            f"{thing.text} | {thing.on} | {thing.rule} | {thing.severity}" for thing in things if thing.rule
        ]


def authority(name: str) -> Authority:
    procedure, _ = load_procedure([HERE / name, forms_folder()])
    return Authority(HERE / name, procedure)


@pytest.fixture(scope="module")
def northmoor() -> Authority:
    return authority("northmoor")


@pytest.fixture(scope="module")
def seaborough() -> Authority:
    return authority("seaborough")


@pytest.mark.parametrize("name", ["northmoor", "seaborough"])
def test_nothing_is_wrong_with_their_folders(name: str) -> None:
    assert [problem.sentence() for problem in check_forms(HERE / name).problems] == []


def test_a_form_of_the_same_id_takes_the_place_of_ours_and_a_new_one_is_added(
    northmoor: Authority, seaborough: Authority
) -> None:
    assert northmoor.form("cla-standard").version == 20
    assert northmoor.form("cla-standard").name == "Meeting before the review"
    assert northmoor.form("care-team").name == "Care team meeting", "what they leave alone is ours"
    assert "planning-meeting" in seaborough.procedure.forms
    assert seaborough.form("cla-standard").name == "Standard care planning meeting"


class TestNorthmoor:
    """A meeting at least two weeks before each review, and the plan out by day ten."""

    def test_the_caseload_shows_it_two_weeks_before_the_review(self, northmoor: Authority) -> None:
        assert northmoor.due(**REVIEWS) == [
            "Before the review | 2027-02-22 | northmoor.before-each-review | fine"
        ]
        late = northmoor.due(today=dt.date(2027, 3, 1), **REVIEWS)
        assert late == ["Before the review | 2027-03-07 | northmoor.before-each-review | soon"]

    def test_one_that_was_held_for_this_review_is_enough_and_the_next_review_wants_its_own(
        self, northmoor: Authority
    ) -> None:
        held = ("cla-standard", dt.date(2027, 2, 15))
        assert northmoor.due(held, today=dt.date(2027, 2, 16), **REVIEWS) == []
        after: dict[str, Any] = {
            "looked_after_since": IN_CARE,
            "last_review": Review(id="r4", number=4, date=dt.date(2027, 3, 8)),
            "next_review": Review(id="r5", number=5, date=dt.date(2027, 9, 6), is_planned=True),
        }
        assert northmoor.due(held, today=dt.date(2027, 3, 9), **after) == [
            "Before the review | 2027-08-23 | northmoor.before-each-review | fine"
        ]

    def test_a_day_too_near_the_review_is_refused_without_a_reason(self, northmoor: Authority) -> None:
        form = northmoor.form("cla-standard")
        near = meeting(form, date=dt.date(2027, 2, 23), next_review=NEXT_REVIEW.date)
        (remark,) = date_remarks(form, near, situation_of(near))
        assert remark.is_refused
        assert (
            remark.sentence.replace(NO_BREAK, " ")
            == "The review is on 8 March 2027; 23 February 2027 is less than 14 days before it."
        )
        assert [debt.rule for debt in debts(form, near, northmoor.procedure) if debt.key == remark.key] == [
            "northmoor.before-each-review"
        ]
        early = meeting(form, date=dt.date(2027, 2, 22), next_review=NEXT_REVIEW.date)
        assert date_remarks(form, early, situation_of(early)) == ()

    def test_a_day_is_proposed(self, northmoor: Authority) -> None:
        form = northmoor.form("cla-standard")
        planned = meeting(form, date=None, next_review=NEXT_REVIEW.date)
        (window,) = proposed_dates(form, planned, situation_of(planned), MEETING_DATE, CALENDAR)
        assert (window.first, window.last) == (dt.date(2027, 2, 15), dt.date(2027, 2, 22))

    def test_the_plan_is_out_by_day_ten_each_copy_a_part(self, northmoor: Authority) -> None:
        form = northmoor.form("cla-standard")
        people = (person("Robin Hale", "child", is_child=True), person("Jo Ward", "foster-carer"))
        held = meeting(form, child(), attendees=people)
        made = follow_ups_due(form, held, situation_of(held), northmoor.procedure.roles, CALENDAR)
        assert {each.due for each in made} == {DAY + dt.timedelta(days=10)}
        assert {each.rule for each in made} == {"northmoor.plan-by-day-ten"}
        parts = [each.text for each in made if each.part_of]
        assert parts[:1] == ["Copy for Robin Hale"]
        assert "Copy for Jo Ward" in parts
        assert any("reviewing officer" in text for text in parts), "also where nobody is known yet"

    def test_copies_are_due_on_day_ten(self, northmoor: Authority) -> None:
        assert deadline_day(northmoor.form("cla-standard"), "distribute", DAY, CALENDAR) == dt.date(
            2026, 12, 4
        )

    def test_names_agenda_people_chair_and_texts_are_theirs(self, northmoor: Authority) -> None:
        form, roles = northmoor.form("cla-standard"), northmoor.procedure.roles
        assert items(form, meeting(form)) == [
            "welcome",
            "child-views",
            "last-meeting",
            "plan",
            "permanence",
            "close",
        ]
        assert form.agenda[1].prompts == ("What would {child} like the review to hear?",)
        assert roles["practice-manager"].name == "Locality manager"
        teenager = [entry.name for entry in roles_expected(form, meeting(form, child(15)), roles)]
        assert "Personal adviser" in teenager
        assert form.chairing.usual == ("practice-manager",)
        worker = person("Ann Teller", "social-worker")
        chaired = meeting(form, attendees=(worker,), chair=worker.id)
        rules = {
            debt.rule
            for debt in debts(form, chaired, northmoor.procedure)
            if debt.check is CheckKind.CHAIR_ROLE
        }
        assert rules == {"northmoor.locality-manager-chairs"}
        assert northmoor.procedure.authority.case_system == "Mosaic"
        assert form.texts.file_name == "{date} {case_number} CPM"


class TestSeaborough:
    """Minutes within ten working days, and planning meetings that are called by events."""

    def test_coming_into_care_calls_for_one_and_nothing_is_counted_between_reviews(
        self, seaborough: Authority
    ) -> None:
        new: dict[str, Any] = {
            "looked_after_since": dt.date(2026, 11, 20),
            "last_review": LAST_REVIEW,
            "next_review": NEXT_REVIEW,
        }
        (line,) = seaborough.due(**new)
        assert line.startswith("Planning meeting | ")
        assert "seaborough.called-by-events" in line
        assert seaborough.due(("planning-meeting", DAY), **new) == []
        assert seaborough.due() == []

    def test_the_kinds_offered_follow_the_event(self, seaborough: Authority) -> None:
        in_use = [seaborough.form(name) for name in seaborough.procedure.authority.kinds_on]

        def first_of(of: Child) -> str:
            return kinds_offered(in_use, ChildFacts(of, DAY), [])[0].why

        assert (
            first_of(child(looked_after_since=dt.date(2026, 11, 20)))
            == "Because the child has come into care."
        )
        assert first_of(child(looked_after_since=IN_CARE)) == "Because something may have happened."
        ordered = child(looked_after_since=IN_CARE, placement_order_on=dt.date(2026, 11, 1))
        assert first_of(ordered) == "Because there is a placement order."

    def test_the_event_shapes_the_agenda(self, seaborough: Authority) -> None:
        form = seaborough.form("planning-meeting")
        home = meeting(form, given={"event": "going-home"})
        assert items(form, home) == ["welcome", "child-views", "way-home", "plan"]
        assert "first-days" in items(form, meeting(form, given={"event": "came-into-care"}))

    def test_a_late_one_is_only_warned_about(self, seaborough: Authority) -> None:
        form = seaborough.form("planning-meeting")
        late = meeting(form, given={"event-on": "2026-11-10"})
        (remark,) = date_remarks(form, late, situation_of(late))
        assert not remark.is_refused
        assert remark.rule == "seaborough.within-five-working-days"

    def test_minutes_go_out_within_ten_working_days_their_own_holiday_left_out(
        self, seaborough: Authority
    ) -> None:
        form = seaborough.form("planning-meeting")
        assert deadline_day(form, "distribute", DAY, CALENDAR) == dt.date(2026, 12, 8)
        own = calendar_for(seaborough.procedure.authority)
        assert deadline_day(form, "distribute", DAY, own) == dt.date(2026, 12, 9)

    def test_a_role_of_their_own_is_known(self, seaborough: Authority) -> None:
        assert seaborough.procedure.roles["placement-officer"].name == "Placement officer"
        form = seaborough.form("planning-meeting")
        found = [entry.name for entry in roles_expected(form, meeting(form), seaborough.procedure.roles)]
        assert "Placement officer" in found


@dataclass
class Laptop:
    """A store that is opened again and again, each time with the forms that lie there then."""

    place: StorePlace
    key: object
    desks: list[Desk]

    def begin(self, *folders: Path) -> Desk:
        if self.desks:
            self.desks.pop().close()
        desk = open_desk(self.place, self.key, set_clock("2026-11-24", "10:00"), (*folders, forms_folder()))
        self.desks.append(desk)
        return desk


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    place = StorePlace(tmp_path / "store")
    key, _ = create_store(place, PASSPHRASE, FAST, make_tables)
    made = Laptop(place, key, [])
    yield made
    for desk in made.desks:
        desk.close()


def test_a_replaced_form_holds_from_the_next_start_and_a_meeting_that_began_keeps_its_own(
    laptop: Laptop,
) -> None:
    desk = laptop.begin()
    robin = add_child(desk, Child(id="", name="Robin Hale", date_of_birth=dt.date(2017, 3, 9)))
    before = new_meeting(desk, robin, "cla-standard", DAY, dt.time(10))
    start(desk, before)
    ours = [item.id for item in agenda_items(desk, desk.meeting(before).value)]

    desk = laptop.begin(HERE / "northmoor")
    held = desk.meeting(before).value
    assert desk.form_of(held).name == "Standard care planning meeting"
    assert [item.id for item in agenda_items(desk, held)] == ours
    after = new_meeting(desk, robin, "cla-standard", DAY, dt.time(14))
    assert desk.form_of(desk.meeting(after).value).name == "Meeting before the review"
    assert [item.id for item in agenda_items(desk, desk.meeting(after).value)][3] == "plan"

    desk = laptop.begin(HERE / "seaborough")
    assert desk.form_of(desk.meeting(after).value).name == "Meeting before the review", (
        "kept, though nowhere else"
    )
    added = new_meeting(desk, robin, "planning-meeting", DAY, dt.time(16))
    assert desk.form_of(desk.meeting(added).value).short_name == "Planning meeting"


def test_severity_is_told_by_the_day(northmoor: Authority) -> None:
    (line,) = northmoor.due(today=dt.date(2027, 2, 10), **REVIEWS)
    assert line.endswith(Severity.SOON)
