"""Every page, as it is met without a mouse and by a screen reader."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cpm_desktop.domain.meeting import ReadBackResult
from cpm_desktop.services.closing import mark_read_back, read_back
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_meeting import MeetingPlay
from cpm_desktop.services.demo_preparing import prepare_meeting
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.signing import SigningRun, TypedName
from cpm_desktop.services.signing_key import make_signing_key
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from tests.a_desk import PASSPHRASE, SetClock, set_clock
from tests.kais_meeting import before_the_meeting, enter_authority, kais_script
from tests.played_store import PlayedStore, play_in_store
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


@functools.cache
def played_to(page: str) -> PlayedStore:
    """Return the demonstration at the stage at which a page is used; its subject is the meeting."""
    before = prepared()
    if page not in {"meeting", "close", "after"}:
        return before

    def play(desk: Desk, clock: SetClock) -> str:
        hold_to(page, desk, before.subject, clock)
        return before.subject

    return play_in_store(play, before_the_meeting(), before)


@functools.cache
def prepared() -> PlayedStore:
    """Return the whole caseload, with a meeting prepared and about to begin."""

    def play(desk: Desk, clock: SetClock) -> str:
        script, others = demo_scripts()
        enter_authority(desk)
        make_signing_key(desk)
        for other in others:
            enter_child(desk, other)
        meeting_id = prepare_meeting(desk, enter_child(desk, script), script)
        clock.set_moment(before_the_meeting().moment)
        return meeting_id

    return play_in_store(play, set_clock())


def hold_to(page: str, desk: Desk, meeting_id: str, clock: SetClock) -> None:
    play = MeetingPlay(desk, meeting_id, kais_script(), clock.set_moment)
    events = kais_script().live
    end = next(place for place, event in enumerate(events) if "end" in event)
    health = next(place for place, event in enumerate(events) if "unmet_need" in event)
    play.hold(until=health if page == "meeting" else end)
    if page == "after":
        for thing in read_back(desk, meeting_id):
            mark_read_back(desk, meeting_id, thing.key, ReadBackResult.AGREED)
        play.hold(since=end)
        play.close()
        SigningRun(desk, meeting_id).run(PASSPHRASE, TypedName("Priya Nair"))


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
