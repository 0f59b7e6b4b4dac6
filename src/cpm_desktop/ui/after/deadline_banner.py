"""By when every copy must be sent, counting down until each has a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from cpm_desktop.domain.copies_progress import DistributionState
from cpm_desktop.domain.typography import NO_BREAK, short_day_text, weekday_name
from cpm_desktop.ui.close.why_rule import why_rule
from cpm_desktop.ui.kit.arranging import across, at_top, down
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.meters import Meter
from cpm_desktop.ui.kit.styling import set_variant

if TYPE_CHECKING:
    from cpm_desktop.domain.copies_progress import Distribution
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.labels import Role
    from cpm_desktop.ui.kit.theme import Theme

_LOOKS: dict[DistributionState, tuple[str, str, Role]] = {
    DistributionState.DUE: ("warn", "clock", "warn"),
    DistributionState.OVERDUE: ("danger", "circle-alert", "danger"),
    DistributionState.DONE: ("good", "circle-check", "good"),
}


class DeadlineBanner(QFrame):
    """The deadline with what is left, how many copies are sent, and the rule behind it."""

    def __init__(self, theme: Theme, desk: Desk, rule_id: str) -> None:
        """Empty until `show_distribution`."""
        super().__init__()
        self._icon = IconLabel(theme, "clock", "warn", 22)
        self._title, self._left = Label("", "h3"), Label("", "warn")
        self._sentence = Label("", "cell2", wraps=True)
        self._meter = Meter(theme, "Copies sent", tone="warn")
        self._meter.setFixedWidth(theme.px(150))
        self._why = why_rule(theme, desk, rule_id, "the deadline")
        link: QWidget | None = self._why.link if self._why is not None else None
        words = down(across(self._title, self._left, None, spacing=10), self._sentence, spacing=1)
        line = across(
            at_top(self._icon), words, self._meter, *((link,) if link else ()), spacing=14, stretched=1
        )
        self.setLayout(down(line, *((self._why,) if self._why else ()), spacing=6, margins=(16, 10, 14, 10)))

    def show_distribution(
        self, standing: Distribution | None, within: str = "", missing: tuple[str, ...] = ()
    ) -> None:
        """Show how it stands; nothing where there is no deadline.

        `within` says how long there is in all; `missing` names roles that always get a copy and have none.
        """
        self.setVisible(standing is not None)
        if standing is None:
            return
        tone, icon, role = _LOOKS[standing.state]
        set_variant(self, f"message_{tone}")
        self._icon.set_icon(icon, tone)
        day = f"{weekday_name(standing.due)[:3]}{NO_BREAK}{short_day_text(standing.due)}"
        is_done = standing.state is DistributionState.DONE
        self._title.setText("Everybody has their copy" if is_done else f"Distribute by {day}")
        self._left.set_role(role)
        self._left.setText("" if is_done else _left_words(standing.days_left))
        sent, total = len(standing.progress.sent), standing.progress.total()
        undecided = len(standing.progress.undecided)
        parts = (
            f"{sent} of {total} copies sent",
            f"{undecided} still to be decided" if undecided else "",
            f"no copy yet for the {', the '.join(missing).lower()}" if missing else "",
            within,
        )
        self._sentence.setText(" · ".join(part for part in parts if part))
        self._meter.show_value(sent, total, f"{sent} of {total} copies sent", tone=tone)
        self.setAccessibleName(f"{self._title.text()} {self._left.text()}. {standing.sentence}")


def _left_words(days: int) -> str:
    if days < 0:
        return f"overdue {-days} {'day' if days == -1 else 'days'}"
    if days == 0:
        return "today"
    return "1 day" if days == 1 else f"{days} days"
