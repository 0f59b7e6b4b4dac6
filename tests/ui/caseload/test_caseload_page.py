import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from cpm_desktop.domain.child import Child
from cpm_desktop.services.caseload import add_child
from cpm_desktop.services.demo_child import enter_child
from cpm_desktop.services.demo_store import demo_scripts
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.week import Week, week
from cpm_desktop.ui.caseload import caseload_page
from cpm_desktop.ui.caseload.caseload_page import CaseloadPage
from cpm_desktop.ui.caseload.new_meeting_dialog import NewMeetingDialog
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.child.entity_dialog import EntityDialog
from cpm_desktop.ui.kit.why import Why
from tests.ui.a_window import OpenWindow, unnamed

CTRL = Qt.KeyboardModifier.ControlModifier


def _page(window: OpenWindow) -> CaseloadPage:
    page = window.go("caseload")
    assert isinstance(page, CaseloadPage)
    return page


def _several(window: OpenWindow) -> None:
    for script in demo_scripts()[1][:3]:
        enter_child(window.desk, script)


class _Paintings(QObject):
    """Notes when a widget is painted."""

    def __init__(self, widget: QWidget, name: str, notes: list[str]) -> None:
        super().__init__(widget)
        self._name, self._notes = name, notes
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._notes.append(self._name)
        return False


