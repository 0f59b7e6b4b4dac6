"""The rail at the left: what is left to do before the meeting, and what to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import Rail
from cpm_desktop.ui.kit.step_list import Step, StepList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.getting_ready import Task
    from cpm_desktop.ui.kit.theme import Theme


class ReadyRail(Rail):
    """`opened` is sent with the task to go to, `papers_pressed` with the kind of paper that is wanted."""

    opened = Signal(str)
    papers_pressed = Signal(str)
    calendars_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_tasks`."""
        super().__init__(theme, "Getting ready", 292)
        self._ready = Label("", "small")
        self._left = Message(theme, "warn")
        self.steps = StepList(theme, "Getting ready")
        self.steps.opened.connect(self.opened)
        agenda = self._paper_button("Agenda", "printer", PaperKind.AGENDA)
        invitations = self._paper_button("Invitations", "mail", PaperKind.INVITATION)
        sheet = self._paper_button("Attendance", "users", PaperKind.ATTENDANCE)
        sheet.setAccessibleName("Attendance sheet")
        calendars = Button(theme, "Calendars", icon="calendar")
        calendars.setAccessibleName("Save invitations for calendars")
        calendars.clicked.connect(self.calendars_pressed)
        self._saved = Label("", "micro", wraps=True)
        self._saved.hide()
        foot = frame(
            "foot",
            down(
                Label("Take it with you", "small_strong"),
                across(agenda, invitations, None, spacing=8),
                across(sheet, calendars, None, spacing=8),
                self._saved,
                spacing=8,
                margins=(20, 12, 16, 14),
            ),
        )
        head = across(Label("Getting ready", "h3"), None, self._ready, margins=(20, 14, 20, 8))
        self._left_box = QFrame()
        self._left_box.setProperty("kit", "clear")
        self._left_box.setLayout(down(self._left, margins=(12, 0, 12, 8)))
        self.setLayout(down(head, self._left_box, self.steps, foot, spacing=0, stretched=2))

    def _paper_button(self, words: str, icon: str, kind: PaperKind) -> Button:
        button = Button(self._theme, words, icon=icon)
        button.clicked.connect(lambda: self.papers_pressed.emit(kind.value))
        return button

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show how far each task is."""
        done = sum(task.is_done for task in tasks)
        self._ready.setText(f"{done} of {len(tasks)} ready")
        left = len(tasks) - done
        self._left_box.setVisible(left > 0)
        if left:
            heading = "One thing left" if left == 1 else f"{left} things left"
            self._left.show_message(
                "warn", heading, "You can start the meeting without. What is left stays on the list."
            )
        self.steps.set_steps([_step(task) for task in tasks])

    def tell_saved(self, heading: str, sentence: str) -> None:
        """Say what was saved, and where."""
        self._saved.setText(f"{heading}. {sentence}")
        self._saved.show()
        announce(self, heading)


def _step(task: Task) -> Step:
    if task.is_done:
        return Step(task.id, task.title, task.detail, "done")
    return Step(task.id, task.title, task.detail, "open", detail_tone="warn")
