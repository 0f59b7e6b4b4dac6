"""The ways to packs: opening one, handing the meeting that is shown to another laptop, and who is known by theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.shell.acts import make_act

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.packs.hand_over_dialog import HandOverDialog
    from cpm_desktop.ui.packs.open_pack_dialog import OpenPackDialog
    from cpm_desktop.ui.packs.pack_people_dialog import PackPeopleDialog
    from cpm_desktop.ui.shell.background import Background

_HANDED_FROM = frozenset(
    {"prepare", "close"}
)  # before the meeting, and once it was held; signed files go otherwise


class PackDoors:
    """Puts them into the menu and the palette, where they can be used."""

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        background: Background,
        owner: QWidget,
        open_child: Callable[[str], None],
    ) -> None:
        """`open_child` shows the file of the child whose meeting was taken."""
        self._theme, self._desk, self._background = theme, desk, background
        self._owner, self._open_child = owner, open_child
        self._meeting_id = ""
        self._open = make_act(owner, "Open a pack…", self.open_pack, group="Go", icon="package")
        self._people = make_act(
            owner, "Codes and senders of packs…", self.show_people, group="Go", icon="users"
        )
        self._hand_over = make_act(
            owner, "Hand to another laptop…", self.hand_over, group="Meeting", icon="laptop"
        )

    def follow(self, screen: str, subject: str) -> None:
        """Offer what can be done on a screen: nothing modal comes over a meeting that is held."""
        self._meeting_id = subject
        for act in (self._open, self._people):
            act.setEnabled(screen != "meeting")
        self._hand_over.setEnabled(screen in _HANDED_FROM)

    @opens_again
    def open_pack(self) -> OpenPackDialog:
        """Look into a pack that somebody sent, and take it."""
        from cpm_desktop.ui.packs.open_pack_dialog import OpenPackDialog  # noqa: PLC0415 - rarely wanted

        dialog = OpenPackDialog(self._theme, self._desk, self._background, self._owner)
        dialog.taken.connect(self._show_taken)
        dialog.open()
        return dialog

    def open_file(self, file: Path) -> OpenPackDialog | None:
        """Look into a pack whose file was opened; None where that cannot be done now."""
        if not self._open.isEnabled():
            return None
        dialog = self.open_pack()
        dialog.show_file(file)
        return dialog

    @opens_again
    def hand_over(self) -> HandOverDialog:
        """Hand the meeting that is shown to another laptop."""
        from cpm_desktop.ui.packs.hand_over_dialog import HandOverDialog  # noqa: PLC0415 - rarely wanted

        dialog = HandOverDialog(self._theme, self._desk, self._background, self._meeting_id, self._owner)
        dialog.open()
        return dialog

    @opens_again
    def show_people(self) -> PackPeopleDialog:
        """Show one's own code, and whose packs were taken here."""
        from cpm_desktop.ui.packs.pack_people_dialog import PackPeopleDialog  # noqa: PLC0415 - rarely wanted

        dialog = PackPeopleDialog(self._theme, self._desk, self._owner)
        dialog.open()
        return dialog

    def _show_taken(self, meeting_id: str) -> None:
        self._open_child(self._desk.meeting(meeting_id).value.facts.child_id)
