"""Beside the signed copies: Word files, printing with a number at the foot, and the other papers of the meeting."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.commands import Put
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.services.other_papers import PaperKind
from cpm_desktop.services.printed_copies import printed_lines
from cpm_desktop.ui.after.after_page import AfterPage
from tests.paper_text import printed_text
from tests.ui.a_window import unnamed
from tests.ui.room.seen_words import press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def reading(page: AfterPage, qtbot: QtBot, reader: str) -> None:
    page.reading.read_as(reader)
    qtbot.waitUntil(lambda: bool(page.reading.shown))


def test_the_copy_shown_is_printed_with_a_number_of_its_own_that_is_kept(
    page: AfterPage, qtbot: QtBot, tmp_path: Path
) -> None:
    person = next(each for each in page.editing().value.attendees if each.is_child)
    reading(page, qtbot, person.id)
    assert not page.reading.is_signed
    for number in (1, 2):
        path = tmp_path / f"{number}.pdf"
        with qtbot.waitSignal(page.beside.printing.ended, timeout=60_000):
            page.beside.print_on(printer_to(path))
        said = " ".join(printed_text(path.read_bytes()).split())
        pages = page.reading.page_count
        assert said.count(f"Printed copy {number}, ") == pages > 1
        assert page.reading.is_signed  # looked at first, and signed for the printer
    copies = page.editing().value.printed
    assert [(copy.number, copy.what, copy.recipient, copy.is_whole) for copy in copies] == [
        (1, "Kai Avery’s copy", person.id, True),
        (2, "Kai Avery’s copy", person.id, True),
    ]
    lines = printed_lines(page.desk, page.meeting_id)
    assert lines[0].startswith("No. 2 · Kai Avery’s copy · ")
    assert page.beside.printed.isVisibleTo(page)
    assert unnamed(page.beside.printed) == []
    page.beside.stop()


def test_what_was_stopped_keeps_its_number_and_says_so(page: AfterPage, qtbot: QtBot, tmp_path: Path) -> None:
    reading(page, qtbot, next(each.id for each in page.editing().value.attendees if each.is_child))
    with qtbot.waitSignal(page.reading.opened, timeout=60_000):
        page.reading.sign_shown(lambda: None)
    page.beside.print_on(printer_to(tmp_path / "a.pdf"))
    page.beside.stop()
    assert "not every page was printed" in printed_lines(page.desk, page.meeting_id)[0]
    with qtbot.waitSignal(page.beside.printing.ended, timeout=60_000):
        page.beside.print_on(printer_to(tmp_path / "b.pdf"))
    assert [copy.number for copy in page.editing().value.printed] == [1, 2]


@pytest.mark.rule("after.copy-for-each-reader")
def test_by_key_the_copy_shown_is_saved_as_word_and_says_that_it_is_not_the_record(
    page: AfterPage, qtbot: QtBot, tmp_path: Path
) -> None:
    person = next(each for each in page.editing().value.attendees if each.name == "Dana Avery")
    reading(page, qtbot, person.id)
    page.choose_folder = lambda _title: str(tmp_path)
    press(page, Qt.Key.Key_W, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: any(tmp_path.glob("*.docx")))
    qtbot.waitUntil(page.notice.isVisible)
    [path] = tmp_path.glob("*.docx")
    said = "\n".join(part.text for part in docx.Document(str(path)).paragraphs)
    assert "Not the signed record" in said
    assert "Dana" not in path.name
    assert "14 Mallard Row" not in said


def test_the_other_papers_are_reached_from_the_page(page: AfterPage, qtbot: QtBot) -> None:
    meeting = page.editing().value
    owner = next(each for each in meeting.attendees if each.name == "Joy Okafọ̀")
    told = FollowUp(id="f", follow_up="f", text="Tell Joy", about=owner.id, message="You may keep the diary.")
    page.editing().perform(Put(entity=told))
    page.follow_ups.letters_asked.emit()
    dialog = page.beside._papers.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.drawn is not None)
    assert dialog.drawn is not None
    assert dialog.drawn.offer.kind is PaperKind.LETTER
    assert not dialog.isModal()
    assert unnamed(dialog) == []
    page.beside.show_papers(PaperKind.ATTENDANCE)
    qtbot.waitUntil(lambda: dialog.drawn is not None and dialog.drawn.offer.kind is PaperKind.ATTENDANCE)
    assert page.beside._papers.dialog is dialog
    dialog.reject()
    assert dialog.drawn is None
