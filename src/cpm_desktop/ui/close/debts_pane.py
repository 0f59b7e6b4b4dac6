"""The left pane of the close: what the record still owes, the checks in order, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.readiness import Mend
from cpm_desktop.services.closing import owed_in_room
from cpm_desktop.ui.close.debt_card import DebtCard
from cpm_desktop.ui.close.validity_card import ValidityCard
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, at_top, down, empty, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.styling import repolish

if TYPE_CHECKING:
    from cpm_desktop.domain.readiness import Debt, Settled
    from cpm_desktop.services.closing import Owed
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_SHOWN_TITLES = 3


class DebtsPane(QFrame):
    """What is owed, each with what mends it. `going` asks for a debt's place, `back_asked` for the meeting."""

    going = Signal(object)
    back_asked = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_owed`."""
        super().__init__()
        self.setProperty("kit", "rail_left")
        self.setAccessibleName("Before you sign")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self._cards: dict[str, DebtCard] = {}
        self._count = Label("", "small")
        self._headline, self._hint = Label("", "h3", wraps=True), Label("", "small", wraps=True)
        self._mark = IconLabel(theme, "circle-alert", "danger", 20)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        head = across(
            at_top(self._mark),
            down(self._headline, self._hint, spacing=1),
            spacing=12,
            margins=(20, 14, 20, 13),
            stretched=1,
        )
        self._words_line = Label("", "small", wraps=True)
        self.words_button = link_button(theme, "Show words", icon="eye")
        self.words_button.clicked.connect(self.turn_words)
        self._owed: Owed | None = None
        self._shows_words = False
        self._words_row = frame(
            "clear",
            across(self._words_line, self.words_button, spacing=8, margins=(20, 2, 12, 8), stretched=0),
        )
        self._words_row.hide()
        self._box = frame(
            "error_summary", down(head, self._words_row, self._list, spacing=0, margins=(2, 2, 2, 2))
        )
        self._order = _OrderBox(theme)
        content = QWidget()
        content.setLayout(down(self._box, self._order, None, spacing=14, margins=(24, 4, 24, 16)))
        self.scroller = Scroll(content, "What the record owes")
        self.scroller.setMinimumHeight(
            theme.px(150)
        )  # a debt with its acts; where there is less, the page scrolls
        self._back = Button(theme, "Back to the meeting")
        self._back.clicked.connect(self.back_asked)
        self._foot = Label("", "small")
        top = across(Label("Before you sign", "h1"), None, self._count, margins=(24, 18, 24, 10))
        foot = across(self._back, None, self._foot, spacing=12, margins=(24, 10, 24, 14))
        box = down(top, self.scroller, foot, spacing=0)
        box.setStretch(1, 1)
        self.setLayout(box)

    @property
    def cards(self) -> tuple[DebtCard, ...]:
        """The debts shown, in order."""
        return tuple(self._cards.values())

    def turn_words(self) -> None:
        """Show the words that not everybody in the room may read, or show them no more."""
        self._shows_words = not self._shows_words
        if self._owed is not None:
            self.show_owed(self._owed)
        announce(self, "Words shown" if self._shows_words else "Words no longer shown")

    def show_owed(self, owed: Owed) -> None:
        """Show what is owed now; what was settled leaves the list, the rest stays as it is.

        The room may see this screen while it is read to: what not everybody may read is told by kind and place,
        until somebody asks for the words (after.copy-for-each-reader).
        """
        self._owed = owed
        for_room = owed_in_room(self._desk, self._id, owed)
        self._tell_words(owed, for_room)
        if not self._shows_words:
            owed = for_room
        had_focus = next((place for place, card in enumerate(self.cards) if _holds_focus(card)), -1)
        before = len(self._cards)
        wanted = {_identity(debt): debt for debt in owed.debts}
        for key in [key for key in self._cards if key not in wanted]:
            self._drop(self._cards.pop(key))
        self._cards = {key: self._cards.get(key) or self._made(debt) for key, debt in wanted.items()}
        for key, debt in wanted.items():
            self._cards[key].show_debt(debt)
        for place, card in enumerate(self.cards):
            card.set_number(place + 1)
            if self._list.indexOf(card) != place:
                self._list.insertWidget(place, card)
                card.show()
        self._tell(len(owed.debts), len(owed.in_order), owed.total)
        self._order.show_checks(owed.in_order)
        if len(self._cards) < before:
            left = _things(len(self._cards))
            announce(self, f"Settled. {left} left." if self._cards else "Settled. Nothing is owed.")
        if had_focus >= 0 and not any(_holds_focus(card) for card in self.cards):
            self._focus_near(had_focus)

    def focus_first(self) -> None:
        """Put the keyboard on the first debt."""
        self._focus_near(0)

    def _tell_words(self, owed: Owed, for_room: Owed) -> None:
        hidden = sum(debt != said for debt, said in zip(owed.debts, for_room.debts, strict=True))
        has_reasons = owed.in_order != for_room.in_order
        if self._shows_words:
            line = "Words are shown that not everybody in the room may read."
        elif hidden:
            line = f"Not everybody in the room may read {_things(hidden)} here; the words are not shown."
        else:
            line = "The words of reasons are not shown: not everybody in the room may read them."
        self._words_line.setText(line)
        self.words_button.set_text("Hide words" if self._shows_words else "Show words")
        self.words_button.setAccessibleName(f"{self.words_button.plain_text}: {line}")
        self._words_row.setVisible(bool(hidden) or has_reasons)

    def _made(self, debt: Debt) -> DebtCard:
        made = ValidityCard if debt.mend is Mend.SAY_WHO_ELSE else DebtCard
        card = made(self._theme, self._desk, self._id, debt)
        card.going.connect(self.going)
        return card

    def _drop(self, card: DebtCard) -> None:
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _focus_near(self, place: int) -> None:
        if self.cards:
            card = self.cards[min(place, len(self.cards) - 1)]
            card.first_button().setFocus()
            self.scroller.ensureWidgetVisible(card)
        else:
            self._back.setFocus()

    def _tell(self, owed: int, in_order: int, total: int) -> None:
        self._count.setText(f"{in_order} of {total} checks in order")
        variant = "error_summary" if owed else "panel"
        if self._box.property("kit") != variant:
            self._box.setProperty("kit", variant)
            repolish(self._box)
        self._mark.set_icon("circle-alert" if owed else "circle-check", "danger" if owed else "good")
        if owed:
            self._headline.setText(f"The record still owes {_things(owed)}")
            self._hint.setText("Settle each one here, or give a reason. Then you can sign.")
            self._foot.setText("Signing opens when nothing is owed")
        else:
            self._headline.setText("Nothing is owed")
            self._hint.setText("Read it once more, then sign it.")
            self._foot.setText("Ready to sign")


class _OrderBox(QFrame):
    """The checks that are in order, closed at first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "panel")
        self._title, self._some = Label("", "h4"), Label("", "micro", wraps=True)
        self.link = link_button(theme, "See them")
        self.link.clicked.connect(self._turn)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._all = frame("clear", down(self._list, margins=(34, 4, 0, 0)))
        self._all.hide()
        icon = IconLabel(theme, "circle-check", "good", 18)
        line = across(icon, down(self._title, self._some, spacing=0), self.link, spacing=12, stretched=1)
        self.setLayout(down(line, self._all, spacing=4, margins=(18, 9, 16, 10)))
        self._checks: tuple[Settled, ...] = ()

    def show_checks(self, checks: tuple[Settled, ...]) -> None:
        if checks == self._checks:
            return
        self._checks = checks
        count = len(checks)
        self._title.setText("1 check is in order" if count == 1 else f"{count} checks are in order")
        some = [check.title for check in checks[:_SHOWN_TITLES]]
        more = f" and\N{NO-BREAK SPACE}{count - len(some)}\N{NO-BREAK SPACE}more" if count > len(some) else ""
        self._some.setText(" · ".join(some) + more)
        self.link.setAccessibleName(f"{self.link.plain_text}: {self._title.text()}")
        empty(self._list)
        for check in checks:
            words = Label(check.title, "small", wraps=True)
            self._list.addWidget(words)
            for reason in check.reasons:
                self._list.addWidget(Label(f"Reason: {reason}", "micro", wraps=True))
        self.setVisible(bool(checks))

    def _turn(self) -> None:
        self._all.setVisible(self._all.isHidden())
        self._some.setVisible(self._all.isHidden())
        self.link.set_text("See them" if self._all.isHidden() else "Hide them")


def _identity(debt: Debt) -> str:
    """Return what makes it the same card: the debt, and the field that settles it."""
    return f"{debt.key} {debt.mend} {debt.place.entity_kind} {debt.place.field}"


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"


def _holds_focus(card: DebtCard) -> bool:
    focused = card.window().focusWidget() if card.window() is not None else None
    return focused is not None and (focused is card or card.isAncestorOf(focused))
