"""What can be done with a meeting as a whole, below the records: call it again, cancel it, hand it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.services.child_records import Doing
from cpm_desktop.ui.child.again_dialog import WhyAsked
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import ElidedLabel

if TYPE_CHECKING:
    from cpm_desktop.services.child_records import RecordLine
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_WORDS = {
    Doing.RECONVENE: ("Reconvene…", "repeat"),
    Doing.EXTRA: ("Extra meeting…", "calendar-plus"),
    Doing.CANCEL: ("Cancel…", "circle-x"),
    Doing.ABANDON: ("Break off…", "circle-x"),
    Doing.HAND_OVER: ("To another laptop…", "laptop"),
}
_RULES = {Doing.RECONVENE: "kind.reconvened-is-linked", Doing.EXTRA: "frequency.extra-on-change"}


class MeetingDoings(QFrame):
    """The buttons for the record that is current. `pressed` is sent with what is to be done and the meeting."""

    pressed = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        """Hidden until `show_record`."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.setAccessibleName("With the chosen meeting")
        self._record: RecordLine | None = None
        self._title = ElidedLabel("", "micro")
        self.buttons: dict[Doing, Button] = {}
        for doing, (text, icon) in _WORDS.items():
            button = link_button(theme, text, icon=icon)
            button.clicked.connect(lambda _checked=False, doing=doing: self._press(doing))
            self.buttons[doing] = button
        row = across(*self.buttons.values(), None, spacing=4)
        self.setLayout(down(self._title, row, spacing=2, margins=(16, 4, 16, 10)))
        self.hide()

    def show_record(self, record: RecordLine | None) -> None:
        """Show what can be done with a meeting; hidden where that is nothing."""
        self._record = record
        doings = record.doings if record is not None else ()
        for doing, button in self.buttons.items():
            button.setVisible(doing in doings)
            if record is not None:
                button.setAccessibleName(f"{button.plain_text.rstrip('…')}: {record.title}")
        self._title.set_whole_text(record.title if record is not None else "")
        self.setVisible(bool(doings))

    def _press(self, doing: Doing) -> None:
        if self._record is not None:
            self.pressed.emit(doing, self._record.meeting_id)


def asked_for(desk: Desk, doing: Doing, title: str) -> WhyAsked:
    """Return what is asked before something is done with a meeting."""
    rule = desk.rule(_RULES[doing]) if doing in _RULES else None
    if doing is Doing.RECONVENE:
        sentence = f"A new meeting is prepared from the record of {title}, and linked to it."
        return WhyAsked(
            "Reconvene the meeting", sentence, "What is new?", "Prepare it", has_day=True, rule=rule
        )
    if doing is Doing.EXTRA:
        sentence = "One more meeting of this kind is prepared. The next one is counted from it."
        return WhyAsked("Extra meeting", sentence, "What changed?", "Prepare it", has_day=True, rule=rule)
    if doing is Doing.CANCEL:
        sentence = f"{title} is not held. It stays on the file as cancelled, with the reason."
        return WhyAsked("Cancel the meeting", sentence, "Why?", "Cancel the meeting")
    sentence = f"{title} ends now and counts towards nothing. What was recorded stays, with the reason."
    return WhyAsked("Break the meeting off", sentence, "Why?", "Break it off")
