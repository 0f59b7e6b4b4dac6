"""A child's meetings as records: how far each has come, and what is still to be handed over."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cpm_desktop.domain.copies_progress import DISTRIBUTE, distribution_due
from cpm_desktop.domain.due import Severity, severity_of
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Stage, Validity
from cpm_desktop.domain.typography import day_text, long_day_text, time_text
from cpm_desktop.domain.working_days import BeyondCalendar
from cpm_desktop.services.caseload import day_and_month, form_name
from cpm_desktop.services.desk import Desk


class Doing(StrEnum):
    """What can be done with a meeting as a whole."""

    RECONVENE = "reconvene"
    EXTRA = "extra"
    CANCEL = "cancel"
    ABANDON = "abandon"
    HAND_OVER = "hand over"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A meeting in the list of records.

    Attributes:
        meeting_id: identity.
        title: "Standard meeting, 24 November 2026".
        detail: "Signed 24 Nov 15:38 by Priya Nair".
        stage: how far it has come; it says which screen opens.
        standing: "Hand over by Sun 29 Nov", "Handed over 23 Oct", "Being held".
        severity: overdue, soon or fine.
        rule: the rule behind the standing; empty where none.
        steps: what handing over needs, and whether it is done.
        doings: what can be done with the meeting as a whole, in this order.
        is_over: it was cancelled, broken off or does not count; nothing is left to do with it.
    """

    meeting_id: str
    title: str
    detail: str
    stage: Stage
    standing: str
    severity: Severity
    rule: str
    steps: tuple[tuple[str, bool], ...]
    doings: tuple[Doing, ...] = ()
    is_over: bool = False


_DOES_NOT_COUNT = {
    Validity.INQUORATE: "Inquorate, does not count",
    Validity.CASE_DISCUSSION: "Recorded as a case discussion",
    Validity.ABANDONED: "Broken off, does not count",
}


def record_lines(desk: Desk, meetings: tuple[MeetingLine, ...], child_id: str) -> tuple[RecordLine, ...]:
    """Return meetings as records: what is under way and planned first, then all others, the latest first.

    One that was cancelled, broken off or does not count stays on the list with the reason. One that concerns
    brothers and sisters, too, says who they are until each has a record of their own.

    Args:
        desk: the desk.
        meetings: on the child's own file, and those still to be held on a brother's or sister's.
        child_id: the child whose list it is.
    """
    kept = list(meetings)
    order = {Stage.LIVE: 0, Stage.PREPARED: 1}
    kept.sort(key=lambda line: line.date or dt.date.max, reverse=True)
    kept.sort(key=lambda line: order.get(line.stage, 2))
    return tuple(_record_line(desk, line, child_id) for line in kept)


def _record_line(desk: Desk, line: MeetingLine, child_id: str) -> RecordLine:
    name = line.title or form_name(desk, line.form_id)
    title = f"{name}, {long_day_text(line.date)}" if line.date else f"{name}, no day yet"
    standing, severity, rule = _standing(desk, line)
    is_cancelled = line.stage is Stage.CANCELLED
    return RecordLine(
        meeting_id=line.id,
        title=title,
        detail=" · ".join(
            part for part in (_again(line), _held_with(desk, line, child_id), _detail(desk, line)) if part
        ),
        stage=line.stage,
        standing=standing,
        severity=severity,
        rule=rule,
        steps=_steps(desk, line) if line.is_held() else (),
        doings=_doings(line) if line.child_id == child_id else (),  # it is called off where it stands
        is_over=is_cancelled or line.validity is not Validity.COUNTS,
    )


def _again(line: MeetingLine) -> str:
    return "Reconvened" if line.reconvenes else "Extra meeting" if line.is_extra else ""


def _held_with(desk: Desk, line: MeetingLine, child_id: str) -> str:
    if not line.is_shared():
        return ""
    others = (
        desk.child(one).value.child.called() for one in (line.child_id, *line.siblings) if one != child_id
    )
    return f"Together with {', '.join(others)}"


def _doings(line: MeetingLine) -> tuple[Doing, ...]:
    """Return what can be done with a meeting at its stage (kind.reconvened-is-linked, frequency.extra-on-change)."""
    if line.stage is Stage.PREPARED:
        return (Doing.CANCEL, Doing.HAND_OVER)
    if line.stage is Stage.LIVE:
        return (Doing.ABANDON,)
    if not line.is_held():
        return ()
    again = (Doing.RECONVENE,) if line.is_waiver else (Doing.RECONVENE, Doing.EXTRA)
    return again if line.signed_at is not None else (*again, Doing.HAND_OVER)


