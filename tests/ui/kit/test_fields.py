from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.text import fold
from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.clean_text import clean_pasted
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field, PassphraseField
from cpm_desktop.ui.kit.parsed_fields import DateField, TimeField, parse_time, say_time
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.text_fields import LineEdit, PlainEditor
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.kit.tick_boxes import CheckBox, RadioGroup
from cpm_desktop.ui.kit.wrapping_link import WrappingLink
from cpm_desktop.ui.shell.acts import make_act
from tests.ui.kit.conftest import Shown


def read_date(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError as fault:
        raise ValueError(f"“{text}” is not a date.") from fault


def date_field(theme: Theme) -> DateField:
    return DateField(
        theme, "By when", read_date, lambda day: f"{day.day}/{day.month}/{day.year}", access_key="B"
    )


def spoken(widget: QWidget) -> tuple[str, str]:
    part = QAccessible.queryAccessibleInterface(widget)
    return part.text(QAccessible.Text.Name), part.text(QAccessible.Text.Description)


def test_a_date_is_read_as_typed_and_complained_of_only_when_asked(
    theme: Theme, shown: Shown, qtbot: QtBot
) -> None:
    field, after = date_field(theme), LineEdit()
    shown(field, after)
    field.setFocus()
    qtbot.keyClicks(field.control, "18/12/20")
    after.setFocus()
    assert field.value is None
    assert spoken(field.control) == ("By when", "")
    assert field.check() == "“18/12/20” is not a date."
    assert field.error == "“18/12/20” is not a date."
    assert spoken(field.control) == ("By when", "“18/12/20” is not a date.")
    assert field.typed == "18/12/20"
    field.setFocus()
    qtbot.keyClicks(field.control, "26")
    assert field.value == date(2026, 12, 18)
    assert not field.error


def test_an_empty_date_is_wrong_only_where_it_is_missed(theme: Theme, qtbot: QtBot) -> None:
    field = date_field(theme)
    qtbot.addWidget(field)
    assert not field.check()
    assert field.check(missing="Say by when.") == "Say by when."
    field.set_value(date(2026, 12, 18))
    assert field.typed == "18/12/2026"
    assert not field.error


@pytest.mark.parametrize(
    ("text", "value"),
    [("14:30", time(14, 30)), ("1430", time(14, 30)), ("2.30 pm", time(14, 30)), ("9am", time(9)), ("12 am", time(0)),
     ("12pm", time(12)), ("9", time(9)), ("08 15", time(8, 15)), ("2.30", time(14, 30)),
     ("02:30", time(2, 30)), ("noon", time(12))],
)  # fmt: skip
def test_times_as_people_write_them(text: str, value: time) -> None:
    assert parse_time(text) == value


@pytest.mark.parametrize("text", ["25:00", "14:60", "13pm", "later", "", "0am", "1:2:3"])
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a time of day"):
        parse_time(text)


@given(st.times().map(lambda value: value.replace(second=0, microsecond=0, tzinfo=None)))
def test_a_time_said_is_read_back(value: time) -> None:
    assert parse_time(say_time(value)) == value


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufdd0\ufdd1"),
        max_size=60,
    )
)
def test_a_paste_without_control_characters_stays_as_it_is(text: str) -> None:
    assert clean_pasted(text) == text


def test_a_paste_loses_controls_and_odd_line_ends() -> None:
    assert clean_pasted("a\r\nb\rc\u2028d\x00e\x07\tf") == "a\nb\nc\nde\tf"


@pytest.mark.parametrize(
    "text", ["<b>&amp;</b>", "Okafọ̀ 🙂", "a\u00a0b", "שלום\nשורה", "", "  two  spaces\n\n"]
)
def test_an_editor_gives_back_what_was_put_in(text: str, theme: Theme, qtbot: QtBot) -> None:
    editor = PlainEditor(theme, text)
    qtbot.addWidget(editor)
    assert editor.text == text


def test_an_editor_pastes_words_only(theme: Theme, qtbot: QtBot) -> None:
    editor = PlainEditor(theme)
    qtbot.addWidget(editor)
    clip = QMimeData()
    clip.setHtml("<b>bold</b>")
    clip.setText("bold\r\nnext\x00")
    with qtbot.waitSignal(editor.edited):
        editor.insertFromMimeData(clip)
    assert editor.text == "bold\nnext"


def test_loading_is_not_editing_and_keeps_the_cursor(theme: Theme, qtbot: QtBot) -> None:
    editor = PlainEditor(theme, "Joy came too")
    qtbot.addWidget(editor)
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    with qtbot.assertNotEmitted(editor.edited):
        editor.load("Joy came as well")
    assert editor.textCursor().position() == 4


