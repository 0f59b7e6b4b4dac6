"""Keeping a line, an answer or a person from readers by hand, in the meeting, at the close and before anything is sent.

Rule: after.copy-for-each-reader.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from cpm_desktop.domain.aggregate import all_entities, find_entity
from cpm_desktop.domain.asking import answer_in_words
from cpm_desktop.domain.attendance import Attendee, Presence
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.captures import Capture, Disclosure, Note, Outcome
from cpm_desktop.domain.commands import Put, Withdraw
from cpm_desktop.domain.copies_progress import copy_plan_of
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.kept_from import kept_from, out_when_said
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting, Paper
from cpm_desktop.domain.naming import called_among
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_key, limit_on, owes_reason
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.what_it_says import all_typed, words_of
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Edited
from cpm_desktop.services.holding import called_of
from cpm_desktop.services.limited_things import LimitedThing, NamedReader
from cpm_desktop.services.standing_limits import keep_on_files

_JUST_BEFORE = dt.timedelta(milliseconds=1)
_MARKABLE = (Capture, Answer, CarriedItem, Paper, Attendee)


@dataclass(frozen=True, slots=True)
class MeetingLimits:
    """Who may read what of a meeting.

    Attributes:
        desk: the desk.
        meeting_id: which meeting.
    """

    desk: Desk
    meeting_id: str

    def things(self) -> tuple[LimitedThing, ...]:
        """Return all that can be kept from readers."""
        return things_to_limit(self.desk, self.meeting_id)

    def thing(self, kind: str, identifier: str) -> LimitedThing:
        """Return one of them; raises UnknownEntity."""
        return thing_to_limit(self.desk, self.meeting_id, kind, identifier)

    def readers(self) -> tuple[NamedReader, ...]:
        """Return those from whom something can be kept by name."""
        return named_readers(self.desk, self.meeting_id)

    def still_named(self, thing: LimitedThing) -> tuple[str, ...]:
        """Return the lines that name somebody who is kept from readers."""
        return still_named(self.desk, self.meeting_id, thing)

    def keep_from(self, thing: LimitedThing, limit: LimitKind, not_for: tuple[str, ...], reason: str) -> None:
        """Keep it from readers; raises what `set_limit` does."""
        set_limit(self.desk, self.meeting_id, thing.kind, thing.id, limit, not_for, reason)

    def lift(self, thing: LimitedThing) -> None:
        """Let everybody read it again."""
        lift_limit(self.desk, self.meeting_id, thing.kind, thing.id)

    def can_put_back(self, thing: LimitedThing) -> bool:
        """Tell whether it may count as said before somebody left."""
        return can_put_back(self.desk, self.meeting_id, thing)

    def put_back(self, thing: LimitedThing) -> None:
        """Have it count as said before somebody left."""
        put_back_before(self.desk, self.meeting_id, thing.kind, thing.id)


def things_to_limit(desk: Desk, meeting_id: str) -> tuple[LimitedThing, ...]:
    """Return all that can be kept from readers: what was said, then answers and what was brought, people last."""
    meeting = desk.meeting(meeting_id).value
    every = [each for each in all_entities(meeting) if _is_markable(each) and words_of(each)]
    every.sort(key=_order)
    return tuple(_thing(desk, meeting, each) for each in every)


def thing_to_limit(desk: Desk, meeting_id: str, kind: str, identifier: str) -> LimitedThing:
    """Return one of them.

    Raises:
        UnknownEntity: it is not there, or no longer.
    """
    meeting = desk.meeting(meeting_id).value
    return _thing(desk, meeting, find_entity(meeting, kind, identifier))


def named_readers(desk: Desk, meeting_id: str) -> tuple[NamedReader, ...]:
    """Return everybody from whom something can be kept by name, whether or not they get a copy yet."""
    meeting = desk.meeting(meeting_id).value
    return tuple(
        NamedReader(person.id, person.name, copy_plan_of(meeting, person).copy_kind)
        for person in meeting.attendees
        if person.name
    )


def still_named(desk: Desk, meeting_id: str, thing: LimitedThing) -> tuple[str, ...]:
    """Return the lines that name a person who is kept from readers, and that everybody may read; in typed words.

    What is typed is never changed: each has to be looked at, and kept from the same readers where that is right.
    """
    if not thing.is_person or thing.limit is None or thing.limit.limit is LimitKind.ADDRESS:
        return ()
    meeting = desk.meeting(meeting_id).value
    names = {fold(thing.words), fold(called_among(thing.words, meeting.attendees))}
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names if name))
    return tuple(
        words_of(each)
        for each in all_entities(meeting)
        if _is_markable(each) and not isinstance(each, Attendee) and not kept_from(meeting, each)
        if named.search(fold(all_typed(meeting, each)))
    )


def set_limit(
    desk: Desk,
    meeting_id: str,
    kind: str,
    identifier: str,
    limit: LimitKind,
    not_for: tuple[str, ...] = (),
    reason: str = "",
) -> Edited | None:
    """Keep a thing from readers; somebody of the network, in all their meetings.

    While the meeting runs the reason may wait: the close asks for it.

    Raises:
        UnknownEntity: it is not there.
        InvalidDetail: nobody is named, a copy cannot do without this person, or the record is signed and it is not
            said why.
    """
    editing = desk.meeting(meeting_id)
    meeting = editing.value
    thing = find_entity(meeting, kind, identifier)
    if not _is_markable(thing):
        message = f"Who may read a {thing.noun} is not decided here."
        raise InvalidDetail(message)
    if limit is LimitKind.NAMED and not not_for:
        message = "Choose who may not read it."
        raise InvalidDetail(message)
    if isinstance(thing, Attendee) and limit is not LimitKind.ADDRESS:
        _require_dispensable(meeting, thing)
    wanted = ReadingLimit(
        id=limit_key(kind, identifier),
        of_kind=kind,
        of=identifier,
        limit=limit,
        not_for=not_for,
        reason=reason.strip(),
        made_by=desk.workplace().value.worker.name,
    )
    if meeting.is_signed() and owes_reason(wanted):
        message = "Say why it is kept from them. The reason stands on no copy."
        raise InvalidDetail(message)
    done = editing.perform(Put(entity=wanted))
    keep_on_files(desk, meeting_id, wanted)
    return done


def lift_limit(desk: Desk, meeting_id: str, kind: str, identifier: str) -> Edited | None:
    """Let everybody read a thing again who could before; one on somebody still holds in their other meetings."""
    editing = desk.meeting(meeting_id)
    held = limit_on(editing.value.limits, kind, identifier)
    return None if held is None else editing.perform(Withdraw(entity_kind=ReadingLimit.kind, id=held.id))


def _is_markable(thing: Entity) -> bool:
    return isinstance(thing, _MARKABLE) and not isinstance(thing, Disclosure)


def _thing(desk: Desk, meeting: Meeting, thing: Entity) -> LimitedThing:
    return LimitedThing(
        kind=thing.kind,
        id=thing.id,
        noun=thing.noun,
        words=_words(desk, meeting, thing),
        where=_where(desk, meeting, thing),
        limit=limit_on(meeting.limits, thing.kind, thing.id),
        told=kept_from(meeting, thing),
        is_person=isinstance(thing, Attendee),
    )


def _order(thing: Entity) -> int:
    """What was said goes first, then answers and what was brought, people last."""
    return 0 if isinstance(thing, Capture) else 2 if isinstance(thing, Attendee) else 1


def _words(desk: Desk, meeting: Meeting, thing: Entity) -> str:
    question = desk.form_of(meeting).question(thing.question) if isinstance(thing, Answer) else None
    if not isinstance(thing, Answer) or question is None:
        return words_of(thing)
    return answer_in_words(question, thing.value, meeting.attendees) or thing.note


def _where(desk: Desk, meeting: Meeting, thing: Entity) -> str:
    if isinstance(thing, Attendee):
        return ", ".join(part for part in (thing.role, thing.agency) if part)
    form = desk.form_of(meeting)
    item = form.item(str(getattr(thing, "item", "")))
    title = fill_blanks(item.title, {"child": called_of(desk, meeting)}) if item is not None else ""
    whose = ""
    if isinstance(thing, Note):
        person = meeting.attendee(thing.speaker)
        whose = person.name if person is not None else ""
    elif isinstance(thing, Answer):
        question = form.question(thing.question)
        whose = question.text if question is not None else ""
    return " · ".join(part for part in (title, whose) if part)


def _require_dispensable(meeting: Meeting, person: Attendee) -> None:
    if person.is_child or person.id == meeting.facts.chair:
        who = "The child" if person.is_child else "Who chairs, and signs,"
        message = f"{who} stands on every copy. Only where they live or work can be withheld."
        raise InvalidDetail(message)


def can_put_back(desk: Desk, meeting_id: str, thing: LimitedThing) -> bool:
    """Tell whether a line may count as said before somebody was asked to leave: the record is not signed yet."""
    meeting = desk.meeting(meeting_id).value
    return not meeting.is_signed() and bool(
        out_when_said(meeting, find_entity(meeting, thing.kind, thing.id))
    )


def put_back_before(desk: Desk, meeting_id: str, kind: str, identifier: str) -> Edited | None:
    """Have a line count as said before somebody was asked to leave: only a slip in it was mended since.

    Raises:
        UnknownEntity: it is not there.
        InvalidDetail: nobody was out when it was said.
    """
    editing = desk.meeting(meeting_id)
    meeting = editing.value
    thing = find_entity(meeting, kind, identifier)
    out = out_when_said(meeting, thing)
    if not isinstance(thing, Capture | Answer | Outcome) or thing.at is None or not out:
        message = "Nobody had been asked to leave when this was said."
        raise InvalidDetail(message)
    since = {
        event.who: event.at
        for event in meeting.attendance
        if event.who in out and event.presence is Presence.ASKED_OUT and event.at and event.at <= thing.at
    }
    left = min(since.values())
    return editing.perform(Put(entity=replace(thing, at=left - _JUST_BEFORE)))
