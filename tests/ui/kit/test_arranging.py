"""Emptying a layout: widgets, layouts inside and stretches go, and what is put in anew stands alone."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.arranging import across, at_top, down, empty
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label


def delete_now() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_nothing_is_left_in_a_layout(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    for _ in range(50):
        first, inner = Label("First"), Label("Inner")
        column.addWidget(first)
        column.addLayout(across(at_top(inner), down(Label("Deeper"), None, spacing=2)))
        column.addStretch(1)
        assert column.count() == 3
        empty(column)
        assert column.count() == 0
        assert first.isHidden()
        delete_now()
        assert box.findChildren(Label) == []
        assert column.children() == []


def test_a_flow_is_emptied_too(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    for _ in range(50):
        flow.addWidget(Label("One"))
        flow.addWidget(Label("Two"))
        empty(flow)
        delete_now()
    assert flow.count() == 0
    assert box.findChildren(Label) == []
