"""Below the agenda: what was prepared before the meeting became another kind, to be moved to an item or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.services.holding import agenda_lines
from cpm_desktop.services.kept_before import kept_before, move_kept, remove_kept
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import link_button
from cpm_desktop.ui.kit.kept_rows import keep_rows
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.panels import Panel
from cpm_desktop.ui.kit.selects import Option, Select

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpm_desktop.services.kept_before import KeptBefore
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.page import Page

_TITLE = "Kept from before the change of kind"
_HINT = "This agenda has no place for them. They stand on the file copy only, until you move or remove them."
_MOVE = Option("", "Move to…")


class KeptEntry(QFrame):
    """One note or answer. `moved` is sent with the id of the item chosen, `removed` with nothing."""

    moved = Signal(str)
    removed = Signal()

    def __init__(self, theme: Theme, kept: KeptBefore) -> None:
        """Show it."""
        super().__init__()
        self.setProperty("kit", "clear")
        self.kept = kept
        self.target = Select(theme, [_MOVE])
        self.target.setAccessibleName(f"Move to an item: {kept.about}")
        self.target.chosen.connect(self._move)
        self.remove = link_button(theme, "Remove", icon="trash-2")
        self.remove.setAccessibleName(f"Remove: {kept.about}")
        self.remove.clicked.connect(self.removed)
        doing = across(self.target, self.remove, None, spacing=8)
        self.target.setFixedWidth(theme.px(240))
        self.setLayout(
            down(Label(kept.about, "small_strong", wraps=True), Label(kept.words, "cell2", wraps=True), doing)
        )

    def offer(self, items: Sequence[Option]) -> None:
        """Offer the items of the agenda as it stands."""
        self.target.set_options([_MOVE, *items], "")

    def _move(self, item: str) -> None:
        if item:
            self.moved.emit(item)


class KeptCard(Panel):
    """Hidden where nothing is kept from before."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """Empty until `show_kept`. `page` knows the desk and tells what goes wrong."""
        super().__init__()
        self._page, self._meeting_id = page, meeting_id
        self.setAccessibleName(_TITLE)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        head = down(Label(_TITLE, "strong"), Label(_HINT, "small", wraps=True), spacing=2)
        self.add(down(head, self._column, spacing=10, margins=(16, 10, 16, 14)))
        self.rows: dict[str, KeptEntry] = {}
        self.hide()

    def show_kept(self) -> None:
        """Show what is kept, and where it can go."""
        desk = self._page.desk
        meeting = desk.meeting(self._meeting_id).value
        kept = {f"{each.entity_kind}.{each.id}": each for each in kept_before(desk, meeting)}
        keep_rows(self._column, self.rows, kept, self._row, lambda row, each: row.kept != each)
        items = [Option(line.item.id, f"{line.number}. {line.title}") for line in agenda_lines(desk, meeting)]
        for row in self.rows.values():
            row.offer(items)
        self.setVisible(bool(kept))

    def _row(self, kept: KeptBefore) -> KeptEntry:
        page, meeting_id = self._page, self._meeting_id
        row = KeptEntry(page.theme, kept)
        row.moved.connect(
            lambda item: self._do(lambda: move_kept(page.desk, meeting_id, kept, item), "Moved to the item")
        )
        row.removed.connect(lambda: self._do(lambda: remove_kept(page.desk, meeting_id, kept), "Removed"))
        return row

    def _do(self, doing: Callable[[], None], said: str) -> None:
        if self._page.attempt(doing):
            announce(self, said)
