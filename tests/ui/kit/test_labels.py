import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.labels import ElidedLabel, FieldLabel, Label, set_tool_tip, with_access_key
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.theme import Theme
from tests.ui.kit.conftest import Shown

MARKUP = ["<b>bold</b>", "<img src='file:///x'>", "&amp; & &x", "a\nb", "Okafọ̀ ẹ 🙂", "שלום", "[*]"]


@pytest.mark.parametrize("text", MARKUP)
def test_text_is_never_markup(text: str, theme: Theme, qtbot: QtBot) -> None:
    assert theme is not None
    label, twin = Label(text), QLabel()
    twin.setTextFormat(Qt.TextFormat.PlainText)
    twin.setText(text)
    qtbot.addWidget(label)
    qtbot.addWidget(twin)
    assert label.text() == text
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_elided_text_is_whole_to_a_screen_reader(theme: Theme, qtbot: QtBot) -> None:
    assert theme is not None
    label = ElidedLabel("Agnieszka Wójcik-Featherstonehaugh <&>", "cell")
    qtbot.addWidget(label)
    label.resize(40, 20)
    label.show()
    spoken = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert spoken == "Agnieszka Wójcik-Featherstonehaugh <&>"
    assert label.toolTip() == "<qt>Agnieszka Wójcik-Featherstonehaugh &lt;&amp;&gt;</qt>"
    label.resize(600, 20)
    assert not label.toolTip()


def test_a_label_names_its_field_and_alt_goes_there(theme: Theme, qtbot: QtBot, shown: Shown) -> None:
    assert theme is not None
    field = LineEdit()
    label = FieldLabel("Who & where", field, access_key="w")
    shown(label, field)
    assert label.text() == "&Who && where"
    assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name) == "Who & where"
    label.setFocus()
    qtbot.keyClick(field.window(), Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert field.hasFocus()


@given(st.text(max_size=40), st.sampled_from(["", "a", "W", "&"]))
def test_access_keys_keep_the_text(text: str, key: str) -> None:
    marked = with_access_key(text, key)
    read, place = "", 0
    while place < len(marked):
        if marked[place] == "&" and place + 1 < len(marked):
            place += 1
        read += marked[place]
        place += 1
    assert read.replace("&&", "&") == text or read == text


def test_tool_tips_show_markup_as_typed(theme: Theme, qtbot: QtBot) -> None:
    assert theme is not None
    label = Label("x")
    qtbot.addWidget(label)
    set_tool_tip(label, "<b>Séan</b>")
    assert label.toolTip() == "<qt>&lt;b&gt;Séan&lt;/b&gt;</qt>"
    assert label.accessibleDescription() == "<b>Séan</b>"


def test_a_heading_without_a_count_has_no_pill(theme: Theme, shown: Shown) -> None:
    assert theme is not None
    head = SectionHead("Signatures", count="")
    shown(head)
    pill = head.findChildren(Label)[1]
    assert not pill.isVisible()
    head.set_count(0)
    assert pill.isVisible()
    assert pill.text() == "0"
    head.set_count(None)
    assert not pill.isVisible()
