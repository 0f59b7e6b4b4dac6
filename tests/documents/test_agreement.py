"""What is printed and the data inside are compared: whoever changes one of them and signs anew is told."""

import dataclasses
import io
import json
import re
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf import PdfReader

from cpm_desktop.documents.agreement import AGREES, NO_DATA, compare_data
from cpm_desktop.documents.attachments import attached_files, is_minutes
from cpm_desktop.documents.certificate import SigningIdentity
from cpm_desktop.documents.signature_field import CHAIR
from cpm_desktop.documents.signing import SignatureRequest, sign_pdf
from cpm_desktop.documents.verifying import verify
from cpm_desktop.domain.blocks import Paper, Paragraph
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.papers.agenda_paper import build_agenda
from cpm_desktop.domain.papers.child_copy import build_child_copy
from cpm_desktop.domain.papers.copy_number import numbered_copy
from cpm_desktop.domain.papers.minutes import build_minutes
from cpm_desktop.domain.reader import Reader, ReaderKind
from tests.documents.fictional_documents import SIGNED_AT, two_pages
from tests.documents.rendering.test_paper_renderer import RENDERER, paper_with
from tests.domain.papers.filled_meeting import child, filled_meeting
from tests.domain.papers.forms_at_hand import procedure, standard_form

LETTERS = "abc ħł̀ọ̀ẹ́ Őż ăđ日本 বাংলা தமிழ் ਪੰਜਾਬੀ አማርኛ العربية אבא ()[] 12,3 😀👩‍👧 \u00ad\u200b\t\x07\ue000"


def minutes(*notes: str, reader: Reader | None = None) -> Paper:
    form = standard_form()
    meeting = filled_meeting(form)
    more = [Note(id=f"more-{number}", item=form.agenda[0].id, text=text) for number, text in enumerate(notes)]
    meeting = dataclasses.replace(meeting, notes=(*meeting.notes, *more))
    return build_minutes(form, meeting, reader or Reader(ReaderKind.FILE), roles=procedure().roles)


def drawn(paper: Paper) -> bytes:
    return RENDERER.render(paper, SIGNED_AT).pdf


@pytest.fixture(scope="module")
def file_copy() -> bytes:
    return drawn(minutes())


def changed(pdf: bytes, change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        written = io.BytesIO()
        document.save(written, force_version="1.7", fix_metadata_version=False)
    return written.getvalue()


def test_every_kind_of_copy_agrees_and_is_the_same_file_each_time() -> None:
    form, roles = standard_form(), procedure().roles
    papers = [
        *(
            minutes(reader=Reader(kind, who))
            for kind, who in ((ReaderKind.PROFESSIONAL, "siew"), (ReaderKind.FAMILY, "dana"))
        ),
        build_child_copy(form, filled_meeting(form), Reader(ReaderKind.CHILD, "kai"), roles=roles),
    ]
    for paper in (*papers, *(numbered_copy(paper, 7) for paper in papers)):
        pdf = drawn(paper)
        assert compare_data(pdf).findings == ()
        assert compare_data(pdf).sentence == AGREES
        assert pdf == drawn(paper)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            [file] = attached_files(document)
            assert is_minutes(file)
            assert file.content.decode("utf-8") == paper.data
            assert file.media_type == "application/json"
            [held] = document.Root.AF
            assert held.objgen == document.Root.Names.EmbeddedFiles.Names[1].objgen
            assert held.AFRelationship == "/Data"
            assert str(held.EF.F.Params.ModDate) == "D:20261124164000+00'00'"
            assert int(held.EF.F.Params.Size) == len(file.content)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.one_of(st.text(LETTERS, max_size=60), st.text(max_size=30)), min_size=3, max_size=6))
def test_text_of_any_kind_agrees(notes: list[str]) -> None:
    kept = [note.encode("utf-8", "ignore").decode("utf-8") for note in notes]
    assert compare_data(drawn(minutes(*kept))).findings == ()


def test_papers_without_data_are_told_rightly() -> None:
    agenda = drawn(build_agenda(standard_form(), filled_meeting(standard_form()), child(), ()))
    verdict = verify(agenda)
    assert NO_DATA in verdict.sentences()
    assert verdict.sentences()[0].startswith("Not signed")


def _data(document: Pdf) -> pikepdf.Object:
    return document.Root.AF[0].EF.F


def _write_data(document: Pdf, change: Callable[[dict[str, object]], None]) -> None:
    plain = json.loads(_data(document).read_bytes())
    change(plain)
    _data(document).write(json.dumps(plain).encode("utf-8"))


def _other_reason(plain: dict[str, object]) -> None:
    decisions = plain["decisions"]
    assert isinstance(decisions, list)
    decisions[0]["reason"] = decisions[1]["reason"]


def _other_print(plain: dict[str, object]) -> None:
    text = json.dumps(plain["printed"]).replace("He will go then", "He will not go then")
    plain["printed"] = json.loads(text)
    decisions = plain["decisions"]
    assert isinstance(decisions, list)
    decisions[0]["reason"] = "He will not go then"


