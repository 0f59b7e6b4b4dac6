"""What a file that somebody attaches is, by its own bytes, and whether it opens; nothing of it is ever drawn."""

import io
import zipfile

from cpm_desktop.domain.errors import CarePlanningError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how old Word files begin
_TAIL = 4096  # bytes in which a whole PDF says that it ends
_MOST_UNPACKED = 512 * 1024 * 1024  # bytes of a Word file without its compression
_LOCKED = "This PDF is protected by a password. Save it without one, and attach that."
_BROKEN_PICTURE = "This picture is broken and cannot be opened. Take it or ask for it again."
_PICTURE_ENDS = {"png": b"IEND", "jpg": b"\xff\xd9"}
_ODT = b"application/vnd.oasis.opendocument.text"


class UnsuitableAnnex(CarePlanningError):
    """A file cannot be an annex."""


def kind_of_file(content: bytes) -> str:
    """Return what a file is by its own bytes: "pdf", "png", "jpg", "docx", "doc" or "odt".

    Raises:
        UnsuitableAnnex: it is empty, something else, broken, or protected by a password; the sentence says which.
    """
    if not content:
        raise UnsuitableAnnex("The file is empty. Choose another.")
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _picture(content)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(_OLE):
        return "doc"
    raise UnsuitableAnnex(
        "Only PDF files, pictures (PNG or JPEG) and Word files can be annexes. Save it as a PDF first."
    )


def _pdf(content: bytes) -> str:
    import pikepdf  # noqa: PLC0415 - slow to load, and seldom wanted

    if (
        b"%%EOF" not in content[-_TAIL:]
    ):  # cut short: a reader might still show some of it, and nobody see the rest
        raise UnsuitableAnnex("This PDF is broken: its end is missing. Ask for it again.")
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            is_locked, has_pages = document.is_encrypted, len(document.pages) > 0
    except pikepdf.PasswordError as error:
        raise UnsuitableAnnex(_LOCKED) from error
    except Exception as error:  # a broken file fails in ways of its own; to the person it is one thing
        raise UnsuitableAnnex("This PDF is broken and cannot be opened. Ask for it again.") from error
    if is_locked:
        raise UnsuitableAnnex(_LOCKED)
    if not has_pages:
        raise UnsuitableAnnex("This PDF has no pages. Ask for it again.")
    return "pdf"


def _picture(content: bytes) -> str:
    """Look at a picture's head and its end, and at the check sums of a PNG; no point of it is decoded."""
    from PIL import Image  # noqa: PLC0415 - slow to load, and seldom wanted

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            kind = "png" if picture.format == "PNG" else "jpg"
            picture.verify()
    except Image.DecompressionBombError as error:  # the library's own bound, of some 180 million points
        raise UnsuitableAnnex("This picture is too large. Save it smaller, and attach that.") from error
    except Exception as error:  # a broken picture fails in ways of its own; to the person it is one thing
        raise UnsuitableAnnex(_BROKEN_PICTURE) from error
    if _PICTURE_ENDS[kind] not in content[-_TAIL:]:
        raise UnsuitableAnnex(_BROKEN_PICTURE)
    return kind


def _packed(content: bytes) -> str:
    broken = "This Word file is broken and cannot be opened. Ask for it again."
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                raise UnsuitableAnnex(
                    "This file unfolds to far more than a document holds. Save it as a PDF first."
                )
            if "word/document.xml" in names:
                packed.read("word/document.xml")
                return "docx"
            if "mimetype" in names and packed.read("mimetype").startswith(_ODT):
                return "odt"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnsuitableAnnex(broken) from error
    raise UnsuitableAnnex(
        "Only PDF files, pictures (PNG or JPEG) and Word files can be annexes. Save it as a PDF first."
    )
