"""Records by keyboard that a meeting is not required: decided, reasoned, signed, saved, and told to each agency."""

from pathlib import Path

from PySide6.QtCore import Qt

from cpm_desktop.domain.meeting import Stage
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.close.sign_dialog import SignDialog
from cpm_desktop.ui.prepare.waiver_page import WaiverPage
from tests.ui.every_kind.answering import Answers
from tests.ui.every_kind.closing import CONTROL, SHIFT, sign_in
from tests.ui.every_kind.hands import Hands

REASONING = "The usual services go on & <are enough>"
CHALLENGE = "Write to the manager & say why"


def begin_waiver(hands: Hands) -> WaiverPage:
    """Begin on the child's page."""
    page = hands.opened.workspace.page
    assert isinstance(page, ChildPage)
    hands.push(page.waiver_link)
    hands.opened.qtbot.waitUntil(lambda: isinstance(hands.opened.workspace.page, WaiverPage))
    shown = hands.opened.workspace.page
    assert isinstance(shown, WaiverPage)
    return shown


def decide(hands: Hands, page: WaiverPage, answers: Answers) -> None:
    """Say who decided it, answer every question, and write to each agency why."""
    hands.picture("waiver")
    if not page.decision.decider.chosen_key:
        hands.pick(page.decision.decider, str(page.decision.decider.itemData(1)))
    if not page.decision.challenge.text:
        hands.write(page.decision.challenge, CHALLENGE)
    if page.questions.card.isHidden():
        hands.push(page.questions.fold_link)
    answers.answer_card(hands, page.questions.card)
    for who in list(page.agencies.lines):
        hands.write(page.agencies.lines[who].reasoning, REASONING)
    page.leave()
    hands.picture("reasoned")
    assert page.standing.accessibleName() == "Nothing is missing", page.standing.accessibleDescription()


def sign_waiver(hands: Hands, page: WaiverPage) -> None:
    """Sign the record."""
    hands.press(Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = hands.dialog()
    assert isinstance(dialog, SignDialog)
    sign_in(hands, dialog)
    hands.opened.qtbot.waitUntil(lambda: page.desk.meeting(page.meeting_id).value.facts.stage is Stage.SIGNED)
    hands.opened.qtbot.waitUntil(lambda: not dialog.isVisible())
    hands.back_in_window()


def tell_everybody(hands: Hands, page: WaiverPage, folder: Path) -> None:
    """Save the notices in the folder that the system's dialog gives, note each as sent, and file the record."""
    hands.push(hands.opened.workspace.header.primary)
    hands.opened.qtbot.waitUntil(lambda: len(list(folder.iterdir())) == 2 * len(page.agencies.lines))
    for who in list(page.agencies.lines):
        hands.push(page.agencies.lines[who].sent_box)
        assert page.agencies.lines[who].sent_box.isChecked()
    for box in (page.filing.loaded, page.filing.noted):
        hands.push(box)
    hands.picture("told")
