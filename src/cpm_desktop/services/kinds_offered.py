"""The kinds of meeting that can be called, and those that fit one child today."""

from cpm_desktop.domain.due_ground import ChildFacts
from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.kinds_offered import KindOffered, kinds_offered
from cpm_desktop.services.caseload import due_of
from cpm_desktop.services.desk import Desk


def kinds_in_use(desk: Desk) -> tuple[Form, ...]:
    """Return the kinds that the authority uses, in the order of the forms folder (kind.local-names-and-sources)."""
    on = desk.authority().kinds_on
    return tuple(form for form in desk.procedure.forms.values() if not on or form.id in on)


def kinds_for_child(desk: Desk, child_id: str) -> tuple[KindOffered, ...]:
    """Return the kinds in use: those that fit the child today first, the likely ones before the others.

    Raises:
        CarePlanningError: there is no such child, or the disk does not answer.
    """
    child = desk.child(child_id).value.child
    return kinds_offered(kinds_in_use(desk), ChildFacts(child, desk.today()), due_of(desk, child_id))
