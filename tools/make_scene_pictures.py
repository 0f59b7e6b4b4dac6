"""Takes a picture of every screen, form and dialog: `python -m tools.make_scene_pictures [PART OF A NAME …]`.

The scenes are those that the tests of accessibility walk through, where a test finds out when a screen has none.
Each is taken light and dark at 1440 × 900, and at 200 % text on a screen of 1366 × 768; `docs/pictures/scenes.md`
shows them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tools.picture_screen import contrast_palette, without_display, write_small

os.environ.setdefault("QT_QPA_PLATFORM", without_display())

from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from tests.accessibility.meeting_scenes import ONLY_SEEN
from tests.accessibility.scenes import SCENES
from tests.accessibility.stage import NAME, Stage

PLACE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "scenes"
_FRAME = "#75828F"  # stands for the frame that the system draws
_ELSEWHERE = ("first run: copies",)  # it names this machine's folders; docs/pictures.md has it with others
_LOOKS = (
    ("light", 1.0, "light", (1440, 900)),
    ("dark", 1.0, "dark", (1440, 900)),
    ("200-percent", 2.0, "light", (1366, 768)),
)
_TRIES = 8
_IN_HIGH_CONTRAST, _CONTRAST = ("caseload", "meeting", "close"), "high-contrast"
_HEADING = """# Every screen, form and dialog

Taken from the running application by `python -m tools.make_scene_pictures`. Everybody in them is fictional.

| what is seen | light | dark | 200 % text, 1366 × 768 |
|---|---|---|---|
"""


def file_name(scene: str, look: str) -> str:
    """Return what the picture of a scene is called."""
    plain = "".join(each if each.isalnum() else " " for each in scene.casefold())
    return f"{'-'.join(plain.split())}-{look}.png"


def seen(stage: Stage) -> QPixmap:
    """Return the window with what stands over it."""
    top, popup = stage.topmost(), stage.application.activePopupWidget()
    if top is not stage.window and not isinstance(top.parentWidget(), QWidget):
        return top.grab()
    grabbed = stage.window.grab()
    for over in (top, popup):
        if over is not None and over is not stage.window:
            _lay_over(grabbed, stage.window, over)
    return grabbed


def still(stage: Stage) -> QPixmap:
    """Return the window once nothing in it moves any more; a clock may go on."""
    before = seen(stage)
    for _ in range(_TRIES):
        stage.settle(0.15)
        now = seen(stage)
        if now.toImage() == before.toImage():
            break
        before = now
    return before


def _lay_over(grabbed: QPixmap, window: QWidget, over: QWidget) -> None:
    drawn = over.grab()
    painter = QPainter(grabbed)
    if over.isModal():
        painter.fillRect(grabbed.rect(), QColor(0, 0, 0, 70))
        place = QPoint((grabbed.width() - drawn.width()) // 2, (grabbed.height() - drawn.height()) // 2)
    else:
        place = over.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    painter.drawPixmap(place, drawn)
    painter.setPen(QColor(_FRAME))
    painter.drawRect(QRect(place, drawn.size()).adjusted(-1, -1, 0, 0))
    painter.end()


def keep(grabbed: QPixmap, path: Path) -> None:
    """Write a picture, small."""
    drawn = grabbed.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (drawn.width(), drawn.height()), drawn.bytesPerLine()
    write_small(Image.frombuffer("RGB", size, bytes(drawn.constBits()), "raw", "RGB", stride, 1), path)


def _scenes() -> list[str]:
    return [scene for scene in (*SCENES, *ONLY_SEEN) if scene not in _ELSEWHERE]


def main() -> int:
    """Take the pictures."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    application.setCursorFlashTime(0)
    application.setPalette(
        contrast_palette()
    )  # what the system has; ours stands over it but in high contrast
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cpm-scenes-", ignore_cleanup_errors=True) as folder:
        stage = Stage(application, Path(folder))
        for scene in _scenes():
            if sys.argv[1:] and not any(part in scene for part in sys.argv[1:]):
                continue
            arranged = 0.0
            for look, factor, scheme, (width, height) in _LOOKS:
                if factor != arranged:  # as somebody comes to it who has text of this size
                    stage.do_scene(scene, factor, width, height)
                    arranged = factor
                stage.do_appearance(factor, scheme, width=width, height=height)
                keep(still(stage), PLACE / file_name(scene, look))
            if scene in _IN_HIGH_CONTRAST:
                stage.do_scene(scene)
                stage.do_appearance(1.0, high=True)
                keep(still(stage), PLACE / file_name(scene, _CONTRAST))
            print(scene, flush=True)
        stage.strike()
        stage.windows.end()
    rows = (
        "| "
        + " | ".join((scene, *(f"[{look}](scenes/{file_name(scene, look)})" for look, *_ in _LOOKS)))
        + " |\n"
        for scene in _scenes()
    )
    contrast = " · ".join(f"[{scene}](scenes/{file_name(scene, _CONTRAST)})" for scene in _IN_HIGH_CONTRAST)
    told = f"{_HEADING}{''.join(rows)}\nIn the system’s high contrast: {contrast}.\n"
    (PLACE.parent / "scenes.md").write_text(told, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
