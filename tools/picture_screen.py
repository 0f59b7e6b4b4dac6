"""The screen that pictures are taken on: nobody sees it, and it is as large as the largest window."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QColor, QPalette

_SIZE = (1600, 1000)  # pixels
_COLOURS = 256
_ROLE = QPalette.ColorRole


def without_display() -> str:
    """Return the platform on which Qt draws without a display.

    Qt's own such screen has 800 by 800 pixels, to which dialogs would be cut down.
    """
    screen = {"name": "pictures", "x": 0, "y": 0, "width": _SIZE[0], "height": _SIZE[1], "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    path = Path(tempfile.mkdtemp(prefix="cpm-screen-")) / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return f"offscreen:configfile={path}"


def contrast_palette() -> QPalette:
    """Return the colours of a system in high contrast: white on black."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    for role in (_ROLE.Base, _ROLE.AlternateBase, _ROLE.Button, _ROLE.ToolTipBase, _ROLE.HighlightedText):
        palette.setColor(role, QColor("#000000"))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.PlaceholderText, _ROLE.ToolTipText):
        palette.setColor(role, QColor("#FFFFFF"))
    for role in (_ROLE.Mid, _ROLE.Dark, _ROLE.Light, _ROLE.Midlight, _ROLE.Shadow):
        palette.setColor(role, QColor("#FFFFFF"))
    palette.setColor(_ROLE.Highlight, QColor("#1AEBFF"))
    palette.setColor(_ROLE.Link, QColor("#FFFF00"))
    return palette


def write_small(picture: Image.Image, path: Path, colours: int = _COLOURS) -> None:
    """Write a picture in few colours, none of them far from its own: what is small and green stays green."""
    few = picture.convert("RGB").quantize(
        colours, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
    )
    few.save(path, optimize=True)
