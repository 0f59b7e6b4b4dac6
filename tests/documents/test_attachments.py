"""Files inside a document are found by every reader of PDF, with their names, kinds, bytes and check sums."""

import dataclasses
import datetime as dt
import hashlib
import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from cpm_desktop.documents import attachments
from cpm_desktop.documents.attachments import (
    AttachedFile,
    attached_entries,
    attached_files,
    is_minutes,
    minutes_attachment,
)
from cpm_desktop.documents.rendering.pdf_file import PdfFile

MADE = dt.datetime(2026, 11, 24, 15, 40, tzinfo=dt.UTC)
MINUTES = minutes_attachment('{"said": "Zoë – \udcff"}')
REPORT = AttachedFile(
    "Zoë’s report (2).pdf", "application/pdf", "What the school says", b"%PDF-1.7", "Source"
)


def written(*files: AttachedFile) -> bytes:
    file = PdfFile()
    pages = file.add(b"<</Type/Pages/Kids[]/Count 0>>")
    entries = attached_entries(file, files, MADE)
    return file.written(
        file.add(b"<</Type/Catalog/Pages %d 0 R%b>>" % (pages, entries)), file.add(b"<</Title(x)>>")
    )


def test_what_is_attached_is_found_again_each_once_and_in_order() -> None:
    content = written(REPORT, MINUTES)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.check_pdf_syntax() == []
        found = list(attached_files(document))
        assert found == [REPORT, MINUTES]
        assert [each for each in found if is_minutes(each)] == [MINUTES]
        assert sorted(document.attachments) == [REPORT.name, "minutes.json"]
        assert document.attachments["minutes.json"].get_file().read_bytes() == MINUTES.content
        told = document.Root.AF[0].EF.F.Params
        assert int(told.Size) == len(REPORT.content)
        assert bytes(told.CheckSum) == hashlib.md5(REPORT.content, usedforsecurity=False).digest()
        assert str(told.ModDate) == str(told.CreationDate) == "D:20261124154000+00'00'"
        assert document.Root.AF[0].UF == document.Root.AF[0].F == REPORT.name
        assert all(str(each.Type) == "/Filespec" for each in document.Root.AF)
    assert written(REPORT, MINUTES) == content


def test_a_document_of_no_files_names_none() -> None:
    assert attached_entries(PdfFile(), (), MADE) == b""
    with pikepdf.open(io.BytesIO(written())) as document:
        assert Name.Names not in document.Root
        assert list(attached_files(document)) == []


def test_the_minutes_are_known_by_name_and_by_what_they_are_to_the_document() -> None:
    assert (MINUTES.name, MINUTES.media_type, MINUTES.relationship) == (
        "minutes.json",
        "application/json",
        "Data",
    )
    assert "cpm-desktop minutes 1" in MINUTES.description
    assert is_minutes(MINUTES)
    assert not is_minutes(dataclasses.replace(MINUTES, relationship="Source"))  # an annex of the same name
    assert not is_minutes(dataclasses.replace(MINUTES, name="minutes.txt"))


def tied(content: bytes, **entries: object) -> Pdf:
    """Return a document with one file tied to it as another program may, which says only what is given."""
    document = pikepdf.new()
    stream = document.make_stream(content)
    for name, value in entries.items():
        stream[f"/{name}"] = value
    document.Root.AF = Array([document.make_indirect(Dictionary(EF=Dictionary(F=stream)))])
    return document


def test_what_another_program_left_unsaid_is_empty() -> None:
    with tied(b"one") as document:
        assert list(attached_files(document)) == [AttachedFile("", "", "", b"one", "")]
        document.Root.AF[0].F = "old name"
        assert [each.name for each in attached_files(document)] == ["old name"]
        document.Root.AF[0].UF = "Zoë"
        assert [each.name for each in attached_files(document)] == ["Zoë"]


def test_packed_otherwise_it_is_read_too_and_what_is_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tied(b"6f6e65>", Filter=Name.ASCIIHexDecode) as document:
        assert [each.content for each in attached_files(document)] == [b"one"]
    monkeypatch.setattr(attachments, "_LARGEST", 1000)
    for count, is_read in ((1000, True), (1001, False)):
        for document in (
            tied(b"a" * count),
            tied(zlib.compress(b"a" * count), Filter=Name.FlateDecode),
        ):
            if is_read:
                assert [len(each.content) for each in attached_files(document)] == [count]
            else:
                with pytest.raises(ValueError, match="too large"):
                    list(attached_files(document))
