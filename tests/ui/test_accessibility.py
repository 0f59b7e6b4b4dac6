"""Every page, as it is met without a mouse and by a screen reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.a_desk import set_clock
from tests.played_demonstration import played_to
from tests.ui.a_window import OpenWindow

LEAST_TARGET = 24
PAGES = ["caseload", "child", "prepare", "meeting", "close", "after"]


@pytest.fixture(params=PAGES)
def shown(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> Iterator[tuple[str, OpenWindow]]:
    """A page of the demonstration, at the stage of the meeting at which it is used."""
    page: str = request.param
    played = played_to(page)
    opened = OpenWindow(qtbot, theme, played.open(tmp_path, set_clock()))
    child_id = opened.desk.meeting(played.subject).value.facts.child_id
    opened.go(page, {"caseload": "", "child": child_id}.get(page, played.subject))
    qtbot.wait(50)  # rows put in later are shown when Qt next has time
    yield page, opened
    opened.close()


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{spoken(widget)}” {widget.width()}×{widget.height()}"


def test_every_stop_of_tab_is_named_and_large_enough_and_the_round_closes(
    shown: tuple[str, OpenWindow],
) -> None:
    _, opened = shown
    stops = stops_of(opened.window)
    assert [described(stop) for stop in stops if not spoken(stop).strip()] == []
    assert [spoken(stop) for stop in stops if spoken(stop) != spoken(stop).strip()] == []
    small = [each for each in stops if min(each.width(), each.height()) < LEAST_TARGET]
    assert [described(each) for each in small] == []
    first = QApplication.focusWidget()
    assert first is not None
    assert first.isVisible()
    heard: list[QWidget | None] = [first]
    for _ in range(len(stops)):
        opened.press(Qt.Key.Key_Tab)
        heard.append(QApplication.focusWidget())
    assert heard[-1] is heard[0]
    assert len({id(each) for each in heard}) == len(stops)


def test_every_button_in_view_is_named_and_large_enough(shown: tuple[str, OpenWindow]) -> None:
    _, opened = shown
    buttons = [each for each in opened.window.findChildren(QAbstractButton) if each.isVisible()]
    # an icon inside a field is drawn by a button of Qt's that does nothing of its own
    buttons = [each for each in buttons if not isinstance(each.parentWidget(), QLineEdit)]
    assert [described(each) for each in buttons if not spoken(each).strip()] == []
    small = [each for each in buttons if min(each.width(), each.height()) < LEAST_TARGET]
    assert [described(each) for each in small] == []


def test_every_pane_is_named_and_comes_round_by_f6(shown: tuple[str, OpenWindow]) -> None:
    _, opened = shown
    page = opened.workspace.page
    assert page is not None
    panes = [pane for pane in page.panes() if pane.isVisible() and stops_of(pane)]
    assert all(pane.accessibleName() for pane in panes)
    reached = []
    for _ in panes:
        opened.press(Qt.Key.Key_F6)
        holder = QApplication.focusWidget()
        assert holder is not None
        reached.append(next((pane.accessibleName() for pane in panes if pane.isAncestorOf(holder)), "none"))
    assert sorted(reached) == sorted(pane.accessibleName() for pane in panes)


def test_nothing_is_lost_at_twice_the_text_size(
    shown: tuple[str, OpenWindow], theme: Theme, qtbot: QtBot
) -> None:
    _, opened = shown
    opened.window.resize(1366, 768)
    theme.choose(Appearance(Scheme.LIGHT, 2.0, high_contrast=False))
    qtbot.wait(50)
    assert opened.window.width() == 1366
    assert opened.window.height() == 768
    beyond = [
        described(stop)
        for stop in stops_of(opened.window)
        if stop.mapTo(opened.window, stop.rect().topLeft()).x() < 0
        or stop.mapTo(opened.window, stop.rect().topRight()).x() > 1366
    ]
    assert beyond == []