def _remove(document: Pdf) -> None:
    del document.Root.AF
    del document.Root.Names


def _hide(document: Pdf) -> None:
    document.Root.AF[0].AFRelationship = Name.Unspecified


def _twice(document: Pdf) -> None:
    document.Root.AF.append(document.make_indirect(Dictionary(dict(document.Root.AF[0].items()))))


def _exchange_words(document: Pdf) -> None:
    """Draw the glyphs of one text in place of those of another of the same page."""
    page = document.pages[0]
    lines = page.Contents.read_bytes().split(b"\n")
    shown = [index for index, line in enumerate(lines) if line.endswith(b"] TJ") and b" Tm [" in line]
    first, second = shown[4], shown[5]
    (a, b), (c, d) = (lines[index].split(b" Tm [", 1) for index in (first, second))
    lines[first], lines[second] = a + b" Tm [" + d, c + b" Tm [" + b
    page.Contents = document.make_stream(b"\n".join(lines))


def _append(operators: bytes) -> Callable[[Pdf], None]:
    def append(document: Pdf) -> None:
        page = document.pages[0]
        page.Contents = document.make_stream(page.Contents.read_bytes() + b"\n" + operators)

    return append


def _drop_line(document: Pdf) -> None:
    page = document.pages[1]
    lines = page.Contents.read_bytes().split(b"\n")
    shown = [index for index, line in enumerate(lines) if line.endswith(b"] TJ")]
    del lines[shown[10]]
    page.Contents = document.make_stream(b"\n".join(lines))


def _drop_page(document: Pdf) -> None:
    del document.pages[2]


def _note_over_it(document: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([80, 500, 400, 600]), Contents=String("Not agreed")
    )
    document.pages[0].obj.Annots = document.make_indirect(Array([document.make_indirect(note)]))


def _picture_over_it(document: Pdf) -> None:
    picture = document.make_stream(
        b"1 1 1 rg 0 0 600 800 re f",
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 800])),
    )
    page = document.pages[0]
    page.obj.Resources.XObject = Dictionary(Cover=picture)
    page.Contents = document.make_stream(page.Contents.read_bytes() + b"\n/Artifact BMC /Cover Do EMC")


def _in_content(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def replace(document: Pdf) -> None:
        page = document.pages[0]
        content, count = re.subn(old, new, page.Contents.read_bytes())
        assert count
        page.Contents = document.make_stream(content)

    return replace


def _cut(document: Pdf) -> None:
    document.pages[0].obj.CropBox = Array([0, 400, 595, 842])


def _glyphs_read_otherwise(document: Pdf) -> None:
    """Say that glyphs read as others: what is heard is another text than what is seen."""
    for font in document.pages[0].Resources.Font.values():
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"> <0061>", b"> <0062>"))


def _element_reads_otherwise(document: Pdf) -> None:
    document.Root.StructTreeRoot.K.K[0].ActualText = String("Another text")


CHANGES: dict[str, Callable[[Pdf], None]] = {
    "a reason in the data": lambda document: _write_data(document, _other_reason),
    "the print in the data": lambda document: _write_data(document, _other_print),
    "data of another form": lambda document: _write_data(
        document, lambda plain: plain.update(schema="other")
    ),
    "a detail that nobody knows": lambda document: _write_data(
        document, lambda plain: plain.update(secret="x")
    ),
    "no JSON": lambda document: _data(document).write(b"{"),
    "data removed": _remove,
    "data called something else": _hide,
    "data twice": _twice,
    "words exchanged on a page": _exchange_words,
    "a line taken off a page": _drop_line,
    "a page taken out": _drop_page,
    "words added to a page": _append(b"/Artifact BMC BT /T1 9 Tf 1 0 0 1 80 80 Tm [<0123>] TJ ET EMC"),
    "words added without a mark": _append(b"BT /T1 9 Tf 1 0 0 1 80 80 Tm [<0123>] TJ ET"),
    "a note laid over a page": _note_over_it,
    "a picture laid over a page": _picture_over_it,
    "a page covered": _append(b"/Artifact BMC 1 1 1 rg 0 300 600 400 re f EMC"),
    "a line laid over words": _append(b"/Artifact BMC 1 1 1 RG 14 w 60 706 m 300 706 l S EMC"),
    "words in white": _in_content(rb"0\.0784 0\.1255 0\.1686 rg", b"1 1 1 rg"),
    "words beside the page": _in_content(rb"1 0 0 1 62\.362 ", b"1 0 0 1 -900 "),
    "words that are too small": _in_content(rb" 27 Tf", b" 1 Tf"),
    "a page cut": _cut,
    "glyphs that read as others": _glyphs_read_otherwise,
    "an element that reads as another text": _element_reads_otherwise,
}


