"""The live meeting, with every form that opens in it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.calling import new_meeting
from cpm_desktop.services.holding import start
from cpm_desktop.services.phrases import enter_usual_phrases
from cpm_desktop.services.unforeseen import Unforeseen
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from tests.played_demonstration import played_to, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.accessibility.stage import Stage

FORMS = ("decision", "action", "different_view", "unmet_need", "recommendation", "view")


def meeting(stage: Stage) -> MeetingPage:
    stage.open(played_to("meeting"))
    page = stage.go("meeting", stage.subject)
    assert isinstance(page, MeetingPage)
    return page


def capturing(key: str, stage: Stage) -> None:
    meeting(stage).capture_as(key)


def of_kind(form: str, stage: Stage) -> MeetingPage:
    stage.open(prepared())
    child = stage.desk.meeting(stage.subject).value.facts.child_id
    made = new_meeting(stage.desk, child, form, dt.date(2026, 11, 24), dt.time(14))
    start(stage.desk, made)
    page = stage.go("meeting", made)
    assert isinstance(page, MeetingPage)
    return page


def no_reason_yet(stage: Stage) -> None:
    meeting(stage).item_pane.foot.ask_reason()


def finding(stage: Stage) -> None:
    meeting(stage)
    stage.workspace.finder.ask()


def phrases(stage: Stage) -> None:
    page = meeting(stage)
    enter_usual_phrases(stage.desk.workplace())
    page.item_pane.notes.focus_new()
    stage.settle()
    assert stage.workspace.phrases.open_list() is not None


def typed(words: str, stage: Stage) -> MeetingPage:
    page = meeting(stage)
    page.item_pane.notes.focus_new()
    type_here(stage, words)
    return page


def arriving(stage: Stage) -> None:
    meeting(stage).attending.ask_arrival()
    type_here(stage, "SL 5 ago")


def type_here(stage: Stage, words: str) -> None:
    stage.settle()
    here = stage.application.focusWidget()
    assert here is not None
    QTest.keyClicks(here, words)


def room_shown(stage: Stage) -> None:
    page = meeting(stage)
    page.room.turn_open()
    stage.settle()
    beside = page.room.find_display().window
    assert beside is not None
    beside.move(stage.window.width() + 200, 0)  # on another screen, as it were


# A menu is Qt's own and gone through with arrow keys: it is pictured, and its entries are held to the palette's.
ONLY_SEEN: dict[str, Callable[[Stage], object]] = {
    "the menu over the meeting": lambda stage: (meeting(stage), stage.workspace.open_menu()),
}


def who_may_read(stage: Stage) -> None:
    page = meeting(stage)
    page.who_may_read.ask()
    button = page.who_may_read.strip.form.whom.button(LimitKind.THIRD_PARTY.value)
    button.setFocus()
    button.click()


def gone_wrong(stage: Stage) -> None:
    page = meeting(stage)
    stage.workspace.unforeseen.show_error(
        Unforeseen(
            "IndexError", r"C:\Users\Priya\AppData\Local\cpm-desktop\report.txt", is_saved=True, problem=""
        )
    )
    assert page.isHidden() or not page.isVisible()


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "meeting": ("MeetingPage", meeting),
    **{f"meeting: {key.replace('_', ' ')}": ("MeetingPage", partial(capturing, key)) for key in FORMS},
    "meeting: add a person": ("MeetingPage", lambda stage: meeting(stage).attending.ask_person()),
    "meeting: who may read it": ("MeetingPage", who_may_read),
    "meeting: a disclosure": ("MeetingPage", lambda stage: meeting(stage).begin_disclosure()),
    "meeting: not discussed": ("MeetingPage", no_reason_yet),
    "meeting: a line added": ("MeetingPage", lambda stage: of_kind("cla-specific-issue", stage).ask_line()),
    "meeting of the lawyers": ("MeetingPage", partial(of_kind, "legal")),
    "meeting of the care team": ("MeetingPage", partial(of_kind, "care-team")),
    "meeting: finding words": ("MeetingPage", finding),
    "meeting: the room view": ("MeetingPage", room_shown),
    "meeting: quick phrases": ("PhrasePicker", phrases),
    "meeting: a line understood": (
        "MeetingPage",
        partial(typed, "@JO keep a diary of his sleep by 18 Dec so that the clinic sees it"),
    ),
    "meeting: who arrives or leaves": ("MeetingPage", arriving),
    "meeting: something went wrong": ("MeetingPage", gone_wrong),
    "palette over the meeting": (
        "CommandPalette",
        lambda stage: (meeting(stage), stage.workspace.open_palette()),
    ),
}
