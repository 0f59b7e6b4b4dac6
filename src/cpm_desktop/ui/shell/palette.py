"""The command palette: everything that can be done or gone to from here, found by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from cpm_desktop.ui.kit.announcing import announce
from cpm_desktop.ui.kit.arranging import across, down, hairline
from cpm_desktop.ui.kit.guide_key import GuideKey
from cpm_desktop.ui.kit.labels import IconLabel, Label
from cpm_desktop.ui.kit.list_filter import ListFilter
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.shell.finding import Finder, PaletteEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from cpm_desktop.ui.kit.theme import Theme

_NAME = "Search or run a command"
_PLACEHOLDER = "A command, a person, an agenda item, a meeting, a child"


class CommandPalette(QDialog):
    """Type to filter, Up and Down to move, Enter to run, Esc to leave. A choice runs after it has closed."""

    def __init__(self, theme: Theme, entries: Sequence[PaletteEntry], parent: QWidget | None = None) -> None:
        """`entries` in the order in which they are shown."""
        super().__init__(parent)
        self._theme, self._entries = theme, tuple(entries)
        self._finder = Finder(self._entries)
        self._shown: tuple[PaletteEntry, ...] = ()
        self._was_active = False
        self.setProperty("kit", "window")
        self.setWindowTitle(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        GuideKey(self)
        self.found = RowList(theme, "Commands found")
        self.field = ListFilter(self.found, _NAME, placeholder=_PLACEHOLDER, is_large=True)
        self._none = Label("Nothing is called that. Try fewer letters.", "cell2", wraps=True)
        self._none.setContentsMargins(16, 12, 16, 16)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._none.hide()
        icon = IconLabel(theme, "search", "text2", 18)
        self.setLayout(
            down(
                across(icon, self.field, spacing=10, margins=(16, 12, 12, 12), stretched=1),
                hairline(),
                self.found,
                self._none,
                spacing=0,
            )
        )
        self.field.moved.connect(self._say_current)
        self.field.textEdited.connect(self._filter)
        self.field.returnPressed.connect(self._run_current)
        self.found.opened.connect(self._run)
        self.found.clicked.connect(lambda _: self._run_current())
        self._filter("")

    def showEvent(self, event: QShowEvent) -> None:
        """Stand at the top of the window, the keyboard in the field."""
        super().showEvent(event)
        host = self.parentWidget()
        width = self._theme.px(620)
        height = self._theme.px(440)
        if host is not None:
            area = host.window().geometry()
            width, height = min(width, area.width() - 40), min(height, area.height() - 40)
            self.setFixedSize(width, height)
            self.move(area.center().x() - width // 2, area.top() + min(70, (area.height() - height) // 2))
        else:
            self.setFixedSize(width, height)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """It gives way when the person goes on elsewhere in the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self._was_active:
            self.reject()
        self._was_active = self._was_active or self.isActiveWindow()

    def _filter(self, text: str) -> None:
        groups = self._finder.find(text)
        self._shown = tuple(entry for group in groups for entry in group.entries)
        rows, place = [], 0
        for group in groups:
            more = f"{group.more} more; type on" if group.more else ""
            if group.name:
                rows.append(ListEntry(f"group {group.name}", group.name, trailing=more, is_heading=True))
            for entry in group.entries:
                rows.append(
                    ListEntry(str(place), entry.text, entry.detail, trailing=entry.keys, icon=entry.icon)
                )
                place += 1
        self.found.set_rows(rows)
        if self._shown:
            self.found.choose("0")
            self.found.scrollToTop()
        self.found.setVisible(bool(self._shown))
        self._none.setVisible(not self._shown)
        if not self._shown:
            announce(self, self._none.text())
        elif text.strip():
            self._say_current()

    def _say_current(self) -> None:
        entry = self._current()
        if entry is not None:
            announce(self, ", ".join(part for part in (entry.text, entry.detail, entry.keys) if part))

    def _current(self) -> PaletteEntry | None:
        key = self.found.current_key
        return self._shown[int(key)] if key.isdigit() and self.found.isVisibleTo(self) else None

    def _run_current(self) -> None:
        self._run(self.found.current_key)

    def _run(self, _key: str) -> None:
        entry = self._current()
        if entry is not None:
            self.accept()
            entry.run()
