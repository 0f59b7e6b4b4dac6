"""What of a filed record a later meeting still needs, so that nothing vanishes from there when the record is cleared.

Rules: record.previous-actions, after.feed-back-to-standard, record.manager-oversight, kind.reconvened-is-linked.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.clearing import StillNeeded
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.handover import ManagerComment
from cpm_desktop.domain.listing import MeetingLine
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting, Stage
from cpm_desktop.domain.open_items import OpenItem
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key
from cpm_desktop.domain.situation import EARLIER_ANSWER, as_own, earlier_answer_id
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.earlier_answers import questions_looked_back_at
from cpm_desktop.services.isolation import Wall

_LIMITS = {Audience.PROFESSIONALS: LimitKind.PROFESSIONALS, Audience.FILE_ONLY: LimitKind.FILE}


def still_needed(desk: Desk, meeting: Meeting) -> StillNeeded:
    """Return what stays of a meeting when its record is cleared, and who may not read it.

    Who may read a thing later follows from who was in the room; once that is cleared too, it stands as a limit.
    """
    child_id = meeting.facts.child_id
    items = {item.id: item for item in desk.wait(desk.store.open_items(child_id))}
    lines = desk.wait(desk.store.meetings_of(child_id))
    # Nobody counts as being on the list of whichever meeting comes next: so the narrowest circle is found.
    wall = Wall(desk, replace(meeting, attendees=()))
    is_open = frozenset(item.id for item in items.values() if item.is_open or item.is_draft)
    born_here = frozenset(one.id for one in (*meeting.actions, *meeting.unmet_needs, *meeting.decisions))
    things = (born_here & is_open) | _decisions_to_hear(desk, meeting, lines)
    answers = _answers(desk, meeting)
    comments = _comments(desk, meeting)
    carried = _limited_before(meeting, is_open, _latest_answers(desk, child_id))
    apart = _narrowed_apart(wall, meeting, items, is_open)
    return StillNeeded(
        things=things,
        followed=frozenset(items) - (born_here - things),
        open=is_open,
        answers=frozenset(one.id for one in answers),
        comments=frozenset(one.id for one in comments),
        releases=_releases(desk, meeting, items, is_open),
        carried=carried | frozenset(limit.of for limit in apart),
        limits=_unique(
            [
                *_limits_on_things(wall, meeting, things, items),
                *(
                    limit
                    for one in answers
                    for limit in _limit(one, wall.audience_of_said(meeting.id, one, Audience.EVERYONE))
                ),
                *(
                    limit
                    for one in comments
                    for limit in _limit(one, wall.audience_naming(meeting.id, one.by, Audience.EVERYONE))
                ),
                *apart,
                *(
                    replace(limit, reason="", made_by="")
                    for limit in meeting.limits
                    if limit.of_kind == CarriedItem.kind and limit.of in carried
                ),
            ]
        ),
    )


def _limits_on_things(
    wall: Wall, meeting: Meeting, things: frozenset[str], items: dict[str, OpenItem]
) -> list[ReadingLimit]:
    found = []
    for one in (*meeting.actions, *meeting.unmet_needs, *meeting.decisions):
        if one.id in things:
            audience = wall.audience_of(meeting.id, one.id, Audience.EVERYONE)
            owner = items[one.id].owner if one.id in items else ""
            found += _limit(one, wall.audience_naming(meeting.id, owner, audience))
    return found


def _limit(thing: Entity, audience: Audience) -> list[ReadingLimit]:
    limit = _LIMITS.get(audience)
    if limit is None:
        return []
    key = limit_key(thing.kind, thing.id)
    return [ReadingLimit(id=key, of_kind=thing.kind, of=thing.id, limit=limit)]


def _unique(limits: Iterable[ReadingLimit]) -> tuple[ReadingLimit, ...]:
    """Return one limit for each thing; of two, the one that leaves fewer readers."""
    found: dict[str, ReadingLimit] = {}
    for limit in limits:
        held = found.get(limit.id)
        if held is None or held.limit is LimitKind.PROFESSIONALS:
            found[limit.id] = limit
    return tuple(found.values())


def _decisions_to_hear(desk: Desk, meeting: Meeting, lines: tuple[MeetingLine, ...]) -> frozenset[str]:
    """Return ids of decisions that a meeting of another kind, or the one that reconvenes this, has still to hear."""
    every = frozenset(one.id for one in meeting.decisions)
    if any(line.reconvenes == meeting.id and line.stage is Stage.PREPARED for line in lines):
        return every
    day, file = meeting.facts.date, desk.child(meeting.facts.child_id).value
    for kind in desk.form_of(meeting).feeds_back_to:
        days = [line.date for line in lines if line.form_id == kind and line.is_held() and line.date]
        days += [
            one.date for one in file.earlier_meetings if one.form_id == kind and one.was_held and one.date
        ]
        if day is None or max(days, default=dt.date.min) <= day:
            return every
    return frozenset()


def _latest_answers(desk: Desk, child_id: str) -> frozenset[tuple[str, str]]:
    """Return id and words of all answers that meetings are shown again."""
    wanted = _questions(desk)
    return frozenset(
        (earlier_answer_id(entry.answer.question, entry.answer.subject), entry.answer.value)
        for entry in (desk.wait(desk.store.answers_of(child_id, wanted)) if wanted else ())
    )


def _questions(desk: Desk) -> frozenset[str]:
    forms = desk.procedure.forms.values()
    return frozenset(question for form in forms for question in questions_looked_back_at(form))


def _answers(desk: Desk, meeting: Meeting) -> list[Answer]:
    """Return its answers that meetings are shown again and that no later one has answered anew."""
    wanted, kind = _questions(desk), meeting.facts.form_id
    if not wanted:
        return []
    anew: set[str] = set()
    for entry in desk.wait(
        desk.store.answers_of(meeting.facts.child_id, wanted)
    ):  # the latest meeting's first
        if entry.place.id == meeting.id:
            break
        form = desk.form(entry.place.form_id)
        is_heard = entry.place.form_id == kind or form is None or not form.is_isolated
        if is_heard and entry.answer.value.strip():
            anew.add(entry.answer.question)
    return [
        one
        for one in meeting.answers
        if one.question in wanted and one.question not in anew and one.value.strip()
    ]


def _comments(desk: Desk, meeting: Meeting) -> list[ManagerComment]:
    if not any(form.hears_comments for form in desk.procedure.forms.values()):
        return []
    heard = {thing for _, thing in desk.wait(desk.store.heard_of(meeting.facts.child_id))}
    return [one for one in meeting.comments if not one.is_management_only and one.id not in heard]


def _releases(
    desk: Desk, meeting: Meeting, items: dict[str, OpenItem], is_open: frozenset[str]
) -> frozenset[str]:
    """Return ids of releases of what is open, or of what no other meeting has heard."""
    heard = {
        thing
        for place, thing in desk.wait(desk.store.heard_of(meeting.facts.child_id))
        if place != meeting.id
    }
    return frozenset(
        one.id
        for one in meeting.releases
        if one.of_item in is_open or (one.of_item not in items and one.of_item not in heard)
    )


def _limited_before(
    meeting: Meeting, is_open: frozenset[str], answers: frozenset[tuple[str, str]]
) -> frozenset[str]:
    """Return ids of things it had taken over and limited, as far as a meeting may still take them over."""
    limited = {limit.of for limit in meeting.limits if limit.of_kind == CarriedItem.kind}
    return frozenset(
        one.id
        for one in meeting.carried
        if one.id in limited
        and (
            as_own(one).id in is_open
            or (one.what == EARLIER_ANSWER and (as_own(one).id, one.text) in answers)
        )
    )


def _narrowed_apart(
    wall: Wall, meeting: Meeting, items: dict[str, OpenItem], is_open: frozenset[str]
) -> list[ReadingLimit]:
    """Return limits on things from elsewhere whose day or owner was agreed here while somebody was out of the room."""
    changed = {one.of_item for one in meeting.outcomes if one.new_due or one.new_owner} & is_open
    found: list[ReadingLimit] = []
    for one in meeting.carried:
        own = as_own(one).id
        if own in changed and own in items:
            found += _limit(one, wall.audience_of(items[own].born.id, own, Audience.EVERYONE))
    return found
