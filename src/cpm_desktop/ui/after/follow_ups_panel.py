"""What is to be done after the meeting, what is open first, with room to add something of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.date_reading import date_reader
from cpm_desktop.services.following_up import add_follow_up, follow_up_lines
from cpm_desktop.ui.after.copy_forms import RowForm
from cpm_desktop.ui.after.follow_up_row import FollowUpEntry
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.day_field import DayField
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.text_fields import LineEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.following_up import FollowUpLine
    from cpm_desktop.ui.kit.theme import Theme


class FollowUpsPanel(QFrame):
    """Every follow-up with its parts; a row that did not change keeps what is being typed in it.

    `letters_asked` is sent when the letters to those who took something on are wanted.
    """

    letters_asked = Signal()

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_lines`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("What is to be done")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self.rows: dict[str, FollowUpEntry] = {}
        self.add_button = link_button(theme, "Add something", icon="plus")
        self.add_button.clicked.connect(self.add)
        letters = link_button(theme, "Letters…", icon="mail")
        letters.setAccessibleName("Letters to those who took something on")
        letters.clicked.connect(self.letters_asked)
        self._head = SectionHead("What is to be done", letters, self.add_button, count="")
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self.form = _OwnForm(theme, desk, meeting_id)
        self.form.hide()
        self.form.left.connect(self._leave)
        self.form.save_button.clicked.connect(self._save)
        head = across(self._head, margins=(16, 9, 16, 5))
        self.setLayout(down(head, self.form, self._box, spacing=0, margins=(0, 0, 0, 6)))

    def show_lines(self) -> None:
        """Show how everything stands."""
        lines = follow_up_lines(self._desk, self._id)
        focused = self._focused()
        still_open = sum(line.follow_up.is_open() for line in lines)
        self._head.set_count(f"{still_open} open" if lines else "Nothing listed")
        wanted = {each[0].follow_up.id: each for each in _flat(lines)}
        keep_rows(self._box, self.rows, wanted, self._row, lambda row, each: row.line != each[0])
        if focused and focused != self._focused():  # the row that was just settled was made anew
            self._go_on_from(focused)

    def _row(self, shown: tuple[FollowUpLine, bool]) -> FollowUpEntry:
        line, is_part = shown
        return FollowUpEntry(self._theme, self._desk, self._id, line, is_part=is_part)

    def _focused(self) -> str:
        """The row with the keyboard; empty for none."""
        held = QApplication.focusWidget()
        return next(
            (key for key, row in self.rows.items() if held is not None and row.isAncestorOf(held)), ""
        )

    def _go_on_from(self, key: str) -> None:
        row = self.rows.get(key)
        target = next(iter(row.buttons.values())) if row is not None else self.add_button
        target.setFocus()

    def add(self) -> None:
        """Ask for something of one's own."""
        self.form.clear()
        self.form.show()
        self.form.setFocus()

    def _save(self) -> None:
        form = self.form
        if form.day.check():
            return
        try:
            add_follow_up(self._desk, self._id, form.what.text(), form.owner.text(), form.day.value)
        except CarePlanningError as error:
            form.what_field.show_error(error.sentence)
            return
        self._leave()

    def _leave(self) -> None:
        self.form.hide()
        self.add_button.setFocus()


class _OwnForm(RowForm):
    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        super().__init__()
        self.what, self.owner = LineEdit(is_prose=True), LineEdit()
        self.what_field = Field(theme, "What is to be done?", self.what)
        self.day = DayField(theme, "By (may stay empty)", date_reader(desk, meeting_id))
        self.save_button = Button(theme, "Add", "primary")
        cancel = Button(theme, "Cancel", "link")
        cancel.clicked.connect(self.left)
        fields = across(Field(theme, "Whose is it?", self.owner), self.day, spacing=12)
        self.setLayout(
            down(
                self.what_field,
                fields,
                across(self.save_button, cancel, None),
                spacing=8,
                margins=(16, 4, 16, 12),
            )
        )
        self.setFocusProxy(self.what)

    def clear(self) -> None:
        """Take away what was typed."""
        self.what.clear()
        self.owner.clear()
        self.day.set_value(None)
        self.what_field.show_error("")


def _flat(lines: tuple[FollowUpLine, ...]) -> Iterator[tuple[FollowUpLine, bool]]:
    for line in lines:
        yield line, False
        for part in line.parts:
            yield part, True
