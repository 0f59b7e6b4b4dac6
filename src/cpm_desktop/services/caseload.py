"""All children at a glance: what is due next, how meetings stand, what is open, what is not handed over."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cpm_desktop.domain.child import Child
from cpm_desktop.domain.due import Severity, ThingDue, standing_words, standings_of, things_due
from cpm_desktop.domain.due_ground import ChildFacts, DueGround, due_ground
from cpm_desktop.domain.forms import Form, Reach
from cpm_desktop.domain.listing import ChildSummary, MeetingLine
from cpm_desktop.domain.meeting import Stage
from cpm_desktop.domain.schedule import Standing
from cpm_desktop.domain.turns import interval_in_force
from cpm_desktop.domain.typography import month_name, short_day_text
from cpm_desktop.services import creating
from cpm_desktop.services.desk import Desk

DRIFTS_AT = 3  # carried over so often, an item is shown in amber
_WEEK = 7
_WHOLE_MONTH = 5  # letters: March, April; longer names are cut to three
_SEVERITIES = (Severity.OVERDUE, Severity.SOON, Severity.FINE)


class CaseloadLine(NamedTuple):
    """A child as the caseload shows them.

    Attributes:
        child_id: the child's file.
        name: full name; empty before birth.
        called_short: "Kai A.".
        initials: "KA".
        case_number: in the authority's case system.
        about: "12 · Care order (section 31)".
        due_text: the next thing due; "Nothing due" where nothing is.
        due_detail: by when.
        due_on: the day; None where nothing is due.
        due_rule: the rule it comes from; empty where from none.
        due_meeting_id: the meeting it is about, if any.
        severity: overdue, within 14 days, or fine.
        standing: "Overdue 3 days", "4 days left", "Fine".
        held: meetings held in the review period.
        required: meetings required in it; None where the child's kind of meeting is not counted so.
        count_note: "before 8 March", "every 6 weeks", "when needed".
        count_rule: the rule behind it; empty where none.
        open_count: open actions.
        need_count: open unmet needs.
        drift_note: "1 carried 3 times", "none carried".
        is_drifting: something was carried over three times or more.
        records_note: "4 of 10 sent", "All handed over".
        has_open_records: something is still to be signed, sent or filed.
        planned_meeting_id: the next meeting that is being prepared, if any.
        live_meeting_id: the meeting that is being held, if any.
        follow_up_count: follow-ups of meetings that are still to be done.
        is_privileged: a record of the child may reach no party without leave.
    """

    child_id: str
    name: str
    called_short: str
    initials: str
    case_number: str
    about: str
    due_text: str
    due_detail: str
    due_on: dt.date | None
    due_rule: str
    due_meeting_id: str
    severity: Severity
    standing: str
    held: int
    required: int | None
    count_note: str
    count_rule: str
    open_count: int
    need_count: int
    drift_note: str
    is_drifting: bool
    records_note: str
    has_open_records: bool
    planned_meeting_id: str
    live_meeting_id: str
    follow_up_count: int = 0
    is_privileged: bool = False


@dataclass(frozen=True, slots=True)
class ChildDue:
    """What is due for one child, worked out once for the caseload, the week and the child's file.

    Attributes:
        summary: how the child's file and meetings stand.
        standings: how the child stands with what is counted between reviews.
        things: everything due, the most pressing first.
    """

    summary: ChildSummary
    standings: tuple[Standing, ...]
    things: tuple[ThingDue, ...]


def caseload(desk: Desk) -> tuple[CaseloadLine, ...]:
    """Return every child: the overdue first, then the soonest due."""
    ground, case_system = ground_of(desk), desk.authority().case_system
    lines = [_line(child, ground, case_system) for child in due_by_child(desk).values()]
    return tuple(sorted(lines, key=_order))


def due_by_child(desk: Desk) -> dict[str, ChildDue]:
    """Return what is due for every child, by the child's id in the order of names."""
    return desk.made_of_store("due", lambda: _due_by_child(desk))


def _due_by_child(desk: Desk) -> dict[str, ChildDue]:
    ground, found = ground_of(desk), {}
    for summary in desk.summaries():
        standings = standings_of(summary, ground)
        found[summary.child_id] = ChildDue(summary, standings, things_due(summary, ground, standings))
    return found


def _order(line: CaseloadLine) -> tuple[int, dt.date, str]:
    return _SEVERITIES.index(line.severity), line.due_on or dt.date.max, line.name


def add_child(desk: Desk, child: Child) -> str:
    """Add a child to the caseload.

    Returns:
        The id of the child's file.

    Raises:
        InvalidDetail: there is neither a name nor an expected birth.
    """
    return creating.add_child(desk, child)


def due_of(desk: Desk, child_id: str) -> tuple[ThingDue, ...]:
    """Return everything due for a child today, the most pressing first; nothing for one without a file."""
    child = due_by_child(desk).get(child_id)
    return child.things if child is not None else ()


def ground_of(desk: Desk, today: dt.date | None = None) -> DueGround:
    """Return what tells what is due for everybody on a day (on this one, where none is given)."""
    on = desk.authority().kinds_on
    return due_ground(desk.procedure.forms, today or desk.today(), desk.calendar, on)


def called_short(name: str, called: str) -> str:
    """Return "Kai A.": what a child is called, with the initial of the last name."""
    last = name.rsplit(maxsplit=1)[-1] if len(name.split()) > 1 else ""
    return f"{called} {last[0]}." if last and called != last else called


