"""A new allegation or disclosure: who said it, in which words, who was told and when, and what happens now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpm_desktop.domain.captures import Disclosure
from cpm_desktop.domain.typography import time_text
from cpm_desktop.services.siblings import child_behind
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.parsed_fields import TimeField
from cpm_desktop.ui.meeting.capture_form import CaptureForm

if TYPE_CHECKING:
    import datetime as dt

    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class DisclosureForm(CaptureForm):
    """Restricted from its first word: it stands on the file copy only, and on no card, list or other copy."""

    noun = "restricted note"

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Begin empty."""
        super().__init__(theme, desk, meeting_id)
        self._said_by = self.person_select("said_by", is_open=False)
        self._said_by.chosen.connect(self._follow_speaker)
        self._words = self.text("words", "What was said, in their words", "w", lines=3, is_laid=False)
        self._told = self.line("told", "Who was told", "o", placeholder="Name and role", is_laid=False)
        self._told_at = TimeField(theme, "When", access_key="h")
        self.watch("told_at", self._told_at.control, self._told_at.changed)
        self.now_button = Button(theme, "Now", "quiet", name="Told now")
        self.now_button.clicked.connect(self._tell_now)
        self._next = self.text("next_step", "What happens now", "e", lines=1, is_laid=False)
        who = Field(theme, "Who said it", self._said_by, access_key="i")
        left = frame("clear", down(who, self.labelled["words"], None, spacing=8))
        when = across(self._told_at, down(20, self.now_button, None, spacing=0), spacing=6, stretched=0)
        told = across(self.labelled["told"], when, spacing=10)
        told.setStretch(0, 3)
        told.setStretch(1, 2)
        right = frame("clear", down(frame("clear", told), self.labelled["next_step"], None, spacing=8))
        both = across(left, right, spacing=18)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.box.addLayout(both)

    def blank(self, identifier: str) -> Capture:
        """Return an empty one."""
        return Disclosure(id=identifier)

    def words(self) -> str:
        """It is what was said, or who was told of it."""
        return self._words.text + self._told.text() + self._next.text

    def values(self) -> dict[str, Any]:
        """Read the fields."""
        return {
            "said_by": self._said_by.chosen_key,
            "words": self._words.text,
            "told": self._told.text(),
            "told_at": self._moment(),
            "next_step": self._next.text,
        }

    def fill(self, entity: Capture | None) -> None:
        """Show one."""
        disclosure = entity if isinstance(entity, Disclosure) else Disclosure(id="")
        self._said_by.set_options(self.people(), disclosure.said_by)
        self._said_by.choose(disclosure.said_by)
        self._words.load(disclosure.words)
        if self._told.text() != disclosure.told:
            self._told.setText(disclosure.told)
        at = disclosure.told_at
        shown = self.desk.local(at).time().replace(second=0, microsecond=0) if at is not None else None
        if shown != self._told_at.value or shown is None:
            self._told_at.set_value(shown)
        self._next.load(disclosure.next_step)

    def _moment(self) -> dt.datetime | None:
        time = self._told_at.value
        if time is None:
            return None
        held = self.entity
        if isinstance(held, Disclosure) and held.told_at is not None:
            known = self.desk.local(held.told_at)
            if known.time().replace(second=0, microsecond=0) == time:
                return held.told_at
        return self.desk.moment(self.desk.today(), time)

    def _tell_now(self) -> None:
        self._told_at.set_typed(time_text(self.desk.local(self.desk.now())))
        self.flush()

    def _follow_speaker(self, attendee_id: str) -> None:
        child = child_behind(self.desk, self.meeting, attendee_id)
        if child and not self.about.child_id:
            self.about.choose(child)
            self.keep_now()
