"""What tells for everybody alike what is due: the forms, which of them are in use, the day and the calendar."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cpm_desktop.domain.conditions import Fact, FactsOfChild, facts_of, is_met
from cpm_desktop.domain.copies_progress import DISTRIBUTE, FILE
from cpm_desktop.domain.forms import Condition, Deadline, Form, FrequencyKind, Invites
from cpm_desktop.domain.schedule import counting_towards
from cpm_desktop.domain.working_days import Calendar

_CHILD_PREFIX: Final = "child."
_TIMED: Final = (FrequencyKind.EVERY, FrequencyKind.ONCE_BEFORE, FrequencyKind.WHILE_DUE)


@dataclass(frozen=True, slots=True)
class DueGround:
    """What tells for everybody alike what is due; made once for a whole caseload.

    Attributes:
        forms: every kind of meeting that is known, by id.
        between_reviews: the kinds in use that are counted between reviews.
        timed: the kinds in use that are due by a date.
        replacing: by the id of a kind, those in use that are offered in its place.
        counting: by the id of a kind, the ids of those whose meetings count towards it.
        deadlines: by the id of a kind, the deadline for sending and signing its minutes, and that for filing them.
        today: the day it is (local).
        calendar: tells working days; a date beyond it becomes a thing of its own, to be checked.
        asks_for_care_team: a kind in use invites the care team, so a child in need has to have one.
    """

    forms: Mapping[str, Form]
    between_reviews: tuple[Form, ...]
    timed: tuple[Form, ...]
    replacing: Mapping[str, tuple[Form, ...]]
    counting: Mapping[str, frozenset[str]]
    deadlines: Mapping[str, tuple[Deadline | None, Deadline | None]]
    today: dt.date
    calendar: Calendar
    asks_for_care_team: bool


def due_ground(
    forms: Mapping[str, Form], today: dt.date, calendar: Calendar, kinds_on: Collection[str] = ()
) -> DueGround:
    """Return the ground of what is due.

    Args:
        forms: every kind of meeting that is known, by id.
        today: the day it is (local).
        calendar: tells working days.
        kinds_on: ids of the kinds in use; only these create frequencies (kind.local-names-and-sources). Empty
            for all.
    """
    in_use = tuple(form for form in forms.values() if not kinds_on or form.id in kinds_on)
    kinds = {*forms, *(towards for form in forms.values() for towards in form.counts_for)}
    replacing: defaultdict[str, tuple[Form, ...]] = defaultdict(tuple)
    for form in in_use:
        if form.replaces:
            replacing[form.replaces] += (form,)
    return DueGround(
        forms=forms,
        between_reviews=tuple(
            form for form in in_use if form.frequency.kind is FrequencyKind.BETWEEN_REVIEWS
        ),
        timed=tuple(form for form in in_use if form.frequency.kind in _TIMED),
        replacing=dict(replacing),
        counting={identifier: counting_towards(forms, identifier) for identifier in kinds},
        deadlines={form.id: _deadlines_of(form) for form in forms.values()},
        today=today,
        calendar=calendar,
        asks_for_care_team=any(form.invites is Invites.CARE_TEAM for form in in_use),
    )


def _deadlines_of(form: Form) -> tuple[Deadline | None, Deadline | None]:
    to_send = form.deadline(DISTRIBUTE)
    return to_send, form.deadline(FILE) or to_send


class ChildFacts:
    """A child's facts on a day, worked out at the first condition that looks at them."""

    def __init__(self, child: FactsOfChild, on: dt.date) -> None:
        """Take the child and the day."""
        self._child, self._on = child, on
        self._facts: dict[str, Fact] | None = None

    @property
    def on(self) -> dt.date:
        """The day."""
        return self._on

    def holds(self, conditions: Iterable[Condition]) -> bool:
        """Tell whether all conditions hold; with none given, they do. No answer is known here."""
        return all(is_met(condition, self._known(), {}, {}) for condition in conditions)

    def date_of(self, name: str) -> dt.date | None:
        """Return the day that a fact names ("child.filing_on"); None where it is not known or no date."""
        value = getattr(self._child, name.removeprefix(_CHILD_PREFIX), None)
        return value if is_child_fact(name) and isinstance(value, dt.date) else None

    def _known(self) -> dict[str, Fact]:
        if self._facts is None:
            self._facts = facts_of(self._child, self._on)
        return self._facts


def is_child_fact(name: str) -> bool:
    """Tell whether a name is that of a child's fact, and not of a form."""
    return name.startswith(_CHILD_PREFIX)


def is_offered(form: Form, facts: ChildFacts) -> bool:
    """Tell whether a kind of meeting fits a child: one of its offers holds."""
    return any(facts.holds(offer.when) for offer in form.offers)
