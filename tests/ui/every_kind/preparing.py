"""Calls a meeting of a kind and prepares it, as a person would: day, place, questions, papers, and the start."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpm_desktop.domain.meeting import PaperState
from cpm_desktop.ui.caseload.new_meeting_dialog import NewMeetingDialog
from cpm_desktop.ui.child.child_page import ChildPage
from cpm_desktop.ui.kit.tab_order import stops_of
from cpm_desktop.ui.meeting.meeting_page import MeetingPage
from cpm_desktop.ui.prepare.prepare_page import PreparePage
from cpm_desktop.ui.prepare.start_dialog import StartDialog
from tests.ui.every_kind.answering import Answers
from tests.ui.every_kind.hands import Hands

VENUE = "The garden room & “the <hut>”".replace("“", "'").replace("”", "'")
WHY_THIS_DAY = "The court moved the date & nobody was told"
MISSING = "Not written yet <since October>"
NOTE = "Looked at beforehand & agreed"
CONTROL = Qt.KeyboardModifier.ControlModifier


def call_meeting(hands: Hands, form_id: str) -> PreparePage:
    """Begin on the child's page, choose the kind, and give day, time and place."""
    page = hands.opened.workspace.page
    assert isinstance(page, ChildPage)
    hands.press(Qt.Key.Key_N, CONTROL)
    dialog = hands.dialog()
    assert isinstance(dialog, NewMeetingDialog)
    hands.tab_to(dialog.kind)
    hands.press(Qt.Key.Key_Home)
    for _ in range(40):
        if dialog.kind.current_key == form_id:
            break
        hands.press(Qt.Key.Key_Down)
    assert dialog.kind.current_key == form_id, f"the keyboard never comes to {form_id}"
    hands.write(dialog.day.control, "24 Nov")
    hands.write(dialog.time.control, "14:00")
    hands.write(dialog.venue.control, VENUE)
    hands.picture("chooser")
    hands.press(Qt.Key.Key_Return)
    hands.opened.qtbot.waitUntil(lambda: isinstance(hands.opened.workspace.page, PreparePage))
    hands.back_in_window()
    shown = hands.opened.workspace.page
    assert isinstance(shown, PreparePage)
    return shown


def prepare(hands: Hands, page: PreparePage, answers: Answers) -> None:
    """Answer what is asked beforehand, say why the day stands, tick papers, and write a note."""
    hands.picture("prepare")
    if page.questions.isVisible():
        if page.questions.card.isHidden():
            hands.push(page.questions.fold_link)
        answers.answer_card(hands, page.questions.card)
        hands.picture("questions")
    explain_day(hands, page)
    tick_papers(hands, page)
    first = next(iter(page.agenda.items.values()))
    hands.tab_to(first)
    if not first.editor.isVisible():
        hands.press(Qt.Key.Key_Return)
    hands.write(first.editor, NOTE)
    hands.picture("prepared")


def explain_day(hands: Hands, page: PreparePage) -> None:
    """Open date and place by the palette; where the day is refused, say why it stands all the same."""
    hands.command("Date, place and chair")
    hands.opened.qtbot.waitUntil(page.details.isVisible)
    for key in list(page.details.days.lines):
        line = page.details.days.lines[key]
        if line.takes_reason:
            hands.write(line.reason, WHY_THIS_DAY)
            line.flush()
    chair = page.details.chair
    if not chair.chosen_key:
        hands.pick(chair, str(chair.itemData(1)))
    recorder = page.details.recorder
    if not recorder.chosen_key:
        hands.pick(recorder, str(recorder.itemData(1)))
    if page.details.is_complex.isChecked():
        hands.write(page.details.discussion, "23 Nov: to be held")
    hands.picture("details")
    hands.push(page.details.close_link)


def tick_papers(hands: Hands, page: PreparePage) -> None:
    """See every paper but the last, and say of that one why it is missing and when it comes."""
    lines = list(page.papers.lines)
    for identifier in lines[:-1]:
        hands.push(page.papers.lines[identifier].tick)
    for identifier in lines[-1:]:
        line = page.papers.lines[identifier]
        hands.push(line.why)
        hands.write(line.note, MISSING)
        hands.write(line.due.control, "1 Dec 2026")
    page.papers.flush()
    held = {paper.id: paper.state for paper in page.desk.meeting(page.meeting_id).value.papers}
    assert [held[identifier] for identifier in lines[:-1]] == [PaperState.SEEN] * (len(lines) - 1)
    assert all(held[identifier] is PaperState.MISSING for identifier in lines[-1:])


def start_meeting(hands: Hands, page: PreparePage) -> MeetingPage:
    """Start; what is not there yet is listed first, and is left."""
    hands.command("Start meeting")
    workspace = hands.opened.workspace
    if workspace.page is page and QApplication.activeModalWidget() is not None:
        dialog = hands.dialog()
        assert isinstance(dialog, StartDialog)
        hands.picture("not there yet")
        assert stops_of(dialog)
        hands.push(dialog.agree_button)
    hands.opened.qtbot.waitUntil(lambda: isinstance(workspace.page, MeetingPage))
    hands.back_in_window()
    shown = workspace.page
    assert isinstance(shown, MeetingPage)
    return shown
