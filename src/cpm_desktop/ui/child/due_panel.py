"""What is due for the child: meetings, follow-ups, minutes, the next review; with the rule behind the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.domain.due import DueKind, Severity
from cpm_desktop.ui.child.child_panels import ListPanel
from cpm_desktop.ui.child.lines_list import LinedEntry, Part, RowTag
from cpm_desktop.ui.kit.arranging import across, down, empty
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.child_due import DueLine
    from cpm_desktop.ui.kit.tags import TagTone
    from cpm_desktop.ui.kit.theme import Theme

_ICONS = {
    DueKind.MEETING: "calendar-clock",
    DueKind.BOOKED: "calendar-check",
    DueKind.UNHELD: "calendar-clock",
    DueKind.LIVE: "circle-dot",
    DueKind.REVIEW: "flag",
    DueKind.SIGN: "signature",
    DueKind.SEND: "send",
    DueKind.FILE: "upload",
    DueKind.TELL_OFFICER: "user-check",
    DueKind.CARE_TEAM: "users",
    DueKind.FOLLOW_UP: "clipboard-check",
    DueKind.CHECK_DATE: "circle-alert",
}
_TAGS: dict[Severity, tuple[str, TagTone]] = {
    Severity.OVERDUE: ("triangle-alert", "danger"),
    Severity.SOON: ("clock", "warn"),
    Severity.FINE: ("circle-check", "plain"),
}


class DuePanel(ListPanel):
    """Sends nothing itself: connect `list.opened`, whose key `line_of` turns into the line."""

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_lines`."""
        super().__init__(theme, "What is due", "Nothing is due.")
        self._theme = theme
        self._lines: Sequence[DueLine] = ()
        self._why_box = across(spacing=10)
        self.add(down(self._why_box, margins=(16, 0, 14, 10)))
        self.list.moved_to.connect(lambda _key: self._explain())

    def show_lines(self, lines: Sequence[DueLine]) -> None:
        """Show what is due, the most pressing first."""
        self._lines = lines
        self.show_rows([_row(line) for line in lines])
        self._explain()

    def line_of(self, key: str) -> DueLine | None:
        """Return the line of a row's key."""
        return next((line for line in self._lines if line.key == key), None)

    def _explain(self) -> None:
        empty(self._why_box)
        line = self.line_of(self.list.current_key)
        if line is not None and line.rule is not None:
            about = f"{line.text}: {line.rule.id}"
            self._why_box.addWidget(Why(self._theme, line.rule.says, line.rule.source, about=about), 1)


def _row(line: DueLine) -> LinedEntry:
    icon, tone = _TAGS[line.severity]
    tag = RowTag(line.standing, icon, tone, is_tinted=line.severity is not Severity.FINE)
    return LinedEntry(
        line.key,
        line.text,
        icon=_ICONS[line.kind] if line.kind is not None else "flag",
        lines=((Part(line.detail),),) if line.detail else (),
        tag=tag if line.standing else None,
    )
