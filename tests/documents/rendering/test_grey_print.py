"""Every rule and ground of a paper does its work where it is printed in grey too."""

import datetime as dt
import itertools

import pytest

from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.documents.rendering.type_scale import ACCENT, HAIRLINE, INK, RULE, SECONDARY, TINT, WHITE
from cpm_desktop.domain.blocks import (
    Block,
    Box,
    Column,
    Count,
    Counts,
    Fact,
    Facts,
    Line,
    Paper,
    Table,
    TableLine,
    WritingLines,
)
from tests.grey_print import PrintedPage, Rule, grey_contrast, printed_pages

MADE_AT = dt.datetime(2026, 11, 24, 16, 40, tzinfo=dt.UTC)
LEAST_TEXT, LEAST_RULE, LEAST_TO_WRITE_ON = 4.5, 1.8, 3.0
COLUMNS = (Column("Who", 50, is_row_head=True), Column("Words", 120))


def page_with(*blocks: Block) -> PrintedPage:
    paper = Paper(
        kind_line="Minutes",
        title="Kai Avery",
        subtitle="",
        authority="Northbeck Council",
        service="",
        marking="OFFICIAL-SENSITIVE",
        blocks=blocks,
        file_title="Minutes",
        header="",
        footer="LL-204417",
        footer_small="",
    )
    (page,) = printed_pages(PaperRenderer().render(paper, MADE_AT).pdf)
    return page


def flat(page: PrintedPage, *, without: PrintedPage) -> list[Rule]:
    """The level rules of a page that another one has not, from the top."""
    found = [rule for rule in page.rules if rule not in without.rules and rule.top - rule.bottom < 2]
    return sorted(found, key=lambda rule: -rule.top)


def row(*words: str, is_tinted: bool = False, writing_lines: int = 0) -> TableLine:
    cells = tuple((Line(each),) if each else () for each in words)
    return TableLine(cells, is_tinted=is_tinted, writing_lines=writing_lines)


@pytest.mark.parametrize("colour", [INK, SECONDARY, ACCENT])
@pytest.mark.parametrize("ground", [WHITE, TINT])
def test_text_stands_out_from_every_ground(
    colour: tuple[float, float, float], ground: tuple[float, float, float]
) -> None:
    assert grey_contrast(colour, ground) >= LEAST_TEXT


def test_rules_are_seen() -> None:
    assert grey_contrast(HAIRLINE, WHITE) >= LEAST_RULE
    assert min(grey_contrast(RULE, ground) for ground in (WHITE, TINT)) >= LEAST_TO_WRITE_ON
    page = page_with(
        Counts((Count("2", "decisions"), Count("3", "open actions"))), Box("For you", ("Words",))
    )
    assert min(rule.contrast for rule in page.rules) >= LEAST_RULE


def test_what_a_tint_sets_apart_a_rule_sets_apart_too() -> None:
    page = page_with(
        Table(
            COLUMNS,
            (row("Tom", "No."), row("Resolved", "No", is_tinted=True), row("Now", "-", is_tinted=True)),
        )
    )
    assert page.covered == []
    between = flat(page, without=page_with())[1]
    assert between.contrast >= LEAST_TO_WRITE_ON


def test_lines_to_write_on_are_no_hairlines() -> None:
    bare = page_with()
    for block in (WritingLines(3), Table(COLUMNS, (row("Health", "", writing_lines=3),))):
        lines = flat(page_with(block), without=bare)
        assert len(lines) >= 3
        assert min(line.contrast for line in lines) >= LEAST_TO_WRITE_ON


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_each_column_of_facts_ends_in_a_rule(count: int) -> None:
    facts = tuple(Fact(f"Fact {number}", ("said",)) for number in range(count))
    rules = flat(page_with(Facts(facts)), without=page_with())
    for left in {rule.left for rule in rules}:
        in_column = [rule for rule in rules if rule.left == left]
        of_column = len(facts[round(left > 200) :: 2])
        assert len(in_column) == of_column + 1


def test_the_sides_of_a_box_have_no_gaps() -> None:
    page = page_with(Box("For you", tuple(f"Line {number}." for number in range(6))))
    sides = [rule for rule in page.rules if rule.right - rule.left < 2]
    for left in {rule.left for rule in sides}:
        parts = sorted((rule for rule in sides if rule.left == left), key=lambda rule: -rule.top)
        assert len(parts) > 3
        assert all(above.bottom < below.top - 0.5 for above, below in itertools.pairwise(parts))
