"""Which kinds of meeting fit a child today, and why (kind.core-group-replaces-care-team)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cpm_desktop.domain.due import DueKind, Severity, ThingDue
from cpm_desktop.domain.due_ground import ChildFacts, is_offered
from cpm_desktop.domain.forms import Form

_DUE_AT_ONCE: Final = 1000  # what is due soon goes before what merely fits


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOffered:
    """A kind of meeting that may be called for a child.

    Attributes:
        form: the kind.
        why: a sentence that tells why it fits, or why it stands below; empty where nothing is to be said.
        due: by when it is due ("by Fri 20 Nov · last held 9 Oct"); empty where it is not.
        severity: how pressing that is; None where it is not due.
        fits: it stands above, among those that fit the child today.
    """

    form: Form
    why: str
    due: str = ""
    severity: Severity | None = None
    fits: bool = True


def kinds_offered(
    forms: Iterable[Form], facts: ChildFacts, things: Iterable[ThingDue]
) -> tuple[KindOffered, ...]:
    """Return every kind in use: those that fit first, the likely ones before the others.

    A kind fits where one of its offers asks something of the child and holds, or where it is due. One in whose
    place another is offered stands below, with those that fit any child.

    Args:
        forms: the kinds in use, in the order of the forms folder.
        facts: the child's, on the day.
        things: what is due for the child.
    """
    known = tuple(forms)
    due = {thing.form_id: thing for thing in reversed(tuple(things)) if thing.kind is DueKind.MEETING}
    instead = {form.replaces: form for form in known if form.replaces and is_offered(form, facts)}
    offered = [_offered(form, facts, due.get(form.id), instead.get(form.id)) for form in known]
    return tuple(kind for kind, _ in sorted(offered, key=lambda pair: (not pair[0].fits, -pair[1])))


def _offered(
    form: Form, facts: ChildFacts, thing: ThingDue | None, instead: Form | None
) -> tuple[KindOffered, int]:
    if instead is not None:
        return KindOffered(form=form, why=f"In its place: {instead.name}.", fits=False), 0
    offer = next((offer for offer in form.offers if facts.holds(offer.when)), None)
    why = f"Because {offer.because}." if offer is not None else ""
    likelihood = offer.likelihood if offer is not None else 0
    if thing is None:
        return KindOffered(form=form, why=why, fits=offer is not None and bool(offer.when)), likelihood
    if thing.because:
        why = f"Because {thing.because}."
    if thing.severity is not Severity.FINE:
        likelihood += _DUE_AT_ONCE
    return KindOffered(form=form, why=why, due=thing.detail, severity=thing.severity), likelihood
