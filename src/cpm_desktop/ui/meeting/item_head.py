"""The head of the open item: its place and time, where to go next, title, purpose, ticks, prompts, prepared note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from cpm_desktop.ui.kit.arranging import across, at_top, down, empty, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.meters import Meter
from cpm_desktop.ui.kit.tags import Tag
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.services.soft_checks import SoftCheck
    from cpm_desktop.ui.kit.theme import Theme

ADVICE = "Legal advice – stays out of copies"


class ItemHead(QFrame):
    """Title and ticks of the open item."""

    park_pressed = Signal()
    next_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_item`."""
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "clear")
        self._kicker = Label("", "small")
        self.park = Button(theme, "Park for later", "quiet", access_key="p")
        self.park.leave_key("Alt+P")
        self.park.clicked.connect(self.park_pressed)
        self.next = Button(theme, "Next", "primary", trailing_icon="arrow-right")
        self.next.clicked.connect(self.next_pressed)
        self.next.tell_keys("Ctrl+Return")
        self._title = Label("", "h1", wraps=True)
        self._purpose = Label("", "lead", wraps=True)
        self._meter = Meter(theme, "Time of this item")
        self._meter.setMaximumWidth(theme.px(140))
        self._people = Label("", "small", wraps=True)
        self._people.hide()
        self._checks = QFrame()
        self._checks.setProperty("kit", "clear")
        self._flow = FlowLayout(self._checks, spacing=14)
        self._shown: tuple[SoftCheck, ...] = ()
        self._is_compact = False
        self._advice = Tag(theme, "different_view", "scale", ADVICE)
        self._advice.hide()
        top = across(self._kicker, self._meter, None, self.park, self.next, spacing=6)
        marked = across(self._advice, None)
        parts = (top, self._title, marked, self._purpose, self._people, self._checks)
        self.setLayout(down(*parts, spacing=8))

    @property
    def is_marked_advice(self) -> bool:
        """Whether the item is marked as legal advice."""
        return not self._advice.isHidden()

    def show_item(self, title: str, purpose: str, next_title: str, *, is_advice: bool = False) -> None:
        """Show an item; `next_title` is empty at the end, `is_advice` marks legal advice."""
        self._advice.setVisible(is_advice)
        self._title.setText(title)
        self._purpose.setText(purpose)
        self._purpose.setVisible(bool(purpose) and not self._is_compact)
        self.show_next(next_title)

    def show_next(self, next_title: str, *, can_park: bool = True) -> None:
        """Show where "Next" goes, empty: to the close; and whether the item may be parked."""
        self.park.setVisible(can_park)
        self.next.set_text(f"Next: {next_title}" if next_title else "Close and sign…")

    def set_compact(self, *, is_compact: bool) -> None:
        """Leave out purpose and ticks where the window is low."""
        self._is_compact = is_compact
        self._purpose.setVisible(bool(self._purpose.text()) and not is_compact)
        self._checks.setVisible(bool(self._shown) and not is_compact)

    @property
    def people(self) -> str:
        """Who was in the room for the item, as it is shown; empty where it is not."""
        return "" if self._people.isHidden() else self._people.text()

    def show_people(self, words: str) -> None:
        """Show who was in the room for the item; an empty text hides it."""
        self._people.setText(words)
        self._people.setVisible(bool(words))

    def show_time(self, words: str, seconds: int, planned_minutes: int) -> None:
        """Show place and time, "Item 8 of 17 · 4 of 4 min", and a soft bar; amber once the time is used up."""
        is_over = planned_minutes > 0 and seconds >= planned_minutes * 60
        self._meter.setVisible(planned_minutes > 0)
        self._meter.show_value(seconds, planned_minutes * 60, words, tone="warn" if is_over else "accent")
        self._kicker.set_role("small", "warn" if is_over else "text2")
        self._kicker.setText(words)

    def show_checks(self, checks: Sequence[SoftCheck]) -> None:
        """Show the ticks."""
        if tuple(checks) == self._shown:
            return
        self._shown = tuple(checks)
        empty(self._flow)
        for check in checks:
            icon, tone = ("circle-check", "good") if check.is_met else ("circle", "warn")
            mark = IconLabel(self._theme, icon, tone, 15)
            tick = frame("clear", across(mark, Label(check.text, "small"), spacing=6))
            tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            tick.setAccessibleName(f"{check.text}: {'there' if check.is_met else 'not yet'}")
            self._flow.addWidget(tick)
        self._checks.setVisible(bool(checks) and not self._is_compact)


