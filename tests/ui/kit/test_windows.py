import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.ui.kit.announcing import LAST_ANNOUNCEMENT
from cpm_desktop.ui.kit.arranging import across, down, empty, frame, hairline
from cpm_desktop.ui.kit.buttons import Button
from cpm_desktop.ui.kit.choices import Choice, Pills
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.meters import HeldDots, Meter, StepsBar
from cpm_desktop.ui.kit.panels import EmptyState, Panel, Rail, Scroll, SectionHead
from cpm_desktop.ui.kit.panes import PaneCycle
from cpm_desktop.ui.kit.pdf_view import PageImage, PdfView
from cpm_desktop.ui.kit.tags import IconText, Tag
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.kit.why import Why
from tests.ui.kit.conftest import Shown
from tests.ui.shown_window import show_with_keyboard

PAGE = PageImage(2, 2, 8, b"\xff" * 16)


def pane(theme: Theme, name: str) -> tuple[Rail, Button, Button]:
    rail, first, second = (
        Rail(theme, name, 200),
        Button(theme, f"{name} first"),
        Button(theme, f"{name} second"),
    )
    rail.setLayout(down(first, second))
    return rail, first, second


def test_f6_goes_round_the_panes_and_remembers_the_place(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    agenda, agenda_first, _ = pane(theme, "Agenda")
    hidden, _, _ = pane(theme, "Hidden")
    capture, capture_first, capture_second = pane(theme, "Capture")
    window = shown(agenda, hidden, capture)
    hidden.hide()
    PaneCycle(window, [agenda, hidden, capture])
    agenda_first.setFocus()
    qtbot.keyClick(agenda_first, Qt.Key.Key_F6)
    assert capture_first.hasFocus()
    assert window.property(LAST_ANNOUNCEMENT) == "Capture"
    capture_second.setFocus()
    qtbot.keyClick(capture_second, Qt.Key.Key_F6)
    assert agenda_first.hasFocus()
    qtbot.keyClick(agenda_first, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert capture_second.hasFocus()


def test_why_opens_the_rule_in_its_place(theme: Theme, shown: Shown) -> None:
    why = Why(
        theme,
        "A standard meeting follows the set agenda",
        "Procedure 001",
        "It may be left out.",
        about="Health",
    )
    window = shown(why)
    assert why.link.accessibleName() == "Why? Health"
    states = [why.is_open]
    why.link.click()
    states.append(why.is_open)
    assert why.link.plain_text == "Hide why"
    assert "Procedure 001" in window.property(LAST_ANNOUNCEMENT)
    why.link.click()
    assert [*states, why.is_open] == [False, True, False]


def test_a_dialog_agrees_with_keys_and_esc_closes_it(theme: Theme, qtbot: QtBot) -> None:
    for key, modifier, result in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, 1),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, 0),
    ):
        dialog = DialogShell(theme, "Sign <the> record?", agree="Sign the record")
        qtbot.addWidget(dialog)
        dialog.add_sentence("It can no longer be changed.")
        show_with_keyboard(qtbot, dialog)
        with qtbot.waitSignal(dialog.finished) as told:
            qtbot.keyClick(dialog, key, modifier)
        assert told.args == [result]


