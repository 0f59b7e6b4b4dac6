"""Copies that have to be decided again: a placement order or an adoption changes who may know what.

Rule: after.copy-for-each-reader.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cpm_desktop.domain.child import ChildFile, CopyKind, Person
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.keeping import keep


@dataclass(frozen=True, slots=True)
class CopiesAgain:
    """What happened, and whose copies were decided before it.

    Attributes:
        what: "placement order" or "adoption".
        on: the day.
        people: whose copies have to be decided again.
        sentence: the same in plain words.
    """

    what: str
    on: dt.date
    people: tuple[Person, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class DecidedCopy:
    """A person's copy as it is decided again.

    Attributes:
        person_id: whose.
        copy_kind: which.
        reason: why; needed where it is withheld.
    """

    person_id: str
    copy_kind: CopyKind
    reason: str


def copies_to_decide_again(file: ChildFile, today: dt.date) -> CopiesAgain | None:
    """Return whose copies have to be decided again; None where nothing happened or all were."""
    happened = [
        (day, what)
        for day, what in (
            (file.child.placement_order_on, "placement order"),
            (file.child.adopted_on, "adoption"),
        )
        if day is not None and day <= today
    ]
    if not happened:
        return None
    on, what = max(happened)
    people = tuple(person for person in file.people if not person.has_left and _is_before(person, on))
    if not people:
        return None
    count = f"{len(people)} copies were" if len(people) > 1 else "One copy was"
    sentence = f"{count} decided before the {what} of {long_day_text(on)}. Decide again who gets which."
    return CopiesAgain(what, on, people, sentence)


def decide_copies_again(desk: Desk, child_id: str, decided: Iterable[DecidedCopy]) -> None:
    """Keep each copy as it was decided again, by whom and when.

    Raises:
        InvalidDetail: a copy is not decided, or withheld without a reason; nothing was kept.
    """
    editing = desk.child(child_id)
    people = {person.id: person for person in editing.value.people}
    wanted = [one for one in decided if one.person_id in people]
    for one in wanted:
        name = people[one.person_id].name
        if one.copy_kind is CopyKind.UNDECIDED:
            message = f"Decide which copy {name} gets."
            raise InvalidDetail(message)
        if one.copy_kind is CopyKind.NONE and not one.reason.strip():
            message = f"Say why {name} gets no copy. The reason stands on the file copy only."
            raise InvalidDetail(message)
    for one in wanted:
        person = people[one.person_id]
        keep(
            editing,
            replace(
                person,
                copy_kind=one.copy_kind,
                copy_reason=one.reason.strip(),
                copy_decided_by=desk.workplace().value.worker.name,
                copy_decided_on=desk.today(),
            ),
        )


def with_decision_day(before: Person | None, wanted: Person, today: dt.date, by: str) -> Person:
    """Return a person with the day on which their copy was decided, where that was just now."""
    held = (before.copy_kind, before.copy_reason) if before is not None else (CopyKind.UNDECIDED, "")
    if (wanted.copy_kind, wanted.copy_reason) == held or wanted.copy_kind is CopyKind.UNDECIDED:
        return wanted
    return replace(wanted, copy_decided_on=today, copy_decided_by=wanted.copy_decided_by or by)


def _is_before(person: Person, on: dt.date) -> bool:
    if person.copy_kind is CopyKind.UNDECIDED:
        return False
    return person.copy_decided_on is None or person.copy_decided_on < on
