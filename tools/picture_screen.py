"""The screen that pictures are taken on: nobody sees it, and it is as large as the largest window."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from PIL import Image

_SIZE = (1600, 1000)  # pixels
_COLOURS = 256


def without_display() -> str:
    """Return the platform on which Qt draws without a display.

    Qt's own such screen has 800 by 800 pixels, to which dialogs would be cut down.
    """
    screen = {"name": "pictures", "x": 0, "y": 0, "width": _SIZE[0], "height": _SIZE[1], "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    path = Path(tempfile.mkdtemp(prefix="cpm-screen-")) / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return f"offscreen:configfile={path}"


def write_small(picture: Image.Image, path: Path, colours: int = _COLOURS) -> None:
    """Write a picture in few colours, none of them far from its own: what is small and green stays green."""
    few = picture.convert("RGB").quantize(
        colours, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
    )
    few.save(path, optimize=True)
