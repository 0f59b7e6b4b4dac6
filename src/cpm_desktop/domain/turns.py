"""When a kind of meeting is next due for a child, where it goes by dates and not by review periods.

Rules: frequency.multi-agency-4-to-6-weeks, frequency.care-team-first-within-2-weeks, frequency.care-team-8-weeks,
frequency.care-team-6-weeks, frequency.care-team-local-variation, frequency.extra-on-change,
prepare.inter-agency-required, prepare.final-plan-two-weeks-before-filing. The numbers stand in the forms.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cpm_desktop.domain.due_ground import ChildFacts, DueGround, is_child_fact, is_offered
from cpm_desktop.domain.forms import Form, Frequency, FrequencyKind
from cpm_desktop.domain.listing import ChildSummary
from cpm_desktop.domain.waiver import Ended, ended
from cpm_desktop.domain.working_days import add_days

_ONE_CASE_DAYS: Final = 365  # a meeting longer before the date belonged to another case


class TurnKind(StrEnum):
    """Why a meeting is due."""

    FIRST = "first"
    AGAIN = "again"
    BEFORE = "before"
    WHILE = "while"
    WAIVER_ENDED = "waiver ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A meeting of a kind that is due.

    Attributes:
        form_id: the kind.
        kind: why.
        on: the day by which it is due; None where nothing says so.
        limit: the last day on which it is in time; None where nothing says so.
        opens: the day from which it is due, where that is told.
        rule: the rule behind it.
        last: the day it was last held, for one that is due again.
        other: the date that it has to come before, or was counted from.
        ended: the waiver that stands no more, where it is due again because of that.
    """

    form_id: str
    kind: TurnKind
    on: dt.date | None
    limit: dt.date | None
    opens: dt.date | None = None
    rule: str
    last: dt.date | None = None
    other: dt.date | None = None
    ended: Ended | None = None

    def is_open_on(self, day: dt.date) -> bool:
        """Tell whether a day lies in the time from which it is due."""
        return self.opens is not None and self.opens <= day


