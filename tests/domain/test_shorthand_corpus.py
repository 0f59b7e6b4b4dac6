"""Lines as people really type them are understood as meant, and no letter of any is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpm_desktop.domain.typed_line import LineKind
from tests.domain.shorthand_corpus.meaning import (
    TODAY,
    corpus,
    is_as_meant,
    lost_letters,
    meaning_of,
    understood,
)

PARTS = ("first", "fresh", "later")
EVERY = [meant for part in PARTS for meant in corpus(part)]


@pytest.mark.rule("record.smart-plan", "record.whole-discussion")
@pytest.mark.parametrize("part", PARTS)
def test_at_least_95_in_100_lines_are_understood_as_meant(part: str) -> None:
    lines = corpus(part)
    wrong = [meant for meant in lines if not is_as_meant(meant, understood(meant.line))]
    told = "\n".join(f"{meant.line!r}: {meaning_of(understood(meant.line))}" for meant in wrong)
    assert len(wrong) <= 0.05 * len(lines), told


def test_there_are_enough_different_lines() -> None:
    lines = [meant.line for meant in EVERY]
    assert len(set(lines)) == len(lines) >= 500
    assert {meant.kind.removeprefix("note>") for meant in EVERY} == {kind.value for kind in LineKind}


def test_no_letter_of_any_line_is_lost() -> None:
    lost = {meant.line: lost_letters(meant.line, understood(meant.line)) for meant in EVERY}
    assert {line: letters for line, letters in lost.items() if letters} == {}


def test_every_date_is_a_day_of_the_calendar_from_today_on() -> None:
    for meant in EVERY:
        due = understood(meant.line).due
        assert due is None or due.date is None or due.date >= TODAY, meant.line


@given(st.sampled_from(EVERY), st.text(max_size=20), st.integers(0, 60))
def test_no_letter_is_lost_of_a_line_with_anything_typed_into_it(meant: object, more: str, at: int) -> None:
    line = getattr(meant, "line", "")
    line = line[:at] + more + line[at:]
    found = understood(line)
    assert lost_letters(line, found) == ""
    assert found.offer is None or lost_letters(line, found.offer) == ""
