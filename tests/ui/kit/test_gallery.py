"""Every part of the kit as the gallery shows it: named, large enough, reached by Tab and back."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.ui.shown_window import show_with_keyboard

PAGES = ["boxes", "fields", "lists"]


@pytest.fixture
def make_page(checkout: Path, theme: Theme, qtbot: QtBot) -> Callable[[str], QWidget]:
    spec = importlib.util.spec_from_file_location("gallery", checkout / "tools" / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    gallery = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gallery)
    kept = []

    def make(name: str) -> QWidget:
        page: QWidget = gallery.PAGES[name](theme)
        theme.dress(page)
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(1440, 900)
        show_with_keyboard(qtbot, page)
        return page

    return make


def stops(page: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_stop_is_named(name: str, make_page: Callable[[str], QWidget]) -> None:
    for widget in stops(make_page(name)):
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert spoken, f"{type(widget).__name__} has no name"
        assert spoken == spoken.strip()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_every_target_is_large_enough(
    name: str, factor: float, make_page: Callable[[str], QWidget], theme: Theme, qtbot: QtBot
) -> None:
    page = make_page(name)
    theme.choose(Appearance(Scheme.LIGHT, factor, high_contrast=False))
    qtbot.wait(10)
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and type(button).__module__.startswith("cpm_desktop"):
            assert min(button.width(), button.height()) >= 24, button.text()


@pytest.mark.parametrize("name", PAGES)
def test_tab_visits_every_stop_and_shift_tab_goes_back(
    name: str, make_page: Callable[[str], QWidget], qtbot: QtBot
) -> None:
    page = make_page(name)
    first = stops(page)[0]
    first.setFocus()
    forward: list[QWidget] = []
    here: QWidget | None = first
    while here is not None and here not in forward:
        forward.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
    assert here is first
    backward = []
    for _ in forward:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        backward.append(QApplication.focusWidget())
    assert backward == [*reversed(forward[1:]), first]


@pytest.mark.parametrize("name", PAGES)
def test_no_label_reads_markup(name: str, make_page: Callable[[str], QWidget]) -> None:
    for label in make_page(name).findChildren(QLabel):
        assert not label.text() or label.textFormat() == Qt.TextFormat.PlainText
