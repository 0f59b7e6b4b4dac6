"""Prepared words in the live meeting and at the close: greyed, confirmed by one key, told where nobody did."""

from PySide6.QtCore import Qt

from cpm_desktop.services.prepared_words import unconfirmed
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Workspace
from tests.ui.meeting.conftest import child_id, clock, desk, half_held, meeting_id, workspace
from tests.ui.room.seen_words import press, words_in

__all__ = ["child_id", "clock", "desk", "half_held", "meeting_id", "workspace"]
ALT = Qt.KeyboardModifier.AltModifier


def test_it_says_who_prepared_it_and_one_key_confirms_it(half_held: MeetingPage) -> None:
    card = half_held.item_pane.prepared
    assert card.isVisible()
    assert "Prepared by Priya Nair on 24\N{NO-BREAK SPACE}Nov" in words_in(card)
    assert card._words.property("tone") == "text2"
    before = len(half_held.editing().value.notes)
    press(half_held, Qt.Key.Key_R, ALT)
    assert len(half_held.editing().value.notes) == before + 1
    assert "said in the room" in words_in(card)
    assert card._words.property("tone") == ""
    assert str(half_held.window().property(LAST_ANNOUNCEMENT)) == "Said in the room: note added"
    half_held.editing().undo()
    assert card.can_confirm


def test_what_nobody_confirmed_is_told_at_the_close_without_its_words(
    half_held: MeetingPage, workspace: Workspace
) -> None:
    words = half_held.editing().value.progress_of("health").prepared_note
    waiting = unconfirmed(half_held.desk, half_held.meeting_id)
    assert "Health" in [one.title for one in waiting]
    workspace.open_close(half_held.meeting_id)
    page = workspace.page
    assert isinstance(page, ClosePage)
    assert page.prepared.isVisible()
    assert f"Prepared and not confirmed in the room: {waiting[0].title}" in page.prepared.accessibleName()
    assert words not in words_in(page)
    page.prepared.button_pressed.emit()
    live = workspace.page
    assert isinstance(live, MeetingPage)
    assert live.item_pane.item_id == waiting[0].item
