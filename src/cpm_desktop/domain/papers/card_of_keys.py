"""The card of keys for the table: what is pressed in a meeting, while it is closed, and on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpm_desktop.domain.blocks import Fact, Facts, Paper, Section
from cpm_desktop.domain.guide.keys import lines_to_show
from cpm_desktop.domain.shorthand_examples import HEADING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.domain.guide.keys import KeyGroup, KeyLine, KeyList

PAGES: Final = 2
_TITLE = "Care planning: keys"
_LIVE: Final = "meeting"
_FEW: Final = 5
_OTHERS: Final = (("everywhere", "On every screen"), ("close", "Closing"), ("after", "Handing over"))
TEXT_SIZES: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Points that are tried until the card has its two pages."""


def build_card_of_keys(keys: KeyList, text_size: float) -> Paper:
    """Build the card with running text of a size in points."""
    live = [_section(f"In the meeting: {menus}", lines) for menus, lines in _joined(keys.of(_LIVE))]
    typed = _section(HEADING, lines_to_show(keys, "shorthand"), columns=1)
    usual = _section("In every window", lines_to_show(keys, "usual"))
    known = _lines(keys, _LIVE)  # the same keys do the same elsewhere: they stand once
    others = [
        _section(title, [line for line in _lines(keys, screen) if line not in known])
        for screen, title in _OTHERS
    ]
    return Paper(
        kind_line="Card of keys",
        title="Keys for the table",
        subtitle="",
        authority="",
        service="",
        marking="",
        blocks=(*live, usual, typed, *others),
        file_title=_TITLE,
        header=_TITLE,
        footer=_TITLE,
        text_size=text_size,
        shows_authority=False,
        marks_header=False,
    )


def _joined(groups: Sequence[KeyGroup]) -> list[tuple[str, tuple[KeyLine, ...]]]:
    """Return menus with their lines; those of a few lines stand with the one before, so that a page holds all."""
    joined: list[tuple[str, tuple[KeyLine, ...]]] = []
    for group in groups:
        if joined and len(group.lines) < _FEW:
            menus, lines = joined.pop()
            joined.append((f"{menus}, {group.menu.casefold()}", (*lines, *group.lines)))
        else:
            joined.append((group.menu.casefold(), group.lines))
    return joined


def _lines(keys: KeyList, screen: str) -> tuple[KeyLine, ...]:
    return tuple(line for group in keys.of(screen) for line in group.lines)


def _section(heading: str, lines: Sequence[KeyLine], columns: int = 2) -> Section:
    facts = Facts(tuple(Fact(line.pressed, (line.act,)) for line in lines), columns)
    return Section(heading, (facts,), level=3)
