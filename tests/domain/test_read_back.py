"""What the room hears before it goes."""

import dataclasses
import datetime as dt

import pytest

from cpm_desktop.domain.attendance import AttendanceEvent, Attendee, Presence
from cpm_desktop.domain.captures import (
    Action,
    Audience,
    Decision,
    DecisionKind,
    Disagreement,
    Position,
    UnmetNeed,
)
from cpm_desktop.domain.forms import AgendaItem
from cpm_desktop.domain.meeting import Meeting, MeetingFacts, NextMeeting, ReadBackMark, ReadBackResult
from cpm_desktop.domain.read_back import (
    ReadBackKind,
    action_sentence,
    count_kept_back,
    is_read_back,
    not_agreed,
    read_back_items,
)
from tests.domain.kinds_of_meeting import make_form

FORM = make_form(
    agenda=tuple(AgendaItem(id=name, title=name, minutes=1) for name in ("health", "family-time"))
)
PRIYA, TOM = Attendee(id="priya", name="Priya Nair"), Attendee(id="tom", name="Tom Avery")
DECISIONS = (
    Decision(
        id="d2",
        position=1,
        item="family-time",
        text="One match a month",
        reason="Kai asked",
        is_proposal_to_review=True,
    ),
    Decision(id="d1", position=2, item="health", text="A new dentist.", reason="He will go"),
    Decision(
        id="d3",
        position=3,
        item="health",
        text="A new school",
        decision_kind=DecisionKind.RECOMMENDATION,
        authoriser="Head of service",
        authorise_by=dt.date(2026, 12, 18),
    ),
)
ACTION = Action(
    id="a",
    item="health",
    text="book the health assessment at the clinic Kai chooses",
    owner="Priya Nair",
    due=dt.date(2026, 12, 18),
    purpose="it is done before Christmas",
)


