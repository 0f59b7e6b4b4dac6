"""A page of the preview against PDFium alone."""

import itertools
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from benchmarks.held_meeting import open_held_meeting
from benchmarks.measured import Measured
from benchmarks.rounds import compare
from cpm_desktop.services.papers import FILE_READER, minutes_pdf
from cpm_desktop.services.preview import open_preview

_SCALE = 96 / 72  # pixels to a point on a usual screen


def measure(*, is_short: bool) -> Measured:
    """Draw the pages of the demonstration's minutes, one a round."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cpm-benchmark-")))
        held = stack.enter_context(open_held_meeting(folder))
        pdf = minutes_pdf(held.desk, held.desk.meeting(held.meeting_id).value, FILE_READER).pdf
        preview = open_preview(pdf)
        stack.callback(preview.close)
        document = pypdfium2.PdfDocument(pdf)
        stack.callback(document.close)
        count = preview.page_count
        floor_pages = itertools.cycle(range(count))
        product_pages = itertools.cycle(range(count))

        def draw_bare() -> bytes:
            page = document[next(floor_pages)]
            bitmap = page.render(scale=_SCALE, prefer_bgrx=True, maybe_alpha=False)
            pixels = bytes(bitmap.buffer)
            bitmap.close()
            page.close()
            return pixels

        return Measured(
            (
                compare(
                    "preview: one page at 96 dots an inch",
                    "bare PDFium",
                    draw_bare,
                    lambda: preview.page_image(next(product_pages), _SCALE).result(),
                    count if is_short else count * 20,
                    target=1.2,
                    warm=count,
                ),
            )
        )
