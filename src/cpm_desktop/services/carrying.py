"""What a meeting takes over from before: what is open, what other meetings feed back, and what was answered last.

Rules: record.previous-actions, after.feed-back-to-standard, record.manager-oversight, kind.reconvened-is-linked,
record.family-group-conference, record.legal-threshold.
"""

import dataclasses
import datetime as dt

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.listing import EarlierDecision
from cpm_desktop.domain.meeting import CarriedItem, Meeting
from cpm_desktop.domain.open_items import OpenItem
from cpm_desktop.domain.situation import EARLIER_ANSWER
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_answers import earlier_answers
from cpm_desktop.services.isolation import Wall, source_words

SPECIFIC_ISSUE = "fed back"
COMMENT = "comment"
DECISION = "decision"


def carried_items(desk: Desk, meeting: Meeting) -> tuple[CarriedItem, ...]:
    """Return what this meeting takes over from before, as it stands now (record.previous-actions).

    What a kind of meeting keeps to itself stays there until it was released, and comes in the words of the release.
    Once a meeting has started it holds its own copy, which is returned instead.
    """
    if meeting.facts.started_at is not None:
        return meeting.carried
    wall = Wall(desk, meeting)
    items = wall.open_items()
    found = [
        carried
        for item in items
        if item.is_open and not item.is_draft and item.born.id != meeting.id
        if (carried := _open_item(desk, wall, item)) is not None
    ]
    found += [_fed_back(desk, wall, decision) for decision in _decisions_fed_back(desk, meeting, wall)]
    told = {item.id for item in items} | _heard_by_kind(desk, meeting)
    found += wall.released_beside(told, _last_held(desk, meeting))
    found += _comments(desk, meeting, wall)
    known = {item.id for item in found}
    found += [item for item in _of_reconvened(desk, meeting, wall) if item.id not in known]
    found += earlier_answers(desk, meeting, wall)
    return tuple(_placed(found))


def brought_over(desk: Desk, meeting: Meeting) -> tuple[CarriedItem, ...]:
    """Return what is taken over from before as people read it in a list: earlier answers stand with their questions."""
    return tuple(item for item in carried_items(desk, meeting) if item.what != EARLIER_ANSWER)


def _placed(found: list[CarriedItem]) -> list[CarriedItem]:
    return [dataclasses.replace(item, position=place) for place, item in enumerate(found, start=1)]


def _open_item(desk: Desk, wall: Wall, item: OpenItem) -> CarriedItem | None:
    if not wall.lets_through(item.born.form_id, item.born.id):
        return wall.released(item)
    whose = wall.whose(item.born.id, item.id)
    if whose is None:
        return None
    return CarriedItem(
        id=item.id,
        child_id=whose,
        what=item.what.value,
        text=item.text,
        reason=item.reason,
        owner=item.owner,
        due=item.due,
        made_on=item.made_on,
        carried=item.carried,
        source=source_words(desk, item.born.form_id, item.born.title),
        source_on=item.born.date,
        audience=wall.audience_naming(
            item.born.id, item.owner, wall.audience_of(item.born.id, item.id, item.audience)
        ),
    )


def _fed_back(desk: Desk, wall: Wall, decision: EarlierDecision) -> CarriedItem:
    return CarriedItem(
        id=decision.id,
        what=SPECIFIC_ISSUE,
        text=decision.text,
        reason=decision.reason,
        made_on=decision.date,
        source=source_words(desk, decision.form_id, decision.title),
        source_on=decision.date,
        audience=wall.audience_of(decision.meeting_id, decision.id, decision.audience),
    )


def _decisions_fed_back(desk: Desk, meeting: Meeting, wall: Wall) -> list[EarlierDecision]:
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
        and wall.whose(decision.meeting_id, decision.id) is not None
        and wall.lets_through(decision.form_id, decision.meeting_id)
        and (day is None or decision.date is None or decision.date <= day)
    ]


def _comments(desk: Desk, meeting: Meeting, wall: Wall) -> list[CarriedItem]:
    """Return managers' comments on finished records that no meeting has heard yet (record.manager-oversight)."""
    if not desk.form_of(meeting).hears_comments:
        return []
    child_id = meeting.facts.child_id
    heard = {thing for place, thing in desk.wait(desk.store.heard_of(child_id)) if place != meeting.id}
    return [
        CarriedItem(
            id=entry.comment.id,
            what=COMMENT,
            text=entry.comment.text,
            audience=wall.audience_naming(
                entry.place.id,
                entry.comment.by,
                wall.audience_limited(entry.place.id, entry.comment, Audience.EVERYONE),
            ),
            owner=", ".join(part for part in (entry.comment.by, entry.comment.role) if part),
            made_on=entry.comment.on,
            source=source_words(desk, entry.place.form_id, entry.place.title),
            source_on=entry.place.date,
        )
        for entry in desk.wait(desk.store.comments_of(child_id))
        if not entry.comment.is_management_only
        and entry.comment.id not in heard
        and wall.lets_through(entry.place.form_id, entry.place.id)
    ]


def _of_reconvened(desk: Desk, meeting: Meeting, wall: Wall) -> list[CarriedItem]:
    """Return what the meeting decided that this one reconvenes (kind.reconvened-is-linked)."""
    if not meeting.facts.reconvenes:
        return []
    first = desk.meeting(meeting.facts.reconvenes).value
    if not wall.lets_through(first.facts.form_id, first.id):
        return []
    return [
        CarriedItem(
            id=decision.id,
            what=DECISION,
            text=decision.text,
            reason=decision.reason,
            made_on=first.facts.date,
            source=source_words(desk, first.facts.form_id, first.facts.title),
            source_on=first.facts.date,
            audience=wall.audience_of(first.id, decision.id, decision.audience),
        )
        for decision in first.decisions
        if wall.whose(first.id, decision.id) is not None
    ]


def _heard_by_kind(desk: Desk, meeting: Meeting) -> set[str]:
    """Return ids of what a meeting of this kind was told already, on the very day of its release too."""
    child_id = meeting.facts.child_id
    lines = desk.wait(desk.store.meetings_of(child_id))
    same = {line.id for line in lines if line.form_id == meeting.facts.form_id and line.is_held()}
    return {
        thing for place, thing in desk.wait(desk.store.heard_of(child_id)) if place in same - {meeting.id}
    }


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
