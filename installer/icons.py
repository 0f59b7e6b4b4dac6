"""The application's icon in the forms that systems ask for, drawn from one picture."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installer.product import FILES

PICTURE = FILES / "cpm-desktop.svg"
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)  # pixels


def write_png(file: Path, pixels: int) -> None:
    """Draw the icon as a PNG."""
    picture = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(PICTURE)).render(painter)
    painter.end()
    if not picture.save(str(file), "PNG"):  # type: ignore[call-overload]  # it takes the format as text
        raise OSError(f"{file} could not be written.")


def write_ico(file: Path) -> None:
    """Draw the icon for Windows, in all sizes that it shows."""
    largest = file.with_suffix(".png")
    write_png(largest, max(_WINDOWS_SIZES))
    with Image.open(largest) as picture:
        picture.save(file, sizes=[(pixels, pixels) for pixels in _WINDOWS_SIZES])
    largest.unlink()
