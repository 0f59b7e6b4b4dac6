"""A person's view in their own words: the child's, or another's (record.child-centred)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpm_desktop.domain.captures import Audience, Sharing, View
from cpm_desktop.services.siblings import child_behind
from cpm_desktop.ui.kit.arranging import across, frame
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.meeting.capture_form import CaptureForm

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_SHARING = {
    Sharing.NOT_ASKED: "Not asked yet",
    Sharing.CHAIR_ONLY: "The chair only",
    Sharing.PROFESSIONALS: "Professionals",
    Sharing.EVERYONE: "Everybody who gets a copy",
}
_NOBODY = "Nobody at this meeting is called that. Choose a name from the list, or add the person first."


class ViewForm(CaptureForm):
    """Views. The child's asks who may hear or read it; until that is answered only the file copy shows it."""

    noun = "view"

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        meeting_id: str,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
    ) -> None:
        """`read` reads dates as typed."""
        super().__init__(theme, desk, meeting_id)
        self._of = self.person_select("of", is_open=False)
        self._of.chosen.connect(lambda _key: self._follow_whose())
        self._whose = Field(theme, "Whose view", self._of, access_key="o")
        line = self._of.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._check_whose)
        self._words = self.text("words", "In their own words", "w", lines=3)
        self.box.insertWidget(0, self._whose)
        self._sharing = Select(theme, [Option(key.value, text) for key, text in _SHARING.items()])
        self._sharing.chosen.connect(self._follow_sharing)
        self.fields["sharing"] = self._sharing
        self._sharing_field = Field(theme, "Who may hear or read it", self._sharing, access_key="y")
        self.box.addWidget(self._sharing_field)
        self._reason = self.line(
            "sharing_reason", "Why it is shared against their wish", "", is_laid=False, is_prose=True
        )
        reason = self.labelled["sharing_reason"]
        self._heard_by = self.person_select("heard_by", is_open=False)
        self._heard_on = DayField(theme, "When", read, access_key="b", placeholder="20 Nov")
        self.watch("heard_on", self._heard_on.control, self._heard_on.changed)
        self._how = self.line(
            "how", "How it was heard", "h", placeholder="Said in the meeting", is_laid=False
        )
        how = self.labelled["how"]
        heard = Field(theme, "Heard by", self._heard_by, access_key="e")
        self.box.addWidget(frame("clear", across(heard, self._heard_on, spacing=10, stretched=0)))
        self.box.addWidget(how)
        self._audience = self.audience_select()
        note = Label("Words are never changed; line for line they stand in the record.", "micro", wraps=True)
        self.add_more(note, reason, Field(theme, "Who may read it", self._audience))

    def blank(self, identifier: str) -> Capture:
        """Return an empty view."""
        return View(id=identifier)

    def words(self) -> str:
        """A view is its words."""
        return self._words.text

    def values(self) -> dict[str, Any]:
        """Read the fields."""
        return {
            "of": self._of.chosen_key,
            "words": self._words.text,
            "heard_by": self._heard_by.chosen_key,
            "heard_on": self._heard_on.value,
            "how": self._how.text(),
            "sharing": Sharing(self._sharing.chosen_key),
            "sharing_reason": self._reason.text(),
            "audience": Audience(self._audience.chosen_key),
        }

    def fill(self, entity: Capture | None) -> None:
        """Show a view; an empty one is the child's until somebody else is chosen."""
        view = entity if isinstance(entity, View) else View(id="", of=self._whose_first)
        people = self.people()
        self._of.set_options(people, view.of)
        if entity is None:
            self.about.choose(child_behind(self.desk, self.meeting, view.of))
        self._whose.show_error("")
        self._words.load(view.words)
        self._heard_by.set_options(people, view.heard_by)
        if entity is None:
            self._heard_on.set_value(None)
        else:
            self._heard_on.show_day(view.heard_on)
        for line, text in ((self._how, view.how), (self._reason, view.sharing_reason)):
            if line.text() != text:
                line.setText(text)
        self._sharing.choose(view.sharing.value)
        self._show_sharing()
        self._audience.choose(view.audience.value)

    def begin_of(self, attendee_id: str) -> None:
        """Say whose view comes next."""
        if not self.entity_id:
            self._of.choose(attendee_id)
            self._follow_whose()

    @property
    def _whose_first(self) -> str:
        return next((person.id for person in self.meeting.attendees if person.is_child), "")

    def _follow_whose(self) -> None:
        """A child's words are about that child unless somebody says otherwise."""
        child = child_behind(self.desk, self.meeting, self._of.chosen_key)
        if child and not self.entity_id:
            self.about.choose(child)
        self._show_sharing()

    def _check_whose(self) -> None:
        """Say at once that a name is nobody's here: words without a person would stand in nobody's name."""
        is_nobody = bool(self._of.typed.strip()) and not self._of.chosen_key
        self._whose.show_error(_NOBODY if is_nobody else "")

    def _show_sharing(self) -> None:
        person = self.meeting.attendee(self._of.chosen_key)
        self._sharing_field.setVisible(person is not None and person.is_child)

    def _follow_sharing(self) -> None:
        self.keep_now()
