"""The agenda at the left: how far each item has come, what was captured under it, and when the meeting would end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpm_desktop.domain.captures import Action, Decision, Disagreement, UnmetNeed, View
from cpm_desktop.domain.meeting import ItemState
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.meters import Meter
from cpm_desktop.ui.kit.panels import Rail
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.kit.step_list import Step, StepCount, StepList, StepState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.holding import AgendaLine
    from cpm_desktop.ui.kit.theme import Theme

_COUNTS = (
    (Decision.kind, "decision", "gavel", "decision", "decisions"),
    (Action.kind, "action", "clipboard-check", "action", "actions"),
    (Disagreement.kind, "different_view", "git-fork", "different view", "different views"),
    (UnmetNeed.kind, "unmet_need", "puzzle", "unmet need", "unmet needs"),
    (View.kind, "accent", "message-square-quote", "view in own words", "views in own words"),
)
_STATES: dict[ItemState, StepState] = {
    ItemState.TO_COME: "open",
    ItemState.OPEN: "current",
    ItemState.DONE: "done",
    ItemState.PARKED: "parked",
    ItemState.NOT_DISCUSSED: "done",
}


class AgendaRail(Rail):
    """The agenda. `opened` is sent with the item that is wanted."""

    opened = Signal(str)
    add_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_agenda`."""
        super().__init__(theme, "Agenda", 276, parent=parent)
        self.add_button = link_button(theme, "Add a line")
        self.add_button.clicked.connect(self.add_pressed)
        self.add_button.hide()
        self._done = Label("", "small")
        self.steps = StepList(theme, "Agenda")
        self.steps.opened.connect(self.opened)
        self._spent = Label("", "small_strong")
        self._ends = Label("", "small")
        self._meter = Meter(theme, "Time of the meeting")
        head = across(Label("Agenda", "h3"), None, self._done, margins=(20, 16, 16, 8))
        foot = frame(
            "foot",
            down(across(self._spent, None, self._ends), self._meter, spacing=8, margins=(20, 12, 16, 14)),
        )
        add = across(self.add_button, None, margins=(20, 4, 16, 8))
        self.setLayout(down(head, self.steps, add, foot, spacing=0, stretched=1))

    def set_width(self, pixels: int) -> None:
        """Be as wide as that at 100 %."""
        self._wide = pixels
        self._fit()

    def show_agenda(self, lines: Sequence[AgendaLine], *, can_add: bool = False) -> None:
        """Show how far each item has come; `can_add` where no form sets the agenda."""
        self.add_button.setVisible(can_add)
        settled = (ItemState.DONE, ItemState.NOT_DISCUSSED)
        done = sum(line.state in settled for line in lines)
        self._done.setText(f"{done} of {len(lines)} done")
        self.steps.set_steps([step_of(line) for line in lines])

    def show_time(self, spent_minutes: int, planned_minutes: int, ends: str) -> None:
        """Show the time of the whole meeting; `ends` says when it ends or ended."""
        words = f"{spent_minutes} of {planned_minutes} min"
        self._spent.setText(words)
        self._ends.setText(ends)
        is_over = spent_minutes >= planned_minutes
        self._meter.show_value(spent_minutes, planned_minutes, words, tone="warn" if is_over else "accent")


class AgendaSelect(Select):
    """The agenda folded to one line, for narrow windows and large text. `chosen` is sent with the item wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_agenda`."""
        super().__init__(theme, parent=parent)
        self.setAccessibleName("Agenda")

    def show_agenda(self, lines: Sequence[AgendaLine], current: str) -> None:
        """Show the items with how far they have come; the open one is chosen."""
        options = [Option(line.item.id, f"{line.number}  {line.title}{_state_word(line)}") for line in lines]
        if [option.text for option in options] != [self.itemText(place) for place in range(self.count())]:
            self.set_options(options, current)
        elif self.chosen_key != current:
            self.choose(current)


def step_of(line: AgendaLine) -> Step:
    """Return the line of the rail for an item."""
    spent, planned = round(line.seconds / 60), line.item.minutes
    if line.state is ItemState.NOT_DISCUSSED:
        detail, tone = "Not discussed", "text3"
    elif line.state is ItemState.PARKED:
        detail, tone = "Parked for later", "warn"
    elif line.state is ItemState.TO_COME and not line.seconds:
        detail, tone = f"{planned} min", "text3"
    else:
        is_used_up = line.seconds >= planned * 60
        lasted = f"{spent} min, {spent - planned} over" if spent > planned else f"{spent} of {planned} min"
        detail, tone = lasted, "warn" if is_used_up else "text3"
    counts = tuple(
        StepCount(colour, icon, line.counts[kind], _count_words(line.counts[kind], one, many))
        for kind, colour, icon, one, many in _COUNTS
        if line.counts.get(kind)
    )
    return Step(line.item.id, line.title, detail, _STATES[line.state], str(line.number), tone, counts)


def _count_words(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _state_word(line: AgendaLine) -> str:
    words = {
        ItemState.DONE: " – done",
        ItemState.PARKED: " – parked",
        ItemState.NOT_DISCUSSED: " – not discussed",
    }
    return words.get(line.state, "")
