"""Quick capture at the right: the kinds, the form of the chosen one always open, and what was captured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cpm_desktop.domain.aggregate import entities_of
from cpm_desktop.domain.captures import (
    Action,
    Capture,
    Decision,
    DecisionKind,
    Disagreement,
    Position,
    UnmetNeed,
    View,
)
from cpm_desktop.domain.changes import touched_kinds
from cpm_desktop.domain.commands import Withdraw
from cpm_desktop.services.date_reading import date_reader
from cpm_desktop.services.holding import captured, child_of, count_captured
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.choices import Choice, KindKeys
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import InnerScroll, Scroll
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.meeting.action_form import ActionForm
from cpm_desktop.ui.meeting.capture_cards import CaptureCards
from cpm_desktop.ui.meeting.decision_form import DecisionForm
from cpm_desktop.ui.meeting.different_view_form import DifferentViewForm
from cpm_desktop.ui.meeting.unmet_need_form import UnmetNeedForm
from cpm_desktop.ui.meeting.view_form import ViewForm

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpm_desktop.domain.changes import Patch
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.meeting.capture_form import CaptureForm

_LEAST_LINES = 10
_NO_LIMIT = 16_777_215  # pixels: Qt's own word for none
_SHORT_TITLE = 16  # letters that fit beside a count
_QUOTE = "message-square-quote"
CAPTURE_KINDS = frozenset(
    {Decision.kind, Action.kind, Disagreement.kind, Position.kind, UnmetNeed.kind, View.kind}
)


class CapturePanel(QFrame):
    """The pane of quick capture. Ctrl+Shift+Enter ends what the form holds and begins the next.

    `form_ended` is sent when something was finished.
    """

    form_ended = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_item`."""
        super().__init__()
        self._theme, self._desk, self._meeting_id = theme, desk, meeting_id
        self._item, self._title, self._is_whole = "", "", False
        self.setProperty("kit", "rail_right")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Quick capture")
        called = child_of(desk, desk.meeting(meeting_id).value).called()
        self.keys = KindKeys(theme, "What to capture", _choices(called), "action", 38)
        self.keys.chosen.connect(self.choose)
        self._forms = self._make_forms()
        holder = QWidget()
        forms = down(*self._forms.values(), None, spacing=0, margins=(0, 0, 6, 0))
        holder.setLayout(forms)
        for key, form in self._forms.items():
            form.setVisible(key == "action")
            form.kept.connect(self._show_foot)
            form.ended.connect(self.form_ended)
        self.add_button = Button(theme, "Add action", "primary", icon="plus")
        self.add_button.clicked.connect(self.add)
        self._hint = Label("Ctrl Shift Enter", "micro")
        foot = across(self._hint, None, self.add_button)
        self._form_scroll = _FormScroll(holder, "Form")
        box = frame("sunken", down(self._form_scroll, foot, spacing=8, margins=(14, 12, 8, 12), stretched=0))
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.cards = CaptureCards(theme)
        self._cards_timer = pause_timer(self, 0, self.show_cards)  # several changes at once are shown at once
        self.cards.edit_pressed.connect(self.edit)
        self.cards.remove_pressed.connect(self.remove)
        self.cards.whole_turned.connect(self.turn_whole)
        head = across(Label("Quick capture", "h3"), None, Label("Alt 1 to 6", "small"))
        self._column = down(head, self.keys, box, self.cards, spacing=10, margins=(16, 16, 16, 12))
        self._column.setStretch(3, 1)
        whole = QWidget()
        whole.setLayout(self._column)
        self._scroll = Scroll(whole, "Quick capture")
        self.setLayout(down(self._scroll, spacing=0))
        self.add_button.tell_keys("Ctrl+Shift+Return")
        self._fit_timer = pause_timer(self, 0, self._fit)  # once what changed is laid out
        self._form_scroll.content_changed.connect(self._fit_timer.start)
        self._leave_keys(called)
        self._show_foot()

    @property
    def form(self) -> CaptureForm:
        """The form that is shown."""
        return self._forms[self.keys.chosen_key]

    def show_item(self, item: str, title: str) -> None:
        """What is captured from now on stands under this item; what was being written is finished first."""
        self.form.go_on(item)
        self._item, self._title, self._is_whole = item, title, False
        self._show_foot()
        self._cards_timer.start()

    def choose(self, key: str) -> None:
        """Show the form of a kind, with the keyboard in it."""
        for other in self._forms.values():
            if other is not self._forms[key]:
                other.end()
        self.keys.choose(key)
        self.form.setVisible(True)
        if not self.form.entity_id:
            self.form.begin(self._item)
        self.form.focus()  # before the others go: Qt would look through the window for who comes next
        for name, form in self._forms.items():
            form.setVisible(name == key)
        self._show_foot()
        self.show_cards()

    def add(self) -> None:
        """Finish what the form holds and begin the next."""
        noun = self.form.noun
        if self.form.go_on(self._item):
            announce(self, f"{noun[0].upper()}{noun[1:]} added")
        self.form.focus()
        self._show_foot()
        self._cards_timer.start()  # the window answers in between

    def edit(self, kind: str, identifier: str, field: str = "") -> None:
        """Edit something captured before, in its form."""
        meeting = self._desk.meeting(self._meeting_id).value
        entity = next((one for one in entities_of(meeting, kind) if one.id == identifier), None)
        if not isinstance(entity, Capture):
            return
        key = self._key_of(entity)
        if key != self.keys.chosen_key or self.form.entity_id != identifier:
            self.choose(key)
            self.form.end()
        self.form.edit(entity, field)
        self._show_foot()
        self.show_cards()

    def remove(self, kind: str, identifier: str) -> None:
        """Take something back; undo brings it again."""
        editing = self._desk.meeting(self._meeting_id)
        for position in editing.value.positions:
            if position.disagreement == identifier:
                editing.perform(Withdraw(entity_kind=Position.kind, id=position.id))
        editing.perform(Withdraw(entity_kind=kind, id=identifier))
        announce(self, "Removed. Ctrl Z brings it back.")

    def record_view(self, of: str) -> None:
        """Begin a view of somebody; whose it is is said, so the keyboard goes to the words."""
        self.choose("view")
        form = self.form
        if of and isinstance(form, ViewForm):
            if isinstance(form.entity, View) and form.entity.of != of:
                self.add()  # another's words were being written
            form.begin_of(of)
            form.focus("words")

    def follow(self, patch: Patch) -> None:
        """Show what changed."""
        if touched_kinds(patch) & CAPTURE_KINDS:
            self.form.refresh()
            self._cards_timer.start()

    def flush(self) -> None:
        """Keep what is typed now."""
        self.form.flush()

    def set_width(self, width: int | None) -> None:
        """Take so many pixels at 100 %; None for what there is."""
        if width is None:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_NO_LIMIT)
        else:
            self.setFixedWidth(self._theme.px(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height decides what scrolls."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window all of the pane scrolls, and nothing in it: no scroll bar stands beside another."""
        inner: tuple[InnerScroll, ...] = (self._form_scroll, self.cards.scrolling)
        given = sum(each.minimumSizeHint().height() - each.least_height() for each in inner)
        is_low = self._column.minimumSize().height() - given > self.height()
        self._hint.setVisible(not is_low)  # the button beside it may be wide
        right = 16 - self._scroll.verticalScrollBar().sizeHint().width() if is_low else 16
        self._column.setContentsMargins(16, 16, max(right, 0), 12)
        for each in inner:
            each.show_whole(is_whole=is_low)

    def settle(self) -> None:
        """Stop the timers: the page goes."""
        self._cards_timer.stop()
        self._fit_timer.stop()

    def show_cards(self) -> None:
        """Show what was captured under the item, or in all; what the form holds stands in the form only."""
        self._cards_timer.stop()
        meeting = self._desk.meeting(self._meeting_id).value
        being_written = self.form.entity_id
        found = captured(self._desk, meeting, None if self._is_whole else self._item)
        cards = [card for card in found if card.id != being_written]
        total = count_captured(meeting, being_written)
        title = self._title if len(self._title) <= _SHORT_TITLE else "this item"
        heading = "Captured in the meeting" if self._is_whole else f"Captured under {title}"
        self.cards.show_cards(cards, heading, total, is_whole=self._is_whole, item_title=title)

    def _leave_keys(self, called: str) -> None:
        # The keys are the page's acts. A button answers its own a tenth of a second late, to be seen pressed.
        for choice in _choices(called):
            self.keys.button(choice.key).setShortcut(QKeySequence())

    def turn_whole(self) -> None:
        """Show what was captured in the whole meeting, or under the item again."""
        self._is_whole = not self._is_whole
        self.show_cards()

    def _show_foot(self) -> None:
        form = self.form
        is_old = any(card.id == form.entity_id for card in self._written_before())
        self.add_button.set_text("Done" if is_old else f"Add {form.noun}")

    def _written_before(self) -> list[Capture]:
        entity = self.form.entity
        return [entity] if entity is not None and entity.item and entity.item != self._item else []

    def _key_of(self, entity: Capture) -> str:
        if isinstance(entity, Decision):
            is_decision = entity.decision_kind is DecisionKind.DECISION
            return "decision" if is_decision else "recommendation"
        kinds = {View.kind: "view", Action.kind: "action", Disagreement.kind: "different_view"}
        return kinds.get(entity.kind, "unmet_need")

    def _make_forms(self) -> dict[str, CaptureForm]:
        theme, desk, meeting_id = self._theme, self._desk, self._meeting_id
        read = date_reader(desk, meeting_id)
        return {
            "action": ActionForm(theme, desk, meeting_id, read),
            "decision": DecisionForm(theme, desk, meeting_id, read),
            "different_view": DifferentViewForm(theme, desk, meeting_id),
            "unmet_need": UnmetNeedForm(theme, desk, meeting_id),
            "recommendation": DecisionForm(theme, desk, meeting_id, read, DecisionKind.RECOMMENDATION),
            "view": ViewForm(theme, desk, meeting_id, date_reader(desk, meeting_id, is_looking_back=True)),
        }


class _FormScroll(InnerScroll):
    """As high as the form where there is room, and half a form at the least."""

    def sizeHint(self) -> QSize:
        """The form's own height."""
        return QSize(super().sizeHint().width(), self.whole_height())

    def least_height(self) -> int:
        """Half a form."""
        return min(self.fontMetrics().height() * _LEAST_LINES, self.whole_height())


def _choices(called: str) -> list[Choice]:
    return [
        Choice("decision", "Decision", icon="gavel", tone="decision", shortcut="Alt+1"),
        Choice("action", "Action", icon="clipboard-check", tone="action", shortcut="Alt+2"),
        Choice("different_view", "Different view", icon="git-fork", tone="different_view", shortcut="Alt+3"),
        Choice("unmet_need", "Unmet need", icon="puzzle", tone="unmet_need", shortcut="Alt+4"),
        Choice("recommendation", "Recommend", "Recommendation", "scale", "decision", "Alt+5"),
        Choice("view", "Own words", f"View in own words, {called}’s or another’s", _QUOTE, "accent", "Alt+6"),
    ]
