"""From a key to the painted text: the live meeting's notes, saving on, against a bare text field."""

import itertools
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from benchmarks.held_meeting import HeldMeeting, open_held_meeting
from benchmarks.measured import Measured
from benchmarks.painting import Painter
from benchmarks.rounds import Comparison, compare
from benchmarks.window_life import Paints, live
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.holding import move_to
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.shell.workspace import Place

_SIZES: Final = {"nothing": 0, "20 kB": 20_000, "50 kB": 50_000}
_SENTENCE: Final = (
    "The social worker said that the placement is stable and that contact went well on Sunday. "
)
_DOUBTFUL: Final = "The scial worker said that the placment is stable and that contact went wel on Sunday. "
_KEYS: Final = "she would like to go on with swimming "
_PARAGRAPH = 4  # sentences
_BETWEEN_KEYS = 0.02  # seconds
_PAUSE = 0.4  # seconds, in which the text is committed
_KEYS_TO_PAUSE = 12


def measure(*, is_short: bool) -> Measured:
    """Type into a note that holds nothing yet, and into longer and longer ones."""
    keys, warm = (6, 0) if is_short else (240, _KEYS_TO_PAUSE)
    sizes = {"20 kB": _SIZES["20 kB"]} if is_short else _SIZES
    found: list[Comparison] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cpm-benchmark-")))
        held = stack.enter_context(open_held_meeting(folder, is_live=True))
        items = (item.id for item in held.desk.form_of(held.desk.meeting(held.meeting_id).value).agenda)
        for words, size in sizes.items():
            item = next(items)
            typed = _compare(held, item, f"key to painted text, {words} in the note", _text(size), keys, warm)
            limit = replace(typed, name=f"the same, {words}", target=None, limit=0.016, limit_at=0.99)
            found += (typed, limit)
        words = "20 kB" if is_short else "50 kB"
        name = f"key to painted text with spelling, {words} with a doubtful word in every sixth"
        item = next(items)
        typed = _compare(held, item, name, _text(_SIZES[words], _DOUBTFUL), keys, warm)
        found += (typed, replace(typed, name="the same, p99", target=None, limit=0.016, limit_at=0.99))
    return Measured(tuple(found))


def _text(size: int, sentence: str = _SENTENCE) -> str:
    paragraph = sentence * _PARAGRAPH + "\n"
    return (paragraph * (size // len(paragraph) + 1))[:size]


def _compare(held: HeldMeeting, item: str, name: str, text: str, keys: int, warm: int) -> Comparison:
    painter = Painter()
    try:
        bare = QPlainTextEdit(text)
        bare.resize(900, 600)
        bare.show()
        editor = _note_editor(painter, held, item, text)
        waits = itertools.count(1)

        def before() -> None:
            live(_BETWEEN_KEYS if next(waits) % _KEYS_TO_PAUSE else _PAUSE)

        floor, product = _typing(bare), _typing(editor)
        return compare(
            name, "bare QPlainTextEdit", floor, product, keys, target=1.2, warm=warm, before=before
        )
    finally:
        bare.close()
        painter.clear()


def _note_editor(painter: Painter, held: HeldMeeting, item: str, text: str) -> PlainEditor:
    """Show the live meeting at an item and return the field that holds the text."""
    move_to(held.desk, held.meeting_id, item)
    if text:
        record_note(held.desk, held.meeting_id, item, "", text)
    page = painter.paint_page(held.desk, Place("meeting", held.meeting_id))
    assert isinstance(page, MeetingPage)
    editors = [row.editor for row in page.item_pane.notes.rows]
    editor = next((one for one in editors if text and one.text == text), editors[-1])
    assert not text or editor.text == text
    layout, block = editor.document().documentLayout(), editor.document().firstBlock()
    while block.isValid():
        layout.blockBoundingRect(block)  # a line's height is worked out when it is first asked for
        block = block.next()
    editor.activateWindow()
    editor.clearFocus()
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
    end_of_wait = time.monotonic() + 5.0
    while editor.marks is None and time.monotonic() < end_of_wait:
        live(0.01)
    assert editor.marks is not None, "the spelling is not ready"
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Space)
    live(_PAUSE)
    scrolling = page.item_pane.scrolling
    content = scrolling.widget()
    assert content is not None
    end = editor.mapTo(content, editor.cursorRect().bottomRight())
    scrolling.ensureVisible(end.x(), end.y())
    return editor


def _typing(field: QPlainTextEdit) -> Callable[[], None]:
    """Return what types one letter and waits until it is painted."""
    field.activateWindow()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.ensureCursorVisible()
    paints, letters = Paints(field.viewport()), itertools.cycle(_KEYS)
    live(_PAUSE)

    def type_letter() -> None:
        length, key = field.document().characterCount(), Qt.Key(ord(next(letters).upper()))
        paints.seconds_until_painted(lambda: QTest.keyClick(field, key))
        assert field.document().characterCount() > length, "the key was not typed"

    return type_letter
