"""What may be an annex is told by a file's own bytes, and whatever cannot be opened is refused in a sentence."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from cpm_desktop.documents.annex_check import UnsuitableAnnex, kind_of_file


def a_pdf(*, pages: int = 1, lock: pikepdf.Encryption | None = None) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    written = io.BytesIO()
    document.save(written, encryption=lock or False)
    return written.getvalue()


def a_picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(written, kind)
    return written.getvalue()


def packed(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return written.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A picture's head that says a size, its end, and no points between."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def says_that_it_unfolds_to(size: int) -> bytes:
    """A small archive whose list of files says another size of the one in it."""
    whole = packed(word__document_dot_xml=b"<w:document/>")
    place = whole.index(b"PK\x01\x02") + 24
    return whole[:place] + struct.pack("<I", size) + whole[place + 4 :]


WORD = packed(word__document_dot_xml=b"<w:document/>")
TEXT = packed(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<office/>")


def test_a_pdf_says_that_it_ends_within_its_last_four_thousand_bytes() -> None:
    whole = a_pdf().rstrip()
    assert whole.endswith(b"%%EOF")
    filled = whole + b"\n" * (4096 - len(b"%%EOF"))
    assert kind_of_file(filled) == "pdf"
    with pytest.raises(UnsuitableAnnex, match="its end is missing"):
        kind_of_file(filled + b"\n")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_pdf(), "pdf"),
        (b"\n" * 1019 + a_pdf(), "pdf"),
        (a_pdf() + b"\0" * 4_000, "pdf"),
        (a_picture("PNG"), "png"),
        (a_picture("JPEG"), "jpg"),
        (png_of_size(9_000, 9_000), "png"),
        (WORD, "docx"),
        (TEXT, "odt"),
        (says_that_it_unfolds_to(512 * 1024 * 1024), "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word file", "doc"),
    ],
    ids=[
        "pdf",
        "pdf after empty lines",
        "pdf before a little that is nothing",
        "png",
        "jpg",
        "a large picture",
        "docx",
        "odt",
        "a large docx",
        "doc",
    ],
)
def test_each_kind_is_known_by_its_bytes(content: bytes, kind: str) -> None:
    assert kind_of_file(content) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Dear Kai", "Only PDF files"),
        (b"\n" * 1020 + a_pdf(), "Only PDF files"),
        (packed(readme_dot_txt=b"x"), "Only PDF files"),
        (packed(mimetype=b"application/epub+zip"), "Only PDF files"),
        (a_pdf()[:-40] + b" " * 5_000, "its end is missing"),
        (b"%PDF-1.7 nothing of a file %%EOF", "broken and cannot be opened"),
        (a_pdf(pages=0), "has no pages"),
        (a_pdf(lock=pikepdf.Encryption(owner="owner", user="violet")), "protected by a password"),
        (a_pdf(lock=pikepdf.Encryption(owner="owner", user="")), "protected by a password"),
        (a_picture("PNG")[:40], "picture is broken"),
        (a_picture("JPEG")[:-2], "picture is broken"),
        (a_picture("PNG").replace(b"IDAT", b"IDAX"), "picture is broken"),
        (png_of_size(10_000, 20_000), "too large"),
        (WORD[:40], "Word file is broken"),
        (says_that_it_unfolds_to(512 * 1024 * 1024 + 1), "unfolds to far more"),
    ],
    ids=[
        "nothing",
        "a letter",
        "a PDF that begins too late",
        "some archive",
        "a book",
        "a PDF cut short",
        "a PDF of nothing",
        "no pages",
        "a password",
        "a lock without a password",
        "a PNG cut short",
        "a JPEG cut short",
        "a PNG of another chunk",
        "a picture too large",
        "a Word file cut short",
        "a bomb",
    ],
)
def test_whatever_cannot_be_an_annex_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UnsuitableAnnex, match=said):
        kind_of_file(content)
