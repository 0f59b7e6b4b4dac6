"""Lucide icons, recoloured and drawn at the size and pixel ratio wanted, each drawn once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QColor


class Icons:
    """Draws the icons of one folder of SVG files, named without ending: "circle-check"."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is read until an icon is asked for."""
        self._folder = folder
        self._drawn = lru_cache(maxsize=1024)(self._draw)
        self._source = lru_cache(maxsize=256)(self._read)

    def pixmap(self, name: str, colour: QColor, size: int, *, ratio: float = 1.0, gap: int = 0) -> QPixmap:
        """Return the icon in one colour; `size` in logical pixels, `gap` clear pixels to its right.

        Raises FileNotFoundError for a name that is not in the folder: icons are chosen by programmers.
        """
        return self._drawn(name, colour.name(), size, ratio, gap)

    def _read(self, name: str) -> str:
        return (self._folder / f"{name}.svg").read_text(encoding="utf-8")

    def _draw(self, name: str, colour: str, size: int, ratio: float, gap: int) -> QPixmap:
        source = self._source(name).replace("currentColor", colour)
        renderer = QSvgRenderer(QByteArray(source.encode()))
        pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
