"""Hands a signed record over by keyboard: every copy that may be sent, the filing, and what is to be done."""

from PySide6.QtCore import Qt

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.after.copy_card import CopyCard
from cpm_desktop.ui.after.copy_forms import CopyForm, SentForm
from tests.ui.every_kind.hands import Hands

NO_COPY = "Asked to have none & to be told by telephone"
PATIENCE = 30_000


def hand_over(hands: Hands, page: AfterPage) -> None:
    """Do all that the page asks."""
    hands.opened.qtbot.waitUntil(lambda: page.header.subtitle.count("·") > 1, timeout=PATIENCE)
    hands.picture("hand over")
    for who in list(page.copies.rows):
        send(hands, page, who)
    for box in (page.filing.loaded, page.filing.noted, page.filing.told):
        if box.isVisible() and not box.isChecked():
            hands.push(box)
    hands.picture("handed over")


def send(hands: Hands, page: AfterPage, who: str) -> None:
    """Mark one copy sent; where it is not decided, decide that none is given, and say why."""
    if row(page, who).line.refusal:
        return
    if row(page, who).line.plan.copy_kind is CopyKind.UNDECIDED:
        hands.push(row(page, who).button)
        form = row(page, who).form
        assert isinstance(form, CopyForm)
        hands.pick(form.kind, CopyKind.NONE.value)
        hands.write(form.reason, NO_COPY)
        hands.push(form.save_button)
    if row(page, who).line.plan.copy_kind is CopyKind.NONE:
        return
    hands.push(row(page, who).button)
    shown = row(page, who).form
    assert isinstance(shown, SentForm)
    assert hands.has_keyboard(shown.save_button)
    hands.press(Qt.Key.Key_Return)
    assert row(page, who).line.plan.sent_on is not None, f"not marked sent: {row(page, who).line.name}"


def row(page: AfterPage, who: str) -> CopyCard:
    return page.copies.rows[who]
