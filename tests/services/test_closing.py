"""Closing: what is owed, the reasons given for it, and what the room said when it was read back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpm_desktop.domain.captures import Action, Audience, View
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.meeting import ReadBackResult, Stage
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.domain.readiness import Debt
from cpm_desktop.services.closing import (
    agree_to_all,
    end,
    give_reason,
    mark_read_back,
    owed,
    read_back,
    reword,
    take_reason_back,
    take_up_again,
    wording_of,
)
from cpm_desktop.services.mend_fields import MendKind, field_for
from cpm_desktop.services.mending import mend
from cpm_desktop.services.papers import minutes_paper
from tests.services.a_meeting import HeldMeeting, hold_meeting


@pytest.fixture
def held(tmp_path: Path) -> Iterator[HeldMeeting]:
    held = hold_meeting(tmp_path, is_complete=False)
    yield held
    held.desk.close()


def debt(held: HeldMeeting, words: str) -> Debt:
    return next(each for each in owed(held.desk, held.meeting_id).debts if words in each.sentence)


def is_owed(held: HeldMeeting, words: str) -> bool:
    return any(words in each.sentence for each in owed(held.desk, held.meeting_id).debts)


def person(held: HeldMeeting, name: str) -> str:
    return next(each.id for each in held.desk.meeting(held.meeting_id).value.attendees if each.name == name)


def test_everything_owed_can_be_settled_in_its_place(held: HeldMeeting) -> None:
    values: dict[MendKind, object] = {
        MendKind.TEXT: "As agreed",
        MendKind.DATE: dt.date(2026, 12, 18),
        MendKind.TIME: dt.time(14),
        MendKind.YES_NO: False,
        MendKind.PRESS: "yes",
    }
    agree_to_all(held.desk, held.meeting_id)
    total = owed(held.desk, held.meeting_id).total
    for _ in range(40):
        left = owed(held.desk, held.meeting_id).debts
        if not left:
            break
        field = field_for(held.desk, held.meeting_id, left[0])
        value = field.options[0][0] if field.kind is MendKind.CHOICE else values[field.kind]
        mend(held.desk, held.meeting_id, left[0], value)  # type: ignore[arg-type]  # one for each kind
    assert owed(held.desk, held.meeting_id).debts == ()
    assert len(owed(held.desk, held.meeting_id).in_order) == total


@pytest.mark.parametrize(
    ("spoil", "words", "value"),
    [
        ({"due": None, "due_words": ""}, "has no date", dt.date(2026, 12, 18)),
        ({"purpose": ""}, "what it is to achieve", "it is done before Christmas"),
        ({"owner": "", "owner_id": ""}, "nobody to do it", "Priya Nair"),
    ],
)
def test_an_action_is_completed_in_its_place(
    held: HeldMeeting, spoil: dict[str, object], words: str, value: str | dt.date
) -> None:
    editing = held.desk.meeting(held.meeting_id)
    editing.perform(change(editing.value.actions[0], **spoil))
    mend(held.desk, held.meeting_id, debt(held, words), value)
    assert not is_owed(held, words)


@pytest.mark.rule("record.child-centred")
def test_whose_view_it_is_is_said_in_its_place(held: HeldMeeting) -> None:
    editing = held.desk.meeting(held.meeting_id)
    view = View(id="nobodys", item=editing.value.views[0].item, words="It is too loud at night")
    editing.perform(Record(entity=view))
    owing = debt(held, "whose view this is: “It is too loud at night”")
    assert owing.can_be_reasoned
    tom = person(held, "Tom Avery")
    assert tom in [key for key, _ in field_for(held.desk, held.meeting_id, owing).options]
    mend(held.desk, held.meeting_id, owing, tom)
    assert next(one.of for one in editing.value.views if one.id == "nobodys") == tom
    assert not is_owed(held, "whose view")


def test_attendance_copies_and_officer_are_settled_in_their_place(held: HeldMeeting) -> None:
    mend(held.desk, held.meeting_id, debt(held, "reviewing officer"), True)
    assert held.desk.meeting(held.meeting_id).value.facts.officer_needed is True
    tom = debt(held, "how Tom Avery took part")
    field = field_for(held.desk, held.meeting_id, tom)
    assert ("not asked", "Not asked") in field.options
    mend(held.desk, held.meeting_id, tom, "not asked")
    mend(held.desk, held.meeting_id, debt(held, "Tom Avery was not asked"), "He lives abroad")
    assert not is_owed(held, "Tom Avery")


def test_a_reason_stands_in_place_and_can_be_taken_back(held: HeldMeeting) -> None:
    owing = debt(held, "The main plan")
    with pytest.raises(InvalidDetail):
        give_reason(held.desk, held.meeting_id, owing, "  ")
    give_reason(held.desk, held.meeting_id, owing, "Decided at the review")
    assert not is_owed(held, "The main plan")
    take_reason_back(held.desk, held.meeting_id, owing.key)
    assert is_owed(held, "The main plan")


def test_what_must_be_answered_takes_no_reason(held: HeldMeeting) -> None:
    with pytest.raises(InvalidDetail):
        give_reason(held.desk, held.meeting_id, debt(held, "reviewing officer"), "Not today")


@pytest.mark.rule("record.unresolved-disagreement")
def test_whoever_does_not_agree_gets_a_different_view_in_their_words(held: HeldMeeting) -> None:
    item, tom = read_back(held.desk, held.meeting_id)[0], person(held, "Tom Avery")
    with pytest.raises(InvalidDetail):
        mark_read_back(held.desk, held.meeting_id, item.key, ReadBackResult.NOT_AGREED)
    mark_read_back(held.desk, held.meeting_id, item.key, ReadBackResult.NOT_AGREED, (tom,), "Not <so>.")
    meeting = held.desk.meeting(held.meeting_id).value
    assert meeting.disagreements[-1].item == item.item
    assert (meeting.positions[-1].who, meeting.positions[-1].says) == (tom, "Not <so>.")
    assert is_owed(held, "does not say how it goes on")


@pytest.mark.rule("after.copy-for-each-reader")
def test_a_different_view_on_what_is_for_the_file_is_for_the_file_too(held: HeldMeeting) -> None:
    desk, tom = held.desk, person(held, "Tom Avery")
    kept = Action(id="kept", text="Ask the police about the flat", audience=Audience.FILE_ONLY)
    desk.meeting(held.meeting_id).perform(Record(entity=kept))
    mark_read_back(desk, held.meeting_id, "kept", ReadBackResult.NOT_AGREED, (tom,), "Not the police.")
    record = desk.meeting(held.meeting_id).value
    assert record.disagreements[-1].about == kept.text
    for kind in (ReaderKind.PROFESSIONAL, ReaderKind.FAMILY):
        assert "police" not in str(minutes_paper(desk, record, Reader(kind, tom)))
    assert "Not the police." in str(minutes_paper(desk, record, Reader(ReaderKind.FILE)))


def test_a_new_wording_has_to_be_read_again(held: HeldMeeting) -> None:
    key = read_back(held.desk, held.meeting_id)[0].key
    mark_read_back(held.desk, held.meeting_id, key, ReadBackResult.AGREED)
    with pytest.raises(InvalidDetail):
        reword(held.desk, held.meeting_id, key, " ")
    assert reword(held.desk, held.meeting_id, key, "Kai and Joy choose")
    assert wording_of(held.desk.meeting(held.meeting_id).value, key) == "Kai and Joy choose"
    assert read_back(held.desk, held.meeting_id)[0].mark is None


def test_a_meeting_that_ended_too_early_is_taken_up_again(held: HeldMeeting) -> None:
    assert end(held.desk, held.meeting_id) is None
    take_up_again(held.desk, held.meeting_id)
    assert held.desk.meeting(held.meeting_id).value.facts.stage is Stage.LIVE
    end(held.desk, held.meeting_id)
    assert held.desk.meeting(held.meeting_id).value.facts.stage is Stage.ENDED
