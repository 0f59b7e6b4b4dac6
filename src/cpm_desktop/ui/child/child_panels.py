"""The panels of a child's page: lists with a head, the child's own words, the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cpm_desktop.ui.child.lines_list import LinesList
from cpm_desktop.ui.child.people_list import PeopleList
from cpm_desktop.ui.child.timeline_view import TimelineView
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Panel, SectionHead
from cpm_desktop.ui.kit.tags import IconText
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.domain.forms import Rule
    from cpm_desktop.services.child_overview import ChildOverview, OwnWords
    from cpm_desktop.ui.kit.lists import ListEntry
    from cpm_desktop.ui.kit.theme import Theme

_LEGEND = (
    ("flag", "Review"),
    ("check", "Held"),
    ("split", "Specific issue"),
    ("calendar", "Planned"),
    ("x", "Missed"),
)
_ROOM_FOR_LEGEND = 1150


class ListPanel(Panel):
    """A head with a count, a list as high as its rows, and a sentence where there are none."""

    def __init__(self, theme: Theme, title: str, nothing: str, *actions: QWidget) -> None:
        """`nothing` stands where the list would; `actions` at the right of the head."""
        super().__init__()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head = SectionHead(title, *actions, count=0)
        self.list = LinesList(theme, title)
        self._nothing = Label(nothing, "small", wraps=True)
        self.add(across(self._head, margins=(16, 10, 12, 8)))
        self.add_row(down(self.list, spacing=0))
        self._row = self.list.parentWidget()
        self.add(across(self._nothing, margins=(16, 0, 16, 14)))

    def show_rows(self, rows: Sequence[ListEntry]) -> None:
        """Show the rows, or the sentence."""
        self.list.set_rows(rows)
        self._head.set_count(len(rows))
        self._nothing.setVisible(not rows)
        if self._row is not None:
            self._row.setVisible(bool(rows))


class WordsCard(QFrame):
    """The child's own words, above the records."""

    def __init__(self, theme: Theme) -> None:
        """Hidden until `show_words`."""
        super().__init__()
        self.setProperty("kit", "message_info")
        self.setAccessibleName("Own words")
        self._heading, self._on = Label("", "small_strong"), Label("", "micro")
        self._words, self._source = Label("", "body", wraps=True), Label("", "micro", wraps=True)
        icon = IconLabel(theme, "message-square-quote", "accent", 16)
        head = across(icon, self._heading, None, self._on, spacing=8)
        self.setLayout(down(head, self._words, self._source, spacing=5, margins=(16, 11, 16, 12)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_words(self, words: OwnWords | None, called: str) -> None:
        """Show what the child said last; hidden where nothing is kept."""
        self.setVisible(words is not None)
        if words is None:
            return
        possessive = f"{called}’" if called.endswith("s") else f"{called}’s"
        self._heading.setText(f"{possessive} own words")
        self._on.setText(words.on)
        self._words.setText(f"“{words.words}”")
        self._source.setText(words.source)


class TimelinePanel(Panel):
    """Head with what comes next, legend and buttons; the painted line; the rule behind the count."""

    review_wanted = Signal()
    meeting_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_overview`."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Reviews and meetings")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view = TimelineView(theme)
        self._next = Label("", "cell2", wraps=True)
        self.review_button = Button(theme, "Add a review", "mini", icon="flag")
        self.meeting_button = Button(theme, "Add an earlier meeting", "mini", icon="calendar-plus")
        self.review_button.clicked.connect(self.review_wanted)
        self.meeting_button.clicked.connect(self.meeting_wanted)
        self._legend = QWidget()
        self._why_link_box = across(spacing=0)
        marks = [
            IconText(theme, icon, text, tone="danger" if icon == "x" else "text2") for icon, text in _LEGEND
        ]
        self._legend.setLayout(across(*marks, spacing=12))
        head = across(
            Label("Reviews and meetings", "h3"),
            None,
            self._legend,
            self._why_link_box,
            self.review_button,
            self.meeting_button,
            spacing=12,
        )
        self._why_box = down(spacing=0)
        self.add(down(head, self._next, self.view, self._why_box, spacing=10, margins=(18, 12, 18, 8)))

    def show_overview(self, overview: ChildOverview, today: dt.date, rule: Rule | None) -> None:
        """Show a child's timeline; `rule` is the one behind the present period's count."""
        self._next.setText(overview.next_sentence)
        self.view.show_timeline(overview.timeline, today)
        self.view.setVisible(bool(overview.timeline.entries))
        current = next((band for band in overview.timeline.periods if band.is_current), None)
        empty(self._why_box)
        empty(self._why_link_box)
        if rule is not None and current is not None:
            about = "so many meetings in this period"
            why = Why(self._theme, rule.says, rule.source, current.sentence, about=about, has_own_link=False)
            self._why_box.addWidget(why)
            self._why_link_box.addWidget(why.link)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the legend out where it has no room: every mark has its word below it."""
        super().resizeEvent(event)
        self._legend.setVisible(self.width() / self._theme.text_factor >= _ROOM_FOR_LEGEND)


class PeoplePanel(Panel):
    """The people under the copy they get, and what is kept off it."""

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_people`."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName("People")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add_button = link_button(theme, "Add", icon="user-plus")
        self.add_button.setAccessibleName("Add a person")
        self._head = SectionHead("People", self.add_button, count=0)
        self.list = PeopleList(theme)
        self._kept_words = Label("", "micro", wraps=True)
        icon = at_top(IconLabel(theme, "eye-off", "warn", 16))
        words = down(Label("Kept off other copies", "small_strong"), self._kept_words, spacing=2)
        self._kept = frame(
            "message_warn", across(icon, words, spacing=10, margins=(12, 9, 12, 10), stretched=1)
        )
        self.add(across(self._head, margins=(16, 10, 12, 4)))
        self.add(down(self.list, margins=(0, 0, 0, 6)))
        self.add(down(self._kept, margins=(14, 2, 14, 14)))

    def show_people(self, rows: Sequence[ListEntry], called: str, kept_off: Sequence[str]) -> None:
        """Show them."""
        self._head.set_text(f"People around {called}")
        self._head.set_count(sum(not row.is_heading for row in rows))
        self.list.set_rows(rows)
        self._kept_words.setText("\n".join(kept_off))
        self._kept.setVisible(bool(kept_off))
