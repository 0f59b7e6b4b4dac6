"""Hands a signed record over by keyboard: every copy that may be sent, the filing, and what is to be done."""

from PySide6.QtCore import Qt

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.after.copy_card import CopyCard
from cpm_desktop.ui.after.copy_forms import CopyForm, SentForm
from cpm_desktop.ui.after.follow_up_row import ReasonForm
from tests.ui.every_kind.hands import Hands

NO_COPY = "Asked to have none & to be told by telephone"
NOT_NEEDED = "Said in the meeting & not wanted on paper"
AUTHORISER = "Rachel Whitmore, team manager"
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
    see_to_what_follows(hands, page)
    hands.picture("all done")


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


def see_to_what_follows(hands: Hands, page: AfterPage) -> None:
    """Mark each thing done, its parts before it, an authorisation by name; close every third with a reason."""
    lines = [entry.line for entry in page.follow_ups.rows.values()]
    for number, line in enumerate(sorted(lines, key=lambda line: not line.follow_up.part_of)):
        identifier = line.follow_up.id
        entry = page.follow_ups.rows[identifier]
        if not entry.line.follow_up.is_open():
            continue
        is_closed = number % 3 == 2 and not line.parts
        hands.push(entry.buttons["close" if is_closed else "done"])
        form = entry.form
        assert form is not None
        assert hands.has_keyboard(form), f"the keyboard does not go to the form of: {line.follow_up.text}"
        if isinstance(form, ReasonForm):
            hands.type(NOT_NEEDED)
        elif line.follow_up.is_authorisation:
            hands.type(AUTHORISER)
        hands.push(form.save_button)
        assert not page.follow_ups.rows[identifier].line.follow_up.is_open(), (
            f"not done: {line.follow_up.text}"
        )
        assert hands.has_keyboard(page.follow_ups), f"the keyboard is lost after: {line.follow_up.text}"


def row(page: AfterPage, who: str) -> CopyCard:
    return page.copies.rows[who]
