"""The action list for the room, from the live page and the close: looked at, saved and printed before people leave."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Action, Audience
from cpm_desktop.domain.commands import Record, change
from cpm_desktop.services.preview import open_preview
from cpm_desktop.ui.close.close_page import ClosePage
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.room.action_list_dialog import ActionListDialog
from cpm_desktop.ui.room.printing import PrintingStopped, print_document
from cpm_desktop.ui.shell.workspace import Workspace
from tests.paper_text import printed_text
from tests.ui.a_window import unnamed
from tests.ui.meeting.at_item import go_to
from tests.ui.room.seen_words import press

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(page: MeetingPage | ClosePage, qtbot: QtBot) -> ActionListDialog:
    press(page, Qt.Key.Key_P, CONTROL)
    found = page.findChild(ActionListDialog)
    assert isinstance(found, ActionListDialog)
    qtbot.waitUntil(lambda: found.drawn is not None)
    return found


def content_of(dialog: ActionListDialog) -> bytes:
    assert dialog.drawn is not None
    return dialog.drawn.content


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_in_the_meeting_it_is_looked_at_and_saved_and_the_meeting_goes_on(
    half_held: MeetingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    hidden = Action(id="h", item="health", text="CANARY", audience=Audience.PROFESSIONALS)
    half_held.editing().perform(Record(entity=hidden))
    dialog = opened(half_held, qtbot)
    assert not dialog.isModal()
    assert unnamed(dialog) == []
    shown = " ".join(dialog.document.texts())
    assert "book the health assessment" in " ".join(shown.split())
    assert "CANARY" not in shown
    dialog.choose_folder = lambda: str(tmp_path)
    assert not dialog.open_button.isVisible()
    dialog.save_button.click()
    saved = tmp_path / "2026-11-24 Action list.pdf"
    assert saved.read_bytes() == content_of(dialog)
    assert dialog.standing == "Saved as 2026-11-24 Action list.pdf."
    assert dialog.open_button.isVisible()
    dialog.reject()
    assert dialog.drawn is None


@pytest.mark.rule("after.copy-for-each-reader")
def test_what_is_restricted_meanwhile_is_no_longer_printed_or_saved(
    half_held: MeetingPage, qtbot: QtBot
) -> None:
    action = Action(id="h", item="health", text="CANARY")
    half_held.editing().perform(Record(entity=action))
    dialog = opened(half_held, qtbot)
    assert "CANARY" in " ".join(dialog.document.texts())
    half_held.editing().perform(change(action, audience=Audience.PROFESSIONALS))
    assert dialog.drawn is None
    assert not dialog.agree_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.drawn is not None)
    assert "CANARY" not in " ".join(dialog.document.texts())
    half_held.room.open_action_list()
    assert len(half_held.findChildren(ActionListDialog)) == 1
    dialog.reject()


@pytest.mark.rule("after.copy-for-each-reader")
def test_at_the_close_it_is_drawn_again_too_and_there_is_one(
    half_held: MeetingPage, workspace: Workspace, qtbot: QtBot
) -> None:
    action = Action(id="h", item="health", text="CANARY")
    half_held.editing().perform(Record(entity=action))
    workspace.open_close(half_held.meeting_id)
    page = workspace.page
    assert isinstance(page, ClosePage)
    dialog = opened(page, qtbot)
    assert "CANARY" in " ".join(dialog.document.texts())
    page.editing().perform(change(action, audience=Audience.PROFESSIONALS))
    assert dialog.drawn is None
    assert not dialog.agree_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.drawn is not None)
    assert "CANARY" not in " ".join(dialog.document.texts())
    page.open_action_list()
    assert len(page.findChildren(ActionListDialog)) == 1
    dialog.reject()


def test_the_very_pages_are_printed(half_held: MeetingPage, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(half_held, qtbot)
    content, path = content_of(dialog), tmp_path / "printed.pdf"
    dialog.print_on(printer_to(path))
    assert dialog.stop_button.isVisible()
    assert not dialog.agree_button.isEnabled()
    qtbot.waitUntil(lambda: "sent to the printer" in dialog.standing)
    assert dialog.standing == "1 page sent to the printer as printed copy 1"
    dialog.reject()
    assert sizes(path.read_bytes()) == sizes(content)
    blank = QImage(595, 842, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    ink = difference(picture(path.read_bytes()), blank)
    assert ink > 4 * difference(picture(path.read_bytes()), picture(content))
    assert ink > 4


def test_printing_stops_before_the_next_page(half_held: MeetingPage, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(half_held, qtbot)
    told: list[str] = []
    with pytest.raises(PrintingStopped):
        print_document(
            content_of(dialog),
            printer_to(tmp_path / "p.pdf"),
            lambda words, _done, _of: told.append(words),
            lambda: True,
        )
    assert told == []
    print_document(
        content_of(dialog),
        printer_to(tmp_path / "p.pdf"),
        lambda words, _done, _of: told.append(words),
        lambda: False,
    )
    assert told == ["Printing page 1 of 1"]
    dialog.print_on(printer_to(tmp_path / "q.pdf"))
    dialog.stop_button.click()
    assert dialog.standing.startswith("Stopped.")
    assert dialog.agree_button.isEnabled()
    dialog.reject()


def test_without_a_printer_it_says_what_to_do(
    half_held: MeetingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    dialog = opened(half_held, qtbot)
    dialog.agree_button.click()
    assert dialog.standing.startswith("No printer is set up")
    assert dialog.isVisible()
    dialog.reject()


def test_it_is_offered_at_the_close_and_at_the_last_item(
    half_held: MeetingPage, workspace: Workspace, qtbot: QtBot
) -> None:
    assert not half_held.item_pane.next_meeting.isVisible()
    go_to(half_held, half_held._items[-1].id)
    half_held.item_pane.next_meeting.list_button.click()
    dialog = half_held.findChild(ActionListDialog)
    assert isinstance(dialog, ActionListDialog)
    assert dialog.isVisible()
    dialog.reject()
    workspace.open_close(half_held.meeting_id)
    page = workspace.page
    assert isinstance(page, ClosePage)
    assert page.reading.list_button.isVisible()
    again = opened(page, qtbot)
    assert "book the health assessment" in " ".join(printed_text(content_of(again)).split())
    again.reject()


def sizes(content: bytes) -> list[tuple[int, int]]:
    pages = open_preview(content)
    try:
        return [(round(width), round(height)) for width, height in pages.sizes()]
    finally:
        pages.close()


def picture(content: bytes) -> QImage:
    """Return the first page, a pixel for each point."""
    pages = open_preview(content)
    try:
        drawn = pages.page_image(0, 1.0).result(30)
    finally:
        pages.close()
    return QImage(drawn.data, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()


def difference(one: QImage, other: QImage) -> float:
    """Return the mean difference of grey, 0 to 255, of words rather than of the edges of their letters."""
    smooth = Qt.TransformationMode.SmoothTransformation
    first, second = (
        each.scaled(120, 168, mode=smooth).convertToFormat(QImage.Format.Format_Grayscale8)
        for each in (one, other)
    )
    pairs = zip(bytes(first.constBits()), bytes(second.constBits()), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (120 * 168)
