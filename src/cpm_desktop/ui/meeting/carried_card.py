"""What is open from before: for each thing what became of it, why, a new date, and to whom it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.captures import STILL_OPEN, Status
from cpm_desktop.domain.open_items import DRIFTS_FROM, OpenItemKind
from cpm_desktop.domain.typography import day_text, short_day_text
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel, SectionHead
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.tags import Tag
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from cpm_desktop.domain.captures import Outcome
    from cpm_desktop.domain.meeting import CarriedItem
    from cpm_desktop.ui.kit.theme import Theme

_FOR_ACTIONS = (Status.DONE, Status.IN_PROGRESS, Status.NOT_DONE, Status.NO_LONGER_NEEDED)
_FOR_NEEDS = (Status.MET, Status.STILL_UNMET, Status.NO_LONGER_NEEDED)
_FOR_PROPOSALS = (Status.AGREED_AT_REVIEW, Status.NOT_AGREED_AT_REVIEW, Status.AWAITING_REVIEW)
_STATUSES = {
    OpenItemKind.ACTION.value: _FOR_ACTIONS,
    OpenItemKind.UNMET_NEED.value: _FOR_NEEDS,
    OpenItemKind.PROPOSAL.value: _FOR_PROPOSALS,
}
_LOOKS = {
    OpenItemKind.ACTION.value: ("action", "clipboard-check", "Action"),
    OpenItemKind.UNMET_NEED.value: ("unmet_need", "puzzle", "Unmet need"),
    OpenItemKind.PROPOSAL.value: ("decision", "scale", "Proposal to the review"),
}
_TOLD = {
    "comment": ("accent", "message-circle", "Manager’s comment"),
    "assessment": ("plain", "file-text", "From the assessment"),
    "decision": ("decision", "gavel", "Decided when we first met"),
}
_FED_BACK = ("plain", "git-fork", "Fed back")
_TIMES = {1: "once", 2: "twice"}


class CarriedLine(QFrame):
    """One thing carried over. `said` is sent with status, note, new date and to whom it is escalated."""

    said = Signal(object, str, object, str)

    def __init__(
        self,
        theme: Theme,
        carried: CarriedItem,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        today: dt.date,
        child: str = "",
    ) -> None:
        """Show the thing; `show_outcome` what was said about it. `child` is whose it is, of several."""
        super().__init__()
        self.setProperty("kit", "row_ruled")
        self.carried = carried
        self._is_showing = False
        tone, icon, word = (_LOOKS | _TOLD).get(carried.what, _FED_BACK)
        tags: list[QWidget] = [Tag(theme, tone, icon, word)]  # type: ignore[arg-type]  # tones of the table above
        if child:
            tags.append(Tag(theme, "plain", "user-round", child))
        if carried.carried:
            times = _TIMES.get(carried.carried, f"{carried.carried} times")
            look = "warn" if carried.carried >= DRIFTS_FROM else "plain"
            tags.append(Tag(theme, look, "repeat", f"Carried {times}"))  # type: ignore[arg-type]  # the same
        facts = Label(_facts(carried, today), "micro", wraps=True)
        words = Label(carried.text, "cell", wraps=True)
        self.statuses = Pills(f"What became of “{carried.text}”", self._choices())
        self.statuses.chosen.connect(self._follow)
        self._theme, self._read = theme, read
        self._details: _OutcomeDetails | None = None
        parts: list[QWidget] = [words, facts]
        self._column = down(across(*tags, None, spacing=6), *parts, spacing=4, margins=(16, 10, 16, 12))
        if self._choices():
            self._column.addWidget(self.statuses)
        self.setLayout(self._column)
        self.show_outcome(None)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show what was said about it; what is being typed stays."""
        if self._details is not None and self._details.is_waiting:
            return
        self._is_showing = True
        if outcome is None:
            self.statuses.choose_none()
        elif self._choices():
            self.statuses.choose(outcome.status.value)
        self._fold(outcome.status if outcome is not None else None)
        if self._details is not None:
            self._details.show_outcome(outcome)
        self._is_showing = False

    def flush(self) -> None:
        """Send what is typed now."""
        if self._details is not None:
            self._details.flush()

    def focus_field(self, field: str) -> None:
        """Move the keyboard to where something is lacking."""
        if field == "escalated_to" and self._details is not None:
            self._details.escalated.setFocus()
        elif self._choices():
            self.statuses.button(self._choices()[0].key).setFocus()

    def _choices(self) -> list[Choice]:
        statuses = _STATUSES.get(self.carried.what, ())
        return [Choice(status.value, _capital(status.value)) for status in statuses]

    def _follow(self, key: str) -> None:
        self._fold(Status(key))
        self._tell()

    def _fold(self, status: Status | None) -> None:
        if self._details is None and status is not None and self._choices():
            # Made when it is wanted: its fields cost more than all else of the line.
            self._details = _OutcomeDetails(self._theme, self.carried, self._read)
            self._details.settled.connect(self._tell)
            self._column.addWidget(self._details)
        if self._details is not None:
            self._details.fold(status)

    def _tell(self) -> None:
        if self._is_showing or self._details is None or not self.statuses.chosen_key:
            return
        status, details = Status(self.statuses.chosen_key), self._details
        due = details.due.value if status in STILL_OPEN else None
        self.said.emit(status, details.note.text(), due, details.escalated.text())


