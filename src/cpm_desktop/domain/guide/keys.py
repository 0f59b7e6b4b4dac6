"""Every key that does something: what the application offers on each screen, and what holds everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpm_desktop.domain.shorthand_examples import SHORTHAND

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class KeyLine:
    """An act with what is pressed for it; of several keys the first is told first."""

    act: str
    keys: tuple[str, ...]

    @property
    def pressed(self) -> str:
        """The keys as people read them."""
        return " or ".join(self.keys)


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one menu of a screen."""

    screen: str
    menu: str
    lines: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True)
class KeyList:
    """All keys, screen by screen."""

    groups: tuple[KeyGroup, ...]

    def of(self, screen: str) -> tuple[KeyGroup, ...]:
        """Return the groups of one screen, in the order of the menus."""
        return tuple(group for group in self.groups if group.screen == screen)

    @property
    def all_keys(self) -> frozenset[str]:
        """Everything that is pressed somewhere, as it is written."""
        listed = (key for group in self.groups for line in group.lines for key in line.keys)
        return frozenset((*listed, *(key for line in USUAL_KEYS for key in line.keys)))


USUAL_KEYS: Final = (
    KeyLine("The next field or button, and the one before", ("Tab", "Shift+Tab")),
    KeyLine("Press the button, open the line, go on to the next note", ("Enter",)),
    KeyLine("Tick a box, or choose", ("Space",)),
    KeyLine("Along a list, a row of buttons, a menu", ("Up", "Down", "Left", "Right")),
    KeyLine("The beginning and the end of a list", ("Home", "End")),
    KeyLine("Down and up a page", ("Page Down", "Page Up")),
    KeyLine("Do what the dialog is for", ("Ctrl+Enter",)),
    KeyLine("Leave a dialog, a list, a form", ("Esc",)),
    KeyLine("A new line within a note", ("Shift+Enter",)),
)
"""What fields, lists and dialogs do, wherever one is."""


def read_keys(listed: Mapping[str, Mapping[str, Mapping[str, list[str]]]]) -> KeyList:
    """Return the list as it is kept: screens, in them menus, in them acts with their keys."""
    return KeyList(
        tuple(
            KeyGroup(screen, menu, tuple(KeyLine(act, tuple(keys)) for act, keys in acts.items()))
            for screen, menus in listed.items()
            for menu, acts in menus.items()
        )
    )


def lines_to_show(keys: KeyList, screen: str) -> tuple[KeyLine, ...]:
    """Return the lines that stand in the guide for a screen: "usual" and "shorthand" stand for what is no screen.

    Raises:
        KeyError: there is no such screen.
    """
    if screen == "usual":
        return USUAL_KEYS
    if screen == "shorthand":
        return tuple(KeyLine(one.says, (one.typed,)) for one in SHORTHAND)
    lines = tuple(line for group in keys.of(screen) for line in group.lines)
    if not lines:
        raise KeyError(screen)
    return lines
