"""Checks of what was carried over from earlier meetings (record.previous-actions)."""

from collections.abc import Iterator

from cpm_desktop.domain.captures import STILL_OPEN
from cpm_desktop.domain.forms import Check, ItemPart
from cpm_desktop.domain.meeting import CarriedItem
from cpm_desktop.domain.open_items import DRIFTS_FROM, OpenItemKind
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground, joined, quoted
from cpm_desktop.domain.typography import long_day_text

_REVIEWED = frozenset(kind.value for kind in OpenItemKind)


def carried_reviewed(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask what became of each action, unmet need and proposal that was still open."""
    reviewed = {outcome.of_item for outcome in ground.meeting.outcomes}
    item = ground.item_for(ItemPart.SINCE_LAST)
    for carried in ground.meeting.carried:
        if carried.what in _REVIEWED and carried.id not in reviewed:
            yield ground.owe(
                check,
                carried.id,
                f"It is not said what became of {quoted(carried.text)}.",
                Mend.SAY_WHAT_BECAME,
                Place(item, CarriedItem.kind, carried.id),
                joined(f"{carried.what.capitalize()} from before", carried.owner, _due(ground, carried)),
            )


def carried_escalated(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask to whom an action goes that is carried over for the second time or more."""
    outcomes = {outcome.of_item: outcome for outcome in ground.meeting.outcomes}
    item = ground.item_for(ItemPart.SINCE_LAST)
    for carried in ground.meeting.carried:
        outcome = outcomes.get(carried.id)
        if carried.what != OpenItemKind.ACTION or outcome is None or outcome.status not in STILL_OPEN:
            continue
        times = carried.carried + 1
        if times >= DRIFTS_FROM and not outcome.escalated_to.strip():
            yield ground.owe(
                check,
                carried.id,
                f"{quoted(carried.text)} is carried over for the {_ordinal(times)} time, and goes to nobody.",
                Mend.ESCALATE,
                Place(item, outcome.kind, outcome.id, "escalated_to"),
                joined("Action from before", carried.owner),
            )


def _due(ground: Ground, carried: CarriedItem) -> str:
    if carried.due is None:
        return ""
    day = long_day_text(carried.due)
    return f"overdue since {day}" if carried.due < ground.day() else f"due {day}"


def _ordinal(number: int) -> str:
    words = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    return words.get(number, f"{number}th")
