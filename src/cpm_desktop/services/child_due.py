"""Everything that is due for one child, each with how it stands and the rule behind it."""

from dataclasses import dataclass

from cpm_desktop.domain.due import DueKind, Severity, standing_words
from cpm_desktop.domain.forms import Rule
from cpm_desktop.domain.plan_reviews import REVIEWS_RULE, reviews_of_plan
from cpm_desktop.services.caseload import due_by_child
from cpm_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing due, or the reviews that look at the plan.

    Attributes:
        key: tells it from the others.
        text: what is due.
        detail: by when, and whose it is.
        standing: "Overdue 5 days", "4 days left", "To do", "Fine"; empty where nothing is due.
        severity: overdue, within 14 days, or fine.
        kind: what it is; None for the reviews of the plan.
        rule: the rule behind it, where there is one.
        meeting_id: the meeting it is about, if any.
    """

    key: str
    text: str
    detail: str = ""
    standing: str = ""
    severity: Severity = Severity.FINE
    kind: DueKind | None = None
    rule: Rule | None = None
    meeting_id: str = ""


def due_lines(desk: Desk, child_id: str) -> tuple[DueLine, ...]:
    """Return everything due for a child, the most pressing first, and last which reviews look at the plan.

    Follow-ups stand here until they are done or closed with a reason.
    """
    child = due_by_child(desk).get(child_id)
    if child is None:
        return ()
    today = desk.today()
    lines = [
        DueLine(
            key=f"{thing.kind} {thing.meeting_id} {thing.form_id} {thing.of}",
            text=thing.text,
            detail=thing.detail,
            standing=standing_words(thing, today),
            severity=thing.severity,
            kind=thing.kind,
            rule=desk.rule(thing.rule),
            meeting_id=thing.meeting_id,
        )
        for thing in child.things
    ]
    reviews = reviews_of_plan(child.summary, today)
    if reviews and desk.rule(REVIEWS_RULE) is not None:
        text = f"The plan is reviewed by {' and '.join(reviews)}"
        lines.append(DueLine(key="reviews", text=text, rule=desk.rule(REVIEWS_RULE)))
    return tuple(lines)
