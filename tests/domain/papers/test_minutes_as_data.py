"""The minutes as data hold what is printed on one reader's copy, all of it and nothing else, by a published schema."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from tools.make_minutes_schema import PATH, make_schema

from cpm_desktop.domain.data_agreement import agreed_part, differences
from cpm_desktop.domain.minutes_data import MinutesData, NextMeetingData, NoteData
from cpm_desktop.domain.minutes_json import DataUnreadable, minutes_json, read_minutes
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.papers.printed_data import reading_order
from cpm_desktop.domain.reader import PrivilegedRecord, Reader, ReaderKind
from tests.domain.papers.filled_meeting import ADDRESS, SAID_IN_ROOM, filled_meeting
from tests.domain.papers.forms_at_hand import procedure
from tests.paper_text import bare, texts_of

READERS = (
    Reader(ReaderKind.FILE),
    Reader(ReaderKind.PROFESSIONAL, "grace"),
    Reader(ReaderKind.FAMILY, "dana"),
    Reader(ReaderKind.CHILD, "kai"),
)
SCHEMA = json.loads(PATH.read_text(encoding="utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def copies() -> list[tuple[str, Reader, str, list[str]]]:
    """Return the data and the printed texts of every copy of every kind."""
    found = []
    for kind, form in procedure().forms.items():
        for reader in READERS:
            build = build_child_copy if reader.kind is ReaderKind.CHILD else build_minutes
            try:
                paper = build(form, filled_meeting(form), reader, roles=procedure().roles)
            except PrivilegedRecord:
                continue
            found.append((kind, reader, paper.data, texts_of(paper)))
    return found


COPIES = copies()
[FILE_COPY] = [
    read_minutes(data) for kind, reader, data, _ in COPIES if (kind, reader) == ("cla-standard", READERS[0])
]


def test_the_published_schema_is_that_of_the_code() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert PATH.read_text(encoding="utf-8") == make_schema(), "run tools/make_minutes_schema.py"


@pytest.mark.parametrize(
    ("reader", "text", "printed"),
    [copy[1:] for copy in COPIES],
    ids=[f"{kind} {reader.kind.value}" for kind, reader, *_ in COPIES],
)
def test_every_copy_holds_its_own_print_by_the_schema(reader: Reader, text: str, printed: list[str]) -> None:
    CHECK.validate(json.loads(text))
    data = read_minutes(text)
    assert minutes_json(data) == text
    assert data.copy.kind == reader.kind.value
    assert differences(data) == ()
    said = bare(" ".join((*reading_order(data.printed), *data.printed.edges)))
    assert [one for one in printed if bare(one) not in said] == []


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_stands_on_the_file_copy_only_is_in_no_other_data() -> None:
    for kind, reader, text, _ in COPIES:
        for secret in (ADDRESS, SAID_IN_ROOM, "Only the file knows"):
            assert (secret in text) <= (reader.kind is ReaderKind.FILE), (kind, reader, secret)
        assert "01632 960777" in text or reader.kind is not ReaderKind.CHILD


def test_a_later_system_finds_everything_in_its_place() -> None:
    data = FILE_COPY
    assert (data.form.id, data.form.version) == ("cla-standard", procedure().forms["cla-standard"].version)
    assert (data.meeting.date, data.meeting.venue) == (dt.date(2026, 11, 24), "Committee room 2")
    assert (data.meeting.started_at, data.meeting.ended_at) == (dt.time(10), dt.time(11, 30))
    assert data.children[0].address.startswith(ADDRESS)
    [siew] = [person for person in data.people if person.name == "Dr Siew Lee"]
    assert [(stay.how, stay.came_at, stay.left_at) for stay in siew.stays] == [
        ("remote", dt.time(10, 20), dt.time(11))
    ]
    assert [(decision.number, decision.reason) for decision in data.decisions] == [
        ("D1", "He will go then"),
        ("D2", "There is nobody in the family"),
        ("D3", "Kai asked for it"),
    ]
    assert [decision.is_recommendation for decision in data.decisions] == [False, True, False]
    assert next((action.owner, action.due) for action in data.actions) == ("Priya Nair", dt.date(2026, 12, 1))
    assert [quote.words for quote in data.quotes] == ["I want to stay at Joy’s", "Nobody asked me"]
    assert data.different_views[0].positions[0].says == "I work <most> Saturdays"
    assert data.unmet_needs[0].why == "No service within reach"
    assert data.disclosures[0].words == SAID_IN_ROOM
    assert ("Circulate the changed plan", dt.date(2026, 12, 8)) in [
        (one.what, one.by) for one in data.deadlines
    ]
    assert data.next_meeting is not None
    assert data.next_meeting.venue == "Garden room"
    notes = [note.text for item in data.agenda for note in item.notes]
    assert len(notes) == len(filled_meeting(procedure().forms["cla-standard"]).notes)
    assert sum(len(item.answers) for item in data.agenda) > 5


def _exchanged_reasons(data: MinutesData) -> MinutesData:
    first, second, *others = data.decisions
    first, second = (
        dataclasses.replace(first, reason=second.reason),
        dataclasses.replace(second, reason=first.reason),
    )
    return dataclasses.replace(data, decisions=(first, second, *others))


def _other_day(data: MinutesData) -> MinutesData:
    first, *others = data.actions
    return dataclasses.replace(data, actions=(dataclasses.replace(first, due=dt.date(2027, 1, 12)), *others))


def _other_speaker(data: MinutesData) -> MinutesData:
    item = data.agenda[0]
    note = NoteData(text=item.notes[0].text, speaker="Tom Avery")
    return dataclasses.replace(data, agenda=(dataclasses.replace(item, notes=(note,)), *data.agenda[1:]))


def _note_elsewhere(data: MinutesData) -> MinutesData:
    first, second, *others = data.agenda
    first, second = (
        dataclasses.replace(first, notes=second.notes),
        dataclasses.replace(second, notes=first.notes),
    )
    return dataclasses.replace(data, agenda=(first, second, *others))


def _with_item(data: MinutesData, has: str, **details: object) -> MinutesData:
    """Change the first item of the agenda that has something."""
    place, item = next((place, item) for place, item in enumerate(data.agenda) if getattr(item, has))
    agenda = list(data.agenda)
    agenda[place] = dataclasses.replace(item, **details)  # type: ignore[arg-type]  # callers name known fields
    return dataclasses.replace(data, agenda=tuple(agenda))


def _other_answer(data: MinutesData) -> MinutesData:
    answer = next(answer for item in data.agenda for answer in item.answers)
    return _with_item(data, "answers", answers=(dataclasses.replace(answer, answer="Nobody said so"),))


def _answer_about_another(data: MinutesData) -> MinutesData:
    answer = next(answer for item in data.agenda for answer in item.answers)
    return _with_item(data, "answers", answers=(dataclasses.replace(answer, about="Tom Avery"),))


def _another_who_holds_it(data: MinutesData) -> MinutesData:
    view = data.different_views[0]
    held = dataclasses.replace(view.positions[0], who="Nobody At All")
    return dataclasses.replace(data, different_views=(dataclasses.replace(view, positions=(held,)),))


CHANGES: dict[str, Callable[[MinutesData], MinutesData]] = {
    "an item that was not on the agenda": lambda data: _with_item(data, "title", title="Another matter"),
    "an item opened at another time": lambda data: _with_item(data, "title", opened_at=dt.time(23, 51)),
    "an item noted otherwise beforehand": lambda data: _with_item(data, "title", noted_beforehand="Unsaid"),
    "an item left for another reason": lambda data: _with_item(data, "title", not_discussed_because="Unsaid"),
    "an answer that was not given": _other_answer,
    "an answer about somebody else": _answer_about_another,
    "a view of somebody else": _another_who_holds_it,
    "a difference that goes on otherwise": lambda data: dataclasses.replace(
        data, different_views=(dataclasses.replace(data.different_views[0], goes_on="To the court"),)
    ),
    "a reason of another decision": _exchanged_reasons,
    "a day that stands elsewhere": _other_day,
    "a speaker who did not say it": _other_speaker,
    "a note under another item": _note_elsewhere,
    "a proposal that is none": lambda data: dataclasses.replace(
        data, decisions=(dataclasses.replace(data.decisions[0], is_proposal_to_review=True),)
    ),
    "a recommendation told as a decision": lambda data: dataclasses.replace(
        data, decisions=(dataclasses.replace(data.decisions[1], is_recommendation=False),)
    ),
    "somebody present who was not": lambda data: dataclasses.replace(
        data, people=(dataclasses.replace(data.people[-1], presence="In the room"),)
    ),
    "another chair": lambda data: dataclasses.replace(
        data, meeting=dataclasses.replace(data.meeting, chair="Priya Nair")
    ),
    "another place of the next meeting": lambda data: dataclasses.replace(
        data, next_meeting=NextMeetingData(date=dt.date(2027, 1, 12), venue="Committee room 2")
    ),
    "a difference that was settled": lambda data: dataclasses.replace(
        data, different_views=(dataclasses.replace(data.different_views[0], resolved="Yes"),)
    ),
    "another record": lambda data: dataclasses.replace(
        data, record=dataclasses.replace(data.record, number="00000000-0000")
    ),
    "another reader": lambda data: dataclasses.replace(
        data, copy=dataclasses.replace(data.copy, reader="Rachel")
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_data_that_say_what_is_not_printed_are_told(change: str) -> None:
    found = differences(CHANGES[change](FILE_COPY))
    assert found
    assert all(sentence.startswith("The data inside the file say something of ") for sentence in found)
    part = agreed_part(CHANGES[change](FILE_COPY))
    # The record's own number is given to the print and to the data at once, so it is never taken off.
    assert differences(part) == () or change == "another record"
    assert part.printed == FILE_COPY.printed


def test_what_is_told_names_the_item_and_what_is_not_printed() -> None:
    change = CHANGES["an item opened at another time"]
    (told,) = differences(change(FILE_COPY))
    number = next(item.number for item in FILE_COPY.agenda)
    assert f"say something of item {number} that is not printed: “" in told
    assert "23:51" in told
    (told,) = differences(CHANGES["an item that was not on the agenda"](FILE_COPY))
    assert told.endswith("something of an item of the agenda that is not printed: “Another matter”.")


def test_of_data_that_agree_everything_is_kept() -> None:
    assert all(agreed_part(read_minutes(text)) == read_minutes(text) for _, _, text, _ in COPIES)


def test_of_an_entry_that_says_too_much_the_rest_is_kept() -> None:
    first = FILE_COPY.agenda[0]
    item = agreed_part(CHANGES["an item opened at another time"](FILE_COPY)).agenda[0]
    assert item == dataclasses.replace(first, opened_at=None)
    part = agreed_part(CHANGES["another chair"](FILE_COPY))
    assert part.meeting == dataclasses.replace(FILE_COPY.meeting, chair="")
    part = agreed_part(_other_day(FILE_COPY))
    assert part.actions[0] == dataclasses.replace(FILE_COPY.actions[0], due=None)
    part = agreed_part(CHANGES["another reader"](FILE_COPY))
    assert (part.copy.reader, part.copy.kind) == ("", FILE_COPY.copy.kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"schema": "another"}',
        "[" * 100_000,
        '{"schema": "cpm-desktop minutes 1", "copy": 3}',
    ],
)
def test_damaged_data_are_told_in_a_sentence(text: str) -> None:
    with pytest.raises(DataUnreadable) as told:
        read_minutes(text)
    assert told.value.sentence.endswith(".")


def test_the_schema_is_published_with_the_application() -> None:
    assert Path("resources/schemas/minutes.schema.json").parts == PATH.parts[-3:]
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
