"""The sheet of keys: every act with what is pressed for it, and shorthand; to read through, copy as text, or print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget

from cpm_desktop.domain.shorthand_examples import HEADING, SHORTHAND
from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, frame
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.dialog_body import room_for
from cpm_desktop.ui.kit.guide_key import GuideKey
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.printing import print_text
from cpm_desktop.ui.kit.private_clipboard import copy_privately
from cpm_desktop.ui.kit.tab_order import go_to_next_stop
from cpm_desktop.ui.shell.acts import by_group, keys_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.acts import Act

_INTRODUCTION = (
    "Every key’s act stands in the menu (F10) and is found by Ctrl+K, too. Shorthand stands at the end."
)


class KeysSheet(QDialog):
    """Beside the window, not before it: the meeting goes on while it is open. Esc closes it."""

    def __init__(self, theme: Theme, acts: Sequence[Act], parent: QWidget | None = None) -> None:
        """`acts` in the order of the menus."""
        super().__init__(parent)
        self._theme = theme
        self.text = keys_text(acts) + _shorthand_text()
        self.setProperty("kit", "window")
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        GuideKey(self)
        self.rows = RowList(theme, "Keys")
        self.rows.set_rows(_rows(acts))
        self.print_button = Button(theme, "Print…", icon="printer", access_key="p")
        self.copy_button = Button(theme, "Copy as text", icon="copy", access_key="c")
        close = Button(theme, "Close")
        self.print_button.clicked.connect(self.print_sheet)
        self.copy_button.clicked.connect(self.copy_sheet)
        close.clicked.connect(self.reject)
        head = down(Label("Keys", "h2"), Label(_INTRODUCTION, "small", wraps=True), spacing=4)
        head.setContentsMargins(24, 18, 24, 10)
        buttons = across(
            self.print_button, self.copy_button, None, close, spacing=8, margins=(24, 12, 24, 12)
        )
        self.setLayout(down(head, self.rows, frame("foot", buttons), spacing=0, stretched=1))

    def sizeHint(self) -> QSize:
        """Narrow and high, as far as the window has room."""
        wanted = QSize(self._theme.px(520), self._theme.px(640))
        return wanted.boundedTo(room_for(self) - QSize(40, 80))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list, in the middle of the window."""
        super().showEvent(event)
        self.resize(self.sizeHint())
        host = self.parentWidget()
        if host is not None:
            self.move(host.window().geometry().center() - self.rect().center())
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, is_forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes in reading order."""
        return go_to_next_stop(self, is_forward=is_forward)

    def copy_sheet(self) -> None:
        """Put the sheet on the clipboard as plain text; it names nobody."""
        copy_privately(self.text)
        announce(self, "The keys are copied as text")

    def print_sheet(self) -> None:
        """Print the sheet on a printer that the person chooses."""
        print_text(self, self.text, lambda: announce(self, "The keys were sent to the printer"))


def _rows(acts: Sequence[Act]) -> list[ListEntry]:
    rows = []
    for group, held in by_group(acts).items():
        rows.append(ListEntry(f"group {group}", group, is_heading=True))
        rows += [
            ListEntry(f"{group} {act.text}", act.text, trailing=" or ".join(act.keys), icon=act.icon)
            for act in held
        ]
    rows.append(ListEntry("group shorthand", HEADING, is_heading=True))
    rows += [ListEntry(f"typed {one.typed}", one.says, one.typed) for one in SHORTHAND]
    return rows


def _shorthand_text() -> str:
    return "\n".join(["", HEADING, *(f"{one.says}: {one.typed}" for one in SHORTHAND), ""])
