"""Which pane of a folded page is shown: the one with the keyboard, else the one that was shown last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.panes import has_keyboard
from cpm_desktop.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


def tab_for(page: QWidget, name: str, panes: Mapping[str, QWidget]) -> str:
    """Return the key of the pane to show when the page `name` folds; the first where nothing is known."""
    held = next((key for key, pane in panes.items() if has_keyboard(pane)), "")
    window = page.window()
    kept = window.preferences.value.tabs.get(name, "") if isinstance(window, MainWindow) else ""
    return held or (kept if kept in panes else next(iter(panes)))


def keep_tab(page: QWidget, name: str, key: str) -> None:
    """Remember on this computer which pane the person chose."""
    window = page.window()
    if isinstance(window, MainWindow):
        window.preferences.change(tabs={**window.preferences.value.tabs, name: key})
