"""The four steps of the first start, at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.avatar import Avatar
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Rail
from cpm_desktop.ui.unlock.mark import ApplicationMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme


class _StepMark(QWidget):
    """Number or tick, title, and a second line."""

    def __init__(self, theme: Theme, number: int, title: str, detail: str) -> None:
        super().__init__()
        self._number, self._title_text = number, title
        self._mark = Avatar(theme, str(number), size=28)
        self._title, self._detail = Label(title, "cell"), Label(detail, "micro", wraps=True)
        words = down(self._title, self._detail, spacing=0)
        self.setLayout(across(at_top(self._mark), words, spacing=12, stretched=1))

    def show_state(self, current: int, detail: str = "") -> None:
        """`current` is the number of the step that is shown."""
        is_done, is_current = self._number < current, self._number == current
        if is_done:
            self._mark.show_mark(icon="check", tone="good")
        else:
            self._mark.show_mark(str(self._number), tone="accent" if is_current else "plain")
        self._title.set_role("strong" if is_current else "cell")
        if detail:
            self._detail.setText(detail)
        state = "done" if is_done else "current" if is_current else "to come"
        self.setAccessibleName(f"Step {self._number}, {self._title_text}, {state}")


class SetUpRail(Rail):
    """Which step is shown, and what was said in those before it."""

    def __init__(self, theme: Theme, steps: Sequence[tuple[str, str]]) -> None:
        """`steps` are titles with a second line."""
        super().__init__(theme, "Steps", 320)
        self._steps = [_StepMark(theme, number, *step) for number, step in enumerate(steps, 1)]
        self.setLayout(
            down(
                across(ApplicationMark(theme, 40), None),
                18,
                Label("Set up this laptop", "h2"),
                Label("About three minutes, once.", "cell2"),
                20,
                *self._steps,
                None,
                across(
                    at_top(IconLabel(theme, "shield-check", "text2", 16)),
                    Label(
                        "No account, no network. The records stay on this laptop, encrypted.",
                        "small",
                        wraps=True,
                    ),
                    spacing=10,
                    stretched=1,
                ),
                spacing=10,
                margins=(28, 32, 28, 28),
            )
        )

    def show_step(self, current: int, detail_before: str = "") -> None:
        """Mark a step as the one shown; `detail_before` becomes the second line of the one before."""
        for place, step in enumerate(self._steps, 1):
            step.show_state(current, detail_before if place == current - 1 else "")
