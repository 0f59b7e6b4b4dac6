"""Legal holds: while one stands, no record of the child, or the one it is set on, is cleared from this computer."""

from dataclasses import replace

from cpm_desktop.domain.commands import Put, Record
from cpm_desktop.domain.entity import new_identifier
from cpm_desktop.domain.errors import InvalidDetail
from cpm_desktop.domain.legal_holds import LegalHold
from cpm_desktop.services.desk import Desk


def holds_of(desk: Desk, child_id: str) -> tuple[LegalHold, ...]:
    """Return all holds on a child's records, those that stand first."""
    return tuple(sorted(desk.child(child_id).value.holds, key=lambda hold: not hold.stands()))


def place_hold(desk: Desk, child_id: str, why: str, meeting_id: str = "") -> LegalHold:
    """Set a hold; undo does not take it back.

    Args:
        desk: the desk.
        child_id: whose records.
        why: why nothing may be cleared.
        meeting_id: the one meeting's record; empty for all of the child's.

    Raises:
        InvalidDetail: the reason is missing, or the record was cleared already.
    """
    if not why.strip():
        message = "Write why nothing may be cleared: who asked for it, and for what."
        raise InvalidDetail(message)
    if meeting_id and desk.meeting(meeting_id).value.cleared:
        message = "This record was cleared already; a hold keeps nothing of it. Find it in the case system."
        raise InvalidDetail(message)
    by = desk.workplace().value.worker.name
    hold = LegalHold(
        id=new_identifier(), meeting_id=meeting_id, why=why.strip(), placed_by=by, placed_on=desk.today()
    )
    desk.child(child_id).perform(Record(entity=hold), is_final=True)
    return hold


def lift_hold(desk: Desk, child_id: str, hold_id: str, because: str) -> LegalHold:
    """Lift a hold; that it stood, and why it ended, stays on the file.

    Raises:
        InvalidDetail: there is no such hold, it was lifted already, or the reason is missing.
    """
    editing = desk.child(child_id)
    hold = next((one for one in editing.value.holds if one.id == hold_id and one.stands()), None)
    if hold is None:
        message = "This hold does not stand any more."
        raise InvalidDetail(message)
    if not because.strip():
        message = "Write why the hold ends: who lifted it, and by what."
        raise InvalidDetail(message)
    by = desk.workplace().value.worker.name
    lifted = replace(hold, lifted_by=by, lifted_on=desk.today(), lifted_because=because.strip())
    editing.perform(Put(entity=lifted), is_final=True)
    return lifted
