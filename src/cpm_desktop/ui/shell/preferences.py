"""How the window looks on this computer: text size, light or dark, where it stood. No case data."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cpm_desktop.ui.kit.theme import GREATEST_TEXT_FACTOR, LEAST_TEXT_FACTOR, Appearance, Scheme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the window remembers.

    Attributes:
        scheme: "system", "light" or "dark".
        text_factor: 1.0 to 2.0.
        place: left, top, width, height in pixels; None before the first time.
        is_maximised: the window filled the screen.
        room_place: of the room view, the same; None before the first time.
        room_fills: the room view filled its screen.
        tabs: by page, the pane that was chosen last where there is room for one only.
    """

    scheme: str = "system"
    text_factor: float = 1.0
    place: tuple[int, int, int, int] | None = None
    is_maximised: bool = False
    room_place: tuple[int, int, int, int] | None = None
    room_fills: bool = False
    tabs: Mapping[str, str] = field(default_factory=dict)

    def appearance(self) -> Appearance:
        """Return what the theme is told."""
        return Appearance(scheme=Scheme(self.scheme), text_factor=self.text_factor)


class PreferencesFile:
    """The preferences and the file that keeps them; a file that cannot be read or written is done without."""

    def __init__(self, path: Path | None) -> None:
        """Read the file; without a path nothing is kept."""
        self._path = path
        self._value = _read(path)

    @property
    def value(self) -> Preferences:
        """The preferences now."""
        return self._value

    def change(self, **details: object) -> Preferences:
        """Change some of them and write the file."""
        changed = replace(self._value, **details)  # type: ignore[arg-type]  # callers name fields
        if changed != self._value:
            self._value = changed
            self._write()
        return self._value

    def _write(self) -> None:
        import json  # noqa: PLC0415 - after the first window

        if self._path is None:
            return
        held = {
            "scheme": self._value.scheme,
            "text_factor": self._value.text_factor,
            "place": self._value.place,
            "is_maximised": self._value.is_maximised,
            "room_place": self._value.room_place,
            "room_fills": self._value.room_fills,
            "tabs": dict(self._value.tabs),
        }
        with contextlib.suppress(OSError):  # the window works without
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(held), encoding="utf-8")
            os.replace(fresh, self._path)  # noqa: PTH105 - says what it does


def _read(path: Path | None) -> Preferences:
    try:
        if path is None or not path.exists():
            return Preferences()
        import json  # noqa: PLC0415 - the first start has nothing to read

        held = json.loads(path.read_text(encoding="utf-8"))
        return Preferences(
            scheme=Scheme(held.get("scheme", "system")).value,
            text_factor=min(
                max(float(held.get("text_factor", 1.0)), LEAST_TEXT_FACTOR), GREATEST_TEXT_FACTOR
            ),
            place=_place(held.get("place")),
            is_maximised=bool(held.get("is_maximised", False)),
            room_place=_place(held.get("room_place")),
            room_fills=bool(held.get("room_fills", False)),
            tabs={str(page): str(tab) for page, tab in dict(held.get("tabs", {})).items()},
        )
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Preferences()


def _place(held: list[int] | None) -> tuple[int, int, int, int] | None:
    if not held:
        return None
    left, top, width, height = held
    return int(left), int(top), int(width), int(height)
