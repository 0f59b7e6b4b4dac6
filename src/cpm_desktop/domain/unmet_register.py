"""The register of unmet needs over all children: category, area and count, and nothing that tells of one child.

A cell under five is never shown, nor can it be worked out: whatever a total leaves hidden is itself five or more,
in two cells at least (record.unmet-need).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LEAST_SHOWN: Final = 5
OTHER: Final = "Other, or not given"
EVERYWHERE: Final = "All areas"
NO_AREA: Final = "Area not given"
NOT_SHOWN: Final = "not shown: fewer than 5, or would tell such a number"


@dataclass(frozen=True, slots=True)
class RegisteredNeed:
    """An open unmet need as the register counts it: no word of what it is.

    Attributes:
        child_id: whose.
        category: as it was recorded; only one of the known categories is told.
        area: the team whose meeting recorded it.
    """

    child_id: str
    category: str
    area: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of the register.

    Attributes:
        category: one of the known categories, or "Other, or not given".
        area: the team, or "All areas".
        count: open unmet needs; None where the number is not shown.
    """

    category: str
    area: str
    count: int | None

    def count_text(self) -> str:
        """Return the number, or why there is none."""
        return str(self.count) if self.count is not None else NOT_SHOWN


@dataclass(slots=True)
class _Cell:
    needs: int
    children: frozenset[str]

    def may_be_told(self) -> bool:
        # Five needs of one child would tell of that child.
        return min(self.needs, len(self.children)) >= LEAST_SHOWN


def register_of(needs: Iterable[RegisteredNeed], categories: Sequence[str]) -> tuple[RegisterLine, ...]:
    """Return the register: every known category in every area, and over all areas where there are several.

    Every line is there whether or not anything was recorded, so that a missing line tells nothing either.

    Args:
        needs: open unmet needs of all children.
        categories: those that the authority knows; any other is counted as "Other, or not given".
    """
    known = {category.casefold(): category for category in categories}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    areas: set[str] = set()
    for need in needs:
        area = need.area or NO_AREA
        areas.add(area)
        found[known.get(need.category.strip().casefold(), OTHER), area].append(need.child_id)
    ordered = sorted(areas)
    lines: list[RegisterLine] = []
    for category in (*categories, OTHER):
        cells = {area: _cell(found[category, area]) for area in ordered}
        lines += _lines_of(category, cells)
    return tuple(lines)


def _cell(children: Collection[str]) -> _Cell:
    return _Cell(len(children), frozenset(children))


def _lines_of(category: str, cells: dict[str, _Cell]) -> Iterable[RegisterLine]:
    shown = {area for area, cell in cells.items() if cell.may_be_told()}
    if len(cells) > 1:
        total = _sum_of(cells.values())
        is_told = total.may_be_told()
        shown = _without_giveaways(cells, shown) if is_told else set()
        yield RegisterLine(category, EVERYWHERE, total.needs if is_told else None)
    for area, cell in cells.items():
        yield RegisterLine(category, area, cell.needs if area in shown else None)


def _without_giveaways(cells: dict[str, _Cell], shown: set[str]) -> set[str]:
    """Hide more, the smallest first, until what the total leaves hidden tells nothing under five."""
    kept = sorted(shown, key=lambda area: (cells[area].needs, area))
    while kept:
        hidden = [cell for area, cell in cells.items() if area not in kept]
        if not hidden or (len(hidden) > 1 and _sum_of(hidden).may_be_told()):
            break
        kept.pop(0)
    return set(kept)


def _sum_of(cells: Iterable[_Cell]) -> _Cell:
    all_cells = tuple(cells)
    children = frozenset().union(*(cell.children for cell in all_cells))
    return _Cell(sum(cell.needs for cell in all_cells), children)