class _OutcomeDetails(QFrame):
    """What is said with a status: why, the new date, to whom it goes up. `settled` is sent when typing pauses."""

    settled = Signal()

    def __init__(
        self, theme: Theme, carried: CarriedItem, read: Callable[[str], tuple[dt.date, tuple[str, ...]]]
    ) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._carried = carried
        self.note = LineEdit(placeholder="Why, or what happened", is_prose=True)
        self.note.setAccessibleName(f"Why, or what happened: {carried.text}")
        self.due = DayField(theme, "New date", read)
        self.escalated = LineEdit(placeholder="Name or role")
        self._settling = Settling(self)
        self._settling.settled.connect(self.settled)
        self._settling.watch(self.note, self.note.textEdited)
        self._settling.watch(self.due.control, self.due.changed)
        self._settling.watch(self.escalated, self.escalated.textEdited)
        self._goes_to = Field(theme, "Escalated to", self.escalated)
        self._more = frame("clear", across(self.due, self._goes_to, spacing=12))
        self.setLayout(down(self.note, self._more, spacing=8))

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not sent yet."""
        return self._settling.is_waiting

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show what was said."""
        note, goes_to = (outcome.note, outcome.escalated_to) if outcome is not None else ("", "")
        for line, text in ((self.note, note), (self.escalated, goes_to)):
            if line.text() != text:
                line.setText(text)
        self.due.show_day(outcome.new_due if outcome is not None else None)

    def fold(self, status: Status | None) -> None:
        """Show only what a status asks for."""
        self.setVisible(status is not None)
        is_open = status in STILL_OPEN
        self._more.setVisible(is_open)
        is_action = self._carried.what == OpenItemKind.ACTION.value
        self._goes_to.setVisible(is_open and is_action and self._carried.carried + 1 >= DRIFTS_FROM)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()


class CarriedCard(Panel):
    """All that is open from before. `said` is sent with the thing's id before what CarriedLine sends."""

    said = Signal(str, object, str, object, str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_carried`."""
        super().__init__("panel")
        self._theme = theme
        self.setAccessibleName("Open from before")
        self._head = SectionHead("Open from before", count=0, role="small_strong")
        self.add_row(across(self._head, margins=(16, 10, 16, 8)), look="row")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.add(self._column)
        self.rows: dict[str, CarriedLine] = {}

    def show_carried(
        self,
        carried: Sequence[CarriedItem],
        outcomes: dict[str, Outcome | None],
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        today: dt.date,
        children: dict[str, str] | None = None,
    ) -> None:
        """Show each thing with what was said about it; `children` are those of several, by id."""
        if not carried:  # the rows are kept for when the item is opened again
            self.hide()
            return
        called = children or {}
        keep_rows(
            self._column,
            self.rows,
            {thing.id: thing for thing in carried},
            lambda thing: self._row(thing, read, today, called.get(thing.child_id, "")),
            lambda row, thing: row.carried != thing,
        )
        asked = [thing for thing in carried if thing.what in _STATUSES]
        said = sum(outcomes.get(thing.id) is not None for thing in asked)
        self._head.set_count(f"{said} of {len(asked)}" if asked else None)
        for identifier, row in self.rows.items():
            row.show_outcome(outcomes.get(identifier))
        self.show()

    def flush(self) -> None:
        """Send what is typed now."""
        for row in tuple(self.rows.values()):
            row.flush()

    def _row(
        self,
        thing: CarriedItem,
        read: Callable[[str], tuple[dt.date, tuple[str, ...]]],
        today: dt.date,
        child: str,
    ) -> CarriedLine:
        row = CarriedLine(self._theme, thing, read, today, child)
        row.said.connect(
            lambda status, note, due, goes_to: self.said.emit(thing.id, status, note, due, goes_to)
        )
        return row


def _facts(carried: CarriedItem, today: dt.date) -> str:
    due = ""
    if carried.due is not None:
        due = f"was due {day_text(carried.due)}" if carried.due < today else f"due {day_text(carried.due)}"
    source = carried.source
    if carried.source_on is not None:
        source = (
            f"{source}, {short_day_text(carried.source_on)}" if source else short_day_text(carried.source_on)
        )
    reason = f"reason: {carried.reason}" if carried.reason else ""
    return " · ".join(part for part in (carried.owner, due, source, reason) if part)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
