"""Closing a meeting: what is owed, reading back, and signing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.closing import end, mark_read_back, read_back
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.readers.limits_dialog import LimitsDialog
from tests.kais_meeting import kais_script
from tests.played_demonstration import played_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.ui.close.sign_dialog import SignDialog
    from tests.accessibility.stage import Stage


def close(stage: Stage) -> ClosePage:
    stage.open(played_to("close"))
    page = stage.go("close", stage.subject)
    assert isinstance(page, ClosePage)
    return page


def early_close(stage: Stage) -> ClosePage:
    """With much still owed."""
    stage.open(played_to("meeting"))
    page = stage.go("close", stage.subject)
    assert isinstance(page, ClosePage)
    return page


def left_running(stage: Stage) -> None:
    """Of yesterday, and nobody noted its end."""
    stage.open(played_to("meeting"))
    stage.clock.set_moment(stage.desk.now() + dt.timedelta(days=1))
    stage.go("close", stage.subject)


def looked_back_at(stage: Stage) -> None:
    """The meeting itself, after its end."""
    stage.open(played_to("close"))
    end(stage.desk, stage.subject)
    stage.go("meeting", stage.subject)


def settling(stage: Stage) -> None:
    page = early_close(stage)
    for card in page.debts.cards:
        if card._opener is not None:
            card.open_field(takes_focus=card is page.debts.cards[0])


def reasoning(stage: Stage) -> None:
    page = early_close(stage)
    next(card for card in page.debts.cards if card.debt.can_be_reasoned).open_reason()


def answer(page: ClosePage, words: str) -> None:
    """Say what the room says, as menu and palette do: what is read back comes into sight."""
    next(act for act in page.actions() if act.text() == words).trigger()


def fix(stage: Stage) -> None:
    answer(close(stage), "Fix the wording")


def differ(stage: Stage) -> None:
    answer(close(stage), "Does not agree")


def whole_screen(stage: Stage) -> None:
    close(stage).fill_the_screen()


def action_list(stage: Stage) -> None:
    page = close(stage)
    page.open_action_list()
    stage.wait_for(lambda: page.action_list.dialog is not None and page.action_list.dialog.drawn)


def nothing_owed(stage: Stage) -> ClosePage:
    stage.open(played_to("close"))
    desk, meeting_id, script = stage.desk, stage.subject, kais_script()
    ended = next(place for place, event in enumerate(script.live) if "end" in event)
    for thing in read_back(desk, meeting_id):
        mark_read_back(desk, meeting_id, thing.key, ReadBackResult.AGREED)
    play = MeetingPlay(desk, meeting_id, script, stage.clock.set_moment)
    play.hold(since=ended)
    play.close()
    page = stage.go("close", meeting_id)
    assert isinstance(page, ClosePage)
    return page


def sign(stage: Stage) -> SignDialog:
    page = nothing_owed(stage)
    page.press_primary()
    assert page.dialog is not None, page.debts._headline.text()
    return page.dialog


def record(stage: Stage) -> None:
    dialog = sign(stage)
    dialog.read_through()
    stage.wait_for(lambda: dialog.record is not None and dialog.record.document.page_count)


def who_may_read(stage: Stage) -> None:
    page = close(stage)
    page.limit_readers()
    (dialog,) = page.findChildren(LimitsDialog)
    dialog.form.whom.button(LimitKind.NAMED.value).click()


def as_its_reader(stage: Stage) -> None:
    page = close(stage)
    page.preview.show()
    stage.wait_for(lambda: page.preview.dialog is not None and page.preview.dialog.document.page_count)


def childs_copy(stage: Stage) -> None:
    page = nothing_owed(stage)
    page.childs_copy.show()
    stage.wait_for(
        lambda: page.childs_copy.dialog is not None and page.childs_copy.dialog.document.page_count
    )


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "close": ("ClosePage", close),
    "close with much owed": ("ClosePage", early_close),
    "close: when did it end": ("ClosePage", left_running),
    "meeting: looked back at": ("MeetingPage", looked_back_at),
    "close: settling what is owed": ("ClosePage", settling),
    "close: giving a reason": ("ClosePage", reasoning),
    "close: another wording": ("ClosePage", fix),
    "close: does not agree": ("ClosePage", differ),
    "close with nothing owed": ("ClosePage", nothing_owed),
    "reading back on the whole screen": ("ReadBackScreen", whole_screen),
    "action list for the room": ("ActionListDialog", action_list),
    "close: who may read what": ("LimitsDialog", who_may_read),
    "close: as its reader gets it": ("PreviewDialog", as_its_reader),
    "close: the child’s copy": ("ChildsCopyDialog", childs_copy),
    "sign": ("SignDialog", sign),
    "sign: the record": ("RecordDialog", record),
}
