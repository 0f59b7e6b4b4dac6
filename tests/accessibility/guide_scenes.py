"""The user guide, beside a meeting and before the records are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.accessibility.locked_scenes import first_run
from tests.accessibility.meeting_scenes import meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.ui.guide.guide_window import GuideWindow
    from tests.accessibility.stage import Stage


def guide(stage: Stage) -> GuideWindow:
    meeting(stage)
    return stage.window.open_guide()


def keys(stage: Stage) -> None:
    guide(stage).go_to("keys")


def looking(stage: Stage) -> None:
    looked_for("passphrase", stage)


def not_found(stage: Stage) -> None:
    looked_for("zebra", stage)


def looked_for(words: str, stage: Stage) -> None:
    opened = guide(stage)
    opened.search.setText(words)
    opened.look_for(words)
    opened.search.setFocus()


def before_it_is_open(stage: Stage) -> None:
    first_run(stage)
    stage.window.open_guide()


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "guide": ("GuideWindow", guide),
    "guide: the keys": ("GuideWindow", keys),
    "guide: words looked for": ("GuideWindow", looking),
    "guide: nothing found": ("GuideWindow", not_found),
    "guide at the first start": ("GuideWindow", before_it_is_open),
}
