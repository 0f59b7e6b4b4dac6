"""Initials that were typed are told, each with whom they stand for; nobody is named whom a reader is not given."""

import dataclasses
import datetime as dt

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Action, Note
from cpm_desktop.domain.initials_key import initials_typed
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, Stage

NOW = dt.datetime(2026, 11, 24, 14, 2, tzinfo=dt.UTC)
JOHN, JANE = Attendee(id="john", name="John Smith"), Attendee(id="jane", name="Jane Smith")
TOM = Attendee(id="tom", name="Tom Avery", is_invited=False)


def meeting(*texts: str) -> Meeting:
    facts = MeetingFacts(id="m1", child_id="c1", stage=Stage.LIVE, started_at=NOW)
    notes = tuple(Note(id=f"n{place}", text=text) for place, text in enumerate(texts))
    return Meeting(id="m1", facts=facts, attendees=(JOHN, JANE, TOM), notes=notes)


def test_only_initials_that_were_typed_are_told_and_two_alike_stay_apart() -> None:
    assert initials_typed(meeting("JS2 weighs Kai on Friday")) == (("JS2", "Jane Smith"),)
    assert initials_typed(meeting("JS rang.", "(@JS2)")) == (("JS", "John Smith"), ("JS2", "Jane Smith"))
    assert initials_typed(meeting("the JSON file", "js", "John")) == ()


def test_on_a_copy_without_one_of_two_the_other_keeps_the_number() -> None:
    whole = meeting("JS2 weighs Kai")
    seen = dataclasses.replace(whole, attendees=(JANE,))
    assert initials_typed(seen, whole) == (("JS2", "Jane Smith"),)


def test_whoever_is_neither_at_the_meeting_nor_the_owner_of_an_action_is_not_named() -> None:
    assert initials_typed(meeting("TA was away")) == ()
    action = Action(id="a1", text="ring TA", owner="Tom Avery", owner_id="tom")
    assert initials_typed(dataclasses.replace(meeting("TA was away"), actions=(action,))) == (
        ("TA", "Tom Avery"),
    )
