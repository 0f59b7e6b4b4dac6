"""Takes the pictures of the user guide from the running application: `python -m tools.make_guide_pictures [NAME …]`.

Each is a scene of the tests of accessibility, over the demonstration's fictional store, light, in few colours.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tools.picture_screen import without_display

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", without_display())

from PySide6.QtWidgets import QApplication
from tools.make_scene_pictures import keep, still

from cpm_desktop.services.guide import picture_path
from tests.accessibility.stage import NAME, Stage

SCENES_SHOWN = {
    "first-start.png": "first run: you",
    "caseload.png": "caseload",
    "child.png": "child",
    "prepare.png": "prepare",
    "hold.png": "meeting",
    "shorthand.png": "meeting: a line understood",
    "room.png": "meeting: the room view",
    "readers.png": "close: who may read what",
    "close.png": "close",
    "sign.png": "sign",
    "hand-over.png": "hand over",
    "packs.png": "hand to another laptop",
    "safety.png": "safety of the records",
}
"""By the names of the files: the scene that each shows."""

_SIZE = (1280, 800)


def main() -> int:
    """Take them, or those that are named."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    application.setCursorFlashTime(0)
    wanted = {name: scene for name, scene in SCENES_SHOWN.items() if not sys.argv[1:] or name in sys.argv[1:]}
    with tempfile.TemporaryDirectory(prefix="cpm-guide-", ignore_cleanup_errors=True) as folder:
        stage = Stage(application, Path(folder))
        for name, scene in wanted.items():
            stage.do_scene(scene, 1.0, *_SIZE)
            stage.do_appearance(1.0, "light", width=_SIZE[0], height=_SIZE[1])
            keep(still(stage), picture_path(name))
            print(name, flush=True)
        stage.strike()
        stage.windows.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
