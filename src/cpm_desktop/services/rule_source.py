"""Where a rule stands: the document, its owner and version, and whether that is past its review."""

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
