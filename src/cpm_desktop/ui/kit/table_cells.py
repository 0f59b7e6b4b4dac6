"""What a table shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.tags import TagTone


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: `title` over `detail`, with at most one mark before them.

    Marks: `initials` in a round, `held` of (held, required) as dots, or an `icon` before the title; `detail_icon`
    before the detail. `is_tag` puts icon and title on a tint. `tone` colours icon and tag, and the title too
    where `is_strong`; `detail_tone` the detail.
    """

    title: str = ""
    detail: str = ""
    icon: str = ""
    detail_icon: str = ""
    initials: str = ""
    held: tuple[int, int] | None = None
    tone: TagTone = "plain"
    detail_tone: str = "text3"
    is_tag: bool = False
    is_strong: bool = False
    is_quiet: bool = False

    @property
    def spoken(self) -> str:
        """Title and detail."""
        return ", ".join(part for part in (self.title, self.detail) if part)


@dataclass(frozen=True)
class TableEntry:
    """A row: its cells in the order of the columns.

    With `group` set it is the head of a group and has no cells. Cells may be made as they are looked at.
    """

    key: str
    cells: Sequence[Cell] = ()
    group: str = ""
    count: int = 0
    icon: str = ""
    tone: TagTone = "plain"
