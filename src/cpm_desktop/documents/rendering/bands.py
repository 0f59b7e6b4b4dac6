"""A paper as bands from top to bottom, and their distribution over pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cpm_desktop.documents.rendering.pen import Pen

Drawing = Callable[[Pen, float, float], None]
"""Draws a band, given the pen, the band's upper edge and its height."""


@dataclass(frozen=True, slots=True)
class Band:
    """A strip as wide as the page's text that no page end divides.

    Attributes:
        height: in points.
        draw: draws it.
        gap: space above it, which vanishes at the top of a page.
        keeps_with_next: no page ends after it.
        at_page_top: drawn above it where it comes first on a page (a table's head, a divided row's name).
        fills_page: it takes what is left of its page.
        prefers_next: no page ends after it, unless much of the page would stay empty.
    """

    height: float
    draw: Drawing
    gap: float = 0.0
    keeps_with_next: bool = False
    at_page_top: tuple["Band", ...] = ()
    fills_page: bool = False
    prefers_next: bool = False


@dataclass(frozen=True, slots=True)
class PlacedBand:
    """A band on its page.

    Attributes:
        band: what is drawn.
        top: its upper edge, in points from the page's lower edge.
        height: its height there.
    """

    band: Band
    top: float
    height: float


def kept_together(bands: Sequence[Band]) -> list[Band]:
    """Return bands that no page end divides."""
    return [_keeping(band) for band in bands[:-1]] + list(bands[-1:])


def preferably_together(bands: Sequence[Band]) -> list[Band]:
    """Return bands that no page end divides, unless much of a page would stay empty for it."""
    return [_keeping(band, is_must=band.keeps_with_next) for band in bands[:-1]] + list(bands[-1:])


def _keeping(band: Band, *, is_must: bool = True) -> Band:
    if band.keeps_with_next or (band.prefers_next and not is_must):
        return band
    # Written out, because `replace` takes ten times as long and a paper has hundreds of bands.
    return Band(
        band.height,
        band.draw,
        band.gap,
        keeps_with_next=is_must,
        at_page_top=band.at_page_top,
        fills_page=band.fills_page,
        prefers_next=not is_must,
    )


def keeping_with_next(bands: Sequence[Band]) -> list[Band]:
    """Return bands after the last of which no page ends."""
    return [*bands[:-1], _keeping(bands[-1])] if bands else []


def with_gap(bands: Sequence[Band], gap: float) -> list[Band]:
    """Return bands with at least so much space above the first."""
    if not bands:
        return []
    return [replace(bands[0], gap=max(gap, bands[0].gap)), *bands[1:]]


def total_height(bands: Iterable[Band]) -> float:
    """Return the height of bands with the space between them."""
    return sum(band.gap + band.height for band in bands)


def space(height: float) -> Band:
    """Return an empty band."""
    return Band(height, lambda _pen, _top, _height: None)


_MOST_EMPTY = 0.14
"""Share of a page that may stay empty so that something stays whole."""


class Paginator:
    """Distributes bands over pages."""

    def __init__(self, first_top: float, later_top: float, bottom: float) -> None:
        """Set where text begins and ends, in points from the lower edge."""
        self._first_top, self._later_top, self._bottom = first_top, later_top, bottom

    def distribute(self, bands: Sequence[Band]) -> list[list[PlacedBand]]:
        """Return for each page its bands."""
        pages: list[list[PlacedBand]] = [[]]
        top = self._first_top
        for wished in _chains(bands, lambda band: band.keeps_with_next or band.prefers_next):
            chains = [wished] if self._moves_whole(wished, pages[-1], top) else _chains(wished, _keeps)
            for chain in chains:
                top = self._place_chain(chain, pages, top)
        return pages

    def _moves_whole(self, chain: Sequence[Band], page: Sequence[PlacedBand], top: float) -> bool:
        """Tell whether what wishes to stay together does: it fits here, or little of this page is left empty."""
        whole = self._later_top - self._bottom
        if not page or self._fits(chain, top):
            return True
        return self._needed(chain) <= whole and top - self._bottom <= whole * _MOST_EMPTY

    def _place_chain(self, chain: Sequence[Band], pages: list[list[PlacedBand]], top: float) -> float:
        if pages[-1] and not self._fits(chain, top) and self._starts_new_page(chain, top):
            pages.append([])
            top = self._later_top
        for band in chain:
            needed = band.height + (band.gap if pages[-1] else 0.0)
            if pages[-1] and top - needed < self._bottom - 1e-6:
                pages.append([])
                top = self._later_top
            top = self._place(band, pages[-1], top)
        return top

    def _fits(self, chain: Sequence[Band], top: float) -> bool:
        return top - total_height(chain) >= self._bottom - 1e-6

    def _starts_new_page(self, chain: Sequence[Band], top: float) -> bool:
        """A chain too long for any page starts a page only where little of this one is left."""
        whole = self._later_top - self._bottom
        return self._needed(chain) <= whole or top - self._bottom < whole / 4

    @staticmethod
    def _needed(chain: Sequence[Band]) -> float:
        """Return the height of a chain at the top of a page."""
        return total_height(chain) - chain[0].gap + total_height(chain[0].at_page_top)

    def _place(self, band: Band, page: list[PlacedBand], top: float) -> float:
        if page:
            top -= band.gap
        else:
            for above in band.at_page_top:
                page.append(PlacedBand(above, top, above.height))
                top -= above.height
        height = max(band.height, top - self._bottom) if band.fills_page else band.height
        page.append(PlacedBand(band, top, height))
        return top - height


def _keeps(band: Band) -> bool:
    return band.keeps_with_next


def _chains(bands: Sequence[Band], is_held: Callable[[Band], bool]) -> list[list[Band]]:
    """Return bands in runs, each but the last of a run held to the next."""
    chains: list[list[Band]] = []
    current: list[Band] = []
    for band in bands:
        current.append(band)
        if not is_held(band):
            chains.append(current)
            current = []
    if current:
        chains.append(current)
    return chains
