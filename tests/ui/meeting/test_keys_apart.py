"""No letter of a field of the live meeting is the key of an act as well: Qt would then do neither."""

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel

from cpm_desktop.ui.meeting.meeting_page import MeetingPage

KINDS = ("action", "decision", "different_view", "unmet_need", "recommendation", "view")


def letters_of_fields(page: MeetingPage) -> dict[str, str]:
    """Return what is led to by Alt and a letter; what is folded away is opened first."""
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text() == "More":
            button.click()
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    return {QKeySequence.mnemonic(one.text()).toString(): one.text() for one in labels if "&" in one.text()}


@pytest.mark.parametrize("kind", [*KINDS, "allegation"])
def test_no_letter_of_a_field_is_the_key_of_an_act(page: MeetingPage, kind: str) -> None:
    if kind == "allegation":
        page.begin_disclosure()
    else:
        page.capture_as(kind)
    acts = {keys.toString() for one in page.window().findChildren(QAction) for keys in one.shortcuts()}
    assert {"Alt+M", "Alt+N", "Alt+V"} <= acts
    letters = letters_of_fields(page)
    assert letters
    assert not {key: text for key, text in letters.items() if key in acts}
