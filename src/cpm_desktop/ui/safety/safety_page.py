"""Safety of the records: what opens them, their backups, and whether everything is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpm_desktop.ui.kit.arranging import down
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.safety.backups_card import BackupsCard
from cpm_desktop.ui.safety.check_card import CheckCard
from cpm_desktop.ui.safety.keys_card import KeysCard
from cpm_desktop.ui.shell.page import Header, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.shell.navigator import Navigator


class SafetyPage(Page):
    """Three cards below each other; everything stands in menu and palette, too."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        """Show how everything stands."""
        super().__init__(desk, navigator)
        theme, background = self.theme, navigator.background
        self.keys = KeysCard(theme, desk, background)
        self.backups = BackupsCard(theme, desk, background)
        self.backups.replaced.connect(navigator.lock)
        self.check = CheckCard(theme, desk, background)
        for card in (self.keys, self.backups, self.check):
            card.trouble.connect(navigator.show_error)
        inner = QWidget()
        inner.setLayout(down(self.keys, self.backups, self.check, None, spacing=14, margins=(24, 16, 24, 16)))
        scroll = Scroll(inner, "Safety of the records")
        self.check.answered.connect(lambda: scroll.ensureWidgetVisible(self.check.answer, 0, 200))
        self.setLayout(down(scroll, spacing=0))
        self.set_header(Header(title="Safety of the records", back="Back"))
        self._offer()

    def panes(self) -> Sequence[QWidget]:
        """One for each card."""
        return (self.keys, self.backups, self.check)

    def hints(self) -> Sequence[str]:
        """The keys used most."""
        return ("F6 move between panes", "Ctrl K everything else")

    def refresh(self) -> None:
        """Show everything as it is now."""
        self.keys.refresh()
        self.backups.refresh()

    def retire(self) -> None:
        """Stop listening to backups."""
        self.backups.retire()
        self.check.retire()
        super().retire()

    def _offer(self) -> None:
        keys, backups = self.keys, self.backups
        self.offer("Change the passphrase…", keys.change_passphrase, icon="key-round")
        self.offer("New recovery code…", lambda: keys.make_code(is_authoritys=False), icon="rotate-ccw")
        self.offer(
            "A code for the authority…", lambda: keys.make_code(is_authoritys=True), icon="users-round"
        )
        self.offer("Emergency sheet…", keys.show_sheet, icon="printer")
        self.offer("Encrypt everything anew…", keys.encrypt_anew, icon="refresh-cw")
        self.offer("Restore from a backup…", backups.restore, icon="history")
        self.offer("Back up now", backups.back_up, icon="archive")
        self.offer("Second place for backups…", backups.choose_second, icon="hard-drive")
        self.offer("Check that everything is whole", self.check.check, icon="shield-check")
