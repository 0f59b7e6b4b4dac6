"""A line that tells an address or how to reach somebody is found before it gets onto another copy."""

import dataclasses

import pytest

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    UnmetNeed,
)
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.handover import ChildsLine
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting, MeetingFacts
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from cpm_desktop.domain.told_addresses import lines_telling_addresses

pytestmark = pytest.mark.rule("after.copy-for-each-reader")
KAI = Child(id="kai", name="Kai Avery", placement_address="14 Mallard Row, Northbeck NB4 2QT")
JOY = Attendee(
    id="joy",
    name="Joy Mbeki",
    email="joy@example.org",
    telephone="+44 7700 900 123",
    address="Flat 3 Tern Court\nNB1 1AA",
)


def meeting(*notes: Note, **shelves: tuple[Entity, ...]) -> Meeting:
    record = Meeting(id="m", facts=MeetingFacts(id="m"), children=(KAI,), attendees=(JOY,), notes=notes)
    return dataclasses.replace(record, **shelves) if shelves else record  # type: ignore[arg-type]  # known fields


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("They live at 14 Mallard Row now.", True),
        ("14  MALLARD\nROW", True),
        ("Post to nb42qt please", True),
        ("Mallard Row is near the school.", False),
        ("He is 14 and likes mallards, row boats", False),
        ("Write to Joy@Example.org", True),
        ("Ring 07700 900123.", True),
        ("Ring +44 7700 900123.", True),
        ("Flat 3, Tern Court", False),
        ("flat 3 tern court", True),
        ("", False),
    ],
)
def test_what_is_known_is_found_however_it_is_written(text: str, *, is_told: bool) -> None:
    note = Note(id="n", text=text)
    assert lines_telling_addresses(meeting(note)) == ((note,) if is_told else ())


def test_captures_and_answers_are_looked_at_too() -> None:
    action = Action(id="a", text="call", purpose="so that 14 Mallard Row is safe")
    answer = Answer(id="q", item="i", question="q", value="yes", note="NB4 2QT")
    assert lines_telling_addresses(meeting(actions=(action,), answers=(answer,))) == (answer, action)


def test_what_stands_on_the_file_copy_only_may_tell_it() -> None:
    note = Note(id="n", text="14 Mallard Row")
    kept = dataclasses.replace(note, audience=Audience.FILE_ONLY)
    assert lines_telling_addresses(meeting(kept)) == ()
    secret = Disclosure(id="d", words="14 Mallard Row", audience=Audience.EVERYONE)
    assert lines_telling_addresses(meeting(disclosures=(secret,))) == ()
    for kind in LimitKind:
        key = limit_key("note", "n")
        limits = (ReadingLimit(id=key, of_kind="note", of="n", limit=kind, not_for=("joy",)),)
        is_kept = kind in (LimitKind.FILE, LimitKind.ADDRESS)
        assert lines_telling_addresses(meeting(note, limits=limits)) == (() if is_kept else (note,))


def test_without_a_known_address_nothing_is_found() -> None:
    bare = Meeting(id="m", facts=MeetingFacts(id="m"), notes=(Note(id="n", text="14 Mallard Row NB4 2QT"),))
    assert lines_telling_addresses(bare) == ()


def test_an_address_is_found_in_all_that_is_typed_for_a_line() -> None:
    told = "It is at 14 Mallard Row."
    lines = (
        Action(id="child", text="Come and see", for_child=told),
        Action(id="after", text="Write it down"),
        Action(id="none", text="Ring the school"),
    )
    record = Meeting(
        id="m",
        facts=MeetingFacts(id="m"),
        children=(KAI,),
        actions=lines,
        unmet_needs=(UnmetNeed(id="asked", need="A ramp", asked=("The landlord of 14 Mallard Row",)),),
        carried=(CarriedItem(id="before", text="Visit"),),
        outcomes=(Outcome(id="o", of_item="before", note=told),),
        disagreements=(Disagreement(id="view", about="Saturdays"),),
        positions=(Position(id="p", disagreement="view", says=told),),
        childs_lines=(ChildsLine(id="after", words=told),),
    )
    found = {each.id for each in lines_telling_addresses(record)}
    assert found == {"child", "after", "asked", "before", "view"}
