"""Every screen, form and dialog of the application, and how it is come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.accessibility import (
    after_scenes,
    child_scenes,
    clearing_scenes,
    close_scenes,
    guide_scenes,
    locked_scenes,
    meeting_scenes,
    pack_scenes,
    prepare_scenes,
    safety_scenes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.accessibility.stage import Stage


@dataclass(frozen=True)
class Scene:
    """Something that is seen.

    Attributes:
        kind: the class of the page or dialog.
        arrange: brings it about.
        stops: so many stops of Tab at most; 0 for no limit.
    """

    kind: str
    arrange: Callable[[Stage], object]
    stops: int = 0


def _most_stops(name: str, kind: str) -> int:
    if kind != "MeetingPage":
        return 0
    return 32 if name in OPENED else 25


OPENED = {
    "meeting: finding words",
    "meeting: add a person",
    "meeting: a disclosure",
    "meeting: a line added",
    "meeting: not discussed",
    "meeting: the room view",
    "meeting: who arrives or leaves",
    "meeting: who may read it",
}

SCENES = {
    name: Scene(kind, arrange, _most_stops(name, kind))
    for part in (
        locked_scenes,
        child_scenes,
        prepare_scenes,
        meeting_scenes,
        pack_scenes,
        close_scenes,
        after_scenes,
        clearing_scenes,
        safety_scenes,
        guide_scenes,
    )
    for name, (kind, arrange) in part.SCENES.items()
}
