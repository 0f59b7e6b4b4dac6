"""What is read in the guide: headings that a screen reader knows, lists, keys, pictures, and no markup."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QTextList
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.reading_text import ReadingText
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme

MARKED_UP = "<b>bold</b> & <img src='x.png'>"


def shown(qtbot: QtBot, theme: Theme, picture: Path) -> ReadingText:
    text = ReadingText(theme, "Page")
    theme.dress(text)
    qtbot.addWidget(text)
    text.resize(700, 500)
    text.show()

    def draw(to: ReadingText) -> None:
        to.add_heading("Title", 1)
        to.add_words([("Press ", ""), ("Ctrl+K", "key"), (MARKED_UP, "")])
        to.add_heading("Do", 2)
        to.add_list([[("First", "")], [("Second", "strong")]], is_numbered=True)
        to.add_pairs([("Decision", "Alt+1"), ("Action", "Alt+2")])
        to.add_picture(picture, "A page")
        to.add_words([(f"Line {number}. ", "") for number in range(400)])
        to.add_heading("End", 2)

    text.show_text("Title", draw)
    return text


def png(folder: Path) -> Path:
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    path = folder / "page.png"
    assert image.save(str(path))
    return path


def width_of_picture(text: ReadingText) -> float:
    block = text.document().begin()
    while block.isValid():
        style = (
            text.document().allFormats()[block.begin().fragment().charFormatIndex()]
            if block.length() > 1
            else None
        )
        if style is not None and style.isImageFormat():
            return style.toImageFormat().width()
        block = block.next()
    raise AssertionError("there is no picture")


def test_everything_stands_as_it_was_given(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    text = shown(qtbot, theme, png(tmp_path))
    said = text.toPlainText()
    assert [
        words for words in ("Title", MARKED_UP, "First", "Second", "Alt+2", "A page") if words not in said
    ] == []
    levels = []
    block = text.document().begin()
    while block.isValid():
        levels.append((block.text(), block.blockFormat().headingLevel()))
        block = block.next()
    assert [pair for pair in levels if pair[1]] == [("Title", 1), ("Do", 2), ("End", 2)]
    lists = text.document().findChildren(QTextList)
    assert [each.count() for each in lists] == [2]


def test_a_picture_is_no_wider_than_its_room(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    text = shown(qtbot, theme, png(tmp_path))
    qtbot.waitUntil(lambda: text.viewport().width() > 400)
    qtbot.waitUntil(lambda: 300 < width_of_picture(text) < text.viewport().width())
    text.resize(500, 500)
    qtbot.waitUntil(lambda: width_of_picture(text) < text.viewport().width())


def test_one_goes_to_a_heading(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    text = shown(qtbot, theme, png(tmp_path))
    text.go_to("End")
    qtbot.waitUntil(lambda: text.verticalScrollBar().value() > 0)
    assert text.textCursor().block().text() == "End"
    text.go_to("nowhere")
    assert text.textCursor().block().text() == "Title"
    qtbot.waitUntil(lambda: text.verticalScrollBar().value() == 0)


def test_it_is_read_only_and_tab_goes_on(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    text = shown(qtbot, theme, png(tmp_path))
    before = text.toPlainText()
    QTest.keyClicks(text, "abc")
    assert text.toPlainText() == before
    assert text.tabChangesFocus()


def test_other_colours_and_sizes_draw_it_again(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    text = shown(qtbot, theme, png(tmp_path))
    before = text.currentFont().pixelSize()
    theme.choose(Appearance(Scheme.DARK, 1.5, high_contrast=False))
    assert text.currentFont().pixelSize() == round(before * 1.5)
    assert text.currentFont().weight() == QFont.Weight.Bold
