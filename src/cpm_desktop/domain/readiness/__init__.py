"""What a record owes before it can be signed: each debt with its rule, its place and what mends it."""

from cpm_desktop.domain.readiness.debt import Debt, Mend, Place, Settled
from cpm_desktop.domain.readiness.preparation_checks import what_is_unanswered
from cpm_desktop.domain.readiness.record_readiness import (
    checks_in_order,
    debts,
    missing_on_item,
    title_behind,
    what_reasons_are_for,
)
from cpm_desktop.domain.readiness.said_in_room import said_in_room

__all__ = [
    "Debt",
    "Mend",
    "Place",
    "Settled",
    "checks_in_order",
    "debts",
    "missing_on_item",
    "said_in_room",
    "title_behind",
    "what_is_unanswered",
    "what_reasons_are_for",
]
