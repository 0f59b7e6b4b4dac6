"""Emptying a layout: widgets, layouts inside and stretches go, and what is put in anew stands alone."""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.arranging import across, at_top, down, empty
from cpm_desktop.ui.kit.flow_layout import FlowLayout
from cpm_desktop.ui.kit.labels import Label


def take_for_deleted(flow: FlowLayout) -> None:
    for index in range(flow.count()):
        item = flow.itemAt(index)
        assert item is not None
        shiboken6.invalidate(item)


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


def test_what_flows_is_laid_out_though_its_items_are_taken_for_deleted(qtbot: QtBot) -> None:
    """PySide does that to a page that scrolls; what was raised for it ended the process at the lock."""
    box = QWidget()
    qtbot.addWidget(box)
    flow, labels = FlowLayout(box), [Label("One"), Label("Two"), Label("Three")]
    for label in labels:
        flow.addWidget(label)
    before = flow.heightForWidth(30)
    take_for_deleted(flow)
    flow.invalidate()
    assert flow.heightForWidth(30) == before
    assert [flow.indexOf(label) for label in labels] == [0, 1, 2]
    take_for_deleted(flow)
    empty(flow)
    delete_now()
    assert flow.count() == 0
    assert box.findChildren(Label) == []
