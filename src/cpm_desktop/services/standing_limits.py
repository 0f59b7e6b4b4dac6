"""Keeping somebody of a child's network from readers, in every meeting: a limit on the child's file.

It holds at once in meetings that are not signed, and in each that the person joins from then on. What was set in a
meeting stands on the file, too; what is lifted in a meeting is lifted for that meeting alone.
Rule: after.copy-for-each-reader.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.child import ChildFile, Person
from cpm_desktop.domain.commands import Put, Withdraw
from cpm_desktop.domain.errors import InvalidDetail, UnknownEntity
from cpm_desktop.domain.kept_from import limit_in_words
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reading_limits import LimitKind, ReadingLimit, limit_on, owes_reason
from cpm_desktop.domain.standing_limits import is_same_limit, key_of_person, standing_limit
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.editing import Editing
from cpm_desktop.services.limited_things import LimitedThing, NamedReader


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Who may read about the people around a child.

    Attributes:
        desk: the desk.
        child_id: whose file.
    """

    desk: Desk
    child_id: str

    def things(self) -> tuple[LimitedThing, ...]:
        """Return everybody around the child."""
        return tuple(
            self._thing(person) for person in self._file.people if person.name and not person.has_left
        )

    def thing(self, kind: str, identifier: str) -> LimitedThing:
        """Return one of them.

        Raises:
            UnknownEntity: they are not on the file, or no longer.
        """
        found = next(
            (each for each in self._file.people if (Attendee.kind, each.id) == (kind, identifier)), None
        )
        if found is None:
            raise UnknownEntity("This person is no longer on the child’s file.")
        return self._thing(found)

    def readers(self) -> tuple[NamedReader, ...]:
        """Return those from whom somebody can be kept by name."""
        people = (person for person in self._file.people if person.name and not person.has_left)
        return tuple(NamedReader(person.id, person.name, person.copy_kind) for person in people)

    def still_named(self, thing: LimitedThing) -> tuple[str, ...]:  # noqa: ARG002 - a meeting's lines are asked there
        """No line stands on a file."""
        return ()

    def keep_from(self, thing: LimitedThing, limit: LimitKind, not_for: tuple[str, ...], reason: str) -> None:
        """Keep somebody from readers, in every meeting.

        Raises:
            InvalidDetail: nobody is named, it is not said why, or the child would not be named.
        """
        person = self._person(thing)
        if limit is LimitKind.NAMED and not not_for:
            raise InvalidDetail("Choose who may not read about them.")
        if person.is_child and limit is not LimitKind.ADDRESS:
            raise InvalidDetail("The child stands on every copy. Only where they live can be withheld.")
        wanted = ReadingLimit(
            id=key_of_person(person.id),
            of_kind=Attendee.kind,
            of=person.id,
            limit=limit,
            not_for=not_for,
            reason=reason.strip(),
            made_by=self.desk.workplace().value.worker.name,
        )
        if owes_reason(wanted):
            raise InvalidDetail("Say why they are kept from them. The reason stands on the file copy only.")
        self._editing.perform(Put(entity=wanted))
        for meeting in _unsigned(self.desk, self.child_id, person.id):
            put_limit(meeting, wanted)

    def lift(self, thing: LimitedThing) -> None:
        """Let everybody read about somebody again; in a meeting where something else was set, that stays."""
        held = standing_limit(self._file, thing.id)
        if held is None:
            return
        self._editing.perform(Withdraw(entity_kind=ReadingLimit.kind, id=held.id))
        for meeting in _unsigned(self.desk, self.child_id, thing.id):
            there = limit_on(meeting.value.limits, held.of_kind, held.of)
            if there is not None and is_same_limit(there, held):
                meeting.perform(Withdraw(entity_kind=ReadingLimit.kind, id=there.id))

    def can_put_back(self, thing: LimitedThing) -> bool:  # noqa: ARG002 - of lines only
        """Nothing on a file was said before somebody left."""
        return False

    def put_back(self, thing: LimitedThing) -> None:
        """Never offered here."""

    @property
    def _editing(self) -> Editing[ChildFile]:
        return self.desk.child(self.child_id)

    @property
    def _file(self) -> ChildFile:
        return self._editing.value

    def _person(self, thing: LimitedThing) -> Person:
        return next(each for each in self._file.people if each.id == thing.id)

    def _thing(self, person: Person) -> LimitedThing:
        limit = standing_limit(self._file, person.id)
        return LimitedThing(
            kind=Attendee.kind,
            id=person.id,
            noun=person.noun,
            words=person.name,
            where=", ".join(part for part in (person.role, person.agency) if part),
            limit=limit,
            told=limit_in_words(limit, self._file.people) if limit is not None else "",
            is_person=True,
        )


def keep_on_files(desk: Desk, meeting_id: str, limit: ReadingLimit) -> None:
    """Have what was set on somebody in a meeting stand on the file whose network they are of, for all others.

    What was set in a meeting that is kept apart stays there: why it was set must appear nowhere else.
    """
    meeting = desk.meeting(meeting_id).value
    if desk.form_of(meeting).is_isolated:
        return
    facts = meeting.facts
    for child in (facts.child_id, *facts.siblings):
        file = desk.child(child)
        if limit.of_kind != Attendee.kind or all(person.id != limit.of for person in file.value.people):
            continue
        put_limit(file, limit)
        for other in _unsigned(desk, child, limit.of):
            if other.value.id != meeting_id:
                put_limit(other, limit)


def other_meetings_under(
    desk: Desk, child_id: str, but: str, limits: Iterable[ReadingLimit]
) -> tuple[tuple[Editing[Meeting], ReadingLimit], ...]:
    """Return each unsigned meeting of a child, but one, with each limit on somebody there that does not hold yet."""
    return tuple(
        (editing, limit)
        for limit in limits
        if limit.of_kind == Attendee.kind
        for editing in _unsigned(desk, child_id, limit.of)
        if editing.value.id != but and limit_on(editing.value.limits, limit.of_kind, limit.of) is None
    )


def put_limit(editing: Editing[ChildFile] | Editing[Meeting], limit: ReadingLimit) -> None:
    """Have a limit hold in a file or meeting, in the place of another on the same thing."""
    held = limit_on(editing.value.limits, limit.of_kind, limit.of)
    if held is None or not is_same_limit(held, limit):
        editing.perform(Put(entity=replace(limit, position=held.position if held is not None else 0)))


def _unsigned(desk: Desk, child_id: str, person_id: str) -> Iterator[Editing[Meeting]]:
    """Yield the meetings that somebody is on the list of, and of which no record is signed."""
    lines = (*desk.wait(desk.store.meetings_of(child_id)), *desk.wait(desk.store.shared_with(child_id)))
    for line in lines:
        editing = desk.meeting(line.id)
        if not editing.value.is_signed() and editing.value.attendee(person_id) is not None:
            yield editing