@pytest.mark.parametrize(
    ("was", "caret", "becomes", "wanted"),
    [
        ("Kai sleeps bad", 14, "Kai sleeps badly on school nights", 33),
        ("Kai sleeps badZZ toply on school nights", 20, "Kai sleeps badly on school nights", 14),
        ("Kai 😀 sleeps", 13, "Kai 😀 sleeps well", 18),
        ("Kai sleeps", 0, "So Kai sleeps", 0),
        ("one\ntwo", 5, "one\nand two", 9),
        ("Kai sleeps well", 12, "Kai", 3),
    ],
)
def test_the_cursor_stays_between_the_same_words(
    theme: Theme, qtbot: QtBot, was: str, caret: int, becomes: str, wanted: int
) -> None:
    editor = PlainEditor(theme, was)
    qtbot.addWidget(editor)
    cursor = editor.textCursor()
    cursor.setPosition(caret)
    editor.setTextCursor(cursor)
    editor.load(becomes)
    assert editor.text == becomes
    assert editor.textCursor().position() == wanted


def test_tab_leaves_an_editor_and_undo_is_left_to_the_application(
    theme: Theme, shown: Shown, qtbot: QtBot
) -> None:
    editor, line = PlainEditor(theme, lines=2), LineEdit()
    shown(editor, line)
    editor.setFocus()
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text == "abc"
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert line.hasFocus()
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "abc"


@pytest.mark.parametrize("kind", ["lines", "line"])
@pytest.mark.parametrize(
    ("key", "shift"), [(Qt.Key.Key_Z, False), (Qt.Key.Key_Y, False), (Qt.Key.Key_Z, True)]
)
def test_keys_of_undo_do_in_a_field_what_the_window_does_with_them(
    theme: Theme, shown: Shown, qtbot: QtBot, kind: str, key: Qt.Key, shift: bool
) -> None:
    field = PlainEditor(theme, lines=2) if kind == "lines" else LineEdit()
    window = shown(field)
    done: list[str] = []
    undo = make_act(window, "Undo", lambda: done.append("undo"), "Ctrl+Z")
    make_act(window, "Redo", lambda: done.append("redo"), ("Ctrl+Y", "Ctrl+Shift+Z"))
    field.setFocus()
    held = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(field, key, held | Qt.KeyboardModifier.ShiftModifier if shift else held)
    wanted = "undo" if key == Qt.Key.Key_Z and not shift else "redo"
    assert done == [wanted]
    undo.setEnabled(False)
    qtbot.keyClick(field, Qt.Key.Key_Z, held)
    assert done == [wanted]


