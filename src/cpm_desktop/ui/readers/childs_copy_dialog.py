"""Writing the child's copy: tick what stands on it, put it into words for the child, and see its pages. Not modal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.childs_copy import childs_copy_draft, reword, tick, untick
from cpm_desktop.services.reader_preview import childs_pages
from cpm_desktop.ui.after.document_view import DocumentView
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.dialogs import DialogShell
from cpm_desktop.ui.kit.labels import Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.opening_again import opens_again
from cpm_desktop.ui.kit.panels import Scroll
from cpm_desktop.ui.kit.pausing import pause_timer
from cpm_desktop.ui.readers.childs_copy_lines import ChildsCopyLines, told_hint
from cpm_desktop.ui.shell.held_dialog import HeldDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.childs_copy import ChildsCopyDraft
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme
    from cpm_desktop.ui.shell.background import Background, Running
    from cpm_desktop.ui.shell.page import Page

_DRAWN_AFTER = 700  # milliseconds after the last change
_PAGE_WIDTH = 360  # pixels at 100 %: the pages beside the words
_ABOUT = (
    "Tick what stands on the copy, and put it into words for the child beside the original. Nothing is worded by "
    "itself. The reading age comes from the length of sentences and words alone: a hint, which cannot tell whether "
    "words are kind, or known to this child."
)
_NO_COPY = (
    "No child’s copy was decided yet. It can be written all the same, and decided when the copies are sent."
)


class ChildsCopyDialog(DialogShell):
    """Everything ticked or typed is kept at once; the pages follow."""

    def __init__(
        self, theme: Theme, desk: Desk, meeting_id: str, background: Background, parent: QWidget
    ) -> None:
        """Shows how the copy stands.

        Raises:
            PrivilegedRecord: the record may not reach the child, so that there is no such copy.
        """
        draft = childs_copy_draft(desk, meeting_id)
        title = f"{draft.called}’s copy"
        super().__init__(theme, title, agree="Done", dismiss="", width=1080, parent=parent)
        self.setModal(False)
        self.dismiss_button.hide()
        self._desk, self._id, self._background = desk, meeting_id, background
        self._running: Running[bytes] | None = None
        self.hint = Label("", "strong", wraps=True)
        self._note = Message(theme, "info")
        self._note.hide()
        self.lines = ChildsCopyLines(theme, draft)
        self._holder = down(self.lines, spacing=0)
        self._scroll = Scroll(_laid(self._holder), "What stands on the copy")
        self.document = DocumentView(theme, title)
        self.document.setMinimumSize(theme.px(_PAGE_WIDTH), theme.px(220))
        self.resize(theme.px(1160), theme.px(740))
        self.content.addWidget(Label(_ABOUT, "small", wraps=True))
        self.content.addWidget(self._note)
        self.content.addLayout(across(self.hint, self.document.view.zoom_bar, stretched=0))
        body = across(self._scroll, self.document, spacing=14)
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        self.content.addLayout(body, 1)
        self._again = pause_timer(self, _DRAWN_AFTER, self._draw)
        self._listen()
        self._show(draft)
        self._draw()

    def begin(self) -> None:
        """Move the keyboard to the first line that can be ticked."""
        first = next(iter(self.lines.rows.values()), None)
        if first is not None:
            first.box.setFocus()

    def follow(self) -> None:
        """The meeting changed: show what stands there now; what is being typed stays."""
        try:
            draft = childs_copy_draft(self._desk, self._id)
        except CarePlanningError as error:
            self._tell(error.sentence)
            return
        if [line.id for line in draft.lines] != self._order:
            self.lines.flush()
            old, self.lines = self.lines, ChildsCopyLines(self._theme, draft)
            self._holder.replaceWidget(old, self.lines)
            old.hide()
            old.deleteLater()
            self._listen()
        for line in draft.lines:
            self.lines.rows[line.id].show_line(line)
        self._show(draft)
        self._again.start()

    def done(self, result: int) -> None:
        """Keep what is typed, and let go of the pages."""
        self.let_go()
        super().done(result)

    def let_go(self) -> None:
        """Keep what is typed, stop drawing and forget the pages."""
        self.lines.flush()
        self._again.stop()
        self._stop()
        self.document.let_go()

    def _listen(self) -> None:
        self.lines.ticked.connect(self._tick)
        self.lines.written.connect(self._write)

    def _tick(self, kind: str, identifier: str, is_on: bool) -> None:  # noqa: FBT001 - a signal's
        doing = tick if is_on else untick
        if self._attempt(lambda: doing(self._desk, self._id, kind, identifier)) and is_on:
            self.lines.rows[identifier].editor.setFocus()

    def _write(self, kind: str, identifier: str, words: str) -> None:
        self._attempt(lambda: reword(self._desk, self._id, kind, identifier, words))

    def _attempt(self, doing: Callable[[], object]) -> bool:
        try:
            doing()
        except CarePlanningError as error:
            self._tell(error.sentence)
            return False
        return True

    def _show(self, draft: ChildsCopyDraft) -> None:
        self._order = [line.id for line in draft.lines]
        said = told_hint(draft.hint) or "Nothing is ticked yet, or too little to say how easily it is read."
        age = (
            f"{draft.called} is {draft.age}. " if draft.age is not None and draft.hint.age is not None else ""
        )
        self.hint.setText(f"{age}{said}")
        if not draft.gets_copy:
            self._tell(_NO_COPY)
        else:
            self._note.hide()

    def _draw(self) -> None:
        self._stop()
        desk, meeting_id, there = self._desk, self._id, self._background.on_window_thread
        self._running = self._background.run(
            lambda running: childs_pages(desk, meeting_id, there, running.should_stop),
            self._open,
            lambda error: self._tell(error.sentence),
        )

    def _open(self, content: bytes) -> None:
        self._running = None
        self.document.show_document(content, "The child’s copy")

    def _tell(self, sentence: str) -> None:
        self._note.show_message("info", sentence)
        self._note.show()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None


class OpenChildsCopy(HeldDialog[ChildsCopyDialog]):
    """The one child's copy that a page has open for writing, or none."""

    def __init__(self, page: Page, meeting_id: str) -> None:
        """None is open at first."""
        super().__init__(page, meeting_id, ChildsCopyDialog)

    @opens_again
    def show(self) -> ChildsCopyDialog:
        """Open it, or come back to it.

        Raises:
            PrivilegedRecord: the record may not reach the child.
        """
        dialog = self.open()
        dialog.begin()
        return dialog

    def follow(self) -> None:
        """The meeting changed: what is open shows it."""
        if self.dialog is not None:
            self.dialog.follow()


def _laid(layout: QVBoxLayout) -> QWidget:
    ground = QWidget()
    ground.setLayout(layout)
    return ground
