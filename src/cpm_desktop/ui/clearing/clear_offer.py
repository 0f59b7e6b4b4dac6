"""The quiet line that offers to clear filed records whose days here have passed; nothing where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame

from cpm_desktop.services.clearing import clearing_standing
from cpm_desktop.services.clearing_offer import find_offers
from cpm_desktop.ui.clearing.clear_dialog import ClearDialog
from cpm_desktop.ui.clearing.filed_records_dialog import FiledRecordsDialog
from cpm_desktop.ui.kit.arranging import across
from cpm_desktop.ui.kit.buttons import link_button

if TYPE_CHECKING:
    from cpm_desktop.domain.listing import MeetingLine
    from cpm_desktop.ui.shell.page import Page

# A few records in each turn of the event loop, after all painting: nobody waits for it, however many there are.
_LOOK_ON = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1


class ClearOffer(QFrame):
    """Stands on a page that is no meeting's; the same is offered in the page's menu and palette."""

    def __init__(self, page: Page) -> None:
        """Hidden until `look` finds something."""
        super().__init__()
        self.setProperty("kit", "clear")
        self._page = page
        self._is_looking = False
        self._found: tuple[MeetingLine, ...] = ()
        self.button = link_button(page.theme, "", icon="eraser")
        self.button.clicked.connect(lambda: page.attempt(self.open))
        self._act = page.offer("Clear filed records…", self.open, icon="eraser", is_enabled=False)
        self.setLayout(across(self.button, None))
        self.hide()

    def look(self) -> None:
        """Look for what may be cleared, a little at a time, and show it in the end."""
        if not self._is_looking:
            self._is_looking = True
            QCoreApplication.postEvent(self, QEvent(_LOOK_ON), _AFTER_PAINTING)

    def stop(self) -> None:
        """Look no further: the desk may be closed next."""
        self._is_looking = False

    def customEvent(self, event: QEvent) -> None:
        """Look at a few more."""
        if event.type() == _LOOK_ON and self._is_looking:
            self._is_looking = False
            self._page.attempt(self._look_on)

    def open(self) -> ClearDialog | FiledRecordsDialog | None:
        """Say what goes and what stays of the one record; of several, list them first."""
        page = self._page
        if len(self._found) > 1:
            several = FiledRecordsDialog(page.theme, page.desk, page.navigator.background, page)
            several.chosen.connect(page.navigator.open_after)
            several.cleared.connect(page.refresh)
            several.open()
            return several
        standing = clearing_standing(page.desk, self._found[0].id) if self._found else None
        if standing is None or not standing.is_offered:
            self.look()
            return None
        dialog = ClearDialog(page.theme, page.desk, page.navigator.background, standing, page)
        dialog.accepted.connect(page.refresh)
        dialog.open()
        return dialog

    def _look_on(self) -> None:
        found = find_offers(self._page.desk)
        if found is None:
            self.look()
            return
        self._found = found
        number = len(found)
        records = "1 filed record" if number == 1 else f"{number} filed records"
        self.button.set_text(f"{records} can be cleared from this computer…")
        self._act.setText(f"Clear {records} from this computer…")
        self._act.setEnabled(bool(found))
        self.setVisible(bool(found))
