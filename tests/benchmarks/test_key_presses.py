"""The table of key presses: counted as it says, the same words in every way, and nowhere more here than elsewhere."""

import datetime as dt
from pathlib import Path

import pytest
from benchmarks.key_presses.captures import KINDS
from benchmarks.key_presses.counted import NotThere, counted, pressed
from benchmarks.key_presses.our_keys import BY_LINE
from benchmarks.key_presses.strokes import Chord, Said, Stroke, Words, count, presses_of, words_in
from benchmarks.key_presses.table import counts, keys
from benchmarks.key_presses.ways import FORM, LINE, every_way
from benchmarks.key_presses.word_form import COLUMNS, ITEMS, read_row, write_form

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.dates_as_typed import DateGround
from cpm_desktop.domain.shorthand import parse_line
from cpm_desktop.domain.typed_line import LineKind

PEOPLE = (
    Person(id="kai", name="Kai Avery"),
    Person(id="dana", name="Dana Avery"),
    Person(id="joy", name="Joy Okafọ̀"),
    Person(id="priya", name="Priya Nair"),
)


@pytest.mark.parametrize(
    ("stroke", "presses"),
    [
        (Words("see Dad"), 8),
        (Said('@pn "'), 7),
        (Said("#~?=:"), 8),
        (Said("£1"), 3),
        (Chord("Ctrl+Shift+Return"), 3),
        (Chord("F2"), 1),
        (Chord("Shift+Tab", 3), 4),
    ],
)
def test_presses_are_those_of_a_british_keyboard(stroke: Stroke, presses: int) -> None:
    assert presses_of(stroke) == presses


def test_words_are_counted_apart() -> None:
    strokes = (Said("="), Words("Kai stays"), Chord("Return"))
    (one,) = counted([strokes])
    assert (one.all_presses, one.words, one.beyond) == (12, 10, 2)
    assert pressed(strokes, 12) == one
    with pytest.raises(NotThere, match="11 keys went down, the strokes have 12"):
        pressed(strokes, 11)


def test_the_words_are_the_same_in_every_way() -> None:
    for way in every_way().values():
        assert len(way) == len(KINDS)
        for strokes, ours in zip(way, BY_LINE, strict=True):
            assert [one for one in strokes if isinstance(one, Words)] == [
                one for one in ours if isinstance(one, Words)
            ]
            assert words_in(strokes) == words_in(ours)


def test_nothing_takes_more_presses_here_than_elsewhere() -> None:
    ways = every_way()
    here = {LINE, FORM}
    for place, kind in enumerate(KINDS):
        least = min(count(ways[way][place]) for way in here)
        assert all(least <= count(ways[way][place]) for way in ways.keys() - here), kind
    assert sum(map(count, ways[LINE])) < min(sum(map(count, ways[way])) for way in ways.keys() - here)


def test_the_page_holds_what_is_counted(checkout: Path) -> None:
    page = (checkout / "docs" / "key-presses.md").read_text(encoding="utf-8")
    ways = every_way()
    assert counts({way: counted(ways[way]) for way in ways}) in page
    assert keys(ways) in page


def test_the_lines_are_still_understood() -> None:
    lines = ["".join(one.text for one in way if not isinstance(one, Chord)) for way in BY_LINE]
    ground = DateGround(dt.date(2026, 11, 24))
    kinds = [parse_line(line, PEOPLE, ground).kind for line in lines]
    assert kinds == [
        LineKind.NOTE,
        LineKind.NOTE,
        LineKind.VIEW,
        LineKind.DECISION,
        LineKind.RECOMMENDATION,
        LineKind.ACTION,
        LineKind.ACTION,
        LineKind.UNMET_NEED,
        LineKind.DISAGREEMENT,
        LineKind.NOTE,  # "jo" goes into the line of who arrives or leaves
    ]


def test_the_form_has_a_row_for_each_item(tmp_path: Path) -> None:
    form = tmp_path / "form.docx"
    write_form(form)
    assert [read_row(form, number + 1)["Item"] for number in range(17)] == [(item,) for item in ITEMS]
    assert list(read_row(form, 1)) == list(COLUMNS)
    assert read_row(form, 10)["Discussion"] == ()