def turn_of(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> Turn | None:
    """Return when a kind of meeting is next due for a child; None where it is not.

    Args:
        summary: how the child's file and meetings stand.
        form: the kind of meeting, in use.
        facts: the child's, on the day.
        ground: the forms, the day and the calendar.

    Raises:
        BeyondCalendar: working days have to be counted where bank holidays are not known.
    """
    # What is quickly told comes before the conditions: most children have nothing of most kinds.
    kind = form.frequency.kind
    if kind is FrequencyKind.WHILE_DUE:
        turn = _while_due(summary, form, facts, ground)
        if turn is None or not facts.holds(form.frequency.due_when):
            return _waiver_ended(summary, form, facts, ground)
    elif kind is FrequencyKind.ONCE_BEFORE:
        turn = _once_before(summary, form, facts, ground)
    elif summary.last_held or form.frequency.first is not None:
        turn = _first(summary, form, facts, ground) or _again(summary, form, facts, ground)
    else:
        return None
    return turn if turn is not None and _is_wanted(form, facts, ground) else None


def interval_for(frequency: Frequency, facts: ChildFacts) -> tuple[int, int, str]:
    """Return least and most days from one meeting to the next by the child's status, and the rule; 0 for none."""
    for interval in frequency.intervals:
        if facts.holds(interval.when):
            return interval.least_days, interval.most_days, interval.rule
    return frequency.least_days, frequency.most_days, frequency.rule


def interval_in_force(
    summary: ChildSummary, facts: ChildFacts, ground: DueGround
) -> tuple[int, int, str] | None:
    """Return least and most days between the meetings of the kind that is held at intervals for a child today.

    Returns:
        Least days, most days and the rule; None where no kind is due at intervals.
    """
    for form in ground.timed:
        if form.frequency.kind is not FrequencyKind.EVERY or not _is_begun(summary, form, facts, ground):
            continue
        least, most, rule = interval_for(form.frequency, facts)
        if most and _is_wanted(form, facts, ground):
            return least, most, rule
    return None


def latest(summary: ChildSummary, kinds: Collection[str], *, or_waived: bool = False) -> dt.date | None:
    """Return the day of the latest meeting of some kinds; None where none was held."""
    days = [
        held.date for held in summary.last_held if held.form_id in kinds and (or_waived or not held.is_waiver)
    ]
    return max(days, default=None)


def _is_begun(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> bool:
    if _has_lapsed(form, facts):
        return False
    return (
        latest(summary, ground.counting[form.id]) is not None
        or _called_for_on(summary, form, facts, ground) is not None
    )


def _called_for_on(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> dt.date | None:
    """Return the day from which the time to the first meeting counts."""
    first = form.frequency.first
    if first is None:
        return None
    if is_child_fact(first.after):
        return facts.date_of(first.after)
    return latest(summary, ground.counting.get(first.after, ()))


def _is_wanted(form: Form, facts: ChildFacts, ground: DueGround) -> bool:
    if form.frequency.due_when and not facts.holds(form.frequency.due_when):
        return False
    return not _is_replaced(form, facts, ground)


def _is_replaced(form: Form, facts: ChildFacts, ground: DueGround) -> bool:
    return any(is_offered(other, facts) for other in ground.replacing.get(form.id, ()))


def _first(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> Turn | None:
    first, since = form.frequency.first, _called_for_on(summary, form, facts, ground)
    if first is None or since is None:
        return None
    last = latest(summary, ground.counting[form.id])
    if last is not None and last >= since:
        return None
    on = add_days(since, first.days, first.day_kind, ground.calendar)
    return Turn(form_id=form.id, kind=TurnKind.FIRST, on=on, limit=on, rule=first.rule, other=since)


def _again(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> Turn | None:
    last = latest(summary, ground.counting[form.id])
    if last is None or _has_lapsed(form, facts):
        return None
    least, most, rule = interval_for(form.frequency, facts)
    if not most:
        return None
    on = last + dt.timedelta(days=most)
    opens = last + dt.timedelta(days=least) if least else None
    return Turn(form_id=form.id, kind=TurnKind.AGAIN, on=on, limit=on, opens=opens, rule=rule, last=last)


def _has_lapsed(form: Form, facts: ChildFacts) -> bool:
    """Tell whether what called for the first meeting is there no more, such as a child protection plan."""
    first = form.frequency.first
    return first is not None and is_child_fact(first.after) and facts.date_of(first.after) is None


def _once_before(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> Turn | None:
    frequency = form.frequency
    before = facts.date_of(frequency.before)
    if before is None:
        return None
    since = facts.date_of(frequency.since) or before - dt.timedelta(days=_ONE_CASE_DAYS)
    last = latest(summary, ground.counting[form.id])
    if last is not None and last >= since:
        return None
    proposed, limit = before - dt.timedelta(days=frequency.days_before), before - dt.timedelta(days=1)
    on = proposed if proposed >= ground.today else limit
    return Turn(form_id=form.id, kind=TurnKind.BEFORE, on=on, limit=limit, rule=frequency.rule, other=before)


def _while_due(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> Turn | None:
    frequency = form.frequency
    since = facts.date_of(frequency.since)
    if since is None and frequency.since:
        return None
    last = latest(summary, ground.counting[form.id], or_waived=True)
    if last is not None and (since is None or last >= since):
        return None
    by = facts.date_of(frequency.due_by)
    return Turn(form_id=form.id, kind=TurnKind.WHILE, on=by, limit=by, rule=frequency.rule, other=since)


def _waiver_ended(summary: ChildSummary, form: Form, facts: ChildFacts, ground: DueGround) -> Turn | None:
    """Return the meeting that is due again because its waiver stands no more, whatever it was first due for."""
    waiver = next((one for one in summary.waivers if one.form_id == form.id), None)
    if form.waiver is None or waiver is None:
        return None
    met = latest(summary, ground.counting[form.id])
    if met is not None and met >= waiver.date:
        return None
    over = ended(form.waiver, waiver, facts)
    if over is None or _is_replaced(form, facts, ground):
        return None
    by = facts.date_of(form.frequency.due_by) if facts.holds(form.frequency.due_when) else None
    kind = TurnKind.WAIVER_ENDED
    return Turn(form_id=form.id, kind=kind, on=by, limit=by, rule=over.rule, other=waiver.date, ended=over)
