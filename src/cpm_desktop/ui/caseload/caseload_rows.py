"""How a line of the caseload looks in the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

from cpm_desktop.domain.due import Severity
from cpm_desktop.domain.text import fold
from cpm_desktop.ui.kit.table import Cell, Column, TableEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cpm_desktop.services.caseload import CaseloadLine

COLUMNS = (
    Column("Child", 202),
    Column("Next thing due", 206),
    Column("How it stands", 163),
    Column("Meetings held", 162),
    Column("Open actions", 142),
    Column("Records", 157),
)
_GROUPS = (
    (Severity.OVERDUE, "Overdue", "triangle-alert", "danger"),
    (Severity.SOON, "Due in the next 14 days", "clock", "warn"),
    (Severity.FINE, "Fine for now", "circle-check", "good"),
)
FILTERS = (
    ("everyone", "Everyone"),
    ("overdue", "Overdue"),
    ("soon", "Due soon"),
    ("drifting", "Drifting"),
    ("records", "Not handed over"),
)


def table_rows(lines: Sequence[CaseloadLine]) -> list[TableEntry]:
    """Return the rows in their groups; empty groups are left out."""
    rows: list[TableEntry] = []
    for severity, title, icon, tone in _GROUPS:
        of_group = [line for line in lines if line.severity is severity]
        if of_group:
            head = TableEntry(f"group {severity}", group=title, count=len(of_group), icon=icon, tone=tone)  # type: ignore[arg-type]  # the three tones above
            rows.append(head)
            rows += [TableEntry(line.child_id, _LineCells(line)) for line in of_group]
    return rows


def filtered(lines: Iterable[CaseloadLine], which: str, words: str) -> list[CaseloadLine]:
    """Return the lines of a filter whose name or number holds every word."""
    wanted, belongs = fold(words).split(), _BELONGS[which]
    return [
        line
        for line in lines
        if belongs(line)
        and all(part in fold(f"{line.name} {line.called_short} {line.case_number}") for part in wanted)
    ]


def counts(lines: Sequence[CaseloadLine]) -> dict[str, int]:
    """Return how many lines each filter holds."""
    return {which: sum(map(belongs, lines)) for which, belongs in _BELONGS.items()}


_BELONGS: Final[dict[str, Callable[[CaseloadLine], bool]]] = {
    "everyone": lambda _: True,
    "overdue": lambda line: line.severity is Severity.OVERDUE,
    "soon": lambda line: line.severity is Severity.SOON,
    "drifting": lambda line: line.is_drifting,
    "records": lambda line: line.has_open_records,
}


class _LineCells(Sequence[Cell]):
    """The cells of a line, each made when it is looked at: of a thousand children a dozen are in view."""

    __slots__ = ("_line",)

    def __init__(self, line: CaseloadLine) -> None:
        self._line = line

    def __len__(self) -> int:
        return len(_MAKING)

    @overload
    def __getitem__(self, place: int) -> Cell: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell]: ...

    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(place, slice):
            return [make(self._line) for make in _MAKING[place]]
        return _MAKING[place](self._line)


def _child(line: CaseloadLine) -> Cell:
    return Cell(line.called_short, line.about, initials=line.initials)


def _due(line: CaseloadLine) -> Cell:
    return Cell(line.due_text, line.due_detail)


def _standing(line: CaseloadLine) -> Cell:
    if line.severity is Severity.OVERDUE:
        return Cell(line.standing, icon="triangle-alert", tone="danger", is_tag=True)
    if line.severity is Severity.SOON:
        return Cell(line.standing, icon="clock", tone="warn", is_tag=True)
    return Cell(line.standing, icon="circle-check", tone="good", is_quiet=True)


def _held(line: CaseloadLine) -> Cell:
    if line.required is not None:
        held = f"{line.held} of {line.required}"
        return Cell(held, line.count_note, held=(line.held, line.required))
    icon = "calendar-clock" if line.count_note.startswith("every") else "minus"
    return Cell(line.count_note, icon=icon, is_quiet=True)


def _open(line: CaseloadLine) -> Cell:
    if not line.open_count:
        return Cell("None open", is_quiet=True)
    icon, tone = ("repeat", "warn") if line.is_drifting else ("", "text3")
    return Cell(f"{line.open_count} open", line.drift_note, detail_icon=icon, detail_tone=tone)


def _records(line: CaseloadLine) -> Cell:
    number = line.follow_up_count
    follow_ups = "" if not number else "1 follow-up" if number == 1 else f"{number} follow-ups"
    if line.has_open_records:
        icon = "send" if "sent" in line.records_note else "upload"
        return Cell(line.records_note, follow_ups, icon=icon, tone="warn", is_strong=True)
    if line.is_privileged:
        return Cell("Privileged", follow_ups, icon="file-lock", is_quiet=True)
    return Cell(line.records_note, follow_ups, icon="check", is_quiet=True)


_MAKING: Final[tuple[Callable[[CaseloadLine], Cell], ...]] = (_child, _due, _standing, _held, _open, _records)
