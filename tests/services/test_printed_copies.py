"""Printed copies get a number each, which is kept, listed, and given only once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.undo import JournalLine, UndoHistory
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.printed_copies import ToPrint, foot_of, note_printed, note_printing, printed_lines
from tests.services.a_record import a_desk, enter_kai, prepare, value_of

LIST = ToPrint("Action list for the room", b"%PDF-1.7 fictional", 2)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


def test_each_gets_the_next_number_and_undo_passes_over_it(desk: Desk) -> None:
    meeting_id = prepare(desk, enter_kai(desk), "cla-standard")
    editing = desk.meeting(meeting_id)
    editing.perform(change(editing.value.facts, venue="The hall"))
    first, second = note_printing(desk, meeting_id, LIST), note_printing(desk, meeting_id, LIST)
    note_printed(desk, meeting_id, second)
    assert [copy.number for copy in (first, second)] == [1, 2]
    assert (first.recipient, first.pages, first.is_whole) == ("", 2, False)
    worker = desk.workplace().value.worker.name
    assert foot_of(desk, second).replace("\u00a0", " ") == ", ".join(
        filter(None, ("Printed copy 2", "20 November 2026", "09:00", worker))
    )
    editing.undo()
    assert editing.value.facts.venue != "The hall"
    assert [copy.is_whole for copy in value_of(desk, meeting_id).printed] == [False, True]
    editing.redo()
    assert editing.value.facts.venue == "The hall"
    lines = printed_lines(desk, meeting_id)
    wanted = filter(None, ("No. 2", "Action list for the room", "2 pages", "20 November 2026, 09:00", worker))
    assert lines[0].replace("\u00a0", " ") == " · ".join(wanted)
    assert "2 pages – not every page was printed" in lines[1]
    note_printing(desk, meeting_id, replace(LIST, pages=1))
    assert "1 page – not" in printed_lines(desk, meeting_id)[0]
    before = value_of(desk, meeting_id).printed
    note_printed(desk, meeting_id, replace(first, id="unknown"))
    assert value_of(desk, meeting_id).printed == before
    assert foot_of(desk, replace(first, at=None, by="")) == "Printed copy 1"


def test_after_a_restart_it_is_still_passed_over(desk: Desk) -> None:
    meeting_id = prepare(desk, enter_kai(desk), "cla-standard")
    editing = desk.meeting(meeting_id)
    editing.perform(change(editing.value.facts, venue="The hall"))
    before = editing.undo_label()
    note_printing(desk, meeting_id, LIST)
    lines: tuple[JournalLine, ...] = desk.wait(desk.store.journal_lines(meeting_id))
    read = UndoHistory.of(lines)
    following = read.next_undo()
    assert following is not None
    assert following.label == before == editing.undo_label()
