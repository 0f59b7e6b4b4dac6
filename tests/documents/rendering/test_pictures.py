"""Pictures in papers: drawn as wide as the text, heard by their words, kept once, and refused where they are others."""

import hashlib
import io

import pikepdf
import pytest
from PIL import Image

from cpm_desktop.documents.rendering.errors import PictureMissing
from cpm_desktop.documents.rendering.paper_renderer import RenderedPaper
from cpm_desktop.documents.rendering.picture import read_picture
from cpm_desktop.domain.blocks import Paragraph, Picture
from tests.documents.rendering.test_paper_renderer import MADE_AT, RENDERER, paper_with

WORDS = "A page with two fields"


def png(mode: str = "RGB", size: tuple[int, int] = (320, 200)) -> bytes:
    picture = Image.new("RGB", size, (11, 90, 125))
    picture.paste((255, 255, 255), (10, 10, 100, 60))
    kept = io.BytesIO()
    (picture.quantize(4) if mode == "P" else picture).save(kept, "PNG")
    return kept.getvalue()


def drawn(*contents: bytes) -> RenderedPaper:
    pictures = [read_picture(content, WORDS) for content in contents]
    files = {picture.file_hash: content for picture, content in zip(pictures, contents, strict=True)}
    return RENDERER.render(paper_with(Paragraph("Before"), *pictures), MADE_AT, files=files)


def pictures_of(document: pikepdf.Pdf) -> list[pikepdf.Stream]:
    return [
        each
        for each in document.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    ]


def test_its_size_and_hash_are_read() -> None:
    content = png()
    assert read_picture(content, WORDS) == Picture(WORDS, hashlib.sha256(content).hexdigest(), 320, 200)


@pytest.mark.parametrize("mode", ["RGB", "P"])
def test_what_is_drawn_is_what_was_given(mode: str) -> None:
    content = png(mode)
    with pikepdf.open(io.BytesIO(drawn(content).pdf)) as document:
        [image] = pictures_of(document)
        shown = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    with Image.open(io.BytesIO(content)) as given:
        assert shown.tobytes() == given.convert("RGB").tobytes()


def test_it_is_heard_by_its_words_and_says_where_it_stands() -> None:
    with pikepdf.open(io.BytesIO(drawn(png()).pdf)) as document:
        elements = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        [figure] = elements
        assert str(figure.Alt) == WORDS
        left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    assert right - left == pytest.approx((top - bottom) * 320 / 200, rel=0.01)


def test_one_that_is_drawn_twice_is_kept_once() -> None:
    content = png()
    picture = read_picture(content, WORDS)
    twice = RENDERER.render(paper_with(picture, picture), MADE_AT, files={picture.file_hash: content})
    with pikepdf.open(io.BytesIO(twice.pdf)) as document:
        assert len(pictures_of(document)) == 1


def test_a_high_one_leaves_room_for_words() -> None:
    assert drawn(png(size=(200, 900))).pages == 1


@pytest.mark.parametrize("files", [{}, {"wrong": b"bytes"}])
def test_one_that_is_not_there_ends_the_drawing(files: dict[str, bytes]) -> None:
    picture = read_picture(png(), WORDS)
    changed = {picture.file_hash: b"other"} if files else files
    with pytest.raises(PictureMissing):
        RENDERER.render(paper_with(picture), MADE_AT, files=changed)
