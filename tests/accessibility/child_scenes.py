"""The caseload and a child's file, with every dialog over them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from cpm_desktop.domain.commands import change
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.child_records import Doing
from cpm_desktop.services.phrases import enter_usual_phrases
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.child.child_page import ChildPage
from tests.a_desk import make_desk, set_clock
from tests.played_demonstration import played_to, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.ui.child.file_dialogs import FileDialogs
    from tests.accessibility.stage import Stage


def caseload(stage: Stage) -> CaseloadPage:
    stage.open(prepared())
    page = stage.go("caseload")
    assert isinstance(page, CaseloadPage)
    return page


def empty_caseload(stage: Stage) -> None:
    stage.windows.show_open(make_desk(stage._new_folder(), set_clock()))
    stage.go("caseload")


def told(stage: Stage) -> None:
    caseload(stage)
    stage.workspace.show_error(CarePlanningError("The folder is not there any more. Choose another one."))


def words(stage: Stage) -> None:
    stage.open(prepared())
    enter_usual_phrases(stage.desk.workplace())
    stage.go("words")


def palette(stage: Stage) -> None:
    caseload(stage)
    stage.workspace.open_palette()


def nothing_found(stage: Stage) -> None:
    caseload(stage)
    QTest.keyClicks(stage.workspace.open_palette().field, "nothing is called so")


def child(stage: Stage, played: str = "after") -> ChildPage:
    store = played_to(played)
    stage.open(store)
    page = stage.go("child", stage.desk.meeting(store.subject).value.facts.child_id)
    assert isinstance(page, ChildPage)
    return page


def dialogs(stage: Stage) -> FileDialogs:
    return child(stage).dialogs


def person(stage: Stage) -> None:
    page = child(stage)
    held = next(one for one in page.desk.child(page._child_id).value.people if not one.is_child)
    page.dialogs.edit_person(held.id)


def refused_person(stage: Stage) -> None:
    dialogs(stage).edit_person().accept()


def review(stage: Stage) -> None:
    page = child(stage)
    page.dialogs.edit_review(page.desk.child(page._child_id).value.reviews[0].id)


def open_action(stage: Stage) -> None:
    page = child(stage)
    page.open_item("action", page._overview.actions[0].id)


def open_need(stage: Stage) -> None:
    page = child(stage)
    page.open_item("unmet need", page._overview.needs[0].id)


def closed_items(stage: Stage) -> None:
    child(stage).show_closed()


def again(stage: Stage, doing: Doing, stage_of_meeting: str) -> None:
    page = child(stage, stage_of_meeting)
    page.do_with_meeting(doing, stage.subject)


def copies_again(stage: Stage) -> None:
    page = child(stage)
    editing = page.desk.child(page._child_id)
    editing.perform(change(editing.value.child, placement_order_on=dt.date(2026, 11, 20)))
    page.decide_copies_again()


def notices(stage: Stage) -> None:
    """As somebody comes to a file whose copies have to be decided again."""
    page = child(stage)
    child_id, editing = page._child_id, page.desk.child(page._child_id)
    editing.perform(change(editing.value.child, placement_order_on=dt.date(2026, 11, 20)))
    stage.go("caseload")
    stage.go("child", child_id)


def person_search(stage: Stage) -> None:
    dialog = child(stage).find_person()
    dialog.names.setText("Dana Avery")
    dialog.search()
    stage.wait_for(lambda: not dialog.is_searching and dialog.findings.mentions)


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "caseload": ("CaseloadPage", caseload),
    "caseload without children": ("CaseloadPage", empty_caseload),
    "caseload with a message": ("CaseloadPage", told),
    "palette": ("CommandPalette", palette),
    "palette with nothing found": ("CommandPalette", nothing_found),
    "the keys": ("KeysSheet", lambda stage: (caseload(stage), stage.workspace.show_keys())),
    "own words and phrases": ("WordsPage", words),
    "new meeting": ("NewMeetingDialog", lambda stage: caseload(stage).new_meeting()),
    "new child": ("EntityDialog", lambda stage: caseload(stage).add_child()),
    "child": ("ChildPage", child),
    "child with notices": ("ChildPage", notices),
    "child: details": ("EntityDialog", lambda stage: dialogs(stage).edit_child()),
    "child: person": ("EntityDialog", person),
    "child: person, refused": ("EntityDialog", refused_person),
    "child: review": ("EntityDialog", review),
    "child: earlier meeting": ("EntityDialog", lambda stage: dialogs(stage).edit_earlier_meeting()),
    "child: action": ("EntityDialog", lambda stage: dialogs(stage).edit_action()),
    "child: unmet need": ("EntityDialog", lambda stage: dialogs(stage).edit_unmet_need()),
    "child: what became of an action": ("OutcomeDialog", open_action),
    "child: what became of a need": ("OutcomeDialog", open_need),
    "child: closed items": ("ClosedItemsDialog", closed_items),
    "child: reconvene": ("AgainDialog", lambda stage: again(stage, Doing.RECONVENE, "after")),
    "child: cancel": ("AgainDialog", lambda stage: again(stage, Doing.CANCEL, "prepare")),
    "child: copies decided again": ("CopiesAgainDialog", copies_again),
    "child: case handed over": ("TransferDialog", lambda stage: child(stage).hand_over_case()),
    "child: who may read about whom": ("LimitsDialog", lambda stage: child(stage).limit_readers()),
    "child: one person everywhere": ("PersonSearchDialog", person_search),
}
