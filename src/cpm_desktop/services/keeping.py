"""Keeps an entity as a screen wants it: adds it where it is new, else changes only what differs."""

import dataclasses
from typing import Any

from cpm_desktop.domain.aggregate import A, entities_of
from cpm_desktop.domain.codec import field_types
from cpm_desktop.domain.commands import Record, change, text_edit
from cpm_desktop.domain.entity import Entity
from cpm_desktop.domain.text import clean_text
from cpm_desktop.services.editing import Editing


def keep(editing: Editing[A], wanted: Entity) -> bool:
    """Give the aggregate the entity as wanted; text is edited within, so that typing is undone in steps.

    Returns:
        Whether anything changed.

    Raises:
        CarePlanningError: it was refused; nothing more was changed.
    """
    held = next((other for other in entities_of(editing.value, wanted.kind) if other.id == wanted.id), None)
    if held is None:
        return editing.perform(Record(entity=_cleaned(wanted))) is not None
    is_changed = False
    texts, others = _differing(held, wanted)
    for name in texts:
        edit = text_edit(held, name, getattr(wanted, name))
        if edit is not None:
            is_changed = editing.perform(edit) is not None or is_changed
    if others:
        details = {name: getattr(wanted, name) for name in others}
        is_changed = editing.perform(change(held, **details)) is not None or is_changed
    return is_changed


def keep_in_one_step(editing: Editing[A], wanted: Entity) -> bool:
    """Give an entity that is there all that is wanted of it in one step of undo, texts as a whole.

    Returns:
        Whether anything changed.

    Raises:
        CarePlanningError: it was refused; nothing changed.
    """
    held = next(other for other in entities_of(editing.value, wanted.kind) if other.id == wanted.id)
    wanted = _cleaned(wanted)
    texts, others = _differing(held, wanted)
    details = {name: getattr(wanted, name) for name in (*texts, *others)}
    return bool(details) and editing.perform(change(held, **details)) is not None


def _differing(held: Entity, wanted: Entity) -> tuple[list[str], list[str]]:
    types = field_types(type(held))
    names = [field.name for field in dataclasses.fields(held) if field.name not in ("id", "position")]
    differing = [name for name in names if getattr(held, name) != getattr(wanted, name)]
    texts = [name for name in differing if types[name] is str]
    return texts, [name for name in differing if name not in texts]


def _cleaned(entity: Entity) -> Entity:
    texts: dict[str, Any] = {
        name: clean_text(getattr(entity, name))
        for name, hint in field_types(type(entity)).items()
        if hint is str and name != "id"
    }
    return dataclasses.replace(entity, **texts)
