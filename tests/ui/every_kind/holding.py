"""Holds a live meeting by keyboard: who is here, all that every item of the agenda asks, and what is captured."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cpm_desktop.domain.attendance import Presence
from cpm_desktop.domain.forms import AgendaItem, ItemPart
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.services.holding import agenda_items, chips
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.kit.selects import SearchSelect, Select
from cpm_desktop.ui.meeting.decision_form import DecisionForm
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.meeting.view_form import ViewForm
from tests.ui.every_kind.answering import Answers
from tests.ui.every_kind.hands import Hands, said

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = {
    "decision": Qt.Key.Key_1,
    "action": Qt.Key.Key_2,
    "disagreement": Qt.Key.Key_3,
    "unmet need": Qt.Key.Key_4,
    "recommendation": Qt.Key.Key_5,
    "view": Qt.Key.Key_6,
}
WORDS = {
    "text": "Kai goes swimming & <dives>",
    "reason": "He asked for it",
    "purpose": "he is heard",
    "need": "A quiet place to do homework",
    "why": "None is free before spring",
    "asked": "The library, the club",
    "meanwhile": "At Joy's table",
    "about": "How often Dad is seen",
    "goes_on": "Talked about again in January",
    "words": "I'd like football & not <the centre>",
    "how": "Said in the meeting",
}


@dataclass
class Holding:
    """One live meeting; what was captured is remembered by kind."""

    hands: Hands
    page: MeetingPage
    answers: Answers
    captured: set[str] = field(default_factory=set)
    visited: list[str] = field(default_factory=list)

    @property
    def meeting(self) -> Meeting:
        return self.page.desk.meeting(self.page.meeting_id).value

    def mark_people(self) -> None:
        """One by video, one sent apologies if they are many, everybody else here."""
        self.hands.picture("live")
        everybody = [
            chip for chip in chips(self.page.desk, self.meeting) if chip.presence is Presence.EXPECTED
        ]
        if len(everybody) > 3:
            self.mark(everybody[2].attendee_id, Qt.Key.Key_V)
        self.hands.command("Everybody expected is here")
        expected = [
            chip.name for chip in chips(self.page.desk, self.meeting) if chip.presence is Presence.EXPECTED
        ]
        assert expected == []

    def mark(self, attendee_id: str, key: Qt.Key) -> None:
        """Say where somebody is by the menu of their chip."""
        strip = self.page.strip
        self.hands.tab_to(strip._row)
        for _ in range(20):
            focused = QApplication.focusWidget()
            if getattr(getattr(focused, "chip", None), "attendee_id", "") == attendee_id:
                break
            self.hands.press(Qt.Key.Key_Right)
        self.hands.press(Qt.Key.Key_Return)
        self.hands.opened.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        self.hands.press(key)
        self.hands.opened.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)

    def go_through(self) -> ClosePage:
        """Go through every item, one after the other, to the close."""
        for _ in range(120):
            item = self.item
            self.visited.append(item.id)
            self.do_item(item)
            if len(self.visited) in (2, 5):
                self.hands.picture(f"item {item.id}")
            self.hands.press(Qt.Key.Key_Return, CONTROL)
            shown = self.hands.opened.workspace.page
            if isinstance(shown, ClosePage):
                return shown
            assert self.page.item_pane.item_id != item.id, f"Ctrl+Enter stays on {item.id}"
        raise AssertionError("the agenda never comes to an end")

    @property
    def item(self) -> AgendaItem:
        shown = self.page.item_pane.item_id
        return next(one for one in agenda_items(self.page.desk, self.meeting) if one.id == shown)

    def do_item(self, item: AgendaItem) -> None:
        """Do all that an item asks."""
        self.hands.opened.qtbot.waitUntil(lambda: self.page.item_pane.is_whole)
        self.say_how_they_take_part()
        self.name_care_team()
        self.say_what_became()
        if (
            self.page.item_pane.prepared.isVisible()
            and self.page.item_pane.prepared.confirm_button.isVisible()
        ):
            self.hands.push(self.page.item_pane.prepared.confirm_button)
        if self.page.item_pane.next_meeting.isVisible():
            self.set_next_meeting()
        self.note(item)
        if self.page.item_pane.questions.isVisible():
            self.answers.answer_card(self.hands, self.page.item_pane.questions)
        for kind in self.kinds_of(item):
            self.capture(kind)
        if item.part in (ItemPart.CHILD_VIEWS, ItemPart.FAMILY_VIEWS):
            self.views()
        foot = self.page.item_pane.foot
        for box, kind in ((foot.no_disagreement, "disagreement"), (foot.no_unmet_need, "unmet need")):
            if box.isVisible() and not box.isChecked() and kind not in self.captured:
                self.hands.push(box)

    def kinds_of(self, item: AgendaItem) -> list[str]:
        """What the item offers and was not captured before."""
        return [
            kind for kind in item.captures if kind in KEYS and kind not in self.captured and kind != "view"
        ]

    def note(self, item: AgendaItem) -> None:
        self.hands.press(Qt.Key.Key_N, ALT)
        text = f"Said of <{item.id}> & kept"
        self.hands.type(text)
        self.page.leave()
        assert text in {note.text for note in self.meeting.notes if note.item == item.id}

    def say_how_they_take_part(self) -> None:
        if not self.page.item_pane.participation.isVisible():
            return
        for line in list(self.page.item_pane.participation.rows.values()):
            if not line.how.chosen_key:
                self.hands.pick(line.how, str(line.how.itemData(1)))

    def name_care_team(self) -> None:
        if not self.page.item_pane.care_team.isVisible():
            return
        for identifier in list(self.page.item_pane.care_team.rows)[:3]:
            row = self.page.item_pane.care_team.rows[identifier]
            if not row.tick.isChecked():
                self.hands.push(row.tick)
            if not row.words.text():
                self.hands.write(row.words, "Listens & helps")
        self.page.leave()

    def say_what_became(self) -> None:
        card = self.page.item_pane.carried
        if not card.isVisible():
            return
        for identifier in list(card.rows):
            row = card.rows[identifier]
            if row.statuses.isVisible() and not row.statuses.chosen_key:
                self.hands.choose(row.statuses, row.statuses.keys[-1])
                details = row._details
                assert details is not None
                self.hands.write(details.note, "It was said & heard")
        self.page.leave()

    def set_next_meeting(self) -> None:
        card = self.page.item_pane.next_meeting
        if card.day.value is not None:
            return
        self.hands.write(card.day.control, "8 Dec 2026")
        self.hands.write(card.time.control, "10:30")
        self.hands.write(card.venue, "Joy's kitchen")
        self.page.leave()

    # Quick capture.

    def capture(self, kind: str) -> None:
        """Open the form of a kind by its key, fill in every field that is seen, and add it."""
        self.captured.add(kind)
        self.hands.press(KEYS[kind], ALT)
        form = self.page.capture.form
        assert form.isVisible()
        self.hands.opened.qtbot.waitUntil(lambda: self.hands.has_keyboard(form))
        if isinstance(form, DecisionForm):
            self.fill_decision(form)
        else:
            self.fill(form.fields)
        self.hands.picture(f"capture {kind}")
        self.hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)

    def fill(self, fields: dict[str, QWidget]) -> None:
        for name, widget in list(fields.items()):
            if not widget.isVisible():
                continue
            if name in WORDS:
                self.hands.write(widget, WORDS[name])
            elif isinstance(widget, SearchSelect):
                self.hands.pick(widget, str(widget.itemData(1)))
            elif name in ("due", "heard_on", "authorise_by", "agreed_on"):
                day = "24 Nov 2026" if name in ("heard_on", "agreed_on") else "4 Jan 2027"
                self.hands.write(widget, day)
            elif name == "is_resolved":
                self.hands.choose(widget.parentWidget(), "no")  # type: ignore[arg-type]  # it lies in pills
        if "positions" in fields:
            self.hands.press(Qt.Key.Key_Tab)
            row = self.page.capture.form._rows[0]  # type: ignore[attr-defined]  # the form of different views
            self.hands.write(row.words, "Once a week is too little")

    def fill_decision(self, form: DecisionForm) -> None:
        fields = form.fields
        self.fill({name: fields[name] for name in ("text", "reason")})
        matter = fields["matter"]
        if matter.isVisible() and isinstance(matter, Select):
            self.hands.pick(matter, str(matter.itemData(1)))
        within = fields["is_within_authority"]
        if within.isVisible():
            self.hands.choose(form._within, "yes")
        change = fields["is_plan_change"]
        if change.isVisible():
            self.hands.push(change)
            self.hands.write(fields["agreed_by"], "Rachel Whitmore, Team manager")
            self.hands.write(fields["agreed_on"], "24 Nov 2026")
        if fields["authoriser"].isVisible():
            if not fields["authoriser"].text():  # type: ignore[attr-defined]  # a line
                self.hands.write(fields["authoriser"], "Rachel Whitmore")
            self.hands.write(fields["authorise_by"], "4 Jan 2027")

    def views(self) -> None:
        """Record a view of everybody who is asked how they take part here."""
        for who in list(self.page.item_pane.participation.rows):
            if any(view.of == who for view in self.meeting.views):
                continue
            self.hands.press(KEYS["view"], ALT)
            form = self.page.capture.form
            assert isinstance(form, ViewForm), said(form)
            if form._of.chosen_key != who:
                self.hands.pick(form._of, who)
            self.hands.write(form.fields["words"], WORDS["words"])
            sharing = form.fields["sharing"]
            if sharing.isVisible():
                self.hands.pick(sharing, "everyone")  # type: ignore[arg-type]  # a select
            self.fill({name: form.fields[name] for name in ("heard_by", "heard_on", "how")})
            self.hands.press(Qt.Key.Key_Return, CONTROL | SHIFT)
            self.captured.add("view")
            assert any(view.of == who for view in self.meeting.views), f"no view of {who} was kept"
