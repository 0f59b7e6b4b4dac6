"""Where there is little room, what matters most stays in view: the child's name, whole words, what has the keyboard."""

from datetime import time

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.choices import Choice, KindKeys
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.header_bar import HeaderBar
from cpm_desktop.ui.kit.labels import ElidedLabel
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.saved_indicator import SavedIndicator
from cpm_desktop.ui.kit.search_line import SearchLine
from cpm_desktop.ui.kit.selects import SearchSelect
from cpm_desktop.ui.kit.status_bar import StatusBar
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.kit.tick_boxes import CheckBox
from tests.ui.kit.conftest import Shown
from tests.ui.shown_window import show_with_keyboard

TITLE = "Close: standard care planning meeting – Kai A."


def drawn(label: ElidedLabel) -> str:
    return label.what_fits(label.width())


def label_of(widget: QWidget, text: str) -> ElidedLabel:
    return next(each for each in widget.findChildren(ElidedLabel) if each.whole_text == text)


@pytest.mark.parametrize("width", [600, 660, 700])
def test_the_child_in_the_title_is_the_last_that_goes(theme: Theme, shown: Shown, width: int) -> None:
    header = HeaderBar(theme, TITLE, "Tue 24 Nov 2026", back="Meeting", primary="Sign the record…")
    shown(header, width=width)
    title = drawn(label_of(header, TITLE))
    assert title.endswith("… – Kai A.")
    assert title.startswith("C")


def test_a_title_without_a_child_ends_as_any_other(theme: Theme, shown: Shown) -> None:
    header = HeaderBar(theme, "My phrases and words and much else that stands here", primary="Start")
    shown(header, width=480)
    assert drawn(header.findChildren(ElidedLabel)[0]).endswith("…")


def test_what_is_saved_loses_its_time_before_its_word(theme: Theme, shown: Shown) -> None:
    saved = SavedIndicator(theme)
    shown(saved)
    saved.show_saved(time(14, 36, 7))
    label = label_of(saved, "Saved 14:36:07")
    whole = label.sizeHint().width()
    assert label.what_fits(whole - 10) == "Saved"
    assert saved.accessibleName() == "Saved 14:36:07"


def test_hints_are_left_out_whole_and_the_sentence_stays(theme: Theme, shown: Shown) -> None:
    hints = ("F6 move between panes", "Ctrl Enter next item", "Alt 1–6 capture", "Alt V whose words")
    bar = StatusBar(theme, "Encrypted on this laptop. Locks after 10 minutes idle.", *hints)
    window = shown(bar, width=1400)
    told = label_of(bar, "  ·  ".join(hints))
    sentence = label_of(bar, "Encrypted on this laptop. Locks after 10 minutes idle.")
    shown_hints: list[str] = []
    for width in range(1400, 480, -40):
        window.resize(width, 80)
        shown_hints = [part for part in drawn(told).split("  ·  ") if part]
        assert tuple(shown_hints) == hints[: len(shown_hints)]
        assert sentence.width() >= sentence.fontMetrics().horizontalAdvance(sentence.whole_text)
    assert len(shown_hints) < len(hints)


def test_three_kinds_stand_beside_each_other_where_there_is_room(
    theme: Theme, shown: Shown, qtbot: QtBot
) -> None:
    kinds = [
        Choice(str(number), f"Kind {number}", icon="gavel", tone="decision", shortcut=f"Alt+{number}")
        for number in range(1, 7)
    ]
    keys = KindKeys(theme, "What to capture", kinds)
    window = shown(keys, width=330)
    rows = {keys.button(kind.key).y() for kind in kinds}
    assert len(rows) == 3
    window.resize(1000, 320)
    qtbot.waitUntil(lambda: len({keys.button(kind.key).y() for kind in kinds}) == 2)
    assert keys.button("3").x() > keys.button("2").x() > keys.button("1").x()


def test_what_has_the_keyboard_stays_in_sight_when_the_window_gets_lower(shown: Shown, qtbot: QtBot) -> None:
    fields = [LineEdit(str(number)) for number in range(12)]
    content = QWidget()
    box = QVBoxLayout(content)
    for field in fields:
        box.addWidget(field)
    scroll = Scroll(content, "Fields")
    window = shown(scroll, height=900)
    fields[9].setFocus()
    window.resize(480, 240)
    qtbot.waitUntil(lambda: not fields[9].visibleRegion().isEmpty())
    late = LineEdit("shown only now")
    box.addWidget(late)
    late.setFocus()
    qtbot.waitUntil(lambda: late.visibleRegion().boundingRect().height() == late.height())


