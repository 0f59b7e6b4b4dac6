"""Checks of voices: the child's view and who may read it, and how the child and each parent took part."""

from collections.abc import Iterator

from cpm_desktop.domain.attendance import Attendee, Participation, took_part
from cpm_desktop.domain.captures import Sharing, View
from cpm_desktop.domain.child import Child
from cpm_desktop.domain.forms import Check, ItemPart
from cpm_desktop.domain.participation import NEEDS_NOTE, partners_of
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground, quoted


def child_view(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask for a view of each child, or what was observed; not before birth (record.child-centred)."""
    if all(_is_unborn(child) for child in ground.meeting.children) and ground.meeting.children:
        return
    people = [person for person in ground.meeting.attendees if person.is_child]
    heard = {view.of for view in ground.meeting.views if view.words.strip()}
    item = ground.item_for(ItemPart.CHILD_VIEWS)
    for person in people:
        if person.id not in heard:
            yield _no_view(ground, check, person.id, person.name or ground.called(), item)
    if not people:
        yield _no_view(ground, check, "", ground.called(), item)
    yield from _nobodys_views(ground, check)


def _nobodys_views(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask whose view stands there without a name: who may read it depends on that."""
    for view in ground.meeting.views:
        if view.words.strip() and ground.meeting.attendee(view.of) is None:
            yield ground.owe(
                check,
                f"{view.id}.of",
                f"It is not said whose view this is: {quoted(view.words)}.",
                Mend.SAY_WHOSE,
                Place(view.item, View.kind, view.id, "of"),
                ground.title(view.item),
            )


def child_view_sharing(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask who the child agrees may read each of their views; until then only the file copy shows it."""
    for view in ground.meeting.views:
        person = ground.meeting.attendee(view.of)
        if person is not None and person.is_child and view.sharing is Sharing.NOT_ASKED:
            yield ground.owe(
                check,
                view.id,
                f"Nobody has said who may read {person.name}’s words {quoted(view.words)}.",
                Mend.SAY_WHO_MAY_READ,
                Place(view.item, View.kind, view.id, "sharing"),
                "Until then they stand on the file copy only",
            )


def participation(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask how the child and each parent took part; who was in the meeting did (attend.family-as-partners)."""
    for person in partners_of(ground.meeting, ground.roles):
        if person.is_child and ground.meeting.children and all(map(_is_unborn, ground.meeting.children)):
            continue
        part = ItemPart.CHILD_VIEWS if person.is_child else ItemPart.FAMILY_VIEWS
        item = ground.item_for(part)
        if person.participation is Participation.NOT_ANSWERED:
            if not took_part(ground.meeting.attendance, person.id):
                yield ground.owe(
                    check,
                    person.id,
                    f"It is not said how {person.name} took part.",
                    Mend.SAY_HOW_TOOK_PART,
                    Place(item, Attendee.kind, person.id, "participation"),
                    person.role,
                )
        elif person.participation in NEEDS_NOTE and not person.participation_note.strip():
            yield _note_owed(ground, check, person, item)


def _note_owed(ground: Ground, check: Check, person: Attendee, item: str) -> Debt:
    if person.participation is Participation.NOT_ASKED:
        sentence = f"{person.name} was not asked, and it is not said why."
    else:
        sentence = f"It is not said who interpreted for {person.name}, and in which language."
    return ground.owe(
        check,
        f"{person.id}.note",
        sentence,
        Mend.ADD_REASON if person.participation is Participation.NOT_ASKED else Mend.ADD_DETAIL,
        Place(item, Attendee.kind, person.id, "participation_note"),
        person.role,
    )


def _no_view(ground: Ground, check: Check, key: str, name: str, item: str) -> Debt:
    return ground.owe(
        check,
        key or "child",
        f"No view of {name} is recorded.",
        Mend.RECORD_VIEW,
        Place(item, View.kind, "", "words"),
        "Their words, or what was observed and by whom",
    )


def _is_unborn(child: Child) -> bool:
    return child.date_of_birth is None and child.expected_birth is not None
