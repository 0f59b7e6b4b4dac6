"""Small forms for tests of what forms decide."""

from typing import Any

from cpm_desktop.domain.forms import (
    Chairing,
    DayKind,
    Deadline,
    Form,
    Frequency,
    FrequencyKind,
    Source,
    Texts,
)

BETWEEN_REVIEWS = Frequency(
    kind=FrequencyKind.BETWEEN_REVIEWS,
    rule="frequency.cla-between-six-monthly-reviews",
    first_period=1,
    first_period_rule="frequency.cla-between-first-and-second-review",
    later_periods=2,
    early_review=1,
    early_review_rule="frequency.cla-early-review",
    reduced_rule="frequency.cla-matched-long-term",
)
DISTRIBUTE = Deadline(
    id="distribute",
    text="Send the minutes",
    days=5,
    day_kind=DayKind.CALENDAR,
    rule="after.distribute-5-days",
)


def make_form(identifier: str = "standard", **details: object) -> Form:
    values: dict[str, Any] = {
        "id": identifier,
        "version": 1,
        "name": "Standard care planning meeting",
        "short_name": "Care planning meeting",
        "sentence": "",
        "source": Source(document="A procedure"),
        "rules": (),
        "agenda": (),
        "expected": (),
        "papers": (),
        "chairing": Chairing(usual=("social-worker",), rule="chair.cla"),
        "checks": (),
        "deadlines": (DISTRIBUTE,),
        "frequency": BETWEEN_REVIEWS,
        "texts": Texts(file_name="{case_number} {date} {kind}", case_note=""),
        **details,
    }
    return Form(**values)


STANDARD = make_form(counts_for=("standard",))
SPECIFIC_ISSUE = make_form(
    "specific-issue", short_name="Specific issue", frequency=Frequency(kind=FrequencyKind.WHEN_NEEDED)
)
FORMS = {STANDARD.id: STANDARD, SPECIFIC_ISSUE.id: SPECIFIC_ISSUE}