def test_a_dialog_is_as_high_as_what_it_holds(theme: Theme, qtbot: QtBot) -> None:
    dialog = DialogShell(theme, "Sign the record", agree="Sign")
    dialog.content.addWidget(CheckBox(theme, "I have read the record", detail="It can no longer change."))
    for number in range(4):
        field = LineEdit(str(number))
        field.setMinimumHeight(90)
        dialog.content.addWidget(field)
    qtbot.addWidget(dialog)
    show_with_keyboard(qtbot, dialog)
    qtbot.wait(20)
    scroll = next(each for each in dialog.findChildren(Scroll))
    assert scroll.verticalScrollBar().maximum() == 0


def test_a_dialog_with_a_long_sentence_is_no_higher_than_what_it_holds(theme: Theme, qtbot: QtBot) -> None:
    dialog = DialogShell(theme, "Change the passphrase", agree="Change it")
    dialog.add_sentence("From then on the new passphrase opens the records and the backups here. " * 4)
    first, second = Field(theme, "Passphrase now", LineEdit()), Field(theme, "New passphrase", LineEdit())
    for field in (first, second):
        dialog.content.addWidget(field)
    qtbot.addWidget(dialog)
    show_with_keyboard(qtbot, dialog)
    qtbot.waitUntil(lambda: second.y() - first.geometry().bottom() <= dialog.content.spacing() + 2)
    ground = dialog._body.ground
    assert ground.height() <= ground.heightForWidth(ground.width()) + 2


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_what_can_be_looked_for_is_read_whole_and_the_lens_grows_along(
    theme: Theme, shown: Shown, factor: float
) -> None:
    line = SearchLine(theme, "Find a child", placeholder="Find a child, name or number")
    shown(line, width=1000)
    theme.choose(Appearance(Scheme.LIGHT, factor, high_contrast=False))
    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    margins = line.textMargins()
    assert margins.left() >= theme.px(16)
    assert line.minimumWidth() >= words + margins.left() + theme.px(20)
    picture = line.grab().toImage()
    ground = picture.pixelColor(theme.px(6), picture.height() // 2)
    inked = [
        column
        for column in range(theme.px(8), theme.px(8) + margins.left())
        if any(picture.pixelColor(column, row) != ground for row in range(6, picture.height() - 6))
    ]
    assert inked[-1] - inked[0] >= theme.px(12)


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_focus_ring_of_a_box_to_tick_is_clear_of_the_box(
    theme: Theme, shown: Shown, factor: float
) -> None:
    theme.choose(Appearance(Scheme.LIGHT, factor, high_contrast=False))
    box = CheckBox(theme, "I have read the record", detail="After signing it can no longer change.")
    shown(box, width=900)
    face = box._face
    ring, mark = face.ring(box), face.mark_area(box)
    assert ring.left() - mark.right() >= 2
    assert ring.right() <= box.width()
    box.clearFocus()
    before = box.grab().toImage()
    box.setFocus()
    picture = box.grab().toImage()
    changed = [
        column
        for column in range(picture.width())
        if any(picture.pixel(column, row) != before.pixel(column, row) for row in range(picture.height()))
    ]
    assert changed
    assert changed[0] > mark.right()


def test_a_dialog_shrinks_along_with_the_window_it_lies_over(
    theme: Theme, shown: Shown, qtbot: QtBot
) -> None:
    window = shown(LineEdit(), width=1300, height=900)
    dialog = DialogShell(theme, "Details", agree="Keep", parent=window)
    fields = [LineEdit(str(number)) for number in range(24)]
    for field in fields:
        dialog.content.addWidget(field)
    show_with_keyboard(qtbot, dialog)
    assert dialog.height() > 700
    window.resize(1300, 600)
    qtbot.waitUntil(lambda: dialog.height() <= 600)
    assert dialog.agree_button.visibleRegion().boundingRect().height() == dialog.agree_button.height()
    theme.choose(Appearance(Scheme.LIGHT, 2.0, high_contrast=False))
    window.resize(900, 500)
    qtbot.waitUntil(lambda: dialog.height() <= 500)
    dialog.close()


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_nothing_in_a_dialog_scrolls_while_the_window_has_room(
    theme: Theme, shown: Shown, qtbot: QtBot, factor: float
) -> None:
    theme.choose(Appearance(Scheme.LIGHT, factor, high_contrast=False))
    window = shown(LineEdit(), width=1366, height=768)
    dialog = DialogShell(theme, "Invite somebody", agree="Invite", parent=window)
    for label in ("Name", "Role", "Agency"):
        dialog.content.addWidget(
            Field(theme, label, SearchSelect(theme, ()), hint="Choose one, or type another.")
        )
    show_with_keyboard(qtbot, dialog)
    scroll = next(each for each in dialog.findChildren(Scroll))
    room = window.height() - dialog._foot.height()
    assert dialog._body.ground.minimumSizeHint().height() <= room
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)
    assert dialog.height() <= window.height()
    dialog.close()