def test_enter_alone_never_agrees_to_what_is_dangerous(theme: Theme, qtbot: QtBot) -> None:
    dialog = DialogShell(theme, "Remove the draft?", agree="Remove", dismiss="Keep it", is_dangerous=True)
    qtbot.addWidget(dialog)
    show_with_keyboard(qtbot, dialog)
    with qtbot.assertNotEmitted(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_pages_are_asked_for_and_late_ones_passed_over(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    view = PdfView(theme, "Minutes")
    shown(view, width=700, height=500)
    with qtbot.waitSignal(view.page_wanted) as told:
        view.open(((595, 842),) * 3, texts=("First words", "", ""))
    assert told.args is not None
    assert told.args[0] == 0
    view.show_page(0, PAGE)
    desk = view.findChildren(QScrollArea)[0]
    assert desk.accessibleName() == "Minutes, Page 1 of 3"
    assert desk.accessibleDescription() == "First words"
    with qtbot.waitSignal(view.page_changed):
        view.next_button.click()
    view.show_page(0, PAGE)
    assert view.page == 1
    assert view.previous_button.isEnabled()
    view.go_to(99)
    assert view.page == 1
    zoom = view.zoom
    view.make_larger()
    assert view.zoom > zoom
    view.make_smaller()
    view.fit_width()
    assert view.zoom == zoom


def test_page_down_at_the_foot_goes_to_the_next_page(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    view = PdfView(theme)
    shown(view, width=500, height=900)
    view.open(((200, 100),) * 2)
    view.make_smaller()
    desk = view.findChildren(QScrollArea)[0]
    desk.verticalScrollBar().setValue(desk.verticalScrollBar().maximum())
    qtbot.keyClick(desk, Qt.Key.Key_PageDown)
    assert view.page == 1
    qtbot.keyClick(desk, Qt.Key.Key_PageUp)
    assert view.page == 0


def test_rails_grow_with_the_text(theme: Theme, qtbot: QtBot) -> None:
    rail = Rail(theme, "Agenda", 276)
    qtbot.addWidget(rail)
    assert rail.width() == 276
    theme.choose(Appearance(Scheme.LIGHT, 1.5, high_contrast=False))
    assert rail.width() == 414


def test_pills_wrap_where_they_lack_room(shown: Shown) -> None:
    row = Pills("Filter", [Choice(str(number), f"Filter number {number}") for number in range(8)])
    window = shown(row, Label("below"), width=300)
    layout = row.layout()
    assert layout is not None
    assert layout.heightForWidth(300) > layout.heightForWidth(2000)
    assert row.button("7").geometry().right() <= window.width()


def test_panels_heads_and_tags_hold_what_they_are_given(theme: Theme, shown: Shown) -> None:
    panel, head = Panel(), SectionHead("Papers", count="4 of 5")
    panel.add_row(
        across(Label("Care plan", "cell"), None, Tag(theme, "good", "check", "Attached")), look="row"
    )
    panel.add(hairline())
    panel.add(Meter(theme, "Time"))
    panel.add_stretch()
    tag = Tag(theme, "warn", "clock", "2 days left")
    state = EmptyState(
        theme, "folder", "No papers yet", "Attach what the meeting needs.", Button(theme, "Attach")
    )
    shown(
        head,
        panel,
        tag,
        IconText(theme, "check", "Sent", is_strong=True),
        Scroll(state, "Papers"),
        height=600,
    )
    tag.show_state("danger", "triangle-alert", "Overdue")
    assert tag.accessibleName() == "Overdue"
    head.set_count(None)
    head.set_text("Papers & notes")
    panel.clear()
    assert panel.layout().count() == 0  # type: ignore[union-attr]  # it has one


def test_meters_say_their_words(theme: Theme, shown: Shown) -> None:
    meter, dots, steps = Meter(theme, "Time used"), HeldDots(theme, 1, 2), StepsBar(theme)
    meter.show_value(90, 75, "90 of 75 min", tone="warn")
    steps.show_steps(["done", "problem", "current", "open"], "3 of 4")
    shown(meter, dots, steps)
    part = QAccessible.queryAccessibleInterface(meter)
    assert part.role() == QAccessible.Role.ProgressBar
    assert (part.text(QAccessible.Text.Name), part.text(QAccessible.Text.Description)) == (
        "Time used",
        "90 of 75 min",
    )
    assert dots.accessibleName() == "1 of 2 held"
    assert steps.accessibleName() == "3 of 4"


@pytest.mark.parametrize("contrast", [False, True])
def test_everything_can_be_drawn_in_every_look(contrast: bool, theme: Theme, shown: Shown) -> None:
    window = shown(
        Meter(theme, "Time"),
        HeldDots(theme, 1, 2),
        StepsBar(theme),
        Tag(theme, "plain", "repeat", "Carried"),
        height=500,
    )
    for scheme in (Scheme.DARK, Scheme.SYSTEM, Scheme.LIGHT):
        theme.choose(Appearance(scheme, 1.3, high_contrast=contrast))
        assert not window.grab().isNull()


def test_emptying_a_layout_takes_inner_layouts_too(theme: Theme, shown: Shown) -> None:
    box = down(across(Button(theme, "One"), Button(theme, "Two")), Button(theme, "Three"))
    holder = frame("clear", box)
    shown(holder)
    empty(box)
    assert not [button for button in holder.findChildren(QPushButton) if button.isVisible()]
    assert isinstance(holder, QWidget)


def test_a_dialog_begins_in_its_first_field_and_ends_with_its_buttons(theme: Theme, qtbot: QtBot) -> None:
    dialog = DialogShell(theme, "New meeting", agree="Prepare it")
    day, place = LineEdit(), LineEdit()
    dialog.content.addWidget(Field(theme, "Day", day))
    dialog.content.addWidget(Field(theme, "Place", place))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is day
    for wanted in (place, dialog.dismiss_button, dialog.agree_button, day, place):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is wanted
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(place, Qt.Key.Key_Return)
