"""Annexes from the window: attached, named, meant for readers, and taken away; what is wrong is told plainly."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.captures import Audience
from cpm_desktop.services.papers import agenda_pdf
from cpm_desktop.ui.papers.annexes_dialog import AnnexesDialog
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from tests.ui.a_window import unnamed
from tests.ui.room.seen_words import press

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def attach(dialog: AnnexesDialog, qtbot: QtBot, path: Path) -> None:
    dialog.choose_file = lambda: str(path)
    dialog.agree_button.click()
    qtbot.waitUntil(dialog.agree_button.isEnabled)


@pytest.mark.rule("after.copy-for-each-reader")
def test_by_key_a_file_is_attached_for_the_file_copy_and_given_to_more_readers_by_choice(
    page: PreparePage, qtbot: QtBot, tmp_path: Path
) -> None:
    good, broken = tmp_path / "plan.pdf", tmp_path / "broken.pdf"
    good.write_bytes(agenda_pdf(page.desk, page.meeting_id))
    broken.write_bytes(good.read_bytes()[:2000])
    press(page, Qt.Key.Key_X, KEYS)
    dialog = page.annexes.dialog
    assert dialog is not None
    assert not dialog.isModal()
    attach(dialog, qtbot, broken)
    assert dialog.standing == "This PDF is broken: its end is missing. Ask for it again."
    assert dialog.rows == {}
    attach(dialog, qtbot, good)
    [(key, row)] = dialog.rows.items()
    assert dialog.standing.startswith("plan.pdf is attached, for the file copy only.")
    assert unnamed(dialog) == []
    row.title.setText("Care plan, third version")
    row.title.editingFinished.emit()
    row.said.emit(key, Audience.EVERYONE.value)
    paper = next(each for each in page.editing().value.papers if each.id == key)
    assert (paper.title, paper.audience) == ("Care plan, third version", Audience.EVERYONE)
    assert row.readers.chosen_key == Audience.EVERYONE.value
    row.remove.click()
    assert dialog.rows == {}
    dialog.reject()


def test_a_file_for_a_paper_on_the_list_is_attached_to_that_paper(
    page: PreparePage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(agenda_pdf(page.desk, page.meeting_id))
    key, line = next(iter(page.papers.lines.items()))
    dialog = page.annexes.show()
    dialog.attach(path, key)
    qtbot.waitUntil(lambda: key in dialog.rows)
    assert line.tick.accessibleDescription() == "Attached: plan.pdf"
    dialog.reject()