def test_the_list_is_painted_first_and_week_and_chart_follow_of_themselves(
    window: OpenWindow, kai: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kai
    notes: list[str] = []

    def noted_week(desk: Desk) -> Week:
        notes.append("week is made")
        return week(desk)

    monkeypatch.setattr(caseload_page, "week", noted_week)
    page = _page(window)
    painted = _Paintings(page.table.viewport(), "list is painted", notes)
    assert page.table.current_key == kai
    assert notes == []
    window.qtbot.waitUntil(lambda: "list is painted" in notes)  # nothing is pressed, clicked or asked for
    before = [each.geometry() for each in (page.table, page.week, page.chart, page._chart_words)]
    window.qtbot.waitUntil(lambda: bool(page.week._rows.rows and page.chart.accessibleDescription()))
    assert notes.index("list is painted") < notes.index("week is made")
    assert painted.parent() is page.table.viewport()
    window.qtbot.wait(50)
    assert [each.geometry() for each in (page.table, page.week, page.chart, page._chart_words)] == before
    assert notes.count("week is made") == 1


def test_one_turn_of_the_event_loop_brings_the_whole_page(window: OpenWindow, kai: str) -> None:
    assert kai
    page = _page(window)
    QCoreApplication.processEvents()
    assert len(page.week._rows.rows) >= 5
    assert "on time" in page.chart.accessibleDescription()
    assert page._chart_words.text()


def test_a_page_that_is_left_at_once_reads_nothing_more(
    window: OpenWindow, kai: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Desk] = []
    monkeypatch.setattr(caseload_page, "week", asked.append)
    _page(window)
    window.go("child", kai)
    window.qtbot.wait(50)
    assert asked == []
    assert not window.workspace.error_shown


def test_an_empty_caseload_says_what_to_do_first(window: OpenWindow) -> None:
    page = _page(window)
    assert page._empty.isVisible()
    window.press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert window.dialog().windowTitle() == "Add a child"


def test_a_child_is_added_and_their_file_opens(window: OpenWindow) -> None:
    page = _page(window)
    page.add_child()
    dialog = window.dialog()
    assert isinstance(dialog, EntityDialog)
    dialog.set_text("name", "Zoë <b>Ő</b> Nguyễn 👋")
    dialog.set_text("date_of_birth", "2/1/2017")
    dialog.accept()
    shown = window.workspace.page
    assert isinstance(shown, ChildPage)
    assert window.desk.child(window.workspace.place.subject).value.child.name == "Zoë <b>Ő</b> Nguyễn 👋"


def test_what_is_wrong_with_a_new_child_is_said_and_nothing_typed_is_lost(window: OpenWindow) -> None:
    page = _page(window)
    page.add_child()
    dialog = window.dialog()
    assert isinstance(dialog, EntityDialog)
    dialog.set_text("pronouns", "she/her")
    dialog.set_text("date_of_birth", "31 June 2017")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.value("pronouns") == "she/her"
    dialog.set_text("date_of_birth", "")
    dialog.accept()
    assert dialog.isVisible()
    dialog.set_text("name", "Zofia")
    dialog.accept()
    assert not dialog.isVisible()


def test_enter_opens_the_chosen_child(window: OpenWindow, kai: str) -> None:
    page = _page(window)
    window.qtbot.waitUntil(page.table.hasFocus)
    window.press(Qt.Key.Key_Return)
    assert window.workspace.place.subject == kai


def test_typing_finds_by_name_without_accents_and_by_number(window: OpenWindow, kai: str) -> None:
    _several(window)
    page = _page(window)
    window.press(Qt.Key.Key_F, CTRL)
    window.qtbot.keyClicks(page.search, "avery kai")
    assert page.table.current_key == kai
    page.search.clear()
    window.qtbot.keyClicks(page.search, "204417")
    assert page.table.current_key == kai
    assert window.said() == "1 found"


def test_filters_carry_their_counts(window: OpenWindow, kai: str) -> None:
    _several(window)
    page = _page(window)
    assert page.filters.button("everyone").text() == "Everyone 4"
    page.filters.button("drifting").click()
    keys = [row.key for row in page.table._rows.rows if not row.group]
    assert kai not in keys


def test_a_meeting_is_prepared_for_the_chosen_child(window: OpenWindow, kai: str) -> None:
    page = _page(window)
    made: list[str] = []
    page.press_primary()
    dialog = window.dialog()
    assert isinstance(dialog, NewMeetingDialog)
    dialog.made.disconnect()
    dialog.made.connect(made.append)
    assert dialog.child.chosen_key == kai
    dialog.day.set_typed("26 Jan")
    dialog.time.set_typed("2 pm")
    dialog.set_venue("The garden room")
    dialog.accept()
    facts = window.desk.meeting(made[0]).value.facts
    assert (str(facts.date), str(facts.starts_at), facts.venue) == (
        "2027-01-26",
        "14:00:00",
        "The garden room",
    )


def test_a_day_that_cannot_be_read_is_said(window: OpenWindow, kai: str) -> None:
    page = _page(window)
    page.new_meeting()
    dialog = window.dialog()
    assert isinstance(dialog, NewMeetingDialog)
    dialog.day.set_typed("soonish")
    dialog.accept()
    assert dialog.isVisible()
    assert "not read as a date" in dialog.day.error
    assert kai


def _child(window: OpenWindow, **details: object) -> str:
    child = Child(id="", name="Ayaan Siddiqui", date_of_birth=dt.date(2019, 3, 2), **details)  # type: ignore[arg-type]  # fields of a child
    return add_child(window.desk, child)


@pytest.mark.rule("kind.core-group-replaces-care-team")
def test_the_kinds_that_fit_the_child_come_first_with_why(window: OpenWindow, kai: str) -> None:
    assert kai
    protected = _child(window, is_in_need=True, protection_plan_since=dt.date(2026, 11, 9))
    page = _page(window)
    page.table.choose(protected)
    page.new_meeting()
    dialog = window.dialog()
    assert isinstance(dialog, NewMeetingDialog)
    rows = dialog.kind._rows.rows
    heading = next(place for place, row in enumerate(rows) if row.is_heading)
    assert rows[heading].title == "Other kinds"
    assert dialog.kind.current_key == rows[0].key == "core-group"
    assert "Because there is a child protection plan." in rows[0].spoken
    assert "care-team" in [row.key for row in rows[heading:]]
    window.qtbot.waitUntil(dialog.kind.hasFocus)
    window.press(Qt.Key.Key_Down)
    assert dialog.kind.current_key == rows[1].key
    dialog.child.choose(kai)
    dialog.child.chosen.emit(kai)
    assert dialog.kind.current_key == "cla-standard"
    assert unnamed(dialog) == []


def test_a_kind_of_the_list_is_prepared(window: OpenWindow, kai: str) -> None:
    page = _page(window)
    page.new_meeting()
    dialog = window.dialog()
    assert isinstance(dialog, NewMeetingDialog)
    made: list[str] = []
    dialog.made.disconnect()
    dialog.made.connect(made.append)
    window.qtbot.waitUntil(dialog.kind.hasFocus)
    dialog.kind.choose("legal")
    window.press(Qt.Key.Key_Return)
    facts = window.desk.meeting(made[0]).value.facts
    assert (facts.child_id, facts.form_id) == (kai, "legal")


@pytest.mark.rule("record.unmet-need")
def test_the_register_of_unmet_needs_is_saved_from_the_caseload(
    window: OpenWindow, kai: str, tmp_path: Path
) -> None:
    assert kai
    page = _page(window)
    assert page.register_button.isVisible()
    page.save_register_to(tmp_path / "register.csv")
    lines = (tmp_path / "register.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "Category,Area,Open unmet needs"
    assert "no number under five" in window.said()
    page.save_register_to(tmp_path / "no such folder" / "register.csv")
    assert window.workspace.error_shown


@pytest.mark.rule("attend.care-team")
def test_a_child_in_need_without_a_care_team_shows_it_in_the_list(window: OpenWindow) -> None:
    in_need = _child(window, is_in_need=True)
    page = _page(window)
    row = next(row for row in page.table._rows.rows if row.key == in_need)
    assert (row.cells[1].title, row.cells[2].title) == ("Name the care team", "To do")


def test_the_rule_behind_what_is_due_can_be_asked_for(window: OpenWindow, kai: str) -> None:
    page = _page(window)
    page.table.choose(kai)
    why = page.findChild(Why)
    assert why is not None
    why.link.click()
    assert why.is_open
    assert any("meeting" in label.text().lower() for label in why.findChildren(QLabel))


def test_everything_that_can_be_operated_has_a_name(window: OpenWindow, kai: str) -> None:
    assert kai
    assert unnamed(_page(window)) == []


def test_at_200_percent_on_a_small_screen_the_week_gives_way(window: OpenWindow, kai: str) -> None:
    page = _page(window)
    assert page._rail.isVisible()
    window.window.resize(1366, 768)
    for _ in range(10):
        window.window.enlarge()
    window.qtbot.waitUntil(lambda: not page._rail.isVisible())
    assert page.table.isVisible()
    window.window.usual_size()
    assert kai
