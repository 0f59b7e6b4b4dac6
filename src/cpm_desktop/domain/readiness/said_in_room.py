"""What is owed, in words that everybody in the room may read: of what not all of them may, only kind and place."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from cpm_desktop.domain.aggregate import all_entities, entity_classes
from cpm_desktop.domain.captures import (
    Action,
    Decision,
    Disagreement,
    Disclosure,
    Note,
    Outcome,
    Position,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.forms import Form, RoleName
from cpm_desktop.domain.handover import CopyPlan
from cpm_desktop.domain.meeting import CarriedItem, Meeting, Paper, ReadBackMark
from cpm_desktop.domain.reader import PrivilegedRecord, seen_in_room
from cpm_desktop.domain.readiness.debt import Debt, Mend
from cpm_desktop.domain.readiness.ground import Ground
from cpm_desktop.domain.situation import situation_of

NOT_FOR_EVERYBODY = "Not everybody in the room may read it"
# What holds words that people wrote. Questions, titles and names stand in what the room has anyway.
_WORDY: Final = frozenset(
    each.kind
    for each in (
        Note,
        View,
        Decision,
        Action,
        UnmetNeed,
        Disagreement,
        Position,
        Disclosure,
        CarriedItem,
        Outcome,
        Paper,
        CopyPlan,
        ReadBackMark,
    )
)
_CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        Disclosure.kind: "note",
        CarriedItem.kind: "item from before",
        Outcome.kind: "item from before",
        ReadBackMark.kind: "read-back",
    }
)
_LACKING: Final[Mapping[Mend, str]] = MappingProxyType(
    {
        Mend.ADD_OWNER: "has nobody to do it",
        Mend.ADD_DATE: "has no date",
        Mend.ADD_WORDING: "has no words yet",
        Mend.ADD_PURPOSE: "does not say what it is for",
        Mend.ADD_REASON: "has no reason",
        Mend.ADD_POSITION: "does not say who said what",
        Mend.NAME_AUTHORISER: "does not say who authorises it",
        Mend.SAY_WHO_MAY_READ: "does not say who may read it",
        Mend.SAY_WHO_WAS_TOLD: "does not say who was told",
        Mend.SAY_WHOSE: "does not say who said it",
        Mend.SAY_WHAT_BECAME: "does not say what became of it",
        Mend.ESCALATE: "does not say to whom it goes",
        Mend.CONFIRM_NOTE: "waits to be confirmed",
    }
)


def said_in_room(
    debts: tuple[Debt, ...], form: Form, meeting: Meeting, roles: Mapping[str, RoleName]
) -> tuple[Debt, ...]:
    """Return debts with the words of those about something that not everybody present may read taken out.

    Everything else of a debt stays, so that it is settled as before. Where nothing may reach the room at all, no
    debt quotes anything.

    Rules: after.copy-for-each-reader.
    """
    hidden = _not_for_all(form, meeting, roles)
    ground = Ground(form, meeting, roles, situation_of(meeting))
    return tuple(_without_words(debt, ground) if _is_about(debt, hidden) else debt for debt in debts)


def _not_for_all(form: Form, meeting: Meeting, roles: Mapping[str, RoleName]) -> frozenset[str]:
    """Return the ids of what holds words that somebody present may not read."""
    everything = {(each.kind, each.id) for each in all_entities(meeting) if each.kind in _WORDY}
    try:
        seen = seen_in_room(meeting, form, roles)
    except PrivilegedRecord:
        return frozenset(identifier for _, identifier in everything)
    return frozenset(
        identifier for _, identifier in everything - {(each.kind, each.id) for each in all_entities(seen)}
    )


def _is_about(debt: Debt, hidden: frozenset[str]) -> bool:
    return debt.place.entity_kind in _WORDY and debt.place.id in hidden


def _without_words(debt: Debt, ground: Ground) -> Debt:
    kind = debt.place.entity_kind
    noun = _CALLED.get(kind) or entity_classes()[kind].noun
    title = ground.title(debt.place.item) if debt.place.item else ""
    where = f" under {title}" if title else ""
    sentence = f"A restricted {noun}{where} {_LACKING.get(debt.mend, 'is not complete')}."
    return replace(debt, sentence=sentence, detail=NOT_FOR_EVERYBODY)
