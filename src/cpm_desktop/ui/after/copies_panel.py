"""Everybody's copy, grouped by kind, the unsent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from cpm_desktop.domain.child import CopyKind
from cpm_desktop.services.copy_list import copy_groups
from cpm_desktop.ui.after.copy_card import CopyCard
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.labels import ElidedLabel, IconLabel, Label

if TYPE_CHECKING:
    from cpm_desktop.services.copy_list import CopyGroup
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme

_ICONS = {
    CopyKind.PROFESSIONAL: "file-text",
    CopyKind.FAMILY: "users",
    CopyKind.CHILD: "heart",
    CopyKind.UNDECIDED: "circle-alert",
    CopyKind.NONE: "circle-minus",
}


class CopiesPanel(QFrame):
    """`asked` passes on what is wanted of one copy, `group_asked` of a whole group ("save", "left out", "read")."""

    asked = Signal(str, str)
    group_asked = Signal(str, object)

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Empty until `show_groups`."""
        super().__init__()
        self.setProperty("kit", "panel")
        self.setAccessibleName("Who gets which copy")
        self._theme, self._desk, self._id = theme, desk, meeting_id
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)
        self._rows: dict[str, CopyCard] = {}
        self._heads: list[QWidget] = []
        self.links: dict[CopyKind, Button] = {}

    @property
    def rows(self) -> dict[str, CopyCard]:
        """The rows by attendee id, in order."""
        return self._rows

    def show_groups(self) -> None:
        """Show how the copies stand; rows that did not change stay, with what is open below them."""
        groups = copy_groups(self._desk, self._id)
        focused = self._focused()
        kept: dict[str, CopyCard] = {}
        for head in self._heads:
            self._drop(head)
        self._heads, self.links = [], {}
        order: list[QWidget] = []
        for group in groups:
            order.append(self._made_head(group, is_first=not order))
            for line in group.lines:
                row = self._rows.get(line.attendee_id)
                if row is None or not row.takes(line):
                    row = CopyCard(self._theme, self._desk, self._id, line)
                    row.asked.connect(self.asked)
                kept[line.attendee_id] = row
                order.append(row)
        for row in self._rows.values():
            if row not in kept.values():
                self._drop(row)
        self._rows = kept
        for place, widget in enumerate(order):
            self._box.insertWidget(place, widget)
            widget.show()
        if focused and focused in kept and self._focused() != focused:
            kept[focused].button.setFocus()

    def _made_head(self, group: CopyGroup, *, is_first: bool) -> QWidget:
        sent = sum(line.plan.sent_on is not None for line in group.lines)
        count = len(group.lines)
        people = "1 person" if count == 1 else f"{count} people"
        words = {
            CopyKind.PROFESSIONAL: f"{people} · {sent} sent · the address is left out",
            CopyKind.FAMILY: f"one for each · {sent} sent · the address is left out",
            CopyKind.CHILD: "in plain words",
        }.get(group.copy_kind, people)
        links = self._made_links(group)
        line = across(
            IconLabel(self._theme, _ICONS[group.copy_kind], "accent", 16),
            Label(group.title, "strong"),
            ElidedLabel(words, "small"),
            *links,
            spacing=10,
            margins=(16, 5, 10, 5),
            stretched=2,
        )
        head = frame("row" if is_first else "group_head", down(line))
        self._heads.append(head)
        return head

    def _made_links(self, group: CopyGroup) -> list[Button]:
        if group.copy_kind in (CopyKind.NONE, CopyKind.UNDECIDED):
            return []
        people = tuple(line.attendee_id for line in group.lines)
        made = []
        if group.copy_kind is CopyKind.CHILD:
            made.append(self._link("Write it", "", "write", people))
            made.append(self._link("Read it", "", "read", people))
        else:
            made.append(self._link("Who may read what…", "", "limit", people))
            made.append(self._link("What is left out?", "", "left out", people))
        words = "Save it" if len(people) == 1 else f"Save {len(people)} copies"
        save = self._link(words, "download", "save", people)
        self.links[group.copy_kind] = save
        for link in (*made, save):
            link.setAccessibleName(f"{link.plain_text}: {group.title}")
        return [*made, save]

    def _link(self, words: str, icon: str, what: str, people: tuple[str, ...]) -> Button:
        link = link_button(self._theme, words, icon=icon)
        link.clicked.connect(lambda: self.group_asked.emit(what, people))
        return link

    def _focused(self) -> str:
        focused = QApplication.focusWidget()
        return next(
            (key for key, row in self._rows.items() if focused is not None and row.isAncestorOf(focused)), ""
        )

    def _drop(self, widget: QWidget) -> None:
        self._box.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
