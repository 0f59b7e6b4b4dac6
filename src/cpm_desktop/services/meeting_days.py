"""Choosing a meeting's day: the dates it stands beside, the days proposed, what is wrong with it, and why it stands."""

import datetime as dt
from dataclasses import dataclass

from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import GivenReason, Meeting
from cpm_desktop.domain.meeting_dates import (
    MEETING_DATE,
    DateRemark,
    ProposedDates,
    date_remarks,
    proposed_dates,
)
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.holding import situation_now
from cpm_desktop.services.keeping import keep

_NAMES = {
    "child.court_on": "Next date in court",
    "child.filing_on": "Plan and statement to be filed by",
    "child.assessment_due_on": "Assessment due",
    "child.assessment_started_on": "Assessment began",
    "child.protection_plan_since": "Initial conference",
    "child.looked_after_since": "Looked after since",
    "child.expected_birth": "Expected birth",
}
_ANSWER = "answer."


@dataclass(frozen=True, slots=True)
class DateBeside:
    """A date that the meeting's stands to.

    Attributes:
        name: what it is ("Next date in court").
        on: the day.
        rule: the rule for whose sake it is looked at.
    """

    name: str
    on: dt.date
    rule: str


def dates_beside(desk: Desk, meeting: Meeting) -> tuple[DateBeside, ...]:
    """Return the dates that the form wants the meeting's to stand to, as far as known, each day once.

    They are shown while the date is chosen and in the meeting (prepare.legal-urgency).
    """
    form, situation = desk.form_of(meeting), situation_now(desk, meeting)
    looked_at = [(check.other, check.rule) for check in form.date_checks if check.checked == MEETING_DATE]
    looked_at += [(one.other, one.rule) for one in form.date_proposals if one.proposed == MEETING_DATE]
    found: dict[tuple[dt.date, str], DateBeside] = {}
    for other, rule in looked_at:
        day = situation.date_of(other)
        if day is not None:
            found.setdefault((day, rule), DateBeside(_name(form, other), day, rule))
    return tuple(sorted(found.values(), key=lambda beside: beside.on))


def remarks_now(desk: Desk, meeting: Meeting, what: str = MEETING_DATE) -> tuple[DateRemark, ...]:
    """Return what is wrong with the meeting's date, or with the next one's."""
    remarks = date_remarks(desk.form_of(meeting), meeting, situation_now(desk, meeting))
    return tuple(remark for remark in remarks if remark.check.checked == what)


def proposed_now(desk: Desk, meeting: Meeting, what: str = MEETING_DATE) -> tuple[ProposedDates, ...]:
    """Return the days proposed for the meeting, or for the next one; the same window once."""
    found: dict[tuple[dt.date, dt.date], ProposedDates] = {}
    situation, form = situation_now(desk, meeting), desk.form_of(meeting)
    for proposed in proposed_dates(form, meeting, situation, what, desk.calendar, desk.today()):
        found.setdefault((proposed.first, proposed.last), proposed)
    return tuple(found.values())


def say_why_day(desk: Desk, meeting_id: str, key: str, reason: str) -> None:
    """Keep why a date stands although the form refuses it; an empty reason takes it back.

    Args:
        desk: the desk.
        meeting_id: the meeting.
        key: of the remark.
        reason: in words; the file copy prints it.
    """
    editing = desk.meeting(meeting_id)
    held = next((entry for entry in editing.value.given_reasons if entry.id == key), None)
    if not reason.strip():
        if held is not None:
            editing.perform(Withdraw(entity_kind=GivenReason.kind, id=key))
        return
    shared = held.is_on_other_copies if held is not None else False
    at = held.at if held is not None else desk.now()
    place = held.position if held is not None else 0
    keep(editing, GivenReason(id=key, position=place, text=reason, is_on_other_copies=shared, at=at))


def _name(form: Form, other: str) -> str:
    if other in _NAMES:
        return _NAMES[other]
    question = form.question(other.removeprefix(_ANSWER)) if other.startswith(_ANSWER) else None
    return question.text.rstrip("?") if question is not None else other
