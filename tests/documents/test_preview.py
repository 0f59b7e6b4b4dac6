from concurrent.futures import ThreadPoolExecutor

import pytest

from cpm_desktop.documents.preview import CannotShowDocument, PdfPreview
from tests.documents.fictional_documents import two_pages


def test_pages_are_counted_measured_and_drawn(unsigned: bytes) -> None:
    with PdfPreview(unsigned) as preview:
        assert preview.page_count == 2
        width, height = preview.page_size(0)
        assert (round(width), round(height)) == (595, 842)
        image = preview.render(0, 2.0)
        assert (image.width, image.height) == (1191, 1684)
        assert len(image.pixels) == image.stride * image.height
        assert image.pixels[:3] == b"\xff\xff\xff"
        assert min(image.pixels) < 64


def test_text_can_be_read_out(unsigned: bytes) -> None:
    with PdfPreview(unsigned) as preview:
        assert preview.page_text(0).strip() == "Care planning meeting"


def test_a_page_that_is_not_there_is_an_index_error(unsigned: bytes) -> None:
    with PdfPreview(unsigned) as preview:
        for index in (-1, 2):
            with pytest.raises(IndexError):
                preview.request(index, 1.0)


def test_an_absurd_scale_is_held_to_what_memory_bears(unsigned: bytes) -> None:
    with PdfPreview(unsigned) as preview:
        image = preview.render(0, 10_000.0)
        assert image.width * image.height < 41_000_000


@pytest.mark.parametrize("damaged", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_a_damaged_file_is_refused_in_plain_words(damaged: bytes) -> None:
    with pytest.raises(CannotShowDocument, match="damaged"):
        PdfPreview(damaged)


def test_a_cut_file_ends_in_a_sentence_or_a_picture() -> None:
    pdf = two_pages()
    refused = 0
    for length in range(20, len(pdf), 97):
        try:
            with PdfPreview(pdf[:length]) as preview:
                for index in range(preview.page_count):
                    preview.render(index, 0.5)
        except CannotShowDocument:
            refused += 1
    assert refused > 0


def test_several_previews_and_threads_draw_alike(unsigned: bytes) -> None:
    with PdfPreview(unsigned) as first, PdfPreview(unsigned) as second, ThreadPoolExecutor(4) as askers:
        drawn = list(askers.map(lambda n: (first, second)[n % 2].render(0, 0.7).pixels, range(24)))
    assert len(set(drawn)) == 1


def test_closing_cancels_what_waits_and_can_be_repeated(unsigned: bytes) -> None:
    preview = PdfPreview(unsigned)
    waiting = [preview.request(0, 2.0) for _ in range(30)]
    preview.close()
    preview.close()
    assert all(future.done() for future in waiting)
    assert waiting[-1].cancelled()
