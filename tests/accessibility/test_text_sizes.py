"""Text from 100 to 200 % on a small screen: nothing is cut off, and nothing is where nobody can scroll to."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accessibility.scenes import SCENES
from tests.accessibility.the_bus import Hearing

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 1366, 768
PATIENCE = 10.0  # seconds
PICTURES = "CPM_TEST_PICTURES"  # a folder: what every scene looks like at 200 % is kept there
FIRST_OF_THEIR_KIND = {scene.kind: name for name, scene in reversed(SCENES.items())}.values()


def test_nothing_is_clipped_or_lost_at_any_size_of_text_and_esc_leaves(hearing: Hearing, scene: str) -> None:
    factors = (1.0, 1.3, 1.5, 2.0) if scene in FIRST_OF_THEIR_KIND else (2.0,)
    faults = []
    before = hearing.look()
    if before["kind"] != SCENES[scene].kind:  # an arrow key has brought about something else
        before = hearing.scene(scene)
    for factor in factors:
        hearing.appearance(factor, width=WIDTH, height=HEIGHT)
        faults += [f"{factor:.0%}: {fault}" for fault in _lost(hearing)]
    if os.environ.get(PICTURES):
        place = Path(os.environ[PICTURES]) / f"{scene.replace(' ', '-').replace(':', '')}.png"
        hearing.stage.ask("picture", path=str(place))
    if before["is_dialog"]:
        faults += _left_open(hearing, before["kind"])
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def _lost(hearing: Hearing) -> list[str]:
    """Return what is lost for good: a copy that was just drawn moves what stands around it for a moment."""
    end = time.monotonic() + PATIENCE
    while (faults := hearing.stage.ask("lost")) and time.monotonic() < end:
        time.sleep(0.1)
    return list(faults)


def _left_open(hearing: Hearing, kind: str) -> Iterator[str]:
    hearing.look()
    hearing.press("Escape")
    end = time.monotonic() + PATIENCE
    while (seen := hearing.look())["kind"] == kind:
        if time.monotonic() > end:
            yield f"Esc leaves {kind} open"
            return
        time.sleep(0.02)
    if seen["is_dialog"] and not seen["holder"]:
        yield "when it is closed, nothing has the keyboard"
