"""Which reviews look at a child's plan (frequency.reviews-by-plan)."""

import datetime as dt
from typing import Final

from cpm_desktop.domain.conditions import FactsOfChild, facts_of

REVIEWS_RULE: Final = "frequency.reviews-by-plan"
LOOKED_AFTER_REVIEW: Final = "a looked-after review"
CONFERENCE: Final = "a child protection conference"
IN_NEED_REVIEW: Final = "a child in need review"


def reviews_of_plan(child: FactsOfChild, on: dt.date) -> tuple[str, ...]:
    """Return the reviews that apply to a child on a day; a looked-after child with a protection plan has both."""
    facts = facts_of(child, on)
    found = []
    if facts["child.is_looked_after"]:
        found.append(LOOKED_AFTER_REVIEW)
    if facts["child.has_protection_plan"]:
        found.append(CONFERENCE)
    if not found and facts["child.is_in_need"]:
        found.append(IN_NEED_REVIEW)
    return tuple(found)