def initials_of(name: str, called: str) -> str:
    """Return "KA"."""
    parts = [part for part in (name or called).split() if part[0].isalnum()]
    letters = [parts[0][0], parts[-1][0]] if len(parts) > 1 else [part[0] for part in parts]
    return "".join(letters).upper() or "?"


def age_on(date_of_birth: dt.date, day: dt.date) -> int:
    """Return whole years."""
    before_birthday = (day.month, day.day) < (date_of_birth.month, date_of_birth.day)
    return day.year - date_of_birth.year - before_birthday


def age_text(date_of_birth: dt.date | None, expected_birth: dt.date | None, day: dt.date) -> str:
    """Return "12", "5 months", "unborn, due 30 Jan", or an empty text."""
    if date_of_birth is None:
        return f"unborn, due {short_day_text(expected_birth)}" if expected_birth else ""
    years = age_on(date_of_birth, day)
    if years > 1:
        return str(years)
    months = (day.year - date_of_birth.year) * 12 + day.month - date_of_birth.month
    months -= day.day < date_of_birth.day
    return f"{months} month{'' if months == 1 else 's'}"


def _line(child: ChildDue, ground: DueGround, case_system: str) -> CaseloadLine:
    today, summary, first = ground.today, child.summary, next(iter(child.things), None)
    held, required, count_note, count_rule = _count(summary, child.standings, ground)
    records_note, has_open = _records(summary.to_hand_over, case_system)
    age = age_text(summary.date_of_birth, summary.expected_birth, today)
    status, is_unborn = short_status(summary.legal_status), summary.date_of_birth is None and bool(age)
    planned = next((line.id for line in summary.planned), "")
    return CaseloadLine(
        child_id=summary.child_id,
        name=summary.name,
        called_short=called_short(summary.name, summary.called) if summary.name else "Unborn child",
        initials=initials_of(summary.name, summary.called),
        case_number=summary.case_number,
        about=age if is_unborn else " · ".join(part for part in (age, status) if part),
        due_text=first.text if first else "Nothing due",
        due_detail=first.detail if first else "",
        due_on=first.on if first else None,
        due_rule=first.rule if first else "",
        due_meeting_id=first.meeting_id if first else "",
        severity=first.severity if first else Severity.FINE,
        standing=standing_words(first, today) if first else "Fine",
        held=held,
        required=required,
        count_note=count_note,
        count_rule=count_rule,
        open_count=summary.open_actions,
        need_count=summary.open_needs,
        drift_note=drift_note(summary.most_carried, summary.most_carried_items),
        is_drifting=summary.most_carried >= DRIFTS_AT,
        records_note=records_note,
        has_open_records=has_open,
        planned_meeting_id=planned,
        live_meeting_id=summary.live.id if summary.live is not None else "",
        follow_up_count=len(summary.follow_ups),
        is_privileged=_is_privileged(summary, ground),
    )


def _count(
    summary: ChildSummary, standings: Iterable[Standing], ground: DueGround
) -> tuple[int, int | None, str, str]:
    for standing in standings:
        before = f"before {day_and_month(standing.period.ends, ground.today)}"
        return len(standing.held), standing.requirement.meetings, before, standing.requirement.rule
    interval = interval_in_force(summary, ChildFacts(summary, ground.today), ground)
    if interval is not None:
        least, most, rule = interval
        return 0, None, interval_text(least, most), rule
    if summary.looked_after_since is not None and ground.between_reviews:
        return 0, None, "after the first review", ""
    return 0, None, "when needed", ""


def interval_text(least_days: int, most_days: int) -> str:
    """Return "every 6 weeks" or "every 4 to 6 weeks"."""
    least, most = (round(days / _WEEK) for days in (least_days, most_days))
    return f"every {least} to {most} weeks" if least and least != most else f"every {most} weeks"


def _is_privileged(summary: ChildSummary, ground: DueGround) -> bool:
    kinds = {held.form_id for held in summary.last_held} | {line.form_id for line in summary.planned}
    forms = (ground.forms.get(kind) for kind in kinds)
    return any(form is not None and form.distribution.reach is not Reach.EVERYBODY for form in forms)


def drift_note(times: int, items: int) -> str:
    """Return how often the most carried open item was carried over."""
    words = {1: "once", 2: "twice"}
    return f"{items} carried {words.get(times, f'{times} times')}" if times else "none carried"


def _records(lines: Iterable[MeetingLine], case_system: str) -> tuple[str, bool]:
    for line in lines:
        if line.stage is not Stage.SIGNED:
            return "Minutes to sign", True
        if line.copies_sent < line.copies:
            return f"{line.copies_sent} of {line.copies} sent", True
        if line.copies_undecided:
            return f"{line.copies_undecided} not decided", True
        if line.loaded_on is None:
            return f"Not in {case_system}", True
        if line.noted_on is None:
            return "No case note yet", True
    return "All handed over", False


def day_and_month(day: dt.date, today: dt.date) -> str:
    """Return "8 March" or "14 Jan", with the year where it is not plain."""
    year = f" {day.year}" if (day - today).days > 300 else ""  # noqa: PLR2004 - about a year is clear without it
    month = month_name(day)
    return f"{day.day} {month if len(month) <= _WHOLE_MONTH else month[:3]}{year}"


def short_status(legal_status: str) -> str:
    """Return a legal status without what stands in brackets: "Care order"."""
    return legal_status.partition(" (")[0]


def form_name(desk: Desk, form_id: str) -> str:
    """Return what a kind of meeting is called in lists."""
    form: Form | None = desk.form(form_id)
    return form.short_name if form is not None else "Meeting"
