"""Whether everything is whole, the repair of what can be, and a number printed on issued minutes looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.record_checking import check_records, look_up_number, repair_records
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.unlock.working import Working

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.whole_check import WholeReport
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running

_ABOUT = (
    "Every page is read, the journal is followed from its beginning and compared with what is shown, and signed files "
    "and records with the numbers they are kept by. It takes a minute for many records, and changes nothing."
)


class CheckCard(Panel):
    """`trouble` is sent where the check itself could not be done, `answered` once its answer is shown."""

    trouble = Signal(object)
    answered = Signal()

    def __init__(self, theme: Theme, desk: Desk, background: Background) -> None:
        """Nothing is checked yet."""
        super().__init__("panel")
        self.setAccessibleName("Is everything whole?")
        self._theme, self._desk, self._background = theme, desk, background
        self._running: Running[WholeReport] | None = None
        self._report: WholeReport | None = None
        self.check_button = Button(theme, "Check everything", icon="shield-check")
        self.stop_button = Button(theme, "Stop checking", icon="x")
        self.repair_button = Button(theme, "Repair what can be", icon="wrench")
        self.answer = Message(theme, "info")
        self.working = Working(theme)
        self._findings = down(spacing=8)
        self._line = LineEdit()
        self.number = Field(
            theme,
            "Number on issued minutes",
            self._line,
            access_key="n",
            hint="The record’s fingerprint, in groups of four. It shows whether the record here is the one they show.",
        )
        self.look_button = Button(theme, "Look it up", icon="search")
        self._lay()
        for part in (self.answer, self.stop_button, self.repair_button):
            part.hide()
        self.check_button.clicked.connect(self.check)
        self.stop_button.clicked.connect(self.stop)
        self.repair_button.clicked.connect(self.repair)
        self.look_button.clicked.connect(self.look_up)
        self._line.returnPressed.connect(self.look_up)

    def check(self) -> None:
        """Check everything in the background."""
        if self._running is not None:
            return
        self._set_busy(is_busy=True)
        self.working.begin("Checking every page")
        self._running = self._background.run(
            lambda running: check_records(self._desk, running.report, running.should_stop),
            self._show,
            self._fail,
            self.working.show_progress,
        )

    def stop(self) -> None:
        """Stop after the step that is under way."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
            self.working.end()
            self._set_busy(is_busy=False)
            announce(self, "The check was stopped")

    def repair(self) -> None:
        """Repair what can be in the background, and check again."""
        report = self._report
        if report is None or self._running is not None:
            return
        self._set_busy(is_busy=True)
        self.working.begin("Repairing")
        there = self._background.on_window_thread
        self._background.run(
            lambda _running: repair_records(self._desk, report, there), self._show_repair, self._fail
        )

    def look_up(self) -> None:
        """Say whether a record here has the number that was typed."""
        try:
            self.number.set_hint(look_up_number(self._desk, self._line.text()))
        except CarePlanningError as error:
            self.trouble.emit(error)
        else:
            announce(self, self._line.accessibleDescription())

    def retire(self) -> None:
        """Stop what is under way."""
        if self._running is not None:
            self._running.cancel()

    def _lay(self) -> None:
        buttons = FlowLayout()
        for button in (self.check_button, self.stop_button, self.repair_button):
            buttons.addWidget(button)
        self.add(
            down(
                Label("Is everything whole?", "h3"),
                Label(_ABOUT, "cell2", wraps=True),
                self.answer,
                self._findings,
                self.working,
                buttons,
                self.number,
                across(self.look_button, None),
                spacing=10,
                margins=(20, 16, 20, 16),
            )
        )

    def _show(self, report: WholeReport) -> None:
        self._running = None
        self._report = report
        self.working.end()
        self._set_busy(is_busy=False)
        empty(self._findings)
        for finding in report.findings:
            icon, tone = ("circle-check", "good") if finding.is_whole else ("circle-alert", "danger")
            words = down(
                Label(finding.what, "small_strong"), Label(finding.says, "small", wraps=True), spacing=1
            )
            self._findings.addLayout(
                across(at_top(IconLabel(self._theme, icon, tone, 16)), words, spacing=10, stretched=1)
            )
        self.answer.show_message("good" if report.is_whole else "danger", report.answer)
        self.answer.show()
        self.answer.say()
        self.repair_button.setVisible(report.can_repair)
        QTimer.singleShot(0, self, self.answered.emit)  # it has its place once it is laid out

    def _show_repair(self, done: tuple[tuple[str, ...], WholeReport]) -> None:
        sentences, report = done
        self._show(report)
        self.answer.show_message("good" if report.is_whole else "danger", report.answer, " ".join(sentences))
        self.answer.say()

    def _fail(self, error: CarePlanningError) -> None:
        self._running = None
        self.working.end()
        self._set_busy(is_busy=False)
        self.trouble.emit(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.check_button.setEnabled(not is_busy)
        self.repair_button.setEnabled(not is_busy)
        self.stop_button.setVisible(is_busy)
