"""Makes the PDF of a paper. The same paper and time always give the same bytes."""

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cpm_desktop.data_files import resources_folder
from cpm_desktop.documents.attachments import AttachedFile
from cpm_desktop.documents.rendering.bands import Paginator, PlacedBand, with_gap
from cpm_desktop.documents.rendering.block_families import lay_out_blocks
from cpm_desktop.documents.rendering.breaking import BrokenTexts
from cpm_desktop.documents.rendering.errors import AnnexMissing, Stopped
from cpm_desktop.documents.rendering.finishing import About
from cpm_desktop.documents.rendering.furniture import Furniture
from cpm_desktop.documents.rendering.layout import BOTTOM, FIRST_TOP, LATER_TOP, Layout, SignaturePlace
from cpm_desktop.documents.rendering.pen import Pen
from cpm_desktop.documents.rendering.shaping import ShapedWords, Shaper
from cpm_desktop.documents.rendering.structure import Structure
from cpm_desktop.documents.rendering.title import lay_out_title
from cpm_desktop.documents.rendering.type_scale import type_scale
from cpm_desktop.documents.rendering.typefaces import Typefaces
from cpm_desktop.domain.blocks import Annex, Paper

_MOST_KEPT = 40_000  # words, texts and lines; some tens of megabytes


@dataclass(frozen=True, slots=True)
class RenderedPaper:
    """A paper as a PDF.

    Attributes:
        pdf: the file's bytes.
        pages: how many pages it has.
        unprintable: (character, place) of each that no font has or that is a control character; it was printed
            as its number, such as [U+0000].
        signature_places: where signature fields go.
    """

    pdf: bytes
    pages: int
    unprintable: tuple[tuple[str, str], ...]
    signature_places: tuple[SignaturePlace, ...]


@dataclass(frozen=True, slots=True)
class _Files:
    """What a paper needs besides its tree."""

    annexes: tuple[AttachedFile, ...]
    pictures: Mapping[str, bytes]


def _never() -> bool:
    return False


def _ignore(_done: int, _total: int) -> None:
    """Take no notice of how far it has come."""


class PaperRenderer:
    """Draws papers, one at a time on whatever thread; keeps fonts it has read and texts it has laid out."""

    def __init__(self, fonts: Path | None = None) -> None:
        """Read fonts from a folder; without one, those that come with the application."""
        self._typefaces = Typefaces(fonts or resources_folder() / "fonts")
        self._words, self._texts = ShapedWords(self._typefaces), BrokenTexts()
        self._turn = threading.Lock()

    def render(
        self,
        paper: Paper,
        made_at: dt.datetime,
        *,
        files: Mapping[str, bytes] | None = None,
        should_stop: Callable[[], bool] = _never,
        on_progress: Callable[[int, int], None] = _ignore,
    ) -> RenderedPaper:
        """Draw a paper.

        Args:
            paper: the tree of blocks.
            made_at: the time that the file says it was made at (aware).
            files: the bytes of the paper's annexes and pictures by their SHA-256 (hex); of an annex nothing is drawn.
            should_stop: asked once a block, once a line and once a page.
            on_progress: told how many pages of how many are drawn.

        Raises:
            AnnexMissing: the bytes of an annex are not there, or are others than the paper lists.
            PictureMissing: the same of a picture.
            Stopped: it was asked to stop.
        """
        annexes = tuple(_attached(annex, files or {}) for annex in paper.annexes)

        def check() -> None:
            if should_stop():
                raise Stopped

        with self._turn:
            if len(self._words) + len(self._texts) > _MOST_KEPT:  # not while a paper is drawn
                self.forget()
            return self._draw(paper, made_at, _Files(annexes, files or {}), check, on_progress)

    def forget(self) -> None:
        """Forget all texts that were laid out, and keep the fonts."""
        self._words.forget()
        self._texts.forget()

    def _draw(
        self,
        paper: Paper,
        made_at: dt.datetime,
        given: "_Files",
        check: Callable[[], None],
        on_progress: Callable[[int, int], None],
    ) -> RenderedPaper:
        shaper = Shaper(self._typefaces, self._words, check)
        layout = Layout(
            type_scale(paper.text_size), shaper, self._texts, Structure(), [], check, given.pictures
        )
        shaper.place = "title"
        bands = lay_out_title(paper, layout)
        bands += with_gap(lay_out_blocks(paper.blocks, layout), 0.0)
        pages = Paginator(FIRST_TOP, LATER_TOP, BOTTOM).distribute(bands)
        shaper.place = "header and footer"
        furniture = Furniture(paper, layout)
        pen = Pen()
        for number, placed in enumerate(pages, 1):
            check()
            _draw_page(pen, placed)
            furniture.draw(pen, number, len(pages))
            pen.end_page()
            on_progress(number, len(pages))
        about = About(paper.file_title, paper.authority, paper.language, made_at, paper.data, given.annexes)
        return RenderedPaper(
            pen.finish(layout.structure, about),
            len(pages),
            tuple(shaper.unprintable),
            tuple(layout.signature_places),
        )


def _attached(annex: Annex, files: Mapping[str, bytes]) -> AttachedFile:
    content = files.get(annex.file_hash, b"")
    if hashlib.sha256(content).hexdigest() != annex.file_hash:
        raise AnnexMissing(
            "A file that belongs to this paper is not there, or was changed. Nothing was made."
        )
    return AttachedFile(annex.name, annex.media_type, annex.description, content, "Supplement")


def _draw_page(pen: Pen, placed: list[PlacedBand]) -> None:
    for item in placed:
        item.band.draw(pen, item.top, item.height)


def render(
    paper: Paper,
    made_at: dt.datetime,
    *,
    should_stop: Callable[[], bool] = _never,
    on_progress: Callable[[int, int], None] = _ignore,
) -> RenderedPaper:
    """Draw one paper with the application's fonts; see `PaperRenderer.render`."""
    return PaperRenderer().render(paper, made_at, should_stop=should_stop, on_progress=on_progress)
