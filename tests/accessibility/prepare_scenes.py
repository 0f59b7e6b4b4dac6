"""Preparing a meeting, starting it, and the record that none is needed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cpm_desktop.services.annexes import ReadFile, attach_annex
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.waiving import begin_waiver
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.prepare.waiver_page import WaiverPage
from tests.played_demonstration import prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.accessibility.stage import Stage

DAY = dt.date(2026, 11, 27)


def prepare(stage: Stage) -> PreparePage:
    stage.open(prepared())
    page = stage.go("prepare", stage.subject)
    assert isinstance(page, PreparePage)
    return page


def details(stage: Stage) -> None:
    prepare(stage).open_task("details")


def of_kind(stage: Stage, form: str) -> PreparePage:
    stage.open(prepared())
    child = stage.desk.meeting(stage.subject).value.facts.child_id
    page = stage.go("prepare", new_meeting(stage.desk, child, form, DAY, dt.time(14)))
    assert isinstance(page, PreparePage)
    return page


def shaping(stage: Stage) -> None:
    of_kind(stage, "cla-specific-issue").shaping.open()


def start(stage: Stage) -> None:
    of_kind(stage, "inter-agency-planning").press_primary()


def waiver(stage: Stage) -> WaiverPage:
    stage.open(prepared())
    child = stage.desk.meeting(stage.subject).value.facts.child_id
    page = stage.go("prepare", begin_waiver(stage.desk, child, "inter-agency-planning"))
    assert isinstance(page, WaiverPage)
    return page


def papers(stage: Stage) -> None:
    page = prepare(stage)
    page.show_papers()
    stage.wait_for(lambda: page.taking.dialog is not None and page.taking.dialog.drawn)


def annexes(stage: Stage) -> None:
    page = prepare(stage)
    kept = attach_annex(page.desk, page.meeting_id, ReadFile("plan.pdf", b"%PDF-1.7 fictional"))
    assert kept
    page.annexes.show()


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "prepare": ("PreparePage", prepare),
    "prepare: day, place and chair": ("PreparePage", details),
    "prepare: questions": ("PreparePage", lambda stage: of_kind(stage, "legal")),
    "prepare: shaping the agenda": ("PreparePage", shaping),
    "prepare: invite": ("InviteDialog", lambda stage: prepare(stage).ask_invitation()),
    "prepare: annexes": ("AnnexesDialog", annexes),
    "prepare: papers of the meeting": ("PapersDialog", papers),
    "prepare: start": ("StartDialog", start),
    "meeting not required": ("WaiverPage", waiver),
    "meeting not required: who decides": ("DeciderDialog", lambda stage: waiver(stage).name_decider()),
}
