import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.buttons import Button, Look, icon_button, primary_button
from cpm_desktop.ui.kit.choices import Choice, ChoiceSet, KindKeys, Pills, SegmentControl
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.ui.kit.conftest import Shown

LOOKS: list[Look] = [
    "secondary",
    "primary",
    "quiet",
    "link",
    "icon",
    "mini",
    "big",
    "big_primary",
    "message",
    "pill",
]
KINDS = [
    Choice("decision", "Decision", icon="gavel", tone="decision", shortcut="Alt+1"),
    Choice("action", "Action", icon="clipboard-check", tone="action", shortcut="Alt+2"),
    Choice("unmet", "Unmet need", icon="puzzle", tone="unmet_need", shortcut="Alt+4"),
]


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_targets_are_large_enough(look: Look, factor: float, theme: Theme, qtbot: QtBot) -> None:
    theme.choose(Appearance(Scheme.LIGHT, factor, high_contrast=False))
    button = Button(theme, "No", look, icon="check")
    qtbot.addWidget(button)
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24


def test_a_name_is_the_text_as_read(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Next: Education & PEP", "primary", trailing_icon="arrow-right", access_key="N")
    qtbot.addWidget(button)
    assert spoken(button) == "Next: Education & PEP"
    assert button.plain_text == "Next: Education & PEP"
    button.set_text("Next: Health")
    assert spoken(button) == "Next: Health"


def test_an_icon_button_is_named_and_tells_its_keys(theme: Theme, qtbot: QtBot) -> None:
    button = icon_button(theme, "zoom-in", "Larger", shortcut="Ctrl++")
    qtbot.addWidget(button)
    assert spoken(button) == "Larger"
    assert "Larger" in button.toolTip()
    assert "Ctrl++" in button.toolTip()


def test_a_shortcut_outlives_a_change_of_text(theme: Theme, qtbot: QtBot, shown: Shown) -> None:
    button = primary_button(theme, "Next: Health", shortcut="Ctrl+Return")
    shown(button)
    button.set_text("Next: Education")
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_focus_can_be_seen(theme: Theme, shown: Shown) -> None:
    button, other = Button(theme, "Print"), Button(theme, "Other")
    shown(button, other)
    other.setFocus()
    without = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != without


def rows(theme: Theme) -> list[ChoiceSet]:
    return [
        SegmentControl(
            "Whose", [Choice("mine", "Mine"), Choice("team", "Team"), Choice("all", "All")], "team"
        ),
        Pills(
            "Filter",
            [Choice("mine", "Everyone 12"), Choice("team", "Overdue 2"), Choice("all", "Soon")],
            "team",
        ),
        KindKeys(theme, "Kind", KINDS, "action"),
    ]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_choices_are_radio_buttons_with_one_tab_stop(
    place: int, theme: Theme, qtbot: QtBot, shown: Shown
) -> None:
    row, before = rows(theme)[place], Button(theme, "Before")
    shown(before, row)
    keys = ["decision", "action", "unmet"] if place == 2 else ["mine", "team", "all"]
    for key in keys:
        assert QAccessible.queryAccessibleInterface(row.button(key)).role() == QAccessible.Role.RadioButton
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert row.button(keys[1]).hasFocus()
    with qtbot.waitSignal(row.chosen) as told:
        qtbot.keyClick(row.button(keys[1]), Qt.Key.Key_Left)
        if place == 2:  # choosing a kind goes on into its form, so going along the kinds chooses none
            assert row.button(keys[0]).hasFocus()
            assert row.chosen_key == keys[1]
            qtbot.keyClick(row.button(keys[0]), Qt.Key.Key_Space)
    assert told.args == [row.chosen_key]
    assert row.chosen_key != keys[1]
    qtbot.keyClick(row.button(row.chosen_key), Qt.Key.Key_Tab)
    assert before.hasFocus()


@pytest.mark.usefixtures("theme")
def test_the_arrow_keys_go_on_over_the_end_of_a_row(qtbot: QtBot, shown: Shown) -> None:
    row = Pills("Which way", [Choice(key, f"A way that needs all of the row, {key}") for key in "abc"])
    shown(row, width=300)
    assert row.button("a").y() < row.button("b").y() < row.button("c").y()
    row.button("a").setFocus()
    for key in "bca":
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert row.button(key).hasFocus()
    assert not any(row.button(key).isChecked() for key in row.keys), "going along chooses nothing yet"
    qtbot.keyClick(row.button("a"), Qt.Key.Key_Space)
    qtbot.keyClick(row.button("a"), Qt.Key.Key_Left)
    assert row.chosen_key == "c"


def test_choosing_by_program_is_not_told(theme: Theme, qtbot: QtBot) -> None:
    row = rows(theme)[0]
    qtbot.addWidget(row)
    with qtbot.assertNotEmitted(row.chosen):
        row.choose("all")
    assert row.chosen_key == "all"


def test_a_press_anywhere_on_a_kind_chooses_it(theme: Theme, qtbot: QtBot, shown: Shown) -> None:
    row = KindKeys(theme, "Kind", KINDS)
    shown(row)
    with qtbot.waitSignal(row.chosen):
        qtbot.mouseClick(
            row.button("unmet"), Qt.MouseButton.LeftButton, pos=row.button("unmet").rect().center()
        )
    assert row.chosen_key == "unmet"
    with qtbot.waitSignal(row.chosen):
        qtbot.keyClick(row, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert row.chosen_key == "decision"


def test_enter_presses_the_button_that_has_the_keyboard(theme: Theme, qtbot: QtBot) -> None:
    dialog = DialogShell(theme, "Sign the record", agree="Sign", dismiss="Cancel")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.dismiss_button.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.dismiss_button, Qt.Key.Key_Return)
    assert dialog.result() == 0


@pytest.mark.usefixtures("theme")
def test_pills_of_which_none_is_chosen_are_one_tab_stop(qtbot: QtBot, theme: Theme, shown: Shown) -> None:
    row = Pills("Answer", [Choice(key, key) for key in "abc"], may_take_back=True)
    before, after = Button(theme, "Before"), Button(theme, "After")
    shown(before, row, after)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert row.button("a").hasFocus()
    qtbot.keyClick(row.button("a"), Qt.Key.Key_Right)
    assert row.button("b").hasFocus()
    qtbot.keyClick(row.button("b"), Qt.Key.Key_Tab)
    assert after.hasFocus(), "from any of them Tab goes on"
    qtbot.keyClick(after, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert row.button("a").hasFocus()
    qtbot.keyClick(row.button("a"), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert before.hasFocus()


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, None])
def test_a_choice_is_taken_back_by_pressing_it_again(qtbot: QtBot, key: Qt.Key | None, shown: Shown) -> None:
    row = Pills("Answer", [Choice(key, key) for key in "abc"], may_take_back=True)
    shown(row)
    told: list[str] = []
    row.chosen.connect(told.append)
    pill = row.button("b")
    for _ in range(2):
        pill.setFocus()
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
        assert row.chosen_key == "b"
        if key is None:
            qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(pill, key)
        assert row.chosen_key == ""
        assert pill.hasFocus()
    assert told == ["b", "", "b", ""]
    qtbot.mouseClick(row.button("a"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert told[-2:] == ["a", "b"]


@pytest.mark.usefixtures("theme")
def test_a_double_click_chooses_and_a_filter_is_never_taken_back(qtbot: QtBot, shown: Shown) -> None:
    answer = Pills("Answer", [Choice("a", "A")], may_take_back=True)
    filters = Pills("Filter", [Choice("a", "A"), Choice("b", "B")], "a")
    shown(answer, filters)
    pill = answer.button("a")
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(pill, Qt.MouseButton.LeftButton)
    assert answer.chosen_key == "a"
    qtbot.mouseClick(filters.button("a"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(filters.button("a"), Qt.Key.Key_Delete)
    assert filters.chosen_key == "a"
