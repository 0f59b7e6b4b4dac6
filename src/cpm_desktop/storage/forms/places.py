"""Where forms are looked for: the policy's folder, then the person's, then the application's own."""

from pathlib import Path
from typing import Final

import platformdirs

from cpm_desktop.data_files import forms_folder

_APPLICATION: Final = "cpm-desktop"


def forms_folders() -> tuple[Path, ...]:
    """Return the folders in the order in which they go before each other; some may not be there."""
    return (
        Path(platformdirs.site_config_dir(_APPLICATION, appauthor=False)) / "forms",
        Path(platformdirs.user_config_dir(_APPLICATION, appauthor=False, roaming=True)) / "forms",
        forms_folder(),
    )
