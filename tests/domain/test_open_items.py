import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.captures import STILL_OPEN, Action, Decision, Outcome, Status, UnmetNeed
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.open_items import OpenItem, OpenItemKind, Place, Reviewed, open_items

SEPTEMBER = Place(id="m1", form_id="standard", date=dt.date(2026, 9, 22), stage=Stage.SIGNED)
NOVEMBER = Place(id="m2", form_id="standard", date=dt.date(2026, 11, 24), stage=Stage.ENDED)
JANUARY = Place(id="m3", form_id="standard", date=dt.date(2027, 1, 26), stage=Stage.LIVE)
FILE = Place(id="kai")
DENTIST = Action(id="a", text="Ask the dentist", owner="Joy Okafọ̀", due=dt.date(2026, 10, 2))


def outcome(status: Status, **details: object) -> Outcome:
    return Outcome(id="o", of_item="a", status=status, **details)  # type: ignore[arg-type]  # known fields


def followed(*reviewed: Reviewed, thing: Action | UnmetNeed | Decision = DENTIST) -> OpenItem:
    (item,) = open_items("kai", [(SEPTEMBER, thing)], reviewed)
    return item


@pytest.mark.rule("record.previous-actions")
def test_an_action_is_open_until_something_else_is_said() -> None:
    item = followed()
    assert (item.is_open, item.carried, item.status, item.made_on) == (True, 0, None, SEPTEMBER.date)


@pytest.mark.rule("record.previous-actions")
def test_it_is_carried_over_by_each_meeting_that_leaves_it_open() -> None:
    first = Reviewed(NOVEMBER, outcome(Status.NOT_DONE, escalated_to="Rachel Whitmore"))
    item = followed(first)
    assert (item.is_open, item.carried, item.is_drifting()) == (True, 1, False)
    item = followed(Reviewed(JANUARY, outcome(Status.IN_PROGRESS)), first)
    assert (item.is_open, item.carried, item.is_drifting(), item.is_draft) == (True, 2, True, True)
    assert item.escalated_to == "Rachel Whitmore"


def test_what_was_carried_before_it_was_entered_here_counts() -> None:
    thing = Action(id="a", carried_before=2, made_on=dt.date(2026, 5, 19))
    item = followed(Reviewed(NOVEMBER, outcome(Status.IN_PROGRESS)), thing=thing)
    assert (item.carried, item.made_on) == (3, dt.date(2026, 5, 19))


def test_said_twice_in_one_meeting_counts_once_by_the_last_word() -> None:
    noon = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    first = Reviewed(NOVEMBER, outcome(Status.NOT_DONE, at=noon))
    second = Reviewed(NOVEMBER, outcome(Status.DONE, at=noon + dt.timedelta(minutes=1)))
    item = followed(second, first)
    assert (item.is_open, item.carried, item.status) == (False, 0, Status.DONE)


def test_said_on_the_file_between_meetings_closes_and_carries_nothing() -> None:
    done = outcome(Status.DONE, made_on=dt.date(2026, 10, 1))
    item = followed(Reviewed(FILE, done))
    assert (item.is_open, item.carried, item.status_on) == (False, 0, dt.date(2026, 10, 1))
    item = followed(Reviewed(FILE, outcome(Status.IN_PROGRESS, made_on=dt.date(2026, 10, 1))))
    assert (item.is_open, item.carried) == (True, 0)


def test_the_latest_new_date_holds() -> None:
    item = followed(
        Reviewed(JANUARY, outcome(Status.IN_PROGRESS)),
        Reviewed(NOVEMBER, outcome(Status.NOT_DONE, new_due=dt.date(2026, 12, 18))),
    )
    assert item.due == dt.date(2026, 12, 18)


@pytest.mark.rule("record.proposals-to-review")
def test_of_decisions_only_proposals_are_followed() -> None:
    football = Decision(id="a", text="A match a month", reason="Kai asked", is_proposal_to_review=True)
    assert open_items("kai", [(NOVEMBER, Decision(id="d", text="Kai chooses a dentist"))], []) == ()
    item = followed(thing=football)
    assert (item.what, item.text, item.reason, item.is_open) == (
        OpenItemKind.PROPOSAL,
        "A match a month",
        "Kai asked",
        True,
    )
    assert not followed(Reviewed(JANUARY, outcome(Status.AGREED_AT_REVIEW)), thing=football).is_open
    assert followed(Reviewed(JANUARY, outcome(Status.AWAITING_REVIEW)), thing=football).is_open


@pytest.mark.rule("record.unmet-needs-plan")
def test_an_unmet_need_is_open_until_met_or_closed() -> None:
    sleep = UnmetNeed(id="a", need="Help with sleep", why="No service within 14 weeks")
    assert followed(Reviewed(NOVEMBER, outcome(Status.STILL_UNMET)), thing=sleep).carried == 1
    assert not followed(Reviewed(NOVEMBER, outcome(Status.MET)), thing=sleep).is_open


def test_a_cancelled_meeting_never_was() -> None:
    cancelled = Place(id="m4", date=dt.date(2026, 10, 1), stage=Stage.CANCELLED)
    assert open_items("kai", [(cancelled, DENTIST)], []) == ()
    assert followed(Reviewed(cancelled, outcome(Status.DONE))).is_open


REVIEWS = st.lists(
    st.tuples(
        st.sampled_from([SEPTEMBER, NOVEMBER, JANUARY, FILE]), st.sampled_from(list(Status)), st.dates()
    ),
    max_size=6,
)


@given(REVIEWS, st.randoms())
def test_the_order_in_which_outcomes_come_does_not_matter(
    reviews: list[tuple[Place, Status, dt.date]], random: Random
) -> None:
    reviewed = [
        Reviewed(place, Outcome(id=str(n), position=n, of_item="a", status=status, made_on=day))
        for n, (place, status, day) in enumerate(reviews, start=1)
    ]
    item = followed(*reviewed)
    random.shuffle(reviewed)
    assert followed(*reviewed) == item
    assert item.carried <= len({place.id for place, _, _ in reviews} - {FILE.id})
    assert item.is_open == (item.status is None or item.status in STILL_OPEN)
