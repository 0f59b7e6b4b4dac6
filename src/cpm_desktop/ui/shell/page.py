"""What fills the window below the header: one page for each screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.ui.shell.acts import make_act

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QAction

    from cpm_desktop.domain.meeting_texts import MeetingText
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.services.editing import Edited, Editing
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.finding import PaletteEntry
    from cpm_desktop.ui.shell.navigator import Navigator


@dataclass(frozen=True)
class Header:
    """What the header bar says while a page is shown.

    `back` names where the back link goes (empty: no link), `pill` and `pill_time` stand beside the title
    ("Live", "34:12"), `primary` is the one filled button and `can_primary` whether it can be pressed.
    """

    title: str = ""
    subtitle: str = ""
    back: str = ""
    pill: str = ""
    pill_time: str = ""
    primary: str = ""
    can_primary: bool = True


class Page(QWidget):
    """A screen. It listens to what it shows and redraws only what a change touched.

    Override what fits: `panes` for F6, `hints` for the foot of the window, `editing` for undo and redo,
    `refresh` for when it is shown again, `leave` to commit what is being typed, `press_primary` and `go_back`
    for the header. Whatever can be done stands in `actions()`, filled by `offer`, for menu, palette and the
    sheet of keys; what can be found besides, people and records, is returned by `finds`.
    """

    header_changed = Signal()
    names_other_children = True  # not where people may be looking on

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        """Open on the desk; the navigator leads to other pages."""
        super().__init__()
        self.desk = desk
        self.navigator = navigator
        self._header = Header()
        self._stops: list[Callable[[], None]] = []
        self.setProperty("kit", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @property
    def theme(self) -> Theme:
        """The window's theme."""
        return self.navigator.theme

    @property
    def header(self) -> Header:
        """What the header bar says."""
        return self._header

    def set_header(self, header: Header) -> None:
        """Change what the header bar says; `header_changed` is sent where it differs."""
        if header != self._header:
            self._header = header
            self.header_changed.emit()

    def offer(
        self,
        text: str,
        doing: Callable[[], object],
        keys: str | Sequence[str] = "",
        *,
        group: str = "Page",
        icon: str = "",
        is_enabled: bool = True,
    ) -> QAction:
        """Add something that can be done here: it stands in menu and palette, and its keys work on the page.

        A CarePlanningError that it raises is told above the page.

        Args:
            text: what it is called.
            doing: does it.
            keys: as Qt reads them; of several the first is told.
            group: the menu in which it stands, one of acts.GROUPS.
            icon: beside it in the palette.
            is_enabled: whether it can be done now; where not, it is not offered.
        """
        action = make_act(self, text, lambda: self.attempt(doing), keys, group=group, icon=icon)
        action.setEnabled(is_enabled)
        return action

    def finds(self) -> Sequence[PaletteEntry]:
        """Return what the palette finds on this page besides what can be done: people, items, records."""
        return ()

    def attempt(self, doing: Callable[[], object]) -> bool:
        """Do something; what goes wrong is told above the page. Returns whether it went well."""
        try:
            doing()
        except CarePlanningError as error:
            self.navigator.show_error(error)
            return False
        return True

    def watch(self, editing: Editing[Any], listener: Callable[[Edited], None]) -> None:
        """Call the listener after each change of an aggregate, as long as the page lives."""
        self._stops.append(editing.listen(listener))

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 visits, in order; each has an accessible name."""
        return ()

    def first_stop(self) -> QWidget | None:
        """Return where the keyboard begins; None for the first thing that Tab comes to."""
        return None

    def hints(self) -> Sequence[str]:
        """Return keys to tell at the foot of the window: "Enter open"."""
        return ()

    def editing(self) -> Editing[Any] | None:
        """Return what undo and redo work on; None where the page changes nothing."""
        return None

    def refresh(self) -> None:
        """Show everything as it is now; called when the page is shown, also again."""

    def show_text(self, where: MeetingText) -> None:
        """Bring a text of that meeting into sight, if the page can show it."""

    def leave(self) -> None:
        """Commit what is being typed; called before going elsewhere, before undo, and before locking."""

    def left_details(self) -> dict[str, str]:
        """Return what else says where the person is on the page, to come back to after the lock; after `leave`."""
        return {}

    def come_back(self, details: Mapping[str, str]) -> None:
        """Go to where `left_details` says; some of it may be gone."""

    def press_primary(self) -> None:
        """Do what the header's filled button says."""

    def go_back(self) -> None:
        """Follow the header's back link."""
        self.navigator.back()

    def retire(self) -> None:
        """Stop listening; the page is about to be deleted. Timers and readers of a page end here too."""
        for stop in self._stops:
            stop()
        self._stops.clear()
