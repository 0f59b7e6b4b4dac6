"""Write resources/guide/keys.toml: every key of every screen, as the running windows offer it.

Run it after a change of keys; a test finds out when that was forgotten:

    python -m tools.make_guide_keys
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.picture_screen import without_display

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", without_display())

from PySide6.QtWidgets import QApplication

from cpm_desktop.data_files import resources_folder
from cpm_desktop.services.guide import guide_folder
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.shell.acts import Act, acts_of
from cpm_desktop.ui.shell.background import Background
from cpm_desktop.ui.shell.main_window import MainWindow
from cpm_desktop.ui.shell.preferences import PreferencesFile
from cpm_desktop.ui.shell.workspace import Place, Workspace
from tests.a_desk import set_clock
from tests.played_demonstration import played_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Keys = dict[str, dict[str, list[str]]]
"""Acts with their keys, by the menu in which they stand."""

EVERYWHERE = "everywhere"
SCREENS = ("caseload", "child", "prepare", "meeting", "close", "after", "words")
_HEAD = """# Every key of every screen, by menu, as the running windows offer it. Written by
# `python -m tools.make_guide_keys`; a test holds it to the windows.
"""


def keys_everywhere(workspace: Workspace) -> Keys:
    """Return what is pressed on every screen."""
    return _by_menu(acts_of(workspace, workspace.window()), {})


def keys_here(workspace: Workspace, everywhere: Mapping[str, Mapping[str, list[str]]]) -> Keys:
    """Return what is pressed on the screen that is shown, and not everywhere."""
    page = workspace.page
    if page is None:
        return {}
    underlined = {
        button.plain_text: f"Alt+{button.access_key.upper()}"
        for button in page.findChildren(Button)
        if button.access_key and button.plain_text
    }
    known = {act for acts in everywhere.values() for act in acts}
    here = [act for act in acts_of(page, workspace) if act.text not in known]
    return _by_menu(tuple(here), underlined)


def _by_menu(acts: tuple[Act, ...], underlined: Mapping[str, str]) -> Keys:
    menus: Keys = {}
    for act in acts:
        keys = list(act.keys) or [underlined[act.text]] if act.keys or act.text in underlined else []
        if keys:
            menus.setdefault(act.group, {})[act.text] = keys
    return menus


def as_toml(listed: Mapping[str, Keys]) -> str:
    """Return the list as it is kept."""
    return _HEAD + "".join(_lines(listed))


def _lines(listed: Mapping[str, Keys]) -> Iterator[str]:
    for screen, menus in listed.items():
        for menu, acts in menus.items():
            yield f"\n[{screen}.{menu}]\n"
            for act, keys in acts.items():
                pressed = ", ".join(f'"{key}"' for key in keys)
                yield f'"{act}" = [{pressed}]\n'


def main() -> int:
    """Write the list."""
    application = QApplication(sys.argv[:1])
    theme = Theme(resources_folder(), Appearance(Scheme.LIGHT, high_contrast=False))
    theme.apply(application)
    listed: dict[str, Keys] = {}
    with tempfile.TemporaryDirectory(prefix="cpm-keys-") as folder:
        for screen in SCREENS:
            played = played_to(screen)
            background, window = Background(), MainWindow(theme, PreferencesFile(None))
            desk = played.open(Path(folder) / screen, set_clock())
            workspace = Workspace(desk, theme, background, "", list)
            window.show_content(workspace)
            window.resize(1440, 900)
            window.show()
            child = desk.meeting(played.subject).value.facts.child_id
            subject = {"caseload": "", "words": "", "child": child}.get(screen, played.subject)
            if not workspace.go(Place(screen, subject)):
                raise SystemExit(workspace.error_shown)
            listed.setdefault(EVERYWHERE, keys_everywhere(workspace))
            here = keys_here(workspace, listed[EVERYWHERE])
            if here:
                listed[screen] = here
            workspace.retire()
            background.close()
            window.close()
            desk.close()
    (guide_folder() / "keys.toml").write_text(as_toml(listed), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
