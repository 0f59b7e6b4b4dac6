"""Handing a child's case to another worker: the file says so, and open actions can go with it."""

import datetime as dt
from dataclasses import replace

from cpm_desktop.domain.captures import STILL_OPEN, Outcome, Status
from cpm_desktop.domain.child import CaseTransfer, CopyKind, Person
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.open_items import OpenItem, OpenItemKind
from cpm_desktop.domain.roles import find_role
from cpm_desktop.domain.text import clean_text
from cpm_desktop.domain.transfer_commands import HandOverCase
from cpm_desktop.services.desk import Desk

_SOCIAL_WORKER = "Social worker"


def owned_actions(desk: Desk, child_id: str, owner: str) -> tuple[OpenItem, ...]:
    """Return the open actions of a child that somebody owns, by name."""
    items = desk.wait(desk.store.open_items(child_id))
    wanted = owner.strip().casefold()
    return tuple(
        item
        for item in items
        if item.is_open and item.what is OpenItemKind.ACTION and item.owner.strip().casefold() == wanted
    )


def worker_of(desk: Desk, child_id: str) -> str:
    """Return the name of the allocated social worker; empty where none is known."""
    file = desk.child(child_id).value
    return next((person.name for person in file.people if person.id == file.child.social_worker), "")


def hand_over_case(
    desk: Desk, child_id: str, to_worker: str, on: dt.date, note: str = "", *, moves_actions: bool
) -> None:
    """Hand the case to another worker, who from now on is the allocated social worker.

    Args:
        desk: the desk.
        child_id: whose case.
        to_worker: the new worker's name; somebody around the child, or somebody new.
        on: the day.
        note: what the next worker needs to know first.
        moves_actions: open actions of the worker before become the new worker's.

    It is one change: a crash leaves all of it or nothing, and one step of undo takes it back.

    Raises:
        InvalidDetail: nobody is named, or it is the worker who has it.
    """
    name, before = clean_text(to_worker).strip(), worker_of(desk, child_id)
    if not name:
        message = "Give the name of the worker who takes the case."
        raise InvalidDetail(message)
    if name.casefold() == before.casefold():
        message = f"{before} has this case already."
        raise InvalidDetail(message)
    moved = owned_actions(desk, child_id, before) if moves_actions and before else ()
    editing = desk.child(child_id)
    worker, held = _on_file(desk, child_id, name), {item.id: item for item in moved}
    own = [action for action in editing.value.actions if action.id in held]
    agreed = held.keys() - {action.id for action in own}
    editing.perform(
        HandOverCase(
            transfer=CaseTransfer(
                id=new_identifier(),
                from_worker=before,
                to_worker=worker.name,
                on=on,
                note=clean_text(note).strip(),
            ),
            worker=worker,
            actions=tuple(replace(action, owner=worker.name, owner_id=worker.id) for action in own),
            outcomes=tuple(_moved(desk, item, worker, on) for item in moved if item.id in agreed),
        )
    )


def _on_file(desk: Desk, child_id: str, name: str) -> Person:
    """Return the worker as the file will know them."""
    known = (
        one
        for one in desk.child(child_id).value.people
        if one.name.casefold() == name.casefold() and not one.is_child
    )
    person = next(known, None)
    if person is not None:
        return replace(person, has_left=False)
    return Person(
        id=new_identifier(),
        name=name,
        role=_SOCIAL_WORKER,
        role_id=find_role(desk.procedure.roles, _SOCIAL_WORKER),
        agency=desk.authority().name,
        copy_kind=CopyKind.PROFESSIONAL,
        copy_decided_by=desk.workplace().value.worker.name,
        copy_decided_on=desk.today(),
    )


def _moved(desk: Desk, item: OpenItem, worker: Person, on: dt.date) -> Outcome:
    """Return what became of an action that a meeting agreed on: it has a new owner."""
    status = item.status if item.status in STILL_OPEN else None
    return Outcome(
        id=new_identifier(),
        of_item=item.id,
        status=status or Status.IN_PROGRESS,
        note=f"The case was handed over; now with {worker.name}.",
        at=desk.now(),
        made_on=on,
        new_owner=worker.name,
    )
