"""What stood in dialogs that the lock closed, kept for the page they lay over, until they are opened again there.

A title names no child: what waits goes with its page, and is put back only into a dialog about the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpm_desktop.ui.kit.left_fields import put_back, put_back_cursor
from cpm_desktop.ui.kit.opening_again import being_opened_by

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.ui.kit.left_fields import LeftFields
    from cpm_desktop.ui.kit.opening_again import OpenedBy


@dataclass(frozen=True, slots=True)
class LeftDialog:
    """A dialog that was open at the lock.

    Attributes:
        fields: what stood in it.
        by: what opened it, with the ids of what it was about; None where it cannot be opened again by itself.
    """

    fields: LeftFields
    by: OpenedBy | None

    def fits(self, by: OpenedBy | None) -> bool:
        """Tell whether a dialog of the same title on the same page, opened so, is about the same."""
        if self.by is None:
            return by is None or not by.ids
        return self.by == by


class LeftDialogs(QObject):
    """What waits on a page. Lives in the page: once another is shown, it goes to nobody any more."""

    def __init__(self, page: QWidget) -> None:
        """Nothing was left yet."""
        super().__init__(page)
        self._page = page
        self.by_title: dict[str, LeftDialog] = {}

    @property
    def is_of_page_shown(self) -> bool:
        """Whether the page is still there: one that was left is hidden before it is deleted."""
        return not self._page.isHidden()


def left_dialogs_of(page: QWidget) -> LeftDialogs:
    """Return what was left in the dialogs of a page; made when it is first asked for."""
    held = page.findChild(LeftDialogs)
    return held if isinstance(held, LeftDialogs) else LeftDialogs(page)


def put_back_dialog(dialog: QWidget, window: QWidget | None) -> bool:
    """Put back what was left in a dialog about the same, once; tell whether anything was."""
    title, by = dialog.windowTitle(), being_opened_by(dialog)
    for held in window.findChildren(LeftDialogs) if window is not None else ():
        left = held.by_title.get(title)
        if held.is_of_page_shown and left is not None and left.fits(by):
            del held.by_title[title]
            put_back(dialog, left.fields)
            put_back_cursor(dialog, left.fields)
            return True
    return False
