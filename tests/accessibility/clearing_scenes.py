"""Filed records, clearing one, legal holds, and what is left of a cleared one."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea

from cpm_desktop.services.clearing import clear_record
from cpm_desktop.services.legal_holding import place_hold
from cpm_desktop.services.signing_key import make_signing_key
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from tests.a_desk import SetClock, set_clock
from tests.played_store import PlayedStore, play_in_store
from tests.services.a_filed_record import DUE, at, filed, with_backups
from tests.services.a_record import enter_kai

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.clearing.clear_dialog import ClearDialog
    from tests.accessibility.stage import Stage


@functools.cache
def filed_records() -> PlayedStore:
    """Return a store with a record that may be cleared, its subject, and one that was."""
    return play_in_store(_play, set_clock())


def _play(desk: Desk, clock: SetClock) -> str:
    make_signing_key(desk)
    child_id = enter_kai(desk)
    due, cleared = filed(desk, child_id), filed(desk, child_id, "core-group", actions=())
    at(clock, DUE)
    clear_record(desk, cleared)
    return due


def _open(stage: Stage) -> None:
    stage.open(filed_records())
    with_backups(stage.desk)


def due(stage: Stage) -> AfterPage:
    _open(stage)
    page = stage.go("after", stage.subject)
    assert isinstance(page, AfterPage)
    stage.wait_for(lambda: page._pages)
    return page


def offered(stage: Stage) -> None:
    """The caseload found by itself that a record may be cleared."""
    _open(stage)
    page = stage.go("caseload")
    assert isinstance(page, CaseloadPage)
    stage.wait_for(page.clear_offer.isVisible)
    stage.settle()
    around = page.clear_offer.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:  # where text is large the page scrolls
        around.ensureWidgetVisible(page.clear_offer)


def in_sight(stage: Stage) -> None:
    page = due(stage)
    page._scroll.ensureWidgetVisible(page.clearing, 0, 20)


def clearing(stage: Stage) -> ClearDialog:
    dialog = due(stage).clearing.clear()
    assert dialog is not None
    return dialog


def cleared_now(stage: Stage) -> None:
    dialog = clearing(stage)
    dialog.seen.setChecked(True)
    dialog.accept()
    stage.wait_for(lambda: dialog.is_done)


def holds(stage: Stage) -> None:
    page = due(stage)
    place_hold(
        stage.desk, stage.desk.meeting(stage.subject).value.facts.child_id, "The court asked for all papers."
    )
    page.clearing.show_holds()


def records(stage: Stage) -> None:
    _open(stage)
    stage.go("caseload")
    action = next(each for each in stage.workspace.actions() if each.text() == "Filed records…")
    action.trigger()


def proof(stage: Stage) -> None:
    _open(stage)
    lines = stage.desk.wait(stage.desk.store.meetings_since(dt.date.min))
    stage.go("after", next(line.id for line in lines if line.cleared_at is not None))


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "hand over: it may be cleared": ("AfterPage", in_sight),
    "caseload: a record may be cleared": ("CaseloadPage", offered),
    "clearing: a record": ("ClearDialog", clearing),
    "clearing: it is cleared": ("ClearDialog", cleared_now),
    "clearing: legal holds": ("HoldsDialog", holds),
    "clearing: filed records": ("FiledRecordsDialog", records),
    "clearing: the proof": ("ClearedPage", proof),
}
