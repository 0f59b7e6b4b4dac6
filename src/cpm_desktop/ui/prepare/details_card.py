"""Kind, day, time, place, who chairs and records, and whether the meeting is complex (chair.cla)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.ui.kit.arranging import Item, across, down
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.parsed_fields import TimeField
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.kit.why import Why
from cpm_desktop.ui.prepare.days_box import DaysBox

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.domain.meeting import MeetingFacts
    from cpm_desktop.ui.kit.theme import Theme


class DetailsCard(Panel):
    """The meeting's details. `said` is sent with the facts when typing pauses, `kind_said` with a form's id."""

    said = Signal(object)
    kind_said = Signal(str)

    def __init__(
        self,
        theme: Theme,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        chair_rule: Rule | None,
        convenor_rule: Rule | None = None,
    ) -> None:
        """`chair_rule` stands behind who should chair, `convenor_rule` behind who arranges it."""
        super().__init__("panel")
        self.setAccessibleName("Date, place and chair")
        self._facts: MeetingFacts | None = None
        self.day = DayField(theme, "Date", read, access_key="d", placeholder="24 Nov")
        self.time = TimeField(theme, "Time", access_key="t")
        self.venue = LineEdit()
        self.is_childs_choice = CheckBox(theme, "The child chose the place")
        self.chair, self.recorder, self.meeting_kind = Select(theme), Select(theme), Select(theme)
        self._kind = Field(theme, "Kind of meeting", self.meeting_kind, access_key="k")
        self.is_complex = CheckBox(theme, "Complex or contentious", access_key="x")
        self.discussion = PlainEditor(theme, lines=2, grows_to=5)
        self.convenor = LineEdit()
        self.days = DaysBox(theme)
        self.is_extra = CheckBox(theme, "Extra meeting, called because something changed")
        self.because = PlainEditor(theme, lines=2, grows_to=5)
        self._because = Field(theme, "What changed", self.because)
        self._discussion = Field(theme, "Discussion with the team manager: date and outcome", self.discussion)
        self.close_link = link_button(theme, "Done")
        self.reasons_why: list[Why] = []
        self._lay(theme, ((chair_rule, "who chairs"), (convenor_rule, "who arranges it")))
        self._settling = Settling(self)
        self._connect()

    def _lay(self, theme: Theme, rules: Sequence[tuple[Rule | None, str]]) -> None:
        first = across(self.day, self.time, Field(theme, "Where", self.venue, access_key="w"), spacing=12)
        for place, share in enumerate((2, 1, 4)):
            first.setStretch(place, share)
        second = across(
            Field(theme, "Chair", self.chair, access_key="c"),
            Field(theme, "Writes the record", self.recorder, access_key="r"),
            Field(theme, "Arranged by", self.convenor, access_key="b"),
            spacing=12,
        )
        items: list[Item] = [
            across(Label("Date, place and chair", "strong"), None, self.close_link),
            self._kind,
            first,
            self.days,
            self.is_childs_choice,
            second,
            self.is_complex,
            self._discussion,
            self.is_extra,
            self._because,
        ]
        for rule, about in rules:
            if rule is not None:
                why = Why(theme, rule.says, rule.source, about=about, has_own_link=False)
                self.reasons_why.append(why)
                name = Label(f"{about[:1].upper()}{about[1:]}:", "micro")
                items += [across(name, why.link, None, spacing=2), why]
        self.add(down(*items, spacing=8, margins=(16, 10, 16, 12)))

    def _connect(self) -> None:
        self._settling.settled.connect(self._tell)
        for field in (self.day, self.time):
            self._settling.watch(field.control, field.changed)
        for line in (self.venue, self.convenor):
            self._settling.watch(line, line.textEdited)
        for editor in (self.discussion, self.because):
            self._settling.watch(editor, editor.edited)
        self.meeting_kind.chosen.connect(self.kind_said)
        for select in (self.chair, self.recorder):
            select.chosen.connect(lambda _key: self._tell())
        for box in (self.is_childs_choice, self.is_complex, self.is_extra):
            box.clicked.connect(self._tell)

    def show_facts(self, facts: MeetingFacts, people: Sequence[Option]) -> None:
        """Show the details; what is being typed stays."""
        self._facts = facts
        if self._settling.is_waiting:
            return
        self.day.show_day(facts.date)
        if self.time.value != facts.starts_at and not self.time.control.hasFocus():
            self.time.set_value(facts.starts_at)
        if self.venue.text() != facts.venue:
            self.venue.setText(facts.venue)
            if not self.venue.hasFocus():
                self.venue.setCursorPosition(0)  # where it is longer than the field, its beginning is read
        options = [Option("", "Nobody yet"), *people]
        self.chair.set_options(options, facts.chair)
        self.recorder.set_options(options, facts.recorder)
        self.is_childs_choice.setChecked(facts.venue_is_childs_choice)
        self.is_complex.setChecked(facts.is_complex)
        self.discussion.load(facts.manager_discussion)
        self._discussion.setVisible(facts.is_complex)
        if self.convenor.text() != facts.convenor:
            self.convenor.setText(facts.convenor)
        self._show_because(facts)

    def _show_because(self, facts: MeetingFacts) -> None:
        """A reconvened meeting names the new information; an extra one says what changed."""
        is_again = bool(facts.reconvenes)
        self.is_extra.setVisible(not is_again)
        self.is_extra.setChecked(facts.is_extra)
        self._because.label.setText("What is new, so that it is reconvened" if is_again else "What changed")
        self.because.setAccessibleName(self._because.label.text())
        self.because.load(facts.reconvened_because if is_again else facts.extra_because)
        self._because.setVisible(is_again or facts.is_extra)

    def show_kinds(self, kinds: Sequence[Option], current: str) -> None:
        """Offer what the meeting may become while it is prepared; hidden where that is nothing else."""
        self.meeting_kind.set_options(kinds, current)
        self._kind.setVisible(len(kinds) > 1)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()
        self.days.flush()

    def take_day(self, day: dt.date) -> None:
        """Take a day that was proposed, as if it had been typed."""
        self.day.set_value(day)
        self._tell()

    def _tell(self) -> None:
        if self._facts is None:
            return
        wanted = dataclasses.replace(
            self._facts,
            date=self.day.value or (None if not self.day.typed.strip() else self._facts.date),
            starts_at=self.time.value or (None if not self.time.typed.strip() else self._facts.starts_at),
            venue=self.venue.text(),
            venue_is_childs_choice=self.is_childs_choice.isChecked(),
            chair=self.chair.chosen_key,
            recorder=self.recorder.chosen_key,
            is_complex=self.is_complex.isChecked(),
            manager_discussion=self.discussion.text,
            convenor=self.convenor.text(),
            is_extra=self.is_extra.isChecked() and not self._facts.reconvenes,
        )
        if wanted.reconvenes:
            wanted = dataclasses.replace(wanted, reconvened_because=self.because.text)
        else:
            wanted = dataclasses.replace(wanted, extra_because=self.because.text if wanted.is_extra else "")
        self._discussion.setVisible(wanted.is_complex)
        self._because.setVisible(bool(wanted.reconvenes) or wanted.is_extra)
        self.said.emit(wanted)
