"""What is carried over keeps who may read it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Presence
from cpm_desktop.domain.captures import Action, Audience, Decision, Outcome
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.meeting import Answer, CarriedItem
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_by
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start
from tests.services.a_record import HELD_ON, a_desk, enter_kai, prepare, sign, value_of


@pytest.mark.rule("after.copy-for-each-reader", "record.previous-actions")
def test_an_action_for_the_file_stays_off_later_copies(desk: Desk, meeting_id: str) -> None:
    meeting = desk.meeting(meeting_id)
    file = desk.child(meeting.value.facts.child_id)
    secret = Action(
        id="secret",
        text="tell the police where he waits",
        audience=Audience.FILE_ONLY,
        made_on=dt.date(2026, 9, 22),
    )
    file.perform(Record(entity=secret))
    decision = next(entry for entry in file.value.decisions if entry.born_in)
    file.perform(change(decision, audience=Audience.PROFESSIONALS))
    kept_for = {item.id: item.audience for item in carried_items(desk, meeting.value)}
    assert kept_for["secret"] is Audience.FILE_ONLY
    assert kept_for[decision.id] is Audience.PROFESSIONALS
    start(desk, meeting_id)
    family = seen_by(
        meeting.value, Reader(ReaderKind.FAMILY), desk.form_of(meeting.value), desk.procedure.roles
    )
    assert {"secret", decision.id}.isdisjoint(item.id for item in family.carried)
    assert len(family.carried) == len(meeting.value.carried) - 2


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize(
    ("who", "form_id", "later", "audience"),
    [
        ("dana", "cla-standard", "cla-standard", Audience.PROFESSIONALS),
        ("tess", "cla-standard", "cla-standard", Audience.FILE_ONLY),
        ("dana", "cla-specific-issue", "cla-standard", Audience.PROFESSIONALS),
    ],
)
def test_what_was_said_while_somebody_was_asked_to_leave_stays_off_what_they_read_later(
    tmp_path: Path, who: str, form_id: str, later: str, audience: Audience
) -> None:
    desk = a_desk(tmp_path)
    out, back = (dt.datetime.combine(HELD_ON, dt.time(10, minute), dt.UTC) for minute in (10, 20))
    meanwhile, after = (moment + dt.timedelta(minutes=5) for moment in (out, back))
    child_id = enter_kai(desk)
    sign(
        desk,
        child_id,
        form_id,
        attendance=(
            AttendanceEvent(id="1", who=who, presence=Presence.PRESENT, at=out - dt.timedelta(minutes=9)),
            AttendanceEvent(id="2", who=who, presence=Presence.ASKED_OUT, at=out),
            AttendanceEvent(id="3", who=who, presence=Presence.PRESENT, at=back),
        ),
        actions=(
            Action(id="secret", text="tell the refuge", at=meanwhile),
            Action(id="open", text="ring the school", at=after),
        ),
        decisions=(Decision(id="where", text="Dana is told last", at=meanwhile, is_proposal_to_review=True),),
    )
    found = {
        item.id: item.audience
        for item in carried_items(desk, value_of(desk, prepare(desk, child_id, later, dt.date(2026, 12, 14))))
    }
    assert found == {"secret": audience, "where": audience, "open": Audience.EVERYONE}
    desk.close()


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_is_kept_from_readers_by_hand_is_carried_to_no_more_of_them(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    kinds = {
        "third": (LimitKind.THIRD_PARTY, (), Audience.PROFESSIONALS),
        "ours": (LimitKind.AUTHORITY, (), Audience.FILE_ONLY),
        "named": (LimitKind.NAMED, ("dana",), Audience.FILE_ONLY),
        "both": (LimitKind.PROFESSIONALS, ("tess",), Audience.FILE_ONLY),
    }
    sign(
        desk,
        child_id,
        "cla-standard",
        actions=tuple(Action(id=key, text=f"do {key}") for key in (*kinds, "open")),
        limits=tuple(
            ReadingLimit(id=limit_key("action", key), of_kind="action", of=key, limit=kind, not_for=named)
            for key, (kind, named, _) in kinds.items()
        ),
    )
    later = value_of(desk, prepare(desk, child_id, "cla-standard", dt.date(2026, 12, 14)))
    found = {item.id: item.audience for item in carried_items(desk, later)}
    assert found == {**{key: audience for key, (_, _, audience) in kinds.items()}, "open": Audience.EVERYONE}
    desk.close()


@pytest.mark.rule("after.copy-for-each-reader", "record.family-group-conference")
def test_an_answer_given_while_somebody_was_asked_to_leave_is_not_told_them_when_it_is_asked_again(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path)
    at = dt.datetime.combine(HELD_ON, dt.time(10, 10), dt.UTC)
    child_id, question = enter_kai(desk), "family-group-conference"
    form = desk.form("care-team")
    assert form is not None
    item = next(item.id for item in form.agenda if any(each.id == question for each in item.questions))
    sign(
        desk,
        child_id,
        "care-team",
        attendance=(AttendanceEvent(id="1", who="dana", presence=Presence.ASKED_OUT, at=at),),
        answers=(Answer(id="a", item=item, question=question, value="no", note="He would find her.", at=at),),
    )
    later = value_of(desk, prepare(desk, child_id, "care-team", dt.date(2026, 12, 14)))
    (found,) = (item for item in carried_items(desk, later) if item.reason == "He would find her.")
    assert found.audience is Audience.PROFESSIONALS
    desk.close()


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_limit_set_on_what_was_taken_over_goes_with_it_to_the_meetings_after(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    kinds = {
        "third": (LimitKind.THIRD_PARTY, (), Audience.PROFESSIONALS),
        "named": (LimitKind.NAMED, ("dana",), Audience.FILE_ONLY),
    }
    keys = (*kinds, "open")
    sign(desk, child_id, "cla-standard", actions=tuple(Action(id=key, text=f"do {key}") for key in keys))
    desk.child(child_id).perform(Record(entity=Action(id="on-file", text="do what the file says")))
    limited = {**kinds, "on-file": (LimitKind.AUTHORITY, (), Audience.FILE_ONLY)}
    sign(
        desk,
        child_id,
        "cla-standard",
        dt.date(2026, 11, 19),
        carried=tuple(CarriedItem(id=key, text=f"do {key}") for key in (*keys, "on-file")),
        limits=tuple(
            ReadingLimit(
                id=limit_key("carried_item", key), of_kind="carried_item", of=key, limit=kind, not_for=named
            )
            for key, (kind, named, _) in limited.items()
        ),
    )
    later = value_of(desk, prepare(desk, child_id, "cla-standard", dt.date(2026, 12, 14)))
    found = {item.id: item.audience for item in carried_items(desk, later)}
    assert found == {
        **{key: audience for key, (_, _, audience) in limited.items()},
        "open": Audience.EVERYONE,
    }
    desk.close()


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize("details", [{"new_due": dt.date(2027, 2, 3)}, {"new_owner": "Rachel Moss"}, {}])
def test_a_day_or_owner_agreed_while_somebody_was_asked_to_leave_is_told_to_no_more_readers(
    tmp_path: Path, details: dict[str, Any]
) -> None:
    desk = a_desk(tmp_path)
    child_id = enter_kai(desk)
    out = dt.datetime.combine(dt.date(2026, 11, 19), dt.time(10, 10), dt.UTC)
    sign(
        desk,
        child_id,
        "cla-standard",
        actions=(Action(id="a", text="do it"), Action(id="b", text="and this")),
    )
    meanwhile, before = (out + dt.timedelta(minutes=minutes) for minutes in (5, -5))
    sign(
        desk,
        child_id,
        "cla-standard",
        dt.date(2026, 11, 19),
        carried=(CarriedItem(id="a", text="do it"), CarriedItem(id="b", text="and this")),
        attendance=(AttendanceEvent(id="out", who="dana", presence=Presence.ASKED_OUT, at=out),),
        outcomes=(
            Outcome(id="1", of_item="a", at=meanwhile, **details),
            Outcome(id="2", of_item="b", at=before, **details),
        ),
    )
    later = value_of(desk, prepare(desk, child_id, "cla-standard", dt.date(2026, 12, 14)))
    found = {item.id: item.audience for item in carried_items(desk, later)}
    assert found == {"a": Audience.PROFESSIONALS if details else Audience.EVERYONE, "b": Audience.EVERYONE}
    desk.close()
