"""Pictures inside a file: each once, however often it is drawn, in few bytes where it has few colours."""

import io

from PIL import Image

from cpm_desktop.documents.rendering.pdf_file import PdfFile

_PALETTE = "P"
_BYTES_A_COLOUR = 3


class EmbeddedPictures:
    """The pictures of one file, by the hash of their bytes."""

    def __init__(self) -> None:
        """None yet."""
        self._held: dict[str, bytes] = {}

    def name_of(self, file_hash: str, content: bytes) -> str:
        """Return the name by which a page draws a picture; the first time it is taken in."""
        self._held.setdefault(file_hash, content)
        return f"I{list(self._held).index(file_hash) + 1}"

    def add_to(self, file: PdfFile) -> bytes:
        """Put all of them into the file and return the entry of its resources that names them; nothing for none."""
        if not self._held:
            return b""
        listed = b"".join(
            b"/I%d %d 0 R" % (place, _add(file, content))
            for place, content in enumerate(self._held.values(), 1)
        )
        return b"/XObject<<%b>>" % listed


def _add(file: PdfFile, content: bytes) -> int:
    with Image.open(io.BytesIO(content)) as opened:
        picture = opened if opened.mode == _PALETTE else opened.convert("RGB")
        colours = b"/DeviceRGB"
        if picture.mode == _PALETTE:
            table = bytes(picture.getpalette("RGB") or ())
            last = len(table) // _BYTES_A_COLOUR - 1
            colours = b"[/Indexed/DeviceRGB %d<%b>]" % (last, table.hex().encode("ascii"))
        entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%b" % (
            picture.width,
            picture.height,
            colours,
        )
        return file.add_stream(picture.tobytes(), entries)
