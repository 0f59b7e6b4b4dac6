"""An action: what will happen, who does it, by when, and what it is to achieve (record.smart-plan)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cpm_desktop.domain.captures import Action, Audience
from cpm_desktop.domain.smart import smart_marks, words_pointed_at
from cpm_desktop.services.capturing import read_line, with_line
from cpm_desktop.services.keeping import keep_in_one_step
from cpm_desktop.services.line_reading import reading_of, smart_text, vague_text
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.one_stop import make_one_stop
from cpm_desktop.ui.meeting.capture_form import CaptureForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

NEXT_MEETING = "next meeting"
_SMART_ROOM = 32  # pixels at 100 %: two lines, kept free so that nothing moves


class ActionForm(CaptureForm):
    """Actions. The owner is found by typing part of a name; a name that nobody at the meeting has may stand."""

    noun = "action"

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        meeting_id: str,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
    ) -> None:
        """`read` reads dates as typed."""
        super().__init__(theme, desk, meeting_id)
        self._text = self.text("text", "What will happen", "w")
        self._owner = self.person_select("owner")
        self._due = DayField(theme, "By when", read, access_key="b")
        self.watch("due", self._due.control, self._due.changed)
        owner = Field(theme, "Who", self._owner, access_key="o")
        self.box.addLayout(across(owner, self._due, spacing=10, stretched=0))
        self.box.setStretchFactor(owner, 1)
        self._quick = [self._quick_button(text, weeks) for text, weeks in (("1 week", 1), ("2 weeks", 2))]
        self._quick.append(self._quick_button("Next meeting", 0))
        quick = frame("clear", across(*self._quick, None, spacing=6))
        make_one_stop(quick)
        self.box.addWidget(quick)
        self._purpose = self.text("purpose", "So that", "s", lines=1)
        self._measure = self.text("measure", "How we will know", "k", lines=1, is_laid=False)
        measure = self.labelled["measure"]
        self._audience = self.audience_select()
        self._plain = self.text("for_child", "In words for the child", "", is_laid=False)
        plain = self.labelled["for_child"]
        self.smart = Label("", "micro", wraps=True)
        self.smart.setMinimumHeight(theme.px(_SMART_ROOM))
        self.box.addWidget(self.smart)
        self.add_more(measure, Field(theme, "Who may read it", self._audience), plain)
        self.kept.connect(self._show_smart)

    def blank(self, identifier: str) -> Capture:
        """Return an empty action, agreed today."""
        return Action(id=identifier, made_on=self.desk.today())

    def words(self) -> str:
        """An action is what will happen."""
        return self._text.text

    def values(self) -> dict[str, Any]:
        """Read the fields."""
        owner = self._owner.typed.strip()
        return {
            "text": self._text.text,
            "owner": owner,
            "owner_id": self._owner.chosen_key,
            "due": self._due.value,
            "due_words": self._due.typed.strip() if self._due.value is None else "",
            "purpose": self._purpose.text,
            "measure": self._measure.text,
            "audience": Audience(self._audience.chosen_key),
            "for_child": self._plain.text,
        }

    def fill(self, entity: Capture | None) -> None:
        """Show an action."""
        action = entity if isinstance(entity, Action) else Action(id="")
        self._text.load(action.text)
        people = self.people()
        self._owner.set_options(people, action.owner_id)
        if action.owner and not action.owner_id:
            self._owner.setEditText(action.owner)
        if entity is None:
            self._due.set_value(None)
        else:
            self._due.show_day(action.due, action.due_words)
        self._purpose.load(action.purpose)
        self._measure.load(action.measure)
        self._audience.choose(action.audience.value)
        self._plain.load(action.for_child)
        self._show_smart()

    def finished(self, entity: Capture | None) -> Capture | None:
        """Take a typed line such as "@PN book it by 18 Dec so that …" apart."""
        if not isinstance(entity, Action) or entity.text.lstrip()[:1] not in ("@", ">"):
            return entity
        line = read_line(self.desk, self.meeting_id, entity.text)
        if not line.text:
            return entity
        with self.writing():
            keep_in_one_step(self.desk.meeting(self.meeting_id), with_line(entity, line))
        return self.entity

    def _show_smart(self) -> None:
        """Say kindly what the action does not say yet and what could be plainer; it stops nobody."""
        action, typed = self.entity, self._text.text
        if typed.lstrip()[:1] in ("@", ">"):
            reading = reading_of(self.desk, self.meeting_id, typed)
            if reading.spoken and reading.spoken != self.smart.text():
                announce(self, reading.spoken)
            said = reading.spoken
        elif isinstance(action, Action) and typed.strip():
            marks = smart_marks(action, words_pointed_at(self.desk.procedure.authority))
            said = " ".join(part for part in (smart_text(marks), vague_text(marks)) if part)
        else:
            said = ""
        self.smart.setText(said)
        self._text.setAccessibleDescription(said)

    def _quick_button(self, text: str, weeks: int) -> Button:
        button = Button(self.theme, text, "pill", name=f"By when: {text}")
        button.clicked.connect(lambda: self._set_due(weeks))
        return button

    def _set_due(self, weeks: int) -> None:
        if weeks:
            self._due.set_value(self.desk.today() + dt.timedelta(weeks=weeks))
        else:
            self._due.set_typed(NEXT_MEETING)
        self.keep_now()
