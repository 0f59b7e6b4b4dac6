"""Menu, palette and sheet of keys hold the same acts, on every page; every act of the meeting has a key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cpm_desktop.domain.shorthand_examples import SHORTHAND
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.holding import start
from cpm_desktop.ui.kit.theme import Theme
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.shell.acts import GROUPS, by_group, keys_text
from cpm_desktop.ui.shell.finding import MOST_OF_A_GROUP, Finder, PaletteEntry
from tests.services.a_meeting import sign_meeting
from tests.ui.a_window import OpenWindow


def menus_below(menu: QMenu) -> list[QMenu]:
    return [below for action in menu.actions() if isinstance(below := action.menu(), QMenu)]


def menu_texts(menu: QMenu) -> list[tuple[str, str]]:
    """Return the words and the keys of every line of every menu below."""
    below = menus_below(menu)
    return [
        (action.text().replace("&&", "\0").replace("&", "").replace("\0", "&"), action.shortcut().toString())
        for each in below
        for action in each.actions()
    ]


@pytest.fixture
def meeting(window: OpenWindow, kai: str) -> str:
    script, _ = demo_scripts()
    return prepare_meeting(window.desk, kai, script)


@pytest.mark.parametrize("screen", ["caseload", "child", "prepare", "meeting", "close"])
def test_what_can_be_done_stands_in_menu_palette_and_sheet(
    window: OpenWindow, kai: str, meeting: str, screen: str
) -> None:
    if screen in ("meeting", "close"):
        start(window.desk, meeting)
    window.go(screen, {"caseload": "", "child": kai}.get(screen, meeting))
    stand_in_menu_palette_and_sheet(window)


def test_what_can_be_done_after_the_meeting_stands_in_menu_palette_and_sheet(
    tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    signed = sign_meeting(tmp_path)
    opened = OpenWindow(qtbot, theme, signed.desk)
    opened.go("after", signed.meeting_id)
    stand_in_menu_palette_and_sheet(opened)
    opened.close()


def test_the_palette_finds_people_and_items_while_a_meeting_is_prepared(
    window: OpenWindow, meeting: str
) -> None:
    page = window.go("prepare", meeting)
    assert isinstance(page, PreparePage)
    finder = Finder(page.finds())
    person = next(entry for group in finder.find("sean") for entry in group.entries)
    assert person.text == "Séan Ó Dálaigh"
    assert person.group == "People and their replies"
    person.run()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Answer of Séan Ó Dálaigh"
    item = next(
        entry for group in finder.find("health") for entry in group.entries if entry.group == "Agenda"
    )
    assert item.detail == "Noted"
    item.run()
    assert not page.agenda.items["health"].editor.isHidden()
    window.window.resize(760, 768)
    person.run()
    assert page.people.isVisible()


def stand_in_menu_palette_and_sheet(window: OpenWindow) -> None:
    acts = window.workspace.acts()
    texts = [act.text for act in acts]
    assert len(texts) == len(set(texts))
    page = window.workspace.page
    assert page is not None
    offered = [each.text().replace("&&", "&") for each in page.actions() if each.isEnabled() and each.text()]
    assert set(offered) <= set(texts)
    assert [hint for hint in page.hints() if "+" in hint] == []  # the foot of every page writes keys alike
    menu = window.workspace.open_menu()
    assert menu_texts(menu) == [(act.text, QKeySequence(act.key).toString()) for act in acts]
    letters = [[action.text() for action in below.actions()] for below in menus_below(menu)]
    assert all(all("&" in text for text in held[:20]) for held in letters)
    menu.close()
    palette = window.workspace.open_palette()
    shown = [entry for entry in palette._entries if entry.group in GROUPS]
    assert [(entry.text, entry.keys) for entry in shown] == [(act.text, act.key) for act in acts]
    palette.reject()
    sheet = window.workspace.show_keys()
    assert sheet.text.startswith(keys_text(acts))
    typed = [one.typed for one in SHORTHAND]
    assert [line.split(": ", 1)[1] for line in sheet.text.splitlines()[-len(typed) :]] == typed
    assert all(f"{act.text}: " in sheet.text for act in acts)
    sheet.reject()


def test_every_act_of_the_meeting_has_a_key_of_its_own_and_none_is_a_letter(
    window: OpenWindow, meeting: str
) -> None:
    start(window.desk, meeting)
    window.go("meeting", meeting)
    acts = window.workspace.acts()
    assert {"Meeting", "Capture", "People", "Go", "Text", "View", "Help"} <= set(by_group(acts))
    assert [act.text for act in acts if not act.keys] == []
    keys = [key for act in acts for key in act.keys]
    assert [key for key in keys if keys.count(key) > 1] == []
    assert [key for key in keys if "Return" in key] == []  # as it is called on the keyboard: Enter
    bare = [key for key in keys if len(key) == 1 or (key.startswith("Shift+") and len(key) == len("Shift+A"))]
    assert bare == []


def test_f10_opens_the_menu_and_arrows_and_enter_run_an_act(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    window.press(Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.activeAction() is menu.actions()[0]
    titles = [action.text().replace("&", "") for action in menu.actions()]
    for _ in range(titles.index("View")):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Right)
    below = QApplication.activePopupWidget()
    assert isinstance(below, QMenu)
    QTest.keyClick(below, Qt.Key.Key_Return)
    assert window.workspace.theme.text_factor == 1.1
    assert QApplication.activePopupWidget() is None


def test_control_slash_lists_the_keys_and_esc_closes_them(window: OpenWindow) -> None:
    window.go("caseload")
    window.press(Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheet = window.dialog()
    assert sheet.windowTitle() == "Keys"
    assert not sheet.isModal()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_palette_is_not_modal_and_gives_way(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    palette = window.workspace.open_palette()
    window.qtbot.waitUntil(palette.isActiveWindow)
    assert not palette.isModal()
    window.window.activateWindow()
    window.qtbot.waitUntil(lambda: not isValid(palette) or not palette.isVisible())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pn", "Priya Nair"),
        ("pri na", "Priya Nair"),
        ("wojcik", "Zofia Wójcik"),
        ("luk", "Łukasz Øster"),
        ("ost", "Łukasz Øster"),
        ("parkit", "Park this item for later"),
        ("ni", "Next item"),
        ("o'n", "Sean O’Neill"),
        ("later", "Park this item for later"),
    ],
)
def test_a_few_letters_find_what_is_meant(typed: str, first: str) -> None:
    texts = (
        "Park this item for later",
        "Next item",
        "Priya Nair",
        "Zofia Wójcik",
        "Łukasz Øster",
        "Sean O’Neill",
    )
    finder = Finder([PaletteEntry(text, lambda: None, group="One") for text in texts])
    assert finder.find(typed)[0].entries[0].text == first


def test_nothing_is_found_for_letters_that_begin_nothing() -> None:
    finder = Finder([PaletteEntry("Next item", lambda: None)])
    assert finder.find("zzz") == ()


def test_of_a_thousand_children_the_likeliest_are_shown(window: OpenWindow, kai: str) -> None:
    window.go("child", kai)
    names = [f"Child{place} Family{place % 37}" for place in range(1000)]
    entries = [
        PaletteEntry(name, lambda: None, f"C-{place}", group="Children") for place, name in enumerate(names)
    ]
    window.workspace._entries = lambda: entries
    palette = window.workspace.open_palette()
    window.qtbot.waitUntil(palette.isVisible)
    for letter in "family3 ch":
        window.qtbot.keyClicks(palette.field, letter)
    assert len(palette._shown) == MOST_OF_A_GROUP
    palette.reject()


@pytest.mark.parametrize("screen", ["meeting", "close"])
def test_no_other_child_is_named_while_people_may_look_on(
    window: OpenWindow, meeting: str, screen: str
) -> None:
    start(window.desk, meeting)
    window.workspace._entries = lambda: [PaletteEntry("Marlon Tempest", lambda: None, group="Children")]
    for where, is_named in (("caseload", True), (screen, False)):
        window.go(where, "" if where == "caseload" else meeting)
        palette = window.workspace.open_palette()
        window.qtbot.keyClicks(palette.field, "marlon")
        assert ("Marlon Tempest" in [entry.text for entry in palette._shown]) is is_named
        palette.reject()