def test_an_act_of_a_part_that_is_not_shown_is_not_done(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    field, hidden = PlainEditor(theme, lines=2), QWidget()
    window = shown(field, hidden)
    hidden.hide()
    other = QDialog(window)
    other.show()
    done: list[str] = []
    make_act(hidden, "Undo", lambda: done.append("hidden"), "Ctrl+Z")
    make_act(other, "Undo", lambda: done.append("of another window"), "Ctrl+Z")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    other.close()
    assert done == []


def test_the_summary_says_the_same_and_leads_to_the_field(theme: Theme, shown: Shown) -> None:
    what, summary = Field(theme, "What will happen", LineEdit(), access_key="W"), ErrorSummary(theme)
    window = shown(summary, what)
    assert not summary.isVisible()
    summary.show_errors([("Say what will happen.", what)])
    link = next(button for button in summary.findChildren(QPushButton) if button.isVisible())
    assert link.hasFocus()
    assert what.error == spoken(link)[0] == "Say what will happen."
    assert "There is a problem" in window.property(LAST_ANNOUNCEMENT)
    link.click()
    assert what.control.hasFocus()
    summary.show_errors([])
    assert not summary.isVisible()


def test_a_passphrase_is_hidden_until_shown(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    field = PassphraseField(theme)
    shown(field)
    line, button = field.findChildren(QLineEdit)[0], field.findChildren(QPushButton)[0]
    qtbot.keyClicks(line, "four quiet")
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert spoken(button)[0] == "Show passphrase"
    button.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    assert spoken(button)[0] == "Hide passphrase"
    assert field.passphrase == "four quiet"
    field.clear()
    assert not field.passphrase
    assert line.echoMode() == QLineEdit.EchoMode.Password


def test_caps_lock_is_told_only_while_it_is_on(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    field = PassphraseField(theme, hint="Spaces count.")
    shown(field)
    qtbot.keyClick(field.control, "A", Qt.KeyboardModifier.NoModifier)
    assert spoken(field.control)[1] == "Caps Lock is on."
    qtbot.keyClick(field.control, "a")
    assert spoken(field.control)[1] == "Spaces count."


PEOPLE = [Option("pn", "Priya Nair"), Option("aw", "Agnieszka Wójcik"), Option("jo", "Joy Okafọ̀")]


def test_a_person_is_found_by_any_part_without_accents(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    select, after = SearchSelect(theme, PEOPLE), LineEdit()
    select.setAccessibleName("Who")
    shown(select, after)
    line = select.lineEdit()
    assert line is not None
    assert select.chosen_key == ""
    assert spoken(line)[0] == "Who"
    line.setFocus()
    qtbot.keyClicks(line, "wojc")
    popup = select.findChildren(QCompleter)[0].popup()
    assert popup is not None
    popup.hide()
    with qtbot.waitSignal(select.chosen):
        after.setFocus()
    assert select.chosen_key == "aw"
    select.choose("")
    assert select.typed == ""


def test_a_select_keeps_what_is_chosen_when_its_list_changes(theme: Theme, qtbot: QtBot) -> None:
    select = Select(theme, PEOPLE, "aw")
    qtbot.addWidget(select)
    select.set_options(list(reversed(PEOPLE)))
    assert select.chosen_key == "aw"
    select.set_options(PEOPLE[:1])
    assert select.chosen_key == "pn"


def test_folding_takes_accents_and_case_away() -> None:
    assert fold("Séan Ó Dálaigh") == "sean o dalaigh"
    assert fold("Okafọ̀") == "okafo"


def test_a_long_check_box_wraps(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    box = CheckBox(theme, "I have read the record & <b>agree</b> " * 4, detail="Not yet", detail_tone="warn")
    shown(box, width=300)
    assert box.heightForWidth(300) > box.heightForWidth(1600)
    assert spoken(box)[1] == "Not yet"
    with qtbot.waitSignal(box.toggled):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


def test_radio_buttons_are_moved_between_by_arrows(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    group = RadioGroup(
        theme, "Takes part", [Option("here", "In the room"), Option("video", "By video")], "here"
    )
    shown(group)
    group.findChildren(QWidget)[0].setFocus()
    with qtbot.waitSignal(group.chosen) as told:
        qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Down)
    assert told.args == ["video"]


def test_a_time_field_reads_back(theme: Theme, qtbot: QtBot) -> None:
    field = TimeField(theme, "Started at")
    qtbot.addWidget(field)
    field.set_typed("2.30 pm")
    assert field.value == time(14, 30)


def test_a_long_error_wraps_in_the_summary(theme: Theme, shown: Shown) -> None:
    summary, what = ErrorSummary(theme), Field(theme, "What", LineEdit())
    shown(summary, what, width=320, height=500)
    summary.show_errors(
        [("“Book the health assessment & more” <has> no date and nobody who will do it.", what)]
    )
    link = summary.findChildren(WrappingLink)[0]
    assert spoken(link)[0] == what.error
    assert link.heightForWidth(200) > link.heightForWidth(900) >= 24
    assert summary.width() <= 320


def test_the_menu_of_a_field_leaves_undo_to_the_application(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    editor, line = PlainEditor(theme, "words"), LineEdit("words")
    shown(editor, line)
    for field in (editor.viewport(), line):
        point = field.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, field.mapToGlobal(point))
        QApplication.sendEvent(field, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        names = [action.objectName() for action in menu.actions()]
        menu.close()
        assert "edit-copy" in names
        assert not {"edit-undo", "edit-redo"} & set(names)
        assert names[0] != ""
        qtbot.wait(1)


def test_a_long_choice_ends_in_dots_and_is_told_whole(theme: Theme, shown: Shown) -> None:
    long = "The final draft of the report & <annexes> of the fostering panel of 12 November 2026"
    select = Select(theme, [Option("", "Not answered"), Option("long", long)])
    shown(select, width=260)
    option = QStyleOptionComboBox()
    select.initStyleOption(option)
    assert (option.currentText, select.toolTip()) == ("Not answered", "")
    select.choose("long")
    select.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert "&amp; &lt;annexes&gt; of the fostering panel" in select.toolTip()
    assert QAccessible.queryAccessibleInterface(select).text(QAccessible.Text.Value) == long
    select.resize(900, select.height())
    assert select.toolTip() == ""


def test_of_two_of_one_name_the_one_who_was_chosen_stays_chosen(theme: Theme, qtbot: QtBot) -> None:
    two = [Option("father", "Tom Avery", "TA"), Option("son", "Tom Avery", "TA2")]
    select = SearchSelect(theme, two, is_open=True)
    qtbot.addWidget(select)
    for key in ("son", "father", "son"):
        select.choose(key)
        assert select.chosen_key == key
    select.set_options([*two, Option("joy", "Joy Okafọ̀", "JO")], "son")
    assert select.chosen_key == "son"
    line = select.lineEdit()
    assert line is not None
    for typed, key in (("ta", "father"), ("ta2", "son")):
        line.clear()
        qtbot.keyClicks(line, typed)
        select.settle()
        assert select.chosen_key == key
    select.setCurrentIndex(0)
    select.activated.emit(0)
    assert select.chosen_key == "father"
    line.clear()
    qtbot.keyClicks(line, "Tom Avery")
    assert select.chosen_key == "father"
    line.clear()
    assert select.chosen_key == ""