def meeting(*marks: ReadBackMark) -> Meeting:
    return Meeting(
        id="m",
        facts=MeetingFacts(id="m"),
        attendees=(PRIYA, TOM),
        decisions=DECISIONS,
        actions=(ACTION,),
        disagreements=(Disagreement(id="x", about="Saturdays", goes_on="To the review", is_resolved=False),),
        positions=(Position(id="p", disagreement="x", who="tom", says="I work <most> of them."),),
        unmet_needs=(UnmetNeed(id="u", need="Help with sleep", why="14 weeks", asked=("Trust", "School")),),
        next_meetings=(
            NextMeeting(id="next", date=dt.date(2027, 1, 26), starts_at=dt.time(14), venue="The garden room"),
        ),
        read_back=marks,
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.rule("record.previous-actions")
def test_decisions_actions_views_needs_and_the_next_meeting_in_order() -> None:
    found = read_back_items(FORM, meeting())
    assert [(item.key, item.kind) for item in found] == [
        ("d1", ReadBackKind.DECISION),
        ("d3", ReadBackKind.RECOMMENDATION),
        ("d2", ReadBackKind.DECISION),
        ("a", ReadBackKind.ACTION),
        ("x", ReadBackKind.DISAGREEMENT),
        ("u", ReadBackKind.UNMET_NEED),
        ("next", ReadBackKind.NEXT_MEETING),
    ]
    assert [plain(item.sentence) for item in found] == [
        "A new dentist.",
        "A new school.",
        "One match a month.",
        "Priya will book the health assessment at the clinic Kai chooses.",
        "Saturdays.",
        "Help with sleep.",
        "We meet again on Tuesday 26 January 2027, 14:00, The garden room.",
    ]


@pytest.mark.rule("record.smart-plan", "chair.decision-authority", "record.unresolved-disagreement")
def test_the_facts_below_the_sentence() -> None:
    facts = {
        item.key: tuple((name, plain(value)) for name, value in item.facts)
        for item in read_back_items(FORM, meeting())
    }
    assert facts["a"] == (
        ("Who", "Priya Nair"),
        ("By when", "Friday 18 December 2026"),
        ("So that", "it is done before Christmas"),
    )
    assert facts["d2"] == (("Because", "Kai asked"), ("Goes to", "the review, as a proposal"))
    assert facts["d3"] == (("To be authorised by", "Head of service"), ("By when", "Friday 18 December 2026"))
    assert facts["x"] == (("Tom Avery", "I work <most> of them."), ("How it goes on", "To the review"))
    assert facts["u"] == (("Why", "14 weeks"), ("Asked", "Trust, School"))


@pytest.mark.parametrize(
    ("text", "owner", "sentence"),
    [
        ("ask the dentist", "Priya Nair", "Priya will ask the dentist."),
        ("Ask the dentist", "Priya Nair", "Ask the dentist."),
        ("Kai’s passport is renewed", "Priya Nair", "Kai’s passport is renewed."),
        ("ask the dentist", "", "ask the dentist."),
        ("«Привет»", "Priya Nair", "«Привет»."),
    ],
)
def test_an_action_is_said_with_its_owner_where_that_is_english(text: str, owner: str, sentence: str) -> None:
    assert action_sentence(Action(id="a", text=text, owner=owner), (PRIYA, TOM)) == sentence


def test_marks_stand_with_what_they_are_about() -> None:
    record = meeting(
        ReadBackMark(id="d1"), ReadBackMark(id="x", result=ReadBackResult.NOT_AGREED, who="Tom Avery")
    )
    assert [item.key for item in read_back_items(FORM, record) if item.mark] == ["d1", "x"]
    assert not is_read_back(FORM, record)
    assert [item.key for item in not_agreed(FORM, record)] == ["x"]


def test_one_mark_for_the_whole_meeting_is_enough() -> None:
    record = meeting(ReadBackMark(id="meeting"), ReadBackMark(id="x", result=ReadBackResult.NOT_AGREED))
    assert is_read_back(FORM, record)
    assert [item.key for item in not_agreed(FORM, record)] == ["x"]


def test_where_nothing_is_to_be_read_that_is_said_once() -> None:
    empty = Meeting(id="m", facts=MeetingFacts(id="m"))
    assert not is_read_back(FORM, empty)
    said = Meeting(id="m", facts=MeetingFacts(id="m"), read_back=(ReadBackMark(id="meeting"),))
    assert is_read_back(FORM, said)


def test_no_further_meeting_is_said_with_its_reason() -> None:
    last = Meeting(
        id="m", facts=MeetingFacts(id="m"), next_meetings=(NextMeeting(id="n", none_because="Kai is home"),)
    )
    (only,) = read_back_items(FORM, last)
    assert only.sentence == "There is no further meeting: Kai is home."


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_not_everybody_may_hear_is_not_read_aloud() -> None:
    things = (
        Action(id="a", text="Ring", audience=Audience.FILE_ONLY),
        Action(id="b", text="Ask", audience=Audience.PROFESSIONALS),
        Action(id="c", text="Tell"),
    )
    record = Meeting(id="m", facts=MeetingFacts(id="m"), actions=things)
    assert [item.key for item in read_back_items(FORM, record)] == ["c"]
    assert count_kept_back(record) == 2
    read = dataclasses.replace(record, read_back=(ReadBackMark(id="c"),))
    assert is_read_back(FORM, read)


@pytest.mark.rule("after.copy-for-each-reader")
@pytest.mark.parametrize(
    ("returns", "heard"), [(True, ["before", "after"]), (False, ["before", "in", "after"])]
)
def test_what_was_said_while_somebody_was_out_is_not_read_aloud_once_they_are_back(
    *, returns: bool, heard: list[str]
) -> None:
    def at(minute: int) -> dt.datetime:
        return dt.datetime(2026, 11, 24, 14, minute, tzinfo=dt.UTC)

    came = [(0, Presence.PRESENT), (10, Presence.ASKED_OUT), *([(20, Presence.PRESENT)] if returns else [])]
    record = Meeting(
        id="m",
        facts=MeetingFacts(id="m"),
        attendees=(PRIYA, TOM),
        attendance=tuple(
            AttendanceEvent(id=f"e{n}", position=n, who="tom", presence=presence, at=at(minute))
            for n, (minute, presence) in enumerate(came)
        ),
        decisions=tuple(
            Decision(id=name, position=minute, text=name, at=at(minute))
            for name, minute in (("before", 5), ("in", 15), ("after", 25))
        ),
    )
    assert [item.key for item in read_back_items(FORM, record)] == heard
