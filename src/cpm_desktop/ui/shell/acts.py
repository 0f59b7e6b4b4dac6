"""What can be done, each act once: the menu, the palette and the sheet of keys are made of the same list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from cpm_desktop.ui.kit.key_names import all_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

GROUPS = ("Page", "Meeting", "Capture", "People", "Go", "Text", "View", "Help")
"""The menus in their order; "Page" holds what only this page can do."""

_GROUP, _ICON = "act_group", "act_icon"
_DEFAULT_ICON = "corner-down-right"


@dataclass(frozen=True)
class Act:
    """One thing that can be done.

    Attributes:
        text: what it is called: in the menu, in the palette, on the sheet of keys.
        run: does it.
        keys: what is pressed for it, as people read it; the first is the one that is told.
        group: one of GROUPS.
        icon: beside it in the palette.
    """

    text: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    group: str = "Page"
    icon: str = _DEFAULT_ICON

    @property
    def key(self) -> str:
        """The key that is told; empty for none."""
        return self.keys[0] if self.keys else ""


def make_act(
    owner: QWidget,
    text: str,
    doing: Callable[[], object],
    keys: str | Sequence[str] = "",
    *,
    group: str = "Page",
    icon: str = "",
) -> QAction:
    """Give a widget something that can be done; its keys work in all of the widget's window.

    Args:
        owner: the act lives and is shown with it.
        text: what it is called; ampersands stand for themselves.
        doing: called without arguments.
        keys: as Qt reads them ("Ctrl+Return"); of several the first is told.
        group: one of GROUPS.
        icon: a file of resources/icons without ending.
    """
    action = QAction(text.replace("&", "&&"), owner)
    wanted = [keys] if isinstance(keys, str) else list(keys)
    action.setShortcuts([QKeySequence(each) for each in wanted if each])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setProperty(_GROUP, group)
    action.setProperty(_ICON, icon or _DEFAULT_ICON)
    action.triggered.connect(lambda _checked=False: doing())
    owner.addAction(action)
    return action


def acts_of(*owners: QWidget) -> tuple[Act, ...]:
    """Return what can be done now, in the order of the menus."""
    acts = [_act(action) for owner in owners for action in owner.actions() if _is_offered(action)]
    return tuple(sorted(acts, key=lambda act: GROUPS.index(act.group)))


def by_group(acts: Iterable[Act]) -> dict[str, list[Act]]:
    """Return acts under the names of their menus."""
    grouped: dict[str, list[Act]] = {}
    for act in acts:
        grouped.setdefault(act.group, []).append(act)
    return grouped


def keys_text(acts: Iterable[Act]) -> str:
    """Return the sheet of keys as plain text: each menu's name, and a line for each act."""
    lines: list[str] = []
    for group, held in by_group(acts).items():
        lines += ["", group] if lines else [group]
        lines += [f"{act.text}: {' or '.join(act.keys) or 'in the menu'}" for act in held]
    return "\n".join(lines) + "\n"


def _is_offered(action: QAction) -> bool:
    return action.isEnabled() and bool(action.text()) and bool(action.property(_GROUP))


def _act(action: QAction) -> Act:
    return Act(
        action.text().replace("&&", "&"),
        action.trigger,
        all_in_words(action.shortcuts()),
        str(action.property(_GROUP)),
        str(action.property(_ICON)),
    )
