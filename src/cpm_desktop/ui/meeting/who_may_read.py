"""In the live meeting: opens the strip of who may read what on the line, the answer or the person with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication, QWidget

from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.captures import Note
from cpm_desktop.domain.meeting import Answer
from cpm_desktop.services.reading_limits import MeetingLimits
from cpm_desktop.ui.kit.question_editors import QuestionEditor
from cpm_desktop.ui.readers.childs_copy_dialog import OpenChildsCopy
from cpm_desktop.ui.readers.limit_strip import LimitStrip
from cpm_desktop.ui.readers.preview_dialog import OpenPreview

if TYPE_CHECKING:
    from cpm_desktop.ui.meeting.attendance_strip import AttendanceStrip
    from cpm_desktop.ui.meeting.capture_panel import CapturePanel
    from cpm_desktop.ui.meeting.item_pane import ItemPane
    from cpm_desktop.ui.shell.page import Page


class Written(Protocol):
    """The parts of the live meeting in which something is written, or somebody stands."""

    strip: AttendanceStrip
    capture: CapturePanel
    item_pane: ItemPane


class WhoMayRead:
    """`strip` stands above the item; put away, the keyboard goes back to where it was."""

    def __init__(self, page: Page, parts: Written, meeting_id: str) -> None:
        """Put away at first."""
        self._page, self._parts, self._id = page, parts, meeting_id
        self._from: QWidget | None = None
        self.strip = LimitStrip(page.theme, MeetingLimits(page.desk, meeting_id))
        self.strip.closed.connect(self._go_back)
        self.preview = OpenPreview(page, meeting_id)
        self.childs_copy = OpenChildsCopy(page, meeting_id)

    def ask(self) -> None:
        """Ask who may read what has the keyboard: a note, a capture, an answer, somebody of the strip of people."""
        focused = QApplication.focusWidget()
        if focused is None or not self.strip.isAncestorOf(focused):
            self._from = focused
        self._page.leave()
        kind, identifier = self._with_keyboard(focused)
        self.strip.open_on(kind, identifier)

    def follow(self) -> None:
        """The meeting changed: what is open beside it shows it."""
        self.preview.follow()
        self.childs_copy.follow()

    def let_go(self) -> None:
        """The page goes: keep what is typed beside it, and forget the pages."""
        self.preview.let_go()
        self.childs_copy.let_go()

    def _with_keyboard(self, focused: QWidget | None) -> tuple[str, str]:
        page = self._parts
        if page.strip.focused_id:
            return Attendee.kind, page.strip.focused_id
        entity = page.capture.form.entity
        if focused is not None and page.capture.isAncestorOf(focused) and entity is not None:
            return entity.kind, entity.id
        editor = _question_around(focused)
        if editor is not None:
            return Answer.kind, self._answer_in(editor)
        return Note.kind, page.item_pane.notes.note_with_keyboard()

    def _answer_in(self, editor: QuestionEditor) -> str:
        asked, item = editor.asked, self._parts.item_pane.item_id
        answers = self._page.desk.meeting(self._id).value.answers
        wanted = (item, asked.question.id, asked.subject)
        return next((one.id for one in answers if (one.item, one.question, one.subject) == wanted), "")

    def _go_back(self) -> None:
        if self._from is not None and self._from.isVisible():
            self._from.setFocus()
        else:
            self._parts.item_pane.notes.focus_new()
        self._from = None


def _question_around(widget: QWidget | None) -> QuestionEditor | None:
    while widget is not None:
        if isinstance(widget, QuestionEditor):
            return widget
        widget = widget.parentWidget()
    return None
