"""Whatever single thing the data say otherwise than the print is told, and nothing but that is left out of them."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator
from typing import Any

import pytest

from cpm_desktop.domain.data_agreement import agreed_part, differences
from cpm_desktop.domain.minutes_data import (
    AgendaItemData,
    AnswerData,
    ChildData,
    CopyData,
    FormData,
    MeetingData,
    MinutesData,
    NoteData,
    PrintedBlock,
    PrintedData,
    PrintedGroup,
    RecordData,
)
from cpm_desktop.domain.minutes_json import read_minutes
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import Reader, ReaderKind
from tests.domain.papers.filled_meeting import filled_meeting
from tests.domain.papers.forms_at_hand import procedure

UNSAID = "Unsaid, and at 23:51"
# What a system needs to read them, and what the section tells in which an item from before stands.
NOT_PRINTED = {"schema", "copy.kind", "copy.language", "form.id", "reviewed.what"}


@functools.cache
def minutes(kind: str) -> MinutesData:
    form = procedure().forms[kind]
    return read_minutes(
        build_minutes(form, filled_meeting(form), Reader(ReaderKind.FILE), roles=procedure().roles).data
    )


def another(value: Any) -> Any:  # noqa: ANN401 - any value of the data
    """Return another value of the same type; nothing where there is none."""
    match value:
        case bool():
            return not value
        case str():
            return UNSAID
        case dt.date():
            return value + dt.timedelta(days=3001)
        case dt.time():
            return dt.time(23, 51)
    return None


def said_otherwise(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any value of the data
    """Yield a value with one detail in it said otherwise, and which; of a list the first and the last entry."""
    if (other := another(value)) is not None:
        yield "", other
    elif isinstance(value, tuple):
        for place in {0, len(value) - 1} if value else ():
            for name, other in said_otherwise(value[place]):
                yield name, (*value[:place], other, *value[place + 1 :])
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            for name, other in said_otherwise(getattr(value, field.name)) if field.name != "printed" else ():
                changed: Any = {field.name: other}
                yield f"{field.name}.{name}".strip("."), dataclasses.replace(value, **changed)  # type: ignore[type-var]  # no class


def test_whatever_is_said_otherwise_is_told_and_only_that_is_left_out() -> None:
    data = minutes("cla-standard")
    assert differences(data) == ()
    unsaid = set()
    for name, other in said_otherwise(data):
        if name in NOT_PRINTED:
            assert differences(other) == (), name
            continue
        assert differences(other), name
        part, changed = agreed_part(other), name.partition(".")[0]
        if changed != "record":  # its number is given to the print and to the data at once
            assert differences(part) == (), name
        for field in dataclasses.fields(data):
            held, kept = getattr(data, field.name), getattr(part, field.name)
            if field.name != changed:
                assert kept == held, (name, field.name)
            elif isinstance(held, tuple):  # the other entries stay, and of this one what the print says
                assert len([each for each in kept if each in held]) >= len(held) - 1, name
        unsaid.add(name)
    assert len(unsaid) > 60


DAY = dt.date(2026, 5, 4)
OF_THE_MEETING: dict[str, tuple[tuple[str, ...], str | dt.date]] = {
    "venue": (("Place",), "Committee room 2"),
    "chair": (("Chair", "Decided by"), "Grace Obi"),
    "recorder": (("Recorder",), "Rachel Moss"),
    "arranged_by": (("Arranged by",), "Priya Nair"),
    "last_review": (("Review",), DAY),
    "next_review": (("Review",), DAY),
}
OF_THE_CHILD: dict[str, tuple[tuple[str, ...], str | dt.date]] = {
    "case_number": (("Case number",), "LL-204417"),
    "date_of_birth": (("Born",), DAY),
    "expected_birth": (("Born",), DAY),
    "legal_status": (("Legal status",), "Care order"),
    "home": (("Home",), "With Joy"),
    "address": (("Home",), "14 Mallard Row"),
}


def with_row(label: str, said: str) -> MinutesData:
    """Return data of nothing, the print of which has one row."""
    row = PrintedGroup(cells=((label,), (said,)))
    return MinutesData(
        copy=CopyData(kind="file"),
        record=RecordData(number=""),
        form=FormData(id="cla-standard"),
        meeting=MeetingData(),
        printed=PrintedData(blocks=(PrintedBlock(block="facts", rows=(row,)),)),
    )


@pytest.mark.parametrize("name", [*OF_THE_MEETING, *OF_THE_CHILD])
def test_a_fact_stands_behind_its_label_and_behind_no_other(name: str) -> None:
    labels, value = {**OF_THE_MEETING, **OF_THE_CHILD}[name]
    for label in (*labels, "Read by"):
        data = with_row(label, "4 May 2026" if value is DAY else str(value))
        said: dict[str, Any] = {name: value}
        if name in OF_THE_CHILD:
            data = dataclasses.replace(data, children=(ChildData(**said),))
        else:
            data = dataclasses.replace(data, meeting=MeetingData(**said))
        assert (differences(data) == ()) is (label in labels), label
        assert (agreed_part(data) == data) is (label in labels), label


def with_item(*lines: str, **held: Any) -> MinutesData:  # noqa: ANN401 - details of an item
    """Return data with one item of the agenda, the print of which has these lines below its title."""
    row = PrintedGroup(cells=(("1",), ("School", *lines)))
    printed = PrintedData(blocks=(PrintedBlock(block="table", rows=(row,)),))
    item = AgendaItemData(number="1", title="School", **held)
    return dataclasses.replace(with_row("", ""), agenda=(item,), printed=printed)


@pytest.mark.parametrize(
    ("lines", "note", "is_printed"),
    [
        (("He reads.",), NoteData(text="He reads."), True),
        (("He reads.",), NoteData(text=""), True),
        (("Grace Obi", "He reads."), NoteData(text="He reads.", speaker="Grace Obi"), True),
        (("Grace Obi", "Teacher", "He reads."), NoteData(text="He reads.", speaker="Grace Obi"), True),
        (("Grace Obi", "a", "b", "He reads."), NoteData(text="He reads.", speaker="Grace Obi"), False),
        (("He reads.", "Grace Obi"), NoteData(text="He reads.", speaker="Grace Obi"), False),
        (("He reads well.",), NoteData(text="He reads."), False),
    ],
)
def test_a_note_stands_as_a_line_behind_who_said_it(
    lines: tuple[str, ...], note: NoteData, *, is_printed: bool
) -> None:
    data = with_item(*lines, notes=(note,))
    assert (differences(data) == ()) is is_printed
    assert (agreed_part(data).agenda[0].notes == (note,)) is is_printed


@pytest.mark.parametrize(
    ("lines", "about", "is_printed"),
    [
        (("How is he?", "Well"), "", True),
        (("How is he?", "Well and", "glad"), "", True),
        (("Well", "How is he?"), "", False),
        (("How is she?", "Well"), "", False),
        (("Tom", "How is he?", "Well"), "Tom", True),
        (("How is he?", "Tom", "Well"), "Tom", True),
        (("How is he?", "Dana", "Ill", "Tom", "Well"), "Tom", True),
        (("How is he?", "Tom: Well"), "Tom", True),
        (("How is he?", "Dana", "Well"), "Tom", False),
        (("How is he?", "Well", "Tom"), "Tom", False),
        (("How is he?", "Ill", "How is he?", "Well"), "", True),
    ],
)
def test_an_answer_stands_behind_its_question_and_whom_it_is_about(
    lines: tuple[str, ...], about: str, *, is_printed: bool
) -> None:
    answer = AnswerData(question="How is he?", answer="Well", about=about)
    data = with_item(*lines, answers=(answer,))
    assert (differences(data) == ()) is is_printed
    assert (agreed_part(data).agenda[0].answers == (answer,)) is is_printed


def test_a_long_entry_is_told_by_its_beginning() -> None:
    for length, told in ((60, "a" * 60), (61, f"{'a' * 60} …")):
        (sentence,) = differences(with_item(notes=(NoteData(text="a" * length),)))
        assert sentence.endswith(f"of item 1 that is not printed: “{told}”.")
