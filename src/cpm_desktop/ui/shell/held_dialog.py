"""The one dialog of its kind that a page has open beside it, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from shiboken6 import isValid

if TYPE_CHECKING:
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background
    from cpm_desktop.ui.shell.page import Page


class Holdable(Protocol):
    """What is asked of a dialog that a page holds."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: Page, /
    ) -> None:
        """It is about one meeting, and lies over the page."""

    def isVisible(self) -> bool:  # noqa: N802 - Qt's name
        """Whether somebody has it open."""

    def show(self) -> None:
        """Open it."""

    def activateWindow(self) -> None:  # noqa: N802 - Qt's name
        """Bring it to the front."""

    def let_go(self) -> None:
        """Stop what it does and forget what it shows."""


_Dialog = TypeVar("_Dialog", bound=Holdable)


class HeldDialog(Generic[_Dialog]):
    """Opens a dialog once, and comes back to it while it is open."""

    def __init__(self, page: Page, meeting_id: str, kind: type[_Dialog]) -> None:
        """None is open at first."""
        self._page, self._id, self._kind = page, meeting_id, kind
        self._held: _Dialog | None = None

    @property
    def dialog(self) -> _Dialog | None:
        """What is open; None where nothing is."""
        held = self._held
        return held if held is not None and isValid(held) and held.isVisible() else None

    def open(self) -> _Dialog:
        """Open it with what is typed on the page kept first, or come back to it."""
        held = self.dialog
        if held is None:
            page = self._page
            page.leave()
            held = self._kind(page.theme, page.desk, self._id, page.navigator.background, page)
            self._held = held
            held.show()
        held.activateWindow()
        return held

    def let_go(self) -> None:
        """The page goes, and with it what is open."""
        if self._held is not None and isValid(self._held):
            self._held.let_go()
        self._held = None
