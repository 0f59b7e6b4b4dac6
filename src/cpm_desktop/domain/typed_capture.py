"""From a typed line to what is kept: a note, view, decision, action, different view or unmet need."""

import datetime as dt
from typing import Any

from cpm_desktop.domain.captures import (
    Action,
    Decision,
    DecisionKind,
    Disagreement,
    Note,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.shorthand import LineKind, TypedLine

TypedCapture = Note | View | Decision | Action | Disagreement | UnmetNeed


def capture_from(
    line: TypedLine,
    identifier: str,
    *,
    item: str = "",
    at: dt.datetime | None = None,
    made_on: dt.date | None = None,
) -> TypedCapture:
    """Return what a typed line stands for, complete as far as the line is.

    Args:
        line: as it was understood.
        identifier: the new thing's identity.
        item: the agenda item it belongs to.
        at: when it was captured (UTC).
        made_on: the day, for an action or unmet need.
    """
    common: dict[str, Any] = {"id": identifier, "item": item, "at": at}
    first = line.people[0] if line.people else ""
    match line.kind:
        case LineKind.ACTION:
            day = line.due.date if line.due is not None else None
            return Action(
                **common,
                text=line.text,
                owner=line.owner,
                owner_id=first,
                due=day,
                due_words=line.due.words if line.due is not None and day is None else "",
                purpose=line.because,
                made_on=made_on,
            )
        case LineKind.DECISION | LineKind.RECOMMENDATION:
            kind = DecisionKind.DECISION if line.kind is LineKind.DECISION else DecisionKind.RECOMMENDATION
            return Decision(**common, decision_kind=kind, text=line.text, reason=line.because)
        case LineKind.VIEW:
            return View(**common, of=first, words=line.text)
        case LineKind.UNMET_NEED:
            return UnmetNeed(**common, need=line.text, made_on=made_on)
        case LineKind.DISAGREEMENT:
            return Disagreement(**common, about=line.text)
        case LineKind.NOTE:
            return Note(**common, text=line.text)
