"""A picture of what is on a display, as whoever sits before it would see it."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image
from Xlib import X
from Xlib.display import Display


def take_picture(
    command: Sequence[str], environment: Mapping[str, str], display: str, file: Path, seconds: float
) -> None:
    """Start a program, wait, keep a picture of the whole display, and end the program.

    Args:
        command: the program and its arguments.
        environment: what is set beside what is set already.
        display: of X.
        file: for the picture, a PNG.
        seconds: to wait.
    """
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(seconds)
        screen = Display(display)
        top = screen.screen().root
        shape = top.get_geometry()
        seen = top.get_image(0, 0, shape.width, shape.height, X.ZPixmap, 0xFFFFFFFF)
        picture = Image.frombytes("RGB", (shape.width, shape.height), seen.data, "raw", "BGRX")
        screen.close()
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.save(file)
    finally:
        process.terminate()
        process.wait()
