"""What a page may ask of the window it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cpm_desktop.domain.errors import CarePlanningError
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


class Navigator(Protocol):
    """Goes from page to page, tells people what went wrong, and lends the theme and the background."""

    @property
    def theme(self) -> Theme:
        """Colours, sizes and icons for every widget of the page."""

    @property
    def background(self) -> Background:
        """Runs what is slow off the window's thread."""

    def open_caseload(self) -> None:
        """Show all children."""

    def open_child(self, child_id: str) -> None:
        """Show a child's file."""

    def open_prepare(self, meeting_id: str) -> None:
        """Show a meeting that is being prepared."""

    def open_meeting(self, meeting_id: str, item: str = "") -> None:
        """Show a meeting that is being held, or look back at one that was; at an item where one is named."""

    def open_close(self, meeting_id: str) -> None:
        """Show what a meeting's record still owes, and read it back."""

    def open_after(self, meeting_id: str) -> None:
        """Show the signed record and who gets which copy."""

    def tell(self, sentence: str) -> None:
        """Say something above the page that is no error."""

    def hide_error(self, sentence: str = "") -> None:
        """Take the message above the page away; with a sentence, only where it is that one."""

    def find_words(self, words: str) -> None:
        """Look for words in the meeting that is shown, and go to the first place."""

    def back(self) -> None:
        """Show the page before this one; the caseload where there is none."""

    def show_error(self, error: CarePlanningError) -> None:
        """Tell what went wrong above the page, and have it said."""

    def lock(self) -> None:
        """Save, drop every page and ask for the passphrase."""
