"""A free agenda is shaped line by line, undone by name, and a set one is left as it is."""

import pytest

from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import agenda_items
from cpm_desktop.services.item_work import answer
from cpm_desktop.services.papers import minutes_pdf
from cpm_desktop.services.preparing import set_prepared_note
from cpm_desktop.services.shaping_agenda import (
    add_line,
    agenda_entries,
    can_shape,
    move_line,
    remove_line,
    rename_line,
    set_minutes,
    start_again,
)
from tests.paper_text import printed_text

FREE = "kind.specific-issue-free-agenda"


@pytest.fixture
def free(desk: Desk, child_id: str) -> str:
    return new_meeting(desk, child_id, "cla-specific-issue", None, None)


def titles(desk: Desk, meeting_id: str) -> list[str]:
    return [item.title for item in agenda_items(desk, desk.meeting(meeting_id).value)]


@pytest.mark.rule(FREE)
def test_lines_are_added_named_moved_and_removed_and_each_is_undone_by_name(desk: Desk, free: str) -> None:
    suggested = titles(desk, free)
    line = add_line(desk, free, "  The  school bus ")
    assert titles(desk, free) == [*suggested[:-1], "The school bus", suggested[-1]]
    editing = desk.meeting(free)
    assert editing.undo_label() == "add “The school bus” to the agenda"
    rename_line(desk, free, line, "The journey to school")
    move_line(desk, free, line, -1)
    assert titles(desk, free) == [*suggested[:-2], "The journey to school", *suggested[-2:]]
    assert editing.undo_label() == "move “The journey to school” up the agenda"
    set_minutes(desk, free, line, 12)
    assert next(item for item in agenda_items(desk, editing.value) if item.id == line).minutes == 12
    remove_line(desk, free, line)
    assert titles(desk, free) == suggested
    for _ in range(5):
        editing.undo()
    assert titles(desk, free) == suggested
    assert editing.value.agenda_entries == ()
    assert desk.wait(desk.store.load_meeting(free)) == editing.value


@pytest.mark.rule(FREE)
def test_the_part_for_an_issue_comes_up_in_a_shaped_agenda_too(desk: Desk, free: str) -> None:
    first = agenda_entries(desk, desk.meeting(free).value)[0]
    add_line(desk, free, "Transport", after=first.id)
    before = titles(desk, free)
    answer(desk, free, "welcome", "issue", "education")
    assert len(titles(desk, free)) > len(before)
    assert titles(desk, free)[1] == "Transport"


@pytest.mark.rule("record.whole-discussion")
def test_a_note_for_a_part_that_no_longer_comes_up_stays_on_the_file_copy(desk: Desk, free: str) -> None:
    add_line(desk, free, "Transport")
    form = desk.form_of(desk.meeting(free).value)
    answer(desk, free, "welcome", "issue", "education")
    now = {item.id for item in agenda_items(desk, desk.meeting(free).value)}
    answer(desk, free, "welcome", "issue", "placement")
    later = {item.id for item in agenda_items(desk, desk.meeting(free).value)}
    gone = next(item.id for item in form.agenda if item.id in now - later)
    set_prepared_note(desk, free, gone, "The head teacher wrote.")
    record = desk.meeting(free).value
    words = printed_text(minutes_pdf(desk, record, Reader(ReaderKind.FILE)).pdf)
    assert "The head teacher wrote." in words


def test_at_its_ends_a_line_stays_and_an_unknown_one_is_told(desk: Desk, free: str) -> None:
    lines = agenda_entries(desk, desk.meeting(free).value)
    assert move_line(desk, free, lines[0].id, -1) is None
    assert move_line(desk, free, lines[-1].id, 1) is None
    with pytest.raises(InvalidDetail, match="no longer on the agenda"):
        rename_line(desk, free, "gone", "Another")
    with pytest.raises(InvalidDetail, match="Give the line a name"):
        add_line(desk, free, "  ")
    with pytest.raises(InvalidDetail, match="at least one minute"):
        set_minutes(desk, free, lines[0].id, 0)


def test_what_was_written_on_stays(desk: Desk, free: str) -> None:
    line = add_line(desk, free, "Transport")
    set_prepared_note(desk, free, line, "Ask the school")
    with pytest.raises(InvalidDetail, match="stays on the agenda"):
        remove_line(desk, free, line)
    with pytest.raises(InvalidDetail, match="this agenda stays"):
        start_again(desk, free)


def test_the_suggestion_comes_back_and_the_last_line_stays(desk: Desk, free: str) -> None:
    suggested = titles(desk, free)
    add_line(desk, free, "Transport")
    start_again(desk, free)
    assert titles(desk, free) == suggested
    lines = agenda_entries(desk, desk.meeting(free).value)
    for line in lines[1:]:
        remove_line(desk, free, line.id)
    with pytest.raises(InvalidDetail, match="at least one line"):
        remove_line(desk, free, lines[0].id)


@pytest.mark.rule("kind.standard-follows-set-agenda")
def test_a_set_agenda_is_not_shaped(desk: Desk, meeting_id: str) -> None:
    assert not can_shape(desk, desk.meeting(meeting_id).value)
    with pytest.raises(InvalidDetail, match="follows its set agenda"):
        add_line(desk, meeting_id, "Transport")
    with pytest.raises(InvalidDetail, match="follows its set agenda"):
        remove_line(desk, meeting_id, "welcome")
