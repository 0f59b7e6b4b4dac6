"""What some kinds of meeting keep to themselves comes into no other kind's meeting until it was released."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    Disagreement,
    Note,
    Outcome,
    Status,
    UnmetNeed,
)
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.reader import PrivilegedRecord
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.closing import end
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_meetings import earlier_meetings
from cpm_desktop.services.getting_ready import tasks
from cpm_desktop.services.holding import start
from cpm_desktop.services.papers import action_list_pdf, agenda_pdf
from cpm_desktop.services.permitting import (
    GivenLeave,
    releasable,
    release_item,
    take_release_back,
    withdraw_permission,
)
from tests.paper_text import printed_text
from tests.services.a_record import a_desk, enter_kai, hold, prepare, sign, value_of

pytestmark = pytest.mark.rule("record.previous-actions")
KEPT = ("legal", "final-care-plan", "case-discussion")
OTHERS = ("cla-standard", "care-team", "multi-agency", "core-group", "inter-agency-planning")
THINGS = ("a", "n", "d", "x")
TODAY = dt.date(2026, 11, 20)
CHAIRS = GivenLeave(role="chair", on=TODAY, why="The carer has to know.", adviser_consulted=True)
ADVISERS = replace(CHAIRS, role="legal-adviser", by="Ada Law")
LEAVE = {"legal": (CHAIRS,), "final-care-plan": (CHAIRS, ADVISERS), "case-discussion": (CHAIRS,)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def child_id(desk: Desk) -> str:
    return enter_kai(desk, looked_after_since=dt.date(2026, 1, 5))


def record_of(desk: Desk, child_id: str, form_id: str) -> str:
    return sign(
        desk,
        child_id,
        form_id,
        actions=(Action(id="a", text="SECRET action", owner="Ada Law", due=dt.date(2026, 12, 1)),),
        unmet_needs=(UnmetNeed(id="n", need="SECRET need"),),
        decisions=(Decision(id="d", text="SECRET proposal", is_proposal_to_review=True),),
        disagreements=(Disagreement(id="x", about="SECRET view"),),
    )


def carried(desk: Desk, meeting_id: str) -> dict[str, str]:
    return {item.id: item.text for item in carried_items(desk, value_of(desk, meeting_id))}


@pytest.mark.parametrize("form_id", KEPT)
def test_nothing_of_it_comes_into_another_kinds_meeting_before_or_in_it(
    form_id: str, desk: Desk, child_id: str
) -> None:
    record_of(desk, child_id, form_id)
    prepared = [prepare(desk, child_id, other) for other in OTHERS]
    for meeting_id in prepared:
        assert not set(carried(desk, meeting_id)) & set(THINGS)
        assert "SECRET" not in str(tasks(desk, meeting_id))
        assert "SECRET" not in printed_text(agenda_pdf(desk, meeting_id))
    meeting_id = prepared[-1]
    start(desk, meeting_id)
    assert "SECRET" not in str(value_of(desk, meeting_id))
    assert "SECRET" not in printed_text(action_list_pdf(desk, meeting_id))


@pytest.mark.parametrize("form_id", KEPT)
def test_its_own_kind_goes_on_with_it(form_id: str, desk: Desk, child_id: str) -> None:
    record_of(desk, child_id, form_id)
    assert set(carried(desk, prepare(desk, child_id, form_id))) >= {"a", "n", "d"}


@pytest.mark.parametrize("form_id", KEPT)
def test_what_was_released_comes_one_by_one_in_the_words_written_for_it(
    form_id: str, desk: Desk, child_id: str
) -> None:
    source = record_of(desk, child_id, form_id)
    assert {each.id for each in releasable(desk, source)} == set(THINGS)
    for given in LEAVE[form_id]:
        release_item(desk, source, "a", "Joy is told about the move by 1 December.", given)
    meeting_id = prepare(desk, child_id, "cla-standard")
    assert carried(desk, meeting_id)["a"] == "Joy is told about the move by 1 December."
    assert not {"n", "d", "x"} & set(carried(desk, meeting_id))
    start(desk, meeting_id)
    item = next(each for each in value_of(desk, meeting_id).carried if each.id == "a")
    assert (item.what, item.owner, item.reason, item.due) == ("action", "", "", None)
    assert "egal" not in item.source
    for given in LEAVE[form_id]:
        release_item(desk, source, "x", "There are two views of the move.", given)
    later = prepare(desk, child_id, "care-team")
    assert carried(desk, later)["x"] == "There are two views of the move."


def test_what_was_released_on_the_day_of_a_meeting_that_heard_it_is_told_no_second_time(
    desk: Desk, child_id: str
) -> None:
    source = record_of(desk, child_id, KEPT[0])
    for given in LEAVE[KEPT[0]]:
        release_item(desk, source, "x", "There are two views of the move.", given)
    heard = prepare(desk, child_id, "care-team", desk.today())
    start(desk, heard)
    end(desk, heard)
    assert "x" in {item.id for item in value_of(desk, heard).carried}
    assert "x" not in carried(desk, prepare(desk, child_id, "care-team"))
    assert "x" in carried(desk, prepare(desk, child_id, "cla-standard"))


@pytest.mark.parametrize("form_id", KEPT)
def test_a_limited_record_releases_under_a_recorded_permission_only(
    form_id: str, desk: Desk, child_id: str
) -> None:
    source = record_of(desk, child_id, form_id)
    meeting_id = prepare(desk, child_id, "cla-standard")
    with pytest.raises(PrivilegedRecord):
        release_item(desk, source, "a", "Joy is told.")
    with pytest.raises(PrivilegedRecord):
        release_item(
            desk, source, "a", "Joy is told.", replace(CHAIRS, role="team-manager", by="Rachel Moss")
        )
    with pytest.raises(InvalidDetail):
        release_item(desk, source, "a", "Joy is told.", replace(CHAIRS, why=""))
    with pytest.raises(InvalidDetail):
        release_item(desk, source, "a", "  ", CHAIRS)
    assert "a" not in carried(desk, meeting_id)
    for given in LEAVE[form_id]:
        release_item(desk, source, "a", "Joy is told.", given)
    assert carried(desk, meeting_id)["a"] == "Joy is told."
    for permission in value_of(desk, source).permissions:
        withdraw_permission(desk, source, permission.id)
    assert "a" not in carried(desk, meeting_id)


def test_a_final_plan_releases_nothing_until_both_have_permitted_it(desk: Desk, child_id: str) -> None:
    source = record_of(desk, child_id, "final-care-plan")
    meeting_id = prepare(desk, child_id, "cla-standard")
    release_item(desk, source, "a", "Joy is told.", CHAIRS)
    assert "a" not in carried(desk, meeting_id)
    release_item(desk, source, "a", "Joy is told.", ADVISERS)
    assert "a" in carried(desk, meeting_id)


@pytest.mark.rule("record.previous-actions")
@pytest.mark.parametrize("form_id", KEPT)
def test_a_day_goes_along_only_where_the_release_says_so_and_leave_was_given_for_it(
    form_id: str, desk: Desk, child_id: str
) -> None:
    source = record_of(desk, child_id, form_id)
    meeting_id = prepare(desk, child_id, "cla-standard")

    def due() -> dt.date | None:
        items = carried_items(desk, value_of(desk, meeting_id))
        return next((each.due for each in items if each.id == "a"), None)

    for given in LEAVE[form_id]:
        release_item(desk, source, "a", "Joy is told.", given)
    assert ("a" in carried(desk, meeting_id), due()) == (True, None)
    for number, given in enumerate(LEAVE[form_id], start=1):
        release_item(desk, source, "a", "Joy is told.", given, is_with_date=True)
        if number < len(LEAVE[form_id]):
            assert "a" not in carried(desk, meeting_id), "leave for the words alone is none for the day"
    assert due() == dt.date(2026, 12, 1)
    for given in LEAVE[form_id]:
        release_item(desk, source, "n", "A need is known.", given, is_with_date=True)
    assert not next(one for one in value_of(desk, source).releases if one.of_item == "n").is_with_date


@pytest.mark.parametrize("form_id", KEPT)
def test_it_is_named_by_its_kind_alone_where_another_names_it(
    form_id: str, desk: Desk, child_id: str
) -> None:
    sign(desk, child_id, form_id, facts={"title": "SECRET order"})
    sign(desk, child_id, "cla-specific-issue", facts={"title": "Education"})
    named = earlier_meetings(desk, value_of(desk, prepare(desk, child_id, "multi-agency")))
    assert len(named) == 2
    assert "SECRET" not in str(named)
    assert "Education" in str(named)


def test_leave_for_some_words_is_no_leave_for_others(desk: Desk, child_id: str) -> None:
    source = record_of(desk, child_id, "final-care-plan")
    meeting_id = prepare(desk, child_id, "cla-standard")
    release_item(desk, source, "a", "Joy is told.", CHAIRS)
    release_item(desk, source, "a", "Joy is told what counsel said.", ADVISERS)
    assert "a" not in carried(desk, meeting_id)
    release_item(desk, source, "a", "Joy is told what counsel said.", CHAIRS)
    assert carried(desk, meeting_id)["a"] == "Joy is told what counsel said."


@pytest.mark.parametrize("form_id", KEPT)
def test_what_it_said_of_another_kinds_action_stays_with_it(form_id: str, desk: Desk, child_id: str) -> None:
    agreed = dt.date(2026, 12, 1)
    first = Action(id="act", text="Ring the school", owner="Tess Hill", due=agreed)
    sign(desk, child_id, "cla-standard", dt.date(2026, 9, 1), actions=(first,))
    said = Outcome(
        id="o", of_item="act", status=Status.NOT_DONE, new_owner="SECRET counsel", new_due=dt.date(2027, 1, 4)
    )
    sign(desk, child_id, form_id, outcomes=(said,))
    meeting_id = prepare(desk, child_id, "cla-standard")
    found = next(each for each in carried_items(desk, value_of(desk, meeting_id)) if each.id == "act")
    assert (found.owner, found.due, found.carried) == ("Tess Hill", agreed, 0)
    assert "SECRET" not in printed_text(agenda_pdf(desk, meeting_id))
    own = carried_items(desk, value_of(desk, prepare(desk, child_id, form_id)))
    assert next(each.owner for each in own if each.id == "act") == "SECRET counsel"


@pytest.mark.parametrize("form_id", KEPT)
def test_what_it_closed_of_another_kinds_stays_open_elsewhere(
    form_id: str, desk: Desk, child_id: str
) -> None:
    sign(desk, child_id, "cla-standard", dt.date(2026, 9, 1), actions=(Action(id="act", text="Ring"),))
    closed = Outcome(id="o", of_item="act", status=Status.NO_LONGER_NEEDED)
    sign(desk, child_id, form_id, outcomes=(closed,))
    assert "act" in carried(desk, prepare(desk, child_id, "cla-standard"))
    assert "act" not in carried(desk, prepare(desk, child_id, form_id))


def test_a_release_can_be_taken_back(desk: Desk, child_id: str) -> None:
    source = record_of(desk, child_id, "case-discussion")
    release = release_item(desk, source, "n", "A need is known.", CHAIRS)
    meeting_id = prepare(desk, child_id, "cla-standard")
    assert carried(desk, meeting_id)["n"] == "A need is known."
    take_release_back(desk, source, release.id)
    assert "n" not in carried(desk, meeting_id)


def test_a_record_that_keeps_nothing_to_itself_releases_nothing(desk: Desk, child_id: str) -> None:
    source = record_of(desk, child_id, "multi-agency")
    assert releasable(desk, source) == ()
    with pytest.raises(InvalidDetail):
        release_item(desk, source, "a", "Joy is told.")


def test_what_was_agreed_elsewhere_at_such_a_meeting_stays_with_it_too(desk: Desk, child_id: str) -> None:
    from cpm_desktop.domain.child import EarlierMeeting  # noqa: PLC0415 - only this test needs it

    file = desk.child(child_id)
    file.perform(Record(entity=EarlierMeeting(id="before", form_id="legal", date=dt.date(2026, 10, 1))))
    file.perform(
        Record(entity=Action(id="old", text="SECRET", born_in="before", made_on=dt.date(2026, 10, 1)))
    )
    assert "old" not in carried(desk, prepare(desk, child_id, "cla-standard"))
    assert "old" in carried(desk, prepare(desk, child_id, "legal"))


def test_what_was_born_as_legal_advice_is_for_the_file_in_the_next_legal_record(
    desk: Desk, child_id: str
) -> None:
    form = desk.form("legal")
    assert form is not None
    advice = next(item.id for item in form.agenda if item.is_advice)
    hold(
        desk,
        child_id,
        "legal",
        actions=(Action(id="a", item=advice, text="ask counsel"), Action(id="b", item="x", text="write")),
        notes=(Note(id="z", item=advice, text="said"),),
    )
    found = {
        item.id: item.audience
        for item in carried_items(desk, value_of(desk, prepare(desk, child_id, "legal")))
    }
    assert found["a"] is Audience.FILE_ONLY
    assert found["b"] is Audience.EVERYONE
