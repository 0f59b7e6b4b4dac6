"""What a kind of meeting keeps to itself: nothing of it comes into another kind's meeting until it was released."""

import datetime as dt
from dataclasses import replace

from cpm_desktop.domain.attendance import Attendee, was_asked_out
from cpm_desktop.domain.captures import Action, Audience, Decision, UnmetNeed
from cpm_desktop.domain.distribution import advice_items, is_limited, leave_given
from cpm_desktop.domain.earlier import EarlierLimit, EarlierOutcome, EarlierRelease
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.forms import Form, RoleGroup
from cpm_desktop.domain.limits_for_reader import names_one_of
from cpm_desktop.domain.meeting import Answer, CarriedItem, Meeting
from cpm_desktop.domain.open_items import OpenItem
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_on
from cpm_desktop.domain.roles import group_of
from cpm_desktop.domain.situation import as_own, earlier_answer_id
from cpm_desktop.services.desk import Desk

RELEASED_FROM = "Another meeting"
_BESIDE = "fed back"
_FAMILY = frozenset({RoleGroup.FAMILY, RoleGroup.CHILD})


class Wall:
    """Stands before one meeting and lets through what may come into it (record.previous-actions)."""

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        """Look at what was released for the child."""
        self._desk, self._meeting = desk, meeting
        self._releases: dict[str, EarlierRelease] | None = None
        self._limits: tuple[EarlierLimit, ...] | None = None
        self._outcomes: tuple[EarlierOutcome, ...] | None = None

    def lets_through(self, form_id: str, meeting_id: str = "") -> bool:
        """Tell whether something of a kind of meeting may come in as it is; its own kind's always may.

        Args:
            form_id: the kind it comes from; empty for the child's file.
            meeting_id: the meeting, where its kind is no longer in the forms folder.
        """
        if not form_id or form_id == self._meeting.facts.form_id:
            return True
        form = self._form(form_id, meeting_id)
        return form is None or not form.is_isolated

    def open_items(self) -> tuple[OpenItem, ...]:
        """Return what is followed of the child, as this meeting may know of it (record.previous-actions).

        What a meeting that keeps to itself said of another kind's action, its new owner and day, stays with it.
        """
        child_id = self._meeting.facts.child_id
        every = self._desk.wait(self._desk.store.open_items(child_id))
        lines = self._desk.wait(self._desk.store.meetings_of(child_id))
        unheard = {line.id for line in lines if not self.lets_through(line.form_id, line.id)}
        if not unheard:
            return every
        known = self._desk.wait(self._desk.store.open_items_without(child_id, unheard))
        by_id = {item.id: item for item in known}
        return tuple(
            by_id.get(item.id, item) if self.lets_through(item.born.form_id, item.born.id) else item
            for item in every
        )

    def released(self, item: OpenItem) -> CarriedItem | None:
        """Return something kept elsewhere in the words of its release; None where it was not released."""
        entry = self._released().get(item.id)
        if entry is None:
            return None
        return CarriedItem(
            id=item.id,
            what=item.what.value,
            text=entry.release.words,
            due=item.due if entry.release.is_with_date else None,
            made_on=entry.release.released_on,
            carried=item.carried,
            source=RELEASED_FROM,
        )

    def released_beside(self, told: set[str], since: dt.date | None) -> list[CarriedItem]:
        """Return what else was released since this kind's last meeting, such as a different view.

        Args:
            told: ids of what comes in otherwise, or was told a meeting of this kind already: each is told once.
            since: the day of this kind's last meeting; None where there was none.
        """
        return [
            CarriedItem(
                id=key,
                what=_BESIDE,
                text=entry.release.words,
                made_on=entry.release.released_on,
                source=RELEASED_FROM,
            )
            for key, entry in self._released().items()
            if key not in told
            and not self.lets_through(entry.place.form_id, entry.place.id)
            and (since is None or (entry.release.released_on or dt.date.max) >= since)
        ]

    def audience_of(self, meeting_id: str, identifier: str, audience: Audience) -> Audience:
        """Return who may read something taken over: never more people than could where it was said.

        What was born as legal advice is for the file only. What was said while somebody was asked to leave is left
        off what those like them read, for a thing taken over names no single person (after.copy-for-each-reader). A
        limit that a meeting set on it after it had taken it over goes with it too.
        """
        audience = self._changed_apart(identifier, self._kept_since(identifier, audience))
        born, thing = self._born(meeting_id, identifier)
        if born is None or thing is None:
            return audience
        if thing.item in advice_items(self._desk.form_of(self._meeting)):
            return Audience.FILE_ONLY
        return self._heard(born, thing.at, _limited(born, thing, audience))

    def whose(self, meeting_id: str, identifier: str) -> str | None:
        """Return which further child a thing is about, of a meeting about several that is not parted yet.

        Returns:
            The child's id; empty where it is about this meeting's own child, or about all; None where it is about one
            whom this meeting does not concern, and so may not come into it.
        """
        facts, (_, thing) = self._meeting.facts, self._born(meeting_id, identifier)
        if thing is None or thing.child_id in ("", facts.child_id):
            return ""
        return thing.child_id if thing.child_id in facts.siblings else None

    def audience_naming(self, meeting_id: str, owner: str, audience: Audience) -> Audience:
        """Return who may read a thing taken over that names an owner who is not on this meeting's list.

        Who is on the list stands there with the limit on them, and is left unnamed by it. Of anybody else only the
        words are known here, so the thing goes to no more people than may read about them: by the child's file, or
        for a guest by the meeting where it was said (after.copy-for-each-reader).
        """
        if not owner.strip():
            return audience
        file = self._desk.child(self._meeting.facts.child_id).value
        born = self._meeting_of(meeting_id)
        known = {person.id for person in file.people}
        guests = [person for person in born.attendees if person.id not in known] if born is not None else []
        held = (*((one, file.limits) for one in file.people), *((one, born.limits) for one in guests if born))
        for person, limits in held:
            limit = limit_on(limits, Attendee.kind, person.id)
            if limit is None or self._meeting.attendee(person.id) or not names_one_of((person.name,), owner):
                continue
            if limit.limit is not LimitKind.ADDRESS or limit.not_for:
                audience = _narrowed(limit, audience)
        return audience

    def audience_limited(self, meeting_id: str, thing: Entity, audience: Audience) -> Audience:
        """Return who may read a thing as far as a limit was set on it where it was said."""
        born = self._meeting_of(meeting_id)
        return audience if born is None else _limited(born, thing, audience)

    def audience_of_said(self, meeting_id: str, answer: Answer, audience: Audience) -> Audience:
        """Return who may read an answer of an earlier meeting (after.copy-for-each-reader)."""
        audience = self._kept_since(
            earlier_answer_id(answer.question, answer.subject), audience, answer.value
        )
        born = self._meeting_of(meeting_id)
        return audience if born is None else self._heard(born, answer.at, _limited(born, answer, audience))

    def _kept_since(self, identifier: str, audience: Audience, words: str | None = None) -> Audience:
        """Return who may read a thing as the meetings that had taken it over limited it; of an answer, these words."""
        if self._limits is None:
            self._limits = self._desk.wait(self._desk.store.limits_of(self._meeting.facts.child_id))
        for entry in self._limits:
            if entry.place.id == self._meeting.id or not entry.limit.of.startswith(identifier):
                continue
            carried = self._desk.meeting(entry.place.id).value.carried
            item = next((each for each in carried if each.id == entry.limit.of), None)
            if item is not None and as_own(item).id == identifier and words in (None, item.text):
                audience = _narrowed(entry.limit, audience)
        return audience

    def _changed_apart(self, identifier: str, audience: Audience) -> Audience:
        """Return who may read a thing whose day or owner was agreed anew while somebody was asked to leave."""
        if self._outcomes is None:
            self._outcomes = self._desk.wait(self._desk.store.outcomes_of(self._meeting.facts.child_id))
        said = [each for each in self._outcomes if each.outcome.of_item == identifier]
        latest = (
            next((each for each in said if each.outcome.new_due), None),
            next((each for each in said if each.outcome.new_owner), None),
        )
        for each in latest:
            held = self._meeting_of(each.place.id) if each is not None else None
            if each is not None and held is not None:
                audience = self._heard(held, each.outcome.at, audience)
        return audience

    def _born(
        self, meeting_id: str, identifier: str
    ) -> tuple[Meeting | None, Action | UnmetNeed | Decision | None]:
        """Return the meeting where a thing was said, and the thing; None for either that is not there."""
        born = self._meeting_of(meeting_id)
        captures: list[Action | UnmetNeed | Decision] = []
        if born is not None:
            captures += [*born.actions, *born.unmet_needs, *born.decisions]
        return born, next((each for each in captures if each.id == identifier), None)

    def _meeting_of(self, meeting_id: str) -> Meeting | None:
        """Return a meeting of this application; None for the child's file, and what was recorded elsewhere."""
        if meeting_id == self._meeting.facts.child_id:
            return None
        try:
            return self._desk.meeting(meeting_id).value
        except CarePlanningError:
            return None

    def _heard(self, born: Meeting, at: dt.datetime | None, audience: Audience) -> Audience:
        if at is None or audience is Audience.FILE_ONLY:
            return audience
        roles = self._desk.procedure.roles
        out = [person for person in born.attendees if was_asked_out(born.attendance, person.id, at)]
        if not out:
            return audience
        groups = {group_of(person, roles) for person in out}
        is_family = all(person.is_child for person in out) or groups <= _FAMILY
        return Audience.PROFESSIONALS if is_family else Audience.FILE_ONLY

    def _released(self) -> dict[str, EarlierRelease]:
        if self._releases is None:
            found = self._desk.wait(self._desk.store.releases_of(self._meeting.facts.child_id))
            self._releases = {entry.release.of_item: entry for entry in found if self._stands(entry)}
        return self._releases

    def _stands(self, entry: EarlierRelease) -> bool:
        """Tell whether a release counts: for a limited record, only as long as its permission stands."""
        meeting = self._desk.meeting(entry.place.id).value
        form = self._desk.form_of(meeting)
        words = entry.release.as_permitted()
        # Leave given for other words than these, before they were written anew, does not count; nor for them alone,
        # where the day goes along.
        for_these = tuple(each for each in meeting.permissions if each.recipient_name == words)
        permitted = leave_given(replace(meeting, permissions=for_these), form, entry.release.of_item)
        return (not is_limited(form) or permitted.is_allowed) and bool(entry.release.words.strip())

    def _form(self, form_id: str, meeting_id: str) -> Form | None:
        form = self._desk.form(form_id)
        if form is not None or not meeting_id:
            return form
        try:
            return self._desk.form_of(self._desk.meeting(meeting_id).value)
        except CarePlanningError:
            return None


def _limited(born: Meeting, thing: Entity, audience: Audience) -> Audience:
    """Return who may read what a limit was set on: a thing taken over names no reader, so named ones count as all."""
    return _narrowed(limit_on(born.limits, thing.kind, thing.id), audience)


def _narrowed(limit: ReadingLimit | None, audience: Audience) -> Audience:
    if limit is None or audience is Audience.FILE_ONLY:
        return audience
    is_for_professionals = limit.limit in (LimitKind.PROFESSIONALS, LimitKind.THIRD_PARTY)
    return Audience.PROFESSIONALS if is_for_professionals and not limit.not_for else Audience.FILE_ONLY


def source_words(desk: Desk, form_id: str, title: str) -> str:
    """Return the meeting that something comes from, in words."""
    form = desk.form(form_id)
    name = form.short_name if form is not None else ""
    return f"{name}: {title}" if name and title else (name or title)
