"""Looking back at a meeting that has ended never loses when it ended."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.commands import Record
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.meeting import MeetingFacts, Stage
from cpm_desktop.services.closing import take_up_again
from cpm_desktop.services.meeting_end import MeetingLongOver, silence_of
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place
from tests.services.a_meeting import HeldMeeting
from tests.ui.a_window import OpenWindow


def facts_of(held: HeldMeeting) -> MeetingFacts:
    return held.desk.meeting(held.meeting_id).value.facts


def test_looking_back_and_leaving_keep_the_end(complete_window: OpenWindow, complete: HeldMeeting) -> None:
    editing, workspace = complete.desk.meeting(complete.meeting_id), complete_window.workspace
    before = editing.value.facts
    assert before.stage is Stage.ENDED
    page = complete_window.go("close", complete.meeting_id)
    page.debts.back_asked.emit()  # type: ignore[attr-defined]  # the page of the close
    assert workspace.place == Place("meeting", complete.meeting_id)
    assert workspace.page is not None
    workspace.page.go_back()
    assert workspace.place == Place("close", complete.meeting_id)
    workspace.page.go_back()
    assert workspace.place == Place("child", before.child_id)
    assert editing.value.facts == before


def test_a_meeting_of_an_earlier_day_does_not_go_on(
    complete_window: OpenWindow, complete: HeldMeeting
) -> None:
    complete_window.go("close", complete.meeting_id)
    editing = complete.desk.meeting(complete.meeting_id)
    before = editing.value.facts
    assert before.ended_at is not None
    complete.clock.set_moment(before.ended_at + dt.timedelta(days=7))
    with pytest.raises(MeetingLongOver):
        take_up_again(complete.desk, complete.meeting_id)
    assert editing.value.facts == before


def test_what_has_ended_is_gone_through_to_its_close(
    complete_window: OpenWindow, complete: HeldMeeting
) -> None:
    workspace = complete_window.workspace
    before = complete.desk.meeting(complete.meeting_id).value.facts
    page = complete_window.go("meeting", complete.meeting_id)
    assert isinstance(page, MeetingPage)
    assert "ended " in page.header.subtitle
    assert page.header.back
    for _ in page._items[1:]:
        page.go_next()
        assert workspace.error_shown == ""
    assert page.item_pane.item_id == page._items[-1].id
    page.go_next()
    assert workspace.place == Place("close", complete.meeting_id)
    assert complete.desk.meeting(complete.meeting_id).value.facts == before


def test_a_meeting_and_its_close_are_no_circle(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    workspace = owing_window.workspace
    child = owing.desk.meeting(owing.meeting_id).value.facts.child_id
    for place in (("child", child), ("meeting", owing.meeting_id), ("close", owing.meeting_id)):
        owing_window.go(*place)
    assert workspace.page is not None
    workspace.page.go_back()
    assert workspace.place == Place("meeting", owing.meeting_id)
    workspace.back()
    assert workspace.place == Place("child", child)


def test_the_end_of_a_meeting_of_yesterday_is_asked_for(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = owing_window.go("close", owing.meeting_id)
    assert isinstance(page, ClosePage)
    assert page.ending.isHidden()
    owing.clock.set_moment(owing.desk.now() + dt.timedelta(days=1))
    page.refresh()
    assert page.ending.isVisible()
    proposed, silence = (
        page.ending.time.value,
        silence_of(owing.desk, owing.desk.meeting(owing.meeting_id).value),
    )
    assert proposed is not None
    assert silence is not None
    page.ending.time.set_typed("7.05")
    page.ending.note_end()
    assert "cannot have ended at 07:05" in page.ending.told
    assert facts_of(owing).ended_at is None
    page.ending.time.set_typed(f"{proposed:%H.%M}")
    page.ending.time.entered.emit()
    ended = facts_of(owing).ended_at
    assert ended is not None
    assert ended == silence.since
    assert page.ending.isHidden()
    assert page.isAncestorOf(QApplication.focusWidget() or owing_window.workspace)


def test_a_record_of_yesterday_is_not_signed_before_its_end_is_said(
    complete_window: OpenWindow, complete: HeldMeeting
) -> None:
    take_up_again(complete.desk, complete.meeting_id)
    complete.clock.set_moment(complete.desk.now() + dt.timedelta(days=1))
    page = complete_window.go("close", complete.meeting_id)
    assert isinstance(page, ClosePage)
    page.press_primary()
    assert page.dialog is None
    assert page.ending.time.isAncestorOf(QApplication.focusWidget() or page)
    page.ending.note_end()
    page.press_primary()
    assert page.dialog is not None


def test_after_a_long_silence_the_end_is_asked_for_once_before_the_signature(
    complete_window: OpenWindow, complete: HeldMeeting
) -> None:
    take_up_again(complete.desk, complete.meeting_id)
    page = complete_window.go("close", complete.meeting_id)
    assert isinstance(page, ClosePage)
    complete.clock.set_moment(complete.desk.now() + dt.timedelta(hours=3))
    page.press_primary()
    assert page.dialog is None
    assert facts_of(complete).stage is Stage.LIVE
    page.press_primary()  # the people did sit on until now
    assert page.dialog is not None


def test_the_end_is_asked_for_until_it_is_said(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    page = owing_window.go("close", owing.meeting_id)
    assert isinstance(page, ClosePage)
    owing.clock.set_moment(owing.desk.now() + dt.timedelta(hours=2))
    page.refresh()
    asked, proposed = page.ending.accessibleName(), page.ending.time.value
    assert page.ending.isVisible()
    late = Note(id=new_identifier(), item="health", text="Mended at the close", at=owing.desk.now())
    owing.desk.meeting(owing.meeting_id).perform(Record(entity=late))
    owing.clock.set_moment(owing.desk.now() + dt.timedelta(hours=1))
    page.refresh()
    assert page.ending.isVisible()
    assert (page.ending.accessibleName(), page.ending.time.value) == (asked, proposed)
    page.ending.note_end()
    assert page.ending.isHidden()


def test_after_a_lock_at_the_close_going_back_ends_too(owing_window: OpenWindow, owing: HeldMeeting) -> None:
    workspace = owing_window.workspace
    workspace._trail.clear()
    owing_window.go("close", owing.meeting_id)
    assert workspace.page is not None
    workspace.page.go_back()
    assert workspace.place == Place("meeting", owing.meeting_id)
    workspace.back()
    assert workspace.place == Place()
