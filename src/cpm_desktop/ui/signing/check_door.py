"""The way to checking any signed file, from wherever a person is but a meeting that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.shell.acts import make_act

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background


def check_door(theme: Theme, desk: Desk, background: Background, owner: QWidget) -> QAction:
    """Put it into menu and palette; the act lives and is shown with `owner`."""

    def show() -> None:
        from cpm_desktop.ui.signing.check_file_dialog import CheckFileDialog  # noqa: PLC0415 - rarely wanted

        CheckFileDialog(theme, desk, background, owner).open()

    return make_act(owner, "Check a signed file…", show, group="Go", icon="shield-check")
