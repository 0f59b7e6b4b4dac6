"""The list of filed records in words: what may be cleared, what has to wait and why, and what was cleared."""

from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.cleared import ClearingProof
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.clearing import clearing_standing, due_records, waiting_records
from cpm_desktop.services.clearing_proofs import kind_of, proofs
from cpm_desktop.services.desk import Desk


class FiledState(StrEnum):
    """How it stands with a filed record."""

    DUE = "may be cleared"
    HELD_UP = "has to wait"
    WAITING = "not yet"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class FiledLine:
    """A filed record in a list.

    Attributes:
        meeting_id: the meeting.
        state: how it stands with it.
        title: whose record it is, and of which meeting.
        detail: since when it is filed, and what stands against clearing it.
    """

    meeting_id: str
    state: FiledState
    title: str
    detail: str


def filed_lines(desk: Desk) -> tuple[FiledLine, ...]:
    """Return every filed record: those that may be cleared, those that have to wait, those that were cleared."""
    names = {each.child_id: each.name or each.called for each in desk.summaries()}
    due = [_due_line(desk, line, names) for line in due_records(desk)]
    due.sort(key=lambda line: line.state is not FiledState.DUE)
    waiting = [
        FiledLine(line.id, FiledState.WAITING, _title(desk, line, names), _filed(line))
        for line in waiting_records(desk)
    ]
    return (*due, *waiting, *(_cleared_line(desk, proof) for proof in proofs(desk)))


def _on(proof: ClearingProof) -> str:
    return f", {long_day_text(proof.held_on)}" if proof.held_on else ""


def _due_line(desk: Desk, line: MeetingLine, names: dict[str, str]) -> FiledLine:
    standing = clearing_standing(desk, line.id)
    state = FiledState.DUE if standing.is_offered else FiledState.HELD_UP
    detail = _filed(line) if standing.is_offered else " ".join(standing.hindrances)
    return FiledLine(line.id, state, _title(desk, line, names), detail)


def _title(desk: Desk, line: MeetingLine, names: dict[str, str]) -> str:
    form = desk.form(line.form_id)
    kind = form.short_name if form is not None else line.form_id
    day = f", {long_day_text(line.date)}" if line.date else ""
    return f"{names.get(line.child_id, '') or 'A child'}: {kind}{day}"


def _filed(line: MeetingLine) -> str:
    filed_on = max(day for day in (line.loaded_on, line.noted_on) if day is not None)
    return f"Filed on {long_day_text(filed_on)}."


def _cleared_line(desk: Desk, proof: ClearingProof) -> FiledLine:
    day = long_day_text(desk.local(proof.cleared_at).date()) if proof.cleared_at else ""
    rest = "" if proof.rest_cleared_at else " What later meetings still need is kept."
    title = f"{proof.case_number or 'No case number'}: {kind_of(desk, proof)}{_on(proof)}"
    return FiledLine(
        proof.meeting_id, FiledState.CLEARED, title, f"Cleared on {day} by {proof.cleared_by}.{rest}"
    )
