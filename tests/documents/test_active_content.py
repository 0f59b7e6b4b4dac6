"""Papers do nothing by themselves and lead nowhere, whatever was typed; and the test would notice if they did."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from cpm_desktop.domain.blocks import Box, Line, Paragraph, Quotation, Section
from tests.active_content import active_content, said_beside_the_pages
from tests.documents.rendering.test_paper_renderer import EVERY_BLOCK, render, row, table

TYPED = (
    "https://example.org/kai?a=1&b=2 www.example.org mailto:mum@example.org tel:+441632960000",
    "<a href='https://example.org'>here</a> <img src='file:///etc/passwd'/> [here](https://example.org)",
    "javascript:app.alert(1) \\\\server\\share\\run.exe file:///C:/run.exe (see D12) /JS /Launch /URI",
    ") Tj ET EMC endstream endobj 1 0 obj <</S/JavaScript/JS(x)>> endobj",
)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return render(*EVERY_BLOCK).pdf


def test_nothing_that_was_typed_becomes_a_link_or_an_action() -> None:
    for text in TYPED:
        blocks = (Section(text, (Paragraph(text), Quotation(text, (text,)))), Box(text, (text,)))
        assert active_content(render(*blocks, table(row(text, Line(text)))).pdf) == []


def test_a_paper_of_every_block_does_nothing(paper: bytes) -> None:
    assert active_content(paper) == []
    assert "Kai" not in said_beside_the_pages(paper)


def _note(document: Pdf, **entries: Any) -> None:  # noqa: ANN401 - objects of the file
    note = document.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries))
    document.pages[0].obj.Annots = Array([note])


def _image(document: Pdf) -> None:
    stream = document.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    document.pages[0].Resources.XObject = Dictionary(Picture=stream)


def _elsewhere(document: Pdf) -> None:
    document.pages[0].Contents.stream_dict.F = String("elsewhere.txt")


CHANGES: dict[str, Callable[[Pdf], None]] = {
    "a script at the start": lambda one: one.Root.__setattr__(
        "OpenAction", Dictionary(S=Name.JavaScript, JS=String("x"))
    ),
    "a script by its name": lambda one: one.Root.__setattr__(
        "Names", Dictionary(JavaScript=Dictionary(Names=Array([])))
    ),
    "a program": lambda one: _note(one, Subtype=Name.Screen, A=Dictionary(S=Name.Launch, F=String("x"))),
    "a link": lambda one: _note(one, Subtype=Name.Link, Dest=Array([one.pages[0].obj, Name.Fit])),
    "an address": lambda one: _note(one, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("x"))),
    "a page that acts": lambda one: one.pages[0].obj.__setattr__("AA", Dictionary()),
    "a form elsewhere": lambda one: one.Root.__setattr__("AcroForm", Dictionary(XFA=String("x"))),
    "a file to open": lambda one: _note(one, Subtype=Name.FileAttachment),
    "an image": _image,
    "content elsewhere": _elsewhere,
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_acts_is_noticed(paper: bytes, name: str) -> None:
    with pikepdf.open(io.BytesIO(paper)) as document:
        CHANGES[name](document)
        written = io.BytesIO()
        document.save(written)
    assert active_content(written.getvalue())
