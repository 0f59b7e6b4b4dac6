"""What a meeting takes over from before: open actions, unmet needs, proposals, and what other meetings feed back."""

import dataclasses
import datetime as dt

from cpm_desktop.domain.listing import EarlierDecision
from cpm_desktop.domain.meeting import CarriedItem, Meeting
from cpm_desktop.domain.open_items import OpenItem
from cpm_desktop.services.desk import Desk

SPECIFIC_ISSUE = "fed back"


def carried_items(desk: Desk, meeting: Meeting) -> tuple[CarriedItem, ...]:
    """Return what is open from before this meeting, as it stands now (record.previous-actions).

    Once a meeting has started it holds its own copy, which is returned instead.
    """
    if meeting.facts.started_at is not None:
        return meeting.carried
    child_id = meeting.facts.child_id
    items = desk.wait(desk.store.open_items(child_id))
    found = [
        _carried(desk, item)
        for item in items
        if item.is_open and not item.is_draft and item.born.id != meeting.id
    ]
    found += [_fed_back(desk, decision) for decision in _decisions_fed_back(desk, meeting)]
    return tuple(_placed(found))


def _placed(found: list[CarriedItem]) -> list[CarriedItem]:
    return [dataclasses.replace(item, position=place) for place, item in enumerate(found, start=1)]


def _carried(desk: Desk, item: OpenItem) -> CarriedItem:
    return CarriedItem(
        id=item.id,
        what=item.what.value,
        text=item.text,
        reason=item.reason,
        owner=item.owner,
        due=item.due,
        made_on=item.made_on,
        carried=item.carried,
        source=_source(desk, item.born.form_id, item.born.title),
        source_on=item.born.date,
        audience=item.audience,
    )


def _fed_back(desk: Desk, decision: EarlierDecision) -> CarriedItem:
    return CarriedItem(
        id=decision.id,
        what=SPECIFIC_ISSUE,
        text=decision.text,
        reason=decision.reason,
        made_on=decision.date,
        source=_source(desk, decision.form_id, decision.title),
        source_on=decision.date,
        audience=decision.audience,
    )


def _source(desk: Desk, form_id: str, title: str) -> str:
    form = desk.form(form_id)
    name = form.short_name if form is not None else ""
    return f"{name}: {title}" if name and title else (name or title)


def _decisions_fed_back(desk: Desk, meeting: Meeting) -> list[EarlierDecision]:
    """Return decisions of meetings that feed back to this kind, since its last one (after.feed-back-to-standard)."""
    kind = meeting.facts.form_id
    feeding = {form.id for form in desk.procedure.forms.values() if kind in form.feeds_back_to}
    if not feeding:
        return []
    since = _last_held(desk, meeting) or dt.date.min
    decisions = desk.wait(desk.store.decisions_since(meeting.facts.child_id, since))
    day = meeting.facts.date
    return [
        decision
        for decision in decisions
        if decision.form_id in feeding
        and not decision.is_draft
        and (day is None or decision.date is None or decision.date <= day)
    ]


def _last_held(desk: Desk, meeting: Meeting) -> dt.date | None:
    kind, child_id = meeting.facts.form_id, meeting.facts.child_id
    days = [
        line.date
        for line in desk.wait(desk.store.meetings_of(child_id))
        if line.form_id == kind and line.id != meeting.id and line.is_held() and line.date is not None
    ]
    file = desk.child(child_id).value
    days += [
        earlier.date
        for earlier in file.earlier_meetings
        if earlier.form_id == kind and earlier.was_held and earlier.date is not None
    ]
    return max(days, default=None)
