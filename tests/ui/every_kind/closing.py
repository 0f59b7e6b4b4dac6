"""Closes a meeting by keyboard: every debt settled where it is listed, all read back, and the record signed."""

import functools
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from cpm_desktop.domain.meeting import Answer, Meeting, Stage
from cpm_desktop.domain.readiness import Mend
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.close.debt_card import DebtCard
from cpm_desktop.ui.close.sign_dialog import SignDialog
from cpm_desktop.ui.kit.answer_controls import TickBoxes
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.parsed_fields import TimeField
from cpm_desktop.ui.kit.selects import Select
from tests.a_desk import PASSPHRASE
from tests.ui.every_kind.answering import Answers
from tests.ui.every_kind.hands import Hands, Unreachable

REASON = "It was not the day for it & all agreed"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SIGNER = "Priya Nair"


@dataclass
class Closing:
    """The page of the close; `settled` tells what was owed, and how each was settled."""

    hands: Hands
    page: ClosePage
    answers: Answers
    settled: list[str] = field(default_factory=list)

    @property
    def meeting(self) -> Meeting:
        return self.page.desk.meeting(self.page.meeting_id).value

    def settle_all(self) -> None:
        """Settle each debt but the read-back where it stands, or give a reason where one may be given."""
        self.hands.picture("close")
        tried: list[str] = []
        for _ in range(80):
            card = next((one for one in self.page.debts.cards if one.debt.mend is not Mend.READ_BACK), None)
            if card is None:
                return
            self.refuse_what_was_answered(card)
            mark = f"{card.debt.key} {card.debt.mend}"
            assert mark not in tried, (
                f"is not settled by settling it: {card.debt.sentence} ({card.debt.mend})"
            )
            tried.append(mark)
            self.settle(card)
        raise AssertionError("the debts never come to an end")

    def refuse_what_was_answered(self, card: DebtCard) -> None:
        """What was answered before must not be asked again."""
        place = card.debt.place
        if place.entity_kind == Answer.kind:
            value, note = self.answers.given.get((place.field, place.id), ("", ""))
            is_note = card.debt.mend is Mend.ADD_NOTE
            assert not (note if is_note else value), f"asked again though answered: {card.debt.sentence}"

    def settle(self, card: DebtCard) -> None:
        sentence = card.debt.sentence
        buttons = [each for each in card.findChildren(Button) if each.isVisible()]
        words = {each.plain_text: each for each in buttons}
        reason = words.get("Give a reason")
        opener = buttons[0]
        if reason is not None and (opener.plain_text == "Go there" or self.is_left_out(card)):
            self.hands.push(reason)
            self.fill(card, REASON)
            self.settled.append(f"reason: {sentence}")
            return
        if opener.plain_text in ("Go there", "Go to the item"):
            raise Unreachable(f"cannot be settled on the page: {sentence} ({card.debt.mend})")
        self.settled.append(f"{opener.plain_text}: {sentence}")
        self.hands.push(opener)
        if card in self.page.debts.cards and card.form is not None:
            self.fill(card, "Filled in at the close & kept")

    def is_left_out(self, card: DebtCard) -> bool:
        return card.debt.mend in (Mend.GO_TO_ITEM, Mend.LEAVE_OUT)

    def fill(self, card: DebtCard, words: str) -> None:
        """Fill in the field that is open below a debt, and save it by Ctrl+Enter."""
        editor = card.editor
        assert editor is not None, f"no field opens for: {card.debt.sentence}"
        assert self.hands.has_keyboard(editor), (
            f"the keyboard does not go to the field of: {card.debt.sentence}"
        )
        control = editor.field.control
        if isinstance(control, TickBoxes):
            for box in list(control.boxes.values())[:2]:
                self.hands.push(box)
        elif isinstance(control, Select):
            self.hands.pick(control, str(control.itemData(1)))
        elif isinstance(editor.field, DayField):
            self.hands.write(editor.field.control, "8 Dec 2026")
        elif isinstance(editor.field, TimeField):
            self.hands.write(editor.field.control, "10:30")
        else:
            self.hands.type(words)
        if editor.time_field is not None:
            self.hands.write(editor.time_field.control, "14:20")
        self.hands.press(Qt.Key.Key_Return, CONTROL)
        still = [one for one in self.page.debts.cards if one.editor is editor]
        assert not still, f"not taken: {card.debt.sentence} – {editor.field.error}"

    def read_back(self) -> None:
        """Have everybody agree to everything, one after the other."""
        self.hands.picture("read back")
        for _ in range(60):
            unread = [one for one in self.page.reading.items if one.mark is None]
            if not self.page.debts.cards:
                break
            if unread:
                self.hands.press(Qt.Key.Key_A, ALT)
                self.hands.opened.qtbot.waitUntil(functools.partial(self._is_read, len(unread) - 1))
            else:
                empty = [each for each in self.page.reading.findChildren(Button) if each.isVisible()]
                self.hands.push(next(each for each in empty if each.plain_text == "Agreed"))
        assert [card.debt.sentence for card in self.page.debts.cards] == []

    def _is_read(self, left: int) -> bool:
        return len([one for one in self.page.reading.items if one.mark is None]) <= left

    def sign(self) -> AfterPage:
        """Sign by the typed name and the passphrase."""
        self.hands.press(Qt.Key.Key_S, CONTROL | SHIFT)
        dialog = self.hands.dialog()
        assert isinstance(dialog, SignDialog)
        sign_in(self.hands, dialog)
        workspace = self.hands.opened.workspace
        self.hands.opened.qtbot.waitUntil(lambda: isinstance(workspace.page, AfterPage))
        self.hands.back_in_window()
        shown = workspace.page
        assert isinstance(shown, AfterPage)
        assert shown.desk.meeting(shown.meeting_id).value.facts.stage is Stage.SIGNED
        return shown


def sign_in(hands: Hands, dialog: SignDialog) -> None:
    """Tick that it was read, type name and passphrase, and press Enter."""
    hands.push(dialog.read_box)
    hands.write(dialog.signature.line, SIGNER)
    hands.write(dialog.passphrase.control, PASSPHRASE)
    hands.picture("sign")
    hands.press(Qt.Key.Key_Return)
