"""One thing in large type, to be read aloud, with what the room can say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.services.closing import (
    KeptView,
    drop_different_view,
    keep_different_view,
    mark_read_back,
    reword,
    wording_of,
)
from cpm_desktop.ui.close.disagree_form import DisagreeForm
from cpm_desktop.ui.close.read_back_words import KIND_FACES, item_title, what_was_said
from cpm_desktop.ui.close.wording_form import WordingForm
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, empty, hairline
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.domain.read_back import ReadBackItem
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


_ROOM_SIZE, _ROOM_FACT, _ROOM_NAME = 44, 28, 18  # pixels at 100 %
_ROOM_MOST = 66  # pixels: with larger text the answers below stay in sight


class ReadBackCard(QFrame):
    """`marked` is sent with the key when the room has said something; what it said is recorded already."""

    marked = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str, *, is_for_a_room: bool = False) -> None:
        """Empty until `show_item`; for a room the sentence is larger still."""
        super().__init__()
        self.setProperty("kit", "panel_active")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self._item: ReadBackItem | None = None
        self._form: DisagreeForm | WordingForm | None = None
        self._form_key = ""  # what the form is about
        self._kept: dict[str, KeptView] = {}  # what is said against a thing, as far as it is written down
        self._tag = Tag(theme, "decision", "gavel", "Decision")
        self._where, self._place = Label("", "small"), Label("", "small")
        self._sentence = Label("", "statement", wraps=True)
        self._is_for_a_room = is_for_a_room
        self._said = Label("", "small_strong", wraps=True)
        self._facts = QVBoxLayout()
        self.agreed_button = Button(theme, "Agreed", "big_primary", icon="check", access_key="A")
        self.fix_button = Button(theme, "Fix the wording", "big", icon="pencil", access_key="F")
        self.differs_button = Button(
            theme, "Does not agree", "big", icon="git-fork", tone="different_view", access_key="D"
        )
        self.agreed_button.clicked.connect(self.agree)
        self.fix_button.clicked.connect(self.fix)
        self.differs_button.clicked.connect(self.differ)
        self._buttons = self._made_buttons()
        self._forms = QVBoxLayout()
        theme.changed.connect(self._fit)
        self._fit()
        head = across(self._tag, self._where, None, self._place, spacing=8)
        self.setLayout(
            down(
                head,
                self._sentence,
                self._facts,
                self._said,
                hairline(),
                self._buttons,
                self._forms,
                spacing=12,
                margins=(28, 18, 28, 16),
            )
        )

    @property
    def item(self) -> ReadBackItem | None:
        """What is shown."""
        return self._item

    @property
    def form(self) -> DisagreeForm | WordingForm | None:
        """The form that is open; None while none is."""
        return self._form

    def show_item(self, item: ReadBackItem, place: int, count: int) -> None:
        """Show a thing; a form that is open for the same thing stays open."""
        is_other = self._item is None or self._item.key != item.key
        self._item = item
        if is_other:
            self.flush()
            self._close_form()
        tone, icon, words = KIND_FACES[item.kind]
        self._tag.show_state(tone, icon, words)
        meeting = self._desk.meeting(self._id).value
        self._where.setText(item_title(self._desk, meeting, item.item))
        self._place.setText(f"{place} of {count}")
        self._sentence.setText(item.sentence)
        has_wording = bool(wording_of(meeting, item.key))
        self.fix_button.setVisible(has_wording)
        self._fix_column.setVisible(has_wording)  # with the hint that names its key
        self._show_facts(item.facts)
        said = what_was_said(self._desk, meeting, item)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.setAccessibleName(f"{words}, {place} of {count}: {item.sentence}")

    def agree(self) -> None:
        """Note that the room agrees."""
        if self._item is not None:
            key = self._item.key
            self._try(lambda: mark_read_back(self._desk, self._id, key, ReadBackResult.AGREED), key)

    def fix(self) -> None:
        """Open the field for another wording."""
        if self._item is None:
            return
        meeting = self._desk.meeting(self._id).value
        form = WordingForm(self._theme, wording_of(meeting, self._item.key))
        form.saved.connect(self._reword)
        self._open(form)
        form.setFocus()

    def differ(self) -> None:
        """Ask who does not agree, and their words; both are kept as they are typed."""
        if self._item is None:
            return
        meeting = self._desk.meeting(self._id).value
        people = [(person.id, person.name) for person in meeting.attendees if person.is_invited]
        who, words = self._written(self._item.key)
        form = DisagreeForm(self._theme, people, who, words)
        form.typed.connect(self._keep_view)
        form.saved.connect(self._disagree)
        self._open(form)
        form.focus_first()

    def flush(self) -> None:
        """Have what is typed in the form kept now: going elsewhere loses nothing."""
        form = self._form
        if isinstance(form, DisagreeForm):
            form.flush()
        elif form is not None and form.editor.text.strip():
            text, key = form.editor.text, self._form_key
            if text != wording_of(self._desk.meeting(self._id).value, key):
                reword(self._desk, self._id, key, text)

    def _written(self, key: str) -> tuple[tuple[str, ...], str]:
        """Return who does not agree and what they say, as far as it was written down before the form was left."""
        kept = self._kept.get(key)
        says = {one.id: one.says for one in self._desk.meeting(self._id).value.positions}
        there = [
            (who, says[each]) for who, each in (kept.positions if kept is not None else ()) if each in says
        ]
        if not there:
            self._kept.pop(key, None)
            return (), ""
        return tuple(who for who, _ in there if who), there[0][1]

    def _keep_view(self, who: tuple[str, ...], words: str) -> None:
        key = self._form_key
        kept = keep_different_view(self._desk, self._id, key, who, words, self._kept.get(key))
        if kept is not None:
            self._kept[key] = kept

    def _made_buttons(self) -> QWidget:
        box = QWidget()
        columns = []
        for button, keys in (
            (self.agreed_button, "Alt A"),
            (self.fix_button, "Alt F"),
            (self.differs_button, "Alt D"),
        ):
            hint = Label(keys, "micro")
            hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column = QWidget()
            column.setLayout(down(button, hint, spacing=3))
            columns.append(column)
        flow = FlowLayout(box, spacing=10)
        for column in columns:
            flow.addWidget(column)
        self._fix_column = columns[1]
        return box

    def _fit(self) -> None:
        if self._is_for_a_room:
            self._sentence.setStyleSheet(f"font-size: {min(self._theme.px(_ROOM_SIZE), _ROOM_MOST)}px")
            if self._item is not None:
                self._show_facts(self._item.facts)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        empty(self._facts)
        row = QWidget()
        flow = FlowLayout(row, spacing=28)
        for name, value in facts:
            fact = QWidget()
            is_long = len(value) > 40
            heading, words = Label(name, "small"), Label(value, "h3", wraps=is_long)
            if self._is_for_a_room:
                heading.setStyleSheet(f"font-size: {self._theme.px(_ROOM_NAME)}px")
                words.setStyleSheet(f"font-size: {self._theme.px(_ROOM_FACT)}px")
            fact.setLayout(down(heading, words, spacing=1))
            if is_long:
                self._facts.addWidget(fact)
            else:
                flow.addWidget(fact)
        if flow.count():
            self._facts.insertWidget(0, row)

    def _open(self, form: DisagreeForm | WordingForm) -> None:
        self.flush()
        self._close_form()
        form.left.connect(self._keep_and_leave)
        form.dropped.connect(self._drop)
        self._form, self._form_key = form, self._item.key if self._item is not None else ""
        self._forms.addWidget(form)
        form.show()
        self._buttons.hide()

    def _keep_and_leave(self) -> None:
        self.flush()
        if isinstance(self._form, DisagreeForm) and self._form_key in self._kept:
            announce(self, "Kept as a different view")
        self._leave_form()

    def _drop(self) -> None:
        kept = self._kept.pop(self._form_key, None)
        self._leave_form()
        if kept is not None:
            drop_different_view(self._desk, self._id, kept)

    def _leave_form(self) -> None:
        self._close_form()
        self.agreed_button.setFocus()

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.blockSignals(True)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._buttons.show()

    def _reword(self, text: str) -> None:
        key = self._form_key
        if self._try(lambda: reword(self._desk, self._id, key, text)):
            self._leave_form()

    def _disagree(self, who: tuple[str, ...], words: str) -> None:
        key, result = self._form_key, ReadBackResult.NOT_AGREED
        kept = self._kept.get(key)
        if self._try(lambda: mark_read_back(self._desk, self._id, key, result, who, words, kept)):
            self._kept.pop(key, None)
            self._close_form()
            self.marked.emit(key)

    def _try(self, doing: Callable[[], object], key: str = "") -> bool:
        try:
            doing()
        except CarePlanningError as error:
            if self._form is not None:
                self._form.show_error(error.sentence)
                return False
            raise
        if key:
            self.marked.emit(key)
        return True
