"""The parts of the record that a meeting is not required: who decided it, and each agency that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.typography import day_text
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel, SectionHead
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.services.date_reading import ReadDay
    from cpm_desktop.services.sending_notices import NoticeLine
    from cpm_desktop.ui.kit.theme import Theme


class DecisionCard(Panel):
    """Who decided it, when, and how it can be challenged.

    `decided` is sent with the person's id, `dated` with the day, `challenged` with the words, `other_pressed` to name
    somebody who is not around the child.
    """

    decided = Signal(str)
    dated = Signal(object)
    challenged = Signal(str)
    other_pressed = Signal()

    def __init__(self, theme: Theme, read: ReadDay, who_may: str, rule: Rule | None) -> None:
        """`who_may` decide it, in words; `rule` stands behind that."""
        super().__init__("panel")
        self.setAccessibleName("The decision")
        self.decider = Select(theme)
        self.decider.chosen.connect(self.decided)
        self.day = DayField(theme, "Decided on", read, access_key="d")
        self.challenge = PlainEditor(theme, lines=3, grows_to=8)
        self.other_link = link_button(theme, "Somebody else", icon="user-plus")
        self.other_link.clicked.connect(self.other_pressed)
        hint = f"{who_may[:1].upper()}{who_may[1:]}, or somebody of a higher grade."
        first = across(
            Field(theme, "Decided by", self.decider, access_key="b", hint=hint, beside=self.other_link),
            self.day,
            spacing=12,
        )
        first.setStretch(0, 2)
        first.setStretch(1, 1)
        told = Field(
            theme,
            "How the decision can be challenged",
            self.challenge,
            access_key="c",
            hint="Stands in the record and in every notice.",
        )
        parts: list[QWidget] = []
        if rule is not None:
            parts.append(Why(theme, rule.says, rule.source, about="who decides it"))
        self.add(
            down(Label("The decision", "strong"), first, told, *parts, spacing=8, margins=(16, 10, 16, 12))
        )
        self._day_settling, self._words_settling = Settling(self), Settling(self)
        self._day_settling.watch(self.day.control, self.day.changed)
        self._day_settling.settled.connect(self._tell_day)
        self._words_settling.watch(self.challenge, self.challenge.edited)
        self._words_settling.settled.connect(lambda: self.challenged.emit(self.challenge.text))

    def show_decision(
        self, people: Sequence[Option], chosen: str, day: dt.date | None, challenge: str, *, is_open: bool
    ) -> None:
        """Show what is decided so far; what is being typed stays."""
        self.decider.set_options([Option("", "Nobody yet"), *people], chosen)
        if not self._day_settling.is_waiting:
            self.day.show_day(day)
        if not self._words_settling.is_waiting:
            self.challenge.load(challenge)
        for control in (self.decider, self.day.control, self.challenge, self.other_link):
            control.setEnabled(is_open)

    def flush(self) -> None:
        """Send what is typed now."""
        self._day_settling.flush()
        self._words_settling.flush()

    def _tell_day(self) -> None:
        if self.day.value is not None or not self.day.typed.strip():
            self.dated.emit(self.day.value)


class AgencyLine(QFrame):
    """One agency: before the signing the reasoning written for it, after it whether the notice was sent."""

    reasoned = Signal(str, str)
    left_out = Signal(str)
    sent = Signal(str, bool)
    copy_pressed = Signal(str)

    def __init__(self, theme: Theme, line: NoticeLine) -> None:
        """Empty until `show_line`."""
        super().__init__()
        self.setProperty("kit", "clear")
        told = line.told
        self._id = told.attendee_id
        name = told.agency if told.person in ("", told.agency) else f"{told.agency} – {told.person}"
        self.reasoning = PlainEditor(theme, lines=2, grows_to=8)
        self._field = Field(
            theme,
            f"Why no meeting is held, for {told.agency}",
            self.reasoning,
            hint="Written for this reader.",
        )
        self.leave_out = link_button(theme, "Did not contribute")
        self.leave_out.setAccessibleName(f"{told.agency} did not contribute")
        self.leave_out.clicked.connect(lambda: self.left_out.emit(self._id))
        self.sent_box = CheckBox(theme, f"Notice sent to {told.agency}", detail="Not yet", detail_tone="warn")
        self.sent_box.clicked.connect(lambda is_ticked: self.sent.emit(self._id, is_ticked))
        self.copy_text = Button(theme, "Copy text", "mini", icon="copy")
        self.copy_text.setAccessibleName(f"Copy the notice to {told.agency} as text")
        self.copy_text.clicked.connect(lambda: self.copy_pressed.emit(self._id))
        self._head = frame("clear", across(Label(name, "strong"), None, self.leave_out, spacing=8))
        self._after = frame("clear", across(self.sent_box, self.copy_text, spacing=10, stretched=0))
        self._settling = Settling(self)
        self._settling.watch(self.reasoning, self.reasoning.edited)
        self._settling.settled.connect(lambda: self.reasoned.emit(self._id, self.reasoning.text))
        self.setLayout(down(self._head, self._field, self._after, spacing=4))

    def show_line(self, line: NoticeLine, *, is_signed: bool) -> None:
        """Show how far it is; what is being typed stays."""
        if not self._settling.is_waiting:
            self.reasoning.load(line.told.reasoning)
        self._head.setVisible(not is_signed)
        self._field.setVisible(not is_signed)
        self._after.setVisible(is_signed)
        self.sent_box.setChecked(line.sent_on is not None)
        if line.sent_on is None:
            self.sent_box.set_detail("Not yet", "warn")
        else:
            by = line.follow_up.done_by if line.follow_up is not None else ""
            self.sent_box.set_detail(" by ".join(part for part in (day_text(line.sent_on), by) if part))

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()


class AgenciesCard(Panel):
    """Each agency that contributed; below, one more can be added with agency and person."""

    reasoned = Signal(str, str)
    left_out = Signal(str)
    sent = Signal(str, bool)
    copy_pressed = Signal(str)
    added = Signal(str, str)

    def __init__(self, theme: Theme, rule: Rule | None) -> None:
        """Empty until `show_agencies`. `rule` stands behind telling them."""
        super().__init__("panel")
        self._theme = theme
        self.setAccessibleName("Agencies that contributed")
        why = Why(theme, rule.says, rule.source, about="telling them", has_own_link=False) if rule else None
        self._head = SectionHead(
            "Agencies that contributed", *((why.link,) if why is not None else ()), count="", role="h4"
        )
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        self.agency, self.person = (
            LineEdit(placeholder="Another agency"),
            LineEdit(placeholder="Name, if known"),
        )
        self.agency.setAccessibleName("Another agency that contributed")
        self.person.setAccessibleName("Who of that agency is told")
        for field in (self.agency, self.person):
            field.returnPressed.connect(self._add)
        add = Button(theme, "Add", "mini")
        add.setAccessibleName("Add this agency")
        add.clicked.connect(self._add)
        self._new = frame("clear", across(self.agency, self.person, add, spacing=6))
        parts = [why] if why is not None else []
        self.add(down(self._head, *parts, self._column, self._new, spacing=10, margins=(16, 10, 16, 14)))
        self.lines: dict[str, AgencyLine] = {}

    def show_agencies(self, lines: Sequence[NoticeLine], *, is_signed: bool) -> None:
        """Show the agencies; where they are the same, only what changed."""
        keep_rows(self._column, self.lines, {line.told.attendee_id: line for line in lines}, self._line)
        for line in lines:
            self.lines[line.told.attendee_id].show_line(line, is_signed=is_signed)
        done = sum(line.sent_on is not None for line in lines)
        written = sum(bool(line.told.reasoning.strip()) for line in lines)
        self._head.set_count(
            f"{done} of {len(lines)} sent" if is_signed else f"{written} of {len(lines)} written"
        )
        self._new.setVisible(not is_signed)

    def flush(self) -> None:
        """Send what is typed now."""
        for line in tuple(self.lines.values()):
            line.flush()

    def _line(self, facts: NoticeLine) -> AgencyLine:
        line = AgencyLine(self._theme, facts)
        line.reasoned.connect(self.reasoned)
        line.left_out.connect(self.left_out)
        line.sent.connect(self.sent)
        line.copy_pressed.connect(self.copy_pressed)
        return line

    def _add(self) -> None:
        if self.agency.text().strip():
            self.added.emit(self.agency.text(), self.person.text())
            self.agency.clear()
            self.person.clear()
        self.agency.setFocus()


class DeciderDialog(DialogShell):
    """Names who decided it. `chosen` gives name and role."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, roles: Sequence[str], parent: QWidget) -> None:
        """`roles` are those of the authority."""
        super().__init__(theme, "Who decided it", agree="Name them", parent=parent)
        self.name = LineEdit()
        self.role = SearchSelect(theme, [Option(role, role) for role in roles], is_open=True)
        self._name = Field(theme, "Name", self.name, access_key="n")
        self.content.addWidget(self._name)
        self.content.addWidget(Field(theme, "Role", self.role, access_key="r"))

    def accept(self) -> None:
        """Check that there is a name."""
        if not self.name.text().strip():
            self._name.show_error("Give the name of who decided it.")
            self.name.setFocus()
            return
        self.chosen.emit(self.name.text().strip(), self.role.typed.strip())
        super().accept()