def _detail(desk: Desk, line: MeetingLine) -> str:
    if line.cleared_at is not None:
        on = day_and_month(desk.local(line.cleared_at).date(), desk.today())
        return f"Filed, and cleared from this computer {on}"
    if line.stage is Stage.CANCELLED or line.validity is not Validity.COUNTS:
        reason = desk.meeting(line.id).value.facts.validity_reason.strip()
        what = _DOES_NOT_COUNT.get(line.validity, "Cancelled")
        return f"{what}: {reason}" if reason else f"{what}, no reason given"
    return _usual_detail(desk, line)


def _usual_detail(desk: Desk, line: MeetingLine) -> str:
    if line.signed_at is not None:
        at = desk.local(line.signed_at)
        by = f" by {line.signer}" if line.signer else ""
        return f"Signed {day_and_month(at.date(), desk.today())} {time_text(at)}{by}"
    if line.ended_at is not None:
        return f"Ended {time_text(desk.local(line.ended_at))}, not signed yet"
    if line.started_at is not None:
        return f"Began {time_text(desk.local(line.started_at))}"
    at_time = time_text(line.starts_at) if line.starts_at else ""
    return ", ".join(part for part in (at_time, line.venue) if part) or "Time and place are open"


def _standing(desk: Desk, line: MeetingLine) -> tuple[str, Severity, str]:
    settled = _standing_at_stage(desk, line)
    return settled if settled is not None else _standing_of_copies(desk, line)


def _standing_at_stage(desk: Desk, line: MeetingLine) -> tuple[str, Severity, str] | None:
    """Return how a meeting stands that is not handed over in the usual way; None for one that is."""
    if line.stage is not Stage.CANCELLED and line.is_waiver:
        return _waiver_standing(desk, line)
    if line.validity is not Validity.COUNTS and line.is_handed_over():
        return _DOES_NOT_COUNT[line.validity], Severity.FINE, ""
    return {
        Stage.CANCELLED: ("Cancelled", Severity.FINE, ""),
        Stage.LIVE: ("Being held", Severity.SOON, ""),
        Stage.PREPARED: ("Being prepared", Severity.FINE, ""),
    }.get(line.stage)


def _standing_of_copies(desk: Desk, line: MeetingLine) -> tuple[str, Severity, str]:
    today = desk.today()
    form = desk.form(line.form_id)
    deadline = form.deadline(DISTRIBUTE) if form is not None else None
    rule = deadline.rule if deadline is not None else ""
    if line.is_handed_over():
        on = max((day for day in (line.last_sent_on, line.loaded_on, line.noted_on) if day), default=None)
        return f"Handed over {day_and_month(on, today)}" if on else "Handed over", Severity.FINE, rule
    try:
        due = distribution_due(form, line.date, desk.calendar) if form is not None and line.date else None
    except BeyondCalendar:
        due = None
    word = "Sign and hand over" if line.stage is Stage.ENDED else "Hand over"
    if due is None:
        return word, Severity.SOON, rule
    short = " ".join(day_text(due).split()[:3])
    severity = severity_of(due, today)
    if severity is Severity.OVERDUE:
        return f"Overdue since {short}", severity, rule
    return f"{word} by {short}", Severity.SOON, rule


def _waiver_standing(desk: Desk, line: MeetingLine) -> tuple[str, Severity, str]:
    """Return how a record that a meeting is not required stands (prepare.inter-agency-waiver)."""
    form = desk.form(line.form_id)
    waiver = form.waiver if form is not None else None
    rule = waiver.rule if waiver is not None else ""
    if line.stage is not Stage.SIGNED:
        return "To be decided and signed", Severity.SOON, rule
    if line.follow_ups_open:
        noun = "notice" if line.follow_ups_open == 1 else "notices"
        return f"{line.follow_ups_open} {noun} to send", Severity.SOON, waiver.notice_rule if waiver else ""
    return "Not required", Severity.FINE, rule


def _steps(desk: Desk, line: MeetingLine) -> tuple[tuple[str, bool], ...]:
    today = desk.today()
    is_sent = line.copies_sent == line.copies and not line.copies_undecided
    sent = ("copies", is_sent) if not line.copies else (f"{line.copies_sent} of {line.copies} sent", is_sent)
    loaded = f"loaded {day_and_month(line.loaded_on, today)}" if line.loaded_on else "loaded"
    steps = [
        *([] if line.is_waiver else [sent]),
        (loaded, line.loaded_on is not None),
        ("case note", line.noted_on is not None),
    ]
    if line.officer_needed:
        steps.append(("officer told", line.officer_told_on is not None))
    return tuple(steps)
