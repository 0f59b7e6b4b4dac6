"""What is carried over keeps who may read it."""

import datetime as dt

import pytest

from cpm_desktop.domain.captures import Action, Audience
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.reader import Reader, ReaderKind, seen_by
from cpm_desktop.services.carrying import carried_items
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import start


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
