"""The user guide and the card of keys as PDF, drawn as every other paper is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from cpm_desktop import __version__
from cpm_desktop.documents.rendering.paper_renderer import PaperRenderer
from cpm_desktop.documents.rendering.picture import read_picture
from cpm_desktop.documents.writing import write_atomically
from cpm_desktop.domain.blocks import Picture
from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.domain.guide.topics import illustrations
from cpm_desktop.domain.papers.card_of_keys import PAGES, TEXT_SIZES, build_card_of_keys
from cpm_desktop.domain.papers.user_guide import build_user_guide
from cpm_desktop.services.guide import load_guide, load_keys, picture_path

if TYPE_CHECKING:
    from pathlib import Path

    from cpm_desktop.documents.rendering.paper_renderer import RenderedPaper

GUIDE_NAME: Final = "care-planning-user-guide.pdf"
CARD_NAME: Final = "care-planning-keys.pdf"


def user_guide(made_at: dt.datetime) -> RenderedPaper:
    """Draw the whole guide."""
    guide, pictures, files = load_guide(), dict[str, Picture](), dict[str, bytes]()
    for shown in illustrations(guide):
        content = picture_path(shown.name).read_bytes()
        picture = read_picture(content, shown.words)
        pictures[shown.name], files[picture.file_hash] = picture, content
    paper = build_user_guide(guide, load_keys(), pictures, __version__)
    return PaperRenderer().render(paper, made_at, files=files)


def card_of_keys(made_at: dt.datetime) -> RenderedPaper:
    """Draw the card, in the largest letters with which it has its two pages.

    Raises:
        CarePlanningError: it has more pages even in the smallest.
    """
    renderer = PaperRenderer()
    for size in TEXT_SIZES:
        drawn = renderer.render(build_card_of_keys(load_keys(), size), made_at)
        if drawn.pages <= PAGES:
            return drawn
    raise CarePlanningError(
        "The card of keys does not fit on two pages. Save the guide, which holds them all."
    )


def save_guide(path: Path) -> None:
    """Write the guide into a file.

    Raises:
        CarePlanningError: it cannot be written there; what was there before still is.
    """
    write_atomically(path, user_guide(dt.datetime.now(dt.UTC)).pdf)


def save_card(path: Path) -> None:
    """Write the card into a file.

    Raises:
        CarePlanningError: it cannot be written there; what was there before still is.
    """
    write_atomically(path, card_of_keys(dt.datetime.now(dt.UTC)).pdf)