class PreparedCard(QFrame):
    """What was written beforehand: it is taken into the meeting, or hidden."""

    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Hidden until there is a note."""
        super().__init__()
        self.setProperty("kit", "message_info")
        self._said: tuple[str, str, bool] = ("", "", False)
        self._heading = Label("", "small_strong")
        self._words = Label("", "body", wraps=True, selectable=True)
        self.confirm_button = Button(theme, "Said so in the room", "message", access_key="r")
        self.confirm_button.leave_key("Alt+R")
        self.confirm_button.clicked.connect(self.confirmed)
        self._turn = link_button(theme, "Hide")
        self._turn.clicked.connect(self._turn_words)
        head = across(
            IconLabel(theme, "file-text", "text2", 16), self._heading, None, self.confirm_button, self._turn
        )
        self.setLayout(down(head, self._words, spacing=5, margins=(16, 9, 12, 11)))
        self.hide()

    @property
    def can_confirm(self) -> bool:
        """Whether there is a note that was not taken into the meeting yet."""
        words, is_confirmed = self._said[1:]
        return bool(words) and not is_confirmed

    def show_note(self, heading: str, words: str, *, is_confirmed: bool) -> None:
        """Show a note; an empty one hides the card."""
        if (heading, words, is_confirmed) == self._said:
            return  # hidden by the person, it stays hidden
        self._said = (heading, words, is_confirmed)
        self._heading.setText(heading)
        self._words.setText(words)
        self._words.set_role("body", None if is_confirmed else "text2")
        self.confirm_button.setVisible(not is_confirmed)
        self._set_shown(is_shown=not is_confirmed)
        self.setVisible(bool(words))

    def _turn_words(self) -> None:
        self._set_shown(is_shown=self._words.isHidden())

    def _set_shown(self, *, is_shown: bool) -> None:
        self._words.setVisible(is_shown)
        self._turn.set_text("Hide" if is_shown else "Show")
        self._turn.setAccessibleName(f"{'Hide' if is_shown else 'Show'} the note from the agenda")


class PromptsCard(QFrame):
    """What to ask and think of; folded to one line by the person, and so for all items after."""

    def __init__(self, theme: Theme) -> None:
        """Folded at first."""
        super().__init__()
        self._theme = theme
        self._prompts: tuple[str, ...] = ()
        self.setProperty("kit", "clear")
        self._turn = link_button(theme, "What to ask", trailing_icon="chevron-down")
        self._turn.clicked.connect(self._turn_list)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(14, 10, 14, 12)
        self._column.setSpacing(6)
        self._box: QWidget = frame("sunken", self._column)
        self._box.hide()
        self._line = across(spacing=8)
        self._why = down(spacing=0)
        self.setLayout(down(across(self._turn, self._line, None, spacing=8), self._why, self._box, spacing=4))

    def show_prompts(self, prompts: Sequence[str], rules: Sequence[Rule]) -> None:
        """Show the prompts of an item, and the rules that it comes from."""
        self._prompts = tuple(prompts)
        empty(self._column)
        empty(self._line)
        empty(self._why)
        if rules:
            first, others = rules[0], " ".join(rule.says for rule in rules[1:])
            source = "\n".join(rule.source for rule in rules)
            why = Why(self._theme, first.says, source, others, about="this item", has_own_link=False)
            self._line.addWidget(why.link)
            self._why.addWidget(why)
        if not self._box.isHidden():
            self._fill()
        self._turn.setVisible(bool(prompts))
        self.setVisible(bool(prompts or rules))

    def _fill(self) -> None:
        for prompt in self._prompts:
            dot = at_top(IconLabel(self._theme, "chevron-right", "text3", 14))
            self._column.addLayout(across(dot, Label(prompt, "cell2", wraps=True), spacing=6, stretched=1))

    def _turn_list(self) -> None:
        is_open = self._box.isHidden()
        if is_open:
            empty(self._column)  # filled while it is open only: each item would pay for what nobody looks at
            self._fill()
        self._box.setVisible(is_open)
        self._turn.set_text("Hide what to ask" if is_open else "What to ask")
        self._turn.set_trailing_icon("chevron-up" if is_open else "chevron-down")
