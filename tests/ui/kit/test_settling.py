"""When what is typed is handed over: after a pause, on leaving the field, and while somebody types on."""

import time
from dataclasses import dataclass, field

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cpm_desktop.ui.kit.settling import LONGEST, PAUSE, Settling
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.theme import Theme
from tests.patient_bot import PATIENCE, PatientBot
from tests.ui.kit.conftest import Shown

BETWEEN_KEYS = 40  # milliseconds: far less than a pause


@dataclass
class Typed:
    """A field, and what had been typed each time it was handed over."""

    line: QWidget
    settling: Settling
    handed: list[str] = field(default_factory=list)


@pytest.fixture(params=["line", "editor"])
def typed(request: pytest.FixtureRequest, theme: Theme, shown: Shown) -> Typed:
    if request.param == "line":
        line = LineEdit()
        shown(line, LineEdit())
        settling = Settling(line)
        settling.watch(line, line.textEdited)
        found = Typed(line, settling)
        settling.settled.connect(lambda: found.handed.append(line.text()))
    else:
        editor = PlainEditor(theme)
        shown(editor, LineEdit())
        settling = Settling(editor)
        settling.watch(editor, editor.edited)
        found = Typed(editor, settling)
        settling.settled.connect(lambda: found.handed.append(editor.text))
    found.line.setFocus()
    return found


def test_a_pause_hands_over_what_was_typed_once(qtbot: PatientBot, typed: Typed) -> None:
    QTest.keyClicks(typed.line, "Kai sleeps better")
    assert typed.settling.is_waiting
    qtbot.waitUntil(lambda: "Kai sleeps better" in typed.handed)
    qtbot.wait(PAUSE + 50)
    assert typed.handed.count("Kai sleeps better") == 1
    assert not typed.settling.is_waiting


def test_whoever_types_on_without_a_pause_has_it_handed_over_all_the_same(typed: Typed) -> None:
    """Without the limit, nothing would be kept before the end of a sentence that is typed in one go."""
    end = time.monotonic() + PATIENCE / 1000
    while len(typed.handed) < 3 and time.monotonic() < end:
        QTest.keyClicks(typed.line, "k")
        QTest.qWait(BETWEEN_KEYS)
    assert len(typed.handed) == 3
    assert [len(text) for text in typed.handed] == sorted({len(text) for text in typed.handed})


def test_leaving_hands_over_at_once(typed: Typed) -> None:
    QTest.keyClicks(typed.line, "Kai")
    typed.line.clearFocus()
    assert QApplication.focusWidget() is not typed.line
    assert typed.handed[-1] == "Kai"
    assert not typed.settling.is_waiting


def test_the_limit_keeps_the_promise_of_half_a_second() -> None:
    """A tenth is left for the disk."""
    assert PAUSE < LONGEST <= 400
