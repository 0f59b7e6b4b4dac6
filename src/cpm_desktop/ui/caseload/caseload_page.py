"""The page of all children."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from cpm_desktop.domain.typography import day_text
from cpm_desktop.services.caseload import caseload
from cpm_desktop.services.timeliness import timeliness
from cpm_desktop.services.unmet_register import register_file_name, save_register
from cpm_desktop.services.week import week
from cpm_desktop.ui.caseload.caseload_rows import COLUMNS, FILTERS, counts, filtered, table_rows
from cpm_desktop.ui.caseload.new_meeting_dialog import NewMeetingDialog
from cpm_desktop.ui.caseload.timeliness_chart import TimelinessChart
from cpm_desktop.ui.caseload.week_list import WeekList, subject_of
from cpm_desktop.ui.child.file_dialogs import new_child_dialog
from cpm_desktop.ui.clearing.clear_offer import ClearOffer
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, empty, hairline
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.choices import Choice, PillRow
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.panels import EmptyState, Panel, Rail
from cpm_desktop.ui.kit.search_line import SearchLine
from cpm_desktop.ui.kit.table import Table
from cpm_desktop.ui.kit.why import Why
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.services.caseload import CaseloadLine
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.dialogs import DialogShell
    from cpm_desktop.ui.shell.navigator import Navigator

_ROOM_FOR_RAIL = 1150
_ORDER = "Soonest due first"
# The list comes first: the week and the chart follow in the same turn of the event loop, after the painting that Qt
# posts with low priority (as an event of our own; a timer of no delay would come before it on Windows).
_SHOW_REST = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
_LEAST_TABLE = 180  # pixels at 100 % text


class CaseloadPage(Page):
    """Every child in groups by how pressing it is, the week at the right."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        """Lay it out; `refresh` fills it."""
        super().__init__(desk, navigator)
        theme = self.theme
        self._lines: Sequence[CaseloadLine] = ()
        self._is_rest_asked = False
        self.search = SearchLine(theme, "Find a child", placeholder="Find a child, name or number")
        self.filters = PillRow("Show", [Choice(key, text) for key, text in FILTERS], "everyone")
        self.table = Table(theme, "Children", COLUMNS)
        self.add_button = Button(theme, "Add a child", icon="user-plus", access_key="a")
        self.register_button = Button(theme, "Unmet needs register", icon="download")
        self._number = Label("", "lead")
        self._sorted, self._sorted_above = Label(_ORDER, "small"), Label(_ORDER, "small")
        self.week = WeekList(theme)
        self.chart = TimelinessChart(theme)
        self._chart_words = Label("", "small")
        self._empty = EmptyState(
            theme,
            "users",
            "No children yet",
            "Add the first child you work with. Then add the people around them and the dates of their reviews.",
        )
        self._why_box = across(spacing=10)
        self.clear_offer = ClearOffer(self)
        self._rail = self._make_rail()
        self._main = self._make_main()
        self.setLayout(across(self._main, self._rail, spacing=0, stretched=0))
        self._connect()
        self.setFocusProxy(self.table)

    def panes(self) -> Sequence[QWidget]:
        """The children and the week."""
        return (self._main, self._rail)

    def hints(self) -> Sequence[str]:
        """The keys of this page."""
        return ("F6 move between panes", "Ctrl F find a child", "Enter open")

    def refresh(self) -> None:
        """Read everything again."""
        worker, authority = self.desk.workplace().value.worker, self.desk.authority()
        parts = (worker.name, authority.service, day_text(self.desk.today()))
        self.set_header(
            Header("Care planning", " · ".join(part for part in parts if part), primary="Start a meeting…")
        )
        self._lines = caseload(self.desk)
        number = len(self._lines)
        self._number.setText("1 child" if number == 1 else f"{number} children")
        self._empty.setVisible(not number)
        self._table_box.setVisible(bool(number))
        for key, count in counts(self._lines).items():
            text = dict(FILTERS)[key]
            self.filters.set_text(key, f"{text} {count}", f"{text}, {count}")
        self._filter()
        if not self._is_rest_asked:
            self._is_rest_asked = True
            QCoreApplication.postEvent(self, QEvent(_SHOW_REST), _AFTER_PAINTING)
        if self.focusWidget() is None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def customEvent(self, event: QEvent) -> None:
        """Show the week and the chart, once the list is painted."""
        if event.type() == _SHOW_REST and self._is_rest_asked:
            self._is_rest_asked = False
            self.attempt(self._show_rest)

    def retire(self) -> None:
        """Show nothing any more: the desk may be closed next."""
        self._is_rest_asked = False
        self.clear_offer.stop()
        super().retire()

    def press_primary(self) -> None:
        """Start or prepare a meeting of the child chosen in the list."""
        line = self._chosen()
        if line is not None and line.live_meeting_id:
            self.navigator.open_meeting(line.live_meeting_id)
        elif line is not None and line.planned_meeting_id:
            self.navigator.open_prepare(line.planned_meeting_id)
        else:
            self.new_meeting()

    def new_meeting(self) -> DialogShell | None:
        """Ask for a new meeting, of the child chosen in the list first."""
        if not self._lines:
            return self.add_child()
        return self.ask_meeting(self.table.current_key or self._lines[0].child_id)

    @opens_again
    def ask_meeting(self, child_id: str) -> NewMeetingDialog | None:
        """Ask for child, kind, day and place of a new meeting; nothing opens for a child who is not here."""
        children = [(line.child_id, line.name or line.called_short) for line in self._lines]
        if child_id not in dict(children):
            return None  # another child would be chosen first
        dialog = NewMeetingDialog(self.desk, self.theme, children, child_id, self)
        dialog.made.connect(self.navigator.open_prepare)
        dialog.open()
        return dialog

    @opens_again
    def add_child(self) -> DialogShell:
        """Ask for a new child's details."""
        return new_child_dialog(self.desk, self.theme, self.navigator.open_child, self)

    def export_register(self) -> None:
        """Ask for a place and save the register of unmet needs there: category, area and count."""
        offered = str(Path.home() / register_file_name(self.desk))
        path, _ = QFileDialog.getSaveFileName(self, "Save the register", offered, "Table (*.csv)")
        if path:
            self.save_register_to(Path(path))

    def save_register_to(self, path: Path) -> None:
        """Save the register under a name."""
        if self.attempt(lambda: save_register(self.desk, path)):
            announce(
                self, f"The register is saved as {path.name}. It names no child, and no number under five."
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the week out where it has no room; the filters then have the line beside the search to themselves."""
        super().resizeEvent(event)
        has_room = self.width() / self.theme.text_factor >= _ROOM_FOR_RAIL
        self._rail.setVisible(has_room)
        self._sorted.setVisible(has_room)
        self._sorted_above.setVisible(not has_room)

    def _keep_rows(self) -> None:
        """In a low window the page scrolls before fewer than three children are seen."""
        self._table_box.setMinimumHeight(self.theme.px(_LEAST_TABLE))

    def _make_main(self) -> QWidget:
        main = QWidget()
        main.setAccessibleName("Children")
        title = across(
            Label("Caseload", "h1"), self._number, self._sorted_above, None,
            self.register_button, self.add_button, spacing=14,
        )  # fmt: skip
        tools = across(self.search, self.filters, self._sorted, spacing=12, stretched=1)
        self._table_box = Panel()
        self._table_box.add(self.table)
        self.theme.changed.connect(self._keep_rows)
        self._keep_rows()
        main.setLayout(
            down(
                title,
                tools,
                self._table_box,
                self._why_box,
                self.clear_offer,
                self._empty,
                spacing=12,
                margins=(24, 14, 24, 14),
            )
        )
        return main

    def _make_rail(self) -> Rail:
        rail = Rail(self.theme, "This week", 336, side="right")
        legend = across(
            IconLabel(self.theme, "square-check", "accent", 13),
            Label("On time", "micro"),
            8,
            IconLabel(self.theme, "clock", "warn", 13),
            Label("Late (hatched)", "micro"),
            None,
            spacing=6,
        )
        foot = down(
            hairline(),
            Label("Minutes sent in time", "h4"),
            self._chart_words,
            self.chart,
            legend,
            spacing=6,
            margins=(14, 0, 14, 10),
        )
        rail.setLayout(
            down(
                across(Label("This week", "h3"), margins=(22, 14, 20, 6)),
                across(self.week, margins=(12, 0, 10, 0)),
                foot,
                spacing=0,
                stretched=1,
            )
        )
        return rail

    def _connect(self) -> None:
        self.search.textEdited.connect(self._filter)
        self.search.returnPressed.connect(self._enter_table)
        self.filters.chosen.connect(self._filter)
        self.table.opened.connect(self.navigator.open_child)
        self.table.moved_to.connect(self._explain)
        self.add_button.clicked.connect(self.add_child)
        self.register_button.clicked.connect(self.export_register)
        self.week.opened.connect(self._open_entry)
        self.offer("Open the chosen child", self._open_chosen)
        self.offer("Start or prepare a meeting", self.press_primary, "Ctrl+M")
        self.offer("New meeting", self.new_meeting, "Ctrl+N")
        self.offer("Add a child", self.add_child)
        self.offer("Save the register of unmet needs", self.export_register)
        self.offer("Find a child", self._find, "Ctrl+F")

    def _filter(self) -> None:
        lines = filtered(self._lines, self.filters.chosen_key, self.search.text())
        self.table.set_rows(table_rows(lines))
        if self.search.text():
            announce(self, f"{len(lines)} found")

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _enter_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_chosen(self) -> None:
        if self.table.current_key:
            self.navigator.open_child(self.table.current_key)

    def _explain(self) -> None:
        empty(self._why_box)
        line = self._chosen()
        if line is None:
            return
        due, count = self.desk.rule(line.due_rule), self.desk.rule(line.count_rule)
        rule = due or count
        held = f"{line.held} of {line.required} held, " if line.required is not None else ""
        what = line.due_text if due is not None else f"{held}{line.count_note}"
        about = f"{line.called_short}: {what}"
        if rule is not None:
            self._why_box.addWidget(Label(about, "small"))
            self._why_box.addWidget(Why(self.theme, rule.says, rule.source, about=about), 1)

    def _chosen(self) -> CaseloadLine | None:
        key = self.table.current_key
        return next((line for line in self._lines if line.child_id == key), None)

    def _open_entry(self, key: str) -> None:
        child_id, _meeting = subject_of(key)
        if child_id:
            self.navigator.open_child(child_id)

    def _show_rest(self) -> None:
        self.week.show_week(week(self.desk), self.desk.today())
        months = timeliness(self.desk)
        on_time, late = sum(month.on_time for month in months), sum(month.late for month in months)
        total = on_time + late
        words = f"{on_time} of {total} on time since {months[0].label}" if total else "Nothing due yet"
        self._chart_words.setText(words)
        self.chart.show_months(months)
        self.clear_offer.look()
