"""Below the date: the dates it stands beside, days proposed, what is wrong with it, and why it stands all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.typography import day_text
from cpm_desktop.ui.kit.arranging import Item, across, at_top, down, empty, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.domain.meeting_dates import DateRemark, ProposedDates
    from cpm_desktop.services.meeting_days import DateBeside
    from cpm_desktop.ui.kit.theme import Theme


class RemarkLine(QFrame):
    """What is wrong with the date; where it is refused, a field for the reason. `reasoned`: key and reason."""

    reasoned = Signal(str, str)

    def __init__(self, theme: Theme, remark: DateRemark, rule: Rule | None) -> None:
        """Show one remark."""
        super().__init__()
        self.setProperty("kit", "clear")
        self._key, self._takes_reason = remark.key, remark.is_refused or bool(remark.reason)
        self._words = Label("", "small", wraps=True)
        self._icon = IconLabel(theme, "triangle-alert", "warn", 15)
        self.reason = LineEdit(remark.reason, is_prose=True)
        field = Field(theme, "Why this date all the same", self.reason)
        self._settling = Settling(self)
        self._settling.watch(self.reason, self.reason.textEdited)
        self._settling.settled.connect(lambda: self.reasoned.emit(self._key, self.reason.text()))
        line, why = _with_why(theme, self._words, rule, "this date")
        row = across(at_top(self._icon), line, spacing=8, stretched=1)
        parts = [part for part in (why,) if part is not None]
        self.setLayout(down(row, *parts, field, spacing=4))
        field.setVisible(self._takes_reason)
        self.show_remark(remark)

    @property
    def takes_reason(self) -> bool:
        """Whether a reason is asked for."""
        return self._takes_reason

    def show_remark(self, remark: DateRemark) -> None:
        """Show the remark as it stands now; what is being typed stays."""
        refused = remark.is_refused
        sentence = f"{remark.sentence} Choose another day, or say why." if refused else remark.sentence
        self._words.setText(sentence)
        self._words.set_role("small", "danger" if refused else "warn")
        self._icon.set_icon("circle-alert" if refused else "triangle-alert", "danger" if refused else "warn")
        self.setAccessibleName(sentence)
        if not self._settling.is_waiting and self.reason.text() != remark.reason:
            self.reason.setText(remark.reason)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()


class DaysBox(QFrame):
    """`taken` is sent with a day that was proposed, `reasoned` with a remark's key and the reason."""

    taken = Signal(object)
    reasoned = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_days`."""
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "clear")
        self.setAccessibleName("About the date")
        self._beside, self._proposed, self._remarks = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (self._beside, self._proposed, self._remarks):
            column.setSpacing(4)
        box = frame(
            "sunken",
            down(self._beside, self._proposed, self._remarks, spacing=6, margins=(12, 9, 12, 10)),
        )
        self.setLayout(down(box))
        self.lines: dict[tuple[str, bool], RemarkLine] = {}
        self.proposals: list[Button] = []
        self._shown: object = None
        self.hide()

    def show_days(
        self,
        beside: Sequence[DateBeside],
        proposed: Sequence[ProposedDates],
        remarks: Sequence[DateRemark],
        rule: Callable[[str], Rule | None],
    ) -> None:
        """Show what is known of the date; hidden where that is nothing."""
        if (tuple(beside), tuple(proposed)) != self._shown:
            self._shown = (tuple(beside), tuple(proposed))
            empty(self._beside)
            empty(self._proposed)
            self.proposals = []
            for each in beside:
                self._add_beside(each, rule(each.rule))
            for window in proposed:
                self._add_proposed(window, rule(window.rule))
        wanted = {(one.key, one.is_refused or bool(one.reason)): one for one in remarks}
        # The key holds whether a reason is asked for; with it another line is made.
        keep_rows(self._remarks, self.lines, wanted, lambda one: self._remark_line(one, rule(one.rule)))
        for key, one in wanted.items():
            self.lines[key].show_remark(one)
        self.setVisible(bool(beside or proposed or remarks))

    def flush(self) -> None:
        """Send what is typed now."""
        for line in self.lines.values():
            line.flush()

    def _add_beside(self, beside: DateBeside, rule: Rule | None) -> None:
        words = Label(f"{beside.name}: {day_text(beside.on)}", "small_strong", wraps=True)
        self._add(self._beside, IconLabel(self._theme, "calendar-clock", "accent", 15), words, rule)

    def _add_proposed(self, window: ProposedDates, rule: Rule | None) -> None:
        words = Label(window.sentence, "small", wraps=True)
        take = None
        if window.best is not None:
            best = window.best
            take = Button(self._theme, f"Take {day_text(best)}", "mini")
            take.clicked.connect(lambda: self.taken.emit(best))
            self.proposals.append(take)
        self._add(self._proposed, IconLabel(self._theme, "calendar-plus", "text2", 15), words, rule, take)

    def _add(
        self,
        column: QVBoxLayout,
        icon: IconLabel,
        words: Label,
        rule: Rule | None,
        button: Button | None = None,
    ) -> None:
        line, why = _with_why(self._theme, words, rule, words.text())
        items: list[Item] = [at_top(icon), line, *([at_top(button)] if button is not None else [])]
        column.addWidget(frame("clear", across(*items, spacing=8, stretched=1)))
        if why is not None:
            column.addWidget(why)

    def _remark_line(self, remark: DateRemark, rule: Rule | None) -> RemarkLine:
        line = RemarkLine(self._theme, remark, rule)
        line.reasoned.connect(self.reasoned)
        return line


def _with_why(theme: Theme, words: Label, rule: Rule | None, about: str) -> tuple[QWidget, Why | None]:
    if rule is None:
        return words, None
    why = Why(theme, rule.says, rule.source, about=about, has_own_link=False)
    return frame("clear", across(words, at_top(why.link), spacing=8, stretched=0)), why
