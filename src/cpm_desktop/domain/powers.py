"""What a meeting may decide, and what it can only recommend (record.powers)."""

import dataclasses
from collections.abc import Mapping

from cpm_desktop.domain.captures import Decision, DecisionKind
from cpm_desktop.domain.forms import Form, RoleName


def within_powers(decision: Decision, form: Form, roles: Mapping[str, RoleName]) -> Decision:
    """Return a decision as the meeting's powers allow it: on some matters it is only recommended.

    Who has to authorise it is filled in from the matter; a name already given stays.

    Args:
        decision: as recorded.
        form: with the matters and who authorises them.
        roles: the roles of the procedure, by id.
    """
    matter = form.matter(decision.matter)
    if matter is None or not matter.is_recommendation_only:
        return decision
    role = roles.get(matter.authoriser)
    authoriser = decision.authoriser if decision.authoriser.strip() else (role.name if role else "")
    return dataclasses.replace(
        decision,
        decision_kind=DecisionKind.RECOMMENDATION,
        is_within_authority=False,
        authoriser=authoriser,
    )
