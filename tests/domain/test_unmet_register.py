"""The register of unmet needs: no words, no number under five, and none that can be worked out."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpm_desktop.domain.unmet_register import (
    EVERYWHERE,
    LEAST_SHOWN,
    OTHER,
    RegisteredNeed,
    RegisterLine,
    register_of,
)

CATEGORIES = ("Education", "Health")
AREAS = ("North", "East", "West")
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from((*CATEGORIES, "anything typed")), st.sampled_from(AREAS)), st.integers(0, 12)
)


def needs(counts: dict[tuple[str, str], int], of_one_child: bool = False) -> list[RegisteredNeed]:
    return [
        RegisteredNeed("child" if of_one_child else f"child {number} {area}", category, area)
        for (category, area), count in counts.items()
        for number in range(count)
    ]


def counted(lines: tuple[RegisterLine, ...]) -> dict[tuple[str, str], int | None]:
    return {(line.category, line.area): line.count for line in lines}


@pytest.mark.rule("record.unmet-need")
def test_a_number_under_five_is_not_shown() -> None:
    found = counted(register_of(needs({("Education", "North"): 4, ("Health", "North"): 5}), CATEGORIES))
    assert found == {("Education", "North"): None, ("Health", "North"): 5, (OTHER, "North"): None}


@pytest.mark.rule("record.unmet-need")
def test_a_small_cell_cannot_be_worked_out_from_the_total() -> None:
    found = counted(
        register_of(
            needs({("Education", "North"): 3, ("Education", "East"): 9, ("Education", "West"): 6}), CATEGORIES
        )
    )
    assert found[("Education", EVERYWHERE)] == 18
    assert found[("Education", "North")] is None
    assert found[("Education", "West")] is None  # else 18 − 9 − 6 would tell of the three
    assert found[("Education", "East")] == 9


@pytest.mark.rule("record.unmet-need")
def test_many_needs_of_one_child_are_not_shown() -> None:
    found = counted(register_of(needs({("Health", "North"): 7}, of_one_child=True), CATEGORIES))
    assert set(found.values()) == {None}


@pytest.mark.rule("record.unmet-need")
def test_what_was_typed_is_never_a_line_and_the_case_of_a_category_does_not_matter() -> None:
    lines = register_of(needs({("Zoë needs a bed", "North"): 6, ("  education ", "North"): 6}), CATEGORIES)
    assert counted(lines) == {("Education", "North"): 6, ("Health", "North"): None, (OTHER, "North"): 6}
    assert "Zoë" not in repr(lines)


def test_nothing_recorded_is_no_line_of_an_area() -> None:
    assert register_of([], CATEGORIES) == ()


@settings(max_examples=300, deadline=None)
@given(counts=COUNTS)
@pytest.mark.rule("record.unmet-need")
def test_whatever_a_total_leaves_hidden_is_five_or_more(counts: dict[tuple[str, str], int]) -> None:
    lines = register_of(needs(counts), CATEGORIES)
    found = counted(lines)
    assert all(count is None or count >= LEAST_SHOWN for count in found.values())
    areas = sorted({line.area for line in lines} - {EVERYWHERE})
    for category, total in ((line.category, line.count) for line in lines if line.area == EVERYWHERE):
        cells = [found[category, area] for area in areas]
        if total is None:
            assert cells == [None] * len(cells)
        elif None in cells:
            assert cells.count(None) >= 2
            assert total - sum(cell or 0 for cell in cells) >= LEAST_SHOWN
    pairs = itertools.product((*CATEGORIES, OTHER), areas)
    assert all(pair in found for pair in pairs)
