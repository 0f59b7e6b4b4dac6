"""What an isolated record keeps to itself, and what of it was released in words written for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.distribution import is_limited
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.typography import day_text, short_day_text
from cpm_desktop.services.permitting import releasable, release_item, take_release_back
from cpm_desktop.ui.after.copy_forms import RowForm
from cpm_desktop.ui.after.leave_fields import LeaveFields
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.permitting import Releasable
    from cpm_desktop.ui.kit.theme import Theme

_SENTENCE = (
    "What this meeting agreed stays with it: it comes into no other kind of meeting, and on no copy of one. "
    "What others need to know is released one by one, in words written for them."
)


class ReleaseForm(RowForm):
    """The words with which something appears elsewhere, and by whose leave where the record is limited."""

    saved = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, thing: Releasable) -> None:
        """Filled with the words used so far, if any; never with those of the record."""
        super().__init__()
        release = thing.release
        words = release.words if release is not None else ""
        self.is_with_date: CheckBox | None = None
        if thing.due is not None:
            self.is_with_date = CheckBox(theme, f"Its date goes along: by {day_text(thing.due)}")
            self.is_with_date.setChecked(release is not None and release.is_with_date)
        self.words = PlainEditor(theme, words, lines=2, grows_to=6)
        self.words_field = Field(
            theme,
            "Words for the other meetings",
            self.words,
            hint="Everybody at those meetings may read them. Write nothing that they should not know.",
        )
        meeting = desk.meeting(meeting_id).value
        self.leave = LeaveFields(theme, desk, meeting_id) if is_limited(desk.form_of(meeting)) else None
        self._problem = Message(theme, "danger")
        self._problem.hide()
        self.save_button = Button(theme, "Release it", "primary")
        self.save_button.clicked.connect(self.saved)
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        asked = (self.is_with_date, self.leave)
        parts = (self.words_field, *(part for part in asked if part is not None), self._problem)
        self.setLayout(
            down(*parts, across(self.save_button, cancel, None), spacing=8, margins=(42, 4, 16, 12))
        )
        self.setFocusProxy(self.words)

    def show_problem(self, sentence: str) -> None:
        """Say what is missing."""
        self._problem.tell_problem(sentence)


class ReleaseEntry(QFrame):
    """One thing of the record, whether it was released, and the form that releases it."""

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, thing: Releasable) -> None:
        """Show a thing."""
        super().__init__()
        self.setProperty("kit", "row_ruled")
        self._theme, self._desk, self._id, self.thing = theme, desk, meeting_id, thing
        self.form: ReleaseForm | None = None
        self._forms = QVBoxLayout()
        release = thing.release
        said = f"{thing.what} · kept to this meeting"
        if release is not None:
            day = f" {short_day_text(release.released_on)}" if release.released_on is not None else ""
            said = f"{thing.what} · released{day} by {release.released_by}: “{release.words}”"
            if thing.due is not None:
                said += ", with its date" if release.is_with_date else ", without its date"
        self.button = Button(theme, "Change…" if release is not None else "Release…", "mini")
        self.button.setAccessibleName(f"{self.button.plain_text.rstrip('…')}: {thing.text}")
        self.button.clicked.connect(self.release)
        buttons = [self.button]
        if release is not None:
            back = Button(theme, "Take back", "link")
            back.setAccessibleName(f"Take back: {thing.text}")
            back.clicked.connect(lambda: take_release_back(desk, meeting_id, release.id))
            buttons.insert(0, back)
        icon, tone = ("send", "accent") if release is not None else ("lock", "text3")
        about = down(Label(thing.text, "cell", wraps=True), Label(said, "small", wraps=True), spacing=1)
        row = across(
            at_top(IconLabel(theme, icon, tone, 16)),
            about,
            *buttons,
            spacing=8,
            margins=(16, 5, 16, 5),
            stretched=1,
        )
        self.setLayout(down(row, self._forms, spacing=0))
        self.setAccessibleName(f"{thing.text}: {said}")

    def release(self) -> None:
        """Ask for the words, and by whose leave."""
        self._leave()
        self.form = ReleaseForm(self._theme, self._desk, self._id, self.thing)
        self.form.left.connect(self._leave)
        self.form.saved.connect(self._save)
        self._forms.addWidget(self.form)
        self.form.show()
        self.form.setFocus()

    def _save(self) -> None:
        form = self.form
        if form is None:
            return
        given = form.leave.given() if form.leave is not None else None
        try:
            is_with_date = form.is_with_date is not None and form.is_with_date.isChecked()
            words = form.words.text
            release_item(self._desk, self._id, self.thing.id, words, given, is_with_date=is_with_date)
        except CarePlanningError as error:
            form.show_problem(error.sentence)

    def _leave(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.button.setFocus()


class ReleasesPanel(QFrame):
    """Hidden where the record keeps nothing to itself."""

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_things`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Kept to this meeting")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self.rows: dict[str, ReleaseEntry] = {}
        self._head = SectionHead("Kept to this meeting", count="")
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        head = down(self._head, Label(_SENTENCE, "small", wraps=True), spacing=4, margins=(16, 9, 16, 7))
        self.setLayout(down(head, self._box, spacing=0, margins=(0, 0, 0, 6)))

    def show_things(self) -> None:
        """Show how everything stands; a row that did not change keeps what is being typed in it."""
        things = releasable(self._desk, self._id)
        self.setVisible(bool(things))
        released = sum(thing.release is not None for thing in things)
        self._head.set_count(f"{released} of {len(things)} released")
        wanted = {thing.id: thing for thing in things}
        keep_rows(self._box, self.rows, wanted, self._row, lambda row, thing: row.thing != thing)

    def _row(self, thing: Releasable) -> ReleaseEntry:
        return ReleaseEntry(self._theme, self._desk, self._id, thing)
