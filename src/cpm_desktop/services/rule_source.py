"""Where a rule stands: the document, its owner and version, and whether that is past its review."""

import dataclasses
import datetime as dt

from cpm_desktop.domain.forms import Rule
from cpm_desktop.domain.typography import long_day_text
from cpm_desktop.services.desk import Desk


def source_line(desk: Desk, rule: Rule) -> str:
    """Return where a rule stands, and whether that document is past its review (kind.local-names-and-sources)."""
    parts = [f"Procedure {rule.source}" if rule.source else ""]
    for number, source in desk.procedure.sources.items():
        if number in rule.source:
            parts.append(", ".join(part for part in (source.document, source.owner, source.version) if part))
            if source.is_past_review(desk.today()):
                parts.append(
                    f"its review was due on {long_day_text(dt.date.fromisoformat(source.review_due))}"
                )
    return " · ".join(part for part in (*parts, rule.id) if part)


def sourced_rule(desk: Desk, identifier: str) -> Rule | None:
    """Return a rule with its source in words, as "Why?" shows it; None where there is no such rule."""
    rule = desk.rule(identifier)
    return dataclasses.replace(rule, source=source_line(desk, rule)) if rule is not None else None
