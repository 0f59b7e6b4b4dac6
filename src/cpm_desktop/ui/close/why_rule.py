"""The "Why?" of a rule of the procedure, wherever one stands behind what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


def why_rule(theme: Theme, desk: Desk, rule_id: str, about: str, *, has_own_link: bool = False) -> Why | None:
    """Return the link that opens a rule; None where the procedure has no rule of that id."""
    rule = desk.rule(rule_id)
    if rule is None:
        return None
    documents = [
        source.document for number, source in desk.procedure.sources.items() if number in rule.source
    ]
    source = " · ".join(part for part in (f"Procedure {rule.source}", *documents[:1], rule.id) if part)
    return Why(theme, rule.says, source, rule.does, about=about, has_own_link=has_own_link)
