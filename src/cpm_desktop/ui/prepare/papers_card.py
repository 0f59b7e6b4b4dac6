"""The papers of a meeting: seen, attached, or missing with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpm_desktop.domain.meeting import Paper, PaperState
from cpm_desktop.ui.kit.arranging import across, down
from cpm_desktop.ui.kit.buttons import Button, link_button
from cpm_desktop.ui.kit.panels import SectionHead
from cpm_desktop.ui.kit.settling import Settling
from cpm_desktop.ui.kit.text_fields import LineEdit
from cpm_desktop.ui.kit.tick_boxes import CheckBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpm_desktop.ui.kit.theme import Theme

_THERE = (PaperState.SEEN, PaperState.ATTACHED)


class PaperLine(QFrame):
    """One paper. `said` is sent with id, state and note; `attach_pressed` with the id."""

    said = Signal(str, object, str)
    attach_pressed = Signal(str)

    def __init__(self, theme: Theme, paper: Paper) -> None:
        """Show one paper."""
        super().__init__()
        self.setProperty("kit", "clear")
        self._paper = paper
        self.tick = CheckBox(theme, paper.title)
        self.tick.clicked.connect(self._turn)
        self.attach = link_button(theme, "Attach")
        self.attach.setAccessibleName(f"Attach {paper.title}")
        self.attach.clicked.connect(lambda: self.attach_pressed.emit(self._paper.id))
        self.why = link_button(theme, "Say why")
        self.why.setAccessibleName(f"Say why it is missing: {paper.title}")
        self.why.clicked.connect(self._ask)
        self.note = LineEdit(placeholder="Why it is missing")
        self.note.setAccessibleName(f"Why it is missing: {paper.title}")
        self.note.hide()
        self._settling = Settling(self)
        self._settling.watch(self.note, self.note.textEdited)
        self._settling.settled.connect(self._tell_note)
        self.setLayout(
            down(across(self.tick, self.why, self.attach, spacing=2, stretched=0), self.note, spacing=4)
        )
        self.show_paper(paper)

    def show_paper(self, paper: Paper) -> None:
        """Show whether it is there."""
        self._paper = paper
        is_there = paper.state in _THERE
        self.tick.setChecked(is_there)
        if paper.state is PaperState.ATTACHED:
            self.tick.set_detail(f"Attached: {paper.file_name}")
        elif paper.state is PaperState.SEEN:
            self.tick.set_detail(paper.note or "Seen")
        elif paper.state is PaperState.MISSING:
            self.tick.set_detail(_missing_text(paper.note), "warn")
        else:
            self.tick.set_detail("Not here yet", "warn")
        self.why.setVisible(not is_there and self.note.isHidden())
        if is_there:
            self.note.hide()
        elif not self._settling.is_waiting and self.note.text() != paper.note:
            self.note.setText(paper.note)

    def flush(self) -> None:
        """Send what is typed now."""
        self._settling.flush()

    def _turn(self) -> None:
        state = PaperState.SEEN if self.tick.isChecked() else PaperState.NOT_TICKED
        self.said.emit(self._paper.id, state, self._paper.note if state is PaperState.SEEN else "")

    def _ask(self) -> None:
        self.note.show()
        self.why.hide()
        self.note.setFocus()

    def _tell_note(self) -> None:
        text = self.note.text()
        self.said.emit(self._paper.id, PaperState.MISSING if text.strip() else PaperState.NOT_TICKED, text)


class PapersCard(QFrame):
    """All papers, and a line to add one."""

    said = Signal(str, object, str)
    attach_pressed = Signal(str)
    added = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Empty until `show_papers`."""
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "clear")
        self._head = SectionHead("Papers", count="")
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.new_title = LineEdit(placeholder="Another paper")
        self.new_title.setAccessibleName("Another paper")
        self.new_title.returnPressed.connect(self._add)
        add = Button(theme, "Add", "mini")
        add.setAccessibleName("Add this paper")
        add.clicked.connect(self._add)
        self.setLayout(
            down(self._head, self._column, across(self.new_title, add, spacing=6, stretched=0), spacing=10)
        )
        self.lines: dict[str, PaperLine] = {}

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """Show the papers; where they are the same, only what changed."""
        there = sum(paper.state in _THERE for paper in papers)
        self._head.set_count(f"{there} of {len(papers)}")
        if [paper.id for paper in papers] != list(self.lines):
            for old in self.lines.values():
                old.hide()
                old.deleteLater()
            self.lines = {paper.id: self._line(paper) for paper in papers}
        for paper in papers:
            self.lines[paper.id].show_paper(paper)

    def flush(self) -> None:
        """Send what is typed now."""
        for line in self.lines.values():
            line.flush()

    def _line(self, paper: Paper) -> PaperLine:
        line = PaperLine(self._theme, paper)
        line.said.connect(self.said)
        line.attach_pressed.connect(self.attach_pressed)
        self._column.addWidget(line)
        return line

    def _add(self) -> None:
        title = self.new_title.text().strip()
        if title:
            self.new_title.clear()
            self.added.emit(title)


def _missing_text(note: str) -> str:
    if note.casefold().startswith("missing"):
        return note[:1].upper() + note[1:]
    return f"Missing: {note}" if note else "Missing"
