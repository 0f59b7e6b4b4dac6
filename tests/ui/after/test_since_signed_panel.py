"""Beside the copies stands what was decided since the signature: the signed file copy cannot list it."""

from cpm_desktop.domain.reading_limits import LimitKind
from cpm_desktop.services.reading_limits import lift_limit, set_limit
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.kit.labels import Label
from tests.services.a_meeting import HeldMeeting


def test_what_is_decided_after_the_signature_stands_beside_the_copies(
    page: AfterPage, signed: HeldMeeting
) -> None:
    panel = page.since_signed
    assert panel.isHidden()
    decision = signed.desk.meeting(signed.meeting_id).value.decisions[0]
    set_limit(
        signed.desk, signed.meeting_id, decision.kind, decision.id, LimitKind.AUTHORITY, (), "Hers alone."
    )
    assert not panel.isHidden()
    shown = " ".join(label.text() for label in panel.findChildren(Label))
    assert "The signed file copy stays as it is and lists none of this." in shown
    assert f"Decision “{decision.text}”: authority only. Reason: Hers alone." in shown
    assert "lists none of this" in panel.accessibleDescription()
    lift_limit(signed.desk, signed.meeting_id, decision.kind, decision.id)
    assert panel.isHidden()
    assert panel.lines == ()
