"""Annexes: checked, kept, listed with their hashes, and inside the copies of those who may have them alone."""

import hashlib
import io
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image

from cpm_desktop.documents.annex_check import UnsuitableAnnex, kind_of_file
from cpm_desktop.documents.attachments import attached_files
from cpm_desktop.documents.office_conversion import find_office, word_to_pdf
from cpm_desktop.documents.rendering.errors import AnnexMissing
from cpm_desktop.domain.blocks import Annex
from cpm_desktop.domain.captures import Audience
from cpm_desktop.domain.child import CopyKind
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.reader import Reader, ReaderKind
from cpm_desktop.services.annexes import (
    LARGEST_TOGETHER,
    ReadFile,
    annex_lines,
    attach_annex,
    read_for_annex,
    rename_annex,
    say_readers,
    take_away,
)
from cpm_desktop.services.copy_list import decide_copy
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.papers import draw, minutes_paper
from cpm_desktop.services.preparing import PaperUnreadable
from tests.paper_text import printed_text
from tests.services.a_record import a_desk, enter_kai, hold, value_of

STANDARD = "cla-standard"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


def a_pdf(text: str = "") -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"] = text
        written = io.BytesIO()
        made.save(written, deterministic_id=True)
        return written.getvalue()


def a_picture(form: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(written, form)
    return written.getvalue()


def a_word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("A letter from school")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def inside(desk: Desk, meeting: Meeting, reader: Reader) -> tuple[dict[str, bytes], str]:
    """Return the annexes inside a reader's copy by name, and what the copy says."""
    drawn = draw(desk, minutes_paper(desk, meeting, reader), desk.now()).pdf
    with pikepdf.open(io.BytesIO(drawn)) as document:
        held = {
            file.name: file.content for file in attached_files(document) if file.relationship == "Supplement"
        }
    return held, " ".join(printed_text(drawn).split())


@pytest.mark.rule("after.copy-for-each-reader")
def test_each_copy_holds_the_annexes_meant_for_its_reader_and_lists_them_with_their_hashes(
    desk: Desk,
) -> None:
    meeting_id = hold(desk, enter_kai(desk), STANDARD)
    decide_copy(desk, meeting_id, "dana", CopyKind.FAMILY)
    decide_copy(desk, meeting_id, "tess", CopyKind.PROFESSIONAL)
    plan, letter, secret = a_pdf("plan"), a_picture("PNG"), a_pdf("SECRET")
    attach_annex(desk, meeting_id, ReadFile("Kai Avery plan.pdf", plan), Audience.EVERYONE)
    letters = attach_annex(desk, meeting_id, ReadFile("letter.png", letter), Audience.PROFESSIONALS)
    attach_annex(desk, meeting_id, ReadFile("secret.pdf", secret))
    rename_annex(desk, meeting_id, letters, "Letter from school")
    meeting = value_of(desk, meeting_id)

    file_copy, said = inside(desk, meeting, Reader(ReaderKind.FILE))
    assert file_copy == {"annex-1.pdf": plan, "annex-2.png": letter, "annex-3.pdf": secret}
    for content in (plan, letter, secret):
        digits = hashlib.sha256(content).hexdigest()
        assert digits in said.replace(" ", "")
    assert "Annex 2, inside this file: picture" in said
    professional, said = inside(desk, meeting, Reader(ReaderKind.PROFESSIONAL, "tess"))
    assert professional == {"annex-1.pdf": plan, "annex-2.png": letter}
    assert "Letter from school" in said
    assert hashlib.sha256(secret).hexdigest() not in said.replace(" ", "")
    family, said = inside(desk, meeting, Reader(ReaderKind.FAMILY, "dana"))
    assert family == {"annex-1.pdf": plan}
    assert "Annex 2" not in said
    assert "File: Kai Avery plan.pdf" not in said
    say_readers(desk, meeting_id, letters, Audience.EVERYONE)
    assert "annex-2.png" in inside(desk, value_of(desk, meeting_id), Reader(ReaderKind.FAMILY, "dana"))[0]
    take_away(desk, meeting_id, letters)
    assert [line.number for line in annex_lines(desk, meeting_id)] == [1, 2]


def test_a_paper_whose_annex_is_not_there_is_not_made(desk: Desk) -> None:
    meeting_id = hold(desk, enter_kai(desk), STANDARD)
    attach_annex(desk, meeting_id, ReadFile("plan.pdf", a_pdf()))
    paper = minutes_paper(desk, value_of(desk, meeting_id), Reader(ReaderKind.FILE))
    [annex] = paper.annexes
    assert annex.media_type == "application/pdf"
    changed = replace(paper, annexes=(Annex(annex.name, annex.media_type, "", "0" * 64),))
    with pytest.raises(AnnexMissing):
        desk.renderer.get().render(changed, desk.now(), files={annex.file_hash: a_pdf()})


def test_all_annexes_together_are_bounded(desk: Desk) -> None:
    meeting_id = hold(desk, enter_kai(desk), STANDARD)
    half = b"%PDF-" + bytes(LARGEST_TOGETHER // 2)
    first = attach_annex(desk, meeting_id, ReadFile("a.pdf", half))
    with pytest.raises(PaperUnreadable, match="40 MB together"):
        attach_annex(desk, meeting_id, ReadFile("b.pdf", half))
    attach_annex(desk, meeting_id, ReadFile("b.pdf", half), paper_id=first)
    assert len(annex_lines(desk, meeting_id)) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [(a_pdf(), "pdf"), (a_picture("PNG"), "png"), (a_picture("JPEG"), "jpg"), (a_word_file(), "docx")],
)
def test_a_file_is_known_by_its_bytes(content: bytes, kind: str) -> None:
    assert kind_of_file(content) == kind
    with pytest.raises(UnsuitableAnnex, match="broken"):
        kind_of_file(content[: len(content) // 2])


def test_what_cannot_be_an_annex_is_told_plainly() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    for content, words in (
        (b"", "empty"),
        (b"MZ\x90 a program", "Only PDF files"),
        (b"PK\x03\x04 no archive", "broken"),
        (locked.getvalue(), "password"),
    ):
        with pytest.raises(UnsuitableAnnex, match=words):
            kind_of_file(content)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script of the shell")
def test_a_word_file_becomes_a_pdf_where_libreoffice_is_and_stays_as_it_is_where_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, programs = tmp_path / "letter from school.docx", tmp_path / "bin"
    source.write_bytes(a_word_file())
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    assert find_office() is None
    read = read_for_annex(source)
    assert (read.file_name, read.content) == (source.name, source.read_bytes())
    assert "no LibreOffice" in read.said
    (tmp_path / "made.pdf").write_bytes(a_pdf("made"))
    program = programs / "soffice"  # it finds the folder where the real one would: behind --outdir
    program.write_text(
        f'#!/bin/sh\n{shutil.which("cp", path="/bin:/usr/bin")} {tmp_path}/made.pdf "$7/letter from school.pdf"\n'
    )
    program.chmod(0o755)
    read = read_for_annex(source)
    assert (read.file_name, read.content) == ("letter from school.pdf", a_pdf("made"))
    assert "LibreOffice made a PDF" in read.said
    program.write_text("#!/bin/sh\nexit 3\n")
    assert word_to_pdf(source, program) is None
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".cpm-")) == []
