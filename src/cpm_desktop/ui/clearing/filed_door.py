"""The way to the filed records, from wherever a person is but a meeting that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.shell.acts import make_act

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


def filed_door(
    theme: Theme,
    desk: Desk,
    background: Background,
    owner: QWidget,
    open_record: Callable[[str], object],
    show_again: Callable[[], object],
) -> QAction:
    """Put the filed records into menu and palette.

    Args:
        theme: the application's.
        desk: open.
        background: the window's.
        owner: the act lives and is shown with it.
        open_record: shows the one that is chosen.
        show_again: shows the page anew, after records were cleared: it may be a page of one of them.
    """

    def show() -> None:
        from cpm_desktop.ui.clearing.filed_records_dialog import (  # noqa: PLC0415 - rarely wanted
            FiledRecordsDialog,
        )

        dialog = FiledRecordsDialog(theme, desk, background, owner)
        dialog.cleared.connect(show_again)
        dialog.chosen.connect(open_record)
        dialog.open()

    return make_act(owner, "Filed records…", show, group="Go", icon="file-check")
