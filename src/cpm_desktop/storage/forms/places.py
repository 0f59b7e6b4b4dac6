"""Where forms are looked for: the authority's folders, the person's own, and those that come with the application."""

import sys
from pathlib import Path
from typing import Final

import platformdirs

from cpm_desktop.data_files import forms_folder

_APPLICATION: Final = "cpm-desktop"


def forms_folders(set_by_policy: str | None) -> tuple[Path, ...]:
    """Return the folders in the order in which they go before each other; some may not be there.

    Args:
        set_by_policy: the folder that the authority's IT has set; where it cannot be reached, nothing of the
            person's own takes its place. None for none.
    """
    if set_by_policy is not None:
        return (Path(set_by_policy), _of_the_computer(), forms_folder())
    own = platformdirs.user_config_path(_APPLICATION, appauthor=False, roaming=False) / "forms"
    return (_of_the_computer(), own, forms_folder())


def _of_the_computer() -> Path:
    """Return where an authority lays forms on a computer: no variable of the person's session moves it."""
    if sys.platform == "win32":  # pragma: no cover - on Windows alone
        from platformdirs.windows import get_win_folder_via_ctypes  # noqa: PLC0415 - it is there on Windows alone

        everybodys = Path(get_win_folder_via_ctypes("CSIDL_COMMON_APPDATA"))
    elif sys.platform == "darwin":  # pragma: no cover - on macOS alone
        everybodys = Path("/Library/Application Support")
    else:
        everybodys = Path("/etc/xdg")
    return everybodys / _APPLICATION / "forms"
