"""What lists over a child's meetings and over all children read, and what a later meeting hears of earlier ones."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action, Outcome, Status, UnmetNeed
from cpm_desktop.domain.child import CopyKind, EarlierMeeting
from cpm_desktop.domain.commands import Put, Record
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.handover import CopyPlan, ManagerComment, Release, Signing
from cpm_desktop.domain.listing import SentLine
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting
from cpm_desktop.domain.meeting_commands import EndMeeting, LockRecord, StartMeeting
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit
from cpm_desktop.domain.unmet_register import RegisteredNeed
from cpm_desktop.storage.store import Store
from tests.storage.kept_store import CHILD_ID, NOON, KeptStore, a_meeting, create, do, kai, make_kept

START = StartMeeting(at=NOON, children=(), attendees=(), carried=())
FIRST, SECOND, THIRD = dt.date(2026, 9, 22), dt.date(2026, 10, 20), dt.date(2026, 11, 24)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptStore]:
    kept = make_kept(tmp_path / "place")
    create(kept.store, kai())
    yield kept
    assert kept.store.check().result(30).faults == ()
    kept.store.close()


def held(store: Store, identifier: str, day: dt.date, *entities: Entity, service: str = "") -> Meeting:
    """A meeting that was held and ended, with what was entered in it."""
    made = a_meeting(identifier, date=day, service=service, title=f"Meeting {identifier}")
    meeting, _ = do(store, create(store, made), START)
    for entity in entities:
        meeting, _ = do(store, meeting, Record(entity=entity))
    return do(store, meeting, EndMeeting(at=NOON))[0]


def sign(store: Store, meeting: Meeting) -> Meeting:
    signing = Signing(id="signing", signer="Priya Nair", signed_at=NOON)
    return do(store, meeting, LockRecord(signing=signing))[0]


def test_a_meeting_about_two_children_stands_on_the_list_of_each_until_it_is_over(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai("mia"))
    meeting = create(store, a_meeting("both", siblings=("mia",), date=THIRD))
    create(store, a_meeting("alone", date=SECOND))
    summaries = {summary.child_id: summary for summary in store.caseload().result(10)}
    assert [line.id for line in summaries[CHILD_ID].planned] == ["alone", "both"]
    assert [line.id for line in summaries["mia"].planned] == ["both"]
    assert [line.id for line in store.shared_with("mia").result(10)] == ["both"]
    assert store.shared_with(CHILD_ID).result(10) == ()
    meeting, _ = do(store, meeting, START)
    assert [line.id for line in store.shared_with("mia").result(10)] == ["both"]
    do(store, meeting, EndMeeting(at=NOON))
    assert store.shared_with("mia").result(10) == ()


def test_meetings_are_listed_from_a_day_on_the_earliest_first(kept: KeptStore) -> None:
    store = kept.store
    create(store, kai("mia"))
    for identifier, child_id, day in (("c", CHILD_ID, THIRD), ("a", CHILD_ID, SECOND), ("b", "mia", SECOND)):
        create(store, a_meeting(identifier, child_id, date=day))
    create(store, a_meeting("old", date=FIRST))
    assert [line.id for line in store.meetings_since(SECOND).result(10)] == ["a", "b", "c"]
    assert [line.id for line in store.meetings_of(CHILD_ID).result(10)] == ["old", "a", "c"]


def test_when_minutes_were_sent_is_told_once_every_copy_was(kept: KeptStore) -> None:
    store = kept.store
    day = THIRD + dt.timedelta(days=3)
    meeting = sign(store, held(store, "m", THIRD))
    create(store, a_meeting("planned", date=THIRD))
    held(store, "early", FIRST)
    plans = [CopyPlan(id=name, copy_kind=CopyKind.FAMILY) for name in ("dana", "tom")]
    for plan in plans:
        meeting, _ = do(store, meeting, Put(entity=plan))
    for plan, is_sent in zip(plans, (False, True), strict=True):
        assert store.sent_since(SECOND).result(10) == (SentLine("m", "standard", THIRD, None),)
        meeting, _ = do(store, meeting, Put(entity=dataclasses.replace(plan, sent_on=day)))
        (line,) = store.sent_since(THIRD).result(10)
        assert line.sent_on == (day if is_sent else None)
    assert store.sent_since(THIRD + dt.timedelta(days=1)).result(10) == ()


def test_minutes_sent_elsewhere_are_told_where_the_day_is_known(kept: KeptStore) -> None:
    told = EarlierMeeting(id="e3", form_id="standard", date=SECOND, minutes_sent_on=THIRD)
    create(kept.store, kai("mia", earlier_meetings=(told,)))
    assert kept.store.sent_since(SECOND).result(10) == (SentLine("", "standard", SECOND, THIRD),)


def test_open_needs_are_counted_by_category_and_team_without_their_words(kept: KeptStore) -> None:
    store = kept.store
    need = UnmetNeed(id="u1", need="A mentor", category="mentoring")
    held(store, "m", FIRST, need, service="North team")
    held(store, "other", SECOND, UnmetNeed(id="u2", need="A swing", category="play"), Action(id="a"))
    on_file = UnmetNeed(id="u3", need="Glasses", category="health", made_on=FIRST)
    create(store, kai("mia", unmet_needs=(on_file,)))
    assert set(store.registered_needs("Our team").result(10)) == {
        RegisteredNeed(CHILD_ID, "mentoring", "North team"),
        RegisteredNeed(CHILD_ID, "play", "Our team"),
        RegisteredNeed("mia", "health", "Our team"),
    }
    held(store, "last", THIRD, Outcome(id="o", of_item="u1", status=Status.DONE))
    assert len(store.registered_needs("Our team").result(10)) == 2


def test_a_later_meeting_hears_of_earlier_ones_that_are_over_the_latest_first(kept: KeptStore) -> None:
    store = kept.store
    for identifier, day in (("m1", FIRST), ("m2", SECOND)):
        held(
            store,
            identifier,
            day,
            Answer(id=f"{identifier}-asked", question="wishes", value="Football"),
            Answer(id=f"{identifier}-other", question="other", value="No"),
            CarriedItem(id=f"{identifier}-from-before", what="action"),
            Outcome(id=f"{identifier}-outcome", of_item="x", status=Status.DONE),
            ReadingLimit(
                id=f"{identifier}-limit",
                of_kind=CarriedItem.kind,
                of=f"{identifier}-from-before",
                limit=LimitKind.AUTHORITY,
                reason="It is about his mother.",
            ),
            ReadingLimit(
                id=f"{identifier}-own",
                of_kind="answer",
                of=f"{identifier}-asked",
                limit=LimitKind.AUTHORITY,
                reason="The same.",
            ),
        )
    begun = create(store, a_meeting("m3", date=THIRD))
    begun, _ = do(store, begun, START)
    begun, _ = do(store, begun, Record(entity=Answer(id="m3-asked", question="wishes", value="Chess")))
    do(store, begun, Record(entity=CarriedItem(id="m3-from-before", what="action")))
    answers = store.answers_of(CHILD_ID, ("wishes",)).result(10)
    assert [(each.place.id, each.place.date, each.answer.id) for each in answers] == [
        ("m2", SECOND, "m2-asked"),
        ("m1", FIRST, "m1-asked"),
    ]
    assert (answers[0].place.form_id, answers[0].place.is_waiver) == ("standard", False)
    assert len(store.answers_of(CHILD_ID, ()).result(10)) == 4  # all questions
    assert store.answers_of("mia", ("wishes",)).result(10) == ()
    assert [each.limit.id for each in store.limits_of(CHILD_ID).result(10)] == ["m2-limit", "m1-limit"]
    assert [each.outcome.id for each in store.outcomes_of(CHILD_ID).result(10)] == [
        "m2-outcome",
        "m1-outcome",
    ]
    assert store.heard_of(CHILD_ID).result(10) == {
        (meeting, f"{meeting}-from-before") for meeting in ("m1", "m2", "m3")
    }
    assert store.heard_of("mia").result(10) == frozenset()


def test_comments_and_releases_of_finished_records_are_heard(kept: KeptStore) -> None:
    store = kept.store
    meeting = sign(store, held(store, "m", FIRST))
    meeting, _ = do(store, meeting, Record(entity=ManagerComment(id="c", text="Well done", by="Rachel Moss")))
    do(store, meeting, Record(entity=Release(id="r", of_item="x", words="A visit")))
    (comment,) = store.comments_of(CHILD_ID).result(10)
    assert (comment.place.title, comment.comment.text, comment.comment.by) == (
        "Meeting m",
        "Well done",
        "Rachel Moss",
    )
    (release,) = store.releases_of(CHILD_ID).result(10)
    assert (release.place.id, release.release.words) == ("m", "A visit")


def test_what_the_caseload_wants_can_be_read_beforehand_and_changes_nothing(kept: KeptStore) -> None:
    before = kept.store.caseload().result(10)
    kept.store.prepare_caseload().result(10)
    assert kept.store.caseload().result(10) == before
