"""A picture of pixels: laid out as wide as it is wanted, heard by its words, kept in the file once."""

import hashlib
import io

from PIL import Image

from cpm_desktop.documents.rendering.bands import Band
from cpm_desktop.documents.rendering.errors import PictureMissing
from cpm_desktop.documents.rendering.layout import LEFT, PAGE_ROOM, WIDTH, Layout
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.structure import Element, Role
from cpm_desktop.domain.blocks import Picture

_MOST_HEIGHT = 0.6  # of the room of a page


def read_picture(content: bytes, words: str) -> Picture:
    """Return a picture as it stands in a paper.

    Args:
        content: its bytes, a PNG.
        words: what it shows.
    """
    with Image.open(io.BytesIO(content)) as opened:
        width, height = opened.size
    return Picture(words, hashlib.sha256(content).hexdigest(), width, height)


def lay_out_picture(block: Picture, layout: Layout) -> list[Band]:
    """Lay out a picture; it stays whole.

    Raises:
        PictureMissing: its bytes are not there, or are others than the paper names.
    """
    content = layout.pictures.get(block.file_hash, b"")
    if hashlib.sha256(content).hexdigest() != block.file_hash:
        raise PictureMissing(
            "A picture that belongs to this paper is not there, or was changed. Nothing was made."
        )
    share = min(1.0, PAGE_ROOM * _MOST_HEIGHT * block.width / (WIDTH * block.height))
    width = WIDTH * share
    height = width * block.height / block.width
    figure = layout.structure.add(Element(Role.FIGURE, alternative=block.words))

    def draw(pen: Pen, top: float, _height: float) -> None:
        pen.picture(block.file_hash, content, (LEFT, top - height, width, height), figure)
        if figure is not None:
            figure.box = (LEFT, top - height, LEFT + width, top)

    return [Band(height, draw)]