@pytest.mark.parametrize("name", CHANGES)
def test_whoever_changes_one_of_them_and_signs_anew_is_told(
    name: str, file_copy: bytes, colleague: SigningIdentity
) -> None:
    again = sign_pdf(changed(file_copy, CHANGES[name]), colleague, SignatureRequest(CHAIR, SIGNED_AT))
    verdict = verify(again)
    assert [signature.is_intact for signature in verdict.signatures] == [True]
    assert not verdict.is_whole
    assert verdict.of_data == ""
    said = verdict.sentences()
    assert said[0] == "Not valid: do not rely on this file."
    assert all(sentence.endswith(".") for sentence in said)


def test_what_was_not_changed_and_is_signed_is_told_to_agree(
    file_copy: bytes, chair: SigningIdentity
) -> None:
    verdict = verify(sign_pdf(changed(file_copy, lambda _: None), chair, SignatureRequest(CHAIR, SIGNED_AT)))
    assert verdict.is_whole
    assert verdict.sentences().count(AGREES) == 1


def test_where_they_part_is_told_with_page_and_words(file_copy: bytes) -> None:
    [sentence] = compare_data(changed(file_copy, CHANGES["the print in the data"])).findings
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file_copy)).pages]
    page = next(number for number, text in enumerate(texts, 1) if "He will go then" in text)
    assert sentence.startswith(f"Page {page} says “go then")
    assert "the data inside the file say “not go then" in sentence

    assert compare_data(changed(file_copy, _drop_line)).findings[0].startswith("Page 2 says ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("words in white", "Some of the text of page 1 cannot be seen"),
        ("a page covered", "Some of the text of page 1 cannot be seen"),
        ("a picture laid over a page", "Page 1 holds what the application does not draw there"),
        ("a note laid over a page", "Page 1 holds what the application does not draw there"),
    ],
)
def test_what_cannot_be_seen_or_is_not_ours_is_told_as_that_with_its_page(
    name: str, told: str, file_copy: bytes
) -> None:
    [sentence] = compare_data(changed(file_copy, CHANGES[name])).findings
    assert sentence.startswith(told)


def test_data_that_are_there_twice_are_there(file_copy: bytes) -> None:
    found = compare_data(changed(file_copy, _twice))
    assert found.has_data
    assert found.findings == ("The file holds minutes as data more than once.",)


def test_a_paper_of_another_program_is_no_copy_of_ours() -> None:
    letter = dataclasses.replace(paper_with(Paragraph("A letter")), footer="", footer_small="Made by hand")
    assert compare_data(drawn(letter)).sentence == NO_DATA


@pytest.mark.parametrize("name", ["Kai Avery " * 40, "אברהם בן דוד " * 40])
def test_a_header_that_was_too_long_and_was_cut_agrees(name: str) -> None:
    form = standard_form()
    meeting = filled_meeting(form)
    children = tuple(dataclasses.replace(child, name=name) for child in meeting.children)
    people = tuple(
        dataclasses.replace(person, name=name) if person.is_child else person for person in meeting.attendees
    )
    meeting = dataclasses.replace(meeting, children=children, attendees=people)
    paper = build_minutes(form, meeting, Reader(ReaderKind.FILE), roles=procedure().roles)
    assert paper.header.startswith(name.strip()[:40])
    assert compare_data(drawn(paper)).findings == ()
    other = dataclasses.replace(paper, header=paper.header[0] + "x" + paper.header[2:])
    (told,) = compare_data(drawn(other)).findings
    assert told.startswith("Page 2 says “Kxi" if name[0] == "K" else "Page 2 says ")


def test_a_file_that_another_program_drew_is_no_copy_of_ours() -> None:
    assert compare_data(two_pages()).sentence == NO_DATA


def attached(pdf: bytes, raw: bytes, packed_by: Name | None = None) -> Pdf:
    """Return a file that holds a stream, as it is, in the place of its data."""
    document = pikepdf.open(io.BytesIO(pdf))
    _data(document).write(raw, filter=packed_by)
    return document


def test_data_are_read_packed_or_not_and_never_unfolded_beyond_what_we_write(
    file_copy: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with attached(file_copy, b'{"a": 1}') as document:
        assert [file.content for file in attached_files(document)] == [b'{"a": 1}']
    packed = zlib.compress(bytes(65 * 1024 * 1024))
    with attached(file_copy, packed, Name.FlateDecode) as document:
        with pytest.raises(ValueError, match="too large"):
            list(attached_files(document))
        written = io.BytesIO()
        document.save(written)
    assert compare_data(written.getvalue()).findings == compare_data(b"%PDF-1.7").findings
    monkeypatch.setattr("cpm_desktop.documents.attachments._LARGEST", 8)
    for content, is_taken in ((b"x" * 8, True), (b"x" * 9, False)):
        with attached(file_copy, content) as document:
            if is_taken:
                assert [file.content for file in attached_files(document)] == [content]
            else:
                with pytest.raises(ValueError, match="too large"):
                    list(attached_files(document))
